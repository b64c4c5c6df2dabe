//! Sample values of the pages of funders, so that a test renders each.

use super::{FunderLine, FunderPage, FundersPage, Item, List};
use crate::infra::http::{AWKWARD, Rendered, Templates};

fn text() -> String {
    AWKWARD.to_owned()
}

fn list(key: &'static str, full: bool) -> List {
    let item = |full: bool| Item {
        on: full.then(text),
        agreement: "A-0001".to_owned(),
        promise: full.then(|| "O-01".to_owned()),
        what: text(),
    };
    List {
        key,
        items: if full {
            vec![item(true), item(false)]
        } else {
            Vec::new()
        },
        count: if full { 9 } else { 0 },
        more: if full { 7 } else { 0 },
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        let line = FunderLine {
            label: "B-0001".to_owned(),
            name: text(),
            agreements: 2,
        };
        all.push(templates.sample(&FundersPage {
            funders: if full { vec![line] } else { Vec::new() },
            is_all: !full,
            most: 500,
        }));
        let lists = ["ends", "unchecked", "bare", "unanswered"];
        all.push(templates.sample(&FunderPage {
            name: text(),
            label: "B-0001".to_owned(),
            from: text(),
            to: text(),
            agreements: 2,
            due: list("due", full),
            before: lists.map(|key| list(key, full)).to_vec(),
            nothing: !full,
        }));
    }
    all
}
