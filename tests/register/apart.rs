//! Two organisations never meet here, and who may only read changes nothing.

use super::{lead, plain, sent};
use crate::portal::browser::between;
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const PATHS: [&str; 11] = [
    "",
    "/edit",
    "/amend",
    "/versions",
    "/promises/new",
    "/promises/O-01",
    "/promises/O-01/edit",
    "/promises/O-01/drop",
    "/promises/O-01/criteria",
    "/requests",
    "/requests/Q-0001",
];

async fn furnished(amina: &Visitor) -> String {
    let agreement = sent(
        amina,
        "/register/new",
        &[("title", "Ours alone"), ("kind", "contract")],
    );
    let promise = [
        ("promise", "Secret promise."),
        ("unit", "toilets"),
        ("target", "every"),
    ];
    sent(amina, &format!("{agreement}/promises/new"), &promise);
    let request = [
        ("what", "Contract"),
        ("asked_of", "City"),
        ("how", "letter"),
        ("asked_on", "2026-01-05"),
    ];
    sent(amina, &format!("{agreement}/requests"), &request);
    agreement
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_foreign_and_what_is_missing_are_the_same() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let amina = lead(&house).await;
        let ours = furnished(&amina).await;
        let olga = house.visitor();
        let theirs = house.station.another("theirs").await;
        olga.begins(&house.first_code(theirs).await, "Theirs", "olga");
        house.sets_up_a_factor(&olga, "olga").await;
        let said = |answer: crate::portal::browser::Answer| {
            let text = answer.text();
            let number = between(&text, "Number of this request: ", "<").to_owned();
            (
                answer.status,
                text.replace(&number, "").replace("A-0009", "A-0001"),
            )
        };
        for path in PATHS {
            let foreign = said(olga.get(&format!("{ours}{path}")));
            let missing = said(olga.get(&format!("/register/A-0009{path}")));
            assert_eq!(foreign, missing, "GET {path}");
            assert!([404, 405].contains(&foreign.0), "{path}");
            let fields = [
                ("title", "taken"),
                ("kind", "contract"),
                ("promise", "x"),
                ("unit", "y"),
                ("target", "every"),
            ];
            let foreign = olga.post(&format!("{ours}{path}"), &fields);
            assert!(
                (400..500).contains(&foreign.status),
                "POST {path}: {}",
                foreign.status
            );
        }
        for path in ["/register", "/requests", "/register?q=ours"] {
            let page = olga.get(path);
            assert!(
                !page.text().contains("Ours alone") && !page.text().contains("A-0001"),
                "{path}"
            );
        }
        let page = plain(&amina.get(&ours));
        assert!(page.contains("Ours alone") && page.contains("Secret promise."));
        // Theirs has the same number; a request of ours is not theirs through it.
        assert_eq!(furnished(&olga).await, ours);
        assert_eq!(olga.get(&format!("{ours}/requests/Q-0001")).status, 200);
        assert_eq!(olga.get(&format!("{ours}/requests/Q-0002")).status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_one_agreement_is_none_of_another() {
    let house = House::on_sqlite().await;
    let amina = lead(&house).await;
    let first = furnished(&amina).await;
    let second = sent(
        &amina,
        "/register/new",
        &[("title", "Second"), ("kind", "grant")],
    );
    assert_eq!(amina.get(&format!("{first}/requests/Q-0001")).status, 200);
    assert_eq!(amina.get(&format!("{second}/requests/Q-0001")).status, 404);
    let answer = [("answered_on", "2026-01-06"), ("outcome", "refused")];
    assert_eq!(
        amina
            .post(&format!("{second}/requests/Q-0001"), &answer)
            .status,
        404
    );
    assert_eq!(amina.get(&format!("{second}/promises/O-01")).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_reads_or_changes_as_it_may() {
    let house = House::on_sqlite().await;
    let amina = lead(&house).await;
    let agreement = furnished(&amina).await;
    for (role, reads, changes) in [
        ("audit_lead", true, true),
        ("checker", true, false),
        ("observer", true, false),
        ("funder", false, false),
    ] {
        let visitor = house.member(&amina, role, role).await;
        let status = |may: bool| if may { 200 } else { 404 };
        for path in [
            "/start",
            "/start/kits",
            "/register",
            "/requests",
            &agreement,
        ] {
            assert_eq!(visitor.get(path).status, status(reads), "{role} {path}");
        }
        for path in [
            "/edit",
            "/amend",
            "/promises/new",
            "/promises/O-01/edit",
            "/promises/O-01/drop",
        ] {
            assert_eq!(
                visitor.get(&format!("{agreement}{path}")).status,
                status(changes),
                "{role} {path}"
            );
        }
        assert_eq!(
            visitor.get("/").text().contains("href=\"/register\""),
            reads,
            "{role}"
        );
        // What cannot be done is not offered.
        let page = visitor.get(&agreement).text();
        assert_eq!(page.contains("/promises/new"), changes, "{role}");
        let new = visitor
            .post("/register/new", &[("title", role), ("kind", "contract")])
            .status;
        assert_eq!(new, if changes { 303 } else { 404 }, "{role}");
        let drop = visitor
            .post(&format!("{agreement}/promises/O-09/drop"), &[])
            .status;
        assert_eq!(drop, 404, "{role}");
    }
}
