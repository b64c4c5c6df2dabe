//! The answers.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::shapes::{
    AgreementLine, AgreementOut, Asked, BodyOut, ClaimOut, Day, FlowOut, FollowedOut,
    IdentifierOut, LineOut, MoneyOut, Part, PointerOut, PromiseOut, RequestOut, SiteOut, StepOut,
    VersionLine,
};
use crate::db::counter::Series;
use crate::db::register::{Body, DossierLine, KeptFlow, Order, PromiseLine, Search};
use crate::domain::agreement::AgreementType;
use crate::domain::register::{Moved, Version, followed, in_force, use_of_budget};
use crate::features::programs::actions as acts;
use crate::infra::action::Fields;
use crate::infra::app::Ctx;
use crate::infra::dossier::Entry;
use crate::infra::http::{Visit, Web, WebError, told_as_json};
use crate::infra::read_in::ReadIn;

/// Lines of a part where none are asked for.
const USUAL: u64 = 50;
/// The most lines of a part.
const MOST: u64 = 100;

pub(super) fn json<T: Serialize>(value: &T) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(value)).into_response()
}

fn number(label: &str) -> Result<i64, WebError> {
    Series::Dossier.number_of(label).ok_or(WebError::NotFound)
}

pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn of_word<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Which part of a list is asked for: page and lines.
fn part_of(fields: &mut Fields, asked: &Asked) -> (u64, u64) {
    let mut whole = |field: &str, text: &str, usual: u64, most: u64| {
        if text.is_empty() {
            return usual;
        }
        let read = text.parse().ok().filter(|n| (1..=most).contains(n));
        read.unwrap_or_else(|| {
            let about = vec![("most", most.to_string())];
            fields.wrong_about(field, "field-within", about);
            usual
        })
    };
    let page = whole("page", &asked.page, 1, 1_000_000);
    (page, whole("per_page", &asked.per_page, USUAL, MOST))
}

fn line(line: &DossierLine) -> AgreementLine {
    AgreementLine {
        number: Series::Dossier.label(line.number),
        title: line.title.clone(),
        kind: word(&line.kind),
        funders: line.funders.clone(),
        providers: line.providers.clone(),
        currency: line.currency.map(|c| c.code().to_owned()),
        value: line.value.as_ref().map(|value| value.text().to_owned()),
        first_day: line.first_day.map(Day),
        last_day: line.last_day.map(Day),
        promises: line.promises,
        versions: line.versions,
    }
}

/// `GET /api/agreements`
pub async fn agreements(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let mut fields = Fields::default();
    let (page, per_page) = part_of(&mut fields, &asked);
    let kind = match asked.kind.as_str() {
        "" => None,
        kind => fields.choice("kind", kind, of_word::<AgreementType>),
    };
    let runs_on = fields.day("on", &asked.on);
    if asked.q.chars().count() > 200 {
        fields.wrong_about("q", "field-long", vec![("most", "200".to_owned())]);
    }
    if let Err(error) = fields.done(()) {
        return Ok(told_as_json(&web.words(), error));
    }
    let wanted = Search {
        words: &asked.q,
        kind,
        runs_on,
        order: Order::Number,
        skip: (page - 1) * per_page,
        take: per_page,
        ..Search::default()
    };
    let listed = acts::agreements(&web.begin_as(&visit), &wanted).await?;
    Ok(json(&Part {
        items: listed.lines.iter().map(line).collect(),
        total: listed.of,
        page,
        per_page,
    }))
}

/// `GET /api/agreements/{agreement}`
pub async fn agreement(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (entry, _) = acts::agreement(&ctx, number(&agreement)?).await?;
    let mut fields = Fields::default();
    let on = fields.day("on", &asked.on);
    if let Err(error) = fields.done(()) {
        return Ok(told_as_json(&web.words(), error));
    }
    let on = on.unwrap_or(ctx.now.date_naive());
    let version = in_force(&entry.versions, on).or(entry.versions.first());
    let version = version.ok_or(WebError::NotFound)?;
    let read = acts::pointers(&ctx, &entry, version.number).await?;
    let versions = entry.versions.iter().map(|one| VersionLine {
        number: one.number,
        code: one.code.as_str().to_owned(),
        effective: one.effective.map(|date| date.to_string()),
        changed: one.changed.clone(),
    });
    Ok(json(&AgreementOut {
        line: line(&entry.line),
        on: Day(on),
        all_versions: versions.collect(),
        terms: version.terms.clone(),
        pointers: of_fields(&read, |_| true),
    }))
}

