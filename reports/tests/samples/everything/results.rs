//! The numbers, findings, money and replies of the invented report.

use super::super::{auditor, from, provider, refusal};
use groundtruth_reports::model::*;

pub(super) fn partition() -> CategorySet {
    let category = |name: &str, n: &str, a: &str, b: Option<&str>| CategoryRow {
        name: name.into(),
        count: n.into(),
        exact: Some(n.into()),
        shares: vec![
            Some(Share {
                text: a.into(),
                published: Some("26%".into()),
                ..Share::default()
            }),
            b.map(|b| Share {
                text: b.into(),
                ..Share::default()
            }),
        ],
        who_counted: auditor(),
        note: None,
    };
    CategorySet {
        id: "state".into(),
        title: "State of the toilets inspected".into(),
        kind: CategoryKind::Partition,
        column: FourWord::Found,
        bases: vec![
            Base {
                text: "528 inspected".into(),
                exact: Some("528".into()),
                who_counted: auditor(),
            },
            Base {
                text: "446 that could be judged".into(),
                exact: Some("446".into()),
                who_counted: auditor(),
            },
        ],
        rows: vec![
            category("clean", "188", "35.6%", Some("42.2%")),
            category("dirty", "149", "28.2%", Some("33.4%")),
            category("very dirty", "109", "20.6%", Some("24.4%")),
            category("too bad to inspect", "82", "15.5%", None),
        ],
        combined: vec![category(
            "dirty or very dirty",
            "258",
            "48.9%",
            Some("57.8%"),
        )],
        sum: Some("528".into()),
        residual: Some("0".into()),
        notes: vec!["Both bases are printed.".into()],
        ..CategorySet::default()
    }
}

pub(super) fn checks() -> Vec<Check> {
    vec![
        Check {
            id: "r1".into(),
            group: "Rates of recovery".into(),
            what: "recovered".into(),
            slice: Some("Tamil Nadu, 2017-18 to 2020-21".into()),
            from: "2.07 of 245 (Rs crore)".into(),
            base: Some("of the sums flagged".into()),
            computed: "0.84%".into(),
            exact: Some("0.008448979…".into()),
            published: Some("0.85%".into()),
            outcome: CheckOutcome::Differs,
            remark: Some("Within rounding of the inputs.".into()),
            who_counted: vec![
                Coded::new("funder", "funder"),
                Coded::new("auditor", "auditor"),
            ],
            working: Some("W-02".into()),
            ..Check::default()
        },
        Check {
            id: "r2".into(),
            group: "Rates of recovery".into(),
            what: "recovered".into(),
            slice: Some("India, 2021-22".into()),
            from: "26 of 171 (Rs crore)".into(),
            base: Some("of the base as published".into()),
            computed: "15%".into(),
            published: Some("15%".into()),
            outcome: CheckOutcome::Agrees,
            ..Check::default()
        },
        Check {
            id: "r3".into(),
            group: "Rates of recovery".into(),
            what: "all rows together".into(),
            computed: "not computed".into(),
            outcome: CheckOutcome::Refused,
            refusals: vec![refusal(
                "PERIODS_NOT_MIXED",
                "The figures have different or overlapping periods, so \
             they are not added or compared.",
                "",
            )],
            ..Check::default()
        },
    ]
}

pub(super) fn finding() -> Finding {
    Finding {
        number: "F-01".into(),
        title: "One meal in five did not arrive on the routes seen".into(),
        positive: false,
        promises: vec!["O-01".into()],
        criteria: vec!["Clause 4.2 of the agreement of 1 March 2026.".into()],
        condition: vec!["941 meals a week were counted on 12 routes.".into()],
        cause: Some(Cause {
            certainty: Coded::new("alleged", "alleged"),
            text: "drivers were off sick, says the provider".into(),
        }),
        effect: vec!["People went without a hot meal.".into()],
        perspective: Some("on 9 of 12 routes".into()),
        holds_for: Some("the northern routes, May 2026".into()),
        change_our_mind: Some("Route sheets signed at the door.".into()),
        grade: Some(Grade {
            code: "corroborated".into(),
            label: "corroborated".into(),
            because: None,
        }),
        status: Some(Coded::new("open", "open")),
        addressees: vec!["Good Table".into(), "Northgate Council".into()],
        evidence: ["E-001", "E-002", "E-003", "E-004"]
            .map(String::from)
            .into(),
        money: vec!["M-01".into()],
        responses: vec!["good-table".into()],
        notes: Vec::new(),
        sources: from("a"),
    }
}

