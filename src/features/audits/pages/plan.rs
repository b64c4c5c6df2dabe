//! The plan of an audit: the form, the page before the lock, and what was sealed.

use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, At, Choice, FormPage, Head, Posted, missing};
use crate::domain::obligation::COMPARED;
use crate::domain::plan::{Alternative, FitQuestion, RiskLevel, YesNoUnsure};
use crate::domain::sample::{Announced, Design};
use crate::features::audits::Audits;
use crate::features::audits::actions::lock::{ToSeal, lock, needs_seed_of, sealed_text, to_seal};
use crate::features::audits::actions::plan::{looked_at, save};
use crate::features::audits::forms::plan::{self as form, DESIGNS, METHODS, PURPOSES, groups};
use crate::features::audits::forms::{Given, word_of};
use crate::infra::app::Ctx;
use crate::infra::http::{Download, Errors, Page, WebError, onward};
use crate::infra::planned::Planned;
use crate::infra::words::Words;

/// A promise as the plan asks about it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Promise {
    pub code: String,
    pub text: String,
}

/// One change after the lock.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Departed {
    pub number: u32,
    pub on: String,
    pub part: String,
    pub before: String,
    pub after: String,
    pub reason: String,
}

/// The words of everything that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Choices {
    pub designs: Vec<Choice>,
    pub purposes: Vec<Choice>,
    pub questions: Vec<Choice>,
    pub answers: Vec<Choice>,
    pub alternatives: Vec<Choice>,
    pub levels: Vec<Choice>,
    pub methods: Vec<Choice>,
    pub announced: Vec<Choice>,
    pub kept: Vec<Choice>,
}

impl Choices {
    pub(super) fn of(words: &Words) -> Self {
        let answers = [YesNoUnsure::Yes, YesNoUnsure::No, YesNoUnsure::Unsure];
        let levels = [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High];
        let announced = [
            Announced::Unannounced,
            Announced::Announced,
            Announced::Both,
        ];
        Self {
            designs: Choice::all(words, "design", &DESIGNS),
            purposes: Choice::all(words, "purpose", &PURPOSES),
            questions: Choice::all(words, "plan-fit", &FitQuestion::ALL),
            answers: Choice::all(words, "plan-answer", &answers),
            alternatives: Choice::all(words, "plan-alternative", &Alternative::ALL),
            levels: Choice::all(words, "plan-level", &levels),
            methods: Choice::all(words, "plan-method", &METHODS),
            announced: Choice::all(words, "announced", &announced),
            kept: Choice::all(words, "plan-kept-how", &COMPARED),
        }
    }
}

/// The form of the plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanPage {
    pub(super) head: Head,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) choices: Choices,
    pub(super) promises: Vec<Promise>,
    pub(super) parties: Vec<Choice>,
    pub(super) groups: Vec<usize>,
    pub(super) team: usize,
    pub(super) places: usize,
    pub(super) missing: Vec<String>,
    pub(super) deviations: Vec<Departed>,
    pub(super) sha256: Option<String>,
}

impl Page for PlanPage {
    const TEMPLATE: &'static str = "pages/audits/plan.html";
}

/// What changed after the lock, in words.
fn departed(planned: &Planned, words: &Words) -> Vec<Departed> {
    let one = |kept: &crate::db::fieldwork::KeptDeviation| {
        let deviation = &kept.deviation;
        Departed {
            number: kept.number,
            on: words.day(deviation.on),
            part: words.get(&format!("plan-part-{}", word_of(&deviation.what))),
            before: deviation.before.clone(),
            after: deviation.after.clone(),
            reason: deviation.reason.clone(),
        }
    };
    planned.deviations.iter().map(one).collect()
}

impl FormPage for PlanPage {
    const LEADS_TO: &'static str = "";

    async fn of(at: &At, typed: Option<Given>, errors: Errors) -> Result<Self, WebError> {
        let planned = looked_at(&at.ctx, &at.code).await?;
        let words = at.audits.web.words();
        let plan = planned.plan();
        let before = form::of(&plan, &planned.case);
        let promise = |one: &crate::domain::obligation::Obligation| Promise {
            code: one.id.to_string(),
            text: one.promise.clone(),
        };
        let party = |one: &crate::domain::party::Party| Choice {
            value: one.id.to_string(),
            label: one.name.clone(),
        };
        let locked = planned.locked().and_then(|kept| kept.locked);
        Ok(Self {
            head: Head::of(&at.ctx, &planned, &words),
            form: match typed {
                Some(typed) => typed.over(&before),
                None => before,
            },
            errors,
            choices: Choices::of(&words),
            promises: planned.case.obligations.iter().map(promise).collect(),
            parties: planned.case.parties.iter().map(party).collect(),
            groups: (1..=groups(&plan)).collect(),
            team: plan.team.len(),
            places: planned.case.places.len(),
            missing: missing(&planned, &words),
            deviations: departed(&planned, &words),
            sha256: locked.map(|(_, sha256)| sha256.to_string()),
        })
    }
}