/// Where fields were read, those whose paths are wanted.
fn of_fields(read: &Option<ReadIn>, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, PointerOut> {
    let all = read.iter().flat_map(|read| {
        let fields = read.fields.iter().filter(|one| wanted(&one.path));
        fields.map(|one| {
            let pointer = PointerOut {
                import: read.import.clone(),
                sha256: read.sha256.clone(),
                at: one.at.clone(),
                text: one.text.clone(),
            };
            (one.path.clone(), pointer)
        })
    });
    all.collect()
}

/// The newest version that has a promise, and where the version was read. What was read is asked for once for each version.
async fn version_with<'a>(
    ctx: &Ctx,
    (entry, promise): (&'a Entry, &PromiseLine),
    known: &mut BTreeMap<u32, Option<ReadIn>>,
) -> Result<Option<&'a Version>, WebError> {
    let newest = entry.newest().ok();
    let mut versions = newest.into_iter().chain(entry.versions.iter().rev());
    let found = versions.find(|one| one.terms.obligation(&promise.code).is_some());
    if let Some(version) = found
        && !known.contains_key(&version.number)
    {
        let read = acts::pointers(ctx, entry, version.number).await?;
        known.insert(version.number, read);
    }
    Ok(found)
}

/// A promise as a version says it.
fn said(
    version: &Version,
    promise: &PromiseLine,
    known: &BTreeMap<u32, Option<ReadIn>>,
) -> Option<PromiseOut> {
    let obligation = version.terms.obligation(&promise.code)?;
    let begins = format!("obligations[{}].", promise.code);
    let read = known.get(&version.number).unwrap_or(&None);
    Some(PromiseOut {
        pointers: of_fields(read, |path| path.starts_with(&begins)),
        number: Series::Obligation.label(promise.number.into()),
        stands: promise.stands,
        last_day: promise.last_day.map(Day),
        promise: obligation.clone(),
    })
}

/// `GET /api/agreements/{agreement}/promises`
pub async fn promises(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (entry, promises) = acts::agreement(&ctx, number(&agreement)?).await?;
    let (mut all, mut known) = (Vec::new(), BTreeMap::new());
    for one in &promises {
        let version = version_with(&ctx, (&entry, one), &mut known).await?;
        all.extend(version.and_then(|version| said(version, one, &known)));
    }
    Ok(json(&all))
}

/// `GET /api/agreements/{agreement}/promises/{promise}`
pub async fn promise(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, promise)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (entry, promises) = acts::agreement(&ctx, number(&agreement)?).await?;
    let wanted = Series::Obligation.number_of(&promise);
    let found = promises
        .iter()
        .find(|one| Some(i64::from(one.number)) == wanted);
    let one = found.ok_or(WebError::NotFound)?;
    let mut known = BTreeMap::new();
    let version = version_with(&ctx, (&entry, one), &mut known).await?;
    let found = version.and_then(|version| said(version, one, &known));
    Ok(json(&found.ok_or(WebError::NotFound)?))
}

/// `GET /api/agreements/{agreement}/claims`
pub async fn claims(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let kept = acts::claims(&web.begin_as(&visit), number(&agreement)?).await?;
    let all = kept.into_iter().map(|kept| {
        let (pointer, as_published) = kept.claim.read_at.unzip();
        ClaimOut {
            figure: kept.claim.figure,
            pointer,
            as_published,
            recorded_on: Day(kept.recorded_at.date_naive()),
        }
    });
    Ok(json(&all.collect::<Vec<_>>()))
}

fn flow(kept: &KeptFlow) -> FlowOut {
    let flow = &kept.flow;
    let period = flow.period.clone().unwrap_or_default();
    let code = |code: &Option<crate::domain::code::Code>| {
        code.as_ref().map(|code| code.as_str().to_owned())
    };
    FlowOut {
        number: kept.number,
        kind: word(&flow.kind),
        title: flow.title.clone(),
        amount: flow.amount.text().to_owned(),
        currency: flow.currency.map(|c| c.code().to_owned()),
        from: period.from.map(|date| date.to_string()),
        to: period.to.map(|date| date.to_string()),
        payer: code(&flow.payer),
        payee: code(&flow.payee),
        level: flow.level,
        line: code(&flow.budget_line),
        counted_by: flow.counted_by.code().to_owned(),
        set_aside: kept.set_aside.clone(),
    }
}

