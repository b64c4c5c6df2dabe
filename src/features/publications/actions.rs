//! Making the editions of a report.

use groundtruth_reports::export::{html, json};
use groundtruth_reports::model::{Report, ReportError};

/// One edition as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Ending of its name: `html`, `json`.
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Every edition that there is.
pub fn editions(report: &Report) -> Result<Vec<Edition>, ReportError> {
    Ok(vec![
        Edition {
            ending: "html",
            bytes: html::write(report)?,
        },
        Edition {
            ending: "json",
            bytes: json::write(report)?,
        },
    ])
}
