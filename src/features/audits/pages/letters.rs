//! Letters of an audit, to print and to copy, and the days on which they were sent.

use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, NaiveDate};
use groundtruth_reports::export::pdf;
use groundtruth_reports::model::{Letter, TextDirection};
use serde::{Deserialize, Serialize};

use super::written::KeptLine;
use super::{Asking, At, Choice, FormPage, Head, Posted};
use crate::db::organisation::organisation_of;
use crate::domain::actor::Permission;
use crate::domain::kit::LetterKind;
use crate::domain::party::Role;
use crate::features::audits::Audits;
use crate::features::audits::actions::letters::{SENT, sent};
use crate::features::audits::actions::plan::looked_at;
use crate::features::audits::actions::writing;
use crate::features::audits::forms::Given;
use crate::infra::app::Ctx;
use crate::infra::http::{Download, Errors, Page, WebError};
use crate::infra::planned::Planned;
use crate::infra::words::Words;

/// The letters by the names of their addresses.
pub const LETTERS: [&str; 4] = ["window", "debrief", "authorisation", "badge"];

/// A day that is told.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Day {
    pub on: String,
    pub what: String,
    pub note: Option<String>,
}

/// The letters of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct LettersPage {
    pub(super) head: Head,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) kinds: Vec<Choice>,
    pub(super) days: Vec<Day>,
    pub(super) observers: Vec<String>,
    pub(super) letters: Vec<&'static str>,
    /// Those that are filled in from the audit.
    pub(super) written: Vec<&'static str>,
    /// Those that were kept.
    pub(super) kept: Vec<KeptLine>,
}

impl Page for LettersPage {
    const TEMPLATE: &'static str = "pages/audits/letters.html";
}

impl FormPage for LettersPage {
    const LEADS_TO: &'static str = "/letters";

    async fn of(at: &At, typed: Option<Given>, errors: Errors) -> Result<Self, WebError> {
        let planned = looked_at(&at.ctx, &at.code).await?;
        let words = at.audits.web.words();
        let head = Head::of(&at.ctx, &planned, &words);
        // Whoever may not check does not read whom was written to.
        let kept = match at.ctx.actor.may(Permission::CheckVisits) {
            true => writing::kept(&at.ctx, &planned).await?,
            false => Vec::new(),
        };
        let day = |one: &crate::db::fieldwork::Milestone| Day {
            on: words.day(one.on),
            what: words.get(&format!("letter-day-{}", one.kind.word())),
            note: one.note.clone().filter(|_| head.may_change),
        };
        Ok(Self {
            kinds: Choice::all(&words, "letter-day", &SENT),
            days: planned.milestones.iter().map(day).collect(),
            observers: planned
                .plan()
                .team
                .into_iter()
                .map(|one| one.code)
                .collect(),
            letters: LETTERS.to_vec(),
            written: LetterKind::OF_AUDITS.map(LetterKind::word).to_vec(),
            kept: kept.iter().map(|one| KeptLine::of(one, &words)).collect(),
            form: typed.unwrap_or_else(|| Given::on(at.ctx.now.date_naive())),
            errors,
            head,
        })
    }
}

/// `GET /checks/{code}/letters`
pub async fn list(at: At) -> Result<Response, WebError> {
    at.page::<LettersPage>().await
}

/// `POST /checks/{code}/letters`: one was sent.
pub async fn noted(posted: Posted) -> Result<Response, WebError> {
    let outcome = sent(&posted.at.ctx, &posted.at.code, &posted.given).await;
    posted.answered::<LettersPage, _>(outcome).await
}

/// Whose badge or letter it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct For {
    who: String,
}

/// A letter to print.
#[derive(Clone, Debug, Serialize)]
pub struct LetterPage {
    pub(super) head: Head,
    /// Where it is as a file.
    pub(super) file: String,
    pub(super) organisation: String,
    pub(super) date: String,
    pub(super) to: Vec<String>,
    pub(super) subject: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) items: Vec<String>,
    pub(super) closing: Vec<String>,
    /// Large, on a badge.
    pub(super) code: Option<String>,
    pub(super) is_badge: bool,
}

impl Page for LetterPage {
    const TEMPLATE: &'static str = "pages/audits/letter.html";
}

fn providers(planned: &Planned) -> Vec<String> {
    let parties = planned.case.parties.iter();
    let providers = parties.filter(|party| party.roles.contains(&Role::Provider));
    providers.map(|party| party.name.clone()).collect()
}

/// The weeks of the window as a letter tells them: by the Monday of the first and of the last, never a day of a visit.
fn weeks(planned: &Planned, words: &Words) -> Option<String> {
    let window = planned.plan().window?;
    let monday = window.first_week.week(chrono::Weekday::Mon).first_day();
    let more = i64::from(window.weeks.max(1)) - 1;
    let last = monday.checked_add_signed(chrono::TimeDelta::weeks(more))?;
    let week = |day: NaiveDate| day.iso_week().week().to_string();
    let names = [
        ("first", week(monday)),
        ("last", week(last)),
        ("monday", words.day(monday)),
        ("last_monday", words.day(last)),
        ("year", monday.iso_week().year().to_string()),
    ];
    let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let key = match more {
        0 => "letter-window-week",
        _ => "letter-window-weeks",
    };
    Some(words.say(key, &names))
}

