//! Activities: counts of published files, and each rule on a small file of our own.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use groundtruth::domain::exchange::{FlowKind, ResultLevel};
use groundtruth::domain::figure::Value;
use groundtruth::domain::party::Counter;
use proptest::prelude::*;

use super::data::{Kept, file, files, folder};

fn read(text: &str) -> Kept {
    Kept::of_iati(text.as_bytes()).unwrap()
}

fn of_flows(read: &Kept, kinds: &[FlowKind]) -> usize {
    let flows = read.agreements.iter().flat_map(|agreement| &agreement.flows);
    flows.filter(|flow| kinds.contains(&flow.kind)).count()
}

#[test]
fn activities_of_the_world_bank() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(&folder, "iati/real-worldbank-el-salvador/worldbank-sv.xml")).unwrap();
    assert_eq!((found.agreements.len(), found.refused.len()), (13, 0));
    let promises: Vec<_> = found.agreements.iter().flat_map(|a| &a.promises).collect();
    let claims: Vec<_> = found.agreements.iter().flat_map(|a| &a.claims).collect();
    // Three of the 251 actuals are empty: nothing was said, and that is told.
    assert_eq!((promises.len(), claims.len(), found.noted("actual-empty").len()), (251, 248, 3));
    let of = |level| promises.iter().filter(|p| p.level == level).count();
    assert_eq!((of(ResultLevel::Output), of(ResultLevel::Outcome)), (200, 51));
    let targets: Vec<_> = promises.iter().filter_map(|p| p.target.as_ref()).collect();
    let with = |test: &dyn Fn(&str) -> bool, is_number: bool| {
        targets.iter().filter(|t| t.value.is_some() == is_number && test(t.text.trim())).count()
    };
    assert_eq!(with(&|text| text.contains(','), true), 63);
    assert_eq!(with(&|text| !text.contains(','), true), 160);
    assert_eq!(with(&|text| text == "Yes", false), 20);
    assert_eq!(with(&|text| text == "72,0000", false), 1);
    assert_eq!(found.noted("target-empty").len(), 1);
    assert_eq!(of_flows(&found, &[FlowKind::Commitment, FlowKind::Payment, FlowKind::Other]), 632);
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let open: Vec<_> = promises
        .iter()
        .filter(|p| p.to.as_ref().is_some_and(|to| to.value.last_day() > today))
        .map(|p| p.source_id.as_str())
        .collect();
    assert_eq!(open.len(), 81);
    let dash = found.agreements.iter().flat_map(|a| a.funders.iter().chain(&a.providers)).flat_map(|p| &p.identifiers);
    let dashes: Vec<_> = dash.filter(|id| id.text.contains('–')).collect();
    assert!(dashes.iter().all(|id| id.value.normal.contains('-') && !id.value.normal.contains('–')));
}

#[test]
fn zero_is_reported_and_not_missing() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(&folder, "iati/real-worldbank-el-salvador/worldbank-sv.xml")).unwrap();
    let zero = found.agreements.iter().flat_map(|a| &a.claims).filter(|claim| match &claim.value.value {
        Value::Measure { value, .. } | Value::Share(value) => value.value().is_zero() && claim.to.as_ref().is_some_and(|to| to.value.to_string().as_str() > "2026-11-21"),
        _ => false,
    });
    assert_eq!(zero.count(), 47);
}

