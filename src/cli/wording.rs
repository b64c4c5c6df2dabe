//! `groundtruth check-wording`: what the eight rules say of the promises in a file.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::domain::wording::{Language, Outcome, Score, check_obligations, check_text};
use crate::features::cases::reading::read_case;
use crate::features::wording::actions::{Given, LARGEST, Told, given, told};
use crate::infra::words::Words;

use super::opening::unusable;
use super::{Failure, no_language};

#[derive(Debug, Args)]
pub struct CheckWording {
    /// A text, Markdown, or a case file; `-` reads what is typed or piped in.
    file: PathBuf,
    /// Language of the text: en, es, fr. Default: the setting `language`.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Print everything as JSON, with places in bytes.
    #[arg(long)]
    json: bool,
}

/// A promise that keeps no rule is a result: the command did what it was asked.
pub fn run(command: CheckWording, words: Words) -> Result<(), Failure> {
    let code = command.language.as_deref().unwrap_or_else(|| words.code());
    let language = Language::of(code).ok_or_else(|| Failure::Unusable(no_language(code)))?;
    let name = command.file.display().to_string();
    let bytes = bytes_of(&command.file)?;
    let given =
        given(bytes).map_err(|why| Failure::Unusable(format!("{name}: {}", why.say(&words))))?;
    let checked = match &given {
        Given::Text(text) => check_text(text, language),
        Given::Case(text) => {
            let read = read_case(text, &words).map_err(|why| unusable(&name, why))?;
            check_obligations(&read.case.obligations, language)
        }
    };
    let told = told(&checked, language, &words);
    if command.json {
        let json = serde_json::to_string_pretty(&told).map_err(Failure::failed)?;
        anstream::println!("{json}");
    } else {
        anstream::print!("{}", table(&told, &words));
    }
    Ok(())
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large without reading the rest of it.
    let most = LARGEST as u64 + 1;
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            Err(Failure::NotThere(format!("{}: {e}", path.display())))
        }
        Err(e) => Err(Failure::Unusable(format!("{}: {e}", path.display()))),
    }
}

fn table(told: &Told, words: &Words) -> String {
    let mut out = String::new();
    if told.clauses.is_empty() {
        return words.get("wording-no-promise") + "\n";
    }
    let said = |key: &str, score: &Score| {
        let (passed, all) = (score.passed.to_string(), score.of.to_string());
        words.say(key, &[("passed", &passed), ("all", &all)])
    };
    for clause in &told.clauses {
        let one_line = clause.text.split_whitespace().collect::<Vec<_>>().join(" ");
        out += &format!(
            "{}  {}\n    {one_line}\n",
            clause.label,
            said("wording-score", &clause.score)
        );
        for judged in &clause.judged {
            let sign = match judged.outcome {
                Outcome::Passes => '+',
                Outcome::Fails => '-',
                Outcome::NotApplicable => '.',
            };
            out += &format!("    {sign} {}: {}\n", judged.name, judged.because);
            if let Some(suggestion) = &judged.suggestion {
                out += &format!("      {suggestion}\n");
            }
        }
        out.push('\n');
    }
    let widest = told
        .rules
        .iter()
        .map(|rule| rule.name.chars().count())
        .max()
        .unwrap_or(0);
    for rule in &told.rules {
        out += &format!(
            "{:widest$}  {}\n",
            rule.name,
            said("wording-rule-score", &rule.score)
        );
    }
    let (passed, all) = (told.overall.passed.to_string(), told.overall.of.to_string());
    out += &words.count(
        "wording-found",
        told.clauses.len(),
        &[("passed", &passed), ("all", &all)],
    );
    out.push('\n');
    out
}
