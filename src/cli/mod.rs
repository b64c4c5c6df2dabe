//! The command line: its tree, its exit codes, and which ability each command calls. Assembly, no rule of its own.

mod card;
mod case;
mod compare;
mod demo;
mod import;
mod imports;
mod jobs;
mod key;
mod kit;
mod log;
mod mail;
mod opening;
mod operation;
mod organisation;
mod publish;
mod read_document;
mod read_picture;
mod sample;
mod serve;
mod table;
mod tour;
mod wording;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::infra::config::Config;
use crate::infra::words::Words;

const HELP_FOOT: &str = "\
A CASE is a file in the format groundtruth-case/1, or the name of a stored or shipped audit (see `groundtruth case list`).

First steps:
  groundtruth demo                            see published audits compared, with a report for each
  groundtruth case new my-audit.yaml          a file to begin with, every line explained
  groundtruth case check my-audit.yaml        what is wrong with it, by line and column
  groundtruth compare my-audit.yaml           promised, claimed and found, side by side
  groundtruth report my-audit.yaml --out r.html
  groundtruth kit list                        promises for common services, with blanks
  groundtruth card my-audit.yaml --out DIR    what people are owed, on one page in large print
  groundtruth check-wording contract.txt      could somebody be held to these promises?
  groundtruth sample draw --list places.txt --seed TEXT --n 5
                                              the places that this seed draws, on any machine
  groundtruth import grants.json --preview    what a published file would bring into the register
  groundtruth serve                           the pages; the first time it prints a link to begin with
  groundtruth key sheet                       write down the recovery sheet of the master key

Exit codes: 0 done, 1 what was given cannot be used (the message says where and why), 2 the command line was
not understood, 3 there is no such audit or file, 4 the machine or the database failed.

Settings come from groundtruth.toml, then GROUNDTRUTH_DATA, GROUNDTRUTH_DATABASE, GROUNDTRUTH_ORGANISATION,
GROUNDTRUTH_WORK_NAME, GROUNDTRUTH_ORIGIN, GROUNDTRUTH_MASTER_KEY_FILE and GROUNDTRUTH_METRICS_TOKEN_FILE, then the
options. Nothing is fetched from the internet, but for the certificate that `serve --acme-domain` asks for.";

/// Was it delivered? Compare what public money promised, what was claimed and what was found.
#[derive(Debug, Parser)]
#[command(name = "groundtruth", version, about, after_help = HELP_FOOT)]
pub struct Cli {
    /// Folder of everything that is kept.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Database: sqlite://… or postgres://…; without it, a file in the data folder.
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Settings file.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "groundtruth.toml"
    )]
    config: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show published audits compared, write a report for each, and take a two-minute tour.
    Demo(demo::Demo),
    /// Case files: begin, check, import, export, compare.
    #[command(subcommand)]
    Case(case::CaseCommand),
    /// Compare an audit: promised, claimed, found, with verdict, proof and what is not computed.
    Compare(compare::Compare),
    /// Write the evidence report of an audit.
    Report(publish::Publish),
    /// Write the promise card of a case file: one page in large print.
    Card(card::Card),
    /// Kits: promises with blanks for common services; filled in, they are a case file to begin with.
    #[command(subcommand)]
    Kit(kit::KitCommand),
    /// Read the promises of a text or a case by eight rules: could somebody be held to them?
    CheckWording(wording::CheckWording),
    /// Take a published file into the register: agreements, promises, claims and money.
    Import(import::Import),
    /// What was imported: list it, show what an import did, take one back.
    #[command(subcommand)]
    Imports(imports::ImportsCommand),
    /// Draw places, so that anyone can repeat it: the same list and the same seed give the same places.
    #[command(subcommand)]
    Sample(sample::SampleCommand),
    /// Open the web pages, and do the work that waits.
    Serve(serve::Serve),
    /// The evidence log: list it, prove what is in it, check it.
    #[command(subcommand)]
    Log(log::LogCommand),
    /// The master key: its recovery sheet.
    #[command(subcommand)]
    Key(key::KeyCommand),
    /// Work that waits: list it, or do what is due.
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Mail that was not sent: list it, send it again, try the settings.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Organisations on this server: list them, add one, print the link with which one begins.
    #[command(subcommand)]
    Organisation(organisation::OrganisationCommand),
    /// Read one document apart from everything else; the server starts this itself.
    #[command(hide = true, subcommand)]
    ReadDocument(read_document::ReadDocument),
    /// Read one picture apart from everything else; the server starts this itself.
    #[command(hide = true, subcommand)]
    ReadPicture(read_picture::ReadPicture),
    /// Bring the database's schema up to date.
    Migrate,
    /// Look whether everything the program needs is in order.
    Doctor,
}

/// In which form something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading.
    Table,
    /// Every number with its working.
    Json,
    /// For a spreadsheet.
    Csv,
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// What was given cannot be used.
    Unusable(String),
    /// It is not there.
    NotThere(String),
    /// The machine or the database failed.
    Failed(String),
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Unusable(_) => 1,
            Self::NotThere(_) => 3,
            Self::Failed(_) => 4,
        }
    }

    fn message(&self) -> &str {
        match self {
            Self::Unusable(message) | Self::NotThere(message) | Self::Failed(message) => message,
        }
    }

    fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Runs a command line to its exit code. The threads begin here and not in `main`: so all that runs on them is compiled once.
#[tokio::main]
pub async fn run(cli: Cli) -> ExitCode {
    // Before any setting is read: it needs none, and gets none.
    if let Command::ReadDocument(asked) = cli.command {
        return read_document::run(asked);
    }
    if let Command::ReadPicture(asked) = cli.command {
        return read_picture::run(asked);
    }
    match dispatch(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("{}", failure.message());
            ExitCode::from(failure.code())
        }
    }
}

/// What is said where a language is not there, with those that are.
fn no_language(code: &str) -> String {
    let all = Words::every().map(|words| format!("{} ({})", words.code(), words.name()));
    let all = all.collect::<Vec<_>>().join(", ");
    format!("there is no language “{code}”: choose one of {all}")
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    let mut config = Config::read(&cli.config).map_err(|e| Failure::Unusable(e.to_string()))?;
    let names_a_place = cli.data.is_some() || cli.database.is_some();
    config.data = cli.data.unwrap_or(config.data);
    config.database = cli.database.or(config.database);
    let Some(words) = Words::of(&config.language) else {
        return Err(Failure::Unusable(no_language(&config.language)));
    };
    match cli.command {
        Command::Demo(demo) => demo::run(demo, config, names_a_place, words).await,
        Command::Case(command) => case::run(command, config, words).await,
        Command::Compare(compare) => compare::run(compare, config, words).await,
        Command::Report(publish) => publish::run(publish, config, words).await,
        Command::Card(command) => card::run(command, &config, words),
        Command::Kit(command) => kit::run(command, words),
        Command::CheckWording(command) => wording::run(command, words),
        Command::Import(command) => import::run(command, config, words).await,
        Command::Imports(command) => imports::run(command, config, words).await,
        Command::Sample(command) => sample::run(command),
        Command::Serve(serve) => serve::run(serve, config, words).await,
        Command::Log(command) => log::run(command, config, words).await,
        Command::Key(command) => key::run(command, &config),
        Command::Jobs(command) => jobs::run(command, config, words).await,
        Command::Mail(command) => mail::run(command, config, words).await,
        Command::Organisation(command) => organisation::run(command, config, words).await,
        Command::ReadDocument(_) | Command::ReadPicture(_) => Ok(()),
        Command::Migrate => operation::migrate(&config).await,
        Command::Doctor => operation::doctor(&config).await,
    }
}
