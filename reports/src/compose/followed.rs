//! What came of it: what was decided about what was asked, what was promised at hearings, what was fixed and seen to be.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{Terms, maybe_date, paragraphs};
use crate::document::{Block, Column, Inline, Inlines, Table, TableCell, TableRow, strong, text};
use crate::model::{Decided, Followed, Label};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let follow_up = &composer.report.follow_up;
    let mut blocks = Vec::new();
    if !follow_up.items.is_empty() {
        let head = |label| Column::text(composer.word(label));
        let columns = vec![
            head(Label::Action),
            head(Label::To),
            head(Label::Due),
            head(Label::Decided),
            head(Label::State),
        ];
        let rows = follow_up.items.iter().map(|one| row(composer, one));
        let rows = rows.collect();
        let caption = composer.word(Label::FollowUp);
        blocks.push(Block::Table(
            Table::new(caption, columns, rows)
                .under_heading()
                .without_empty_columns(),
        ));
    }
    let mut terms = Terms::default();
    for one in &follow_up.fixes {
        terms.add_all(&one.body, paragraphs(&one.text));
    }
    blocks.extend(terms.block());
    blocks
}

fn row(composer: &Composer<'_>, one: &Followed) -> TableRow {
    let what: Inlines = vec![strong(format!("{} ", one.number)), text(&one.what)].into();
    let kind: Inlines = Inline::Soft(one.kind.label.as_str().into()).into();
    let mut state: Vec<Inlines> = vec![one.state.label.as_str().into()];
    state.push(maybe_date(&one.settled));
    TableRow::new(vec![
        TableCell::lines([what, kind, composer.links(Kind::Finding, &one.findings)]),
        TableCell::line(one.to.as_str()),
        TableCell::lines([maybe_date(&one.due)]),
        TableCell::lines(one.decided.iter().map(decided)),
        TableCell::lines(state),
    ])
}

/// One decision in a line: the day, the position, the office, and its words.
fn decided(one: &Decided) -> Inlines {
    let mut words: Inlines =
        vec![text(format!("{}, ", one.on.text)), strong(&one.state.label)].into();
    let by = one.by.iter().map(|by| format!(", {by}"));
    for part in by {
        words.push(text(part));
    }
    if !one.says.is_empty() {
        words.push(text(format!(": {}", one.says)));
    }
    words
}
