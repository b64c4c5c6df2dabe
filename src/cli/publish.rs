//! `groundtruth report`: the evidence report of an audit as a file.

use std::path::{Path, PathBuf};

use clap::Args;
use groundtruth_reports::model::Report;

use crate::features::publications::{
    ENDINGS, Imprint, Pictures, attach, edition, pictures_of, report_of,
};
use crate::infra::clock::{Machine, Surroundings};
use crate::infra::config::Config;
use crate::infra::words::Words;

use super::opening::{Opened, audit_at};
use super::{Failure, no_language};

#[derive(Debug, Args)]
pub struct Publish {
    /// A case file, or the name of a stored or shipped audit.
    case: String,
    /// The file to write; its ending says which edition: .html, .pdf, .xlsx, .zip (tables as CSV) or .json.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Language of the report: en, es, fr. What the audit itself says stays as it is. Default: the setting `language`.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

pub async fn run(command: Publish, config: Config, words: Words) -> Result<(), Failure> {
    let opened = audit_at(&command.case, &config, &words).await?;
    let (config, words) = opened.settled.clone().unwrap_or((config, words));
    let words = match &command.language {
        None => words,
        Some(code) => Words::of(code).ok_or_else(|| Failure::Unusable(no_language(code)))?,
    };
    let (report, pictures) = report_for(&opened, &config, &words)?;
    let ending = command
        .out
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    let Some(edition) = edition(&report, &pictures.copies, ending).map_err(Failure::failed)? else {
        let known = ENDINGS.join(", .");
        return Err(Failure::Unusable(format!(
            "there is no edition “.{ending}”: choose one of .{known}"
        )));
    };
    put(&command.out, &edition.bytes)?;
    anstream::println!("{} is written", command.out.display());
    Ok(())
}

/// The report of an opened audit, dated today.
pub fn report_for(
    opened: &Opened,
    config: &Config,
    words: &Words,
) -> Result<(Report, Pictures), Failure> {
    use chrono::Datelike;
    let today = Machine.now().date_naive();
    let imprint = Imprint {
        number: format!("R-{}-{:04}", today.year(), opened.number.unwrap_or(1)),
        version: "1".to_owned(),
        date: today.into(),
        organisation: config.organisation.clone(),
        work_name: config.work_name.clone(),
    };
    let mut report = report_of(
        &opened.compared.case,
        &opened.compared.comparison,
        words,
        &imprint,
    );
    let pictures = pictures_of(&opened.compared.case, |file| opened.files.load(file))
        .map_err(|e| Failure::Unusable(e.to_string()))?;
    attach(&mut report, &pictures);
    report.check().map_err(Failure::failed)?;
    Ok((report, pictures))
}

/// Writes a file beside its place and moves it there, so that a reader never meets half of it.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let told = |e: std::io::Error| Failure::Failed(format!("{}: {e}", path.display()));
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes).map_err(told)?;
    std::fs::rename(&beside, path).map_err(told)
}