#[test]
fn the_activity_of_actionaid() {
    let Some(folder) = folder() else { return };
    let found = Kept::of_iati(&file(&folder, "iati/real-actionaid-uk/GB-CHC-274467-XUKDU15001.xml")).unwrap();
    let [one] = &found.agreements[..] else { panic!("{}", found.agreements.len()) };
    let results: BTreeSet<_> = one.promises.iter().map(|p| p.source_id.split('/').nth(1).unwrap()).collect();
    assert_eq!(results.len(), 17);
    let with_target = one.promises.iter().filter(|p| p.target.is_some());
    assert_eq!((one.promises.len(), with_target.count(), one.claims.len()), (51, 50, 50));
    assert_eq!(found.noted("indicator-without-target").len(), 1);
    assert!(one.promises.iter().any(|p| p.lower_is_better));
    assert_eq!(of_flows(&found, &[FlowKind::Commitment, FlowKind::Payment, FlowKind::Spending, FlowKind::Incoming, FlowKind::IncomingCommitment]), 64);
    let of_19501: BTreeSet<_> = one
        .promises
        .iter()
        .filter(|p| p.target.as_ref().is_some_and(|t| t.text == "19501"))
        .filter_map(|p| one.claims.iter().find(|c| c.promise.as_ref() == Some(&p.source_id)))
        .map(|claim| claim.value.text.as_str())
        .collect();
    assert_eq!(of_19501, BTreeSet::from(["17002", "17522", "18776", "19901"]));
    assert_eq!(one.providers.len(), 6);
    assert_eq!(one.funders[0].identifiers[0].value.normal, "XM-DAC-7");
    assert!(one.claims.iter().all(|claim| claim.counted_by == Counter::Provider));
    assert_eq!(one.end.as_ref().unwrap().value.to_string(), "2020-12-31");
}

#[test]
fn activities_without_results_are_agreements_only_and_say_so() {
    let Some(folder) = folder() else { return };
    let spain = Kept::of_iati(&file(&folder, "iati/real-acf-spain/acfspain-ph.xml")).unwrap();
    assert_eq!((spain.agreements.len(), spain.noted("no-results").len()), (6, 6));
    let moved = [FlowKind::Commitment, FlowKind::Payment, FlowKind::Spending, FlowKind::Incoming, FlowKind::Other];
    assert_eq!(of_flows(&spain, &moved), 0);
    let usaid = Kept::of_iati(&file(&folder, "iati/real-usaid/usaid-bb.xml")).unwrap();
    assert_eq!((usaid.agreements.len(), of_flows(&usaid, &moved), usaid.noted("no-results").len()), (1, 2, 1));
}

