//! `groundtruth kit`: promises with blanks; a kit filled in is a case file to begin with.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::domain::code::Code;
use crate::domain::kit::{Answers, Kit};
use crate::features::cases::writing::case_to_yaml;
use crate::infra::kits::{all_shipped, kit_schema, kit_to_yaml, read_kit, say_problem, shipped};
use crate::infra::words::Words;

use super::Failure;
use super::opening::{case_file, listed};

#[derive(Debug, Subcommand)]
pub enum KitCommand {
    /// List the kits that come with the program.
    List,
    /// Show the blanks and promises of a kit.
    Show {
        /// Name of a kit, or a file.
        kit: String,
    },
    /// Fill a kit in and print a case file with its promises.
    Fill(Fill),
    /// Say what is wrong with a kit of one's own, by line and column.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Make a kit of the promises of a case file, and print it.
    FromCase {
        /// The case file.
        file: PathBuf,
    },
    /// Print the JSON Schema of the format.
    Schema,
}

#[derive(Debug, Args)]
pub struct Fill {
    /// Name of a kit, or a file.
    kit: String,
    /// An answer: NAME=VALUE. Once for each blank.
    #[arg(long = "answer", value_name = "NAME=VALUE")]
    answers: Vec<String>,
    /// A promise to leave out, by its name.
    #[arg(long, value_name = "PROMISE")]
    without: Vec<String>,
    /// Name of the audit. Default: the name of the kit.
    #[arg(long, value_name = "NAME")]
    id: Option<String>,
    /// Language of the sentences: en, es, fr. Default: the setting `language`.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

pub fn run(command: KitCommand, words: Words) -> Result<(), Failure> {
    match command {
        KitCommand::List => {
            for kit in all_shipped(&words) {
                let about = kit.about.of(words.code());
                anstream::println!(
                    "{:14} {}: {about}",
                    kit.id.as_str(),
                    kit.title.of(words.code())
                );
            }
        }
        KitCommand::Show { kit } => show(&open(&kit, &words)?, &words),
        KitCommand::Fill(fill) => anstream::print!("{}", filled(&fill, &words)?),
        KitCommand::Check { file } => {
            let kit = from_file(&file, &words)?;
            anstream::println!(
                "{}: in order. {} blanks, {} promises, {} questions, {} letters.",
                file.display(),
                kit.blanks.len(),
                kit.promises.len(),
                kit.checklist.len(),
                kit.letters.len()
            );
        }
        KitCommand::FromCase { file } => {
            let kit = Kit::from_case(&case_file(&file, &words)?.case);
            anstream::print!("{}", kit_to_yaml(&kit).map_err(Failure::failed)?);
        }
        KitCommand::Schema => anstream::print!("{}", kit_schema()),
    }
    Ok(())
}

fn open(name: &str, words: &Words) -> Result<Kit, Failure> {
    match shipped(name, words) {
        Some(kit) => Ok(kit),
        None if Path::new(name).exists() => from_file(Path::new(name), words),
        None => Err(Failure::NotThere(format!(
            "there is no kit and no file “{name}”: `groundtruth kit list` names the kits"
        ))),
    }
}

fn from_file(path: &Path, words: &Words) -> Result<Kit, Failure> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Failure::NotThere(format!("{name}: {e}")),
        _ => Failure::Unusable(format!("{name}: {e}")),
    })?;
    read_kit(&text, words).map_err(|found| Failure::Unusable(listed(&name.to_string(), &found)))
}

fn show(kit: &Kit, words: &Words) {
    let code = words.code();
    anstream::println!(
        "{} ({})\n{}\n",
        kit.title.of(code),
        kit.id,
        kit.about.of(code)
    );
    for blank in &kit.blanks {
        let default = match &blank.default {
            Some(default) => format!("; without an answer: {default}"),
            None => String::new(),
        };
        anstream::println!(
            "  {:10} {} ({}{default})",
            blank.id.as_str(),
            blank.question.of(code),
            blank.example
        );
    }
    anstream::println!();
    for promise in &kit.promises {
        anstream::println!("  {:10} {}", promise.id.as_str(), promise.text.of(code));
    }
}

fn filled(fill: &Fill, words: &Words) -> Result<String, Failure> {
    let kit = open(&fill.kit, words)?;
    let mut answers = Answers {
        language: fill
            .language
            .clone()
            .unwrap_or_else(|| words.code().to_owned()),
        ..Answers::default()
    };
    for answer in &fill.answers {
        let Some((name, value)) = answer.split_once('=') else {
            return Err(Failure::Unusable(format!(
                "“{answer}” is no answer: write NAME=VALUE"
            )));
        };
        let before = answers
            .values
            .insert(name.trim().to_owned(), value.to_owned());
        if before.is_some() {
            return Err(Failure::Unusable(format!("{name}: answered twice")));
        }
    }
    for promise in &fill.without {
        answers
            .without
            .insert(Code::parse(promise).map_err(Failure::Unusable)?);
    }
    let id = match &fill.id {
        Some(id) => Code::parse(id).map_err(Failure::Unusable)?,
        None => kit.id.clone(),
    };
    let filled = kit.fill(&answers).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(|p| say_problem(p, words)).collect();
        Failure::Unusable(lines.join("\n"))
    })?;
    case_to_yaml(&filled.case(id)).map_err(Failure::failed)
}
