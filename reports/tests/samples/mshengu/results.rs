//! Categories, checks, reply, dates, workings and sources.

use super::super::{auditor, from, official, refusal};
use groundtruth_reports::model::*;

pub(super) fn condition() -> CategorySet {
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
                "One unit can be in several of these categories, so they \
             are not added.",
                "one entry for each toilet",
            )
        }],
        sources: from("a"),
        ..CategorySet::default()
    }
}

pub(super) fn checks() -> Vec<Check> {
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

pub(super) fn reply() -> Response {
    Response {
        id: "city".into(),
        party: "City of Cape Town".into(),
        role: Some(Coded::new("funder", "funder")),
        sent_note: Some(
            "What was sent to the City beforehand, and when, is not \
             published; it was invited to the public hearing."
                .into(),
        ),
        state: Coded::new("no_reply", "no reply when reported"),
        sources: from("b"),
        ..Response::default()
    }
}

pub(super) fn chronology() -> Vec<ChronologyEntry> {
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
            "Field work in four areas; another source gives 22 to 26 \
             April.",
            Some(FourWord::Found),
        ),
        event(
            "27 April 2013",
            "2013-04-27",
            "Public hearing, 150 to 200 people; City and provider \
             invited.",
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

pub(super) fn workings() -> Vec<Working> {
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

pub(super) fn sources() -> Vec<Source> {
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
            "Activist group accuses City of failing to monitor toilet \
             contracts",
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
