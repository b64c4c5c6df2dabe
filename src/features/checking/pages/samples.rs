//! Sample values of every page: the awkward ones, so that a test that renders them proves something.

mod around;

use self::around::{calendar, map, so_far};
use super::behind::{self, BehindPage};
use super::links::{LinkLine, Linking};
use super::mine::{self, MinePage};
use super::observers::{Block, Differing, ObserversPage, Question};
use super::one::{AnswerBox, Fact, OnePage, Promised, Version};
use super::own::OwnPage;
use super::pairs::{self, Both, Chosen, PairsPage, Shown};
use super::queue::{self, Count, QueuePage};
use super::slip::{SlipPage, Told};
use super::today::{Chased, Lacking, Late, Row, TodayPage};
use super::{CheckLine, DecisionLine, FileBox, Head, SignLine};
use crate::domain::review::{ReasonCode, ReviewState};
use crate::features::checking::actions::deciding::reason_word;
use crate::features::checking::actions::pairs::NewTest;
use crate::infra::http::{Errors, Page, Templates};

/// A word that no column is wide enough for, a tag, and words that run from right to left.
const AWKWARD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau <script>alert(1)</script> كل مرحاض";

type Rendered = (&'static str, Result<String, minijinja::Error>);

/// Every page rendered from its samples, by template.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    fn page<P: Page>(templates: &Templates, page: &P) -> Rendered {
        (P::TEMPLATE, templates.html(page))
    }
    let mut all = Vec::new();
    for full in [true, false] {
        all.push(page(templates, &queue(full)));
        all.push(page(templates, &one(full)));
        all.push(page(templates, &today(full)));
        all.push(page(templates, &mine(full)));
        all.push(page(templates, &own(full)));
        all.push(page(templates, &slip(full)));
        all.push(page(templates, &observers(full)));
        all.push(page(templates, &pairs(full)));
        all.push(page(templates, &behind(full)));
        all.push(page(templates, &map(full)));
        all.push(page(templates, &calendar(full)));
        all.push(page(templates, &so_far(full)));
    }
    all
}

fn text() -> String {
    AWKWARD.to_owned()
}

fn some(full: bool) -> Option<String> {
    full.then(text)
}

fn many<T>(full: bool, one: impl Fn() -> T) -> Vec<T> {
    if full { vec![one(), one()] } else { Vec::new() }
}

fn head(here: &'static str, checks: bool) -> Head {
    Head {
        code: "a-0001".to_owned(),
        title: text(),
        here,
        checks,
    }
}

fn errors(full: bool) -> Errors {
    let fields = ["V-0001", "decision", "reason", "words", "place", "grounds"];
    let all = fields.map(|field| (field.to_owned(), text()));
    if full { all.into() } else { Errors::new() }
}

fn reasons() -> Vec<String> {
    ReasonCode::ALL.into_iter().map(reason_word).collect()
}

fn states() -> Vec<&'static str> {
    ReviewState::ALL
        .into_iter()
        .map(ReviewState::word)
        .collect()
}

fn queue(full: bool) -> QueuePage {
    let line = |state: ReviewState| queue::Line {
        label: "V-0001".to_owned(),
        place: text(),
        stratum: some(full),
        state: state.word(),
        sealed: state == ReviewState::Received,
        erased: state == ReviewState::Withdrawn,
        observers: "W-07".to_owned(),
        day: some(full),
        received: "22 November 2026".to_owned(),
        origin: "web",
        warnings: 2,
        failures: 1,
        before_plan: true,
        corrects: Some("V-0000".to_owned()),
        corrected_by: Some("V-0002".to_owned()),
    };
    QueuePage {
        head: head("visits", true),
        counts: states()
            .into_iter()
            .map(|state| Count { state, count: 3 })
            .collect(),
        lines: if full {
            ReviewState::ALL.into_iter().map(line).collect()
        } else {
            Vec::new()
        },
        found: 120,
        newer: Some("/checks/a-0001/visits?after=V-0150".to_owned()),
        older: Some("/checks/a-0001/visits?before=V-0101".to_owned()),
        before: "V-0151".to_owned(),
        after: String::new(),
        states: states(),
        state: "received".to_owned(),
        places: many(full, || queue::Place {
            value: "s-0001".to_owned(),
            label: text(),
            chosen: true,
        }),
        observer: text(),
        warned: full,
        back: "/checks/a-0001/visits".to_owned(),
        reasons: reasons(),
        decision: "rejected".to_owned(),
        reason: "other".to_owned(),
        words: text(),
        chosen: vec!["V-0001".to_owned()],
        errors: errors(full),
    }
}

