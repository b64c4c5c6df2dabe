//! What people read and can do: quotients that do not end, promises that are a number of something else, the questions of
//! a kit, the list of one's own, and no name that only a program knows.

use super::{begun, decide, houses, observed, sent, text};
use crate::support::house::Visitor;

/// An audit of a water point with what its kit promises: o-01 taps, o-02 hours, o-03 people to a tap, o-06 days.
fn water_point(lead: &Visitor) {
    let answers = [
        ("provider", "The City"),
        ("place", "Pump 7; Pump 8"),
        ("paper", "Water service standard"),
        ("start", "2020-01-01"),
        ("taps", "4"),
        ("hours", "12"),
        ("people", "53"),
        ("days", "3"),
    ];
    let begun = lead.post("/start/kits/water-point", &answers);
    assert_eq!(begun.status, 303, "{}", text(&begun));
    assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
    let made = lead.post("/checks/a-0001/instruments", &[]);
    assert_eq!(made.status, 303, "{}", text(&made));
}

fn answered(place: &str, answers: &str) -> String {
    format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[{answers}]}}"#
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kit_asks_in_its_own_words_and_hours_are_judged_by_place() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        water_point(&lead);
        let asked = text(&lead.get("/checks/a-0001/instruments/visit"));
        assert!(
            asked.contains("How many hours did water flow yesterday?")
                && asked.contains("How many people use this point for each tap?"),
            "{engine}: {asked}"
        );
        assert!(!asked.contains("Could everyone use it"), "{asked}");
        let first = r#"{"question":"o-01-there","value":{"place":{"found":true}}},
            {"question":"o-01","value":{"count":"4"}},{"question":"o-02","value":{"measure":"12"}}"#;
        let receipt = sent(&lead, 1, &answered("s-0001", first));
        let number = receipt["number"].as_str().unwrap_or("V-0001").to_owned();
        let accepted = decide(&lead, &number, &[("decision", "accepted")]);
        assert_eq!(accepted.status, 303, "{engine}: {}", text(&accepted));
        let compared = text(&lead.get("/audits/a-0001"));
        assert!(!compared.contains("1 of 12 hours"), "{engine}: {compared}");
        assert!(!compared.contains("11 missing"), "{compared}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_who_do_not_divide_by_the_taps_are_accepted() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let agreement = [
            ("title", "Toilets"),
            ("kind", "contract"),
            ("places", "Block 1\nBlock 2"),
        ];
        assert_eq!(lead.post("/register/new", &agreement).status, 303);
        let promise = [
            ("promise", "No more than 53 people share a toilet."),
            ("step", "fields"),
            ("kind", "ratio"),
            ("unit", "people per toilet"),
            ("target", "at_most"),
            ("amount", "53"),
        ];
        let added = lead.post("/register/A-0001/promises/new", &promise);
        assert_eq!(added.status, 303, "{}", text(&added));
        assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
        assert_eq!(lead.post("/checks/a-0001/instruments", &[]).status, 303);
        for (id, place, users) in [(1, "s-0001", "160"), (2, "s-0002", "159")] {
            let sharing = format!(
                r#"{{"question":"o-01","value":{{"sharing":{{"users":"{users}","units":"3","broken":"0","locked":"0","both":"0"}}}}}}"#
            );
            sent(&lead, id, &answered(place, &sharing));
            let visit = format!("V-{id:04}");
            let accepted = decide(&lead, &visit, &[("decision", "accepted")]);
            assert_eq!(accepted.status, 303, "{engine}: {}", text(&accepted));
        }
        let compared = text(&lead.get("/audits/a-0001"));
        assert!(
            compared.contains("1 of 2 places kept it (50.0%)"),
            "{engine}: {compared}"
        );
        let behind = text(&lead.get("/checks/a-0001/promises/O-01/observations"));
        assert!(
            behind.contains("about 53.3333") && behind.contains("5 January 2026"),
            "{engine}: {behind}"
        );
    }
}

/// Puts a member on the list of those who go, and gives their code.
fn goes(lead: &Visitor, member: &str) -> String {
    let known = codes_of(lead);
    let somebody = [
        ("member", member),
        ("role-observer", "yes"),
        ("declared", "yes"),
    ];
    let added = lead.post("/checks/a-0001/people", &somebody);
    assert_eq!(added.status, 303, "{}", text(&added));
    let new = codes_of(lead).into_iter().find(|one| !known.contains(one));
    new.expect("a code was given")
}

