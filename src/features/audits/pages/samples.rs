//! Sample values of the pages of one's own audits, so that a test renders each.

use super::{Asked, Check, ChecksPage, DeskPage, Errors, PlaceLine, SEEN, VisitPage};
use crate::infra::http::{AWKWARD, Rendered, Templates};

fn text() -> String {
    AWKWARD.to_owned()
}

fn place(full: bool) -> PlaceLine {
    PlaceLine {
        code: "s-0001".to_owned(),
        name: text(),
        stratum: full.then(text),
        days: if full {
            vec!["2026-07-01".to_owned(), text()]
        } else {
            Vec::new()
        },
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        let check = Check {
            code: "a-0001".to_owned(),
            title: text(),
        };
        all.push(templates.sample(&ChecksPage {
            checks: if full { vec![check] } else { Vec::new() },
        }));
        let places = || {
            if full {
                vec![place(true), place(false)]
            } else {
                Vec::new()
            }
        };
        all.push(templates.sample(&DeskPage {
            code: "a-0001".to_owned(),
            title: text(),
            agreement: "A-0001".to_owned(),
            promises: usize::from(full),
            visits: usize::from(full),
            visited: usize::from(full),
            before_plan: usize::from(full),
            places: places(),
        }));
        let asked = Asked {
            code: "o-01".to_owned(),
            promise: text(),
            unit: text(),
            seen: "in_order".to_owned(),
            value: text(),
            note: text(),
        };
        let wrong = ["form", "place", "date", "observers"].map(str::to_owned);
        let of_promise = ["seen", "value", "note"].map(|what| format!("{what}-{}", "o-01"));
        let wrong = wrong.into_iter().chain(of_promise);
        let errors: Errors = wrong.map(|field| (field, text())).collect();
        all.push(templates.sample(&VisitPage {
            code: "a-0001".to_owned(),
            title: text(),
            places: places(),
            place: "s-0001".to_owned(),
            date: text(),
            observers: text(),
            announced: String::new(),
            access: String::new(),
            note: text(),
            promises: if full { vec![asked] } else { Vec::new() },
            answers: SEEN.iter().map(|(word, _)| *word).collect(),
            errors: if full { errors } else { Errors::new() },
        }));
    }
    all
}