fn file() -> FileBox {
    let check = |outcome| CheckLine {
        outcome,
        said: text(),
    };
    FileBox {
        number: 1,
        shown: true,
        withheld: true,
        arrived: false,
        caption: Some(text()),
        kind: "sound",
        media_type: "audio/ogg".to_owned(),
        bytes: 5_242_880,
        sha256: "0".repeat(64),
        described: Some(text()),
        checks: ["pass", "warn", "fail"].map(check).into(),
    }
}

fn decision() -> DecisionLine {
    DecisionLine {
        state: "revision_asked".to_owned(),
        reason: Some("other".to_owned()),
        note: Some(text()),
        by: "P-0001".to_owned(),
        on: "22 November 2026".to_owned(),
    }
}

fn sign() -> SignLine {
    SignLine {
        said: text(),
        innocent: text(),
        observer: "W-07".to_owned(),
        visits: vec!["V-0001".to_owned(), "V-0002".to_owned()],
        working: vec!["visits: 12".to_owned()],
        result: "12 of 12".to_owned(),
    }
}

fn link() -> LinkLine {
    LinkLine {
        number: 1,
        from: "V-0001".to_owned(),
        file: Some(2),
        bearing: "contradicts",
        to: "V-0002".to_owned(),
        promise: Some(("O-01".to_owned(), text())),
        note: Some(text()),
        by: "P-0001".to_owned(),
        on: "22 November 2026".to_owned(),
    }
}

fn one(full: bool) -> OnePage {
    OnePage {
        head: head("visit", true),
        label: "V-0001".to_owned(),
        state: "received",
        place: text(),
        received: "22 November 2026, 09:00 UTC".to_owned(),
        sealed: !full,
        erased: false,
        before_plan: true,
        facts: many(full, || Fact {
            key: "checking-note",
            text: text(),
        }),
        answers: many(full, || AnswerBox {
            question: text(),
            answer: text(),
            reason: Some(text()),
            note: Some(text()),
            promised: Some(Promised {
                sentence: text(),
                quote: Some(text()),
                clause: Some("4.2".to_owned()),
                page: Some(7),
            }),
            files: vec![file()],
        }),
        files: many(full, file),
        versions: many(full, || Version {
            label: "V-0000".to_owned(),
            state: "revision_asked",
            received: "21 November 2026".to_owned(),
            differs: vec![(text(), text(), text())],
        }),
        corrects: Some("V-0000".to_owned()),
        corrected_by: Some("V-0002".to_owned()),
        decisions: many(full, decision),
        judging: many(full, || Fact {
            key: "checking-not-judged",
            text: AWKWARD.to_owned(),
        }),
        signs: many(full, sign),
        links: many(full, link),
        linking: Linking {
            files: vec![1, 2],
            promises: vec![("o-01".to_owned(), "O-01".to_owned(), text())],
            bearings: vec!["corroborates", "contradicts"],
            file: "2".to_owned(),
            bearing: "contradicts".to_owned(),
            to: text(),
            promise: "o-01".to_owned(),
            note: text(),
        },
        checker: if full { "alone" } else { "somebody_else" },
        may_become: vec!["accepted", "revision_asked", "rejected", "withdrawn"],
        reasons: reasons(),
        decision: String::new(),
        reason: String::new(),
        words: text(),
        errors: errors(full),
    }
}

fn today(full: bool) -> TodayPage {
    TodayPage {
        head: head("today", true),
        day: "22 November 2026".to_owned(),
        to_check: many(full, || "V-0001".to_owned()),
        oldest: full.then_some(12),
        sealed: usize::from(full),
        overdue: many(full, || Late {
            place: text(),
            on: "20 November 2026".to_owned(),
            slot: Some(text()),
            observer: Some("W-07".to_owned()),
        }),
        lacking: many(full, || Lacking {
            label: "V-0001".to_owned(),
            questions: many(full, text),
        }),
        coverage: many(full, || Row {
            group: text(),
            planned: 9_223_372_036,
            visited: 1,
            refused: 1,
            not_found: 1,
            not_yet: 1,
            gaps: 1,
        }),
        without_a_day: many(full, text),
        to_chase: many(full, || Chased {
            observer: "W-07".to_owned(),
            count: 2,
        }),
        signs: full.then(|| vec![sign()]),
    }
}

