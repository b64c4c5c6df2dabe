//! An invented report that uses every part of the model, for looking at and for tests.

use super::{auditor, count, from, funder, labels, provider, refusal, stamp, words};
use groundtruth_reports::model::*;

pub fn everything() -> Report {
    Report {
        stamps: vec![
            stamp("practice", "Practice: invented"),
            stamp("restated", "Restated from Nobody, date not published; not an audit by this organisation"),
        ],
        number: "R-2026-0009".into(),
        version: "2".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Northgate Residents".into(),
        work_name: "Community check".into(),
        title: "Meals for homebound seniors, Northgate".into(),
        subtitle: Some("March to October 2026".into()),
        answer: vec![
            "Two promises were kept only in part, one was not kept at all.".into(),
            "One was kept every time we looked.".into(),
            "One nobody has checked.".into(),
        ],
        four_words: FourSummaries {
            promised: Some("7 promises, agreement of 1 March, 2 amendments".into()),
            claimed: Some("4 claims, annual report and 9 invoices".into()),
            found: Some("20 visits to 12 of 40 routes, drawn".into()),
            since: Some("provider answered 3 of 4; reply due 4 December".into()),
        },
        page_one: PageOne {
            how_sure: vec!["Twelve of forty routes were drawn by lot, and two people went along on each. The range beside a figure says between which values the true one lies.".into()],
            money: vec!["$1,000.00 to $1,250.00 was paid for meals that were not delivered on the routes seen.".into()],
            answered: vec!["The provider agrees on two points and disagrees on one.".into()],
            asked: vec!["Northgate Council: recount the invoices of May, by 31 January 2027.".into()],
        },
        does_not_say: vec!["why meals were missed;".into(), "anything about the routes of the south.".into()],
        made_by: vec![
            Fact::new("Paid for by", "members’ contributions"),
            Fact::new("Declared interests", "none"),
            Fact::new("Checked by", "two people"),
        ],
        background: vec!["Seniors who cannot leave home receive a hot meal on weekdays.".into()],
        agreements: vec![agreement()],
        payments: vec![Payment { what: "nine invoices".into(), amount: Figure { text: "$48,812.50".into(), exact: Some("48812.50".into()), who_counted: funder(), ..Figure::default() }, period: Some(DateText::in_words("March to October 2026")), covers: Some("all routes".into()), payer: Some("Northgate Council".into()), payee: Some("Good Table".into()) }],
        method: method(),
        promises: promises(),
        refusals: vec![refusal("NOT_NETTED", "More in one place does not make up for less in another, so they are not set off.", "")],
        interval_plots: vec![plot()],
        other_figures: vec![FigureGroup { id: "g".into(), title: "Waiting at the door".into(), text: vec!["Observers noted the minutes.".into()], no_verdict: Some("Nothing was promised about waiting.".into()), grade: Some(Grade { code: "observed_once".into(), label: "observed once".into(), because: None }), entries: vec![FigureEntry { what: "longest wait".into(), column: FourWord::Found, figure: Figure { how_counted: Some("stopwatch".into()), notes: vec!["one route".into()], ..count("14", "minutes", auditor()) } }], refusals: vec![] }],
        category_sets: vec![partition()],
        checks: checks(),
        findings: vec![finding()],
        voices: vec![Voice { id: "v1".into(), quote: "Ukutya kufika kubanda.".into(), quote_language: Some("xh".into()), translation: Some("The food arrives cold.".into()), who: "a resident, 81".into(), date: Some(DateText::new("3 May 2026", "2026-05-03")), consent: Some("being quoted without a name".into()), promises: vec!["O-02".into()], sources: vec![] }],
        money: money(),
        conclusions: vec!["On the routes drawn, meals were fewer and colder than promised.".into()],
        recommendations: vec![Recommendation { number: "C-01".into(), to: "Northgate Council, contracts office".into(), action: "Recount the invoices of May against route sheets.".into(), due: Some(DateText::new("31 January 2027", "2027-01-31")), cause: Some("invoices are not compared with route sheets".into()), findings: vec!["F-01".into()], state: Some(Coded::new("open", "open")), reply: Some(Coded::new("agrees", "agrees")), note: None }],
        responses: vec![response()],
        chronology: vec![
            ChronologyEntry { date: DateText::new("1 March 2026", "2026-03-01"), what: "Agreement signed.".into(), column: Some(FourWord::Promised), sources: from("a") },
            ChronologyEntry { date: DateText::new("3 May 2026", "2026-05-03"), what: "First visit.".into(), column: Some(FourWord::Found), sources: vec![] },
        ],
        earlier_findings: vec![EarlierFinding { reference: "R-2025-0004, F-02".into(), title: "Vans without thermometers".into(), status: Coded::new("marked_fixed_but_was_not", "marked fixed, but was not"), date: Some(DateText::new("3 May 2026", "2026-05-03")), note: Some("re-checked by someone who had not seen the claim".into()) }],
        omissions: vec![Omission { what: "Street names".into(), why: "They would show where people live alone.".into() }],
        completeness: vec![Fact::new("Received", "20 visits"), Fact::new("Used", "19"), Fact::new("Left out", "1: entered twice")],
        workings: workings(),
        evidence: vec![Evidence { number: "E-001".into(), title: "Count sheet, route 7".into(), kind: Some(Coded::new("sheet", "count sheet")), date: Some(DateText::new("3 May 2026", "2026-05-03")), by: Some("two observers".into()), origin: Some(Coded::new("form", "taken in the form")), sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()), copy_sha256: Some("60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".into()), supports: vec!["O-01".into(), "F-01".into()], note: None }],
        sources: vec![
            Source { id: "a".into(), by: Some("Northgate Council".into()), title: "Agreement of 1 March 2026".into(), sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()), ..Source::default() },
            Source { id: "b".into(), title: "Annual report".into(), url: Some("javascript:alert(1)".into()), strength: Some(Coded::new("unverified", "unverified")), ..Source::default() },
        ],
        corrections: vec![Correction { date: DateText::new("21 November 2026", "2026-11-21"), version: "2".into(), what: "Route 7 was counted twice in version 1; 942 became 941.".into() }],
        glossary: vec![GlossaryEntry { term: "Range".into(), meaning: "Where the true value lies, as far as a sample can say.".into() }],
        how_to_cite: vec!["Northgate Residents, R-2026-0009, version 2.".into()],
        check_this_document: vec![Fact::new("Fingerprint", "printed in the letter that came with it")],
        stronger: vec!["More routes.".into()],
        labels: labels(),
        ..Report::default()
    }
}