pub(super) fn money() -> MoneySchedule {
    MoneySchedule {
        text: vec!["Amounts of different basis or state are never added.".into()],
        lines: vec![
            MoneyLine {
                number: "M-01".into(),
                what: "meals invoiced and not delivered".into(),
                amount: "$1,000.00 to $1,250.00".into(),
                currency: Some("USD".into()),
                basis: Some(Coded::new("undelivered", "undelivered")),
                certainty: Some(Coded::new("likely", "likely")),
                lower_limit: Some("$1,000.00".into()),
                who_counted: vec![
                    Coded::new("auditor", "auditor"),
                    Coded::new("provider", "provider"),
                ],
                states: vec![MoneyState {
                    state: Coded::new("flagged", "flagged"),
                    date: Some(DateText::new("21 November 2026", "2026-11-21")),
                    ..MoneyState::default()
                }],
                promises: vec!["O-01".into()],
                working: Some("W-03".into()),
                notes: vec!["A found rate times claimed meals.".into()],
                ..MoneyLine::default()
            },
            MoneyLine {
                number: "M-02".into(),
                what: "second van, not needed".into(),
                amount: "$297,510".into(),
                exact: Some("297510".into()),
                basis: Some(Coded::new("could_be_saved", "could be saved")),
                certainty: Some(Coded::new("known", "known")),
                states: vec![
                    MoneyState {
                        state: Coded::new("offered", "offered"),
                        amount: "$24,100".into(),
                        date: Some(DateText::in_words("date not published")),
                        who_counted: provider(),
                        ..MoneyState::default()
                    },
                    MoneyState {
                        state: Coded::new("rejected", "rejected"),
                        amount: "$24,100".into(),
                        ..MoneyState::default()
                    },
                ],
                refusals: vec![refusal(
                    "BASIS_FIXED_PRICE",
                    "Under a fixed price a difference in cost is a disputed \
             amount, not a debt.",
                    "",
                )],
                ..MoneyLine::default()
            },
        ],
        totals: vec![MoneyTotal {
            what: "flagged, undelivered".into(),
            amount: "$1,000.00 to $1,250.00".into(),
            because: Some("one line".into()),
            ..MoneyTotal::default()
        }],
        refusals: vec![Refusal {
            about: Some("M-01 and M-02 together".into()),
            ..refusal(
                "MONEY_NOT_ADDED",
                "These money lines differ in basis or state, or may \
             overlap, so they are not added.",
                "",
            )
        }],
    }
}

pub(super) fn response() -> Response {
    Response {
        id: "good-table".into(),
        party: "Good Table".into(),
        role: Some(Coded::new("provider", "provider")),
        about: vec!["F-01".into(), "O-02".into()],
        sent: vec![Sent {
            what: "draft finding".into(),
            date: Some(DateText::new("1 October 2026", "2026-10-01")),
            how: Some("by e-mail, receipt confirmed".into()),
        }],
        sent_note: None,
        due: Some(DateText::new("31 October 2026", "2026-10-31")),
        received: Some(DateText::new("28 October 2026", "2026-10-28")),
        state: Coded::new("partly_agrees", "partly agrees"),
        text: vec![
            "We accept the count of meals.".into(),
            "We do not accept that they were cold.".into(),
        ],
        summarised: false,
        points: vec![ResponsePoint {
            says: "The thermometer was not calibrated.".into(),
            evaluation: Some(
                "It was checked in ice water on 25 April; the sheet is \
             E-001."
                    .into(),
            ),
        }],
        evaluation: vec!["The finding stands.".into()],
        change: Some("The words “every day” became “on the days seen”.".into()),
        sources: vec![],
    }
}

pub(super) fn workings() -> Vec<Working> {
    let plain = |id: &str, title: &str| Working {
        id: id.into(),
        title: title.into(),
        formula: "shortfall".into(),
        version: "1".into(),
        inputs: vec![
            WorkingInput {
                name: "promised".into(),
                text: "1,200".into(),
                exact: Some("1200".into()),
                who_counted: None,
                column: Some(FourWord::Promised),
                sources: from("a"),
            },
            WorkingInput {
                name: "found".into(),
                text: "941".into(),
                exact: Some("941".into()),
                who_counted: auditor(),
                column: Some(FourWord::Found),
                sources: vec![],
            },
        ],
        steps: vec![
            WorkingStep {
                text: "1,200 − 941".into(),
                exact: "259".into(),
                shown: "259".into(),
                rounding: None,
            },
            WorkingStep {
                text: "259 / 1,200".into(),
                exact: "0.215833…".into(),
                shown: "21.6%".into(),
                rounding: Some("1 decimal, half away from zero".into()),
            },
        ],
        result: WorkingResult {
            text: "259 short".into(),
            exact: Some("259".into()),
            unit: Some("meals a week".into()),
            refusal: None,
        },
        exclusions: vec!["2 refused doors".into()],
        ..Working::default()
    };
    vec![
        plain("W-01", "Meals short of the promise"),
        plain("W-02", "Rate of recovery, Tamil Nadu"),
        plain("W-03", "Value of meals not delivered"),
        plain("W-04", "A working that stands alone"),
    ]
}
