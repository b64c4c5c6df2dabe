//! Two of one name are offered and never merged; a person stays sealed; a list of sites asks before it repeats.

use super::agreement;
use crate::support::house::House;
use crate::support::station::Station;

#[tokio::test(flavor = "multi_thread")]
async fn two_of_one_name_are_offered_and_what_is_decided_can_be_taken_back() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        agreement(&house, "Meals").await;
        let new = [
            ("name", "CLEAN  streets."),
            ("role", "provider"),
            ("identifier", "gb–chc 1164883"),
        ];
        let added = lead.post("/bodies/new", &new);
        assert_eq!(
            added.header("location"),
            "/bodies/B-0004",
            "{}",
            added.text()
        );
        let page = lead.get("/bodies/B-0004").text();
        assert!(page.contains("These may be one body") && page.contains("B-0003"));
        assert!(page.contains("GB-CHC-1164883") && page.contains("gb–chc 1164883"));
        assert!(page.contains("Charity Commission"));
        let decide = |what: &'static str| [("other", "B-0003"), ("decision", what)];
        let path = "/bodies/B-0004/same";
        assert_eq!(lead.post(path, &decide("apart")).status, 303);
        let page = lead.get("/bodies/B-0003").text();
        assert!(
            !page.contains("These may be one body") && page.contains("P-0001"),
            "{page}"
        );
        assert_eq!(lead.post(path, &decide("open")).status, 303);
        assert!(
            lead.get("/bodies/B-0003")
                .text()
                .contains("These may be one body")
        );
        assert_eq!(lead.post(path, &decide("same")).status, 303);
        // The agreements of both are those of each.
        let page = lead.get("/bodies/B-0004").text();
        assert!(page.contains("Meals") && page.contains("delivers") && page.contains("P-0001"));
        assert_eq!(lead.post(path, &decide("open")).status, 303);
        assert!(
            !lead
                .get("/bodies/B-0004")
                .text()
                .contains("/register/A-0001")
        );
        let log = lead.get("/access-log").text();
        assert!(log.contains("said that two bodies are one") && log.contains("took back"));
        // An identifier belongs to one body.
        let taken = lead.post(
            "/bodies/B-0003/identifiers",
            &[("identifier", "GB-CHC-1164883")],
        );
        assert_eq!(taken.status, 422);
        assert!(taken.text().contains("B-0004 has this identifier"));
        let dropped = lead.post(
            "/bodies/B-0004/identifiers/drop",
            &[("normal", "GB-CHC-1164883")],
        );
        assert_eq!(dropped.status, 303);
        let given = lead.post(
            "/bodies/B-0003/identifiers",
            &[("identifier", "GB-CHC-1164883")],
        );
        assert_eq!(given.status, 303);
        assert_eq!(
            lead.post("/bodies/B-0003/identifiers", &[("identifier", "St Mary")])
                .status,
            422
        );
        assert!(
            lead.get("/bodies?q=1164883")
                .text()
                .contains("Clean Streets")
        );
        assert!(
            !lead
                .get("/bodies?q=nothing")
                .text()
                .contains("Clean Streets")
        );
        let person = [
            ("name", "Thandi Example"),
            ("person", "yes"),
            ("stands_as", "a driver"),
            ("role", "other"),
        ];
        assert_eq!(lead.post("/bodies/new", &person).status, 303);
        let (list, one) = (
            lead.get("/bodies").text(),
            lead.get("/bodies/B-0005").text(),
        );
        assert!(list.contains("a driver") && !list.contains("Thandi") && !one.contains("Thandi"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_list_asks_before_it_repeats_a_name() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let list = "Clinic 7 | north | -34.05, 18.60\nClinic 8\n";
        let first = lead.post("/sites", &[("kind", "site"), ("list", list)]);
        assert_eq!(first.status, 303, "{}", first.text());
        let more = "clinic 7.\nClinic 9 | south\nClinic 9";
        let asked = lead.post("/sites", &[("kind", "site"), ("list", more)]);
        assert_eq!(asked.status, 409);
        let text = asked.text();
        assert!(text.contains("S-0001") && text.contains("twice in this list"));
        assert!(lead.get("/sites").text().contains("2 in all"));
        let leave = [("kind", "site"), ("list", more), ("known", "leave")];
        assert_eq!(lead.post("/sites", &leave).status, 303);
        assert!(lead.get("/sites").text().contains("3 in all"));
        let add = [("kind", "site"), ("list", "Clinic 7"), ("known", "add")];
        assert_eq!(lead.post("/sites", &add).status, 303);
        assert!(lead.get("/sites").text().contains("4 in all"));
        let wrong = "Good\n| no name\nPump || 91,0";
        let refused = lead.post("/sites", &[("kind", "asset"), ("list", wrong)]);
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("Line 2 has no name"));
        assert!(lead.get("/sites?q=south").text().contains("Clinic 9"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_not_there() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let ours = house.administrator("amina").await;
        agreement(&house, "Meals of ours").await;
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        for path in [
            "/register/A-0001/claims",
            "/register/A-0001/claims/new",
            "/register/A-0001/money",
            "/register/A-0001/money/budget/new",
            "/register/A-0001/money/flows/new",
            "/bodies/B-0001",
            "/funding/B-0001",
        ] {
            assert_eq!(ours.get(path).status, 200, "{path}");
            assert_eq!(theirs.get(path).status, 404, "{path}");
        }
        for (path, fields) in [
            (
                "/register/A-0001/claims/new",
                vec![
                    ("title", "t"),
                    ("way", "count"),
                    ("value", "1"),
                    ("counted_by", "press"),
                ],
            ),
            (
                "/register/A-0001/money/budget/new",
                vec![("title", "t"), ("amount", "1")],
            ),
            ("/register/A-0001/money/budget/l-01/drop", vec![]),
            ("/register/A-0001/money/shares", vec![("b-0001", "1")]),
            (
                "/register/A-0001/money/rate",
                vec![("unit", "u"), ("price", "1")],
            ),
            (
                "/register/A-0001/money/flows/new",
                vec![
                    ("kind", "payment"),
                    ("title", "t"),
                    ("amount", "1"),
                    ("counted_by", "press"),
                ],
            ),
            (
                "/register/A-0001/money/flows/1/aside",
                vec![("reason", "r")],
            ),
            (
                "/bodies/B-0001/identifiers",
                vec![("identifier", "GB-CHC-1")],
            ),
            (
                "/bodies/B-0001/same",
                vec![("other", "B-0002"), ("decision", "same")],
            ),
        ] {
            assert_eq!(theirs.post(path, &fields).status, 404, "{path}");
        }
        for path in ["/bodies", "/sites", "/funding"] {
            let page = theirs.get(path).text();
            assert!(
                !page.contains("City of Rivers") && !page.contains("Clinic"),
                "{path}"
            );
        }
    }
}
