//! People of an audit: codes given by chance, who stands behind them for the lead alone, what ties them to the parties; and
//! the form for the day on which somebody is threatened.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, FormPage, Head, Posted};
use crate::db::counter::Series;
use crate::domain::plan::{Conflict, Follows, Member, conflicts};
use crate::features::audits::actions::people::{self as acts, People};
use crate::features::audits::actions::sampling::parties_of;
use crate::features::audits::forms::person::{INTERESTS, ROLES};
use crate::features::audits::forms::{Given, word_of};
use crate::infra::http::{Errors, Page, WebError};
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
        declared_on: member.declared_on.map(|on| words.day(on)),
        ties: own
            .into_iter()
            .map(|tie| tie_said(people, words, tie))
            .collect(),
    }
}

impl FormPage for PeoplePage {
    const LEADS_TO: &'static str = "/people";

    async fn of(at: &At, typed: Option<Given>, errors: Errors) -> Result<Self, WebError> {
        let ctx = &at.ctx;
        let people = acts::people(ctx, &at.code).await?;
        let words = at.audits.web.words();
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
        Ok(Self {
            head: Head::of(ctx, &people.planned, &words),
            form: typed.unwrap_or_default(),
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
        })
    }
}

/// `GET /checks/{code}/people`
pub async fn list(at: At) -> Result<Response, WebError> {
    at.page::<PeoplePage>().await
}

/// `POST /checks/{code}/people`
pub async fn added(sent: Posted) -> Result<Response, WebError> {
    let outcome = acts::add(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<PeoplePage, _>(outcome).await
}

/// `POST /checks/{code}/people/declare`
pub async fn declared(sent: Posted) -> Result<Response, WebError> {
    let outcome = acts::declare(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<PeoplePage, _>(outcome).await
}

/// `POST /checks/{code}/people/stop`
pub async fn stopped(sent: Posted) -> Result<Response, WebError> {
    let outcome = acts::stop(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<PeoplePage, _>(outcome).await
}

/// `POST /checks/{code}/people/resume`
pub async fn resumed(sent: Posted) -> Result<Response, WebError> {
    let outcome = acts::resume(&sent.at.ctx, &sent.at.code, &sent.given).await;
    sent.answered::<PeoplePage, _>(outcome).await
}
