//! One agreement, read through the four words, with its terms as they are in force on a day.

use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::criteria::clause_of;
use super::read_in::{ReadLines, page_of_document};
use super::requests::RequestLine;
use super::versions::{VersionLine, lines, name_of};
use super::{Asking, Head, agreement_of, promise_address, shown};
use crate::db::counter::Series;
use crate::db::register::{Claim, Flow, PromiseLine};
use crate::domain::agreement::{AgreementType, Rate, Tier};
use crate::domain::code::Code;
use crate::domain::obligation::{Criterion, Target};
use crate::domain::register::{RequestState, Terms, in_force};
use crate::features::register::Register;
use crate::features::register::actions::reading::{self, Known};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// A promise in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseRow {
    /// O-01.
    pub label: String,
    /// Where it is.
    pub address: String,
    /// The sentence.
    pub sentence: String,
    /// What it asks for by its first standard, with its unit.
    pub target: String,
    /// Kind of promise.
    pub kind: String,
    /// Where it is written.
    pub clause: Option<String>,
    /// The page of the document, where it is kept here.
    pub document_page: Option<String>,
    /// Where it applies; absent for everywhere.
    pub places: Option<String>,
    /// How many further standards it is held against.
    pub further: usize,
}

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct SourceLine {
    /// Title.
    pub title: String,
    /// Where it can be found.
    pub url: Option<String>,
    /// Whether it is kept here.
    pub is_held: bool,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementPage {
    /// The agreement.
    pub head: Head,
    /// Kind of instrument.
    pub kind: String,
    /// Whether nobody could produce it.
    pub is_missing: bool,
    /// The day whose terms are shown, as in the address.
    pub on: String,
    /// The same in words.
    pub on_words: String,
    /// Whether what was asked for is no day.
    pub on_wrong: bool,
    /// What the version in force is called.
    pub version: String,
    /// Whether changes go into another version than the one that is shown.
    pub is_older: bool,
    /// Whether the day lies before the first version begins.
    pub is_before: bool,
    /// Where it was read, where it came from a file.
    pub read_in: Option<ReadLines>,
    /// What is known of it: last part of the key of its label, the words.
    pub facts: Vec<(&'static str, String)>,
    /// Title of the price table, and its lines: volume and price.
    pub rate: Option<(String, Vec<Vec<String>>)>,
    /// The budget: what for, how much.
    pub budget: Vec<Vec<String>>,
    /// The promises in force on the day.
    pub promises: Vec<PromiseRow>,
    /// Promises that other versions have: label, address, sentence.
    pub others: Vec<(String, String, String)>,
    /// Claims: about what, how much, when, who says so.
    pub claims: Vec<Vec<String>>,
    /// Money: what, how much, when, from whom to whom.
    pub flows: Vec<Vec<String>>,
    /// The documents.
    pub documents: Vec<SourceLine>,
    /// Requests that are late or wait.
    pub requests: Vec<RequestLine>,
    /// How many requests there are in all.
    pub requests_of: usize,
    /// The versions.
    pub versions: Vec<VersionLine>,
}

impl Page for AgreementPage {
    const TEMPLATE: &'static str = "pages/register/agreement.html";
}

/// Which day.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The day whose terms are shown.
    pub on: String,
}

fn names(terms: &Terms, codes: &[Code]) -> Option<String> {
    let names = codes
        .iter()
        .map(|code| terms.party_name(code).unwrap_or(code.as_str()));
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn facts(words: Words, terms: &Terms) -> Vec<(&'static str, String)> {
    let agreement = &terms.agreement;
    let currency = agreement.currency;
    let share = |share: &crate::domain::register::Share| {
        let of = if share.of.is_percent() {
            words.number(&share.of)
        } else {
            words.amount(&share.of, currency)
        };
        format!(
            "{}: {of}",
            terms
                .party_name(&share.party)
                .unwrap_or(share.party.as_str())
        )
    };
    let shares: Vec<String> = terms.shares.iter().map(share).collect();
    let facts = [
        ("funders", names(terms, &agreement.funders)),
        ("providers", names(terms, &agreement.providers)),
        ("subcontractors", names(terms, &agreement.subcontractors)),
        (
            "period",
            agreement.period.as_ref().map(|period| words.period(period)),
        ),
        (
            "value",
            agreement
                .value
                .as_ref()
                .map(|value| words.amount(value, currency)),
        ),
        ("shares", (!shares.is_empty()).then(|| shares.join("; "))),
        (
            "basis",
            Some(words.label_of("payment-basis", &agreement.payment_basis)),
        ),
        ("covers", agreement.covers.clone()),
        ("places", {
            let places = terms.places.iter().map(|place| match &place.stratum {
                Some(group) => format!("{} ({group})", place.name),
                None => place.name.clone(),
            });
            let places: Vec<String> = places.collect();
            (!places.is_empty()).then(|| places.join(", "))
        }),
        ("obtained", agreement.obtained.clone()),
        ("note", agreement.note.clone()),
    ];
    facts
        .into_iter()
        .filter_map(|(key, said)| Some((key, said?)))
        .collect()
}

fn volume(words: Words, tier: &Tier) -> String {
    let text = |number: Option<u32>| number.map(|number| number.to_string());
    let from = text(tier.from);
    let to = text(tier.to);
    match (from, to, text(tier.below), text(tier.above)) {
        (Some(from), Some(to), ..) => {
            words.say("agreement-tier-from-to", &[("from", &from), ("to", &to)])
        }
        (Some(from), ..) => words.say("agreement-tier-from", &[("from", &from)]),
        (None, Some(to), ..) => words.say("agreement-tier-to", &[("to", &to)]),
        (_, _, Some(below), _) => words.say("agreement-tier-below", &[("below", &below)]),
        (_, _, _, Some(above)) => words.say("agreement-tier-above", &[("above", &above)]),
        _ => words.get("agreement-tier-all"),
    }
}

fn rate(words: Words, terms: &Terms) -> Option<(String, Vec<Vec<String>>)> {
    let currency = terms.agreement.currency;
    match terms.rate.as_ref()? {
        Rate::Flat { price, unit } => {
            let line = vec![
                words.get("agreement-tier-all"),
                words.amount(price, currency),
            ];
            Some((
                words.say("agreement-rate-flat", &[("unit", unit)]),
                vec![line],
            ))
        }
        Rate::Tiered {
            unit,
            volume: counts,
            tiers,
        } => {
            let title = words.say(
                "agreement-rate-tiered",
                &[("unit", unit), ("volume", counts)],
            );
            let line = |tier: &Tier| vec![volume(words, tier), words.amount(&tier.price, currency)];
            Some((title, tiers.iter().map(line).collect()))
        }
    }
}

fn promise_rows(
    words: Words,
    agreement: i64,
    terms: &Terms,
    lines: &[PromiseLine],
) -> Vec<PromiseRow> {
    let row = |obligation: &crate::domain::obligation::Obligation| {
        let line = lines.iter().find(|line| line.code == obligation.id)?;
        let places: Vec<&str> = terms
            .places
            .iter()
            .filter(|place| obligation.places.contains(&place.id))
            .map(|place| place.name.as_str())
            .collect();
        let first = obligation.criteria.first();
        let target = first.map(|first| words.asked_by(first)).unwrap_or_default();
        Some(PromiseRow {
            label: Series::Obligation.label(line.number.into()),
            address: promise_address(agreement, line.number),
            sentence: obligation.promise.clone(),
            // "At least 12 toilets", but "twice a day · toilets".
            target: match first {
                Some(first) if counts_units(first) => format!("{target} {}", obligation.unit),
                _ => format!("{target} · {}", obligation.unit),
            },
            kind: words.label_of("kind", &obligation.kind),
            clause: clause_of(words, terms, obligation),
            document_page: obligation
                .clause
                .as_ref()
                .and_then(|clause| page_of_document(&terms.sources, clause)),
            places: (!places.is_empty()).then(|| places.join(", ")),
            further: obligation.criteria.len().saturating_sub(1),
        })
    };
    terms.obligations.iter().filter_map(row).collect()
}

/// Whether the number of a standard counts what the promise is about.
fn counts_units(criterion: &Criterion) -> bool {
    match &criterion.target {
        Target::AtLeast(number)
        | Target::MoreThan(number)
        | Target::AtMost(number)
        | Target::FewerThan(number)
        | Target::Exactly(number) => !number.is_percent() && criterion.of.is_none(),
        _ => false,
    }
}

fn claim_row(words: Words, terms: &Terms, claim: &Claim) -> Vec<String> {
    let figure = &claim.figure;
    let promise = figure
        .obligation
        .as_ref()
        .and_then(|id| terms.obligation(id));
    let unit = figure
        .unit
        .as_deref()
        .or(promise.map(|one| one.unit.as_str()));
    vec![
        figure.title.clone(),
        words.figure(
            &figure.value,
            unit.unwrap_or_default(),
            terms.agreement.currency,
        ),
        figure
            .period
            .as_ref()
            .map(|period| words.period(period))
            .unwrap_or_else(|| "—".to_owned()),
        words.label_of("counted", &figure.counted_by),
    ]
}

fn flow_row(words: Words, terms: &Terms, flow: &Flow) -> Vec<String> {
    let party = |code: &Option<Code>| {
        let name = code
            .as_ref()
            .map(|code| terms.party_name(code).unwrap_or(code.as_str()));
        name.unwrap_or("—").to_owned()
    };
    vec![
        match flow.title.is_empty() {
            true => words.label_of("register-flow", &flow.kind),
            false => format!(
                "{} · {}",
                words.label_of("register-flow", &flow.kind),
                flow.title
            ),
        },
        words.amount(&flow.amount, flow.currency.or(terms.agreement.currency)),
        flow.period
            .as_ref()
            .map(|period| words.period(period))
            .unwrap_or_else(|| "—".to_owned()),
        format!("{} → {}", party(&flow.payer), party(&flow.payee)),
    ]
}

/// The page of what is known, on a day, and the number of the version that it shows.
fn page_of(
    words: Words,
    ctx: &Ctx,
    known: &Known,
    asked: &str,
) -> Result<(AgreementPage, u32), WebError> {
    let (entry, today) = (&known.entry, ctx.now.date_naive());
    let number = entry.line.number;
    let given: Option<NaiveDate> = asked.parse().ok();
    let on = given.unwrap_or(today);
    let current = in_force(&entry.versions, on);
    let first = in_force(&entry.versions, NaiveDate::MAX);
    let first = entry
        .versions
        .iter()
        .min_by_key(|one| one.effective.map(|d| d.first_day()))
        .or(first);
    let version = current.or(first).ok_or(WebError::NotFound)?;
    let newest = entry.newest()?;
    let terms = &version.terms;
    let others = known
        .promises
        .iter()
        .filter(|line| terms.obligation(&line.code).is_none());
    let open = known
        .requests
        .iter()
        .filter(|one| !matches!(one.is.state(today), RequestState::Answered(_)));
    let source = |source: &crate::domain::case::Source| {
        let url = source.url.clone();
        let is_address = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        SourceLine {
            title: source.title.clone(),
            url: url.filter(is_address),
            is_held: source.sha256.is_some(),
        }
    };
    let budget = terms.budget.iter().map(|line| {
        vec![
            line.title.clone(),
            words.amount(&line.amount, terms.agreement.currency),
        ]
    });
    let page = AgreementPage {
        head: Head {
            title: terms.agreement.title.clone(),
            ..Head::of(ctx, entry)
        },
        kind: words.label_of("agreement-type", &terms.agreement.kind),
        is_missing: terms.agreement.kind == AgreementType::NotProduced,
        on: on.to_string(),
        on_words: words.day(on),
        on_wrong: given.is_none() && !asked.is_empty(),
        version: name_of(words, version),
        is_older: version.number != newest.number,
        is_before: current.is_none(),
        read_in: None,
        facts: facts(words, terms),
        rate: rate(words, terms),
        budget: budget.collect(),
        promises: promise_rows(words, number, terms, &known.promises),
        others: others
            .map(|line| {
                let label = Series::Obligation.label(line.number.into());
                (
                    label,
                    promise_address(number, line.number),
                    line.promise.clone(),
                )
            })
            .collect(),
        claims: known
            .claims
            .iter()
            .map(|claim| claim_row(words, terms, claim))
            .collect(),
        flows: known
            .flows
            .iter()
            .map(|flow| flow_row(words, terms, flow))
            .collect(),
        documents: terms.sources.iter().map(source).collect(),
        requests: open
            .map(|one| RequestLine::of(words, number, (one.number, &one.is), today))
            .collect(),
        requests_of: known.requests.len(),
        versions: lines(words, &entry.versions, Some(version.number)),
    };
    Ok((page, version.number))
}

/// `GET /register/{agreement}`
pub async fn agreement(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let known = reading::known(&ctx, agreement_of(&label)?).await?;
    let words = desk.web.words();
    let (mut page, version) = page_of(words, &ctx, &known, &asked.on)?;
    let read = reading::read_in(&ctx, &known.entry, version).await?;
    page.read_in = read.and_then(|read| ReadLines::of_agreement(words, &read));
    shown(&desk, &page)
}
