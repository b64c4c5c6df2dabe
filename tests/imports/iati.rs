//! Activities on small files of our own: the mapping, and what is refused.

use std::collections::BTreeSet;

use groundtruth::domain::exchange::FlowKind;
use groundtruth::domain::figure::Value;
use groundtruth::domain::party::Counter;
use proptest::prelude::*;

use super::data::Kept;

fn read(text: &str) -> Kept {
    Kept::of_iati(text.as_bytes()).unwrap()
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
    format!(
        "<?xml version='1.0' encoding='UTF-8'?>\n<!-- <iati-activity> --><iati-activities version=\"2.03\">{activities}</iati-activities>"
    )
}

#[test]
fn an_activity_is_mapped_whole() {
    let found = read(&package(ACTIVITY));
    let [one] = &found.agreements[..] else {
        panic!("{found:?}")
    };
    assert_eq!(one.source_id.value, "XM-1-A");
    assert_eq!(one.title.as_ref().unwrap().value, "L'eau & vous é");
    assert_eq!(
        one.title.as_ref().unwrap().at.0,
        "/iati-activities/iati-activity[1]/title[1]/narrative[2]"
    );
    assert_eq!(one.funders[0].identifiers[0].value.normal, "XM-1");
    assert_eq!(one.end.as_ref().unwrap().value.to_string(), "2026-12-31");
    let amount = one.amount.as_ref().unwrap();
    assert_eq!(
        (
            amount.value.value.to_string().as_str(),
            amount.text.as_str()
        ),
        ("1500.5", "1,000.50 + 500")
    );
    assert!(
        amount
            .at
            .0
            .ends_with("/transaction[transaction-type/@code='2']")
    );
    assert_eq!(one.flows[2].amount.value.currency.unwrap().code(), "USD");
    assert_eq!(
        one.places[0].point.as_ref().unwrap().value,
        ("13.43".to_owned(), "-6.26".to_owned())
    );
    let promises: Vec<_> = one
        .promises
        .iter()
        .map(|p| {
            (
                p.source_id.as_str(),
                p.group.as_ref().map(|g| g.value.as_str()),
                p.target.as_ref().map(|t| t.text.as_str()),
            )
        })
        .collect();
    let name = "result/1/indicator/1/period";
    assert_eq!(
        promises,
        [
            (&*format!("{name}/1/target/1"), None, Some("10")),
            (
                &*format!("{name}/1/target/2"),
                Some("sex: female"),
                Some("4")
            ),
            (&*format!("{name}/1/actual/3"), Some("sex: male"), None),
            (&*format!("{name}/2/target/1"), None, Some("Yes")),
        ]
    );
    assert!(
        one.promises
            .iter()
            .all(|p| p.lower_is_better && p.baseline.as_ref().unwrap().text == "20")
    );
    assert!(one.promises[3].target.as_ref().unwrap().value.is_none());
    let claims: Vec<_> = one
        .claims
        .iter()
        .map(|c| {
            (
                c.promise
                    .as_deref()
                    .unwrap()
                    .rsplit_once("period/")
                    .unwrap()
                    .1,
                c.value.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        claims,
        [
            ("1/target/1", "0.00"),
            ("1/target/2", "3"),
            ("1/actual/3", "un peu")
        ]
    );
    assert!(
        matches!(&one.claims[0].value.value, Value::Measure { value, .. } if value.value().is_zero())
    );
    assert!(matches!(&one.claims[2].value.value, Value::Words { says, .. } if says == "un peu"));
    assert_eq!(
        one.claims[0].value.at.0,
        "/iati-activities/iati-activity[1]/result[1]/indicator[1]/period[1]/actual[1]/@value"
    );
    assert!(
        one.claims
            .iter()
            .all(|claim| claim.counted_by == Counter::Funder)
    );
    let codes: BTreeSet<_> = one.notes.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(
        codes,
        BTreeSet::from([
            "actual-without-target",
            "amount-summed",
            "target-without-actual"
        ])
    );
}

#[test]
fn one_bad_activity_does_not_lose_the_rest() {
    let bad = [
        ("<iati-activity><title></iati-activity>", "xml-broken"),
        (
            "<iati-activity><title>&lol;</title></iati-activity>",
            "xml-entity",
        ),
        ("<iati-activity a='&lol;'></iati-activity>", "xml-entity"),
        (
            "<iati-activity><!DOCTYPE x></iati-activity>",
            "xml-with-dtd",
        ),
        ("<iati-activity><title>never closed", "xml-ends-early"),
    ];
    for (text, code) in bad {
        let found = read(&package(&format!("{ACTIVITY}{text}{ACTIVITY}")));
        let found_codes = found.refusals();
        assert_eq!(found.agreements.len(), 2, "{text}: {found_codes:?}");
        assert!(
            found_codes[0] == code || code == "xml-with-dtd",
            "{text}: {found_codes:?}"
        );
        assert_eq!(found.refused[0].at.0, "/iati-activities/iati-activity[2]");
    }
    let deep = format!(
        "<iati-activity>{}{}</iati-activity>",
        "<a>".repeat(500),
        "</a>".repeat(500)
    );
    assert_eq!(read(&package(&deep)).refusals(), ["too-deep"]);
}

#[test]
fn documents_with_their_own_types_are_refused_whole() {
    let laughs = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><iati-activities><iati-activity>&b;</iati-activity></iati-activities>";
    assert!(
        Kept::of_iati(laughs.as_bytes())
            .unwrap_err()
            .to_string()
            .starts_with("xml-with-dtd")
    );
    assert!(
        Kept::of_iati(b"<html><body/></html>")
            .unwrap_err()
            .to_string()
            .starts_with("not-iati")
    );
    assert!(Kept::of_iati(b"").is_err());
    let wide = "<?xml version='1.0' encoding='utf-16'?><iati-activities/>";
    assert!(
        Kept::of_iati(wide.as_bytes())
            .unwrap_err()
            .to_string()
            .starts_with("encoding-not-taken")
    );
}

#[test]
fn other_encodings_and_the_old_version_are_read() {
    let old = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><iati-activities version=\"1.05\"><iati-activity default-currency=\"GBP\"><iati-identifier>A</iati-identifier><title>Caf\u{e9}</title><participating-org role=\"Funding\">F</participating-org><participating-org role=\"Implementing\">P</participating-org><activity-date type=\"start-planned\" iso-date=\"2012-01-01\">x</activity-date><transaction><transaction-type code=\"D\"/><value>5</value></transaction></iati-activity></iati-activities>";
    let bytes: Vec<u8> = old
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    let found = Kept::of_iati(&bytes).unwrap();
    let one = &found.agreements[0];
    assert_eq!(one.title.as_ref().unwrap().value, "Café");
    assert_eq!(
        (
            one.funders[0].name.value.as_str(),
            one.providers[0].name.value.as_str()
        ),
        ("F", "P")
    );
    assert_eq!(one.start.as_ref().unwrap().value.to_string(), "2012-01-01");
    assert_eq!(one.flows[0].kind, FlowKind::Payment);
    assert_eq!(
        Kept::of_iati(old.replace("ISO-8859-1", "UTF-8").as_bytes())
            .unwrap()
            .agreements
            .len(),
        1
    );
    assert_eq!(
        Kept::of_iati(
            old.replace("ISO-8859-1", "UTF-8")
                .replace('\u{e9}', "?")
                .as_bytes()
        )
        .unwrap()
        .agreements
        .len(),
        1
    );
    let mut invalid = package(ACTIVITY).into_bytes();
    let at = invalid
        .windows(5)
        .position(|w| w == b"Pannes".get(..5).unwrap())
        .unwrap();
    invalid[at] = 0xff;
    assert_eq!(Kept::of_iati(&invalid).unwrap().refusals(), ["not-utf-8"]);
}

#[test]
fn a_very_large_activity_is_refused_and_the_next_one_taken() {
    let large = format!(
        "<iati-activity><title>{}</title></iati-activity>",
        "x".repeat(40 << 20)
    );
    let found = read(&package(&format!("{large}{ACTIVITY}")));
    assert_eq!(
        (found.refusals(), found.agreements.len()),
        (vec!["part-too-large"], 1)
    );
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
