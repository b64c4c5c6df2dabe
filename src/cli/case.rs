//! `groundtruth case`: case files in and out.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use crate::db::StorageError;
use crate::db::audit::audits_of;
use crate::domain::code::Code;
use crate::features::audits::withdrawal::withdraw;
use crate::features::cases::actions::{CaseError, IfThere, exported_case, import_case};
use crate::features::cases::writing::{BEGINNING, case_schema, case_to_yaml};
use crate::infra::action::ActionError;
use crate::infra::assets::shipped_audits;
use crate::infra::config::Config;
use crate::infra::words::Words;

use super::compare::Compare;
use super::opening::{case_file, listed, open};
use super::{Failure, compare};

#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// Write a file to begin with, every line explained.
    New {
        /// The file to make; it must not be there yet.
        file: PathBuf,
    },
    /// Say what is wrong with a file, by line and column, what was expected and what to do.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Store a file in the database, all of it or nothing.
    Import {
        /// The file.
        file: PathBuf,
        /// Take the place of a stored audit of the same name.
        #[arg(long)]
        replace: bool,
    },
    /// Write a stored audit as a file.
    Export {
        /// Name of the audit.
        name: String,
        /// The file to write; without it, the terminal.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Take what one user said out of a stored audit for ever: its words and their key.
    Forget {
        /// Name of the audit.
        audit: String,
        /// Name of the account in it.
        account: String,
    },
    /// Compare an audit; the same as `groundtruth compare`.
    Compare(Compare),
    /// List stored and shipped audits.
    List,
    /// Print the JSON Schema of the format.
    Schema,
}

pub async fn run(command: CaseCommand, config: Config, words: Words) -> Result<(), Failure> {
    match command {
        CaseCommand::New { file } => new(&file),
        CaseCommand::Check { file } => check(&file, &words),
        CaseCommand::Import { file, replace } => import(&file, replace, config, words).await,
        CaseCommand::Export { name, out } => export(&name, out.as_deref(), config, words).await,
        CaseCommand::Forget { audit, account } => forget(&audit, &account, config, words).await,
        CaseCommand::Compare(command) => compare::run(command, config, words).await,
        CaseCommand::List => list(config, words).await,
        CaseCommand::Schema => {
            anstream::print!("{}", case_schema());
            Ok(())
        }
    }
}

fn new(path: &Path) -> Result<(), Failure> {
    let file = std::fs::File::options()
        .write(true)
        .create_new(true)
        .open(path);
    let mut file = file.map_err(|e| Failure::Unusable(format!("{}: {e}", path.display())))?;
    file.write_all(BEGINNING.as_bytes())
        .map_err(Failure::failed)?;
    anstream::println!(
        "{} is ready: fill it in, then `groundtruth case check {}`",
        path.display(),
        path.display()
    );
    Ok(())
}

fn check(path: &Path, words: &Words) -> Result<(), Failure> {
    let read = case_file(path, words)?;
    let name = path.display().to_string();
    if !read.warnings.is_empty() {
        anstream::println!("{}", listed(&name, &read.warnings));
    }
    anstream::println!(
        "{name}: in order. {} promises, {} claims, {} tallies, {} observations.",
        read.case.obligations.len(),
        read.case.claims.len(),
        read.case.tallies.len(),
        read.case.observations.len()
    );
    Ok(())
}

async fn import(path: &Path, replace: bool, config: Config, words: Words) -> Result<(), Failure> {
    let read = case_file(path, &words)?;
    let ctx = open(config, words).await?;
    let if_there = if replace {
        IfThere::Replace
    } else {
        IfThere::Refuse
    };
    let line = import_case(&ctx, &read.case, if_there)
        .await
        .map_err(failure)?;
    anstream::println!("stored as audit {}: {}", line.code, line.title);
    Ok(())
}

async fn export(
    name: &str,
    out: Option<&Path>,
    config: Config,
    words: Words,
) -> Result<(), Failure> {
    let code = Code::parse(name).map_err(Failure::Unusable)?;
    let ctx = open(config, words).await?;
    let case = exported_case(&ctx, &code).await.map_err(failure)?;
    let yaml = case_to_yaml(&case).map_err(Failure::failed)?;
    match out {
        Some(path) => std::fs::write(path, yaml)
            .map_err(|e| Failure::Failed(format!("{}: {e}", path.display()))),
        None => {
            anstream::print!("{yaml}");
            Ok(())
        }
    }
}

async fn forget(audit: &str, account: &str, config: Config, words: Words) -> Result<(), Failure> {
    let audit = Code::parse(audit).map_err(Failure::Unusable)?;
    let account = Code::parse(account).map_err(Failure::Unusable)?;
    let ctx = open(config, words).await?;
    let done = withdraw(&ctx, &audit, &account).await;
    done.map_err(|error| match error {
        ActionError::NotThere => {
            Failure::NotThere(format!("there is no account {account} in an audit {audit}"))
        }
        error => Failure::failed(error),
    })?;
    anstream::println!(
        "Forgotten: {account} of {audit}. Its case file, exports and issued reports are copies of your own: look there too."
    );
    Ok(())
}

async fn list(config: Config, words: Words) -> Result<(), Failure> {
    if config.database.is_some() || config.data.join("groundtruth.db").is_file() {
        let ctx = open(config, words).await?;
        for line in audits_of(ctx.app.db.reads(), ctx.scope)
            .await
            .map_err(Failure::failed)?
        {
            anstream::println!("stored   {:<24} {}", line.code, line.title);
        }
    }
    for name in shipped_audits() {
        anstream::println!("shipped  {name}");
    }
    Ok(())
}

fn failure(error: CaseError) -> Failure {
    match error {
        CaseError::Storage(StorageError::AlreadyThere { code }) => Failure::Unusable(format!(
            "an audit named “{code}” is stored already: add --replace, or change its id"
        )),
        CaseError::Storage(StorageError::NotThere { .. }) => Failure::NotThere(error.to_string()),
        CaseError::Storage(error) => Failure::failed(error),
        CaseError::Forbidden(error) => Failure::failed(error),
    }
}
