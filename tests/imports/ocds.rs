//! Contracts on small files of our own: each shape, each rule of the mapping.

use groundtruth::domain::exchange::FlowKind;
use groundtruth::domain::figure::{ResultInWords, Value};
use groundtruth::domain::obligation::Kind;

use super::data::Kept;

const RELEASE: &str = r#"{"ocid": "x-1", "id": "r1", "date": "2026-01-05", "tag": ["contract"], "initiationType": "tender",
 "parties": [
  {"id": "b", "name": "Council", "roles": ["buyer"], "identifier": {"scheme": "gb-lac", "id": "E09 000007"}},
  {"id": "f", "name": "Fund", "roles": ["funder"]},
  {"id": "s", "name": "Cleaners", "roles": ["supplier"], "address": {"locality": "Leeds"}},
  {"id": "t", "name": "Helpers", "roles": ["supplier"]}],
 "buyer": {"id": "b"},
 "awards": [{"id": "a", "suppliers": [{"id": "s"}, {"id": "t"}], "value": {"amount": 90, "currency": "GBP"}}],
 "contracts": [{"id": "c", "awardID": "a", "title": "Toilets", "status": "active", "dateSigned": "2026-01-04",
  "period": {"startDate": "2026-02-01T00:00:00Z", "endDate": "2026-12-31T00:00:00Z"},
  "value": {"amount": 100.10, "currency": "GBP"},
  "items": [{"id": "1", "description": "Toilets cleaned", "quantity": 346, "unit": {"name": "toilet"},
    "deliveryLocation": {"description": "Khayelitsha", "geometry": {"type": "Point", "coordinates": [18.68, -34.04]}}}],
  "milestones": [{"id": "m", "title": "Half", "type": "delivery", "dueDate": "2026-06-30"}],
  "agreedMetrics": [{"id": "k", "title": "Visits", "observations": [
    {"id": "k1", "measure": "500", "unit": {"name": "visit"}, "period": {"startDate": "2026-02-01", "endDate": "2026-06-30"}, "dimensions": {"sex": "female"}},
    {"id": "k2", "measure": "700", "period": {"startDate": "2026-07-01", "endDate": "2026-12-31"}}]}],
  "documents": [{"id": "d", "title": "Signed", "url": "https://example.org/c.pdf", "documentType": "contractSigned"}],
  "amendments": [{"id": "am", "date": "2026-03-01", "rationale": "More toilets"}],
  "extra": {"a": [1]},
  "implementation": {
   "milestones": [{"id": "m", "title": "Half", "status": "met", "dateMet": "2026-06-28"}, {"id": "n", "title": "Rest", "status": "notMet"}],
   "metrics": [{"id": "k", "title": "Visits", "observations": [{"id": "z", "measure": "480", "period": {"startDate": "2026-02-01", "endDate": "2026-06-30"}, "dimensions": {"sex": "female"}}]}],
   "transactions": [
    {"id": "p1", "date": "2026-03-01", "value": {"amount": 60, "currency": "GBP"}, "payer": {"id": "b", "name": "Council"}},
    {"id": "p2", "amount": {"amount": 50, "currency": "GBP"}, "receiverOrganization": {"legalName": "Cleaners"}}]}}]}"#;

fn read(text: &str) -> Kept {
    Kept::of_ocds(text.as_bytes()).unwrap()
}

