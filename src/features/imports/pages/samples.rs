//! Sample values of the pages of imports, so that a test renders each.

use std::collections::BTreeMap;

use super::list::{Line, ListPage};
use super::mapping::{ColumnRow, Mapping, Meaning};
use super::one::{Did, DonePage, UndoPage, VisitShown, VisitsShown};
use super::waiting::{Coming, VisitLine, WaitingPage};
use super::{Told, Trouble};
use crate::infra::http::{AWKWARD, Errors, Rendered, Templates, Typed};

fn text() -> String {
    AWKWARD.to_owned()
}

/// So many of them where something is in every place, and none where nothing is.
fn some<T: Clone>(full: bool, one: T) -> Vec<T> {
    match full {
        true => vec![one; 2],
        false => Vec::new(),
    }
}

fn line(state: &'static str, format: &str) -> Line {
    Line {
        label: "I-0001".to_owned(),
        file: text(),
        format: format.to_owned(),
        state,
        taken: 3,
        refused: 2,
        day: "2026-11-22".to_owned(),
    }
}

fn told(full: bool) -> Told {
    Told {
        at: if full { text() } else { String::new() },
        text: text(),
    }
}

fn trouble(full: bool) -> Option<Trouble> {
    full.then(|| Trouble {
        text: text(),
        to: Some(("/imports/I-0002".to_owned(), text())),
    })
}

fn checks(full: bool) -> Vec<(String, String)> {
    some(full, ("a-0001".to_owned(), text()))
}

/// The list: for files and for visits, with and without a check that they could go into.
fn lists(full: bool) -> [ListPage; 2] {
    [false, true].map(|visits| ListPage {
        imports: match full {
            true => vec![
                line("waiting", ""),
                line("done", "ocds"),
                line("undone", "visits"),
            ],
            false => Vec::new(),
        },
        may_change: full || visits,
        visits,
        checks: checks(full),
        check: "a-0001".to_owned(),
        trouble: trouble(full),
    })
}

/// A column that is read as a date, as a number, as an answer, or not at all.
fn column(field: &str, nth: usize) -> ColumnRow {
    let meaning = |is_number| Meaning {
        word: text(),
        is_number,
        seen: "partly".to_owned(),
    };
    ColumnRow {
        letters: ["A", "B", "C", "D"][nth % 4].to_owned(),
        heading: text(),
        first: vec![text(), text()],
        field: field.to_owned(),
        is_asked: nth == 1,
        is_date: field == "signed",
        is_number: field == "amount",
        is_seen: field == "answer",
        dates: "day_first".to_owned(),
        decimals: "comma".to_owned(),
        promise: "o-01".to_owned(),
        meanings: match field {
            "answer" => vec![meaning(false), meaning(true)],
            _ => Vec::new(),
        },
    }
}

fn mapping(full: bool, is_of_visits: bool) -> Mapping {
    let fields = ["", "signed", "amount", "answer"];
    let columns = fields.iter().enumerate();
    Mapping {
        questions: some(full, text()),
        columns: columns.map(|(nth, field)| column(field, nth)).collect(),
        fields: vec![("amount".to_owned(), text()), ("signed".to_owned(), text())],
        rows: ["agreement", "promise", "claim", "payment", "place", "visit"]
            .map(str::to_owned)
            .to_vec(),
        row: "claim".to_owned(),
        is_of_visits,
        currency: text(),
        asks_currency: full,
        counters: vec!["provider", "funder"],
        counted_by: "funder",
        asks_counter: full,
        observer: text(),
        asks_observer: full,
        asks_year: full,
        asks_dates: full,
        is_answered: !full,
        sheets: some(full, text()),
        sheet: text(),
        promises: some(full, ("o-01".to_owned(), text())),
        seen: vec!["in_order", "partly", "not_in_order"],
    }
}

fn waiting(full: bool, map: Option<Mapping>, format: &str) -> WaitingPage {
    let fields = ["currency", "year", "name"];
    WaitingPage {
        is: line("waiting", format),
        format: format.to_owned(),
        unreadable: full.then(|| told(true)),
        totals: if full { [1, 2, 3, 4] } else { [0; 4] },
        sums: match full {
            true => vec![(text(), text()), (String::new(), text())],
            false => Vec::new(),
        },
        first: some(
            full,
            Coming {
                source_id: text(),
                title: text(),
                amount: Some(text()),
                promises: 1,
                claims: 2,
                flows: 3,
                there: Some("A-0001".to_owned()),
            },
        ),
        refused: usize::from(full),
        refusals: some(full, told(true)),
        notes: some(full, told(false)),
        mapping: map,
        asks_dates: full,
        dates: if full { "month_first" } else { "" },
        profiles: some(full, text()),
        may_change: full,
        may_take: full,
        visits: if full { (2, 4) } else { (0, 0) },
        first_visits: some(
            full,
            VisitLine {
                at: text(),
                place: text(),
                is_new_place: true,
                day: "2026-11-22".to_owned(),
                seen: 2,
            },
        ),
        checks: checks(full),
        check: "a-0001".to_owned(),
        adds_places: full,
        form: match full {
            true => Typed::sample(&fields, AWKWARD, true),
            false => Typed {
                given: BTreeMap::new(),
                wrong: Errors::new(),
            },
        },
        trouble: trouble(full),
    }
}

fn done(full: bool, visits: Option<VisitsShown>, state: &'static str) -> DonePage {
    let did = ["made", "updated", "unchanged"].map(|what| Did {
        what,
        count: 3,
        labels: some(full, "A-0001".to_owned()),
    });
    let format = if visits.is_some() { "visits" } else { "table" };
    DonePage {
        is: line(state, format),
        sha256: text(),
        bytes: 1,
        did: if full { did.to_vec() } else { Vec::new() },
        refusals: some(full, told(true)),
        notes: some(full, told(false)),
        visits,
        may_change: full,
        trouble: trouble(full),
    }
}

fn visits(full: bool) -> VisitsShown {
    VisitsShown {
        check: "a-0001".to_owned(),
        title: full.then(text),
        visits: some(
            full,
            VisitShown {
                label: "T-001".to_owned(),
                place: text(),
                at: text(),
                cells: vec![text(), text()],
                is_changed: true,
            },
        ),
        count: 3,
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        for page in lists(full) {
            all.push(templates.sample(&page));
        }
        for format in ["ocds", "ocds-tables", "360giving", "iati", "iati-tables"] {
            all.push(templates.sample(&waiting(full, None, format)));
        }
        all.push(templates.sample(&waiting(full, None, "")));
        for is_of_visits in [true, false] {
            let map = mapping(full, is_of_visits);
            all.push(templates.sample(&waiting(true, Some(map), "table")));
        }
        for state in ["done", "undone"] {
            all.push(templates.sample(&done(full, None, state)));
            all.push(templates.sample(&done(full, Some(visits(full)), state)));
        }
    }
    let is = line("done", "table");
    all.push(templates.sample(&UndoPage { is }));
    all
}
