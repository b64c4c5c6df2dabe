//! What a row promises and what it claims, also where each month has a column of its own.

use crate::domain::exchange::{Given, Pointer, PublishedClaim, PublishedPromise, ResultLevel};
use crate::domain::number::Exact;
use crate::domain::obligation::Kind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::features::imports::profile::row::{Placed, Row};
use crate::features::imports::profile::{Field, RowIs};
use crate::features::imports::tables::months::plain_words;

/// The time of a column, with the cell as its place.
pub(super) fn time_of(
    placed: Placed<'_>,
    at: &Pointer,
) -> Option<(Given<PartialDate>, Given<PartialDate>)> {
    let time = placed.column.time?;
    let given = |value: PartialDate| Given {
        value,
        text: placed.column.heading.clone(),
        at: at.clone(),
    };
    Some((given(time.from), given(time.to)))
}

fn level(row: &Row<'_>) -> ResultLevel {
    let Some(said) = row.words(Field::Level) else {
        return ResultLevel::Output;
    };
    let words = plain_words(&said.value);
    match words.split(' ').next().unwrap_or_default() {
        "1" | "output" | "outputs" | "producto" | "productos" | "produit" | "produits" => {
            ResultLevel::Output
        }
        "2" | "outcome" | "outcomes" | "resultado" | "resultados" | "resultat" | "resultats"
        | "effet" => ResultLevel::Outcome,
        "3" | "impact" | "impacts" | "impacto" => ResultLevel::Impact,
        _ => ResultLevel::Other,
    }
}

pub(super) fn promises_and_claims(
    row: &mut Row<'_>,
) -> (Vec<PublishedPromise>, Vec<PublishedClaim>) {
    let (from, to) = (row.date(Field::PromiseFrom), row.date(Field::PromiseTo));
    let (claim_from, claim_to) = (row.date(Field::ClaimFrom), row.date(Field::ClaimTo));
    let what = row.words(Field::PromiseWhat);
    let base_id = base_id(row, what.as_ref());
    let level = level(row);
    let baseline = row
        .filled(Field::Baseline)
        .into_iter()
        .find_map(|(placed, _)| row.number_or_words(placed));
    let promise = |id: String,
                   what: Given<String>,
                   target: Option<(Given<Option<Exact>>, bool)>,
                   times: Option<(Given<PartialDate>, Given<PartialDate>)>| {
        let percent = target.as_ref().is_some_and(|(_, percent)| *percent);
        let (first, last) = times.map_or_else(
            || (from.clone(), to.clone()),
            |(from, to)| (Some(from), Some(to)),
        );
        PublishedPromise {
            source_id: id,
            what,
            kind: if level == ResultLevel::Output {
                Kind::Quantity
            } else {
                Kind::Outcome
            },
            unit: row.words(Field::Unit),
            target: target.map(|(target, _)| target),
            baseline: baseline.as_ref().map(|(baseline, _)| baseline.clone()),
            lower_is_better: false,
            is_percent: percent,
            from: first,
            to: last,
            place: row.words(Field::PromisePlace),
            group: row.words(Field::PromiseGroup),
            level,
        }
    };
    let mut promises = Vec::new();
    for (placed, given) in row.filled(Field::Target) {
        let Some(target) = row.number_or_words(placed) else {
            continue;
        };
        let times = time_of(placed, &given.at);
        let heading = Given {
            value: placed.column.heading.clone(),
            text: placed.column.heading.clone(),
            at: given.at.clone(),
        };
        let what = what
            .clone()
            .or_else(|| row.words(Field::Title))
            .unwrap_or(heading);
        promises.push(promise(timed(&base_id, placed), what, Some(target), times));
    }
    if let (true, Some(what)) = (
        promises.is_empty() && row.profile.row != RowIs::Claim,
        what.clone(),
    ) {
        promises.push(promise(base_id.clone(), what, None, None));
    }
    let counted_by = row
        .words(Field::CountedBy)
        .map_or(row.profile.counted_by, |said| counter(&said.value));
    let said = row.words(Field::ClaimWhat).or(what);
    let mut claims = Vec::new();
    for (placed, _) in row.filled(Field::ClaimValue) {
        let Some(value) = row.claim(placed) else {
            continue;
        };
        let id = timed(&base_id, placed);
        let known = row.profile.row == RowIs::Claim
            || promises.iter().any(|promise| promise.source_id == id);
        let whole = promises
            .iter()
            .any(|promise| promise.source_id == base_id)
            .then(|| base_id.clone());
        let (first, last) = match time_of(placed, &value.at) {
            Some((from, to)) => (Some(from), Some(to)),
            None => (
                claim_from.clone().or_else(|| from.clone()),
                claim_to.clone().or_else(|| to.clone()),
            ),
        };
        claims.push(PublishedClaim {
            promise: known.then_some(id).or(whole).filter(|id| !id.is_empty()),
            what: said
                .as_ref()
                .map_or_else(|| placed.column.heading.clone(), |said| said.value.clone()),
            value,
            counted_by,
            from: first,
            to: last,
        });
    }
    (promises, claims)
}

/// What names the promise of a row: its own name, else what is promised, to whom, where and until when.
fn base_id(row: &Row<'_>, what: Option<&Given<String>>) -> String {
    if let Some(id) = row.words(Field::PromiseId) {
        return id.value;
    }
    let others = [
        Field::Unit,
        Field::PromisePlace,
        Field::PromiseGroup,
        Field::PromiseFrom,
        Field::PromiseTo,
    ];
    let parts = std::iter::once(what.cloned()).chain(others.map(|field| row.words(field)));
    let parts: Vec<String> = parts
        .flatten()
        .map(|given| plain_words(&given.value))
        .filter(|words| !words.is_empty())
        .collect();
    parts.join(" | ")
}

fn timed(base: &str, placed: Placed<'_>) -> String {
    match placed.column.time {
        Some(time) if time.from == time.to => format!("{base}@{}", time.from),
        Some(time) => format!("{base}@{}..{}", time.from, time.to),
        None => base.to_owned(),
    }
}

fn counter(said: &str) -> Counter {
    match plain_words(said).as_str() {
        "funder" | "donor" | "financiador" | "donante" | "bailleur" | "financeur" => {
            Counter::Funder
        }
        "provider" | "recipient" | "grantee" | "contractor" | "proveedor" | "beneficiario"
        | "prestataire" | "beneficiaire" => Counter::Provider,
        "government" | "official" | "ministry" | "gobierno" | "gouvernement" => Counter::Official,
        _ => Counter::NotPublished,
    }
}