/// `GET /api/agreements/{agreement}/money`
pub async fn money(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (entry, flows) = acts::money(&ctx, number(&agreement)?).await?;
    let terms = &entry.newest()?.terms;
    let used = flows.iter().filter(|kept| kept.set_aside.is_none());
    let moved: Vec<Moved> = used
        .map(|kept| Moved {
            kind: kept.flow.kind,
            amount: kept.flow.amount.value(),
            currency: kept.flow.currency,
            line: kept.flow.budget_line.clone(),
            payer: kept.flow.payer.clone(),
            payee: kept.flow.payee.clone(),
            level: kept.flow.level,
        })
        .collect();
    let lines = use_of_budget(terms, &moved).map_err(WebError::internal)?;
    let lines = lines.into_iter().map(|one| LineOut {
        line: one.line.map(|code| code.as_str().to_owned()),
        planned: one.planned.map(|sum| sum.to_string()),
        spent: one.spent.to_string(),
        paid: one.paid.to_string(),
        left: one.left.map(|sum| sum.to_string()),
        unpaid: one.unpaid.map(|sum| sum.to_string()),
    });
    let name = |code: &crate::domain::code::Code| code.as_str().to_owned();
    let all = followed(&moved, (terms.agreement.currency, false), name);
    let all = all.map_err(WebError::internal)?.into_iter().map(|one| {
        let steps = one.steps.iter().map(|step| StepOut {
            from: step.from,
            to: step.to,
            lost: step.leakage.of_totals.map(|lost| lost.to_string()),
        });
        FollowedOut {
            currency: one.currency.map(|c| c.code().to_owned()),
            steps: steps.collect(),
            in_all: one.in_all.map(|lost| lost.to_string()),
        }
    });
    let shares = terms.shares.iter();
    let shares = shares.map(|one| (one.party.as_str().to_owned(), one.of.text().to_owned()));
    let agreement = &terms.agreement;
    Ok(json(&MoneyOut {
        currency: agreement.currency.map(|c| c.code().to_owned()),
        value: agreement
            .value
            .as_ref()
            .map(|value| value.text().to_owned()),
        shares: shares.collect::<BTreeMap<_, _>>(),
        lines: lines.collect(),
        flows: flows.iter().map(flow).collect(),
        followed: all.collect(),
    }))
}

/// `GET /api/agreements/{agreement}/requests`
pub async fn requests(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let all = acts::requests(&web.begin_as(&visit), number(&agreement)?).await?;
    let all = all.into_iter().map(|one| RequestOut {
        number: Series::RecordsRequest.label(one.number),
        what: one.is.what,
        asked_of: one.is.asked_of,
        asked_on: Day(one.is.asked_on),
        law: one.is.law,
        due_on: one.is.due_on.map(Day),
        answered_on: one.is.answered_on.map(Day),
        outcome: one.is.outcome.map(|outcome| outcome.word().to_owned()),
    });
    Ok(json(&all.collect::<Vec<_>>()))
}

/// A part of what was found, in the order in which it stands.
pub(super) fn parted<T, O>(
    web: &Web,
    asked: &Asked,
    all: Vec<T>,
    text: impl Fn(&T) -> String,
    out: impl Fn(&T) -> O,
) -> Response
where
    Part<O>: Serialize,
{
    let mut fields = Fields::default();
    let (page, per_page) = part_of(&mut fields, asked);
    for (field, given) in [("kind", &asked.kind), ("on", &asked.on)] {
        if !given.is_empty() {
            fields.wrong(field, "field-unknown");
        }
    }
    if let Err(error) = fields.done(()) {
        return told_as_json(&web.words(), error);
    }
    let words: Vec<String> = asked
        .q
        .split_whitespace()
        .take(10)
        .map(str::to_lowercase)
        .collect();
    let is_found = |one: &&T| {
        let text = text(one).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let found: Vec<&T> = all.iter().filter(is_found).collect();
    let skip = usize::try_from((page - 1) * per_page).unwrap_or(usize::MAX);
    let take = usize::try_from(per_page).unwrap_or(usize::MAX);
    json(&Part {
        total: found.len() as u64,
        items: found.into_iter().skip(skip).take(take).map(out).collect(),
        page,
        per_page,
    })
}

/// `GET /api/bodies`
pub async fn bodies(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let all = acts::bodies(&web.begin_as(&visit)).await?;
    let labels: BTreeMap<_, _> = all
        .iter()
        .map(|one| (one.id.as_uuid(), one.number))
        .collect();
    let label = |number: i64| Series::Body.label(number);
    let text = |one: &Body| {
        let ids = one
            .identifiers
            .iter()
            .map(|id| format!("{} {}", id.normal, id.original));
        format!(
            "{} {} {}",
            label(one.number),
            one.name,
            ids.collect::<Vec<_>>().join(" ")
        )
    };
    let out = |one: &Body| BodyOut {
        number: label(one.number),
        name: one.name.clone(),
        is_person: one.is_person,
        roles: one.roles.iter().map(word).collect(),
        identifiers: one
            .identifiers
            .iter()
            .map(|id| IdentifierOut {
                normal: id.normal.clone(),
                original: id.original.clone(),
            })
            .collect(),
        same_as: one
            .same_as
            .and_then(|(id, _)| labels.get(&id.as_uuid()).map(|number| label(*number))),
    };
    Ok(parted(&web, &asked, all.clone(), text, out))
}

/// `GET /api/sites`
pub async fn sites(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let all = acts::sites(&web.begin_as(&visit)).await?;
    let text = |one: &crate::db::register::Site| {
        let stratum = one.stratum.as_deref().unwrap_or_default();
        format!("{} {} {stratum}", Series::Site.label(one.number), one.name)
    };
    let out = |one: &crate::db::register::Site| {
        let (latitude, longitude) = one.point.clone().unzip();
        SiteOut {
            number: Series::Site.label(one.number),
            name: one.name.clone(),
            kind: one.kind.word().to_owned(),
            stratum: one.stratum.clone(),
            latitude,
            longitude,
        }
    };
    Ok(parted(&web, &asked, all, text, out))
}
