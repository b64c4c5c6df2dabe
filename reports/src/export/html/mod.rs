//! The HTML edition: one file that needs nothing else, readable without script, on a phone, on paper
//! and aloud.

mod base64;
mod blocks;
mod card;
mod escape;
mod inline;
mod letter;
mod page;
mod photograph;
mod promise;
mod svg;
mod table;

use crate::compose::{compose, compose_card};
use crate::document::Document;
use crate::model::{Card, Report, ReportError};
use crate::photographs::Photographs;

use photograph::Pictures;

/// Writes the HTML edition of a report without its photographs: words stand in their places.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    Ok(write_document(&compose(report)?).into_bytes())
}

/// Writes the HTML edition of a report with its photographs inside the file.
///
/// # Errors
/// As [`write`]; and refuses a photograph that is no public copy.
pub fn write_with_photographs(
    report: &Report,
    photographs: &dyn Photographs,
) -> Result<Vec<u8>, ReportError> {
    let document = compose(report)?;
    let pictures = Pictures::of(report, photographs)?;
    Ok(page::write(&document, &pictures).into_bytes())
}

/// A promise card as one file; every promise is on it, however many there are.
#[must_use]
pub fn card(card: &Card) -> Vec<u8> {
    write_document(&compose_card(card)).into_bytes()
}

/// Writes a document that is composed already, without photographs.
pub fn write_document(document: &Document) -> String {
    page::write(document, &Pictures::default())
}

/// A drawing as an SVG element for a page of the same look, such as the web application's.
pub fn drawing(drawing: &crate::figures::Drawing) -> String {
    let mut out = String::new();
    svg::write(&mut out, drawing, "drawing");
    out
}

/// The style sheet of the edition, for a page that shows the same drawings and rows.
pub const STYLE: &str = include_str!("style.css");