fn agreement() -> Agreement {
    let tier = |tier: &str, price: &str| RateRow {
        tier: tier.into(),
        price: format!("${price}"),
        exact: Some(price.into()),
    };
    Agreement {
        number: "A-0007".into(),
        title: "Home-delivered meals".into(),
        legal_type: Some(Coded::new("contract", "contract")),
        funders: vec!["Northgate Council".into()],
        providers: vec!["Good Table".into()],
        value: Some(Figure {
            text: "about $96,000".into(),
            exact: Some("96000".into()),
            ..Figure::default()
        }),
        period: Some(DateText::in_words("1 March 2026 to 28 February 2027")),
        payment_basis: Some(Coded::new("per_unit", "per meal")),
        covers: Some("all 40 routes".into()),
        obtained: Some("records request of 12 January 2026".into()),
        sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
        versions: vec![
            AgreementVersion {
                name: "original".into(),
                effective: DateText::new("1 March 2026", "2026-03-01"),
                changed: "—".into(),
                sources: from("a"),
                ..AgreementVersion::default()
            },
            AgreementVersion {
                name: "amendment 1".into(),
                effective: DateText::in_words("not published"),
                changed: "price by volume".into(),
                applied: true,
                rates: Some(RateTable {
                    caption: "price of a meal, by meals a day".into(),
                    rows: vec![
                        tier("below 70", "12.50"),
                        tier("71 to 80", "9.75"),
                        tier("above 80", "9.5"),
                    ],
                    gaps: vec![RateGap {
                        at: "exactly 70".into(),
                        refusal: refusal(
                            "TIER_GAP",
                            "The price table leaves this volume undefined, so no price is chosen.",
                            "an amendment that closes the gap",
                        ),
                    }],
                }),
                ..AgreementVersion::default()
            },
        ],
        facts: vec![Fact::new("Cancelled by", "either side, 30 days")],
        ..Agreement::default()
    }
}

