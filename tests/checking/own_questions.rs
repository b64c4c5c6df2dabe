//! Questions that speak to no promise: how often each answer was given stands beside the audit and in its report, and goes with
//! the visits. Words are counted and are nowhere.

use std::io::Read as _;

use super::{begun, decide, houses, sent, text};
use crate::support::house::Visitor;
use crate::visits::whole;

/// Everything in a packed file, as text.
fn unpacked(bytes: Vec<u8>) -> String {
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for nth in 0..packed.len() {
        let mut inside = Vec::new();
        packed
            .by_index(nth)
            .unwrap()
            .read_to_end(&mut inside)
            .unwrap();
        text.push_str(&String::from_utf8_lossy(&inside));
    }
    text
}

fn asks(lead: &Visitor, fields: &[(&str, &str)]) {
    let path = "/checks/a-0001/instruments/visit/questions/new";
    let added = lead.post(path, fields);
    assert_eq!(added.status, 303, "{}", text(&added));
}

/// A visit of the fourth version of the questions, with these answers.
fn visit(place: &str, more: &str, answers: &str) -> String {
    format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":4,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-01-05T09:30:00",{more}"answers":[{answers}]}}"#
    )
}

/// The lines of a table of the page, below the question: answer and how often.
fn table(page: &str, question: &str) -> Vec<(String, String)> {
    let after = page.split(question).nth(1).unwrap_or_default();
    let body = after.split("<tbody").nth(1).unwrap_or_default();
    let body = body.split("</tbody>").next().unwrap_or_default();
    let cells = |row: &str| {
        let cell = |tag: &str| {
            let whole = row.split(tag).nth(1)?.split_once('>')?.1;
            let whole = whole.split(&format!("</{}>", &tag[1..])).next()?;
            Some(whole.rsplit("</span>").next()?.to_owned())
        };
        Some((cell("<th")?, cell("<td")?))
    };
    body.split("<tr").filter_map(cells).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn questions_of_our_own_are_counted_published_and_taken_back() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, 6);
        let shade = [
            ("text", "Is there shade where people wait?"),
            ("kind", "yes_no"),
            ("promise", ""),
            ("position", "1"),
        ];
        asks(&lead, &shade);
        let happy = [
            ("text", "How satisfied are you?"),
            ("kind", "satisfaction"),
            ("promise", ""),
            ("position", "2"),
        ];
        asks(&lead, &happy);
        let words = [
            ("text", "What else happened?"),
            ("kind", "text"),
            ("promise", ""),
            ("position", "3"),
        ];
        asks(&lead, &words);
        let shade = |said: &str| format!(r#"{{"question":"own-1","value":{{"yes_no":"{said}"}}}}"#);
        let told = r#"{"question":"own-3","value":{"text":"Nurse Thandi shouted"}}"#;
        let unseen = r#"{"question":"own-1","could_not_check":"no_time"}"#;
        let visits = [
            ("s-0001", format!("{},{told}", shade("yes"))),
            ("s-0002", shade("no")),
            ("s-0003", shade("no")),
            ("s-0004", unseen.to_owned()),
        ];
        for (nth, (place, answers)) in (1..).zip(&visits) {
            sent(&lead, nth, &visit(place, "", answers));
        }
        // What users said: nothing before four of them said it.
        for (nth, step) in (1..=4).zip([2, 5, 5, 4]) {
            let person = format!(
                r#""respondent":{{"code":"U-{nth:03}","chosen_from":"clients of March","consent":"internal"}},"#
            );
            let answer = format!(r#"{{"question":"own-2","value":{{"satisfaction":{step}}}}}"#);
            sent(&lead, 10 + nth, &visit("s-0005", &person, &answer));
        }
        let so_far = || text(&lead.get("/checks/a-0001/so-far"));
        assert!(!so_far().contains("Is there shade"), "nothing is accepted");
        let accepted = [("decision", "accepted")];
        for nth in 1..=7 {
            let done = decide(&lead, &format!("V-{nth:04}"), &accepted);
            assert_eq!(done.status, 303, "{engine}: {}", text(&done));
        }
        let page = so_far();
        let pairs = |lines: &[(&str, &str)]| {
            let own = lines.iter().map(|(a, b)| (a.to_string(), b.to_string()));
            own.collect::<Vec<_>>()
        };
        assert_eq!(
            table(&page, "Is there shade where people wait?"),
            pairs(&[("yes", "1"), ("no", "2")]),
            "{page}"
        );
        assert!(page.contains("Could not be checked: 1"), "{page}");
        assert!(!page.contains("How satisfied"), "three are too few: {page}");
        let done = decide(&lead, "V-0008", &accepted);
        assert_eq!(done.status, 303, "{}", text(&done));
        let page = so_far();
        assert_eq!(
            table(&page, "How satisfied are you?"),
            pairs(&[
                ("1 of 5", "0"),
                ("2 of 5", "1"),
                ("3 of 5", "0"),
                ("4 of 5", "1"),
                ("5 of 5", "2")
            ]),
            "{page}"
        );
        assert!(page.contains("people who answered: 4"), "{page}");
        // The report has the same tables in every edition; what was said in words is in none of them.
        for edition in ["report.json", "report.html"] {
            let report = text(&lead.get(&format!("/audits/a-0001/{edition}")));
            for said in [
                "Is there shade where people wait?",
                "How satisfied are you?",
                "2 of 3 (66.7%)",
                "2 of 4 (50.0%)",
            ] {
                assert!(report.contains(said), "{engine}: {edition}: {said}");
            }
            assert!(!report.contains("Thandi"), "{edition}");
        }
        assert!(!page.contains("Thandi"), "{page}");
        for edition in ["report.xlsx", "report.zip"] {
            let packed = lead.get(&format!("/audits/a-0001/{edition}"));
            assert_eq!(packed.status, 200, "{edition}");
            let inside = unpacked(whole(&packed));
            let asked = "Is there shade where people wait?";
            assert!(inside.contains(asked), "{edition}: {inside}");
            assert!(!inside.contains("Thandi"), "{edition}");
        }
        // Taken back by whoever gave it, it is counted no more.
        let why = [("reason", "other"), ("words", "Another clinic")];
        let gone = lead.post("/checks/a-0001/mine/V-0002/withdraw", &why);
        assert_eq!(gone.status, 303, "{}", text(&gone));
        assert_eq!(
            table(&so_far(), "Is there shade where people wait?"),
            pairs(&[("yes", "1"), ("no", "1")])
        );
    }
}
