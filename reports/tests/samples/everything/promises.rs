//! The promises of the invented report, one for each verdict and each kind of drawing.

use super::super::{auditor, count, from, funder, provider, words};
use groundtruth_reports::model::*;

fn row(number: &str, sentence: &str, code: VerdictCode, label: &str) -> PromiseRow {
    PromiseRow {
        number: number.into(),
        sentence: sentence.into(),
        kind: Some(Coded::new("quantity", "quantity")),
        clause: Some(Clause {
            document: "Agreement of 1 March 2026".into(),
            clause: Some("4.2".into()),
            page: Some("7".into()),
            words: Some(
                "The Provider shall deliver one hot meal to each person \
             on the list on every weekday."
                    .into(),
            ),
            sources: from("a"),
            ..Clause::default()
        }),
        criterion: Some(Criterion {
            source: "agreement of 1 March 2026".into(),
            rank: Some(Coded::new("agreement", "agreement")),
            flags: vec![],
            target: Some("at least 1,200 a week".into()),
        }),
        verdict: Some(Verdict {
            code,
            label: label.into(),
            rule: Some(9),
            sentence: format!("{label}."),
            ..Verdict::default()
        }),
        grade: Some(Grade {
            code: "corroborated".into(),
            label: "corroborated".into(),
            because: Some("two observers on each route".into()),
        }),
        since: Cell::without("nothing yet"),
        ..PromiseRow::default()
    }
}

