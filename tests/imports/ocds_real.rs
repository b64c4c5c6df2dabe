//! Contracts as governments publish them: counts and sums recounted by hand from the files.

use groundtruth::domain::exchange::FlowKind;
use groundtruth::domain::figure::Value;

use super::data::{Kept, file, files, folder};

/// Contracts, promises, claims, payments, sum agreed, sum paid.
type Row = (
    &'static str,
    usize,
    usize,
    usize,
    usize,
    &'static str,
    &'static str,
);

const MEXICO: [Row; 6] = [
    (
        "real-mexico-cdmx/OCDS-87SD3T-SEFIN-DRM-A-001-2016.json",
        1,
        13,
        11,
        11,
        "984398.88",
        "902365.64",
    ),
    (
        "real-mexico-cdmx/OCDS-87SD3T-SEFIN-DRM-A-002-2016.json",
        1,
        13,
        11,
        11,
        "1000597.44",
        "917214.32",
    ),
    (
        "real-mexico-jalisco/ocds-xs1qbl-02-0070-00-2017.json",
        2,
        59,
        0,
        2,
        "315122.062",
        "313458.15",
    ),
    (
        "real-mexico-jalisco/ocds-xs1qbl-SFIN-03-0001-00-2017.json",
        1,
        2,
        0,
        4,
        "9396000",
        "11275200",
    ),
    (
        "real-mexico-jalisco/ocds-xs1qbl-SFIN-03-0013-00-2017.json",
        4,
        18,
        0,
        4,
        "116343.94",
        "116343.94",
    ),
    (
        "real-mexico-jalisco/ocds-xs1qbl-SFIN-03-0016-00-2017.json",
        6,
        16,
        0,
        7,
        "17473555.6",
        "17473555.6",
    ),
];

#[test]
fn mexican_contracts_have_their_items_milestones_and_payments() {
    let Some(folder) = folder() else { return };
    for (name, contracts, promises, claims, payments, agreed, paid) in MEXICO {
        let read = Kept::of_ocds(&file(&folder, &format!("ocds/{name}"))).unwrap();
        assert_eq!(read.agreements.len(), contracts, "{name}");
        assert_eq!(read.count(|a| &a.promises), promises, "{name}");
        assert_eq!(read.count(|a| &a.claims), claims, "{name}");
        assert_eq!(read.count(|a| &a.flows), payments, "{name}");
        assert_eq!(read.total(), agreed, "{name}");
        assert_eq!(read.flow(FlowKind::Payment), paid, "{name}");
        assert_eq!(read.refusals(), Vec::<&str>::new(), "{name}");
        for agreement in &read.agreements {
            assert!(
                !agreement.funders.is_empty() && !agreement.providers.is_empty(),
                "{name}"
            );
            let currency = agreement.amount.as_ref().unwrap().value.currency.unwrap();
            assert_eq!(currency.code(), "MXN");
        }
    }
}

#[test]
fn deprecated_members_and_milestones_that_are_all_partly_met_are_read() {
    let Some(folder) = folder() else { return };
    let read = Kept::of_ocds(&file(&folder, &format!("ocds/{}", MEXICO[0].0))).unwrap();
    let agreement = &read.agreements[0];
    let words = agreement.claims.iter().filter(
        |claim| matches!(&claim.value.value, Value::Words { says, .. } if says == "partiallyMet"),
    );
    assert_eq!(words.count(), 11);
    let first = &agreement.flows[0];
    assert_eq!(
        first.amount.at.0,
        "/compiledRelease/contracts/0/implementation/transactions/0/amount/amount"
    );
    assert_eq!(
        first.payer.as_ref().unwrap().name.value,
        "SECRETARÍA DE FINANZAS"
    );
    assert_eq!(first.date.as_ref().unwrap().value.to_string(), "2016-04-05");
}

#[test]
fn three_decimals_and_more_paid_than_agreed_are_told() {
    let Some(folder) = folder() else { return };
    let decimals = Kept::of_ocds(&file(&folder, &format!("ocds/{}", MEXICO[2].0))).unwrap();
    assert_eq!(decimals.noted("amount-noise").len(), 0);
    assert!(decimals.noted("amount-more-digits").len() >= 2);
    let paid = Kept::of_ocds(&file(&folder, &format!("ocds/{}", MEXICO[3].0))).unwrap();
    let notes = paid.noted("paid-more-than-agreed");
    assert_eq!(notes.len(), 1);
    assert_eq!(
        notes[0].about[0],
        ("paid".to_owned(), "11275200".to_owned())
    );
}

