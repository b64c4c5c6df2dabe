//! What stands at the back: what happened when, earlier findings, evidence, sources, what was left out
//! and corrected, words explained.

use super::plan::Plan;
use super::summary::fact;
use super::{Cell, Number, Table};
use crate::document::SafeUrl;
use crate::model::{
    ChronologyEntry, EarlierFinding, Evidence, GlossaryEntry, Label, Picture, Report, Source,
};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        chronology(report),
        earlier(report),
        evidence(report),
        sources(report),
        around(report),
    ]
}

fn chronology(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(
        labels,
        "chronology",
        Label::TableChronology,
        Label::TableChronologyText,
    )
    .date("date", Label::Date, |entry: &&ChronologyEntry| {
        Some(&entry.date)
    })
    .text("what", Label::ColumnEvent, |entry| &entry.what)
    .text("column", Label::Column, |entry| {
        let word = entry.column.map(super::comparison::word);
        word.map_or("", |word| labels.get(word))
    })
    .sources(|entry| &entry.sources)
    .rows(report.chronology.iter())
}

fn earlier(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "earlier_findings",
        Label::TableEarlier,
        Label::TableEarlierText,
    )
    .text("number", Label::EvidenceNumber, |one: &&EarlierFinding| {
        &one.reference
    })
    .text("finding", Label::ColumnSentence, |one| &one.title)
    .group("state", Label::State)
    .coded("", Label::State, |one| Some(&one.status))
    .text("code", Label::ColumnCode, |one| &one.status.code)
    .apart()
    .date("date", Label::Date, |one| one.date.as_ref())
    .maybe("notes", Label::Notes, |one| &one.note)
    .rows(report.earlier_findings.iter())
}

fn evidence(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "evidence",
        Label::TableEvidence,
        Label::TableEvidenceText,
    )
    .text("number", Label::EvidenceNumber, |one: &&Evidence| {
        &one.number
    })
    .text("title", Label::ColumnTitle, |one| &one.title)
    .coded("kind", Label::ColumnKind, |one| one.kind.as_ref())
    .date("date", Label::Date, |one| one.date.as_ref())
    .maybe("by", Label::By, |one| &one.by)
    .coded("origin", Label::ColumnOrigin, |one| one.origin.as_ref())
    .joined("supports", Label::Supports, |one| one.supports.join(", "))
    .maybe("notes", Label::Notes, |one| &one.note)
    .code("sha256", Label::Fingerprint, |one| {
        one.sha256.as_deref().unwrap_or_default()
    })
    .code("copy_sha256", Label::ColumnCopy, |one| {
        one.copy_sha256.as_deref().unwrap_or_default()
    })
    .code("picture_file", Label::ColumnFile, |one| {
        one.picture.as_ref().map_or("", |picture| &picture.file)
    })
    .number("picture_width", Label::ColumnWidth, |one| {
        pixels(one.picture.as_ref(), |picture| picture.width)
    })
    .number("picture_height", Label::ColumnHeight, |one| {
        pixels(one.picture.as_ref(), |picture| picture.height)
    })
    .text("picture_alt", Label::ColumnAlt, |one| {
        one.picture.as_ref().map_or("", |picture| &picture.alt)
    })
    .text("picture_caption", Label::ColumnCaption, |one| {
        one.picture.as_ref().map_or("", |picture| &picture.caption)
    })
    .rows(report.evidence.iter())
}

fn pixels(picture: Option<&Picture>, side: impl Fn(&Picture) -> u32) -> Cell {
    Cell::number(picture.map(|picture| Number::from(side(picture))))
}

fn sources(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "sources",
        Label::TableSources,
        Label::TableSourcesText,
    )
    .text("source", Label::ColumnCode, |one: &&Source| &one.id)
    .maybe("by", Label::By, |one| &one.by)
    .text("title", Label::ColumnTitle, |one| &one.title)
    .date("date", Label::Date, |one| one.date.as_ref())
    .link("address", Label::ColumnAddress, |one| address(one))
    .coded("strength", Label::ColumnStrength, |one| {
        one.strength.as_ref()
    })
    .maybe("notes", Label::Notes, |one| &one.note)
    .code("sha256", Label::Fingerprint, |one| {
        one.sha256.as_deref().unwrap_or_default()
    })
    .rows(report.sources.iter())
}

/// A link where the address may be followed, else text.
fn address(source: &Source) -> Cell {
    let Some(address) = &source.url else {
        return Cell::Empty;
    };
    SafeUrl::parse(address).map_or_else(|| Cell::text(address), Cell::Link)
}

/// Something left out or corrected.
struct Note<'a> {
    part: &'a str,
    what: String,
    why: String,
}

fn around(report: &Report) -> Table {
    let labels = &report.labels;
    let omissions = report.omissions.iter().map(|omission| Note {
        part: labels.get(Label::Omissions),
        what: omission.what.clone(),
        why: omission.why.clone(),
    });
    let completeness = report.completeness.iter().map(|one| Note {
        part: labels.get(Label::Completeness),
        what: fact(one),
        why: String::new(),
    });
    let corrections = report.corrections.iter().map(|correction| Note {
        part: labels.get(Label::Corrections),
        what: correction.what.clone(),
        why: format!("{}, {}", correction.version, correction.date.text),
    });
    Plan::new(
        labels,
        "left_out_and_corrected",
        Label::TableAround,
        Label::TableAroundText,
    )
    .text("part", Label::ColumnPart, |note: &Note<'_>| note.part)
    .text("what", Label::ColumnText, |note| &note.what)
    .text("why", Label::ColumnWhy, |note| &note.why)
    .rows(omissions.chain(completeness).chain(corrections))
}

pub(super) fn glossary(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "words",
        Label::TableGlossary,
        Label::TableGlossaryText,
    )
    .text("word", Label::ColumnWord, |entry: &&GlossaryEntry| {
        &entry.term
    })
    .text("meaning", Label::ColumnMeaning, |entry| &entry.meaning)
    .rows(report.glossary.iter())
}
