//! Background of the service: agreements with versions and prices, payments, who made the report.

use super::context::Composer;
use super::phrases::{Terms, date, maybe, maybe_coded, maybe_date, paragraph_blocks};
use crate::document::{
    Block, Column, Inline, Inlines, Table, TableCell, TableRow, code, strong, text,
};
use crate::model::{Agreement, AgreementVersion, Label, Payment, RateTable};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut blocks = paragraph_blocks(&report.background);
    for agreement in &report.agreements {
        blocks.extend(one_agreement(composer, agreement));
    }
    if !report.payments.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::Payments)));
        blocks.push(Block::Table(payments(composer).under_heading()));
    }
    if let Some(facts) = composer.facts(&report.made_by) {
        blocks.push(Block::heading(3, composer.word(Label::MadeBy)));
        blocks.push(facts);
    }
    blocks
}

fn one_agreement(composer: &Composer<'_>, agreement: &Agreement) -> Vec<Block> {
    let number = Inline::Soft(agreement.number.as_str().into());
    let mut title: Inlines = agreement.title.as_str().into();
    if !agreement.number.is_empty() {
        title.push(text(" "));
        title.push(number);
    }
    let mut blocks = vec![Block::heading(3, title)];
    let list = |names: &[String]| Inlines::join(names.iter().map(Inlines::from), "; ");
    let word = |label| composer.word(label);
    let mut terms = Terms::default();
    terms.add(word(Label::LegalType), maybe_coded(&agreement.legal_type));
    terms.add(word(Label::Funder), list(&agreement.funders));
    terms.add(word(Label::Provider), list(&agreement.providers));
    let value = agreement
        .value
        .iter()
        .flat_map(|value| composer.figure_lines(value));
    terms.add_all(word(Label::AgreementValue), value.collect());
    terms.add(word(Label::Period), maybe_date(&agreement.period));
    terms.add(
        word(Label::PaymentBasis),
        maybe_coded(&agreement.payment_basis),
    );
    terms.add(word(Label::Covers), maybe(&agreement.covers));
    terms.add(word(Label::Obtained), maybe(&agreement.obtained));
    for fact in &agreement.facts {
        terms.add_all(&fact.term, composer.fact_lines(fact));
    }
    terms.add(word(Label::Versions), maybe(&agreement.versions_note));
    let hash = agreement.sha256.as_ref();
    terms.add(
        word(Label::Fingerprint),
        hash.map_or_else(Inlines::new, |hash| code(hash).into()),
    );
    terms.add(
        word(Label::SourcesShort),
        composer.sources(&agreement.sources),
    );
    blocks.extend(terms.block());
    if !agreement.versions.is_empty() {
        blocks.push(Block::Table(versions(composer, agreement)));
    }
    for version in &agreement.versions {
        if let Some(rates) = &version.rates {
            blocks.push(Block::Table(rate_table(composer, version, rates)));
        }
    }
    blocks
}

fn versions(composer: &Composer<'_>, agreement: &Agreement) -> Table {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::Version),
        head(Label::Effective),
        head(Label::Changed),
        Column::number(composer.word(Label::AgreementValue)),
    ];
    let rows = agreement
        .versions
        .iter()
        .map(|version| {
            let applied = if version.applied {
                strong(composer.word(Label::Applied)).into()
            } else {
                Inlines::new()
            };
            let value = version
                .value
                .as_ref()
                .map_or_else(TableCell::default, |value| TableCell {
                    lines: composer.figure_lines(value),
                    exact: value.exact.clone(),
                    ..TableCell::default()
                });
            TableRow::new(vec![
                TableCell::lines([
                    version.name.as_str().into(),
                    applied,
                    composer.sources(&version.sources),
                ]),
                TableCell::line(date(&version.effective)),
                TableCell::line(version.changed.as_str()),
                value,
            ])
        })
        .collect();
    let caption = format!("{}: {}", composer.word(Label::Versions), agreement.title);
    Table::new(caption, columns, rows)
}

fn rate_table(composer: &Composer<'_>, version: &AgreementVersion, rates: &RateTable) -> Table {
    let columns = vec![
        Column::text(composer.word(Label::Tier)),
        Column::number(composer.word(Label::Price)),
    ];
    let rows = rates
        .rows
        .iter()
        .map(|row| {
            TableRow::new(vec![
                TableCell::line(row.tier.as_str()),
                TableCell::number(row.price.as_str(), row.exact.clone()),
            ])
        })
        .collect();
    let mut table = Table::new(
        format!("{}: {}", version.name, rates.caption),
        columns,
        rows,
    );
    table.notes = rates
        .gaps
        .iter()
        .map(|gap| {
            let mut note: Inlines = strong(format!("{}: ", gap.at)).into();
            note.0.extend(composer.refusal(&gap.refusal).0);
            note
        })
        .collect();
    if !table.notes.is_empty() {
        table.notes.insert(0, composer.word(Label::RateGaps).into());
    }
    table
}

fn payments(composer: &Composer<'_>) -> Table {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::WhatFor),
        Column::number(composer.word(Label::Amount)),
        head(Label::Period),
        head(Label::Covers),
        head(Label::Payer),
        head(Label::WhoCounted),
    ];
    let row = |payment: &Payment| {
        let payee = payment.payee.as_ref().map(|payee| {
            Inlines::from(Inline::Soft(
                format!("{}: {payee}", composer.word(Label::Payee)).into(),
            ))
        });
        let entry = composer.entry(&payment.amount);
        let who = maybe_coded(&payment.amount.who_counted);
        TableRow::new(vec![
            TableCell::lines([
                payment.what.as_str().into(),
                composer.sources(&payment.amount.sources),
            ]),
            TableCell::number(entry.main, entry.exact),
            TableCell::lines([maybe_date(&payment.period)]),
            TableCell::lines([maybe(&payment.covers)]),
            TableCell::lines([maybe(&payment.payer)].into_iter().chain(payee)),
            TableCell::lines([who]),
        ])
    };
    let rows = composer.report.payments.iter().map(row).collect();
    Table::new(composer.word(Label::Payments), columns, rows)
}
