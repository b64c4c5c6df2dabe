//! Money: each line with its dated entries, the schedule cell by cell, what came back of each base; nothing is added across bases
//! or states.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, Head, Posted, outcome, parties, promises};
use crate::db::findings::KeptLine;
use crate::domain::money_line::{Certainty, Held};
use crate::features::findings::actions::money::{
    BASES, COUNTERS, Money, became as add_entry, money as load, next_states, record,
};
use crate::features::findings::actions::saying::Saying;
use crate::features::findings::forms::Given;
use crate::infra::action::ActionError;
use crate::infra::amounts::{amount, came_back, total};
use crate::infra::http::{Errors, Page, WebError};
use crate::infra::words::Words;

/// A line with everything that became of it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LineShown {
    /// M-01.
    pub(super) label: String,
    pub(super) number: u32,
    pub(super) title: String,
    pub(super) basis: &'static str,
    pub(super) certainty: &'static str,
    pub(super) currency: String,
    pub(super) lower_limit: Option<String>,
    pub(super) promise: Option<String>,
    pub(super) party: Option<String>,
    pub(super) note: Option<String>,
    /// Day, state, amount, who says so.
    pub(super) entries: Vec<[String; 4]>,
    pub(super) next: Vec<Choice>,
}

/// One cell of the schedule, as cells of a table.
type Cell = Vec<String>;

/// The money of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyPage {
    pub(super) head: Head,
    pub(super) lines: Vec<LineShown>,
    pub(super) cells: Vec<Cell>,
    pub(super) recovered: Vec<String>,
    pub(super) promises: Vec<Choice>,
    pub(super) parties: Vec<Choice>,
    pub(super) bases: Vec<Choice>,
    pub(super) counters: Vec<Choice>,
    /// The line of which what was typed is about; 0 where it is a new one.
    pub(super) about: u32,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for MoneyPage {
    const TEMPLATE: &'static str = "pages/findings/money.html";
}

fn shown(words: &Words, money: &Money, kept: &KeptLine) -> LineShown {
    let saying = Saying {
        case: &money.desk.case,
        words,
    };
    let line = &kept.line;
    let currency = money.desk.case.currency_of(line);
    let entry = |one: &crate::domain::money_line::StateEntry| {
        [
            one.date.map_or_else(String::new, |date| saying.date(date)),
            words.get(&format!("money-state-{}", one.state.code())),
            amount(&one.amount.value(), currency),
            words.get(&format!("counted-{}", one.counted_by.code())),
        ]
    };
    LineShown {
        label: kept.label(),
        number: kept.number,
        title: line.title.clone(),
        basis: line.basis.code(),
        certainty: line.certainty.code(),
        currency: currency
            .map(|one| one.code().to_owned())
            .unwrap_or_default(),
        lower_limit: line
            .lower_limit
            .as_ref()
            .map(|one| amount(&one.value(), currency)),
        promise: line.obligation.as_ref().map(|id| saying.promise(id)),
        party: line.party.as_ref().map(|id| saying.party(id)),
        note: line.note.clone(),
        entries: line.states.iter().map(entry).collect(),
        next: Choice::all(words, "money-state", &next_states(line)),
    }
}

fn cell(words: &Words, money: &Money, held: &Held) -> Cell {
    let saying = Saying {
        case: &money.desk.case,
        words,
    };
    let lines = held.lines.iter().map(|(id, _)| id.as_str().to_uppercase());
    vec![
        words.get(&format!("money-basis-{}", held.basis.code())),
        words.get(&format!("money-certainty-{}", held.certainty.code())),
        words.get(&format!("money-state-{}", held.state.code())),
        held.party
            .as_ref()
            .map_or_else(|| "–".to_owned(), |id| saying.party(id)),
        lines.collect::<Vec<_>>().join(", "),
        total(words, held),
    ]
}

async fn page(at: &At, about: u32, (form, errors): (Given, Errors)) -> Result<MoneyPage, WebError> {
    let money = load(&at.ctx, &at.code).await?;
    let words = at.web.words();
    Ok(MoneyPage {
        head: Head::of(&at.ctx, &money.desk, "money"),
        lines: money
            .lines
            .iter()
            .map(|kept| shown(&words, &money, kept))
            .collect(),
        cells: money
            .cells
            .iter()
            .map(|held| cell(&words, &money, held))
            .collect(),
        recovered: money
            .recovered
            .iter()
            .flat_map(|(label, rates)| came_back(&words, label, rates))
            .collect(),
        promises: promises(&money.desk, &words),
        parties: parties(&money.desk),
        bases: Choice::all(&words, "money-basis", &BASES),
        counters: Choice::all(&words, "counted", &COUNTERS),
        about,
        form,
        errors,
    })
}

/// The form of a new line as it is first.
fn begun(at: &At) -> Given {
    let mut form = Given::default();
    form.put("date", at.ctx.now.date_naive().to_string());
    form.put("certainty", Certainty::Known.code());
    form
}

/// `GET /checks/{code}/money`
pub async fn shown_page(at: At) -> Result<Response, WebError> {
    let page = page(&at, 0, (begun(&at), Errors::new())).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/money`
pub async fn recorded(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let done = record(&at.ctx, &at.code, &sent.given).await;
    match outcome(at, done, &at.to("/money"))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, 0, (sent.given, errors)).await?),
    }
}

/// `POST /checks/{code}/money/{line}`
pub async fn became(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let number = at
        .named("line")
        .parse::<u32>()
        .map_err(|_| ActionError::NotThere)?;
    let done = add_entry(&at.ctx, &at.code, (number, &sent.given)).await;
    match outcome(at, done, &at.to("/money"))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, number, (sent.given, errors)).await?),
    }
}
