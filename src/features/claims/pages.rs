//! The pages of claims.

mod samples;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::actions::{self as acts, CLAIMANTS, ClaimForm, Claimed, RESULTS, WAYS, word_of};
use crate::db::counter::Series;
use crate::db::register::KeptClaim;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::figure::Value;
use crate::domain::period::Period;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Reason, Typed, Visit, Web, WebError, onward};
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// A choice of a list: what is sent, and what is read.
type Choice = (String, String);

/// One claim as it is read.
#[derive(Clone, Debug, Serialize)]
struct ClaimLine {
    code: String,
    title: String,
    value: String,
    who: String,
    how: Option<String>,
    period: Option<String>,
    place: Option<String>,
    promise: Option<String>,
    document: Option<String>,
    published: Option<String>,
    note: Option<String>,
    set_aside: Option<String>,
    entered: String,
    can_correct: bool,
}

/// A payment as it is read.
#[derive(Clone, Debug, Serialize)]
struct PaymentLine {
    title: String,
    amount: String,
    period: Option<String>,
    who: String,
}

/// What is claimed under an agreement.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimsPage {
    label: String,
    title: String,
    may_change: bool,
    claims: Vec<ClaimLine>,
    payments: Vec<PaymentLine>,
}

impl Page for ClaimsPage {
    const TEMPLATE: &'static str = "pages/claims/claims.html";
}

/// The form of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimPage {
    label: String,
    title: String,
    /// The claim that is corrected; absent for a new one.
    code: Option<String>,
    /// Whether it came in a shape that nobody types: it can be set aside only.
    fixed: bool,
    form: Typed,
    aside: Typed,
    promises: Vec<Choice>,
    ways: Vec<&'static str>,
    results: Vec<String>,
    counters: Vec<&'static str>,
    parties: Vec<Choice>,
    places: Vec<Choice>,
    documents: Vec<Choice>,
}

impl Page for ClaimPage {
    const TEMPLATE: &'static str = "pages/claims/claim.html";
}

/// The agreement that an address names.
pub(super) fn number(label: &str) -> Result<i64, WebError> {
    Series::Dossier.number_of(label).ok_or(WebError::NotFound)
}

/// The claim that an address names.
pub(super) fn code(text: &str) -> Result<Code, WebError> {
    Code::parse(text).map_err(|_| WebError::NotFound)
}

fn period(words: &Words, period: &Period) -> Option<String> {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} – {to}")),
        (Some(from), None) => Some(words.say("claims-from", &[("date", &from.to_string())])),
        (None, Some(to)) => Some(words.say("claims-until", &[("date", &to.to_string())])),
        (None, None) => period.words.clone(),
    }
}

/// A value as it is read. What nobody types here, and files bring, is said by its parts.
fn value(words: &Words, value: &Value, unit: Option<&str>) -> String {
    let with_unit = |text: &str| match unit {
        Some(unit) => format!("{text} {unit}"),
        None => text.to_owned(),
    };
    let of = |a: &str, b: &str| words.say("claims-of", &[("count", a), ("of", b)]);
    match value {
        Value::Count(number) => with_unit(number.text()),
        Value::Share(number) | Value::Amount(number) => number.text().to_owned(),
        Value::Measure { value, of: None } => with_unit(value.text()),
        Value::Measure {
            value,
            of: Some(whole),
        } => with_unit(&of(value.text(), whole.text())),
        Value::InOrder(seen) | Value::AtLeastOnce(seen) => {
            with_unit(&of(&seen.count.to_string(), &seen.of.to_string()))
        }
        Value::DoneOn(date) => date.to_string(),
        Value::Words { says, result } => {
            let result = words.get(&format!("claims-result-{}", word_of(result)));
            format!("{says} ({result})")
        }
        Value::Recount {
            recounted,
            reported,
        } => of(&recounted.to_string(), &reported.to_string()),
        Value::Rate { price, units, .. } => match units {
            Some(units) => format!("{} × {}", price.text(), units.text()),
            None => price.text().to_owned(),
        },
        Value::Sharing { users, units, .. } => format!("{users} / {units}"),
        Value::Staff {
            rostered,
            unexplained,
            ..
        } => of(&unexplained.to_string(), &rostered.to_string()),
        Value::Change(change) => word_of(change),
    }
}

