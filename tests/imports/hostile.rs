//! Files that mean harm, or were cut: refused with their place, in bounded memory, and never a panic.

use groundtruth::features::imports::giving::Answers;
use proptest::prelude::*;

use super::data::Kept;

const GOOD: &str = r#"{"publishedDate": "2026", "releases": [{"ocid": "x-1", "id": "1", "date": "2026-01-01", "parties": [{"id": "s", "name": "S\u00e9", "roles": ["buyer"]}],
 "contracts": [{"id": "c", "value": {"amount": 1.5e3, "currency": "GBP"}, "items": [{"id": "i", "description": "x", "quantity": 2}],
 "implementation": {"milestones": [{"id": "m", "title": "t", "status": "met"}], "transactions": [{"id": "t", "value": {"amount": 5, "currency": "GBP"}}]}}]},
 {"ocid": "x-1", "id": "2", "date": "2026-01-02", "contracts": [{"id": "c", "title": null, "items": []}]}]}"#;
const GRANTS: &str = r#"{"grants": [{"id": "a", "currency": "GBP", "amountAwarded": 12.50, "awardDate": "05/06/2014", "plannedDates": [{"startDate": "2020-01-01"}],
 "recipientOrganization": [{"id": "GB-CHC-1", "name": "N"}], "beneficiaryLocation": [{"name": "p"}]}]}"#;

