//! Counts that can be true, periods in order, amounts with a currency, units that match.

use super::{Fault, Place, Report};
use crate::domain::case::Case;
use crate::domain::derivation::SetKind;
use crate::domain::figure::{Figure, Seen, Value};
use crate::domain::period::Period;

pub(super) fn check(case: &Case, report: &mut Report) {
    let root = Place::default();
    for (i, agreement) in case.agreements.iter().enumerate() {
        let place = root.at("agreements").at(i);
        period(report, place.at("period"), agreement.period.as_ref());
        if agreement.value.is_some() && agreement.currency.is_none() {
            report.add(place.at("value"), Fault::NoCurrency);
        }
    }
    for (i, payment) in case.payments.iter().enumerate() {
        let place = root.at("payments").at(i);
        period(report, place.at("period"), payment.period.as_ref());
        let agreement = case.agreements.iter().find(|a| a.id == payment.agreement);
        if agreement.is_some_and(|a| a.currency.is_none()) {
            report.add(place.at("amount"), Fault::NoCurrency);
        }
    }
    for (i, obligation) in case.obligations.iter().enumerate() {
        let place = root.at("obligations").at(i);
        period(report, place.at("period"), obligation.period.as_ref());
        for (j, criterion) in obligation.criteria.iter().enumerate() {
            for (k, target) in criterion.targets.iter().enumerate() {
                let place = place.at("criteria").at(j).at("targets").at(k).at("period");
                period(report, place, target.period.as_ref());
            }
        }
    }
    for (section, figures) in [("claims", &case.claims), ("tallies", &case.tallies)] {
        for (i, figure) in figures.iter().enumerate() {
            check_figure(case, report, &root.at(section).at(i), figure);
        }
    }
    for (i, sample) in case.samples.iter().enumerate() {
        let place = root.at("samples").at(i);
        period(report, place.at("period"), sample.period.as_ref());
        if let (Some(seen), Some(universe)) = (sample.seen, sample.universe) {
            part(report, place.at("seen"), seen, universe);
        }
    }
    categories(case, report);
    money(case, report);
    evidence(case, report);
}

fn check_figure(case: &Case, report: &mut Report, place: &Place, figure: &Figure) {
    period(report, place.at("period"), figure.period.as_ref());
    if let Some(asked) = &figure.asked
        && let (Some(said), Some(of)) = (asked.said, asked.of)
    {
        part(report, place.at("asked").at("said"), said, of);
    }
    let value = place.at("value");
    match &figure.value {
        Value::InOrder(seen) => check_seen(report, &value.at("in_order"), seen),
        Value::AtLeastOnce(seen) => check_seen(report, &value.at("at_least_once"), seen),
        Value::Sharing {
            units,
            broken,
            locked,
            both,
            ..
        } => {
            part(report, value.at("sharing").at("broken"), *broken, *units);
            part(report, value.at("sharing").at("locked"), *locked, *units);
            if let Some(both) = both {
                part(
                    report,
                    value.at("sharing").at("both"),
                    *both,
                    (*broken).min(*locked),
                );
            }
        }
        Value::Staff {
            rostered,
            off_shift,
            authorised,
            unexplained,
        } => {
            let away = off_shift
                .saturating_add(*authorised)
                .saturating_add(*unexplained);
            part(report, value.at("staff"), away, *rostered);
        }
        _ => {}
    }
    let promise = figure
        .obligation
        .as_ref()
        .and_then(|id| case.obligations.iter().find(|o| o.id == *id));
    if let (Some(unit), Some(promise)) = (&figure.unit, promise)
        && *unit != promise.unit
    {
        let fault = Fault::UnitsDiffer {
            figure: unit.clone(),
            promise: promise.unit.clone(),
        };
        report.add(place.at("unit"), fault);
    }
}

fn check_seen(report: &mut Report, place: &Place, seen: &Seen) {
    part(report, place.at("count"), seen.count, seen.of);
    part(
        report,
        place.at("partly"),
        seen.count.saturating_add(seen.partly),
        seen.of,
    );
}

fn categories(case: &Case, report: &mut Report) {
    for (i, set) in case.categories.iter().enumerate() {
        let place = Place::default().at("categories").at(i);
        if set.set != SetKind::Instances {
            for (j, category) in set.categories.iter().enumerate() {
                part(
                    report,
                    place.at("categories").at(j).at("count"),
                    category.count,
                    set.base,
                );
            }
        }
        let sum = set
            .categories
            .iter()
            .fold(0_u64, |sum, c| sum.saturating_add(c.count));
        if set.set == SetKind::Partition && sum != set.base {
            report.add(
                place.at("categories"),
                Fault::NotAPartition {
                    sum,
                    base: set.base,
                },
            );
        }
    }
}

fn money(case: &Case, report: &mut Report) {
    for (i, line) in case.money.iter().enumerate() {
        let place = Place::default().at("money").at(i);
        period(report, place.at("period"), line.period.as_ref());
        if case.currency_of(line).is_none() {
            report.add(place.at("currency"), Fault::NoCurrency);
        }
    }
}

fn evidence(case: &Case, report: &mut Report) {
    let root = Place::default();
    for (i, evidence) in case.evidence.iter().enumerate() {
        let place = root.at("evidence").at(i);
        sha256(report, place.at("sha256"), evidence.sha256.as_deref());
        if evidence.file.as_deref().is_some_and(leaves_folder) {
            report.add(place.at("file"), Fault::PathLeavesFolder);
        }
    }
    for (i, source) in case.sources.iter().enumerate() {
        sha256(
            report,
            root.at("sources").at(i).at("sha256"),
            source.sha256.as_deref(),
        );
    }
}

fn leaves_folder(path: &str) -> bool {
    path.is_empty()
        || path.contains(['\\', ':', '\0'])
        || path
            .split('/')
            .any(|part| part.is_empty() || part == "." || part == "..")
}

fn sha256(report: &mut Report, place: Place, hash: Option<&str>) {
    let fits = |h: &str| h.len() == 64 && h.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if hash.is_some_and(|h| !fits(h)) {
        report.add(place, Fault::NotASha256);
    }
}

fn period(report: &mut Report, place: Place, period: Option<&Period>) {
    if period.is_some_and(|p| !p.is_in_order()) {
        report.add(place, Fault::EndsBeforeItBegins);
    }
}

fn part(report: &mut Report, place: Place, part: u64, whole: u64) {
    if part > whole {
        report.add(place, Fault::PartAboveWhole { part, whole });
    }
}
