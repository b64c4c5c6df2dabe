//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

use super::about::AboutPage;
use super::attacked::AttackPage;
use super::before::{BeforePage, Missing};
use super::documents::{self, DocumentsPage};
use super::list::{self, ListPage};
use super::money::{LineShown, MoneyPage};
use super::one::{Against, Element, OnePage, Shown, StepLine};
use super::recommendations::{self, RecommendationsPage};
use super::sentence::{Group, SentencePage};
use super::{Choice, FindingHead, Head};
use crate::features::findings::forms::Given;
use crate::infra::http::{AWKWARD, Errors, Rendered, Templates};

fn text() -> String {
    AWKWARD.to_owned()
}

fn head(full: bool, here: &'static str) -> Head {
    Head {
        code: "a-0001".to_owned(),
        title: text(),
        leads: full,
        here,
    }
}

fn finding(full: bool) -> FindingHead {
    FindingHead {
        label: "F-01".to_owned(),
        title: text(),
        stage: if full { "in_review" } else { "draft" },
        positive: full,
    }
}

fn many<T>(full: bool, one: impl Fn() -> T) -> Vec<T> {
    if full { vec![one(), one()] } else { Vec::new() }
}

fn some<T>(full: bool, one: T) -> Option<T> {
    full.then_some(one)
}

fn choice() -> Choice {
    Choice::new("one", text())
}

fn errors(full: bool) -> Errors {
    let one = |name: &str| (name.to_owned(), text());
    match full {
        true => ["form", "title", "words", "amount", "note", "due"]
            .map(one)
            .into(),
        false => Errors::new(),
    }
}

fn form(full: bool) -> Given {
    let mut form = Given::default();
    for name in ["title", "words", "note", "step", "was", "date", "promise"] {
        form.tick(name, full);
    }
    form
}

fn one(full: bool) -> OnePage {
    let sentence = || Shown {
        at: 1,
        says: text(),
        written: true,
        alleged: true,
        cites: many(full, text),
    };
    let element = |part: &str| Element {
        part: part.to_owned(),
        sentences: many(full, sentence),
    };
    let against = |shown: bool, because: String| Against {
        token: "account:u-1".to_owned(),
        said: text(),
        shown,
        because,
    };
    OnePage {
        head: head(full, "findings"),
        finding: finding(full),
        elements: ["criteria", "condition", "cause", "effect"]
            .map(element)
            .into(),
        addressees: many(full, text),
        category: some(full, "under_delivered"),
        cause: ("known".to_owned(), some(full, "money")),
        help: some(full, text()),
        would_change: some(full, text()),
        repeat_of: some(full, "F-02".to_owned()),
        against: match full {
            true => vec![
                against(true, String::new()),
                against(false, text()),
                against(false, String::new()),
            ],
            false => Vec::new(),
        },
        stale: full,
        missing: usize::from(full) * 3,
        in_report: full,
        alone: full,
        open: match full {
            true => vec!["submit", "send_back", "pass", "withdraw"],
            false => Vec::new(),
        },
        may_edit: full,
        steps: many(full, || StepLine {
            on: "2026-11-22".to_owned(),
            step: "begun",
            by: "P-0001".to_owned(),
            note: Some(text()),
        }),
        form: form(full),
        errors: errors(full),
    }
}

fn money(full: bool) -> MoneyPage {
    let line = |number: u32| LineShown {
        label: format!("M-{number:02}"),
        number,
        title: text(),
        basis: "undelivered",
        certainty: "likely",
        currency: "EUR".to_owned(),
        lower_limit: Some("EUR 5".to_owned()),
        promise: Some("O-01".to_owned()),
        party: Some(text()),
        note: Some(text()),
        entries: vec![[text(), text(), text(), text()]],
        next: vec![choice()],
    };
    MoneyPage {
        head: head(full, "money"),
        lines: match full {
            true => vec![line(1), line(2)],
            false => Vec::new(),
        },
        cells: many(full, || vec![text(); 6]),
        recovered: many(full, text),
        promises: many(full, choice),
        parties: many(full, choice),
        bases: many(full, choice),
        counters: many(full, choice),
        about: u32::from(full),
        form: form(full),
        errors: errors(full),
    }
}

fn recommended(full: bool) -> RecommendationsPage {
    RecommendationsPage {
        head: head(full, "recommendations"),
        lines: many(full, || recommendations::Line {
            label: "C-01".to_owned(),
            to: text(),
            action: text(),
            due: Some("2026-12".to_owned()),
            findings: vec!["F-01".to_owned(), "F-02".to_owned()],
            cause: Some("staffing"),
            lacks: vec![text()],
            in_report: true,
            answers: vec![(1, text())],
        }),
        label: some(full, "C-01".to_owned()),
        parties: many(full, choice),
        causes: many(full, choice),
        findings: many(full, choice),
        form: form(full),
        errors: errors(full),
    }
}

/// Every page with something in every place of it, and with nothing in any.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let mut all = Vec::new();
    for full in [true, false] {
        all.push(templates.sample(&ListPage {
            head: head(full, "findings"),
            lines: many(full, || list::Line {
                head: finding(full),
                missing: 2,
                stale: true,
                in_report: true,
            }),
            to_draft: usize::from(full),
            promises: many(full, choice),
            form: form(full),
            errors: errors(full),
        }));
        all.push(templates.sample(&one(full)));
        all.push(templates.sample(&AboutPage {
            head: head(full, "findings"),
            finding: finding(full),
            promises: many(full, choice),
            parties: many(full, choice),
            categories: many(full, choice),
            certainties: many(full, choice),
            causes: many(full, choice),
            earlier: many(full, choice),
            form: form(full),
            errors: errors(full),
        }));
        let group = |kind| Group {
            kind,
            choices: many(true, choice),
            open: full,
            more: 3,
        };
        let kinds = [
            "seen",
            "evidence",
            "figure",
            "document",
            "account",
            "money",
            "derivation",
            "working",
            "other",
        ];
        for written in [None, Some(text())] {
            all.push(templates.sample(&SentencePage {
                head: head(full, "findings"),
                finding: finding(full),
                which: if full { "1" } else { "new" }.to_owned(),
                written,
                parts: many(full, choice),
                groups: match full {
                    true => kinds.map(group).into(),
                    false => Vec::new(),
                },
                form: form(full),
                errors: errors(full),
            }));
        }
        let missing = |at: Option<usize>| Missing {
            at,
            says: at.map(|_| text()),
            lacks: vec![text(), text()],
        };
        all.push(templates.sample(&BeforePage {
            head: head(full, "findings"),
            finding: finding(full),
            missing: match full {
                true => vec![missing(None), missing(Some(1))],
                false => Vec::new(),
            },
            documents: full,
            not_asked: full,
            unchecked: full,
            notes: many(full, text),
            stale: full,
            ready: !full,
            published: false,
            sign_in_name: text(),
            errors: errors(full),
        }));
        all.push(templates.sample(&AttackPage {
            head: head(full, "findings"),
            finding: finding(full),
            says: many(full, text),
            points: many(full, text),
            on: "2026-11-22".to_owned(),
        }));
        let standard = || documents::Line {
            number: "O-01".to_owned(),
            promise: "o-01".to_owned(),
            criterion: "agreed".to_owned(),
            says: text(),
            documents: many(full, || (text(), None)),
            dated: false,
        };
        all.push(templates.sample(&DocumentsPage {
            head: head(full, "findings"),
            lines: many(full, standard),
            form: form(full),
            errors: errors(full),
        }));
        all.push(templates.sample(&money(full)));
        all.push(templates.sample(&recommended(full)));
    }
    all
}
