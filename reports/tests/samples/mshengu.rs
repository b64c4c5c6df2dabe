//! Chemical toilets in Khayelitsha, 2013: a census with promises kept in part, not kept and not tested,
//! and no figure for money. Facts of a published audit, restated in our own words.

use super::{auditor, count, from, funder, labels, official, refusal, stamp, words};
use groundtruth_reports::model::*;

pub fn mshengu() -> Report {
    Report {
        stamps: vec![stamp(
            "restated",
            "Restated from Social Justice Coalition, 10 May 2013; not an audit by this organisation",
        )],
        number: "R-2026-0001".into(),
        version: "1".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Groundtruth examples".into(),
        work_name: "Social audit".into(),
        title: "Chemical toilets in Khayelitsha, Cape Town, April 2013".into(),
        answer: vec![
            "Of 346 toilets promised to four areas, 256 were there.".into(),
            "Ninety were not found.".into(),
            "Not one of the 256 was fixed to the ground.".into(),
        ],
        page_one: page_one(),
        does_not_say: vec![
            "that the missing toilets were stolen;".into(),
            "anything about toilets outside the four areas;".into(),
            "how many service visits took place.".into(),
        ],
        background: vec![
            "The City of Cape Town paid a company for portable chemical toilets in settlements without sewers. Residents of four areas in Khayelitsha went to see what was there.".into(),
        ],
        agreements: vec![agreement()],
        payments: vec![Payment {
            what: "the whole contract".into(),
            amount: Figure {
                text: "more than R126 million".into(),
                exact: Some("126000000".into()),
                qualifier: Some(Coded::new("over", "more than")),
                who_counted: funder(),
                sources: from("a"),
                ..Figure::default()
            },
            period: Some(DateText::in_words("about three years")),
            covers: Some("more than 5,000 toilets in the whole city".into()),
            payer: Some("City of Cape Town".into()),
            payee: Some("Mshengu Services".into()),
        }],
        method: method(),
        promises: promises(),
        other_figures: vec![],
        category_sets: vec![condition()],
        checks: checks(),
        responses: vec![reply()],
        chronology: chronology(),
        workings: workings(),
        conclusions: vec![
            "In the four areas, in April 2013, fewer toilets stood than had been promised, none was fixed to the ground, and 83 of those that stood had not been serviced once in the week before.".into(),
        ],
        sources: sources(),
        how_to_cite: vec![
            "Social Justice Coalition, report of the social audit of chemical toilets in Khayelitsha, 10 May 2013, as restated in R-2026-0001, version 1.".into(),
        ],
        stronger: vec![
            "A price per toilet and the places each payment covers.".into(),
            "Dates of each service visit, toilet by toilet.".into(),
            "How many families share each toilet.".into(),
        ],
        empty_sections: vec![EmptySection {
            section: SectionCode::Recommendations,
            sentence: "The published summary names no recommendations.".into(),
        }],
        labels: labels(),
        ..Report::default()
    }
}

fn page_one() -> PageOne {
    PageOne {
        how_sure: vec![
            "Every toilet in the four areas was looked for, 22 to 27 April 2013, and each of the 256 found was inspected. This is a count, not a sample: there is no sampling error.".into(),
        ],
        money: vec![
            "More than R126 million was paid. We give no figure for a loss: the payment covers more than 5,000 toilets over about three years, and no price per toilet is published.".into(),
        ],
        answered: vec![
            "The City had not answered when the findings were reported. City and provider were invited to the public hearing on 27 April.".into(),
        ],
        asked: vec![],
    }
}

fn agreement() -> Agreement {
    Agreement {
        number: "A-0001".into(),
        title: "Portable chemical toilets".into(),
        legal_type: Some(Coded::new("contract", "contract")),
        funders: vec!["City of Cape Town".into()],
        providers: vec!["Mshengu Services".into()],
        period: Some(DateText::in_words("about three years, dates not published")),
        payment_basis: Some(Coded::new("unknown", "not published")),
        covers: Some("more than 5,000 toilets in the whole city".into()),
        versions_note: Some("none published".into()),
        sources: from("a"),
        ..Agreement::default()
    }
}

