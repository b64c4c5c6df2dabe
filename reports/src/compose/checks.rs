//! Numbers worked out again beside the published ones. Disagreements are listed, never adjusted.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{counters, maybe};
use super::workings;
use crate::document::{Block, Column, Inline, Inlines, Table, TableCell, TableRow, strong};
use crate::model::{Check, CheckOutcome, Label};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let checks = &composer.report.checks;
    let mut groups: Vec<&str> = Vec::new();
    for check in checks {
        if !groups.contains(&check.group.as_str()) {
            groups.push(&check.group);
        }
    }
    let mut blocks = Vec::new();
    blocks.extend(disagreements(composer));
    for group in groups {
        let members: Vec<_> = checks.iter().filter(|check| check.group == group).collect();
        if !group.is_empty() {
            blocks.push(Block::heading(3, group));
        }
        blocks.push(Block::Table(
            table(composer, group, &members).under_heading(),
        ));
        let refused: Vec<_> = members.iter().flat_map(|check| &check.refusals).collect();
        if !refused.is_empty() {
            let mut lines: Vec<Inlines> = Vec::new();
            for refusal in refused {
                let line = composer.refusal(refusal);
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
            blocks.push(Block::Note(lines));
        }
        let ids = members.iter().filter_map(|check| check.working.as_ref());
        blocks.extend(workings::beneath(
            composer,
            ids,
            if group.is_empty() { 3 } else { 4 },
        ));
    }
    blocks
}

/// The values that differ, in one list before the tables.
fn disagreements(composer: &Composer<'_>) -> Vec<Block> {
    let differing: Vec<_> = composer
        .report
        .checks
        .iter()
        .filter(|check| check.outcome == CheckOutcome::Differs)
        .map(|check| {
            let what = match &check.slice {
                Some(slice) => format!("{}, {slice}", check.what),
                None => check.what.clone(),
            };
            let published = check.published.as_deref().unwrap_or_default();
            let mut line = composer.say(
                Label::DisagreementLine,
                &[
                    ("what", &what),
                    ("computed", &check.computed),
                    ("published", published),
                ],
            );
            if let Some(remark) = &check.remark {
                line.push(' ');
                line.push_str(remark);
            }
            Inlines::from(line)
        })
        .collect();
    if differing.is_empty() {
        return Vec::new();
    }
    vec![
        Block::heading(3, composer.word(Label::Disagreements)),
        Block::list(differing),
    ]
}

fn table(composer: &Composer<'_>, group: &str, checks: &[&Check]) -> Table {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::What),
        head(Label::ComputedFrom),
        Column::number(composer.word(Label::Computed)),
        Column::number(composer.word(Label::Published)),
        head(Label::Outcome),
        head(Label::WhoCounted),
    ];
    let rows = checks.iter().map(|check| row(composer, check)).collect();
    let caption = if group.is_empty() {
        composer.word(Label::Checks)
    } else {
        group
    };
    Table::new(caption, columns, rows)
}

fn row(composer: &Composer<'_>, check: &Check) -> TableRow {
    let outcome = match check.outcome {
        CheckOutcome::Agrees => composer.word(Label::Agrees).into(),
        CheckOutcome::Differs => strong(composer.word(Label::Differs)).into(),
        CheckOutcome::NotPublished => composer.word(Label::NotPublished).into(),
        CheckOutcome::Refused => composer.word(Label::Refused).into(),
    };
    let mut computed = TableCell::number(check.computed.as_str(), check.exact.clone());
    if let Some(id) = &check.working {
        let link = composer.link_as(Kind::Working, id, composer.word(Label::Working));
        computed.lines.push(link.into());
    }
    let soft = |runs: Inlines| {
        if runs.is_empty() {
            runs
        } else {
            Inline::Soft(runs).into()
        }
    };
    TableRow::new(vec![
        TableCell::lines([
            check.what.as_str().into(),
            soft(maybe(&check.slice)),
            soft(composer.sources(&check.sources)),
        ]),
        TableCell::lines([check.from.as_str().into(), soft(maybe(&check.base))]),
        computed,
        TableCell::lines(check.published.as_ref().map(Inlines::from)),
        TableCell::lines([outcome, soft(maybe(&check.remark))]),
        TableCell::lines([counters(&check.who_counted)]),
    ])
}
