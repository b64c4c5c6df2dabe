//! `groundtruth compare`: an audit through the four words, in the terminal, as data or for a spreadsheet.

use clap::Args;
use groundtruth_reports::export::json;

use crate::infra::config::Config;
use crate::infra::words::Words;

use super::opening::audit_at;
use super::publish::report_for;
use super::{Failure, Form, table};

#[derive(Debug, Args)]
pub struct Compare {
    /// A case file, or the name of a stored or shipped audit.
    case: String,
    /// In which form.
    #[arg(long, value_enum, default_value = "table")]
    format: Form,
}

pub async fn run(command: Compare, config: Config, words: Words) -> Result<(), Failure> {
    let opened = audit_at(&command.case, &config, &words).await?;
    let (report, _) = report_for(&opened, &config, &words)?;
    match command.format {
        Form::Table => anstream::print!("{}", table::report(&report)),
        Form::Json => anstream::println!(
            "{}",
            String::from_utf8_lossy(&json::write(&report).map_err(Failure::failed)?)
        ),
        Form::Csv => anstream::print!("{}", table::csv(&report).map_err(Failure::failed)?),
    }
    Ok(())
}
