//! People of an audit: codes given by chance, who stands behind them for the lead alone, what ties them to the parties; and
//! the form for the day on which somebody is threatened.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Choice, Head};
use crate::db::counter::Series;
use crate::domain::plan::{Conflict, Follows, Member, conflicts};
use crate::features::audits::Audits;
use crate::features::audits::actions::people::{self as acts, People};
use crate::features::audits::actions::sampling::parties_of;
use crate::features::audits::forms::person::{INTERESTS, ROLES};
use crate::features::audits::forms::{Given, word_of};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError, onward};
use crate::infra::words::Words;

/// Somebody of the audit.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Person {
    pub code: String,
    /// Who stands behind the code.
    pub who: Option<String>,
    pub roles: Vec<String>,
    pub retired: bool,
    pub declared_on: Option<String>,
    /// Ties with what follows from each.
    pub ties: Vec<String>,
}

/// The people of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct PeoplePage {
    pub(super) head: Head,
    pub(super) form: Given,
    pub(super) errors: Errors,
    pub(super) people: Vec<Person>,
    pub(super) accounts: Vec<Choice>,
    pub(super) roles: Vec<Choice>,
    pub(super) ties: Vec<Choice>,
    /// Parties and places that a tie can be with.
    pub(super) with: Vec<Choice>,
    pub(super) is_locked: bool,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "pages/audits/people.html";
}

fn tie_said(people: &People, words: &Words, conflict: &Conflict) -> String {
    let case = &people.planned.case;
    let follows = words.get(conflict.follows.key());
    let Some(tie) = &conflict.tie else {
        return follows;
    };
    let party = tie.party.as_ref().and_then(|code| case.party(code));
    let place = tie.place.as_ref().and_then(|code| case.place(code));
    let with = party.map(|party| party.name.clone());
    let with = with.or_else(|| place.map(|place| place.name.clone()));
    let with = with.unwrap_or_else(|| words.get("plan-said-elsewhere"));
    let kind = words.get(&format!("plan-interest-{}", word_of(&tie.kind)));
    format!("{kind}, {with}: {follows}")
}

fn person(people: &People, words: &Words, member: &Member, ties: &[Conflict]) -> Person {
    let who = people.who.get(&member.code);
    let account = who.and_then(|who| who.member);
    let account = account.and_then(|number| {
        let account = people.accounts.iter().find(|one| one.is.number == number)?;
        Some(format!(
            "{} ({})",
            account.name,
            Series::Person.label(number)
        ))
    });
    let own = ties.iter().filter(|tie| tie.member == member.code);
    // Ties that no longer count are declared all the same.
    let own: Vec<&Conflict> = own
        .filter(|tie| tie.follows != Follows::NotDeclared)
        .collect();
    let roles = member.roles.iter();
    Person {
        code: member.code.clone(),
        who: account.or_else(|| who.and_then(|who| who.name.clone())),
        roles: roles
            .map(|role| words.get(&format!("person-role-{}", word_of(role))))
            .collect(),
        retired: people.retired.contains(&member.code),
        declared_on: member.declared_on.map(|on| on.to_string()),
        ties: own
            .into_iter()
            .map(|tie| tie_said(people, words, tie))
            .collect(),
    }
}

async fn page(
    audits: &Audits,
    ctx: &Ctx,
    code: &str,
    (form, errors): (Given, Errors),
) -> Result<Response, WebError> {
    let people = acts::people(ctx, code).await?;
    let words = audits.web.words();
    let plan = people.planned.plan();
    let ties = conflicts(
        &plan.team,
        &parties_of(&people.planned),
        ctx.now.date_naive(),
    );
    let case = &people.planned.case;
    let party = |one: &crate::domain::party::Party| Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
    };
    let place = |one: &crate::domain::fieldwork::Place| Choice {
        value: format!("at:{}", one.id),
        label: one.name.clone(),
    };
    let account = |one: &crate::db::member::Member| Choice {
        value: Series::Person.label(one.is.number),
        label: format!("{} ({})", one.name, Series::Person.label(one.is.number)),
    };
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = PeoplePage {
        head: Head::of(ctx, &people.planned),
        form,
        errors,
        people: plan
            .team
            .iter()
            .map(|member| person(&people, &words, member, &ties))
            .collect(),
        accounts: people.accounts.iter().map(account).collect(),
        roles: Choice::all(&words, "person-role", &ROLES),
        ties: Choice::all(&words, "plan-interest", &INTERESTS),
        with: case
            .parties
            .iter()
            .map(party)
            .chain(case.places.iter().take(200).map(place))
            .collect(),
        is_locked: people.planned.locked().is_some(),
    };
    audits.web.shown(status, &page)
}

/// `GET /checks/{code}/people`
pub async fn list(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    page(&audits, &ctx, &code, Default::default()).await
}

type Posted = Form<BTreeMap<String, String>>;

async fn done<T>(
    audits: &Audits,
    ctx: &Ctx,
    (code, given): (&str, Given),
    outcome: Result<T, ActionError>,
) -> Result<Response, WebError> {
    match outcome {
        Ok(_) => Ok(onward(&format!("/checks/{code}/people"))),
        Err(error) => {
            let errors = audits.web.told(error)?;
            page(audits, ctx, code, (given, errors)).await
        }
    }
}

/// `POST /checks/{code}/people`
pub async fn added(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = acts::add(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/people/declare`
pub async fn declared(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = acts::declare(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/people/stop`
pub async fn stopped(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = acts::stop(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}

/// `POST /checks/{code}/people/resume`
pub async fn resumed(
    State(audits): State<Audits>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(given): Posted,
) -> Result<Response, WebError> {
    let ctx = audits.web.begin_as(&visit);
    let given = Given(given);
    let outcome = acts::resume(&ctx, &code, &given).await;
    done(&audits, &ctx, (&code, given), outcome).await
}
