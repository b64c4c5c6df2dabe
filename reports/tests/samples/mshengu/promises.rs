//! The five promises: in part, in part, in part, not at all, not tested.

use super::super::{auditor, count, from, official, refusal, words};
use groundtruth_reports::model::*;

fn row(number: &str, sentence: &str, kind: (&str, &str), verdict: Verdict) -> PromiseRow {
    PromiseRow {
        number: number.into(),
        sentence: sentence.into(),
        kind: Some(Coded::new(kind.0, kind.1)),
        clause: Some(Clause {
            document: "Contract and councillor’s letter".into(),
            sources: from("a"),
            ..Clause::default()
        }),
        criterion: Some(Criterion {
            source: "the contract, as the auditor read it; date not published".into(),
            rank: Some(Coded::new("agreement", "agreement")),
            ..Criterion::default()
        }),
        verdict: Some(verdict),
        grade: Some(Grade {
            code: "observed_once".into(),
            label: "observed once".into(),
            because: Some("one round of visits by the auditor".into()),
        }),
        claimed: Cell::without("no claim published"),
        since: Cell::without("no reply when reported"),
        ..PromiseRow::default()
    }
}

fn partly(rule: u8, sentence: &str) -> Verdict {
    Verdict {
        code: VerdictCode::PartlyDelivered,
        label: "Partly delivered".into(),
        rule: Some(rule),
        sentence: sentence.into(),
        ..Verdict::default()
    }
}

