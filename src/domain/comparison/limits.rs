//! What holds for an audit as a whole: how far its results reach, what its price tables leave open, what is not added.

use crate::domain::agreement::Rate;
use crate::domain::calculation::tiers::{PriceTier, TierTable};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::Design;

use super::row::Row;
use super::schedule::MoneySchedule;

/// Refusals of the audit as a whole, each code once for each thing it is about.
pub(super) fn limits(case: &Case, rows: &[Row], money: &MoneySchedule) -> Vec<Refusal> {
    let mut limits = Vec::new();
    for sample in &case.samples {
        let reaches_all = sample.design == Design::Census && sample.beyond.is_none();
        if !reaches_all {
            let beyond = sample.beyond.clone().unwrap_or_default();
            let mut limit = Refusal::new(RefusalCode::BeyondFrame)
                .with("frame", &sample.frame)
                .with("beyond", beyond);
            if let Some((seen, universe)) = sample.rest_not_visited() {
                limit = limit.with("seen", seen).with("universe", universe);
                limit = limit.with("unit", &sample.unit);
            }
            limits.push(limit);
        }
    }
    if case.samples.is_empty() && rows.iter().any(|r| r.found_in_use().next().is_some()) {
        limits.push(Refusal::new(RefusalCode::BeyondFrame));
    }
    limits.extend(tier_gaps(case));
    for refusal in money.totals.iter().flat_map(|t| &t.refusals) {
        limits.push(refusal.clone());
    }
    if agreements_side_by_side(case) && !limits.iter().any(|r| r.code == RefusalCode::MoneyNotAdded)
    {
        limits.push(Refusal::new(RefusalCode::MoneyNotAdded));
    }
    if periods_differ(case)
        && !limits
            .iter()
            .any(|r| r.code == RefusalCode::PeriodsNotMixed)
    {
        limits.push(Refusal::new(RefusalCode::PeriodsNotMixed));
    }
    limits.dedup();
    limits
}

/// Volumes at which a price table names no price, between the volumes for which it does.
fn tier_gaps(case: &Case) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let versions = case.agreements.iter().flat_map(|a| &a.versions);
    for version in versions {
        let Some(Rate::Tiered { tiers, volume, .. }) = &version.rate else {
            continue;
        };
        let Ok(table) = TierTable::new(tiers.iter().map(PriceTier::from).collect()) else {
            continue;
        };
        for gap in table.gaps() {
            let text = match gap.to {
                Some(to) if to == gap.from => gap.from.to_string(),
                Some(to) => format!("{} to {to}", gap.from),
                None => format!("{} and more", gap.from),
            };
            refusals.push(
                Refusal::new(RefusalCode::TierGap)
                    .with("volume", text)
                    .with("counts", volume)
                    .with("version", &version.id),
            );
        }
    }
    refusals
}

/// Several agreements carry amounts, and nobody recorded that they may be added.
fn agreements_side_by_side(case: &Case) -> bool {
    let carries = |id: &Code| case.payments.iter().any(|p| p.agreement == *id);
    let with_money = case
        .agreements
        .iter()
        .filter(|a| a.value.is_some() || carries(&a.id))
        .count();
    let recorded = case.reconciliations.iter().any(|r| r.disjoint)
        || case.derivations.iter().any(|d| d.disjoint);
    with_money > 1 && !recorded
}

/// Money lines of one audit that speak of different or overlapping periods.
fn periods_differ(case: &Case) -> bool {
    let periods: Vec<_> = case
        .money
        .iter()
        .filter_map(|l| l.period.as_ref())
        .collect();
    periods.windows(2).any(|pair| pair[0] != pair[1])
}
