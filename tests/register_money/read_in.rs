//! Where a field was read is shown beside it, whatever the format of the file, and stays until the field is corrected.

use serde_json::Value;

use super::api::{read, token_of};
use crate::imports::taken::{brings, takes};
use crate::support::house::{House, Visitor};
use crate::support::station::Station;

const TABLE: &str = "Identifier,Title,Amount Awarded,Currency,Award Date,Recipient Org:Name,Funding Org:Name\n\
    g-1,Meals,1000.50,GBP,2026-01-05,Kitchen,North Fund\n";
const JSON: &str = r#"{"ocid": "x-1", "id": "r1", "date": "2026-01-05", "tag": ["contract"], "initiationType": "tender",
 "parties": [{"id": "b", "name": "Council", "roles": ["buyer"]}], "buyer": {"id": "b"},
 "contracts": [{"id": "c", "awardID": "a", "title": "Toilets", "value": {"amount": 100, "currency": "GBP"},
  "items": [{"id": "1", "description": "Toilets cleaned", "quantity": 346, "unit": {"name": "toilet"}}]}]}"#;
const XML: &str = r#"<iati-activities version="2.03"><iati-activity default-currency="USD" xml:lang="en">
<iati-identifier>XX-1-toilets</iati-identifier><reporting-org ref="XX-1" type="21"><narrative>North Fund</narrative></reporting-org>
<title><narrative>Toilets</narrative></title><participating-org role="1" ref="XX-1"><narrative>North Fund</narrative></participating-org>
<result type="1"><title><narrative>Toilets</narrative></title><indicator measure="1"><title><narrative>Toilets in use</narrative></title>
<period><period-start iso-date="2026-01-01"/><period-end iso-date="2026-06-30"/><target value="346"/></period>
</indicator></result></iati-activity></iati-activities>"#;

fn comes(lead: &Visitor, name: &str, text: &str) {
    assert_eq!(brings(lead, name, text.as_bytes()).status, 303);
    let taken = takes(lead, "I-0001", "all");
    assert_eq!(taken.status, 303, "{}", taken.text());
}

fn json(house: &House, token: &str, path: &str) -> Value {
    let answer = read(&house.visitor(), path, token);
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

fn says(page: &str, all: &[&str]) {
    for said in all {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_of_a_table_is_shown_with_its_cell() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
        comes(&lead, "grants.csv", TABLE);
        let page = lead.get("/register/A-0001").text();
        says(
            &page,
            &[
                "Read in I-0001",
                "grants.csv",
                "href=\"/imports/I-0001\"",
                "C2",
                "1000.50",
            ],
        );
        let token = token_of(&lead);
        let told = json(&house, &token, "/api/agreements/A-0001");
        let value = &told["pointers"]["agreement.value"];
        assert_eq!(
            (&value["import"], &value["text"]),
            (&"I-0001".into(), &"1000.50".into())
        );
        assert!(value["at"].as_str().unwrap().ends_with("C2"), "{value}");
        assert_eq!(value["sha256"].as_str().unwrap().len(), 64);
        // What people correct was read nowhere; the rest still stands where it stood.
        let corrected = [
            ("title", "Hot meals"),
            ("kind", "grant"),
            ("funders", "North Fund"),
            ("providers", "Kitchen"),
            ("value", "1000.5"),
            ("currency", "GBP"),
            ("from", "2026-01-05"),
        ];
        let answer = lead.post("/register/A-0001/edit", &corrected);
        assert_eq!(answer.status, 303, "{}", answer.text());
        let told = json(&house, &token, "/api/agreements/A-0001");
        let pointers = told["pointers"].as_object().unwrap();
        assert!(!pointers.contains_key("agreement.title"), "{pointers:?}");
        assert!(pointers.contains_key("agreement.value"), "{pointers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_of_json_is_shown_with_its_pointer() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    comes(&lead, "contract.json", JSON);
    let page = lead.get("/register/A-0001/promises/O-01").text();
    says(
        &page,
        &[
            "Read in I-0001",
            "contract.json",
            "href=\"/imports/I-0001\"",
            "quantity",
            "346",
        ],
    );
    let told = json(
        &house,
        &token_of(&lead),
        "/api/agreements/A-0001/promises/O-01",
    );
    let pointers = told["pointers"].as_object().unwrap();
    let target = &pointers["obligations[o-01].target"];
    assert_eq!(target["at"], "/contracts/0/items/0/quantity", "{target}");
    assert!(
        pointers
            .keys()
            .all(|path| path.starts_with("obligations[o-01]."))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_of_xml_is_shown_with_its_path() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    comes(&lead, "activity.xml", XML);
    let page = lead.get("/register/A-0001/promises/O-01").text();
    says(&page, &["Read in I-0001", "activity.xml", "target", "346"]);
    let told = json(&house, &token_of(&lead), "/api/agreements/A-0001/promises");
    let at = told[0]["pointers"]["obligations[o-01].target"]["at"]
        .as_str()
        .unwrap();
    assert!(
        at.starts_with('/') && at.contains("iati-activity") && at.contains("target"),
        "{at}"
    );
}
