//! Money by basis and state: one line an amount, each state a separate dated amount, no made-up total.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{DOT, counters, date, maybe, maybe_coded, paragraph_blocks, paragraphs};
use super::workings;
use crate::document::{Block, Column, Inline, Inlines, Table, TableCell, TableRow, strong, text};
use crate::model::{Label, MoneyLine, MoneyState};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let money = &composer.report.money;
    let mut blocks = paragraph_blocks(&money.text);
    if !money.lines.is_empty() {
        blocks.push(Block::Table(schedule(composer).under_heading()));
    }
    if !money.totals.is_empty() {
        blocks.push(Block::Table(totals(composer)));
    }
    let mut refused = composer.refusals(&money.refusals);
    for line in &money.lines {
        for refusal in composer.refusals(&line.refusals) {
            let mut runs: Inlines = composer.link(Kind::Money, &line.number).into();
            runs.push(text(": "));
            runs.0.extend(refusal.0);
            refused.push(runs);
        }
    }
    if !refused.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::NotComputed)));
        blocks.push(Block::list(refused));
    }
    let totals = money
        .totals
        .iter()
        .filter_map(|total| total.working.as_ref());
    let ids = money.lines.iter().filter_map(|line| line.working.as_ref());
    let ids: Vec<_> = ids.chain(totals).collect();
    blocks.extend(workings::beneath(composer, ids, 3));
    blocks
}

/// A line in one sentence, with a link to the schedule.
pub(super) fn in_short(composer: &Composer<'_>, line: &MoneyLine) -> Inlines {
    let states: Vec<Inlines> = line
        .states
        .iter()
        .map(|state| state_line(composer, line, state, true))
        .collect();
    Inlines::join(
        [
            Inlines(vec![
                strong(&line.amount),
                text(" "),
                composer.link(Kind::Money, &line.number),
            ]),
            line.what.as_str().into(),
            maybe_coded(&line.basis),
            maybe_coded(&line.certainty),
            Inlines::join(states, "; "),
        ],
        DOT,
    )
}

fn schedule(composer: &Composer<'_>) -> Table {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::WhatFor),
        Column::number(composer.word(Label::Amount)),
        head(Label::Basis),
        head(Label::KnownOrLikely),
        head(Label::States),
        head(Label::WhoCounted),
    ];
    let lines = &composer.report.money.lines;
    let rows = lines.iter().map(|line| row(composer, line)).collect();
    Table::new(composer.word(Label::MoneySection), columns, rows)
}

fn row(composer: &Composer<'_>, line: &MoneyLine) -> TableRow {
    let soft = |runs: Inlines| {
        if runs.is_empty() {
            runs
        } else {
            Inline::Soft(runs).into()
        }
    };
    let mut what: Vec<Inlines> = vec![
        vec![strong(format!("{} ", line.number)), text(&line.what)].into(),
        soft(maybe(&line.slice)),
        soft(composer.links(Kind::Promise, &line.promises)),
    ];
    what.extend(paragraphs(&line.notes).into_iter().map(soft));
    what.push(soft(composer.sources(&line.sources)));
    let mut amount = TableCell::number(line.amount.as_str(), line.exact.clone());
    if let Some(limit) = &line.lower_limit {
        let limit = composer.say(Label::LowerLimit, &[("amount", limit)]);
        amount.lines.push(Inline::Soft(limit.into()).into());
    }
    amount.lines.push(match &line.working {
        Some(id) => composer
            .link_as(Kind::Working, id, composer.word(Label::Working))
            .into(),
        None => Inline::Soft(composer.word(Label::EnteredNotComputed).into()).into(),
    });
    let basis = line.basis.as_ref().map(|basis| basis.label.as_str());
    let basis = basis.unwrap_or_else(|| composer.word(Label::NoBasis));
    let anchor = composer.anchors.get(Kind::Money, &line.number);
    TableRow {
        anchor: anchor.map(str::to_owned),
        total: false,
        cells: vec![
            TableCell::lines(what),
            amount,
            TableCell::line(basis),
            TableCell::lines([maybe_coded(&line.certainty)]),
            TableCell::lines(
                line.states
                    .iter()
                    .map(|state| state_line(composer, line, state, false)),
            ),
            TableCell::lines([counters(&line.who_counted)]),
        ],
    }
}

/// "flagged $347,189, 30 May 2001".
fn state_line(
    composer: &Composer<'_>,
    line: &MoneyLine,
    state: &MoneyState,
    short: bool,
) -> Inlines {
    let mut head: Inlines = strong(&state.state.label).into();
    let amount = if state.amount.is_empty() {
        &line.amount
    } else {
        &state.amount
    };
    if !short || *amount != line.amount {
        head.push(text(format!(" {amount}")));
    }
    let when = state
        .date
        .as_ref()
        .map_or_else(Inlines::new, |when| date(when).into());
    let mut parts = vec![head, when];
    if !short {
        let who = state.who_counted.as_ref().map(|who| composer.who(who));
        parts.extend(who.map(Inlines::from));
        parts.push(maybe(&state.note));
        parts.push(composer.sources(&state.sources));
    }
    Inlines::join(parts, ", ")
}

fn totals(composer: &Composer<'_>) -> Table {
    let columns = vec![
        Column::text(composer.word(Label::WhatFor)),
        Column::number(composer.word(Label::Amount)),
        Column::text(composer.word(Label::BecauseAdded)),
    ];
    let rows = composer
        .report
        .money
        .totals
        .iter()
        .map(|total| {
            let mut amount = TableCell::number(total.amount.as_str(), total.exact.clone());
            if let Some(id) = &total.working {
                let link = composer.link_as(Kind::Working, id, composer.word(Label::Working));
                amount.lines.push(link.into());
            }
            TableRow::new(vec![
                TableCell::line(total.what.as_str()),
                amount,
                TableCell::lines([maybe(&total.because)]),
            ])
        })
        .collect();
    Table::new(composer.word(Label::Totals), columns, rows)
}
