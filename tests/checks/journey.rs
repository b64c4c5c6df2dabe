//! What people do, through real HTTP on both databases.

use std::collections::BTreeMap;

use groundtruth::infra::kits::shipped;
use groundtruth::infra::words::Words;

use super::houses;
use crate::support::house::Visitor;

/// A page as it reads, without the escapes.
fn plain(page: &str) -> String {
    page.replace("&#x2f;", "/").replace("&#x27;", "'")
}

/// Sends a form whose fields have names that are put together.
fn post(visitor: &Visitor, path: &str, fields: &BTreeMap<String, String>) -> (u16, String) {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (&**k, &**v)).collect();
    let answer = visitor.post(path, &fields);
    (answer.status, plain(&answer.text()))
}

fn fields(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    pairs.collect()
}

/// The blanks of a kit with their examples; `places` wherever the kit asks for them.
fn filled(kit: &str, places: &str) -> BTreeMap<String, String> {
    let kit = shipped(kit, &Words::english()).unwrap();
    let answer = |blank: &groundtruth::domain::kit::Blank| match blank.fills {
        Some(groundtruth::domain::kit::Fills::Places) => places.to_owned(),
        Some(groundtruth::domain::kit::Fills::From) => "2020-01-01".to_owned(),
        _ => blank.example.clone(),
    };
    kit.blanks
        .iter()
        .map(|blank| (blank.id.as_str().to_owned(), answer(blank)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn kit_to_first_comparison_in_ten_minutes() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let start = plain(&lead.get("/start").text());
        assert!(start.contains("/start/kits"), "{start}");
        let kits = plain(&lead.get("/start/kits").text());
        assert!(kits.contains("/start/kits/toilets"), "{kits}");

        let names: Vec<String> = (1..=12).map(|at| format!("Block {at}")).collect();
        let answers = filled("toilets", &names.join("; "));
        let mut inputs = answers.len();
        // What does not do is named beside its field, and what was typed stays.
        let mut wrong = answers.clone();
        let number = shipped("toilets", &Words::english()).unwrap();
        let number = number.blanks.iter();
        let number = number.filter(|b| b.kind == groundtruth::domain::kit::BlankKind::Number);
        let number = number.map(|b| b.id.as_str().to_owned()).next().unwrap();
        wrong.insert(number.clone(), "many".to_owned());
        let (status, page) = post(&lead, "/start/kits/toilets", &wrong);
        assert_eq!(status, 422, "{engine}");
        assert!(page.contains(&format!("f-{number}-error")) && page.contains("Block 1; Block 2"));
        let (status, page) = post(&lead, "/start/kits/toilets", &answers);
        assert_eq!(status, 303, "{engine}: {page}");

        let agreement = plain(&lead.get("/register/A-0001").text());
        assert!(agreement.contains("O-01") && agreement.contains("/register/A-0001/check"));
        assert_eq!(lead.get("/register/A-0001/card/card.pdf").status, 200);
        let card = lead.get("/register/A-0001/card/card.html");
        assert_eq!(card.status, 200);

        assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
        inputs += 1;
        let desk = plain(&lead.get("/checks/a-0001").text());
        assert!(desk.contains("0 of 12 places visited"), "{engine}: {desk}");

        let today = house.station.app.surroundings.now().date_naive();
        let form = plain(&lead.get("/checks/a-0001/visits/new?place=s-0001").text());
        let asked = form.matches("name=\"seen-").count();
        assert!(asked >= 5, "{form}");
        let mut visit = fields(&[("place", "s-0001"), ("observers", "W-01")]);
        visit.insert("date".to_owned(), today.to_string());
        // Nothing seen is no visit.
        let (status, page) = post(&lead, "/checks/a-0001/visits", &visit);
        assert_eq!(status, 422);
        assert!(page.contains("Nothing was seen"), "{page}");
        visit.insert("seen-o-01".to_owned(), "not_in_order".to_owned());
        visit.insert("value-o-01".to_owned(), "3".to_owned());
        visit.insert("seen-o-02".to_owned(), "in_order".to_owned());
        visit.insert(
            "note-o-02".to_owned(),
            "Mrs Okafor holds the key".to_owned(),
        );
        let (status, page) = post(&lead, "/checks/a-0001/visits", &visit);
        assert_eq!(status, 303, "{engine}: {page}");
        inputs += visit.len();
        assert!(inputs <= 25, "{inputs} inputs");

        let desk = plain(&lead.get("/checks/a-0001").text());
        assert!(desk.contains("1 of 12 places visited"), "{desk}");
        let comparison = lead.get("/audits/a-0001");
        assert_eq!(comparison.status, 200);
        let comparison = plain(&comparison.text());
        assert!(
            comparison.contains("1 of 12 places visited; nothing can be said about the rest"),
            "{comparison}"
        );
        assert!(comparison.contains("Draft: not checked, not published"));
        let draft = lead.get("/audits/a-0001/report.pdf");
        assert_eq!(draft.status, 200);
        assert_eq!(draft.headers["cache-control"], "no-store");
        // Nobody else sees it, and what is not theirs is not there.
        let stranger = house.visitor();
        assert_eq!(stranger.get("/audits/a-0001").status, 404);
        assert_eq!(stranger.get("/audits/a-0001/report.pdf").status, 404);
        assert_eq!(stranger.get("/checks/a-0001").status, 404);
        let observer = house.member(&lead, "observer", "ben").await;
        assert_eq!(observer.get("/audits/a-0001").status, 200);
        assert_eq!(observer.post("/register/A-0001/check", &[]).status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_held_against_what_was_in_force_on_its_day() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        let agreement = [
            ("title", "Taps in Ward 5"),
            ("kind", "contract"),
            ("places", "Tap one\nTap two"),
        ];
        assert_eq!(lead.post("/register/new", &agreement).status, 303);
        let promise = [
            ("promise", "Ten taps work at each place."),
            ("step", "fields"),
            ("kind", "quantity"),
            ("unit", "taps"),
            ("target", "at_least"),
            ("amount", "10"),
            ("each_place", "yes"),
        ];
        let added = lead.post("/register/A-0001/promises/new", &promise);
        assert_eq!(added.status, 303, "{}", added.text());
        let today = house.station.app.surroundings.now().date_naive();
        let begins = today - chrono::TimeDelta::days(10);
        let begins_text = begins.to_string();
        let amendment = [
            ("effective", begins_text.as_str()),
            ("changed", "Twelve instead of ten"),
        ];
        let amended = lead.post("/register/A-0001/amend", &amendment);
        assert_eq!(amended.status, 303, "{}", amended.text());
        let mut more = promise.to_vec();
        more[0].1 = "Twelve taps work at each place.";
        more[5].1 = "12";
        let edited = lead.post("/register/A-0001/promises/O-01/edit", &more);
        assert_eq!(edited.status, 303, "{}", edited.text());
        assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
        let before = (begins - chrono::TimeDelta::days(1)).to_string();
        let after = today.to_string();
        for (day, code, place) in [
            (&before, "o-01", "s-0001"),
            (&after, "o-01-amendment-1", "s-0002"),
        ] {
            let mut visit = fields(&[("place", place), ("observers", "W-01"), ("date", day)]);
            visit.insert(format!("seen-{code}"), "in_order".to_owned());
            visit.insert(format!("value-{code}"), "11".to_owned());
            let (status, page) = post(&lead, "/checks/a-0001/visits", &visit);
            assert_eq!(status, 303, "{page}");
            // The other wording was not in force that day.
            let other = if code == "o-01" {
                "o-01-amendment-1"
            } else {
                "o-01"
            };
            let mut wrong = fields(&[("place", place), ("observers", "W-01"), ("date", day)]);
            wrong.insert(format!("seen-{other}"), "in_order".to_owned());
            let (status, page) = post(&lead, "/checks/a-0001/visits", &wrong);
            assert_eq!(status, 422);
            assert!(page.contains("not in force"), "{page}");
        }
        let page = plain(&lead.get("/audits/a-0001").text());
        assert!(
            page.contains("Ten taps") && page.contains("Twelve taps"),
            "{page}"
        );
        // What was seen stays when the register is taken over again.
        assert_eq!(lead.post("/register/A-0001/check", &[]).status, 303);
        let desk = plain(&lead.get("/checks/a-0001").text());
        assert!(desk.contains("2 of 2 places visited"), "{desk}");
        let log = groundtruth::db::log::size_of(house.station.app.db.reads(), house.station.scope);
        assert!(log.await.unwrap() >= 5);
    }
}