/// `GET /checks/{code}/plan`
pub async fn asked(at: At) -> Result<Response, WebError> {
    at.page::<PlanPage>().await
}

/// `POST /checks/{code}/plan`
pub async fn given(sent: Posted) -> Result<Response, WebError> {
    let outcome = save(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<PlanPage, _>(outcome).await
}

/// What the lock seals.
#[derive(Clone, Debug, Serialize)]
pub struct LockPage {
    pub(super) head: Head,
    pub(super) plan: String,
    pub(super) criteria: String,
    pub(super) promises: usize,
    pub(super) instruments: Vec<Vec<String>>,
    pub(super) places: usize,
    pub(super) list: Option<String>,
    /// `chance`, `text`, `public`; none where chance has no part.
    pub(super) seed: Option<&'static str>,
    pub(super) missing: Vec<String>,
    pub(super) wrong: Vec<String>,
}

impl Page for LockPage {
    const TEMPLATE: &'static str = "pages/audits/lock.html";
}

async fn before_lock(
    audits: &Audits,
    ctx: &Ctx,
    code: &str,
    wrong_given: Vec<String>,
) -> Result<Response, WebError> {
    let (planned, to_seal) = to_seal(ctx, code).await?;
    if planned.locked().is_some() {
        return Ok(onward(&format!("/checks/{code}/plan")));
    }
    let words = audits.web.words();
    let ToSeal {
        sealed,
        units,
        wrong: problems,
    } = to_seal;
    let told = problems.into_iter().flatten().map(|problem| {
        let names: Vec<(&str, &str)> = problem
            .about
            .iter()
            .map(|(k, v)| (*k, v.as_str()))
            .collect();
        words.say(problem.why, &names)
    });
    let refused = !wrong_given.is_empty();
    let wrong: Vec<String> = if wrong_given.is_empty() {
        told.collect()
    } else {
        wrong_given
    };
    let instrument = |one: crate::domain::plan::SealedInstrument| {
        vec![one.code.to_string(), one.version.to_string(), one.sha256]
    };
    let page = LockPage {
        head: Head::of(ctx, &planned, &words),
        plan: sealed.plan,
        criteria: sealed.criteria,
        promises: planned.case.obligations.len(),
        instruments: sealed.instruments.into_iter().map(instrument).collect(),
        places: units.len(),
        list: sealed.list,
        seed: needs_seed_of(&planned.plan()),
        missing: missing(&planned, &words),
        wrong,
    };
    // What cannot be sealed yet is told; the page itself is there.
    let status = match refused {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    audits.web.shown(status, &page)
}

/// `GET /checks/{code}/plan/lock`
pub async fn lock_asked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    before_lock(&audits, &ctx, &code, Vec::new()).await
}

/// `POST /checks/{code}/plan/lock`
pub async fn locked(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    match lock(&ctx, &code).await {
        Ok(()) => Ok(onward(&format!("/checks/{code}"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            before_lock(&audits, &ctx, &code, errors.into_values().collect()).await
        }
    }
}

/// `GET /checks/{code}/plan/{file}`: `sealed.json`, whose hash the evidence log holds, and `plan.json`, whose hash stands
/// in it.
pub async fn file(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, file)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let (sealed, plan) = sealed_text(&ctx, &code).await?;
    let text = match file.as_str() {
        "sealed.json" => sealed,
        "plan.json" => plan,
        _ => return Err(WebError::NotFound),
    };
    Ok(saved(format!("{code}-{file}"), "application/json", text))
}

/// A text to be saved, which nobody keeps on the way.
pub(super) fn saved(name: String, content_type: &'static str, text: String) -> Response {
    let download = Download {
        name,
        content_type,
        shown: false,
        policy: None,
        bytes: text.into_bytes(),
    };
    download.unkept()
}

/// Designs in which chance decides.
pub(super) fn is_drawn(design: Design) -> bool {
    design.is_probability() || design == Design::Lqas
}