fn method() -> Method {
    Method {
        purposes: vec!["To find out whether a funded service is delivered as intended.".into()],
        scope: vec!["RR-Section, Taiwan/CT, Green Point and Emsindweni in Khayelitsha.".into()],
        not_covered: vec!["All other toilets of the contract.".into()],
        samples: vec![Sample {
            of: "Toilets in the four areas".into(),
            n_of_total: "256 of 256 found were inspected; 346 had been promised".into(),
            frame: Some("contract and a councillor’s letter".into()),
            design: Some(Coded::new("census", "all of them: census")),
            dates: Some(DateText::in_words(
                "22 to 27 April 2013 in one source, 22 to 26 April in another",
            )),
            announced: Some(Coded::new("unknown", "not published")),
            interval_note: Some("census: no sampling error; measurement error remains".into()),
            sources: from("a"),
            ..Sample::default()
        }],
        observers: vec![Fact::new(
            "People",
            "more than 60 residents and members took part",
        )],
        instruments: vec![
            "checklist for each toilet".into(),
            "questionnaires; 270 residents interviewed".into(),
        ],
        limits: vec![
            "How servicing in the week before was counted is not published.".into(),
            "How many families share each toilet is published for single cases only.".into(),
        ],
        ..Method::default()
    }
}

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

fn promises() -> Vec<PromiseRow> {
    let census = || {
        refusal(
            "CENSUS_NO_INTERVAL",
            "Every unit was counted, so there is no sampling error and no interval.",
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
            "The payment covers other places or periods than the audit, so it is not multiplied by the shortfall.",
            "payments for the four areas alone",
        )
    };
    let basis = || {
        refusal(
            "BASIS_UNKNOWN",
            "The payment basis is not published, so no amount is called recoverable.",
            "the payment clause of the contract",
        )
    };
    vec![
        PromiseRow {
            promised: Cell::of(Figure { how_counted: Some("contract and letter".into()), ..count("346", "toilets", official()) }),
            found: Cell::of(Figure { of: Some("256 of 346 (74.0%)".into()), how_counted: Some("all four areas walked".into()), ..count("256", "toilets", auditor()) }),
            gap: Some(Difference { text: "90 not found · 26.0% of 346".into(), exact: Some("-90".into()), unit: Some("toilets".into()), direction: Direction::Short, working: Some("W-01".into()) }),
            bar: Some(Bar { unit: "toilets".into(), target: Target::Value { at: 346.0 }, found: Some(256.0), ..Bar::default() }),
            money: RowMoney { refused: Some("R126m paid (whole contract); 90 of 346 expected units not found (four areas); no per-unit price available; money at risk not computed".into()), ..RowMoney::default() },
            refusals: vec![covers(), price(), basis(), census()],
            workings: vec!["W-01".into()],
            ..row("O-01", "Toilets present in the four areas", ("quantity", "quantity"), partly(7, "256 of the 346 toilets promised were found; 90 were not found at the time of the visit."))
        },
        PromiseRow {
            promised: Cell::of(words("3 times a week", official())),
            found: Cell::of(Figure { text: "173 at least once".into(), exact: Some("173".into()), of: Some("173 of 256 (67.6%)".into()), how_counted: Some("not published".into()), date: Some(DateText::in_words("the week before the visit")), ..words("", auditor()) }),
            gap: Some(Difference { text: "83 of 256 not serviced at all · 32.4%".into(), exact: Some("-83".into()), unit: Some("toilets".into()), direction: Direction::Short, working: Some("W-02".into()) }),
            instead_of_bar: Some("No drawing: “at least once” does not count visits.".into()),
            money: RowMoney { refused: Some("No amount: visits were not counted.".into()), ..RowMoney::default() },
            refusals: vec![refusal("VISITS_NOT_COUNTED", "“At least once” does not count visits, so no number of visits is computed.", "a record of each visit"), census()],
            workings: vec!["W-02".into(), "W-03".into()],
            notes: vec!["Judged on the 256 toilets found; the 90 missing ones count once, under quantity. As bounds only: 768 visits were due in the week for 256 toilets, and at least 249 were missed.".into()],
            ..row("O-02", "Serviced three times a week", ("frequency", "frequency"), partly(13, "83 of 256 had no service at all in the week; the rest had at least one."))
        },
        PromiseRow {
            promised: Cell::of(words("5 households a toilet", official())),
            found: Cell::of(Figure { how_counted: Some("not published".into()), notes: vec!["single cases; no distribution".into()], ..words("some by more than 10 families, one by 26", auditor()) }),
            gap: None,
            instead_of_bar: Some("No rate: how many families share each toilet is not published.".into()),
            money: RowMoney { refused: Some("No amount: no rate was computed.".into()), ..RowMoney::default() },
            refusals: vec![refusal("RATIO_NO_DISTRIBUTION", "Only single values are published, not the distribution, so no rate is computed.", "the number of families for each toilet")],
            ..row("O-03", "No more than five households share a toilet", ("ratio", "ratio"), partly(14, "Broken at some toilets; at how many is not published."))
        },
        PromiseRow {
            promised: Cell::of(words("every toilet", official())),
            found: Cell::of(Figure { of: Some("0 of 256 (0%)".into()), how_counted: Some("each toilet tried by hand".into()), ..count("0", "fixed", auditor()) }),
            gap: Some(Difference { text: "256 of 256 not fixed".into(), exact: Some("-256".into()), unit: Some("toilets".into()), direction: Direction::Short, working: Some("W-04".into()) }),
            bar: Some(Bar { unit: "toilets".into(), target: Target::Value { at: 256.0 }, found: Some(0.0), ..Bar::default() }),
            money: RowMoney { refused: Some("No amount: no price is given for fixing a toilet.".into()), ..RowMoney::default() },
            refusals: vec![price(), census()],
            workings: vec!["W-04".into()],
            ..row("O-04", "Every toilet fixed to the ground", ("condition", "condition"), Verdict { code: VerdictCode::NotDelivered, label: "Not delivered".into(), rule: Some(6), sentence: "None of the 256 toilets found was fixed to the ground.".into(), ..Verdict::default() })
        },
        PromiseRow {
            promised: Cell::without("not quantified"),
            found: Cell::without("nobody looked"),
            grade: None,
            instead_of_bar: Some("Nothing to draw: no number was promised and nobody looked.".into()),
            money: RowMoney { refused: Some("No amount: this was not tested.".into()), ..RowMoney::default() },
            refusals: vec![
                refusal("NOT_OBSERVED", "This obligation was not tested, so it is not judged.", "a check of who was employed, and when"),
                refusal("NO_TARGET", "The promise is not quantified, so how far it was kept is not judged.", "the number of officers promised"),
            ],
            ..row("O-05", "Community liaison officers employed", ("presence", "presence"), Verdict { code: VerdictCode::CannotJudge, label: "Cannot be judged".into(), reason: Some(Coded::new("not_observed", "nobody looked")), rule: Some(3), sentence: "This was not tested.".into(), ..Verdict::default() })
        },
    ]
}

