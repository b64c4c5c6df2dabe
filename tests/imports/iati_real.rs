//! Activities as they are published: counts recounted by hand from the files.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use groundtruth::domain::exchange::{FlowKind, ResultLevel};
use groundtruth::domain::figure::Value;
use groundtruth::domain::party::Counter;

use super::data::{Kept, file, files, folder};

fn of_flows(read: &Kept, kinds: &[FlowKind]) -> usize {
    let flows = read
        .agreements
        .iter()
        .flat_map(|agreement| &agreement.flows);
    flows.filter(|flow| kinds.contains(&flow.kind)).count()
}

#[test]
fn activities_of_the_world_bank() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(
        &folder,
        "iati/real-worldbank-el-salvador/worldbank-sv.xml",
    ))
    .unwrap();
    assert_eq!((found.agreements.len(), found.refused.len()), (13, 0));
    let promises: Vec<_> = found.agreements.iter().flat_map(|a| &a.promises).collect();
    let claims: Vec<_> = found.agreements.iter().flat_map(|a| &a.claims).collect();
    // Three of the 251 actuals are empty: nothing was said, and that is told.
    assert_eq!(
        (
            promises.len(),
            claims.len(),
            found.noted("actual-empty").len()
        ),
        (251, 248, 3)
    );
    let of = |level| promises.iter().filter(|p| p.level == level).count();
    assert_eq!(
        (of(ResultLevel::Output), of(ResultLevel::Outcome)),
        (200, 51)
    );
    let targets: Vec<_> = promises.iter().filter_map(|p| p.target.as_ref()).collect();
    let with = |test: &dyn Fn(&str) -> bool, is_number: bool| {
        targets
            .iter()
            .filter(|t| t.value.is_some() == is_number && test(t.text.trim()))
            .count()
    };
    assert_eq!(with(&|text| text.contains(','), true), 63);
    assert_eq!(with(&|text| !text.contains(','), true), 160);
    assert_eq!(with(&|text| text == "Yes", false), 20);
    assert_eq!(with(&|text| text == "72,0000", false), 1);
    assert_eq!(found.noted("target-empty").len(), 1);
    assert_eq!(
        of_flows(
            &found,
            &[FlowKind::Commitment, FlowKind::Payment, FlowKind::Other]
        ),
        632
    );
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let open: Vec<_> = promises
        .iter()
        .filter(|p| p.to.as_ref().is_some_and(|to| to.value.last_day() > today))
        .map(|p| p.source_id.as_str())
        .collect();
    assert_eq!(open.len(), 81);
    let dash = found
        .agreements
        .iter()
        .flat_map(|a| a.funders.iter().chain(&a.providers))
        .flat_map(|p| &p.identifiers);
    let dashes: Vec<_> = dash.filter(|id| id.text.contains('–')).collect();
    assert!(
        dashes
            .iter()
            .all(|id| id.value.normal.contains('-') && !id.value.normal.contains('–'))
    );
}

#[test]
fn zero_is_reported_and_not_missing() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(
        &folder,
        "iati/real-worldbank-el-salvador/worldbank-sv.xml",
    ))
    .unwrap();
    let zero = found
        .agreements
        .iter()
        .flat_map(|a| &a.claims)
        .filter(|claim| match &claim.value.value {
            Value::Measure { value, .. } | Value::Share(value) => {
                value.value().is_zero()
                    && claim
                        .to
                        .as_ref()
                        .is_some_and(|to| to.value.to_string().as_str() > "2026-11-21")
            }
            _ => false,
        });
    assert_eq!(zero.count(), 47);
}