fn line(words: &Words, claimed: &Claimed, kept: &KeptClaim) -> Result<ClaimLine, WebError> {
    let terms = &claimed.entry.newest()?.terms;
    let figure = &kept.claim.figure;
    let promise = figure.obligation.as_ref().and_then(|code| {
        let found = claimed.promises.iter().find(|one| one.code == *code)?;
        let label = Series::Obligation.label(found.number.into());
        Some((format!("{label} {}", found.promise), found.unit.clone()))
    });
    let unit = figure
        .unit
        .clone()
        .or(promise.as_ref().map(|p| p.1.clone()));
    let who = words.get(&format!("counted-{}", figure.counted_by.code()));
    let party = figure.party.as_ref().and_then(|id| terms.party_name(id));
    let places = terms.places.iter();
    let mut place = places.filter(|place| Some(&place.id) == figure.place.as_ref());
    let sources = terms.sources.iter();
    let mut source = sources.filter(|source| figure.sources.contains(&source.id));
    let at = kept.recorded_at.format("%Y-%m-%d");
    Ok(ClaimLine {
        code: figure.id.as_str().to_owned(),
        title: figure.title.clone(),
        value: value(words, &figure.value, unit.as_deref()),
        who: party.map_or_else(|| who.clone(), |party| format!("{who}: {party}")),
        how: figure.how.clone(),
        period: figure.period.as_ref().and_then(|p| period(words, p)),
        place: place.next().map(|place| place.name.clone()),
        promise: promise.map(|(sentence, _)| sentence),
        document: source.next().map(|source| source.title.clone()),
        published: kept
            .claim
            .read_at
            .clone()
            .map(|(at, text)| format!("{text} ({at})")),
        note: figure.note.clone(),
        set_aside: figure.set_aside.clone(),
        entered: match kept.by {
            0 => at.to_string(),
            by => format!("{at} {}", Series::Person.label(by)),
        },
        can_correct: figure.set_aside.is_none(),
    })
}

/// `GET /register/{agreement}/claims`
pub async fn claims(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let claimed = acts::claimed(&ctx, number(&agreement)?).await?;
    let words = web.words();
    let mut order: Vec<_> = claimed.claims.iter().collect();
    let begins = |kept: &KeptClaim| {
        let period = kept.claim.figure.period.as_ref();
        period.and_then(|p| p.to.or(p.from)).map(|d| d.last_day())
    };
    order.sort_by_key(|kept| {
        (
            kept.claim.figure.set_aside.is_some(),
            std::cmp::Reverse(begins(kept)),
        )
    });
    let lines: Result<Vec<_>, _> = order
        .iter()
        .map(|kept| line(&words, &claimed, kept))
        .collect();
    let currency = claimed.entry.newest()?.terms.agreement.currency;
    let payments = claimed.flows.iter().filter(|kept| kept.set_aside.is_none());
    let payments = payments.filter(|kept| kept.flow.kind == FlowKind::Payment);
    let payments = payments.map(|kept| {
        let flow = &kept.flow;
        let currency = flow.currency.or(currency).map_or("", |c| c.code());
        PaymentLine {
            title: flow.title.clone(),
            amount: format!("{currency} {}", flow.amount.text())
                .trim()
                .to_owned(),
            period: flow.period.as_ref().and_then(|p| period(&words, p)),
            who: words.get(&format!("counted-{}", flow.counted_by.code())),
        }
    });
    let page = ClaimsPage {
        label: claimed.entry.label(),
        title: claimed.entry.line.title.clone(),
        may_change: visit.actor.may(Permission::ChangeAudits),
        claims: lines?,
        payments: payments.collect(),
    };
    web.shown(StatusCode::OK, &page)
}

