//! Conclusions, limited to the frame, and what is asked of whom by when.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{maybe, maybe_coded, maybe_date, paragraph_blocks};
use crate::document::{Block, Column, Inline, Inlines, Table, TableCell, TableRow, strong, text};
use crate::model::{Label, Recommendation};

pub(super) fn conclusions(composer: &mut Composer<'_>) -> Vec<Block> {
    paragraph_blocks(&composer.report.conclusions)
}

pub(super) fn recommendations(composer: &mut Composer<'_>) -> Vec<Block> {
    let asked = &composer.report.recommendations;
    if asked.is_empty() {
        return Vec::new();
    }
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::Action),
        head(Label::To),
        head(Label::Due),
        head(Label::FromFindings),
        head(Label::State),
        head(Label::Reply),
    ];
    let rows = asked.iter().map(|one| row(composer, one)).collect();
    let caption = composer.word(Label::Recommendations);
    vec![Block::Table(
        Table::new(caption, columns, rows)
            .under_heading()
            .without_empty_columns(),
    )]
}

fn row(composer: &Composer<'_>, one: &Recommendation) -> TableRow {
    let action: Inlines = vec![strong(format!("{} ", one.number)), text(&one.action)].into();
    let cause = one.cause.as_ref().map_or_else(Inlines::new, |cause| {
        Inline::Soft(format!("{}: {cause}", composer.word(Label::Cause)).into()).into()
    });
    TableRow {
        anchor: composer
            .anchors
            .get(Kind::Recommendation, &one.number)
            .map(str::to_owned),
        total: false,
        cells: vec![
            TableCell::lines([action, cause, maybe(&one.note)]),
            TableCell::line(one.to.as_str()),
            TableCell::lines([maybe_date(&one.due)]),
            TableCell::lines([composer.links(Kind::Finding, &one.findings)]),
            TableCell::lines([maybe_coded(&one.state)]),
            TableCell::lines([maybe_coded(&one.reply)]),
        ],
    }
}