/// Each file has one error, named by its file name; what all of them share is left out.
#[test]
fn every_file_that_breaks_the_schema_is_taken_with_a_warning() {
    let Some(folder) = folder() else { return };
    let paths = files(&folder, "iati/schema-tests/should-fail/result", ".xml");
    assert_eq!(paths.len(), 38);
    let about_results = ["element-missing", "element-twice", "attribute-missing", "attribute-wrong"];
    for path in paths {
        let found = Kept::of_iati(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!((found.agreements.len(), found.refused.len()), (1, 0), "{}", path.display());
        let told = found.agreements[0].notes.iter();
        let told = told.filter(|n| about_results.contains(&n.code.as_str()) && n.at.0.contains("/result["));
        let told: Vec<_> = told.map(|n| format!("{} {:?} {}", n.code, n.about, n.at.0)).collect();
        assert!(!told.is_empty(), "{}", path.display());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let wanted = match &name {
            n if n.contains("two-") => "element-twice",
            n if n.contains("missing-attribute") || n.contains("reference-") => "attribute-missing",
            n if n.contains("non-") => "attribute-wrong",
            _ => "element-missing",
        };
        assert!(told.iter().any(|note| note.starts_with(wanted)), "{name}: {told:?}");
    }
}

#[test]
fn ruleset_files_and_examples_never_crash() {
    let Some(folder) = folder() else { return };
    for name in ["iati/ruleset-tests", "iati/validator-fixtures", "iati/examples"] {
        for path in files(&folder, name, ".xml") {
            let _ = Kept::of_iati(&std::fs::read(path).unwrap());
        }
    }
}

const ACTIVITY: &str = r#"<iati-activity default-currency="EUR" xml:lang="fr">
 <iati-identifier> XM-1-A </iati-identifier>
 <reporting-org ref="XM-1" type="10"><narrative>Agence</narrative></reporting-org>
 <title><narrative xml:lang="en">Water</narrative><narrative xml:lang="fr">L'eau &amp; vous &#233;</narrative></title>
 <participating-org role="1" ref="xm–1"><narrative>Agence</narrative></participating-org>
 <participating-org role="4" ref="XX-2"><narrative>ONG</narrative></participating-org>
 <activity-status code="2"/><activity-date type="1" iso-date="2025-01-01"/><activity-date type="3" iso-date="2026-12-31Z"/>
 <location><name><narrative>Segou</narrative></name><point><pos>13.43 -6.26</pos></point></location>
 <transaction><transaction-type code="2"/><transaction-date iso-date="2025-01-02"/><value value-date="2025-01-02">1,000.50</value></transaction>
 <transaction><transaction-type code="2"/><value>500</value></transaction>
 <transaction><transaction-type code="3"/><value currency="USD">7</value><receiver-org><narrative>ONG</narrative></receiver-org></transaction>
 <result type="1"><title><narrative>Puits</narrative></title>
  <indicator measure="1" ascending="0"><title><narrative>Pannes</narrative></title><baseline year="2024" value="20"/>
   <period><period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
    <target value="10"/><target value="4"><dimension name="sex" value="female"/></target>
    <actual value="0.00"/><actual value="3"><dimension name="sex" value="female"/></actual><actual value="un peu"><dimension name="sex" value="male"/></actual></period>
   <period><period-start iso-date="2026-01-01"/><period-end iso-date="2026-12-31"/><target value="Yes"/></period></indicator></result>
</iati-activity>"#;

fn package(activities: &str) -> String {
    format!("<?xml version='1.0' encoding='UTF-8'?>\n<!-- <iati-activity> --><iati-activities version=\"2.03\">{activities}</iati-activities>")
}

#[test]
fn an_activity_is_mapped_whole() {
    let found = read(&package(ACTIVITY));
    let [one] = &found.agreements[..] else { panic!("{found:?}") };
    assert_eq!(one.source_id.value, "XM-1-A");
    assert_eq!(one.title.as_ref().unwrap().value, "L'eau & vous é");
    assert_eq!(one.title.as_ref().unwrap().at.0, "/iati-activities/iati-activity[1]/title[1]/narrative[2]");
    assert_eq!(one.funders[0].identifiers[0].value.normal, "XM-1");
    assert_eq!(one.end.as_ref().unwrap().value.to_string(), "2026-12-31");
    let amount = one.amount.as_ref().unwrap();
    assert_eq!((amount.value.value.to_string().as_str(), amount.text.as_str()), ("1500.5", "1,000.50 + 500"));
    assert!(amount.at.0.ends_with("/transaction[transaction-type/@code='2']"));
    assert_eq!(one.flows[2].amount.value.currency.unwrap().code(), "USD");
    assert_eq!(one.places[0].point.as_ref().unwrap().value, ("13.43".to_owned(), "-6.26".to_owned()));
    let promises: Vec<_> = one.promises.iter().map(|p| (p.source_id.as_str(), p.group.as_ref().map(|g| g.value.as_str()), p.target.as_ref().map(|t| t.text.as_str()))).collect();
    let name = "result/1/indicator/1/period";
    assert_eq!(promises, [
        (&*format!("{name}/1/target/1"), None, Some("10")),
        (&*format!("{name}/1/target/2"), Some("sex: female"), Some("4")),
        (&*format!("{name}/1/actual/3"), Some("sex: male"), None),
        (&*format!("{name}/2/target/1"), None, Some("Yes")),
    ]);
    assert!(one.promises.iter().all(|p| p.lower_is_better && p.baseline.as_ref().unwrap().text == "20"));
    assert!(one.promises[3].target.as_ref().unwrap().value.is_none());
    let claims: Vec<_> = one.claims.iter().map(|c| (c.promise.as_deref().unwrap().rsplit_once("period/").unwrap().1, c.value.text.as_str())).collect();
    assert_eq!(claims, [("1/target/1", "0.00"), ("1/target/2", "3"), ("1/actual/3", "un peu")]);
    assert!(matches!(&one.claims[0].value.value, Value::Measure { value, .. } if value.value().is_zero()));
    assert!(matches!(&one.claims[2].value.value, Value::Words { says, .. } if says == "un peu"));
    assert_eq!(one.claims[0].value.at.0, "/iati-activities/iati-activity[1]/result[1]/indicator[1]/period[1]/actual[1]/@value");
    assert!(one.claims.iter().all(|claim| claim.counted_by == Counter::Funder));
    let codes: BTreeSet<_> = one.notes.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(codes, BTreeSet::from(["actual-without-target", "amount-summed", "target-without-actual"]));
}

#[test]
fn one_bad_activity_does_not_lose_the_rest() {
    let bad = [
        ("<iati-activity><title></iati-activity>", "xml-broken"),
        ("<iati-activity><title>&lol;</title></iati-activity>", "xml-entity"),
        ("<iati-activity a='&lol;'></iati-activity>", "xml-entity"),
        ("<iati-activity><!DOCTYPE x></iati-activity>", "xml-with-dtd"),
        ("<iati-activity><title>never closed", "xml-ends-early"),
    ];
    for (text, code) in bad {
        let found = read(&package(&format!("{ACTIVITY}{text}{ACTIVITY}")));
        let found_codes = found.refusals();
        assert_eq!(found.agreements.len(), 2, "{text}: {found_codes:?}");
        assert!(found_codes[0] == code || code == "xml-with-dtd", "{text}: {found_codes:?}");
        assert_eq!(found.refused[0].at.0, "/iati-activities/iati-activity[2]");
    }
    let deep = format!("<iati-activity>{}{}</iati-activity>", "<a>".repeat(500), "</a>".repeat(500));
    assert_eq!(read(&package(&deep)).refusals(), ["too-deep"]);
}

#[test]
fn documents_with_their_own_types_are_refused_whole() {
    let laughs = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><iati-activities><iati-activity>&b;</iati-activity></iati-activities>";
    assert!(Kept::of_iati(laughs.as_bytes()).unwrap_err().to_string().starts_with("xml-with-dtd"));
    assert!(Kept::of_iati(b"<html><body/></html>").unwrap_err().to_string().starts_with("not-iati"));
    assert!(Kept::of_iati(b"").is_err());
    let wide = "<?xml version='1.0' encoding='utf-16'?><iati-activities/>";
    assert!(Kept::of_iati(wide.as_bytes()).unwrap_err().to_string().starts_with("encoding-not-taken"));
}

#[test]
fn other_encodings_and_the_old_version_are_read() {
    let old = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><iati-activities version=\"1.05\"><iati-activity default-currency=\"GBP\"><iati-identifier>A</iati-identifier><title>Caf\u{e9}</title><participating-org role=\"Funding\">F</participating-org><participating-org role=\"Implementing\">P</participating-org><activity-date type=\"start-planned\" iso-date=\"2012-01-01\">x</activity-date><transaction><transaction-type code=\"D\"/><value>5</value></transaction></iati-activity></iati-activities>";
    let bytes: Vec<u8> = old.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let found = Kept::of_iati(&bytes).unwrap();
    let one = &found.agreements[0];
    assert_eq!(one.title.as_ref().unwrap().value, "Café");
    assert_eq!((one.funders[0].name.value.as_str(), one.providers[0].name.value.as_str()), ("F", "P"));
    assert_eq!(one.start.as_ref().unwrap().value.to_string(), "2012-01-01");
    assert_eq!(one.flows[0].kind, FlowKind::Payment);
    assert_eq!(Kept::of_iati(old.replace("ISO-8859-1", "UTF-8").as_bytes()).unwrap().agreements.len(), 1);
    assert_eq!(Kept::of_iati(old.replace("ISO-8859-1", "UTF-8").replace('\u{e9}', "?").as_bytes()).unwrap().agreements.len(), 1);
    let mut invalid = package(ACTIVITY).into_bytes();
    let at = invalid.windows(5).position(|w| w == b"Pannes".get(..5).unwrap()).unwrap();
    invalid[at] = 0xff;
    assert_eq!(Kept::of_iati(&invalid).unwrap().refusals(), ["not-utf-8"]);
}

#[test]
fn a_very_large_activity_is_refused_and_the_next_one_taken() {
    let large = format!("<iati-activity><title>{}</title></iati-activity>", "x".repeat(40 << 20));
    let found = read(&package(&format!("{large}{ACTIVITY}")));
    assert_eq!((found.refusals(), found.agreements.len()), (vec!["part-too-large"], 1));
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((0..ACTIVITY.len(), any::<u8>()), 1..6), cut in 0..ACTIVITY.len()) {
        let mut bytes = package(ACTIVITY).into_bytes();
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[(at + 60) % length] = byte;
        }
        let _ = Kept::of_iati(&bytes);
        let _ = Kept::of_iati(&bytes[..cut]);
    }
}