fn condition() -> CategorySet {
    let category = |name: &str, n: u32, share: &str| CategoryRow {
        name: name.into(),
        count: n.to_string(),
        exact: Some(n.to_string()),
        shares: vec![Some(Share {
            text: share.into(),
            exact: Some(format!("{n}/256")),
            ..Share::default()
        })],
        who_counted: auditor(),
        note: None,
    };
    CategorySet {
        id: "condition".into(),
        title: "Condition of the 256 toilets found".into(),
        kind: CategoryKind::Overlapping,
        column: FourWord::Found,
        bases: vec![Base {
            text: "256 found".into(),
            exact: Some("256".into()),
            who_counted: auditor(),
        }],
        rows: vec![
            category("damaged", 170, "66.4%"),
            category("locked", 129, "50.4%"),
            category("unusable", 138, "53.9%"),
        ],
        refusals: vec![Refusal {
            about: Some("Sum of the three".into()),
            ..refusal(
                "OVERLAPPING_CATEGORIES",
                "One unit can be in several of these categories, so they are not added.",
                "one entry for each toilet",
            )
        }],
        sources: from("a"),
        ..CategorySet::default()
    }
}

fn checks() -> Vec<Check> {
    let check =
        |id: &str, what: &str, from_text: &str, computed: &str, published: Option<&str>| Check {
            id: id.into(),
            group: "Shares of the toilets found".into(),
            what: what.into(),
            from: from_text.into(),
            base: Some("toilets found".into()),
            computed: computed.into(),
            published: published.map(str::to_owned),
            outcome: if published.is_some() {
                CheckOutcome::Agrees
            } else {
                CheckOutcome::NotPublished
            },
            who_counted: auditor().into_iter().collect(),
            sources: from("a"),
            ..Check::default()
        };
    vec![
        Check {
            working: Some("W-03".into()),
            ..check(
                "c1",
                "serviced at least once in the week",
                "173 of 256",
                "67.6%",
                Some("68%"),
            )
        },
        Check {
            working: Some("W-02".into()),
            ..check("c2", "not serviced at all", "83 of 256", "32.4%", None)
        },
    ]
}

