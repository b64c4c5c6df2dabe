//! Every id of one organisation asked for by another, on every address that takes one: the same bytes as for an id that
//! nobody has.

use std::collections::BTreeMap;

use groundtruth::domain::actor::Role;

use super::{routes, send, words};
use crate::support::house::{House, Visitor};

/// What stands in the places of addresses, by their names: ids that one organisation has, and one that nobody has.
fn ids(place: &str) -> (Vec<String>, &'static str) {
    let labels = |head: &str, most: u32| (1..=most).map(|n| format!("{head}{n:04}")).collect();
    match place {
        "agreement" => (labels("A-", 4), "A-9999"),
        "promise" => (
            ["O-01", "O-02", "O-01", "O-02"].map(String::from).into(),
            "O-99",
        ),
        "document" | "number" => (labels("D-", 4), "D-9999"),
        "request" => (labels("Q-", 4), "Q-9999"),
        "body" => (labels("B-", 4), "B-9999"),
        "import" => (labels("I-", 4), "I-9999"),
        "code" => (
            ["a-0001", "a-0002", "a-0003", "a-0004"]
                .map(String::from)
                .into(),
            "a-9999",
        ),
        _ => (["1", "2", "3", "4"].map(String::from).into(), "9999"),
    }
}

/// Four agreements with promises, requests, bodies, checks and visits.
fn fill(lead: &Visitor, today: &str) {
    for number in 1..=4 {
        let agreement = [
            ("title", "Taps in Ward 5"),
            ("kind", "contract"),
            ("places", "Tap one\nTap two"),
        ];
        assert_eq!(lead.post("/register/new", &agreement).status, 303);
        let under = format!("/register/A-{number:04}");
        let promise = [
            ("promise", "Ten taps work at each place."),
            ("step", "fields"),
            ("kind", "quantity"),
            ("unit", "taps"),
            ("target", "at_least"),
            ("amount", "10"),
            ("each_place", "yes"),
        ];
        for _ in 0..2 {
            let added = lead.post(&format!("{under}/promises/new"), &promise);
            assert_eq!(added.status, 303, "{}", added.text());
        }
        let body = [("name", "Water Works"), ("note", "")];
        lead.post("/bodies/new", &body);
        assert_eq!(lead.post(&format!("{under}/check"), &[]).status, 303);
        let place = format!("s-{:04}", number * 2 - 1);
        let visit = [
            ("place", place.as_str()),
            ("date", today),
            ("observers", "W-01"),
            ("seen-o-01", "in_order"),
            ("value-o-01", "10"),
        ];
        lead.post(&format!("/checks/a-{number:04}/visits"), &visit);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_id_of_another_organisation_is_there_on_any_address() {
    let house = House::on_sqlite().await;
    let ours = house.administrator("amina").await;
    let today = house.station.app.surroundings.now().date_naive();
    fill(&ours, &today.to_string());
    assert_eq!(ours.get("/register/A-0004/promises/O-02").status, 200);
    assert_eq!(ours.get("/checks/a-0004").status, 200);

    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    let mut foreign = vec![house.visitor()];
    for (role, name) in Role::ALL
        .into_iter()
        .zip(["ann", "bea", "cai", "dan", "eve"])
    {
        foreign.push(house.member(&theirs, role.word(), name).await);
    }

    let (mut swapped, mut open_to_us) = (0, 0);
    for line in routes(&house) {
        let places: Vec<&str> = line
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        // What is published is for everyone, and so are the looks and the parts of pages.
        if places.is_empty() || line.path.starts_with("/assets") {
            continue;
        }
        let filled = |choose: &dyn Fn(&str) -> String| {
            let path = line.path.split('/').map(|part| {
                let place = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
                place.map_or_else(|| part.to_owned(), choose)
            });
            path.collect::<Vec<_>>().join("/")
        };
        let ask = |visitor: &Visitor, path: String| {
            let path: &'static str = path.leak();
            let answer = send(
                visitor,
                &groundtruth::infra::http::RouteLine { path, ..line },
                None,
            );
            (answer.status, words(&answer).replace(path, ""))
        };
        let missing = filled(&|place| ids(place).1.to_owned());
        let mut told: BTreeMap<usize, (u16, String)> = BTreeMap::new();
        for at in 0..4 {
            let path = filled(&|place| ids(place).0[at].clone());
            for (who, visitor) in foreign.iter().enumerate() {
                let nobodys = told
                    .entry(who)
                    .or_insert_with(|| ask(visitor, missing.clone()));
                let answer = ask(visitor, path.clone());
                assert_eq!(&answer, nobodys, "{} {path} as {who}", line.method);
                swapped += 1;
            }
            if line.method == "GET" {
                open_to_us += usize::from(ask(&ours, path).0 == 200);
            }
        }
    }
    // The ids are ours, or the test would prove nothing.
    assert!(open_to_us > 40, "{open_to_us}");
    assert!(swapped >= 1_000, "{swapped}");
    crate::support::postgres::say(&format!(
        "{swapped} ids of another organisation asked for, {open_to_us} of them shown to their own"
    ));
}
