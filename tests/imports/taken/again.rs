//! Files that are read again: what they changed is changed, and nothing that people entered is lost.

use chrono::NaiveDate;
use groundtruth::db::register::{promises_of, versions_of};
use groundtruth::domain::register::{Terms, Version, in_force};

use super::{brings, takes};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const FIRST: &str = r#"{"ocid": "x-1", "id": "r1", "date": "2026-01-05", "tag": ["award", "contract"], "initiationType": "tender",
 "parties": [{"id": "b", "name": "Council", "roles": ["buyer"]}, {"id": "s", "name": "Cleaners", "roles": ["supplier"]}],
 "buyer": {"id": "b"}, "awards": [{"id": "a", "suppliers": [{"id": "s"}], "value": {"amount": 90, "currency": "GBP"}}],
 "contracts": [{"id": "c", "awardID": "a", "title": "Toilets", "value": {"amount": 100, "currency": "GBP"},
  "items": [{"id": "1", "description": "Toilets cleaned", "quantity": 346, "unit": {"name": "toilet"}}]}]}"#;
const SECOND: &str = r#"{"ocid": "x-1", "id": "r2", "date": "2026-03-09", "tag": ["contractAmendment"], "initiationType": "tender",
 "contracts": [{"id": "c", "awardID": "a", "value": {"amount": 120, "currency": "GBP"},
  "amendments": [{"id": "m1", "date": "2026-03-05T00:00:00Z", "description": "more"}],
  "items": [{"id": "2", "description": "Roofs mended", "quantity": 5, "unit": {"name": "roof"}}]}]}"#;
const THIRD: &str = r#"{"ocid": "x-1", "id": "r3", "date": "2026-05-01", "tag": ["contractUpdate"], "initiationType": "tender",
 "contracts": [{"id": "c", "awardID": "a",
  "items": [{"id": "1", "quantity": 350}, {"id": "3", "description": "Doors", "quantity": 7, "unit": {"name": "door"}}]}]}"#;

