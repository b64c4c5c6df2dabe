//! The pages of the register: one function to an address, one struct to a template. What is wrong with a form is told at
//! its top and beside each field, with everything that was typed kept.

pub mod agreement;
pub mod amendment;
pub mod choosing;
pub mod criteria;
mod differing;
pub mod dropping;
pub mod editing;
pub mod kits;
pub mod letters;
pub mod list;
pub mod own_kit;
pub mod promise;
mod read_in;
pub mod requests;
mod samples;
pub mod start;
pub mod versions;

use axum::Extension;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;

use super::Register;
use super::actions::Entry;
use crate::db::counter::Series;
use crate::domain::actor::Permission;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Visit, WebError};

use crate::infra::templates::escaped;
use crate::infra::words::Words;

pub use crate::infra::http::Errors;
use crate::infra::http::onward;
pub(super) use criteria::Named;
pub(super) use requests::request_of;
pub use samples::rendered as rendered_samples;

/// How many lines a page of a list has.
const LINES: u64 = 50;

type Asking = Extension<Visit>;

/// Which agreement a page is about, and what may be done with it.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// A-0001.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: String,
    /// Whether whoever reads may change it.
    pub may_change: bool,
    /// The name of the check that has begun on it.
    pub check: Option<String>,
}

impl Head {
    fn of(ctx: &Ctx, entry: &Entry) -> Self {
        Self {
            label: entry.label(),
            title: entry.line.title.clone(),
            address: address_of(entry.line.number),
            may_change: ctx.actor.may(Permission::ChangeAudits),
            check: entry.line.audit.map(|_| entry.label().to_lowercase()),
        }
    }
}

/// Where an agreement is.
fn address_of(number: i64) -> String {
    format!("/register/{}", Series::Dossier.label(number))
}

/// Where a promise of an agreement is.
fn promise_address(agreement: i64, promise: u32) -> String {
    let promise = Series::Obligation.label(promise.into());
    format!("{}/promises/{promise}", address_of(agreement))
}

/// The agreement that an address names.
pub(super) fn agreement_of(label: &str) -> Result<i64, WebError> {
    Series::Dossier.number_of(label).ok_or(WebError::NotFound)
}

/// The promise that an address names.
pub(super) fn promise_of(label: &str) -> Result<u32, WebError> {
    let number = Series::Obligation.number_of(label);
    number
        .and_then(|n| u32::try_from(n).ok())
        .ok_or(WebError::NotFound)
}

/// A page that nobody keeps.
fn shown<P: Page>(desk: &Register, page: &P) -> Result<Response, WebError> {
    desk.web.shown(StatusCode::OK, page)
}

/// The page of a form, with what is wrong with it, if anything.
fn form_shown<P: Page>(desk: &Register, errors: &Errors, page: &P) -> Result<Response, WebError> {
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    desk.web.shown(status, page)
}

/// The options of a choice: each code word of a group with its label, the chosen one marked.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The code word.
    pub value: String,
    /// Its label.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The options of a group of code words.
fn choices(words: Words, group: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    let option = |code: &&str| Choice {
        value: (*code).to_owned(),
        label: words.get(&format!("{group}-{code}")),
        chosen: *code == chosen,
    };
    codes.iter().map(option).collect()
}

/// Where one is in a long list, and the way to either side.
#[derive(Clone, Debug, Serialize)]
pub struct Pages {
    /// This page, from 1.
    pub now: u64,
    /// How many there are.
    pub of: u64,
    /// The address of the page before.
    pub before: Option<String>,
    /// The address of the page after.
    pub after: Option<String>,
}

impl Pages {
    /// Pages over so many lines, where the address of a page is the given one with its number.
    fn over(lines: u64, now: u64, address: impl Fn(u64) -> String) -> Self {
        let of = lines.div_ceil(LINES).max(1);
        Self {
            now,
            of,
            before: (now > 1).then(|| address(now.min(of + 1) - 1)),
            after: (now < of).then(|| address(now + 1)),
        }
    }
}

/// Fields as a query, without those that say nothing.
fn query(fields: &[(&str, &str)]) -> String {
    let said = fields.iter().filter(|(_, value)| !value.is_empty());
    let mut text = String::new();
    for (name, value) in said {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&escaped(value));
    }
    text
}
