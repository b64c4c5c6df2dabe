//! A claim is never found, and what was entered stays.

use groundtruth::db::register::{claims_of, dossier_numbered, versions_of};
use groundtruth::domain::figure::{Column, Figure};
use groundtruth::domain::register::Dossier;

use super::agreement;
use crate::support::house::House;
use crate::support::station::Station;

async fn figures(house: &House, number: i64) -> Vec<Figure> {
    let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
    let line = dossier_numbered(conn, scope, number)
        .await
        .unwrap()
        .unwrap();
    let claims = claims_of(conn, scope, line.id).await.unwrap();
    claims.into_iter().map(|claim| claim.figure).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn claimed_is_never_found() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let number = agreement(&house, "Meals").await;
        let new = "/register/A-0001/claims/new";
        assert_eq!(lead.get(new).status, 200);
        let claim = |who: &'static str| {
            [
                ("promise", "O-01"),
                ("way", "count"),
                ("value", "120"),
                ("counted_by", who),
            ]
        };
        for who in ["auditor", "third_party", "users"] {
            let refused = lead.post(new, &claim(who));
            assert_eq!(refused.status, 422, "{who}");
            assert!(refused.text().contains("enter it as field work"), "{who}");
        }
        for who in ["provider", "funder", "official", "press", "not_published"] {
            assert_eq!(lead.post(new, &claim(who)).status, 303, "{who}");
        }
        // Words that say it is kept are a claim as well.
        let met = [
            ("promise", "O-01"),
            ("way", "words"),
            ("says", "All targets met"),
            ("result", "kept"),
            ("counted_by", "provider"),
        ];
        assert_eq!(lead.post(new, &met).status, 303);
        let figures = figures(&house, number).await;
        assert_eq!(figures.len(), 6);
        assert!(figures.iter().all(|one| one.column() == Column::Claimed));
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let line = dossier_numbered(conn, scope, number)
            .await
            .unwrap()
            .unwrap();
        let dossier = Dossier {
            versions: versions_of(conn, scope, line.id).await.unwrap(),
            claims: figures,
            payments: Vec::new(),
        };
        let case = dossier.case("2026-06-01".parse().unwrap()).unwrap();
        assert_eq!(case.claims.len(), 6);
        assert!(case.tallies.is_empty() && case.observations.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_claim_keeps_the_one_before_with_the_reason() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let number = agreement(&house, "Meals").await;
        let mut claim = vec![
            ("title", "meals served"),
            ("way", "in_order"),
            ("value", "90"),
            ("of", "100"),
            ("counted_by", "provider"),
            ("from", "2026-01"),
            ("to", "2026-03"),
            ("place", "s-0001"),
            ("document", "new"),
        ];
        let added = lead.post("/register/A-0001/claims/new", &claim);
        let one = "/register/A-0001/claims/c-01";
        assert_eq!(added.status, 303, "{}", added.text());
        let form = lead.get(one).text();
        assert!(form.contains("value=\"90\"") && form.contains("value=\"2026-03\""));
        claim[2].1 = "80";
        // Without a reason nothing is corrected, and what was typed stays.
        let refused = lead.post(one, &claim);
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains("value=\"80\""));
        claim.push(("reason", "the list was counted twice"));
        assert_eq!(lead.post(one, &claim).status, 303);
        let figures = figures(&house, number).await;
        let aside: Vec<_> = figures.iter().map(|one| one.set_aside.as_deref()).collect();
        assert_eq!(aside, [Some("the list was counted twice"), None]);
        let page = lead.get("/register/A-0001/claims").text();
        assert!(page.contains("90 of 100") && page.contains("80 of 100"));
        assert!(page.contains("the list was counted twice") && page.contains("Clinic 7"));
        // What was set aside is not corrected again.
        assert_eq!(lead.post(one, &claim).status, 404);
        assert_eq!(lead.get(one).status, 404);
        let two = "/register/A-0001/claims/c-02/aside";
        assert_eq!(lead.post(two, &[("reason", " ")]).status, 422);
        assert_eq!(lead.post(two, &[("reason", "withdrawn")]).status, 303);
        assert!(lead.get("/access-log").text().contains("set a claim aside"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_in_ill_will_is_refused_or_shown_as_text() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    agreement(&house, "Meals <script>alert(1)</script>").await;
    let new = "/register/A-0001/claims/new";
    for (field, value) in [
        ("value", "1e999999"),
        ("value", "-"),
        ("of", "18446744073709551616"),
        ("promise", "O-99"),
        ("place", "s-9999"),
        ("party", "../x"),
        ("from", "2026-13-45"),
        ("way", "recount"),
        ("counted_by", "nobody"),
        ("title", "a\u{0}b"),
    ] {
        let mut claim = vec![
            ("title", "t"),
            ("way", "in_order"),
            ("value", "1"),
            ("of", "2"),
            ("counted_by", "provider"),
        ];
        claim.retain(|(name, _)| *name != field);
        claim.push((field, value));
        assert_eq!(lead.post(new, &claim).status, 422, "{field} {value}");
    }
    assert_eq!(lead.post(new, &[("organisation_id", "1")]).status, 422);
    let bad = [
        ("title", "<img src=x>"),
        ("way", "count"),
        ("value", "1"),
        ("counted_by", "press"),
    ];
    assert_eq!(lead.post(new, &bad).status, 303);
    let page = lead.get("/register/A-0001/claims").text();
    assert!(!page.contains("<img") && !page.contains("<script"));
    for path in [
        "/register/A-1/claims",
        "/register/A-0002/claims",
        "/register/x/claims",
    ] {
        assert_eq!(lead.get(path).status, 404, "{path}");
    }
    // Who only reads sees no way to change, and has none.
    let checker = house.member(&lead, "checker", "cai").await;
    let page = checker.get("/register/A-0001/claims");
    assert!(page.status == 200 && !page.text().contains("claims/new"));
    assert_eq!(checker.post(new, &bad).status, 404);
}