fn method() -> Method {
    Method {
        purposes: vec!["To protect the people the meals are meant for.".into()],
        objectives: vec!["Were the meals delivered, hot, and to the door?".into()],
        scope: vec!["Routes of the north, May 2026.".into()],
        not_covered: vec!["The routes of the south.".into()],
        samples: vec![Sample {
            of: "Routes".into(),
            n_of_total: "12 of 40".into(),
            frame: Some("the council’s list of 2 April 2026".into()),
            design: Some(Coded::new("srs", "drawn by lot")),
            announced: Some(Coded::new("unannounced", "unannounced")),
            seed: Some("2026-04-30 Northgate".into()),
            list_sha256: Some(
                "077d5c77b70ea0a35bb438f4741d59f3290fa48db1cecbacdc54b8d6128018ea".into(),
            ),
            notes: vec!["route 9 replaced route 14: road closed".into()],
            ..Sample::default()
        }],
        field_work: vec![Fact::new("Visits", "3 to 29 May 2026")],
        observers: vec![Fact::new("People", "14 volunteers, trained on 25 April")],
        instruments: vec!["checklist".into(), "probe thermometer".into()],
        agreement: vec![Figure {
            text: "56 of 60 the same (93.3%)".into(),
            notes: vec!["kappa 0.71".into()],
            ..words("", auditor())
        }],
        access: vec![Figure {
            of: Some("2 of 62 doors".into()),
            ..words("refused", auditor())
        }],
        limits: vec!["One month only.".into()],
        facts: vec![Fact::new("Plan locked", "30 April 2026")],
    }
}

fn row(number: &str, sentence: &str, code: VerdictCode, label: &str) -> PromiseRow {
    PromiseRow {
        number: number.into(),
        sentence: sentence.into(),
        kind: Some(Coded::new("quantity", "quantity")),
        clause: Some(Clause { document: "Agreement of 1 March 2026".into(), clause: Some("4.2".into()), page: Some("7".into()), words: Some("The Provider shall deliver one hot meal to each person on the list on every weekday.".into()), sources: from("a"), ..Clause::default() }),
        criterion: Some(Criterion { source: "agreement of 1 March 2026".into(), rank: Some(Coded::new("agreement", "agreement")), flags: vec![], target: Some("at least 1,200 a week".into()) }),
        verdict: Some(Verdict { code, label: label.into(), rule: Some(9), sentence: format!("{label}."), ..Verdict::default() }),
        grade: Some(Grade { code: "corroborated".into(), label: "corroborated".into(), because: Some("two observers on each route".into()) }),
        since: Cell::without("nothing yet"),
        ..PromiseRow::default()
    }
}

fn promises() -> Vec<PromiseRow> {
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
            evidence: vec!["E-001".into()],
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
                text: "more than a very long number 123,456,789,012,345,678,901,234,567,890".into(),
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

fn plot() -> IntervalPlot {
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

fn partition() -> CategorySet {
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

fn checks() -> Vec<Check> {
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
                "The figures have different or overlapping periods, so they are not added or compared.",
                "",
            )],
            ..Check::default()
        },
    ]
}

fn finding() -> Finding {
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
        evidence: vec!["E-001".into()],
        money: vec!["M-01".into()],
        responses: vec!["good-table".into()],
        replies: vec![Fact::new("Good Table", "partly agrees")],
        sources: from("a"),
    }
}

fn money() -> MoneySchedule {
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
                    "Under a fixed price a difference in cost is a disputed amount, not a debt.",
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
                "These money lines differ in basis or state, or may overlap, so they are not added.",
                "",
            )
        }],
    }
}

fn response() -> Response {
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
            evaluation: Some("It was checked in ice water on 25 April; the sheet is E-001.".into()),
        }],
        evaluation: vec!["The finding stands.".into()],
        change: Some("The words “every day” became “on the days seen”.".into()),
        sources: vec![],
    }
}

fn workings() -> Vec<Working> {
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