pub(super) fn promises() -> Vec<PromiseRow> {
    vec![
        PromiseRow {
            promised: Cell::of(count("1,200", "a week", None)),
            claimed: Cell {
                figures: vec![
                    Figure {
                        how_counted: Some("invoices".into()),
                        ..count("1,188", "a week", provider())
                    },
                    Figure {
                        standing: Some(Coded::new("kept_beside", "kept beside")),
                        ..count("1,204", "a week", provider())
                    },
                ],
                sentence: None,
            },
            found: Cell::of(Figure {
                how_counted: Some("route checks, 12 of 40 routes, drawn".into()),
                working: Some("W-01".into()),
                ..count("941", "a week", auditor())
            }),
            gap: Some(Difference {
                text: "259 short · 21.6% of 1,200".into(),
                exact: Some("-259".into()),
                direction: Direction::Short,
                working: Some("W-01".into()),
                unit: None,
            }),
            over_claim: Some(Difference {
                text: "247 a week".into(),
                exact: Some("247".into()),
                direction: Direction::OverClaim,
                ..Difference::default()
            }),
            interval: Some(Interval {
                low: "882".into(),
                high: "1000".into(),
                level: "95%".into(),
                method: Coded::new("t", "stratified mean"),
                text: "882 to 1,000".into(),
                working: None,
            }),
            bar: Some(Bar {
                unit: "meals a week".into(),
                target: Target::Value { at: 1200.0 },
                claimed: Some(1188.0),
                claimed_high: Some(1204.0),
                found: Some(941.0),
                whisker_low: Some(882.0),
                whisker_high: Some(1000.0),
                whisker_text: "882 and 1,000".into(),
                ..Bar::default()
            }),
            money: RowMoney {
                lines: vec!["M-01".into()],
                ..RowMoney::default()
            },
            evidence: ["E-001", "E-002"].map(String::from).into(),
            ..row(
                "O-01",
                "Meals delivered each weekday",
                VerdictCode::PartlyDelivered,
                "Partly delivered",
            )
        },
        PromiseRow {
            slice: Some("northern routes".into()),
            promised: Cell::of(words("4 to 5 hours", None)),
            claimed: Cell::of(words("5 hours", provider())),
            found: Cell::of(words("2.2 hours", auditor())),
            gap: Some(Difference {
                text: "45% to 56% short of the range".into(),
                direction: Direction::Short,
                ..Difference::default()
            }),
            bar: Some(Bar {
                target: Target::Range {
                    low: 4.0,
                    high: 5.0,
                },
                scale_max: 8.5,
                claimed: Some(5.0),
                found: Some(2.2),
                ..Bar::default()
            }),
            ..row(
                "O-02",
                "Someone stays and talks for a while",
                VerdictCode::PartlyDelivered,
                "Partly delivered",
            )
        },
        PromiseRow {
            promised: Cell::of(words("every delay", None)),
            claimed: Cell::without("not claimed"),
            found: Cell::of(words("11 of 11", auditor())),
            gap: Some(Difference {
                text: "kept, every time".into(),
                direction: Direction::Met,
                ..Difference::default()
            }),
            bar: Some(Bar {
                target: Target::Value { at: 11.0 },
                found: Some(11.0),
                ..Bar::default()
            }),
            ..row(
                "O-03",
                "A call when the van is late",
                VerdictCode::Delivered,
                "Delivered",
            )
        },
        PromiseRow {
            promised: Cell::of(count("40", "a month", None)),
            claimed: Cell::of(count("40", "a month", provider())),
            found: Cell::of(words("0", Some(Coded::new("users", "users")))),
            bar: Some(Bar {
                target: Target::Value { at: 40.0 },
                claimed: Some(40.0),
                found: Some(0.0),
                ..Bar::default()
            }),
            grade: Some(Grade {
                code: "users_said".into(),
                label: "reported by users, 40 of 40".into(),
                because: None,
            }),
            ..row(
                "O-04",
                "Weekend emergency parcel",
                VerdictCode::NotDelivered,
                "Not delivered",
            )
        },
        PromiseRow {
            reading: Some("the number, from 1,841 to 626".into()),
            promised: Cell::of(words("626", None)),
            claimed: Cell::of(words("up 18%", funder())),
            found: Cell::without("nobody looked"),
            bar: Some(Bar {
                target: Target::Reduction {
                    from: 100.0,
                    to: 34.0,
                },
                claimed: Some(118.0),
                ..Bar::default()
            }),
            verdict: Some(Verdict {
                code: VerdictCode::WrongWay,
                label: "Moved the wrong way".into(),
                qualifier: Some("by the funder’s own count".into()),
                sentence: "+18% against a target of −66.0%.".into(),
                ..Verdict::default()
            }),
            ..row(
                "O-05",
                "Fewer people left without a meal",
                VerdictCode::WrongWay,
                "Moved the wrong way",
            )
        },
        PromiseRow {
            promised: Cell::of(words("not above $42.82", None)),
            claimed: Cell::of(words("$50.00", provider())),
            found: Cell::of(words("$42.82", auditor())),
            bar: Some(Bar {
                target: Target::Limit { at: 42.82 },
                claimed: Some(50.0),
                found: Some(42.82),
                ..Bar::default()
            }),
            ..row(
                "O-06",
                "The price of a day stays within allowable cost",
                VerdictCode::StandardDisputed,
                "Standard disputed",
            )
        },
        PromiseRow {
            promised: Cell::of(words("4 a year", None)),
            claimed: Cell::of(words("4 a year", provider())),
            found: Cell::without("nobody looked"),
            bar: Some(Bar {
                target: Target::Value { at: 4.0 },
                claimed: Some(4.0),
                ..Bar::default()
            }),
            verdict: Some(Verdict {
                code: VerdictCode::CannotJudge,
                label: "Cannot be judged".into(),
                reason: Some(Coded::new("not_observed", "nobody looked")),
                ..Verdict::default()
            }),
            ..row(
                "O-07",
                "Kitchen inspected each quarter",
                VerdictCode::CannotJudge,
                "Cannot be judged",
            )
        },
        PromiseRow {
            promised: Cell::of(words("200 by December", None)),
            claimed: Cell::of(words("90", provider())),
            found: Cell::of(Figure {
                text: "more than a very long number \
             123,456,789,012,345,678,901,234,567,890"
                    .into(),
                ..words("", auditor())
            }),
            ..row(
                "O-08",
                "Supercalifragilisticexpialidociousantidisestablishmentarianismpneumonoultramicroscopic",
                VerdictCode::NotDue,
                "Not due yet",
            )
        },
    ]
}

pub(super) fn plot() -> IntervalPlot {
    let line = |label: &str, point, low, high, text: &str| IntervalPlotRow {
        label: label.into(),
        point,
        low,
        high,
        text: text.into(),
    };
    IntervalPlot {
        title: "Meals hot at the door, by area".into(),
        unit: "% of meals".into(),
        axis_low: 0.0,
        axis_high: 100.0,
        axis_low_text: "0%".into(),
        axis_high_text: "100%".into(),
        target: Some(90.0),
        target_text: Some("90%".into()),
        rows: vec![
            line(
                "North",
                Some(86.7),
                Some(75.8),
                Some(93.1),
                "52 of 60, 86.7% (75.8% to 93.1%)",
            ),
            line(
                "East",
                Some(96.7),
                Some(88.6),
                Some(99.1),
                "58 of 60, 96.7% (88.6% to 99.1%)",
            ),
            line(
                "West",
                None,
                None,
                None,
                "not computed: places chosen, not drawn",
            ),
        ],
        note: Some("Each line is one area; they are not pooled.".into()),
    }
}
