//! What every page of one audit carries: its title, its stamps, and the ways to its other pages.

use groundtruth_reports::model::Stamp;
use serde::Serialize;

use crate::features::portal::shelf::Volume;

/// The head of a page of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct Head<'a> {
    /// Name in addresses.
    pub code: &'a str,
    /// Title of the audit.
    pub title: &'a str,
    /// Lines on every page; nothing can switch them off.
    pub stamps: &'a [Stamp],
    /// Number of the report.
    pub number: &'a str,
    /// Version of the report.
    pub version: &'a str,
    /// Date of the version.
    pub date: &'a str,
    /// Who issues it.
    pub organisation: &'a str,
    /// Which page this is: the last part of its address, or `comparison`.
    pub here: &'static str,
}

impl<'a> Head<'a> {
    /// The head of a page.
    #[must_use]
    pub fn of(volume: &'a Volume, here: &'static str) -> Self {
        let report = &volume.report;
        Self {
            code: volume.code.as_str(),
            title: &report.title,
            stamps: &report.stamps,
            number: &report.number,
            version: &report.version,
            date: &report.date.text,
            organisation: &report.organisation,
            here,
        }
    }
}
