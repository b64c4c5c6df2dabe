//! Grants: counts and sums of published files, and each rule on a small file of our own.

use groundtruth::domain::exchange::FlowKind;
use groundtruth::features::imports::DateOrder;
use groundtruth::features::imports::giving::Answers;
use std::collections::HashSet;

use super::data::{Kept, file, folder};

fn read(text: &str) -> Kept {
    Kept::of_giving(text.as_bytes(), Answers::default()).unwrap()
}

fn recipients(read: &Kept) -> usize {
    let parties = read
        .agreements
        .iter()
        .flat_map(|agreement| &agreement.providers);
    let ids = parties.map(|party| party.identifiers[0].text.clone());
    ids.collect::<HashSet<_>>().len()
}

#[test]
fn grants_of_the_a_b_charitable_trust() {
    let Some(folder) = folder() else { return };
    let bytes = file(&folder, "360giving/real-abct/a001p00000zgyHZAAY.json");
    let read = Kept::of_giving(&bytes, Answers::default()).unwrap();
    assert_eq!((read.agreements.len(), read.refused.len()), (783, 0));
    assert_eq!(read.total(), "12785625");
    assert_eq!(recipients(&read), 322);
    let placed = read
        .agreements
        .iter()
        .filter(|a| a.places.iter().any(|place| !place.is_weak));
    assert_eq!(placed.count(), 782);
    assert!(
        read.agreements
            .iter()
            .all(|a| a.start.is_none() && a.end.is_none())
    );
    assert!(
        read.agreements
            .iter()
            .all(|a| a.signed.is_some() && a.funders.len() == 1)
    );
}

#[test]
fn grants_of_the_andrew_lloyd_webber_foundation() {
    let Some(folder) = folder() else { return };
    let bytes = file(&folder, "360giving/real-alwf/a003W000001B7PzQAK.json");
    let read = Kept::of_giving(&bytes, Answers::default()).unwrap();
    assert_eq!((read.agreements.len(), read.refused.len()), (475, 0));
    assert_eq!(read.total(), "21757793.27");
    assert_eq!(recipients(&read), 288);
    let noise: Vec<_> = read
        .noted("amount-noise")
        .iter()
        .map(|note| note.about[0].1.as_str())
        .collect();
    assert_eq!(noise, ["41133.770000000004", "44337.130000000005"]);
    let planned = read.agreements.iter().filter(|a| {
        a.start.is_some()
            || a.end.is_some()
            || a.extras.iter().any(|(name, _)| name.starts_with("planned"))
    });
    assert_eq!(planned.count(), 468);
}

#[test]
fn grants_of_the_wolfson_foundation_ask_once_for_each_column_of_dates() {
    let Some(folder) = folder() else { return };
    let bytes = file(&folder, "360giving/real-wolfson/a002400000KeYdsAAF.json");
    let asked = Kept::of_giving(&bytes, Answers::default()).unwrap();
    assert_eq!(
        (asked.agreements.len(), asked.total()),
        (379, "31178456".to_owned())
    );
    assert_eq!(asked.flow(FlowKind::Payment), "8933771");
    assert_eq!(recipients(&asked), 305);
    let questions = asked.noted("dates-ambiguous");
    let columns: Vec<_> = questions
        .iter()
        .map(|note| note.about[0].1.as_str())
        .collect();
    assert_eq!(columns, ["awardDate"]);
    assert!(
        asked
            .agreements
            .iter()
            .all(|agreement| agreement.signed.is_none())
    );
    let dates = Some(DateOrder::DayFirst);
    let told = Kept::of_giving(&bytes, Answers { dates }).unwrap();
    assert!(
        told.agreements
            .iter()
            .all(|agreement| agreement.signed.is_some())
    );
    assert_eq!(
        told.agreements[0]
            .signed
            .as_ref()
            .unwrap()
            .value
            .to_string(),
        "2014-06-05"
    );
    assert!(told.noted("dates-ambiguous").is_empty());
}