/// The codes that are offered for a visit.
fn codes_of(lead: &Visitor) -> Vec<String> {
    let page = text(&lead.get("/checks/a-0001/people"));
    let words = page.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let codes = words.filter(|word| {
        word.strip_prefix("W-")
            .is_some_and(|number| number.len() == 2 && number.chars().all(|c| c.is_ascii_digit()))
    });
    codes.map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_observer_has_their_own_list_and_reads_their_own_visit_alone() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let ben = house.member(&lead, "observer", "ben").await;
        let cleo = house.member(&lead, "observer", "cleo").await;
        begun(&lead, 3);
        let (first, second) = (goes(&lead, "P-0002"), goes(&lead, "P-0003"));
        for (place, who) in [("s-0001", &*first), ("s-0002", &*second), ("s-0003", "")] {
            let task = [
                ("place", place),
                ("instrument", "visit"),
                ("who", who),
                ("due", "2026-12-01"),
            ];
            let given = lead.post("/checks/a-0001/sample/assign", &task);
            assert_eq!(given.status, 303, "{place}: {}", text(&given));
        }
        let mine = text(&ben.get("/checks/a-0001/mine"));
        assert!(mine.contains("Visits to make"), "{engine}: {mine}");
        assert!(mine.contains("Tap 1") && mine.contains("Tap 3"), "{mine}");
        assert!(!mine.contains("Tap 2"), "not somebody else's: {mine}");
        assert!(mine.contains("1 December 2026") && !mine.contains("2026-12-01"));
        let begins = "/checks/a-0001/visits/new?instrument=visit&amp;place=s-0001";
        assert!(
            mine.contains(begins) || mine.contains(&begins.replace("&amp;", "&")),
            "{mine}"
        );

        sent(&ben, 1, &observed(("s-0001", &*first, 4), ""));
        let own = ben.get("/checks/a-0001/mine/V-0001");
        assert_eq!(own.status, 200, "{engine}");
        let own = text(&own);
        assert!(own.contains("Tap 1") && own.contains("4 taps"), "{own}");
        assert!(!own.contains("/decide"), "{own}");
        assert_eq!(cleo.get("/checks/a-0001/mine/V-0001").status, 404);
        assert_eq!(ben.get("/checks/a-0001/mine/V-0009").status, 404);
        assert_eq!(ben.get("/checks/a-0001/visits/V-0001").status, 404);
        // Half of a paired test is nobody's to read before the other is in.
        let test = [
            ("place", "s-0001"),
            ("varied", "language"),
            ("majority", &*first),
            ("minority", &*second),
            ("grounds", "Nobody is lured, nothing scarce is taken."),
        ];
        assert_eq!(lead.post("/checks/a-0001/pairs", &test).status, 303);
        let half = r#""note":"SECRET","pair":{"test":"pair-01","side":"majority"},"#;
        sent(&ben, 2, &observed(("s-0001", &*first, 8), half));
        assert_eq!(ben.get("/checks/a-0001/mine/V-0002").status, 404);
        // Who decided is told by name to the lead, and as a role to whoever may not see members.
        let again = [("decision", "rejected"), ("reason", "answer_implausible")];
        assert_eq!(decide(&lead, "V-0001", &again).status, 303);
        let seen = text(&lead.get("/checks/a-0001/visits/V-0001"));
        assert!(!seen.contains("by P-000"), "{engine}: {seen}");
        let checker = house.member(&lead, "checker", "dora").await;
        let seen = text(&checker.get("/checks/a-0001/visits/V-0001"));
        assert!(seen.contains("by a checker"), "{engine}: {seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instrument_is_added_after_the_lock_with_its_reason() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, 2);
        let plan = [("design", "census"), ("unit", "taps")];
        assert_eq!(lead.post("/checks/a-0001/plan", &plan).status, 303);
        assert_eq!(lead.post("/checks/a-0001/plan/lock", &[]).status, 303);
        let here = "/checks/a-0001/instruments";
        let page = text(&lead.get(here));
        assert!(page.contains("name=\"reason\""), "{engine}: {page}");
        let mut call = vec![
            ("name", "call"),
            ("channel", "call"),
            ("title", "A call"),
            ("opening", "Good day. Does water come?"),
        ];
        let refused = lead.post(here, &call);
        assert_eq!(refused.status, 422, "{engine}");
        assert!(
            text(&refused).contains("say why this is changed"),
            "{}",
            text(&refused)
        );
        call.push(("reason", "Nobody can travel this week."));
        let added = lead.post(here, &call);
        assert_eq!(added.status, 303, "{engine}: {}", text(&added));
        let plan = text(&lead.get("/checks/a-0001/plan"));
        assert!(plan.contains("Nobody can travel this week."), "{plan}");
    }
}
