//! Staff found against the roster: a rate of absence stands in the audit, of unannounced visits alone, and goes with them.
//! What accepting an answer cannot tell of a promise is said to whoever checks it.

use super::{TAPS, begun, houses, sent, text};
use crate::support::house::{House, Visitor};

/// A visit by a program: these answers at this place.
fn put(lead: &Visitor, nth: u32, (place, announced): (&str, &str), answers: &str) {
    let body = format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":2,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"announced":"{announced}","started":"2026-01-05T09:30:00","answers":[{answers}]}}"#
    );
    let path = format!("/observations/00000000-0000-4000-8000-00000000000{nth}");
    let put = sent(lead, "PUT", &path, ("application/json", body.as_bytes()));
    assert_eq!(put.status, 201, "{}", put.text());
}

fn decided(lead: &Visitor, visit: &str, fields: &[(&str, &str)]) {
    let path = format!("/checks/a-0001/visits/{visit}/decide");
    let answer = lead.post(&path, fields);
    assert_eq!(answer.status, 303, "{}", text(&answer));
}

/// The steps of the rate of absence, by name, as they are shown; nothing where there is none.
async fn rate(house: &House) -> Vec<(String, String)> {
    let ctx = house.station.ctx();
    let code = groundtruth::domain::code::Code::parse("a-0001").unwrap();
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = groundtruth::db::audit::audit_named(conn, ctx.scope, &code).await;
    let audit = line.unwrap().unwrap().id;
    let today = ctx.app.surroundings.now().date_naive();
    let result =
        groundtruth::db::comparison::compared(&ctx.app.db, ctx.scope, master, audit, today).await;
    let result = result.unwrap().comparison;
    let check = result.checks.iter().find(|one| one.id == "absence-o-01");
    let steps = check.iter().flat_map(|check| &check.steps);
    let steps = steps.map(|step| (step.title.clone(), step.shown.clone()));
    steps.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_against_the_roster_are_a_rate_of_absence_of_unannounced_visits() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let question = [
            ("text", "Who is there of the nurses?"),
            ("kind", "staff"),
            ("options", "nurses"),
            ("promise", "o-01"),
            ("position", "1"),
        ];
        let path = "/checks/a-0001/instruments/visit/questions/new";
        let added = lead.post(path, &question);
        assert_eq!(added.status, 303, "{}", text(&added));
        let staff = |rostered: &str, present: u32| {
            format!(
                r#"{{"question":"own-1","value":{{"staff":[{{"role":"c-1",{rostered}"present":{present}}}]}}}}"#
            )
        };
        let unannounced = |place| (place, "unannounced");
        // 10 on the roster, 2 off shift, 1 on leave, 1 missing: the published figures.
        let seen = r#""rostered":10,"off_shift":2,"authorised":1,"#;
        put(&lead, 1, unannounced("s-0001"), &staff(seen, 6));
        // Told before, and everybody is there: it is no part of the rate.
        let all = r#""rostered":10,"#;
        put(&lead, 2, ("s-0002", "announced"), &staff(all, 10));
        // Nobody saw the roster: how many were due is not known.
        put(&lead, 3, unannounced("s-0003"), &staff("", 4));
        assert_eq!(rate(&house).await, []);
        for visit in ["V-0001", "V-0002", "V-0003"] {
            decided(&lead, visit, &[("decision", "accepted")]);
        }
        let steps = rate(&house).await;
        let shown = |title: &str| {
            let step = steps.iter().find(|(known, _)| known == title);
            step.map(|(_, shown)| shown.as_str())
        };
        assert_eq!(shown("due, all unannounced visits"), Some("8"), "{steps:?}");
        for (title, percent) in [
            ("absent, of those due", "25"),
            ("away with leave, of those due", "12.5"),
            ("not found without a reason, of those due", "12.5"),
        ] {
            let shown = shown(title).unwrap();
            assert!(shown.starts_with(percent), "{title}: {shown}");
        }
        let report = lead.get("/audits/a-0001/report.json").text();
        assert!(report.contains("Absence of staff"), "{report}");
        assert!(
            report.contains("Present is not the same as working."),
            "{report}"
        );
        assert!(report.contains("or nobody noted whether: 1"), "{report}");
        // It goes with the visit that it rests on; the two that are left say nothing of who was due.
        let gone = [("reason", "other"), ("words", "It was the other clinic")];
        let answer = lead.post("/checks/a-0001/mine/V-0001/withdraw", &gone);
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(rate(&house).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_checks_is_told_what_no_standard_judges_and_what_standards_judge_differently() {
    let clean = ("Every tap is clean.", "condition", "taps", "");
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS, clean]);
        let law = [("target", "at_least"), ("amount", "5"), ("rank", "law")];
        let added = lead.post("/register/A-0001/promises/O-01/criteria", &law);
        assert_eq!(added.status, 303, "{}", text(&added));
        assert_eq!(lead.post("/checks/a-0001/refresh", &[]).status, 303);
        let question = [
            ("text", "How many taps are clean?"),
            ("kind", "count"),
            ("unit", "taps"),
            ("promise", "o-02"),
            ("position", "1"),
        ];
        let path = "/checks/a-0001/instruments/visit/questions/new";
        let added = lead.post(path, &question);
        assert_eq!(added.status, 303, "{}", text(&added));
        let seven = r#"{"question":"o-01-there","value":{"place":{"found":true}}},
            {"question":"o-01","value":{"count":"7"}}"#;
        let clean = r#"{"question":"own-1","value":{"count":"7"}}"#;
        put(
            &lead,
            1,
            ("s-0001", "unannounced"),
            &format!("{seven},{clean}"),
        );
        let ten = seven.replace("\"7\"", "\"10\"");
        put(&lead, 2, ("s-0002", "unannounced"), &ten);
        let page = text(&lead.get("/checks/a-0001/visits/V-0001"));
        let differ = "The standards of this promise judge these answers differently";
        let none = "No standard of this promise judges these answers at one place";
        let after = |head: &str| {
            let tail = page.split(head).nth(1).unwrap_or_default();
            tail.split("</p>").next().unwrap_or_default().to_owned()
        };
        assert!(
            after(differ).contains("Ten taps work at each place."),
            "{page}"
        );
        assert!(after(none).contains("Every tap is clean."), "{page}");
        // Ten are enough by both: nothing is told.
        let page = text(&lead.get("/checks/a-0001/visits/V-0002"));
        assert!(!page.contains(differ) && !page.contains(none), "{page}");
    }
}