#[test]
fn fixtures_of_the_validator_are_read_or_refused_with_their_place() {
    let Some(folder) = folder() else { return };
    let fixture = |name: &str| {
        let bytes = file(&folder, &format!("360giving/validator-fixtures/{name}"));
        Kept::of_giving(&bytes, Answers::default())
    };
    let good = fixture("fundingproviders-grants_fixed_2_grants.json").unwrap();
    assert_eq!(good.agreements.len(), 2);
    let nulls = fixture("nulls.json").unwrap();
    assert_eq!(nulls.refused[0].code, "id-missing");
    assert_eq!(nulls.refused[0].at.0, "/grants/0");
    let broken = fixture("fundingproviders-grants_malformed.json")
        .unwrap_err()
        .to_string();
    assert!(broken.contains("line "), "{broken}");
    let bad = fixture("badfile_all_validation_errors.json").unwrap();
    let at = |code: &str| {
        bad.noted(code)
            .iter()
            .map(|note| note.at.0.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(at("date-unreadable"), ["/grants/0/awardDate"]);
    assert_eq!(at("number-unreadable"), ["/grants/0/amountAwarded"]);
    assert_eq!(
        at("wrong-type"),
        ["/grants/0/plannedDates", "/grants/0/actualDates/0"]
    );
    for name in [
        "fundingproviders-grants_broken_grants.json",
        "multiple_funder_names_org_ids.json",
        "duration_usefulness.json",
    ] {
        let _ = fixture(name);
    }
}

#[test]
fn a_grant_has_its_dates_places_money_and_people() {
    let read = read(
        r#"{"version": "1.4", "grants": [{
        "id": "g/1", "title": "Swings", "currency": "GBP", "amountAwarded": 1200.50, "amountDisbursed": 600,
        "awardDate": "2025-01-02", "plannedDates": [{"startDate": "2025-02-01", "endDate": "2026-01-31", "duration": 12}],
        "fundingOrganization": [{"id": "GB-CHC-1", "name": "A fund"}],
        "recipientOrganization": [{"id": "360G-a:org-7", "name": "Play group", "charityNumber": "SC012345", "companyNumber": "07 12"}],
        "recipientIndividual": {"id": "p1", "name": "A Person"},
        "beneficiaryLocation": [{"name": "Camden", "geoCode": "E09000007", "latitude": 51.5, "longitude": -0.14}],
        "disbursementTransaction": [{"transactionDate": "2025-03-01", "value": 250.25, "currency": "GBP"}],
        "relatedDocument": [{"title": "Letter", "webAddress": "https://example.org/l"}],
        "Open Call?": "YES"}]}"#,
    );
    let grant = &read.agreements[0];
    assert_eq!(
        grant.amount.as_ref().unwrap().at.0,
        "/grants/0/amountAwarded"
    );
    assert_eq!(grant.amount.as_ref().unwrap().text, "1200.50");
    assert_eq!(grant.end.as_ref().unwrap().value.to_string(), "2026-01-31");
    assert_eq!(
        grant
            .providers
            .iter()
            .map(|p| p.is_person)
            .collect::<Vec<_>>(),
        [false, true]
    );
    let ids: Vec<_> = grant.providers[0]
        .identifiers
        .iter()
        .map(|id| id.value.normal.as_str())
        .collect();
    assert_eq!(ids, ["360G-A:ORG-7", "GB-SC-SC012345", "GB-COH-0712"]);
    assert_eq!(
        grant.places[0].point.as_ref().unwrap().value,
        ("51.5".to_owned(), "-0.14".to_owned())
    );
    assert_eq!(read.flow(FlowKind::Payment), "250.25");
    assert_eq!(
        grant
            .extras
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        ["planned duration, months", "Open Call?"]
    );
    assert_eq!(
        grant.documents[0].url.as_ref().unwrap().value,
        "https://example.org/l"
    );
    assert!(
        grant.promises.is_empty() && grant.notes.is_empty(),
        "{:?}",
        grant.notes
    );
}

#[test]
fn one_bad_grant_does_not_lose_the_rest_and_a_second_one_of_a_name_is_refused() {
    let read = read(
        r#"{"grants": [{"id": "a"}, {"id": "b", "id": "c"}, 7, {"title": "none"}, {"id": "a"}, {"id": "d"}]}"#,
    );
    assert_eq!(
        read.agreements
            .iter()
            .map(|a| a.source_id.value.as_str())
            .collect::<Vec<_>>(),
        ["a", "d"]
    );
    assert_eq!(
        read.refusals(),
        ["member-twice", "wrong-type", "id-missing", "id-twice"]
    );
    assert_eq!(read.refused[3].at.0, "/grants/4/id");
}
