//! Sample values of every page of one's own audits: the awkward ones, so that a test that renders them proves something.

use super::withdrawal::{AccountLine, AccountsPage, WithdrawalPage};
use super::{Check, ChecksPage, DeskPage, PlaceLine};
use crate::infra::http::{Errors, Page, Templates};

/// A word that no column is wide enough for, a tag, and words that run from right to left.
const AWKWARD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script> كل مرحاض";

type Rendered = (&'static str, Result<String, minijinja::Error>);

/// Every page rendered from its samples, by template.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for is_full in [true, false] {
        all.push(page(templates, &checks(is_full)));
        all.push(page(templates, &desk(is_full)));
        all.push(page(templates, &accounts(is_full)));
        for consent in ["internal", "funder", "provider", "public"] {
            all.push(page(templates, &withdrawal(consent, is_full)));
        }
    }
    all
}

fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
    (P::TEMPLATE, templates.html(page))
}

fn text() -> String {
    AWKWARD.to_owned()
}

fn code() -> String {
    "a-0001".to_owned()
}

/// Something wrong with these fields, or nothing.
fn errors(is_full: bool, fields: &[&str]) -> Errors {
    let fields = fields.iter().filter(|_| is_full);
    fields.map(|field| ((*field).to_owned(), text())).collect()
}

fn checks(is_full: bool) -> ChecksPage {
    let check = || Check {
        code: code(),
        title: text(),
    };
    ChecksPage {
        checks: is_full.then(check).into_iter().collect(),
    }
}

fn places(is_full: bool) -> Vec<PlaceLine> {
    let place = |days: &[&str]| PlaceLine {
        code: "s-0001".to_owned(),
        name: text(),
        stratum: is_full.then(text),
        days: days.iter().map(|day| (*day).to_owned()).collect(),
    };
    if is_full {
        vec![place(&[]), place(&["2026-11-21", "2026-11-22"])]
    } else {
        Vec::new()
    }
}

fn desk(is_full: bool) -> DeskPage {
    DeskPage {
        code: code(),
        title: text(),
        agreement: "A-0001".to_owned(),
        promises: 7,
        visits: 2,
        visited: 1,
        accounts: is_full.then_some(3),
        withdrawn: if is_full { 2 } else { 0 },
        places: places(is_full),
    }
}

fn account(consent: &str, is_full: bool) -> AccountLine {
    AccountLine {
        code: "one".to_owned(),
        speaker: text(),
        date: is_full.then(|| "2024-03-05".to_owned()),
        place: is_full.then(text),
        promise: is_full.then(text),
        consent: consent.to_owned(),
    }
}

fn accounts(is_full: bool) -> AccountsPage {
    AccountsPage {
        code: code(),
        title: text(),
        accounts: is_full
            .then(|| account("public", true))
            .into_iter()
            .collect(),
        withdrawn: if is_full { 1 } else { 0 },
    }
}

fn withdrawal(consent: &str, is_full: bool) -> WithdrawalPage {
    WithdrawalPage {
        code: code(),
        title: text(),
        account: account(consent, is_full),
        errors: errors(is_full, &["current"]),
    }
}