#[test]
fn paraguayan_contracts_stand_beside_awards_that_differ() {
    let Some(folder) = folder() else { return };
    for (name, contracts, items, award, differ) in [
        ("273637", 2, 69, "2809999999", true),
        ("275348", 2, 25, "2607178400.0", true),
        ("277004", 4, 21, "2116219396", true),
        ("284182", 2, 85, "67885450.0", false),
    ] {
        let read =
            Kept::of_ocds(&file(&folder, &format!("ocds/real-paraguay/{name}.json"))).unwrap();
        assert_eq!(read.agreements.len(), contracts, "{name}");
        assert_eq!(read.count(|a| &a.promises), items, "{name}");
        let first = &read.agreements[0];
        assert_eq!(first.other_amounts[0].1.text, award, "{name}");
        assert_eq!(!read.noted("amounts-differ").is_empty(), differ, "{name}");
    }
    let read = Kept::of_ocds(&file(&folder, "ocds/real-paraguay/273637.json")).unwrap();
    assert_eq!(
        read.agreements[0]
            .amount
            .as_ref()
            .unwrap()
            .value
            .value
            .to_string(),
        "2809999872"
    );
    assert!(read.agreements[1].amount.is_none());
    assert_eq!(read.noted("amount-not-stated").len(), 1);
}

#[test]
fn a_record_without_contracts_gives_an_agreement_from_its_award() {
    let Some(folder) = folder() else { return };
    let mut sums = Vec::new();
    for path in files(&folder, "ocds/real-canada-montreal", ".json") {
        let read = Kept::of_ocds(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(
            (read.agreements.len(), read.noted("award-only").len()),
            (1, 1)
        );
        let amount = read.agreements[0].amount.as_ref().unwrap();
        assert_eq!(amount.value.currency.unwrap().code(), "CAD");
        sums.push(amount.value.value.to_string());
    }
    assert_eq!(sums, ["8923.94", "2356.47", "2000.68", "7473.36"]);
}

#[test]
fn a_tender_alone_is_no_agreement() {
    let Some(folder) = folder() else { return };
    let mut seen = 0;
    for name in ["ocds/real-australia-nsw", "ocds/real-uk-contracts-finder"] {
        for path in files(&folder, name, ".json") {
            let read = Kept::of_ocds(&std::fs::read(&path).unwrap()).unwrap();
            assert!(read.agreements.is_empty(), "{}", path.display());
            assert_eq!(read.refusals(), ["tender-only"], "{}", path.display());
            seen += 1;
        }
    }
    assert_eq!(seen, 14);
}

#[test]
fn a_versioned_release_beside_a_compiled_one_is_not_read() {
    let Some(folder) = folder() else { return };
    let name = "ocds/fictional/record-withversions-ocds-213czf-000-00001.json";
    let with = Kept::of_ocds(&file(&folder, name)).unwrap();
    let without = Kept::of_ocds(&file(
        &folder,
        "ocds/fictional/record-ocds-213czf-000-00001.json",
    ))
    .unwrap();
    assert_eq!(with.agreements, without.agreements);
    assert_eq!(with.agreements.len(), 1);
}

#[test]
fn the_states_of_milestones_are_claims() {
    let Some(folder) = folder() else { return };
    let mut states = Vec::new();
    for path in files(&folder, "ocds/standard-examples/milestones", ".json") {
        let read = Kept::of_ocds(&std::fs::read(&path).unwrap()).unwrap();
        for claim in read
            .agreements
            .iter()
            .flat_map(|agreement| &agreement.claims)
        {
            states.push(claim.what.clone());
        }
    }
    for state in ["met", "notMet", "scheduled"] {
        assert!(states.iter().any(|told| told == state), "{state}");
    }
}

#[test]
fn files_that_break_the_rules_are_refused_or_noted_with_their_place() {
    let Some(folder) = folder() else { return };
    let fixture =
        |name: &str| Kept::of_ocds(&file(&folder, &format!("ocds/validator-fixtures/{name}")));
    let twice = fixture("releases_non_unique.json").unwrap();
    let places: Vec<_> = twice
        .refused
        .iter()
        .map(|note| (note.code.as_str(), note.at.0.as_str()))
        .collect();
    assert_eq!(
        places[..3],
        [
            ("release-twice", "/releases/1"),
            ("release-twice", "/releases/3"),
            ("release-twice", "/releases/4")
        ]
    );
    let links = fixture("records_unique.json").unwrap();
    assert_eq!(links.refusals(), ["record-without-releases"; 2]);
    assert_eq!(links.refused[1].at.0, "/records/1");
    let bad = fixture("badfile.json").unwrap();
    assert!(
        bad.noted("wrong-type")
            .iter()
            .any(|note| note.at.0 == "/releases/0/buyer"),
        "{bad:?}"
    );
    let twice = fixture("dupe_ids_1.json").unwrap();
    assert!(twice.refusals().contains(&"release-twice"));
    for name in [
        "tenders_releases_2_releases.json",
        "tenders_releases_2_releases_invalid.json",
    ] {
        match fixture(name) {
            Ok(read) => assert_eq!(read.refusals(), ["tender-only"; 2], "{name}"),
            Err(broken) => assert!(broken.to_string().contains("line "), "{name}: {broken}"),
        }
    }
    let empty = fixture("empty_fields_releases.json").unwrap();
    assert!(!empty.refused.is_empty());
}
