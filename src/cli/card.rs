//! `groundtruth card`: the promise card of a case file, as PDF and HTML.

use std::path::PathBuf;

use chrono::Datelike;
use clap::Args;

use crate::features::publications::{CardText, Imprint, card_editions, card_of};
use crate::infra::clock::{Machine, Surroundings};
use crate::infra::config::Config;
use crate::infra::words::Words;

use super::opening::case_file;
use super::publish::put;
use super::{Failure, no_language};

#[derive(Debug, Args)]
pub struct Card {
    /// The case file.
    file: PathBuf,
    /// The folder to write to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The title; without it, that of the case.
    #[arg(long)]
    title: Option<String>,
    /// Whom to tell when something is missing, as a sentence. May be given more than once.
    #[arg(long, value_name = "SENTENCE")]
    tell: Vec<String>,
    /// Language of the card: en, es, fr. What the case says stays as it is. Default: the setting `language`.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

pub fn run(command: Card, config: &Config, words: Words) -> Result<(), Failure> {
    let read = case_file(&command.file, &words)?;
    let words = match &command.language {
        None => words,
        Some(code) => Words::of(code).ok_or_else(|| Failure::Unusable(no_language(code)))?,
    };
    let today = Machine.now().date_naive();
    let imprint = Imprint {
        number: format!("{}", today.year()),
        version: "1".to_owned(),
        date: today.into(),
        organisation: config.organisation.clone(),
        work_name: config.work_name.clone(),
    };
    let text = CardText {
        title: command.title,
        lines: Vec::new(),
        tell: command.tell,
    };
    let card = card_of(&read.case, &text, &words, &imprint);
    let editions = card_editions(&card).map_err(Failure::failed)?;
    std::fs::create_dir_all(&command.out)
        .map_err(|e| Failure::Failed(format!("{}: {e}", command.out.display())))?;
    for (ending, bytes) in editions {
        let path = command.out.join(format!("{}-card.{ending}", read.case.id));
        put(&path, &bytes)?;
        anstream::println!("{} is written", path.display());
    }
    Ok(())
}
