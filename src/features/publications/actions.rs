//! Making the editions of a report.

use groundtruth_reports::export::pdf::PdfError;
use groundtruth_reports::export::{csv, html, json, pdf, xlsx};
use groundtruth_reports::model::{Report, ReportError};
use groundtruth_reports::photographs::Photographs;

/// One edition as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Ending of its name, one of [`ENDINGS`].
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why an edition cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// The report, or a photograph of it.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The PDF edition.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

/// Endings of the editions that there are: to read, to print, for a spreadsheet, every table as plain files
/// with their description, every number with its working.
pub const ENDINGS: [&str; 5] = ["html", "pdf", "xlsx", "zip", "json"];

/// One edition by its ending; `None` where there is none of that ending.
pub fn edition(
    report: &Report,
    photographs: &dyn Photographs,
    ending: &str,
) -> Result<Option<Edition>, EditionError> {
    let Some(ending) = ENDINGS.into_iter().find(|e| *e == ending) else {
        return Ok(None);
    };
    let bytes = match ending {
        "html" => html::write_with_photographs(report, photographs)?,
        "pdf" => pdf::bytes(report, photographs)?,
        "xlsx" => xlsx::write(report)?,
        // Under which terms the data may be used is not known of a restated audit.
        "zip" => csv::packed(report, &[])?,
        _ => json::write(report)?,
    };
    Ok(Some(Edition { ending, bytes }))
}

/// Every edition that there is.
pub fn editions(
    report: &Report,
    photographs: &dyn Photographs,
) -> Result<Vec<Edition>, EditionError> {
    let each = ENDINGS
        .into_iter()
        .map(|ending| edition(report, photographs, ending));
    each.filter_map(Result::transpose).collect()
}