/// `GET /checks/{code}/letters/{letter}`: as a page, or with `.pdf` behind its name as a file.
pub async fn letter(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path((code, file)): Path<(String, String)>,
    Query(whose): Query<For>,
) -> Result<Response, WebError> {
    let letter = file.strip_suffix(".pdf").unwrap_or(&file).to_owned();
    if !LETTERS.contains(&letter.as_str()) {
        return Err(WebError::NotFound);
    }
    let ctx = audits.web.begin_as(&visit);
    let planned = looked_at(&ctx, &code).await?;
    let known = organisation_of(ctx.app.db.reads(), ctx.scope).await;
    let known = known.map_err(WebError::internal)?;
    let words = audits.web.words();
    let page = written(&ctx, &planned, (&letter, &whose.who), &known.name, &words);
    if letter == file {
        return audits.web.shown(StatusCode::OK, &page);
    }
    let sheet = page.sheet(&words, ctx.app.words.code(), ctx.now.date_naive());
    let made = tokio::task::spawn_blocking(move || pdf::letter(&sheet)).await;
    let bytes = made
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    Ok(Download::pdf(format!("{code}-{file}"), bytes).unkept())
}

impl LetterPage {
    /// The same for paper. Names and promises are in the language of the organisation.
    fn sheet(&self, words: &Words, own: &str, today: NaiveDate) -> Letter {
        let blank = || words.get("letter-blank");
        Letter {
            language: words.code().to_owned(),
            direction: TextDirection::of(words.direction()),
            own_language: (own != words.code()).then(|| own.to_owned()),
            organisation: self.organisation.clone(),
            date_line: match self.is_badge {
                true => String::new(),
                false => words.day(today),
            },
            date: Some(today.to_string()),
            to: self.to.clone(),
            subject: self.subject.clone(),
            paragraphs: self.paragraphs.clone(),
            items: self.items.clone(),
            after: Vec::new(),
            signed: match self.is_badge {
                true => String::new(),
                false => words.get("letter-signed"),
            },
            badge: self
                .is_badge
                .then(|| self.code.clone().unwrap_or_else(blank)),
            number_line: self.head.agreement.clone(),
        }
    }
}

fn written(
    ctx: &Ctx,
    planned: &Planned,
    (letter, who): (&str, &str),
    organisation: &str,
    words: &Words,
) -> LetterPage {
    let plan = planned.plan();
    let head = Head::of(ctx, planned, words);
    let blank = words.get("letter-blank");
    let member = plan.team.iter().find(|one| one.code == who);
    let code = member.map(|one| one.code.clone());
    let debrief = plan.debrief.as_ref();
    let weeks = weeks(planned, words).unwrap_or_else(|| blank.clone());
    let names = [
        ("organisation", organisation.to_owned()),
        ("title", planned.line.title.clone()),
        ("agreement", head.agreement.clone()),
        ("weeks", weeks),
        (
            "date",
            debrief.map_or_else(|| blank.clone(), |one| words.day(one.planned_on)),
        ),
        ("code", code.clone().unwrap_or_else(|| blank.clone())),
        (
            "asked",
            plan.mandate
                .asked_by
                .clone()
                .unwrap_or_else(|| organisation.to_owned()),
        ),
    ];
    let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let say = |part: &str| words.say(&format!("letter-{letter}-{part}"), &names);
    let paragraphs: &[&str] = match letter {
        "window" => &["one", "two", "three", "four"],
        "debrief" => &["one", "two", "three"],
        "authorisation" => &["one", "two", "three"],
        _ => &["one", "two"],
    };
    let promises = planned.case.obligations.iter();
    let promises = promises.filter(|one| plan.scope.promises.covers(&one.id));
    let items = match letter {
        "window" | "debrief" => promises.map(|one| one.promise.clone()).collect(),
        _ => Vec::new(),
    };
    let to = match letter {
        "window" => providers(planned),
        "debrief" => {
            let with = debrief.map(|one| one.with.clone()).unwrap_or_default();
            let named = with.iter().filter_map(|code| planned.case.party(code));
            let named: Vec<String> = named.map(|party| party.name.clone()).collect();
            if named.is_empty() {
                providers(planned)
            } else {
                named
            }
        }
        _ => Vec::new(),
    };
    let whose = code.as_ref().map(|code| format!("?who={code}"));
    LetterPage {
        file: format!("{letter}.pdf{}", whose.unwrap_or_default()),
        organisation: organisation.to_owned(),
        date: words.day(ctx.now.date_naive()),
        to,
        subject: say("subject"),
        paragraphs: paragraphs.iter().map(|part| say(part)).collect(),
        items,
        closing: vec![words.get("letter-signed"), organisation.to_owned()],
        code,
        is_badge: letter == "badge",
        head,
    }
}