fn one(inner: &str) -> Kept {
    Kept::of_ocds(format!(r#"{{"releases": [{inner}]}}"#).as_bytes()).unwrap()
}

#[test]
fn nesting_is_bounded() {
    let deep = format!(
        r#"{{"ocid": "x", "a": {}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let found = one(&format!(
        r#"{deep}, {{"ocid": "y", "awards": [{{"id": "a"}}]}}"#
    ));
    assert_eq!(
        (found.refusals(), found.agreements.len()),
        (vec!["too-deep"], 1)
    );
    let open = format!(r#"{{"releases": {}"#, "[".repeat(1_000_000));
    assert!(Kept::of_ocds(open.as_bytes()).is_err());
    let almost = format!(
        r#"{{"ocid": "x", "a": {}{}, "awards": [{{"id": "a"}}]}}"#,
        "[".repeat(63),
        "]".repeat(63)
    );
    assert_eq!(one(&almost).agreements.len(), 1);
}

#[test]
fn long_numbers_are_refused_without_being_computed() {
    let digits = "9".repeat(3_000_000);
    let found = one(&format!(
        r#"{{"ocid": "x", "contracts": [{{"id": "a", "value": {{"amount": {digits}}}}}]}}"#
    ));
    assert_eq!(found.refusals(), ["number-too-long"]);
    let found = one(
        r#"{"ocid": "x", "contracts": [{"id": "a", "value": {"amount": 1e400, "currency": "GBP"}}]}"#,
    );
    assert_eq!(found.noted("number-unreadable").len(), 1);
    assert!(found.agreements[0].amount.is_none());
}

#[test]
fn two_members_of_one_name_are_refused() {
    for twice in [r#""a": 1, "a": 1"#, r#""\u0061": 1, "a": 2"#] {
        let found = one(&format!(r#"{{"ocid": "x", "b": {{{twice}}}}}"#));
        assert_eq!(found.refusals(), ["member-twice"], "{twice}");
    }
    let many: Vec<_> = (0..40).map(|i| format!(r#""k{}": 1"#, i % 39)).collect();
    assert_eq!(
        one(&format!(r#"{{"ocid": "x", "b": {{{}}}}}"#, many.join(","))).refusals(),
        ["member-twice"]
    );
}

#[test]
fn what_is_no_text_is_refused_with_its_byte() {
    let mut bytes = br#"{"releases": [{"ocid": "x", "a": ""#.to_vec();
    bytes.push(0xff);
    bytes.extend_from_slice(br#""}, {"ocid": "y", "awards": [{"id": "a"}]}]}"#);
    let found = Kept::of_ocds(&bytes).unwrap();
    assert_eq!(
        (found.refusals(), found.agreements.len()),
        (vec!["not-utf-8"], 1)
    );
    assert_eq!(
        found.refused[0].about[0],
        ("byte".to_owned(), "34".to_owned())
    );
}

#[test]
fn a_file_cut_anywhere_is_refused_as_a_whole() {
    for end in 0..GOOD.len() - 1 {
        if let Ok(bytes) = str::from_utf8(&GOOD.as_bytes()[..end]) {
            assert!(Kept::of_ocds(bytes.as_bytes()).is_err(), "{end}");
        }
    }
    assert_eq!(Kept::of_ocds(GOOD.as_bytes()).unwrap().agreements.len(), 1);
}

#[test]
fn a_part_of_many_values_or_members_is_refused() {
    let values = "0,".repeat(1_100_000);
    assert_eq!(
        one(&format!(r#"{{"ocid": "x", "a": [{values}0]}}"#)).refusals(),
        ["too-many-values"]
    );
    let members: Vec<_> = (0..5_000).map(|i| format!(r#""k{i}":0"#)).collect();
    assert_eq!(
        one(&format!(r#"{{"ocid": "x", {}}}"#, members.join(","))).refusals(),
        ["too-many-values"]
    );
    let large = format!(r#"{{"ocid": "x", "a": "{}"}}"#, "x".repeat(17 << 20));
    assert_eq!(one(&large).refusals(), ["part-too-large"]);
}

/// What the reader of parts takes for JSON is what a plain reader takes for it.
fn agrees_with_serde(value: &str) {
    let text = format!(r#"[{{"ocid": "x", "v": {value}, "awards": [{{"id": "a"}}]}}]"#);
    let plain = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
    let ours = Kept::of_ocds(text.as_bytes()).is_ok_and(|found| found.agreements.len() == 1);
    // What is stricter here: depth, names twice, long numbers; none of them can arise from these texts.
    assert_eq!(ours, plain, "{value}");
}

#[test]
fn json_is_what_it_is_elsewhere() {
    for value in [
        "1",
        "-0",
        "01",
        "+1",
        "1.",
        ".1",
        "1e",
        "1e+",
        "1E5",
        "-",
        "--1",
        "0x1",
        "tru",
        "true",
        "nullx",
        "null",
        r#""\x""#,
        r#""\u12""#,
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\udc00""#,
        r#""\ud83d\ude00""#,
        "\"\t\"",
        "\"\u{7f}\"",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{}",
        r#"{"a":1,}"#,
        r#"{a:1}"#,
        r#"{"a"}"#,
        "[]]",
        "'a'",
        "[true,false]",
        "\u{a0}1",
    ] {
        // A reader of raw values checks no halves of letters: those are told apart by the texts below.
        if value.contains("\\ud") || value.contains("\\udc") {
            continue;
        }
        agrees_with_serde(value);
    }
    for (value, good) in [
        (r#""\ud83d\ude00""#, true),
        (r#""\ud800""#, false),
        (r#""\udc00""#, false),
        (r#""\ud800\u0041""#, false),
    ] {
        let text = format!(r#"[{{"ocid": "x", "v": {value}, "awards": [{{"id": "a"}}]}}]"#);
        assert_eq!(
            Kept::of_ocds(text.as_bytes()).unwrap().agreements.len() == 1,
            good,
            "{value}"
        );
    }
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((0..GOOD.len(), any::<u8>()), 1..6)) {
        let mut bytes = GOOD.as_bytes().to_vec();
        for (at, byte) in &changes {
            bytes[*at] = *byte;
        }
        let _ = Kept::of_ocds(&bytes);
        let mut grants = GRANTS.as_bytes().to_vec();
        for (at, byte) in changes {
            let length = grants.len();
            grants[at % length] = byte;
        }
        let _ = Kept::of_giving(&grants, Answers::default());
    }

    #[test]
    fn json_made_of_its_own_signs_is_judged_alike(value in r#"[\[\]{},:"0-9aeE+. tn\\-]{0,12}"#) {
        prop_assume!(!value.contains("\"ocid") && value.matches('"').count() < 5);
        let text = format!(r#"[{{"ocid": "x", "v": {value}, "awards": [{{"id": "a"}}]}}]"#);
        let plain: Result<serde_json::Value, _> = serde_json::from_str(&text);
        let ours = Kept::of_ocds(text.as_bytes());
        // A value that closes the object early may make another file that both take, or names twice.
        if let (Err(_), Ok(found)) = (&plain, &ours) {
            prop_assert!(found.agreements.is_empty(), "{}", text);
        }
        if plain.is_ok() {
            prop_assert!(ours.is_ok(), "{}", text);
        }
    }
}