pub(super) fn promises() -> Vec<PromiseRow> {
    let census = || {
        refusal(
            "CENSUS_NO_INTERVAL",
            "Every unit was counted, so there is no sampling error \
             and no interval.",
            "",
        )
    };
    let price = || {
        refusal(
            "UNIT_PRICE_UNKNOWN",
            "There is no price per unit, so no amount is computed.",
            "the price of one toilet for a period",
        )
    };
    let covers = || {
        refusal(
            "MONEY_COVERS_MORE",
            "The payment covers other places or periods than the \
             audit, so it is not multiplied by the shortfall.",
            "payments for the four areas alone",
        )
    };
    let basis = || {
        refusal(
            "BASIS_UNKNOWN",
            "The payment basis is not published, so no amount is \
             called recoverable.",
            "the payment clause of the contract",
        )
    };
    vec![
        PromiseRow {
            promised: Cell::of(Figure {
                how_counted: Some("contract and letter".into()),
                ..count("346", "toilets", official())
            }),
            found: Cell::of(Figure {
                of: Some("256 of 346 (74.0%)".into()),
                how_counted: Some("all four areas walked".into()),
                ..count("256", "toilets", auditor())
            }),
            gap: Some(Difference {
                text: "90 not found · 26.0% of 346".into(),
                exact: Some("-90".into()),
                unit: Some("toilets".into()),
                direction: Direction::Short,
                working: Some("W-01".into()),
            }),
            bar: Some(Bar {
                unit: "toilets".into(),
                target: Target::Value { at: 346.0 },
                found: Some(256.0),
                ..Bar::default()
            }),
            money: RowMoney {
                refused: Some(
                    "R126m paid (whole contract); 90 of 346 expected units \
             not found (four areas); no per-unit price available; \
             money at risk not computed"
                        .into(),
                ),
                ..RowMoney::default()
            },
            refusals: vec![covers(), price(), basis(), census()],
            workings: vec!["W-01".into()],
            ..row(
                "O-01",
                "Toilets present in the four areas",
                ("quantity", "quantity"),
                partly(
                    7,
                    "256 of the 346 toilets promised were found; 90 were not \
             found at the time of the visit.",
                ),
            )
        },
        PromiseRow {
            promised: Cell::of(words("3 times a week", official())),
            found: Cell::of(Figure {
                text: "173 at least once".into(),
                exact: Some("173".into()),
                of: Some("173 of 256 (67.6%)".into()),
                how_counted: Some("not published".into()),
                date: Some(DateText::in_words("the week before the visit")),
                ..words("", auditor())
            }),
            gap: Some(Difference {
                text: "83 of 256 not serviced at all · 32.4%".into(),
                exact: Some("-83".into()),
                unit: Some("toilets".into()),
                direction: Direction::Short,
                working: Some("W-02".into()),
            }),
            instead_of_bar: Some("No drawing: “at least once” does not count visits.".into()),
            money: RowMoney {
                refused: Some("No amount: visits were not counted.".into()),
                ..RowMoney::default()
            },
            refusals: vec![
                refusal(
                    "VISITS_NOT_COUNTED",
                    "“At least once” does not count visits, so no number of \
             visits is computed.",
                    "a record of each visit",
                ),
                census(),
            ],
            workings: vec!["W-02".into(), "W-03".into()],
            notes: vec![
                "Judged on the 256 toilets found; the 90 missing ones \
             count once, under quantity. As bounds only: 768 visits \
             were due in the week for 256 toilets, and at least 249 \
             were missed."
                    .into(),
            ],
            ..row(
                "O-02",
                "Serviced three times a week",
                ("frequency", "frequency"),
                partly(
                    13,
                    "83 of 256 had no service at all in the week; the rest \
             had at least one.",
                ),
            )
        },
        PromiseRow {
            promised: Cell::of(words("5 households a toilet", official())),
            found: Cell::of(Figure {
                how_counted: Some("not published".into()),
                notes: vec!["single cases; no distribution".into()],
                ..words("some by more than 10 families, one by 26", auditor())
            }),
            gap: None,
            instead_of_bar: Some(
                "No rate: how many families share each toilet is not \
             published."
                    .into(),
            ),
            money: RowMoney {
                refused: Some("No amount: no rate was computed.".into()),
                ..RowMoney::default()
            },
            refusals: vec![refusal(
                "RATIO_NO_DISTRIBUTION",
                "Only single values are published, not the distribution, \
             so no rate is computed.",
                "the number of families for each toilet",
            )],
            ..row(
                "O-03",
                "No more than five households share a toilet",
                ("ratio", "ratio"),
                partly(14, "Broken at some toilets; at how many is not published."),
            )
        },
        PromiseRow {
            promised: Cell::of(words("every toilet", official())),
            found: Cell::of(Figure {
                of: Some("0 of 256 (0%)".into()),
                how_counted: Some("each toilet tried by hand".into()),
                ..count("0", "fixed", auditor())
            }),
            gap: Some(Difference {
                text: "256 of 256 not fixed".into(),
                exact: Some("-256".into()),
                unit: Some("toilets".into()),
                direction: Direction::Short,
                working: Some("W-04".into()),
            }),
            bar: Some(Bar {
                unit: "toilets".into(),
                target: Target::Value { at: 256.0 },
                found: Some(0.0),
                ..Bar::default()
            }),
            money: RowMoney {
                refused: Some("No amount: no price is given for fixing a toilet.".into()),
                ..RowMoney::default()
            },
            refusals: vec![price(), census()],
            workings: vec!["W-04".into()],
            ..row(
                "O-04",
                "Every toilet fixed to the ground",
                ("condition", "condition"),
                Verdict {
                    code: VerdictCode::NotDelivered,
                    label: "Not delivered".into(),
                    rule: Some(6),
                    sentence: "None of the 256 toilets found was fixed to the ground.".into(),
                    ..Verdict::default()
                },
            )
        },
        PromiseRow {
            promised: Cell::without("not quantified"),
            found: Cell::without("nobody looked"),
            grade: None,
            instead_of_bar: Some(
                "Nothing to draw: no number was promised and nobody \
             looked."
                    .into(),
            ),
            money: RowMoney {
                refused: Some("No amount: this was not tested.".into()),
                ..RowMoney::default()
            },
            refusals: vec![
                refusal(
                    "NOT_OBSERVED",
                    "This obligation was not tested, so it is not judged.",
                    "a check of who was employed, and when",
                ),
                refusal(
                    "NO_TARGET",
                    "The promise is not quantified, so how far it was kept is \
             not judged.",
                    "the number of officers promised",
                ),
            ],
            ..row(
                "O-05",
                "Community liaison officers employed",
                ("presence", "presence"),
                Verdict {
                    code: VerdictCode::CannotJudge,
                    label: "Cannot be judged".into(),
                    reason: Some(Coded::new("not_observed", "nobody looked")),
                    rule: Some(3),
                    sentence: "This was not tested.".into(),
                    ..Verdict::default()
                },
            )
        },
    ]
}
