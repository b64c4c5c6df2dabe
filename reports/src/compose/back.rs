//! The short sections towards the end: what happened when, earlier findings, what was withheld, what
//! would make this stronger, corrections, words explained, how to cite and check.

use super::context::Composer;
use super::phrases::{Terms, date, maybe, maybe_date, paragraphs};
use super::row::heading_of;
use crate::document::TimelineEntry;
use crate::document::{Block, Column, Inline, Inlines, Table, TableCell, TableRow, text};
use crate::model::Label;

pub(super) fn chronology(composer: &mut Composer<'_>) -> Vec<Block> {
    let events = &composer.report.chronology;
    if events.is_empty() {
        return Vec::new();
    }
    let entries = events.iter().map(|event| {
        let mut words: Inlines = event.what.as_str().into();
        let sources = composer.sources(&event.sources);
        if !sources.is_empty() {
            words.push(text(" "));
            words.push(Inline::Soft(sources));
        }
        TimelineEntry {
            date: date(&event.date).into(),
            text: words,
            mark: event
                .column
                .map(|word| composer.word(heading_of(word)).to_owned()),
        }
    });
    vec![Block::Timeline(entries.collect())]
}

pub(super) fn earlier_findings(composer: &mut Composer<'_>) -> Vec<Block> {
    let earlier = &composer.report.earlier_findings;
    if earlier.is_empty() {
        return Vec::new();
    }
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::Findings),
        head(Label::State),
        head(Label::Date),
        head(Label::Notes),
    ];
    let rows = earlier.iter().map(|one| {
        TableRow::new(vec![
            TableCell::lines([
                one.title.as_str().into(),
                Inline::Soft(one.reference.as_str().into()).into(),
            ]),
            TableCell::line(one.status.label.as_str()),
            TableCell::lines([maybe_date(&one.date)]),
            TableCell::lines([maybe(&one.note)]),
        ])
    });
    let rows = rows.collect();
    let caption = composer.word(Label::EarlierFindings);
    vec![Block::Table(
        Table::new(caption, columns, rows).under_heading(),
    )]
}

pub(super) fn omissions(composer: &mut Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut terms = Terms::default();
    for omission in &report.omissions {
        terms.add(&omission.what, omission.why.as_str().into());
    }
    let mut blocks: Vec<_> = terms.block().into_iter().collect();
    if let Some(facts) = composer.facts(&report.completeness) {
        blocks.push(Block::heading(3, composer.word(Label::Completeness)));
        blocks.push(facts);
    }
    blocks
}

pub(super) fn stronger(composer: &mut Composer<'_>) -> Vec<Block> {
    let lines = paragraphs(&composer.report.stronger);
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::list(lines)]
}

pub(super) fn corrections(composer: &mut Composer<'_>) -> Vec<Block> {
    let corrections = &composer.report.corrections;
    if corrections.is_empty() {
        return Vec::new();
    }
    let entries = corrections.iter().map(|one| TimelineEntry {
        date: date(&one.date).into(),
        text: one.what.as_str().into(),
        mark: Some(format!("{} {}", composer.word(Label::Version), one.version)),
    });
    vec![Block::Timeline(entries.collect())]
}

pub(super) fn glossary(composer: &mut Composer<'_>) -> Vec<Block> {
    let mut terms = Terms::default();
    for entry in &composer.report.glossary {
        terms.add(&entry.term, entry.meaning.as_str().into());
    }
    terms.block().into_iter().collect()
}

pub(super) fn citing(composer: &mut Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut blocks = Vec::new();
    if !report.how_to_cite.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::HowToCite)));
        blocks.extend(report.how_to_cite.iter().map(Block::paragraph));
    }
    if let Some(facts) = composer.facts(&report.check_this_document) {
        blocks.push(Block::heading(3, composer.word(Label::CheckThisDocument)));
        blocks.push(facts);
    }
    blocks
}
