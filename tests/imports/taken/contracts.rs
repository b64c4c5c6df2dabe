//! Contracts whose releases tell one story: merged into one agreement, and told on by the next file.

use groundtruth::db::register::{claims_of, flows_of, versions_of};
use groundtruth::domain::figure::Column;

use super::{brings, every_agreement, taken, takes};
use crate::imports::data::{file, folder};
use crate::support::house::House;
use crate::support::station::Station;

const FIRST: &str = r#"{"ocid": "x-1", "id": "r1", "date": "2026-01-05", "tag": ["award", "contract"], "initiationType": "tender",
 "parties": [{"id": "b", "name": "Council", "roles": ["buyer"]}, {"id": "s", "name": "Cleaners", "roles": ["supplier"]}],
 "buyer": {"id": "b"}, "awards": [{"id": "a", "suppliers": [{"id": "s"}], "value": {"amount": 90, "currency": "GBP"}}],
 "contracts": [{"id": "c", "awardID": "a", "title": "Toilets", "value": {"amount": 100.10, "currency": "GBP"},
  "items": [{"id": "1", "description": "Toilets cleaned", "quantity": 346, "unit": {"name": "toilet"}}]}]}"#;
const SECOND: &str = r#"{"ocid": "x-1", "id": "r2", "date": "2026-03-05", "tag": ["contractAmendment"], "initiationType": "tender",
 "contracts": [{"id": "c", "awardID": "a", "value": {"amount": 120, "currency": "GBP"}}]}"#;
const PAID: &str = r#"{"ocid": "x-1", "id": "r3", "date": "2026-04-05", "tag": ["implementation"], "initiationType": "tender",
 "contracts": [{"id": "c", "awardID": "a", "implementation": {
  "milestones": [{"id": "m", "title": "Half of them", "type": "delivery", "dueDate": "2026-03-31", "status": "met"}],
  "transactions": [{"id": "p1", "date": "2026-04-01", "value": {"amount": 60, "currency": "GBP"}}]}}]}"#;

fn package(releases: &[&str]) -> String {
    let releases = releases.join(",");
    format!(r#"{{"uri": "u", "publishedDate": "2026-05-01", "releases": [{releases}]}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn import_contracts_and_merge() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        // The order of the file is not the order of the story.
        let both = package(&[SECOND, FIRST]);
        assert_eq!(brings(&lead, "contracts.json", both.as_bytes()).status, 303);
        let seen = lead.get("/imports/I-0001").text();
        assert!(seen.contains("OCDS") && seen.contains("GBP 120"), "{seen}");
        assert_eq!(takes(&lead, "I-0001", "all").status, 303);
        let all = package(&[FIRST, SECOND, PAID]);
        assert_eq!(brings(&lead, "contracts.json", all.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0002", "all").status, 303);
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let lines = every_agreement(&house.station.app, scope).await;
        assert_eq!(lines.len(), 1, "one process, one agreement");
        let versions = versions_of(conn, scope, lines[0].id).await.unwrap();
        let terms = &versions.last().unwrap().terms;
        assert_eq!(terms.agreement.title, "Toilets");
        let value = terms.agreement.value.as_ref().unwrap();
        assert_eq!(value.value().to_string(), "120");
        let promised = |terms: &groundtruth::domain::register::Terms| {
            let named = terms.obligations.iter().find(|one| one.unit == "toilet");
            named.unwrap().id.clone()
        };
        assert_eq!(
            promised(&versions[0].terms),
            promised(terms),
            "a promise keeps its name"
        );
        let claims = claims_of(conn, scope, lines[0].id).await.unwrap();
        assert!(!claims.is_empty(), "a milestone that is met is claimed");
        for claim in &claims {
            assert_eq!(claim.figure.column(), Column::Claimed);
        }
        assert_eq!(flows_of(conn, scope, lines[0].id).await.unwrap().len(), 1);
        // Back to what the first file said.
        assert_eq!(lead.post("/imports/I-0002/undo", &[]).status, 303);
        let claims = claims_of(conn, scope, lines[0].id).await.unwrap();
        let flows = flows_of(conn, scope, lines[0].id).await.unwrap();
        assert!(claims.is_empty() && flows.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_releases_of_a_story_of_the_standard_are_one_agreement() {
    let Some(folder) = folder() else { return };
    let name = "ocds/fictional/record-ocds-213czf-000-00001.json";
    let bytes = file(&folder, name);
    for station in Station::on_each().await {
        let ctx = station.ctx();
        taken(&ctx, "record.json", &bytes).await.unwrap();
        let lines = every_agreement(&ctx.app, ctx.scope).await;
        assert_eq!(lines.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_paid_and_who_was_paid_are_bodies_and_no_second_ones() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let paid = PAID.replace(
            r#""id": "p1","#,
            r#""id": "p1", "payer": {"id": "b", "name": "Council"}, "payee": {"name": "Night Cleaners"},"#,
        );
        let first = package(&[FIRST, &paid]);
        assert_eq!(brings(&lead, "paid.json", first.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0001", "all").status, 303);
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let lines = every_agreement(&house.station.app, scope).await;
        let flows = flows_of(conn, scope, lines[0].id).await.unwrap();
        let versions = versions_of(conn, scope, lines[0].id).await.unwrap();
        let funders = &versions[0].terms.agreement.funders;
        assert_eq!(
            flows[0].payer.as_ref(),
            funders.first(),
            "one body by its identifier"
        );
        let payee = flows[0].payee.clone().unwrap();
        let page = lead.get(&format!("/bodies/{}", payee.as_str().to_uppercase()));
        assert!(page.text().contains("Night Cleaners"), "{}", page.text());
        let money = lead.get("/register/A-0001/money").text();
        assert!(money.contains("Night Cleaners"), "{money}");
        // Brought in again with another sum: the same body, though nothing but its name tells.
        let again = first.replace("\"amount\": 60", "\"amount\": 61");
        assert_eq!(brings(&lead, "paid.json", again.as_bytes()).status, 303);
        assert_eq!(takes(&lead, "I-0002", "all").status, 303);
        let flows = flows_of(conn, scope, lines[0].id).await.unwrap();
        assert_eq!(flows.len(), 1);
        assert_eq!(flows[0].payee, Some(payee));
        assert_eq!(lead.get("/bodies/B-0004").status, 404);
    }
}
