//! An invented report that uses every part of the model, for looking at and for tests.

mod promises;
mod results;

use super::{auditor, count, from, funder, labels, photographed, refusal, stamp, words};
use groundtruth_reports::model::*;
use promises::{plot, promises};
use results::{checks, finding, money, partition, response, workings};

pub fn everything() -> Report {
    Report {
        stamps: vec![
            stamp("practice", "Practice: invented"),
            stamp(
                "restated",
                "Restated from Nobody, date not published; not an audit \
             by this organisation",
            ),
        ],
        number: "R-2026-0009".into(),
        version: "2".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Northgate Residents".into(),
        work_name: "Community check".into(),
        title: "Meals for homebound seniors, Northgate".into(),
        subtitle: Some("March to October 2026".into()),
        answer: vec![
            "Two promises were kept only in part, one was not kept at \
             all."
                .into(),
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
            how_sure: vec![
                "Twelve of forty routes were drawn by lot, and two people \
             went along on each. The range beside a figure says \
             between which values the true one lies."
                    .into(),
            ],
            money: vec![
                "$1,000.00 to $1,250.00 was paid for meals that were not \
             delivered on the routes seen."
                    .into(),
            ],
            answered: vec!["The provider agrees on two points and disagrees on one.".into()],
            asked: vec![
                "Northgate Council: recount the invoices of May, by 31 \
             January 2027."
                    .into(),
            ],
        },
        does_not_say: vec![
            "why meals were missed;".into(),
            "anything about the routes of the south.".into(),
        ],
        made_by: vec![
            Fact::new("Paid for by", "members’ contributions"),
            Fact::new("Declared interests", "none"),
            Fact::new("Checked by", "two people"),
        ],
        background: vec![
            "Seniors who cannot leave home receive a hot meal on \
             weekdays."
                .into(),
        ],
        agreements: vec![agreement()],
        payments: vec![Payment {
            what: "nine invoices".into(),
            amount: Figure {
                text: "$48,812.50".into(),
                exact: Some("48812.50".into()),
                who_counted: funder(),
                ..Figure::default()
            },
            period: Some(DateText::in_words("March to October 2026")),
            covers: Some("all routes".into()),
            payer: Some("Northgate Council".into()),
            payee: Some("Good Table".into()),
        }],
        method: method(),
        promises: promises(),
        refusals: vec![refusal(
            "NOT_NETTED",
            "More in one place does not make up for less in another, \
             so they are not set off.",
            "",
        )],
        interval_plots: vec![plot()],
        other_figures: vec![FigureGroup {
            id: "g".into(),
            title: "Waiting at the door".into(),
            text: vec!["Observers noted the minutes.".into()],
            no_verdict: Some("Nothing was promised about waiting.".into()),
            grade: Some(Grade {
                code: "observed_once".into(),
                label: "observed once".into(),
                because: None,
            }),
            entries: vec![FigureEntry {
                what: "longest wait".into(),
                column: FourWord::Found,
                figure: Figure {
                    how_counted: Some("stopwatch".into()),
                    notes: vec!["one route".into()],
                    ..count("14", "minutes", auditor())
                },
            }],
            refusals: vec![],
        }],
        category_sets: vec![partition()],
        checks: checks(),
        findings: vec![finding()],
        voices: vec![Voice {
            id: "v1".into(),
            quote: "Ukutya kufika kubanda.".into(),
            quote_language: Some("xh".into()),
            translation: Some("The food arrives cold.".into()),
            who: "a resident, 81".into(),
            date: Some(DateText::new("3 May 2026", "2026-05-03")),
            consent: Some("being quoted without a name".into()),
            promises: vec!["O-02".into()],
            sources: vec![],
        }],
        money: money(),
        conclusions: vec![
            "On the routes drawn, meals were fewer and colder than \
             promised."
                .into(),
        ],
        recommendations: vec![Recommendation {
            number: "C-01".into(),
            to: "Northgate Council, contracts office".into(),
            action: "Recount the invoices of May against route sheets.".into(),
            due: Some(DateText::new("31 January 2027", "2027-01-31")),
            cause: Some("invoices are not compared with route sheets".into()),
            findings: vec!["F-01".into()],
            state: Some(Coded::new("open", "open")),
            reply: Some(Coded::new("agrees", "agrees")),
            note: None,
        }],
        responses: vec![response()],
        follow_up: FollowUp {
            items: vec![Followed {
                number: "C-01".into(),
                kind: Coded::new("recommendation", "asked"),
                what: "Recount the invoices of May against route sheets.".into(),
                to: "Northgate Council, contracts office".into(),
                since: Some(DateText::new("1 July 2026", "2026-07-01")),
                due: Some(DateText::new("31 January 2027", "2027-01-31")),
                findings: vec!["F-01".into()],
                decided: vec![Decided {
                    on: DateText::new("9 August 2026", "2026-08-09"),
                    state: Coded::new("partly_agrees", "partly agrees"),
                    by: Some("contracts office".into()),
                    says: "May and June will be recounted.".into(),
                }],
                state: Coded::new("open_resolved", "agreed, not done"),
                settled: None,
            }],
            fixes: vec![Fixes {
                body: "Northgate Council".into(),
                found: 3,
                fixed: 1,
                closed: 1,
                looked_at: 2,
                was_not: 1,
                text: vec!["Fixed, seen by somebody who looked again: 1 of 3.".into()],
            }],
        },
        chronology: vec![
            ChronologyEntry {
                date: DateText::new("1 March 2026", "2026-03-01"),
                what: "Agreement signed.".into(),
                column: Some(FourWord::Promised),
                sources: from("a"),
            },
            ChronologyEntry {
                date: DateText::new("3 May 2026", "2026-05-03"),
                what: "First visit.".into(),
                column: Some(FourWord::Found),
                sources: vec![],
            },
        ],
        earlier_findings: vec![EarlierFinding {
            reference: "R-2025-0004, F-02".into(),
            title: "Vans without thermometers".into(),
            status: Coded::new("marked_fixed_but_was_not", "marked fixed, but was not"),
            date: Some(DateText::new("3 May 2026", "2026-05-03")),
            note: Some("re-checked by someone who had not seen the claim".into()),
        }],
        omissions: vec![Omission {
            what: "Street names".into(),
            why: "They would show where people live alone.".into(),
        }],
        completeness: vec![
            Fact::new("Received", "20 visits"),
            Fact::new("Used", "19"),
            Fact::new("Left out", "1: entered twice"),
        ],
        workings: workings(),
        evidence: vec![
            Evidence {
                number: "E-001".into(),
                title: "Count sheet, route 7".into(),
                kind: Some(Coded::new("sheet", "count sheet")),
                date: Some(DateText::new("3 May 2026", "2026-05-03")),
                by: Some("two observers".into()),
                origin: Some(Coded::new("form", "taken in the form")),
                sha256: Some(
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
                ),
                copy_sha256: Some(
                    "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".into(),
                ),
                supports: vec!["O-01".into(), "F-01".into()],
                ..Evidence::default()
            },
            photographed("E-002", "jpeg", 640, 480),
            photographed("E-003", "png", 300, 900),
            photographed("E-004", "jpeg", 2000, 300),
        ],
        sources: vec![
            Source {
                id: "a".into(),
                by: Some("Northgate Council".into()),
                title: "Agreement of 1 March 2026".into(),
                sha256: Some(
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
                ),
                ..Source::default()
            },
            Source {
                id: "b".into(),
                title: "Annual report".into(),
                url: Some("javascript:alert(1)".into()),
                strength: Some(Coded::new("unverified", "unverified")),
                ..Source::default()
            },
        ],
        corrections: vec![Correction {
            date: DateText::new("21 November 2026", "2026-11-21"),
            version: "2".into(),
            what: "Route 7 was counted twice in version 1; 942 became 941.".into(),
        }],
        glossary: vec![GlossaryEntry {
            term: "Range".into(),
            meaning: "Where the true value lies, as far as a sample can say.".into(),
        }],
        how_to_cite: vec!["Northgate Residents, R-2026-0009, version 2.".into()],
        check_this_document: vec![Fact::new(
            "Fingerprint",
            "printed in the letter that came with it",
        )],
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
                            "The price table leaves this volume undefined, so no \
             price is chosen.",
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
