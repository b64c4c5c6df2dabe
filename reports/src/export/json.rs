//! The JSON edition: the report itself, indented, keys in the order of the model.

use crate::model::{Report, ReportError};

/// Writes the JSON edition, ended by a line feed.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    report.check()?;
    let mut bytes = serde_json::to_vec_pretty(report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a JSON edition back.
///
/// # Errors
/// Refuses what is not a report of this format, or one that [`Report::check`] refuses.
pub fn read(bytes: &[u8]) -> Result<Report, ReportError> {
    let report: Report = serde_json::from_slice(bytes)?;
    report.check()?;
    Ok(report)
}