#[test]
fn every_shape_gives_the_same_agreement() {
    let package = format!(r#"{{"uri": "u", "publishedDate": "2026", "releases": [{RELEASE}]}}"#);
    let line = RELEASE.replace('\n', " ");
    let shapes = [
        (RELEASE.to_owned(), ""),
        (package, "/releases/0"),
        (
            format!(r#"{{"records": [{{"ocid": "x-1", "compiledRelease": {RELEASE}}}]}}"#),
            "/records/0/compiledRelease",
        ),
        (
            format!(r#"{{"records": [{{"ocid": "x-1", "releases": [{RELEASE}]}}]}}"#),
            "/records/0/releases/0",
        ),
        (
            format!(r#"{{"ocid": "x-1", "releases": [{RELEASE}]}}"#),
            "/releases/0",
        ),
        (
            format!(
                r#"{{"versionedRelease": {{}}, "releases": [], "compiledRelease": {RELEASE}}}"#
            ),
            "/compiledRelease",
        ),
        (format!("[{RELEASE}]"), "/0"),
        (format!("{line}\n{}\n", line.replace("x-1", "x-2")), "/0"),
        (format!("\u{feff}{RELEASE}"), ""),
    ];
    for (text, at) in shapes {
        let found = read(&text);
        let first = &found.agreements[0];
        assert_eq!(first.source_id.value, "x-1/c", "{at}");
        let title = first.title.as_ref().unwrap();
        assert_eq!(title.at.0, format!("{at}/contracts/0/title"));
        assert_eq!(first.flows.len(), 2);
    }
}

#[test]
fn a_contract_is_mapped_whole() {
    let found = read(RELEASE);
    let one = &found.agreements[0];
    let names = |parties: &[groundtruth::domain::exchange::PublishedParty]| {
        parties
            .iter()
            .map(|p| p.name.value.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (names(&one.funders), names(&one.providers)),
        (
            vec!["Fund".to_owned()],
            vec!["Cleaners".to_owned(), "Helpers".to_owned()]
        )
    );
    assert_eq!(one.amount.as_ref().unwrap().text, "100.10");
    assert_eq!(
        (
            one.other_amounts[0].0.as_str(),
            one.other_amounts[0].1.text.as_str()
        ),
        ("award", "90")
    );
    let dates =
        [&one.signed, &one.start, &one.end].map(|date| date.as_ref().unwrap().value.to_string());
    assert_eq!(dates, ["2026-01-04", "2026-02-01", "2026-12-31"]);
    let place = one.places[0].point.as_ref().unwrap();
    assert_eq!(
        place.value,
        ("-34.04".to_owned(), "18.68".to_owned()),
        "GeoJSON has the longitude first"
    );
    let promises: Vec<_> = one
        .promises
        .iter()
        .map(|p| (p.source_id.as_str(), p.kind))
        .collect();
    assert_eq!(
        promises,
        [
            ("item/1", Kind::Quantity),
            ("milestone/m", Kind::Deadline),
            ("milestone/n", Kind::Deadline),
            ("metric/k/0", Kind::Quantity),
            ("metric/k/1", Kind::Quantity),
        ]
    );
    assert_eq!(one.promises[0].target.as_ref().unwrap().text, "346");
    assert_eq!(one.promises[3].group.as_ref().unwrap().value, "sex: female");
    let claims: Vec<_> = one
        .claims
        .iter()
        .map(|c| (c.promise.as_deref().unwrap(), &c.value.value))
        .collect();
    assert!(
        matches!(claims[0], ("milestone/m", Value::DoneOn(date)) if date.to_string() == "2026-06-28")
    );
    assert!(matches!(
        claims[1],
        (
            "milestone/n",
            Value::Words {
                result: ResultInWords::NotMet,
                ..
            }
        )
    ));
    assert!(
        matches!(claims[2], ("metric/k/0", Value::Measure { value, .. }) if value.text() == "480")
    );
    assert_eq!(found.flow(FlowKind::Payment), "110");
    assert_eq!(one.flows[1].payee.as_ref().unwrap().name.value, "Cleaners");
    let codes: Vec<_> = one.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(
        codes,
        ["amounts-differ", "paid-more-than-agreed", "amended"]
    );
    assert_eq!(one.extras[0].0, "extra");
    assert_eq!(one.documents[0].kind.as_deref(), Some("contractSigned"));
}

#[test]
fn identifiers_are_made_comparable_and_kept_as_published() {
    let text = RELEASE.replace(r#""roles": ["funder"]"#, r#""roles": ["other"]"#);
    let found = read(&text);
    let id = &found.agreements[0].funders[0].identifiers[0].value;
    assert_eq!(
        (id.normal.as_str(), id.original.as_str()),
        ("GB-LAC-E09000007", "gb-lac-E09 000007")
    );
}

#[test]
fn versioned_releases_are_recognised_wherever_they_stand() {
    let versioned = r#"{"ocid": "x", "initiationType": [{"releaseID": "1", "releaseDate": "2026-01-01", "value": "tender"}], "tag": [{"releaseID": "1", "value": ["tender"]}]}"#;
    assert_eq!(read(versioned).refusals(), ["versioned-release"]);
    let record = format!(r#"{{"records": [{{"ocid": "x", "versionedRelease": {versioned}}}]}}"#);
    let found = read(&record);
    assert_eq!(
        (
            found.refused[0].code.as_str(),
            found.refused[0].at.0.as_str()
        ),
        ("versioned-release", "/records/0")
    );
    let alone = format!(r#"{{"versionedRelease": {versioned}}}"#);
    assert!(
        Kept::of_ocds(alone.as_bytes())
            .unwrap_err()
            .to_string()
            .starts_with("versioned-release")
    );
}

#[test]
fn what_is_no_agreement_says_why() {
    let tender = r#"{"ocid": "x", "tender": {"id": "t"}}"#;
    assert_eq!(read(tender).refusals(), ["tender-only"]);
    assert_eq!(
        read(r#"{"ocid": "x", "planning": {}}"#).refusals(),
        ["nothing-agreed"]
    );
    let lost = r#"{"ocid": "x", "awards": [{"id": "a", "status": "unsuccessful"}]}"#;
    assert_eq!(read(lost).refusals(), ["award-not-made"]);
    let twice = r#"{"ocid": "x", "contracts": [{"id": "a"}, {"id": "a"}, {}]}"#;
    let found = read(twice);
    assert_eq!(
        (found.agreements.len(), found.refused[0].at.0.as_str()),
        (2, "/contracts/1")
    );
    assert_eq!(found.noted("id-missing")[0].at.0, "/contracts/2");
    let not = Kept::of_ocds(br#"{"grants": []}"#).unwrap_err().to_string();
    assert!(not.starts_with("not-ocds"));
}

#[test]
fn numbers_keep_every_digit() {
    let text = r#"{"ocid": "x", "contracts": [{"id": "a", "value": {"amount": 123456789012345678.25, "currency": "USD"}},
        {"id": "b", "value": {"amount": 2.809999872E9, "currency": "PYG"}}, {"id": "c", "value": {"amount": "12.50", "currency": "usd"}}]}"#;
    let found = read(text);
    let amount = |at: usize| found.agreements[at].amount.as_ref().unwrap();
    assert_eq!(amount(0).value.value.to_string(), "123456789012345678.25");
    assert_eq!(
        (
            amount(1).value.value.to_string().as_str(),
            amount(1).text.as_str()
        ),
        ("2809999872", "2.809999872E9")
    );
    assert_eq!(amount(2).value.value.to_string(), "12.5");
    assert_eq!(found.noted("number-as-text").len(), 1);
}