/// The form with its lists.
fn form_page(
    claimed: &Claimed,
    (code, fixed): (Option<String>, bool),
    (form, aside): (Typed, Typed),
) -> Result<ClaimPage, ActionError> {
    let terms = &claimed.entry.newest()?.terms;
    let promises = claimed.promises.iter().filter(|one| one.stands);
    let promises = promises.map(|one| {
        let label = Series::Obligation.label(one.number.into());
        (label.clone(), format!("{label} {}", one.promise))
    });
    let pair = |id: &Code, name: &str| (id.as_str().to_owned(), name.to_owned());
    Ok(ClaimPage {
        label: claimed.entry.label(),
        title: claimed.entry.line.title.clone(),
        code,
        fixed,
        form,
        aside,
        promises: promises.collect(),
        ways: WAYS.to_vec(),
        results: RESULTS.iter().map(word_of).collect(),
        counters: CLAIMANTS.map(|one| one.code()).to_vec(),
        parties: terms
            .parties
            .iter()
            .map(|one| pair(&one.id, &one.name))
            .collect(),
        places: terms
            .places
            .iter()
            .map(|one| pair(&one.id, &one.name))
            .collect(),
        documents: claimed.documents.clone(),
    })
}

/// `GET /register/{agreement}/claims/new`
pub async fn new(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let claimed = acts::claimed(&ctx, number(&agreement)?).await?;
    let form = Typed::of(&ClaimForm {
        way: "count".to_owned(),
        counted_by: "provider".to_owned(),
        ..ClaimForm::default()
    });
    let page = form_page(&claimed, (None, false), (form, Typed::default()))?;
    web.shown(StatusCode::OK, &page)
}

/// `POST /register/{agreement}/claims/new`
pub async fn add(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(agreement): Path<String>,
    Form(form): Form<ClaimForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&agreement)?;
    match acts::add(&ctx, number, &form).await {
        Ok(_) => Ok(onward(&format!("/register/{agreement}/claims"))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            let claimed = acts::claimed(&ctx, number).await?;
            let status = typed.status();
            let page = form_page(&claimed, (None, false), (typed, Typed::default()))?;
            web.shown(status, &page)
        }
    }
}

async fn to_correct(
    ctx: &Ctx,
    agreement: &str,
    claim: &Code,
) -> Result<(Claimed, KeptClaim), WebError> {
    let claimed = acts::claimed(ctx, number(agreement)?).await?;
    let stands = |kept: &&KeptClaim| {
        let figure = &kept.claim.figure;
        figure.id == *claim && figure.set_aside.is_none()
    };
    let kept = claimed.claims.iter().find(stands).cloned();
    Ok((claimed, kept.ok_or(WebError::NotFound)?))
}

/// `GET /register/{agreement}/claims/{claim}`
pub async fn one(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, claim)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (claimed, kept) = to_correct(&ctx, &agreement, &code(&claim)?).await?;
    let form = ClaimForm::of(&kept.claim.figure, &claimed.promises);
    let fixed = form.is_none();
    let typed = Typed::of(&form.unwrap_or_default());
    let page = form_page(&claimed, (Some(claim), fixed), (typed, Typed::default()))?;
    web.shown(StatusCode::OK, &page)
}

/// `POST /register/{agreement}/claims/{claim}`
pub async fn correct(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, claim)): Path<(String, String)>,
    Form(form): Form<ClaimForm>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let code = code(&claim)?;
    match acts::correct(&ctx, (number(&agreement)?, &code), &form).await {
        Ok(_) => Ok(onward(&format!("/register/{agreement}/claims"))),
        Err(error) => {
            let typed = Typed::refused(&form, &web.words(), error)?;
            let (claimed, _) = to_correct(&ctx, &agreement, &code).await?;
            let status = typed.status();
            let page = form_page(&claimed, (Some(claim), false), (typed, Typed::default()))?;
            web.shown(status, &page)
        }
    }
}

/// `POST /register/{agreement}/claims/{claim}/aside`
pub async fn aside(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((agreement, claim)): Path<(String, String)>,
    Form(given): Form<Reason>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let code = code(&claim)?;
    match acts::set_aside(&ctx, (number(&agreement)?, &code), &given.reason).await {
        Ok(()) => Ok(onward(&format!("/register/{agreement}/claims"))),
        Err(error) => {
            let typed = Typed::refused(&given, &web.words(), error)?;
            let (claimed, kept) = to_correct(&ctx, &agreement, &code).await?;
            let form = ClaimForm::of(&kept.claim.figure, &claimed.promises);
            let fixed = form.is_none();
            let form = Typed::of(&form.unwrap_or_default());
            let status = typed.status();
            let page = form_page(&claimed, (Some(claim), fixed), (form, typed))?;
            web.shown(status, &page)
        }
    }
}
