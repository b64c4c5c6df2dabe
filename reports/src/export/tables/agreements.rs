//! The agreements, their versions and prices, and how the work was done.

use super::plan::{Plan, amount, lines};
use super::summary::fact;
use super::{Cell, Table};
use crate::model::{
    Agreement, AgreementVersion, Fact, Figure, Label, RateGap, RateRow, RateTable, Report, Sample,
};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![
        agreements(report),
        versions(report),
        rates(report),
        method(report),
        samples(report),
    ]
}

fn agreements(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "agreements",
        Label::TableAgreements,
        Label::TableAgreementsText,
    )
    .text("number", Label::EvidenceNumber, |one: &&Agreement| {
        &one.number
    })
    .text("title", Label::ColumnTitle, |one| &one.title)
    .coded("legal_type", Label::LegalType, |one| {
        one.legal_type.as_ref()
    })
    .joined("funders", Label::Funder, |one| one.funders.join("; "))
    .joined("providers", Label::Provider, |one| one.providers.join("; "))
    .group("worth", Label::AgreementValue)
    .figure(Label::AgreementValue, |one| one.value.as_ref())
    .apart()
    .date("period", Label::Period, |one| one.period.as_ref())
    .coded("payment_basis", Label::PaymentBasis, |one| {
        one.payment_basis.as_ref()
    })
    .maybe("covers", Label::Covers, |one| &one.covers)
    .maybe("obtained", Label::Obtained, |one| &one.obtained)
    .maybe("versions", Label::Versions, |one| &one.versions_note)
    .joined("notes", Label::Notes, |one| {
        lines(&one.facts.iter().map(fact).collect::<Vec<_>>())
    })
    .code("sha256", Label::Fingerprint, |one| {
        one.sha256.as_deref().unwrap_or_default()
    })
    .sources(|one| &one.sources)
    .rows(report.agreements.iter())
}

type Version<'a> = (&'a Agreement, &'a AgreementVersion);

fn every_version(report: &Report) -> impl Iterator<Item = Version<'_>> {
    let agreements = report.agreements.iter();
    agreements.flat_map(|one| one.versions.iter().map(move |version| (one, version)))
}

fn versions(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "agreement_versions",
        Label::TableVersions,
        Label::TableVersionsText,
    )
    .text(
        "agreement",
        Label::EvidenceNumber,
        |(one, _): &Version<'_>| &one.number,
    )
    .text("version", Label::Version, |(_, version)| &version.name)
    .date("effective", Label::Effective, |(_, version)| {
        Some(&version.effective)
    })
    .text("changed", Label::Changed, |(_, version)| &version.changed)
    .flag("applied", Label::Applied, |(_, version)| version.applied)
    .group("worth", Label::AgreementValue)
    .figure(Label::AgreementValue, |(_, version)| version.value.as_ref())
    .apart()
    .sources(|(_, version)| &version.sources)
    .rows(every_version(report))
}

/// A price, or a volume that has none.
enum Rate<'a> {
    Price(&'a RateRow),
    Gap(&'a RateGap),
}

struct Priced<'a> {
    version: Version<'a>,
    table: &'a RateTable,
    rate: Rate<'a>,
}

fn rates(report: &Report) -> Table {
    let all = every_version(report).flat_map(|version| {
        version.1.rates.iter().flat_map(move |table| {
            let prices = table.rows.iter().map(Rate::Price);
            let gaps = table.gaps.iter().map(Rate::Gap);
            prices.chain(gaps).map(move |rate| Priced {
                version,
                table,
                rate,
            })
        })
    });
    Plan::new(
        &report.labels,
        "prices",
        Label::TableRates,
        Label::TableRatesText,
    )
    .text("agreement", Label::EvidenceNumber, |one: &Priced<'_>| {
        &one.version.0.number
    })
    .text("version", Label::Version, |one| &one.version.1.name)
    .text("what", Label::WhatFor, |one| &one.table.caption)
    .text("tier", Label::Tier, |one| match one.rate {
        Rate::Price(row) => &row.tier,
        Rate::Gap(gap) => &gap.at,
    })
    .group("price", Label::Price)
    .text("", Label::Price, |one| match one.rate {
        Rate::Price(row) => &row.price,
        Rate::Gap(gap) => &gap.refusal.sentence,
    })
    .number("value", Label::ColumnNumber, |one| match one.rate {
        Rate::Price(row) => amount(&row.price, &row.exact),
        Rate::Gap(_) => Cell::Empty,
    })
    .text("refusal", Label::ColumnCode, |one| match one.rate {
        Rate::Price(_) => "",
        Rate::Gap(gap) => &gap.refusal.code,
    })
    .rows(all)
}

/// A point of the method.
struct Point<'a> {
    part: &'a str,
    text: String,
}

fn method(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(labels, "method", Label::TableMethod, Label::TableMethodText)
        .text("part", Label::ColumnPart, |point: &Point<'_>| point.part)
        .text("text", Label::ColumnText, |point| &point.text)
        .rows(points(report))
}

fn points(report: &Report) -> Vec<Point<'_>> {
    let method = &report.method;
    let facts = |facts: &[Fact]| facts.iter().map(fact).collect();
    let figures = |figures: &[Figure]| figures.iter().map(figure).collect();
    let parts: [(Label, Vec<String>); 11] = [
        (Label::Purposes, method.purposes.clone()),
        (Label::Objectives, method.objectives.clone()),
        (Label::Scope, method.scope.clone()),
        (Label::NotCovered, method.not_covered.clone()),
        (Label::FieldWork, facts(&method.field_work)),
        (Label::Instruments, method.instruments.clone()),
        (Label::Observers, facts(&method.observers)),
        (Label::TwoObservers, figures(&method.agreement)),
        (Label::Access, figures(&method.access)),
        (Label::Limits, method.limits.clone()),
        (Label::Method, facts(&method.facts)),
    ];
    let each = parts.into_iter().flat_map(|(part, texts)| {
        let part = report.labels.get(part);
        let points = texts.into_iter().map(move |text| Point { part, text });
        points.collect::<Vec<_>>()
    });
    each.collect()
}

/// A figure of the method in one line.
fn figure(figure: &Figure) -> String {
    let parts = [
        Some(figure.text.as_str()),
        figure.unit.as_deref(),
        figure.of.as_deref(),
    ];
    let parts = parts.into_iter().flatten();
    let all = parts.chain(figure.notes.iter().map(String::as_str));
    all.collect::<Vec<_>>().join(" · ")
}

fn samples(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "samples",
        Label::TableSamples,
        Label::TableSamplesText,
    )
    .text("of", Label::What, |sample: &&Sample| &sample.of)
    .text("how_many", Label::HowMany, |sample| &sample.n_of_total)
    .maybe("frame", Label::Frame, |sample| &sample.frame)
    .coded("design", Label::Design, |sample| sample.design.as_ref())
    .maybe("chosen", Label::Chosen, |sample| &sample.chosen)
    .date("dates", Label::Dates, |sample| sample.dates.as_ref())
    .coded("announced", Label::Announced, |sample| {
        sample.announced.as_ref()
    })
    .maybe("interval", Label::Interval, |sample| &sample.interval_note)
    .maybe("seed", Label::Seed, |sample| &sample.seed)
    .code("list_sha256", Label::ListFingerprint, |sample| {
        sample.list_sha256.as_deref().unwrap_or_default()
    })
    .joined("notes", Label::Notes, |sample| lines(&sample.notes))
    .sources(|sample| &sample.sources)
    .rows(report.method.samples.iter())
}
