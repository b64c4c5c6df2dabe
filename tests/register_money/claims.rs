//! A claim is never found, and what was entered stays.

use groundtruth::db::register::{claims_of, dossier_numbered, versions_of};
use groundtruth::domain::figure::{Column, Figure};
use groundtruth::domain::register::Dossier;
use groundtruth::infra::words::Words;

use super::agreement;
use crate::imports::taken::taken;
use crate::support::house::{House, Visitor};
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
        nothing_is_found(&lead, number);

        // Nor what a published file says of itself, and nor after a visit that counted nothing of it.
        let ctx = house.station.ctx();
        taken(&ctx, "activity.xml", PUBLISHED.as_bytes())
            .await
            .unwrap();
        nothing_is_found(&lead, number + 1);
    }
}

/// An activity that says of itself that all of it was reached.
const PUBLISHED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03"><iati-activity default-currency="EUR">
 <iati-identifier>XM-1-A</iati-identifier>
 <reporting-org ref="XM-1" type="10"><narrative>Agency</narrative></reporting-org>
 <title><narrative>Wells</narrative></title>
 <participating-org role="1" ref="XM-1"><narrative>Agency</narrative></participating-org>
 <activity-date type="1" iso-date="2025-01-01"/><activity-date type="3" iso-date="2025-12-31"/>
 <result type="1"><title><narrative>Wells dug</narrative></title>
  <indicator measure="1"><title><narrative>Wells that give water</narrative></title>
   <period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
    <target value="120"/><actual value="120"/></period></indicator></result>
</iati-activity></iati-activities>"#;

/// Begins the check of an agreement: on its comparison and in its report, what is claimed stands under Claimed, and nothing
/// under Found.
fn nothing_is_found(lead: &Visitor, number: i64) {
    let begun = lead.post(&format!("/register/A-{number:04}/check"), &[]);
    assert_eq!(begun.status, 303, "{}", begun.text());
    let words = Words::english();
    let nobody = words.get("cell-nobody-looked");
    let page = lead.get(&format!("/audits/a-{number:04}"));
    assert_eq!(page.status, 200);
    let page = page.text();
    let cells = |word: &str| -> Vec<String> {
        let head = format!("<dt>{word}</dt>");
        let cells = page.split(&head).skip(1);
        cells
            .map(|cell| cell.split("</div>").next().unwrap_or_default().to_owned())
            .collect()
    };
    let (claimed, found) = (cells("Claimed"), cells("Found"));
    assert!(!found.is_empty() && claimed.len() == found.len(), "{page}");
    assert!(
        claimed.iter().any(|cell| cell.contains("120")),
        "{claimed:?}"
    );
    for cell in &found {
        assert!(cell.contains(&nobody) && !cell.contains("120"), "{cell}");
    }
    let report = lead.get(&format!("/audits/a-{number:04}/report.json"));
    let report = groundtruth_reports::export::json::read(&report.body).unwrap();
    for row in &report.promises {
        let verdict = row.verdict.as_ref().map(|verdict| verdict.label.clone());
        let verdict = verdict.unwrap_or_default();
        assert!(!verdict.to_lowercase().contains("kept"), "{verdict}");
        assert!(row.found.figures.is_empty());
        assert_eq!(row.found.sentence.as_ref(), Some(&nobody));
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