fn own(full: bool) -> OwnPage {
    let one = one(full);
    OwnPage {
        head: head("mine", false),
        label: one.label,
        state: ReviewState::RevisionAsked.word(),
        place: one.place,
        asked: some(full),
        received: one.received,
        erased: !full,
        facts: one.facts,
        answers: one.answers,
        files: 2,
        decisions: one.decisions,
    }
}

fn mine(full: bool) -> MinePage {
    let line = |state: ReviewState| mine::Line {
        label: "V-0001".to_owned(),
        place: text(),
        asked: Some(text()),
        shown: true,
        day: Some("22 November 2026".to_owned()),
        state: state.word(),
        last: Some(decision()),
        since: vec![("1 March 2026".to_owned(), text())],
        may_take_back: true,
        errors: errors(true),
        words: text(),
    };
    MinePage {
        head: head("mine", false),
        tasks: many(full, || mine::Task {
            place: text(),
            asked: text(),
            due: some(full),
            slot: some(full),
            for_anyone: true,
            begins: "/checks/a-0001/visits/new?instrument=visit&place=s-0001".to_owned(),
        }),
        lines: if full {
            ReviewState::ALL.into_iter().map(line).collect()
        } else {
            Vec::new()
        },
        counted: 1,
        reasons: reasons(),
    }
}

fn slip(full: bool) -> SlipPage {
    SlipPage {
        told: full.then(|| Told {
            label: "V-0001".to_owned(),
            state: "rejected",
            reason: Some("not_made".to_owned()),
            words: Some(text()),
            received: "20 November 2026".to_owned(),
            decided: Some("22 November 2026".to_owned()),
            since: vec![("1 March 2026".to_owned(), text())],
        }),
        wrong: (!full).then_some("slip-unknown"),
    }
}

fn observers(full: bool) -> ObserversPage {
    let agreed = ("8".to_owned(), "10".to_owned(), "80%".to_owned());
    ObserversPage {
        head: head("observers", true),
        blocks: many(full, || Block {
            title: text(),
            pairs: 10,
            questions: vec![Question {
                question: text(),
                agreed: Some(agreed.clone()),
                kappa: Some("0.40".to_owned()),
                band: Some("fair".to_owned()),
                together: false,
                differ: vec![Differing {
                    place: text(),
                    first: text(),
                    second: text(),
                    visits: vec!["V-0001".to_owned(), "V-0002".to_owned()],
                }],
            }],
        }),
    }
}

fn pairs(full: bool) -> PairsPage {
    let chosen = || Chosen {
        value: "s-0001".to_owned(),
        label: text(),
        chosen: true,
    };
    PairsPage {
        head: head("pairs", true),
        lines: many(full, || pairs::Line {
            id: "pair-01".to_owned(),
            place: text(),
            place_code: "s-0001".to_owned(),
            instrument: Some("visit".to_owned()),
            varied: text(),
            grounds: Some(text()),
            majority: "W-01".to_owned(),
            minority: "W-02".to_owned(),
            majority_in: true,
            minority_in: false,
            visits: Some(("V-0001".to_owned(), "V-0002".to_owned())),
            both: vec![Both {
                question: text(),
                majority: text(),
                minority: text(),
                differs: true,
            }],
        }),
        may_add: true,
        places: many(full, chosen),
        codes: many(full, || "W-01".to_owned()),
        questions: many(full, chosen),
        less: full,
        shown: full.then(|| Shown {
            majority: "30.0%".to_owned(),
            minority: "18.0%".to_owned(),
            net: "12.0".to_owned(),
            p: "0.1114".to_owned(),
            of: "100".to_owned(),
            counts: ("30".to_owned(), "18".to_owned()),
        }),
        refused: (!full).then(|| "pair-01, pair-02".to_owned()),
        form: NewTest {
            varied: text(),
            grounds: text(),
            ..NewTest::default()
        },
        errors: errors(full),
    }
}

fn behind(full: bool) -> BehindPage {
    BehindPage {
        head: head("behind", full),
        number: "O-01".to_owned(),
        promise: text(),
        unit: text(),
        lines: many(full, || behind::Line {
            place: text(),
            stratum: Some(text()),
            date: "2026-11-22".to_owned(),
            time: Some("09:00".to_owned()),
            observers: "W-07".to_owned(),
            seen: "not_in_order".to_owned(),
            value: Some("922,337,203,685,477".to_owned()),
            note: Some(text()),
            recheck: true,
            visit: Some("V-0001".to_owned()),
            links: vec![link()],
            pictures: vec![behind::Picture {
                address: Some("/checks/a-0001/visits/V-0001/pictures/1".to_owned()),
                title: text(),
                described: Some(text()),
            }],
        }),
    }
}
