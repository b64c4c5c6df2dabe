//! `groundtruth imports`: what was imported, what each import did, and taking one back.

use clap::Subcommand;

use super::Failure;
use super::import::{located, told};
use super::opening::open;
use crate::db::counter::Series;
use crate::db::register::{ImportRun, ImportState, LineOutcome};
use crate::features::imports::actions as acts;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::config::Config;
use crate::infra::words::Words;

#[derive(Debug, Subcommand)]
pub enum ImportsCommand {
    /// List the imports, the newest first.
    List,
    /// Show what an import did.
    Show {
        /// Its number: I-0001.
        import: String,
    },
    /// Take an import back: what it made goes, what it changed is as it was.
    Undo {
        /// Its number: I-0001.
        import: String,
    },
}

pub async fn run(command: ImportsCommand, config: Config, words: Words) -> Result<(), Failure> {
    let ctx = open(config, words).await?;
    match command {
        ImportsCommand::List => {
            let all = acts::imports(&ctx).await.map_err(Failure::failed)?;
            for run in &all {
                anstream::println!("{}", line(run));
            }
            if all.is_empty() {
                anstream::println!("nothing was imported yet");
            }
            Ok(())
        }
        ImportsCommand::Show { import } => show(&ctx, numbered(&import)?).await,
        ImportsCommand::Undo { import } => {
            let number = numbered(&import)?;
            let undone = acts::undo(&ctx, number).await;
            undone.map_err(|error| told(&ctx.app.words, error))?;
            anstream::println!("{import} was taken back");
            Ok(())
        }
    }
}

fn numbered(label: &str) -> Result<i64, Failure> {
    let number = Series::Import.number_of(label);
    number.ok_or_else(|| Failure::NotThere(format!("there is no import `{label}`")))
}

fn line(run: &ImportRun) -> String {
    let state = match run.state {
        ImportState::Waiting => "waits",
        ImportState::Done => "taken",
        ImportState::Undone => "taken back",
    };
    let (taken, refused) = run.counts;
    let format = if run.format.is_empty() {
        "-"
    } else {
        &run.format
    };
    format!(
        "{}  {}  {state:<10} {format:<11} {taken} agreements, {refused} rows not taken  {}",
        Series::Import.label(run.number),
        run.made_at.format("%Y-%m-%d"),
        run.file_name
    )
}

/// Prints what an import did.
pub(super) async fn show(ctx: &Ctx, number: i64) -> Result<(), Failure> {
    let label = Series::Import.label(number);
    let found = acts::import(ctx, number).await;
    let (run, lines) = found.map_err(|error| match error {
        ActionError::NotThere => Failure::NotThere(format!("there is no import `{label}`")),
        error => Failure::failed(error),
    })?;
    anstream::println!("{}", line(&run));
    anstream::println!("SHA-256 {}", run.sha256);
    let numbers = acts::numbers_of(ctx, &lines).await;
    let numbers = numbers.map_err(Failure::failed)?;
    for outcome in [
        LineOutcome::Made,
        LineOutcome::Updated,
        LineOutcome::Unchanged,
    ] {
        let of = lines.iter().filter(|line| line.outcome == outcome);
        let labels: Vec<_> = of
            .filter_map(|line| numbers.get(&line.dossier?))
            .map(|number| Series::Dossier.label(*number))
            .collect();
        if let (Some(first), Some(last)) = (labels.first(), labels.last()) {
            let word = outcome.word();
            let count = labels.len();
            anstream::println!("{count} {word}: {first} to {last}");
        }
    }
    for line in &lines {
        let Some(note) = &line.note else { continue };
        let what = match line.outcome {
            LineOutcome::Refused => "not taken",
            _ => "note",
        };
        anstream::println!("{what}: {}", located(&ctx.app.words, note));
    }
    Ok(())
}