fn reply() -> Response {
    Response {
        id: "city".into(),
        party: "City of Cape Town".into(),
        role: Some(Coded::new("funder", "funder")),
        sent_note: Some("What was sent to the City beforehand, and when, is not published; it was invited to the public hearing.".into()),
        state: Coded::new("no_reply", "no reply when reported"),
        sources: from("b"),
        ..Response::default()
    }
}

fn chronology() -> Vec<ChronologyEntry> {
    let event = |text: &str, iso: &str, what: &str, column| ChronologyEntry {
        date: DateText {
            text: text.into(),
            iso: (!iso.is_empty()).then(|| iso.into()),
        },
        what: what.into(),
        column,
        sources: from("a"),
    };
    vec![
        event(
            "22 to 27 April 2013",
            "",
            "Field work in four areas; another source gives 22 to 26 April.",
            Some(FourWord::Found),
        ),
        event(
            "27 April 2013",
            "2013-04-27",
            "Public hearing, 150 to 200 people; City and provider invited.",
            Some(FourWord::Since),
        ),
        event(
            "10 May 2013",
            "2013-05-10",
            "Written report.",
            Some(FourWord::Since),
        ),
    ]
}

fn workings() -> Vec<Working> {
    let input = |name: &str, text: &str, who: Option<Coded>, column| WorkingInput {
        name: name.into(),
        text: text.into(),
        exact: Some(text.into()),
        who_counted: who,
        column: Some(column),
        sources: from("a"),
    };
    let step = |text: &str, exact: &str, shown: &str, rounding: Option<&str>| WorkingStep {
        text: text.into(),
        exact: exact.into(),
        shown: shown.into(),
        rounding: rounding.map(str::to_owned),
    };
    let share = |id: &str, title: &str, k: &str, exact: &str, shown: &str| Working {
        id: id.into(),
        title: title.into(),
        formula: "share".into(),
        version: "1".into(),
        formula_text: Some("share = count / base".into()),
        inputs: vec![
            input("count", k, auditor(), FourWord::Found),
            input("base", "256", auditor(), FourWord::Found),
        ],
        steps: vec![step(
            &format!("{k} / 256"),
            exact,
            shown,
            Some("1 decimal, half away from zero"),
        )],
        result: WorkingResult {
            text: shown.into(),
            exact: Some(exact.into()),
            ..WorkingResult::default()
        },
        observations: vec!["256 toilets inspected with a checklist.".into()],
        ..Working::default()
    };
    vec![
        Working {
            id: "W-01".into(),
            title: "Toilets not found".into(),
            formula: "delivery-rate".into(),
            version: "1".into(),
            formula_text: Some("shortfall = promised − found".into()),
            inputs: vec![
                input("promised", "346", official(), FourWord::Promised),
                input("found", "256", auditor(), FourWord::Found),
            ],
            steps: vec![
                step("346 − 256", "90", "90", None),
                step(
                    "90 / 346",
                    "0.26011560…",
                    "26.0%",
                    Some("1 decimal, half away from zero"),
                ),
                step(
                    "256 / 346",
                    "0.73988439…",
                    "74.0%",
                    Some("1 decimal, half away from zero"),
                ),
            ],
            result: WorkingResult {
                text: "90 not found, 26.0% of 346".into(),
                exact: Some("90".into()),
                unit: Some("toilets".into()),
                refusal: None,
            },
            observations: vec!["All four areas walked, 22 to 27 April 2013.".into()],
            ..Working::default()
        },
        share(
            "W-02",
            "Not serviced at all in the week",
            "83",
            "0.32421875",
            "32.4%",
        ),
        share(
            "W-03",
            "Serviced at least once in the week",
            "173",
            "0.67578125",
            "67.6%",
        ),
        share("W-04", "Fixed to the ground", "0", "0", "0%"),
    ]
}

fn sources() -> Vec<Source> {
    let source = |id: &str, by: &str, title: &str, url: Option<&str>| Source {
        id: id.into(),
        by: Some(by.into()),
        title: title.into(),
        url: url.map(str::to_owned),
        ..Source::default()
    };
    vec![
        source(
            "a",
            "GroundUp",
            "Khayelitsha: toilet contractors not delivering",
            Some("https://groundup.org.za/article/khayelitsha-toilet-contractors-not-delivering/"),
        ),
        source(
            "b",
            "GroundUp",
            "Activist group accuses City of failing to monitor toilet contracts",
            None,
        ),
        Source {
            date: Some(DateText::new("10 May 2013", "2013-05-10")),
            ..source(
                "c",
                "Social Justice Coalition",
                "Report of the social audit (headings only)",
                None,
            )
        },
    ]
}