#[test]
fn the_activity_of_actionaid() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(
        &folder,
        "iati/real-actionaid-uk/GB-CHC-274467-XUKDU15001.xml",
    ))
    .unwrap();
    let [one] = &found.agreements[..] else {
        panic!("{}", found.agreements.len())
    };
    let results: BTreeSet<_> = one
        .promises
        .iter()
        .map(|p| p.source_id.split('/').nth(1).unwrap())
        .collect();
    assert_eq!(results.len(), 17);
    let with_target = one.promises.iter().filter(|p| p.target.is_some());
    assert_eq!(
        (one.promises.len(), with_target.count(), one.claims.len()),
        (51, 50, 50)
    );
    assert_eq!(found.noted("indicator-without-target").len(), 1);
    assert!(one.promises.iter().any(|p| p.lower_is_better));
    assert_eq!(
        of_flows(
            &found,
            &[
                FlowKind::Commitment,
                FlowKind::Payment,
                FlowKind::Spending,
                FlowKind::Incoming,
                FlowKind::IncomingCommitment
            ]
        ),
        64
    );
    let of_19501: BTreeSet<_> = one
        .promises
        .iter()
        .filter(|p| p.target.as_ref().is_some_and(|t| t.text == "19501"))
        .filter_map(|p| {
            one.claims
                .iter()
                .find(|c| c.promise.as_ref() == Some(&p.source_id))
        })
        .map(|claim| claim.value.text.as_str())
        .collect();
    assert_eq!(
        of_19501,
        BTreeSet::from(["17002", "17522", "18776", "19901"])
    );
    assert_eq!(one.providers.len(), 6);
    assert_eq!(one.funders[0].identifiers[0].value.normal, "XM-DAC-7");
    assert!(
        one.claims
            .iter()
            .all(|claim| claim.counted_by == Counter::Provider)
    );
    assert_eq!(one.end.as_ref().unwrap().value.to_string(), "2020-12-31");
}

#[test]
fn activities_without_results_are_agreements_only_and_say_so() {
    let Some(folder) = folder() else { return };
    let spain = Kept::of_iati(&file(&folder, "iati/real-acf-spain/acfspain-ph.xml")).unwrap();
    assert_eq!(
        (spain.agreements.len(), spain.noted("no-results").len()),
        (6, 6)
    );
    let moved = [
        FlowKind::Commitment,
        FlowKind::Payment,
        FlowKind::Spending,
        FlowKind::Incoming,
        FlowKind::Other,
    ];
    assert_eq!(of_flows(&spain, &moved), 0);
    let usaid = Kept::of_iati(&file(&folder, "iati/real-usaid/usaid-bb.xml")).unwrap();
    assert_eq!(
        (
            usaid.agreements.len(),
            of_flows(&usaid, &moved),
            usaid.noted("no-results").len()
        ),
        (1, 2, 1)
    );
}

/// Each file has one error, named by its file name; what all of them share is left out.
#[test]
fn every_file_that_breaks_the_schema_is_taken_with_a_warning() {
    let Some(folder) = folder() else { return };
    let paths = files(&folder, "iati/schema-tests/should-fail/result", ".xml");
    assert_eq!(paths.len(), 38);
    let about_results = [
        "element-missing",
        "element-twice",
        "attribute-missing",
        "attribute-wrong",
    ];
    for path in paths {
        let found = Kept::of_iati(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(
            (found.agreements.len(), found.refused.len()),
            (1, 0),
            "{}",
            path.display()
        );
        let told = found.agreements[0].notes.iter();
        let told = told
            .filter(|n| about_results.contains(&n.code.as_str()) && n.at.0.contains("/result["));
        let told: Vec<_> = told
            .map(|n| format!("{} {:?} {}", n.code, n.about, n.at.0))
            .collect();
        assert!(!told.is_empty(), "{}", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let wanted = match &name {
            n if n.contains("two-") => "element-twice",
            n if n.contains("missing-attribute") || n.contains("reference-") => "attribute-missing",
            n if n.contains("non-") => "attribute-wrong",
            _ => "element-missing",
        };
        assert!(
            told.iter().any(|note| note.starts_with(wanted)),
            "{name}: {told:?}"
        );
    }
}

#[test]
fn ruleset_files_and_examples_never_crash() {
    let Some(folder) = folder() else { return };
    for name in [
        "iati/ruleset-tests",
        "iati/validator-fixtures",
        "iati/examples",
    ] {
        for path in files(&folder, name, ".xml") {
            let _ = Kept::of_iati(&std::fs::read(path).unwrap());
        }
    }
}
