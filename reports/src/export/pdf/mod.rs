//! The PDF edition: tagged, with its fonts, the same bytes for the same report on every machine.
//!
//! Layout puts the blocks on pages, `paint` turns pages into operators that printpdf writes, `finish`
//! adds what printpdf does not know (tags, links, bookmarks, metadata), `file` writes the objects and
//! passes the photographs through, one at a time.

mod code;
mod file;
mod finish;
mod fonts;
mod paint;
mod pictures;

use std::collections::BTreeSet;
use std::io::Write;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use crate::compose::{compose, compose_card, compose_letter};
use crate::document::Document;
use crate::layout::lay_out;
use crate::model::{Card, Letter, Report, ReportError};
use crate::photographs::{NoPhotographs, Photographs, take};
use finish::Facts;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The report itself, or one of its photographs, may not be printed.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A built-in font cannot be read.
    #[error("the built-in font {0} cannot be read")]
    Font(String),
    /// A photograph gave other bytes when it was written than when it was measured.
    #[error("the photograph of evidence {0} is gone or changed while the report was written")]
    PhotographChanged(String),
    /// The pixels of a PNG cannot be read.
    #[error("the photograph of evidence {number} cannot be decoded: {why}")]
    Undecodable {
        /// Number of the evidence.
        number: String,
        /// What the decoder says.
        why: String,
    },
    /// The operators were not accepted.
    #[error("the pages cannot be written: {0}")]
    Pages(String),
    /// The target does not take the bytes.
    #[error("the file cannot be written: {0}")]
    Io(#[from] std::io::Error),
}

/// Writes the PDF edition of a report. Photographs are read when they are written, one after the other.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses and photographs that are no public copies.
pub fn write(
    report: &Report,
    photographs: &dyn Photographs,
    target: &mut dyn Write,
) -> Result<(), PdfError> {
    let document = compose(report)?;
    let mut there = BTreeSet::new();
    for evidence in &report.evidence {
        if take(evidence, photographs)?.is_some() {
            there.insert(evidence.number.as_str());
        }
    }
    let facts = Facts::of(report);
    write_document(&document, &facts, (&there, photographs), target)
}

/// The PDF edition in memory.
///
/// # Errors
/// As [`write`].
pub fn bytes(report: &Report, photographs: &dyn Photographs) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    write(report, photographs, &mut bytes)?;
    Ok(bytes)
}

/// A promise card on one page.
///
/// # Errors
/// Where the pages cannot be written.
pub fn card(card: &Card) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    let document = compose_card(card);
    let facts = Facts::of_card(card);
    write_document(
        &document,
        &facts,
        (&BTreeSet::new(), &NoPhotographs),
        &mut bytes,
    )?;
    Ok(bytes)
}

/// A letter, or a badge.
///
/// # Errors
/// Where the pages cannot be written.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    let document = compose_letter(letter);
    let facts = Facts::of_letter(letter);
    write_document(
        &document,
        &facts,
        (&BTreeSet::new(), &NoPhotographs),
        &mut bytes,
    )?;
    Ok(bytes)
}

fn write_document(
    document: &Document,
    facts: &Facts,
    (there, photographs): (&BTreeSet<&str>, &dyn Photographs),
    target: &mut dyn Write,
) -> Result<(), PdfError> {
    let code = code::form(&document.check_code);
    let has_photograph = |number: &str| there.contains(number);
    let pages = lay_out(document, code.is_some(), &has_photograph)
        .map_err(|error| PdfError::Font(format!("{:?}", error.0)))?;
    let mut painting = paint::paint(&pages);
    let mut pdf = PdfDocument::new(&document.title);
    fonts::add(&mut pdf, &painting.letters)?;
    if let Some(code) = code {
        pdf.resources.xobjects.map.insert(paint::code_id(), code);
    }
    for index in 0..pages.photographs.len() {
        let id = paint::photograph_id(index);
        pdf.resources
            .xobjects
            .map
            .insert(id, pictures::place(index));
    }
    let size = (Mm(210.0), Mm(297.0));
    pdf.pages = std::mem::take(&mut painting.pages)
        .into_iter()
        .map(|ops| PdfPage::new(size.0, size.1, ops))
        .collect();
    let mut warnings = Vec::new();
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: true,
        secure: true,
        image_optimization: None,
    };
    let mut objects = pdf.to_lopdf_document(&options, &mut warnings);
    drop(pdf);
    if let Some(warning) = warnings.first() {
        return Err(PdfError::Pages(warning.msg.clone()));
    }
    finish::finish(&mut objects, &pages, &painting, facts)
        .map_err(|error| PdfError::Pages(error.to_string()))?;
    drop(painting);
    let source = pictures::Source::new(&pages.photographs, photographs);
    file::write(objects, &source, target)
}