fn package(named: &str, releases: &[&str]) -> String {
    let releases = releases.join(",");
    format!(r#"{{"uri": "{named}", "publishedDate": "2026-05-01", "releases": [{releases}]}}"#)
}

fn sent(lead: &Visitor, path: &str, fields: &[(&str, &str)]) {
    let answer = lead.post(path, fields);
    assert_eq!(answer.status, 303, "{path}: {}", answer.text());
}

/// Brings a file and takes it; gives what its page says.
fn comes(lead: &Visitor, name: &str, text: &str) -> String {
    let came = brings(lead, name, text.as_bytes());
    assert_eq!(came.status, 303, "{}", came.text());
    let address = came.header("location").to_owned();
    let label = address.trim_start_matches("/imports/");
    let taken = takes(lead, label, "all");
    assert_eq!(taken.status, 303, "{}", taken.text());
    lead.get(&address).text()
}

async fn versions(house: &House, number: i64) -> Vec<Version> {
    let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
    let line = groundtruth::db::register::dossier_numbered(conn, scope, number).await;
    versions_of(conn, scope, line.unwrap().unwrap().id)
        .await
        .unwrap()
}

/// The names of the promises, each with its unit.
fn promised(terms: &Terms) -> Vec<(&str, &str)> {
    let all = terms.obligations.iter();
    all.map(|one| (one.id.as_str(), one.unit.as_str()))
        .collect()
}

fn value(terms: &Terms) -> String {
    terms.agreement.value.as_ref().unwrap().value().to_string()
}

fn on(versions: &[Version], day: &str) -> Terms {
    let day: NaiveDate = day.parse().unwrap();
    in_force(versions, day).unwrap().terms.clone()
}

/// What a lead does with an agreement that came from a file.
fn works_on(lead: &Visitor) {
    let path = "/register/A-0001/promises";
    let roof = [
        ("promise", "A roof over each"),
        ("unit", "roofs"),
        ("target", "every"),
        ("rank", "law"),
    ];
    sent(lead, &format!("{path}/new"), &roof);
    let quoted = [
        ("promise", "Toilets cleaned"),
        ("unit", "toilet"),
        ("target", "at_least"),
        ("amount", "346"),
        ("rank", "agreement"),
        ("clause", "4.1"),
        ("quote", "cleaned every day before seven"),
    ];
    sent(lead, &format!("{path}/O-01/edit"), &quoted);
    let law = [("target", "every"), ("rank", "law")];
    sent(lead, &format!("{path}/O-01/criteria"), &law);
    let line = [("title", "Soap"), ("amount", "20")];
    sent(lead, "/register/A-0001/money/budget/new", &line);
}

fn stands_as_entered(terms: &Terms) {
    let first = &terms.obligations[0];
    let clause = first.clause.as_ref().expect("the quotation stands");
    assert_eq!(
        clause.quote.as_deref(),
        Some("cleaned every day before seven")
    );
    assert_eq!(first.criteria.len(), 2, "the further standard stands");
    assert_eq!(terms.obligations[1].promise, "A roof over each");
    assert_eq!(terms.budget.len(), 1, "the budget stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_entered_stands_when_a_changed_file_is_read_again() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        comes(&lead, "c.json", &package("one", &[FIRST]));
        works_on(&lead);
        let worked = versions(&house, 1).await;
        // Other bytes that say the same make no version, though people changed much.
        let page = comes(&lead, "c.json", &package("two", &[FIRST]));
        assert!(page.contains("say what was known: 1"), "{page}");
        assert_eq!(versions(&house, 1).await.len(), worked.len());
        // An amendment: its changes come in, and only they.
        let page = comes(&lead, "c.json", &package("three", &[FIRST, SECOND]));
        assert!(page.contains("say something new: 1"), "{page}");
        let amended = versions(&house, 1).await;
        let newest = on(&amended, "2026-12-31");
        assert_eq!(value(&newest), "120");
        assert_eq!(
            promised(&newest),
            [("o-01", "toilet"), ("o-02", "roofs"), ("o-03", "roof")]
        );
        stands_as_entered(&newest);
        // It is in force from its own day on; what was promised before stays promised before.
        let earlier = on(&amended, "2026-03-04");
        assert_eq!(
            (value(&earlier).as_str(), promised(&earlier).len()),
            ("100", 2)
        );
        assert_eq!(value(&on(&amended, "2026-03-05")), "120");
        // After one more change by hand the promises of the file are still known by their names.
        let doors = [
            ("promise", "A lamp in each"),
            ("unit", "lamps"),
            ("target", "every"),
            ("rank", "law"),
        ];
        sent(&lead, "/register/A-0001/promises/new", &doors);
        comes(&lead, "c.json", &package("four", &[FIRST, SECOND, THIRD]));
        let told = versions(&house, 1).await;
        let newest = on(&told, "2026-12-31");
        let names = [
            ("o-01", "toilet"),
            ("o-02", "roofs"),
            ("o-03", "roof"),
            ("o-04", "lamps"),
            ("o-05", "door"),
        ];
        assert_eq!(promised(&newest), names);
        stands_as_entered(&newest);
        let target = &newest.obligations[0].criteria[0].target;
        assert!(format!("{target:?}").contains("350"), "{target:?}");
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let line = groundtruth::db::register::dossier_numbered(conn, scope, 1).await;
        let lines = promises_of(conn, scope, line.unwrap().unwrap().id)
            .await
            .unwrap();
        for line in &lines {
            assert_eq!(
                line.code.as_str(),
                format!("o-{:02}", line.number),
                "{lines:?}"
            );
        }
        // Taken back, it is as people left it.
        sent(&lead, "/imports/I-0004/undo", &[]);
        let left = versions(&house, 1).await;
        let newest = on(&left, "2026-12-31");
        assert_eq!(promised(&newest).len(), 4);
        stands_as_entered(&newest);
        // What is entered next bears a number that nothing had.
        sent(&lead, "/register/A-0001/promises/new", &doors);
        let newest = on(&versions(&house, 1).await, "2026-12-31");
        assert_eq!(newest.obligations.last().unwrap().id.as_str(), "o-06");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amendment_that_a_file_tells_of_holds_in_what_people_amended_for_later_days() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    comes(&lead, "c.json", &package("one", &[FIRST]));
    let later = [
        ("effective", "2026-06-01"),
        ("changed", "Roofs are law now"),
    ];
    sent(&lead, "/register/A-0001/amend", &later);
    works_on(&lead);
    comes(&lead, "c.json", &package("two", &[FIRST, SECOND]));
    let all = versions(&house, 1).await;
    let of = |day: &str| (value(&on(&all, day)), promised(&on(&all, day)).len());
    assert_eq!(of("2026-03-04"), ("100".to_owned(), 1));
    assert_eq!(of("2026-05-31"), ("120".to_owned(), 2));
    assert_eq!(of("2026-06-01"), ("120".to_owned(), 3));
    stands_as_entered(&on(&all, "2026-06-01"));
    let names: Vec<_> = all.iter().filter(|one| one.effective.is_some()).collect();
    let last = names.last().unwrap();
    assert_eq!(last.code.as_str(), "amendment-1", "it keeps its name");
    sent(&lead, "/imports/I-0002/undo", &[]);
    let all = versions(&house, 1).await;
    assert_eq!(value(&on(&all, "2026-05-31")), "100");
    stands_as_entered(&on(&all, "2026-06-01"));
}

fn grants(second: &str) -> String {
    let grant = |id: &str, amount: &str, funder: &str| {
        format!(
            r#"{{"id": "360G-x-{id}", "title": "Meals {id}", "description": "Hot", "currency": "GBP", "amountAwarded": {amount},
 "awardDate": "2026-01-05", "recipientOrganization": [{{"id": "1001", "name": "Kitchen {funder}"}}],
 "fundingOrganization": [{{"id": "GB-CHC 1164883", "name": "{funder}"}}]}}"#
        )
    };
    let (one, two) = (grant("one", "100", "Fund"), grant("two", second, "Fund"));
    format!(r#"{{"grants": [{one}, {two}]}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_did_not_change_makes_no_version_though_people_worked_on_it() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    comes(&lead, "g.json", &grants("200"));
    let roof = [
        ("promise", "A meal a day"),
        ("unit", "meals"),
        ("target", "every"),
        ("rank", "law"),
    ];
    sent(&lead, "/register/A-0001/promises/new", &roof);
    let page = comes(&lead, "g.json", &grants("250"));
    assert!(
        page.contains("say something new: 1") && page.contains("say what was known: 1"),
        "{page}"
    );
    let kept = versions(&house, 1).await;
    assert_eq!(kept.len(), 2, "as entered, and with the promise");
    assert_eq!(promised(&kept[1].terms), [("o-01", "meals")]);
    let other = versions(&house, 2).await;
    assert_eq!((other.len(), value(&other[1].terms).as_str()), (2, "250"));
    // One publisher's own identifier is one body in its file, and after it was read again.
    let providers = |version: &Version| version.terms.agreement.providers.clone();
    assert_eq!(providers(&other[0]), providers(&other[1]));
    assert_eq!(providers(&other[0]), providers(&kept[0]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identifier_that_a_publisher_made_up_is_another_body_in_the_file_of_another() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let typed = [
            ("name", "North Fund"),
            ("role", "funder"),
            ("identifier", "gb–chc 1164883"),
        ];
        sent(&lead, "/bodies/new", &typed);
        comes(&lead, "one.json", &grants("200"));
        let theirs = grants("300")
            .replace("360G-x-", "360G-y-")
            .replace("Kitchen", "Roofers");
        comes(&lead, "two.json", &theirs);
        let (one, two) = (versions(&house, 1).await, versions(&house, 3).await);
        let (one, two) = (&one[0].terms, &two[0].terms);
        assert_ne!(one.agreement.providers, two.agreement.providers);
        let name = |terms: &Terms| {
            terms
                .party_name(&terms.agreement.providers[0])
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            (name(one), name(two)),
            ("Kitchen Fund".to_owned(), "Roofers Fund".to_owned())
        );
        // A charity is one body, typed or imported, in whichever way its number is written.
        for terms in [one, two] {
            assert_eq!(terms.agreement.funders[0].as_str(), "b-0001");
        }
        assert!(
            lead.get("/bodies/B-0001")
                .text()
                .contains("/register/A-0003")
        );
    }
}
