//! Stored documents: a claim, money and a promise may rest on one, and words of a promise are held against their page.

use groundtruth::db::register::{claims_of, dossier_numbered, flows_of, versions_of};
use groundtruth::domain::obligation::QuoteChecked;
use groundtruth::domain::register::Terms;

use super::agreement;
use super::writes::{send_file, writing};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const TEXT: &str = "Ten taps work at each place.\nThey work each day.";

async fn newest(house: &House, number: i64) -> Terms {
    let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
    let line = dossier_numbered(conn, scope, number)
        .await
        .unwrap()
        .unwrap();
    let versions = versions_of(conn, scope, line.id).await.unwrap();
    versions.last().unwrap().terms.clone()
}

/// What a page says, with plain slashes.
fn reads(lead: &Visitor, path: &str) -> String {
    lead.get(path).text().replace("&#x2f;", "/")
}

fn stores(house: &House, lead: &Visitor) {
    let made = send_file(
        &house.visitor(),
        "/api/documents?title=The+contract",
        &writing(lead),
        TEXT,
    );
    assert_eq!(made.header("location"), "/api/documents/D-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_and_money_may_rest_on_a_stored_document() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let number = agreement(&house, "Meals").await;
        stores(&house, &lead);
        let claim = |document: &'static str| {
            [
                ("promise", "O-01"),
                ("way", "count"),
                ("value", "120"),
                ("counted_by", "provider"),
                ("document", document),
            ]
        };
        let new = "/register/A-0001/claims/new";
        assert!(
            lead.get(new).text().contains("D-0001 The contract"),
            "it is offered"
        );
        let wrong = lead.post(new, &claim("D-0002"));
        assert_eq!(wrong.status, 422, "there is no such document");
        assert_eq!(lead.post(new, &claim("D-0001")).status, 303);
        let flow = [
            ("kind", "payment"),
            ("title", "March"),
            ("amount", "60"),
            ("currency", "GBP"),
            ("counted_by", "funder"),
            ("document", "d-0001"),
        ];
        let flows = "/register/A-0001/money/flows/new";
        // Since the claim it is a source of the agreement.
        assert!(lead.get(flows).text().contains("Document D-0001"));
        let answer = lead.post(flows, &flow);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let (conn, scope) = (house.station.app.db.reads(), house.station.scope);
        let line = dossier_numbered(conn, scope, number)
            .await
            .unwrap()
            .unwrap();
        let claims = claims_of(conn, scope, line.id).await.unwrap();
        assert_eq!(claims.last().unwrap().figure.sources[0].as_str(), "d-0001");
        let flows = flows_of(conn, scope, line.id).await.unwrap();
        assert_eq!(
            flows.last().unwrap().source.as_ref().unwrap().as_str(),
            "d-0001"
        );
        let terms = newest(&house, number).await;
        let named: Vec<_> = terms
            .sources
            .iter()
            .filter(|one| one.id.as_str() == "d-0001")
            .collect();
        assert_eq!(named.len(), 1);
        assert!(named[0].sha256.is_some() && !named[0].title.contains("The contract"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_of_a_stored_document_need_their_page_and_say_what_came_of_looking() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        let number = agreement(&house, "Taps").await;
        stores(&house, &lead);
        let promise = |page: &'static str, quote: &'static str| {
            [
                ("promise", "Ten taps work"),
                ("unit", "taps"),
                ("target", "at_least"),
                ("amount", "10"),
                ("document", "D-0001"),
                ("page", page),
                ("quote", quote),
            ]
        };
        let new = "/register/A-0001/promises/new";
        let before = newest(&house, number).await.obligations.len();
        for page in ["", " "] {
            let unpaged = lead.post(new, &promise(page, "Twenty taps work"));
            assert_eq!(unpaged.status, 422);
            assert!(
                unpaged.text().contains("on which page of the document"),
                "{}",
                unpaged.text()
            );
        }
        assert_eq!(
            lead.post(new, &promise("1", "Twenty taps work")).status,
            422
        );
        assert_eq!(newest(&house, number).await.obligations.len(), before);
        let made = lead.post(new, &promise("1", "Ten taps work at each place."));
        assert_eq!(made.status, 303, "{}", made.text());
        let terms = newest(&house, number).await;
        let clause = terms.obligations.last().unwrap().clause.clone().unwrap();
        assert_eq!(clause.checked, Some(QuoteChecked::Found));
        let label = terms.obligations.last().unwrap().id.as_str().to_uppercase();
        let page = reads(&lead, &format!("/register/A-0001/promises/{label}"));
        let address = "href=\"/documents/D-0001/pages/1\"";
        assert!(
            page.contains(address) && page.contains("These words were found on that page"),
            "{page}"
        );
        assert!(reads(&lead, "/register/A-0001").contains(address));
        // Without words nothing is looked for, and nothing is said of it.
        let silent = [
            ("promise", "Ten taps work"),
            ("unit", "taps"),
            ("target", "at_least"),
            ("amount", "10"),
            ("document", "D-0001"),
        ];
        assert_eq!(
            lead.post(&format!("/register/A-0001/promises/{label}/edit"), &silent)
                .status,
            303
        );
        let clause = newest(&house, number)
            .await
            .obligations
            .last()
            .unwrap()
            .clause
            .clone()
            .unwrap();
        assert_eq!((clause.checked, clause.page), (None, None));
    }
}
