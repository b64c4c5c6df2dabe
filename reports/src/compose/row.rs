//! One promise through the four words, in full and at a glance.

use super::context::Composer;
use super::row_details;
use crate::document::{
    Inline, Inlines, PromiseBlock, PromiseColumn, PromiseEntry, VerdictChip, strong, text,
};
use crate::figures::{self, Drawing};
use crate::model::{Cell, Clause, FourWord, Label, PromiseRow, Verdict};

/// The word above a column.
pub(super) const fn heading_of(word: FourWord) -> Label {
    match word {
        FourWord::Promised => Label::Promised,
        FourWord::Claimed => Label::Claimed,
        FourWord::Found => Label::Found,
        FourWord::Since => Label::Since,
    }
}

/// The row in full.
pub(super) fn full(composer: &mut Composer<'_>, index: usize, row: &PromiseRow) -> PromiseBlock {
    let details = row_details::blocks(composer, row);
    let mut block = outline(composer, index, row);
    block.columns = columns(row).map(|(word, cell)| column(composer, word, cell, false));
    block.details = details;
    block
}

/// The row on page one: main figures only, and no word where there is no grade.
pub(super) fn glance(composer: &Composer<'_>, index: usize, row: &PromiseRow) -> PromiseBlock {
    let mut block = outline(composer, index, row);
    if row.grade.is_none() {
        block.grade.clear();
    }
    block.since = since(composer, row);
    block
}

/// Each event with who tells it. Where a sentence stands in place of an event, page one says it once,
/// above the table.
fn since(composer: &Composer<'_>, row: &PromiseRow) -> Option<Inlines> {
    let column = column(composer, FourWord::Since, &row.since, true);
    let events = column.entries.into_iter().filter(|entry| entry.is_figure);
    let events: Vec<_> = events
        .map(|event| {
            let mut words = event.main;
            if let Some(unit) = &event.unit {
                words.push(text(format!(" {unit}")));
            }
            if !event.lines.is_empty() {
                words.push(text(" ("));
                words.0.extend(Inlines::join(event.lines, ", ").0);
                words.push(text(")"));
            }
            words
        })
        .collect();
    if events.is_empty() {
        return None;
    }
    let mut line = Inlines::from(strong(column.title));
    line.push(text("  "));
    line.0.extend(Inlines::join(events, " · ").0);
    Some(line)
}

fn outline(composer: &Composer<'_>, index: usize, row: &PromiseRow) -> PromiseBlock {
    PromiseBlock {
        anchor: composer.anchors.row(index),
        number: row.number.clone(),
        sentence: row.sentence.clone(),
        slices: slices(composer, row),
        clause: row
            .clause
            .as_ref()
            .map(|clause| clause_line(composer, clause)),
        verdict: row.verdict.as_ref().map(chip),
        grade: row.grade.as_ref().map_or_else(
            || composer.word(Label::NoGrade).to_owned(),
            |grade| grade.label.clone(),
        ),
        grade_term: composer.word(Label::Grade).to_owned(),
        columns: columns(row).map(|(word, cell)| column(composer, word, cell, true)),
        since: None,
        drawing: drawing(composer, row),
        instead: row.instead_of_bar.as_ref().map(Inlines::from),
        gaps: gaps(composer, row),
        details: Vec::new(),
    }
}

fn slices(composer: &Composer<'_>, row: &PromiseRow) -> Vec<String> {
    let reading = row
        .reading
        .as_ref()
        .map(|reading| composer.say(Label::Reading, &[("reading", reading)]));
    row.slice.iter().cloned().chain(reading).collect()
}

fn chip(verdict: &Verdict) -> VerdictChip {
    VerdictChip {
        code: verdict.code,
        label: verdict.label.clone(),
        reason: verdict.reason.as_ref().map(|reason| reason.label.clone()),
        qualifier: verdict.qualifier.clone(),
        sentence: verdict.sentence.clone(),
    }
}

pub(super) fn clause_line(composer: &Composer<'_>, clause: &Clause) -> Inlines {
    let label = |label, key: &str, value: &Option<String>| {
        value.as_ref().map_or_else(Inlines::new, |value| {
            composer.say(label, &[(key, value)]).into()
        })
    };
    let document = match clause.document.as_str() {
        "" => Inlines::new(),
        document => document.into(),
    };
    Inlines::join(
        [
            document,
            label(Label::Clause, "clause", &clause.clause),
            label(Label::Page, "page", &clause.page),
            composer.sources(&clause.sources),
        ],
        ", ",
    )
}

pub(super) fn columns(row: &PromiseRow) -> [(FourWord, &Cell); 4] {
    [
        (FourWord::Promised, &row.promised),
        (FourWord::Claimed, &row.claimed),
        (FourWord::Found, &row.found),
        (FourWord::Since, &row.since),
    ]
}

fn column(composer: &Composer<'_>, word: FourWord, cell: &Cell, short: bool) -> PromiseColumn {
    let mut entries: Vec<_> = cell
        .figures
        .iter()
        .map(|figure| {
            let mut entry = composer.entry(figure);
            if short {
                let of = figure.of.as_ref().map(Inlines::from);
                let who = figure.who_counted.as_ref();
                let who = who.map(|who| Inlines::from(who.label.as_str()));
                entry.lines = of.into_iter().chain(who).collect();
            }
            entry
        })
        .collect();
    let sentence = cell.sentence.clone().or_else(|| {
        entries
            .is_empty()
            .then(|| composer.word(Label::NotStated).to_owned())
    });
    entries.extend(sentence.map(|sentence| PromiseEntry {
        main: sentence.into(),
        ..PromiseEntry::default()
    }));
    PromiseColumn {
        title: composer.word(heading_of(word)).to_owned(),
        entries,
    }
}

fn drawing(composer: &Composer<'_>, row: &PromiseRow) -> Option<Drawing> {
    let drawing = figures::bar_of_row(row, composer.labels)?;
    Some(if composer.mirrored() {
        drawing.mirrored()
    } else {
        drawing
    })
}

fn gaps(composer: &Composer<'_>, row: &PromiseRow) -> Vec<Inlines> {
    let mut lines = Vec::new();
    lines.extend(row.gap.as_ref().map(|gap| Inlines::from(&gap.text)));
    if let Some(over) = &row.over_claim {
        let term = composer.word(Label::OverClaim);
        lines.push(super::front::lead_in(term, &over.text));
    }
    if let Some(interval) = &row.interval {
        let method = composer.say(
            Label::IntervalBy,
            &[
                ("level", &interval.level),
                ("method", &interval.method.label),
            ],
        );
        let mut line = super::front::lead_in(composer.word(Label::Interval), &interval.text);
        line.push(text(" "));
        line.push(Inline::Soft(format!("({method})").into()));
        lines.push(line);
    }
    lines.retain(|line| !line.plain().is_empty());
    lines
}
