//! Sample values of the pages of money, so that a test renders each.

use super::flows::FlowPage;
use super::overview::{LevelPath, Line, MoneyPage, Move, Step, Worked, WorkingPage};
use super::terms::{LinePage, RatePage, SharesPage};
use crate::domain::party::Counter;
use crate::infra::http::{AWKWARD, Rendered, Templates, Typed};

const FIELDS: [&str; 12] = [
    "kind",
    "title",
    "amount",
    "currency",
    "from",
    "to",
    "payer",
    "payee",
    "level",
    "line",
    "counted_by",
    "document",
];

fn text() -> String {
    AWKWARD.to_owned()
}

fn moved(full: bool) -> Move {
    let some = || full.then(text);
    Move {
        number: 1,
        kind: "payment".into(),
        title: text(),
        amount: text(),
        period: some(),
        payer: some(),
        payee: some(),
        level: full.then_some(2),
        line: some(),
        who: text(),
        set_aside: some(),
    }
}

fn levels() -> LevelPath {
    let step = Step {
        anchor: "zar-1".to_owned(),
        from: text(),
        to: text(),
        lost: Some(text()),
        late: true,
        by_body: true,
        over: vec![text()],
        undefined: vec![text()],
    };
    let bare = Step {
        lost: None,
        late: false,
        by_body: false,
        over: Vec::new(),
        undefined: Vec::new(),
        ..step.clone()
    };
    LevelPath {
        anchor: "zar".to_owned(),
        currency: "ZAR",
        totals: vec![(1, text()), (2, text())],
        steps: vec![step, bare],
        in_all: Some(text()),
    }
}

fn overview(full: bool) -> MoneyPage {
    let some = || full.then(text);
    let line = Line {
        code: Some("l-01".to_owned()),
        title: text(),
        planned: text(),
        spent: text(),
        left: text(),
        paid: text(),
        unpaid: text(),
        over: true,
        promises: vec!["O-01".to_owned()],
        apart: vec![text()],
    };
    let none = Line {
        code: None,
        over: false,
        promises: Vec::new(),
        apart: Vec::new(),
        ..line.clone()
    };
    let when = |there: bool| {
        if there {
            vec![moved(true), moved(false)]
        } else {
            Vec::new()
        }
    };
    MoneyPage {
        label: "A-0001".to_owned(),
        title: text(),
        may_change: full,
        value: some(),
        shares: if full {
            vec![(text(), some()), (text(), None)]
        } else {
            Vec::new()
        },
        shares_say: some(),
        budget_says: some(),
        lines: if full { vec![line, none] } else { Vec::new() },
        failed: full,
        unit: some(),
        volume: some(),
        tiers: if full {
            vec![(text(), text())]
        } else {
            Vec::new()
        },
        gaps: if full { vec![text()] } else { Vec::new() },
        flows: when(full),
        aside: when(full),
        followed: if full { vec![levels()] } else { Vec::new() },
    }
}

/// Every page rendered, with something in every place of it and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        let label = || "A-0001".to_owned();
        let pair = || vec![(text(), text())];
        all.push(templates.sample(&overview(full)));
        let worked = Worked {
            anchor: "zar-1".to_owned(),
            title: text(),
            working: serde_json::json!({
                "formula_text": AWKWARD, "formula": AWKWARD, "version": 1,
                "inputs": [{"name": AWKWARD, "text": AWKWARD, "who_counted": {"label": AWKWARD}}],
                "steps": [{"text": AWKWARD, "exact": AWKWARD, "shown": AWKWARD, "rounding": null}],
                "result": {"text": AWKWARD, "unit": AWKWARD},
                "exclusions": [AWKWARD], "observations": [], "notes": [],
            }),
        };
        all.push(templates.sample(&WorkingPage {
            label: label(),
            title: text(),
            workings: if full { vec![worked] } else { Vec::new() },
        }));
        all.push(templates.sample(&FlowPage {
            label: label(),
            title: text(),
            flow: full.then_some(1),
            currency: "ZAR",
            form: Typed::sample(&FIELDS, AWKWARD, full),
            aside: Typed::sample(&["reason"], AWKWARD, full),
            kinds: vec!["payment".into(), "spending".into()],
            counters: Counter::ALL.map(Counter::code).to_vec(),
            lines: pair(),
            documents: pair(),
            names: vec![text()],
        }));
        all.push(templates.sample(&LinePage {
            label: label(),
            title: text(),
            line: full.then(|| "l-01".to_owned()),
            currency: "ZAR",
            form: Typed::sample(&["title", "amount", "promises"], AWKWARD, full),
        }));
        all.push(templates.sample(&SharesPage {
            label: label(),
            title: text(),
            currency: "",
            funders: if full {
                vec![("b-0001".to_owned(), text())]
            } else {
                Vec::new()
            },
            form: Typed::sample(&["b-0001"], AWKWARD, full),
        }));
        all.push(templates.sample(&RatePage {
            label: label(),
            title: text(),
            currency: "ZAR",
            form: Typed::sample(&["unit", "price", "volume", "tiers"], AWKWARD, full),
        }));
    }
    all
}
