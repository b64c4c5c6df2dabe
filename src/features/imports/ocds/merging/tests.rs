//! The published rules of merging as a table of our own: releases in the order of their dates, and what they come to.

use serde_json::Value as Json;

use super::merged;
use crate::features::imports::json::{Doc, Tape, Value};

/// The rule, the releases, and the merged release.
const RULES: [(&str, &[&str], &str); 25] = [
    (
        "what is said later wins",
        &[r#"{"language": "en"}"#, r#"{"language": "fr"}"#],
        r#"{"language": "fr"}"#,
    ),
    (
        "what is said once stays",
        &[r#"{"a": 1}"#, r#"{"b": true}"#, "{}"],
        r#"{"a": 1, "b": true}"#,
    ),
    (
        "id, date and tag of a release are not of the merged one; those further down are",
        &[
            r#"{"ocid": "x", "id": "1", "date": "d", "tag": ["award"], "awards": [{"id": "a", "date": "e", "tag": "t"}]}"#,
        ],
        r#"{"ocid": "x", "awards": [{"id": "a", "date": "e", "tag": "t"}]}"#,
    ),
    (
        "null takes a value away",
        &[r#"{"a": 1, "b": 2}"#, r#"{"a": null}"#],
        r#"{"b": 2}"#,
    ),
    (
        "null takes an object away, and a list",
        &[
            r#"{"buyer": {"name": "B"}, "parties": [{"id": "p"}], "c": [1]}"#,
            r#"{"buyer": null, "parties": null, "c": null}"#,
        ],
        "{}",
    ),
    (
        "null of what was never said says nothing",
        &[r#"{"a": null, "b": {"c": null}}"#],
        r#"{"b": {}}"#,
    ),
    (
        "what was taken away can be said again",
        &[r#"{"a": 1}"#, r#"{"a": null}"#, r#"{"a": 3}"#],
        r#"{"a": 3}"#,
    ),
    (
        "objects are merged member by member",
        &[
            r#"{"tender": {"title": "T", "value": {"amount": 1, "currency": "GBP"}}}"#,
            r#"{"tender": {"value": {"amount": 2}, "status": "complete"}}"#,
        ],
        r#"{"tender": {"title": "T", "value": {"amount": 2, "currency": "GBP"}, "status": "complete"}}"#,
    ),
    (
        "null takes a member of an object away and leaves the others",
        &[
            r#"{"tender": {"title": "T", "period": {"startDate": "a", "endDate": "b"}}}"#,
            r#"{"tender": {"period": {"endDate": null}}}"#,
        ],
        r#"{"tender": {"title": "T", "period": {"startDate": "a"}}}"#,
    ),
    (
        "a list of plain values is replaced",
        &[
            r#"{"tender": {"submissionMethod": ["written", "inPerson"]}}"#,
            r#"{"tender": {"submissionMethod": ["electronicSubmission"]}}"#,
        ],
        r#"{"tender": {"submissionMethod": ["electronicSubmission"]}}"#,
    ),
    (
        "a list in which not all are things is replaced",
        &[
            r#"{"a": [{"id": 1, "b": 1}, {"id": 2}]}"#,
            r#"{"a": [{"id": 1, "c": 1}, "x"]}"#,
        ],
        r#"{"a": [{"id": 1, "c": 1}, "x"]}"#,
    ),
    (
        "things of a list are merged by their id, in the order in which they came",
        &[
            r#"{"awards": [{"id": "1", "title": "A", "status": "pending"}, {"id": "2", "title": "B"}]}"#,
            r#"{"awards": [{"id": "3", "title": "C"}, {"id": "1", "status": "active"}]}"#,
        ],
        r#"{"awards": [{"id": "1", "title": "A", "status": "active"}, {"id": "2", "title": "B"}, {"id": "3", "title": "C"}]}"#,
    ),
    (
        "null takes a member of a thing away",
        &[
            r#"{"awards": [{"id": "1", "title": "A", "status": "pending"}]}"#,
            r#"{"awards": [{"id": "1", "status": null}]}"#,
        ],
        r#"{"awards": [{"id": "1", "title": "A"}]}"#,
    ),
    (
        "things of a list inside a thing are merged by both ids",
        &[
            r#"{"contracts": [{"id": 1, "items": [{"id": 1, "quantity": 1}]}, {"id": 2, "items": [{"id": 1, "quantity": 5}]}]}"#,
            r#"{"contracts": [{"id": 2, "items": [{"id": 1, "quantity": 6}, {"id": 2, "quantity": 7}]}]}"#,
        ],
        r#"{"contracts": [{"id": 1, "items": [{"id": 1, "quantity": 1}]}, {"id": 2, "items": [{"id": 1, "quantity": 6}, {"id": 2, "quantity": 7}]}]}"#,
    ),
    (
        "the text 1 and the number 1 are two ids",
        &[
            r#"{"awards": [{"id": 1, "title": "number"}]}"#,
            r#"{"awards": [{"id": "1", "title": "text"}]}"#,
        ],
        r#"{"awards": [{"id": 1, "title": "number"}, {"id": "1", "title": "text"}]}"#,
    ),
    (
        "things without an id are all kept",
        &[
            r#"{"parties": [{"name": "A"}, {"id": "b", "name": "B"}]}"#,
            r#"{"parties": [{"name": "A"}, {"id": "b", "name": "C"}]}"#,
        ],
        r#"{"parties": [{"name": "A"}, {"id": "b", "name": "C"}, {"name": "A"}]}"#,
    ),
    (
        "a thing that stands twice in one release is one",
        &[r#"{"awards": [{"id": "1", "title": "A"}, {"id": "1", "status": "active"}]}"#],
        r#"{"awards": [{"id": "1", "title": "A", "status": "active"}]}"#,
    ),
    (
        "an empty list of things takes none away",
        &[r#"{"awards": [{"id": "1"}]}"#, r#"{"awards": []}"#],
        r#"{"awards": [{"id": "1"}]}"#,
    ),
    (
        "additional identifiers are replaced as a whole, though they have an id",
        &[
            r#"{"parties": [{"id": "p", "additionalIdentifiers": [{"scheme": "A", "id": "1"}, {"scheme": "B", "id": "2"}]}]}"#,
            r#"{"parties": [{"id": "p", "additionalIdentifiers": [{"id": "1", "uri": "u"}]}]}"#,
        ],
        r#"{"parties": [{"id": "p", "additionalIdentifiers": [{"id": "1", "uri": "u"}]}]}"#,
    ),
    (
        "additional classifications are replaced as a whole, wherever the item stands",
        &[
            r#"{"tender": {"items": [{"id": "i", "additionalClassifications": [{"id": "1"}, {"id": "2"}]}]}}"#,
            r#"{"tender": {"items": [{"id": "i", "additionalClassifications": [{"id": "2", "scheme": "S"}]}]}}"#,
        ],
        r#"{"tender": {"items": [{"id": "i", "additionalClassifications": [{"id": "2", "scheme": "S"}]}]}}"#,
    ),
    (
        "a list that is replaced as a whole may become empty",
        &[
            r#"{"parties": [{"id": "p", "additionalIdentifiers": [{"id": "1"}]}]}"#,
            r#"{"parties": [{"id": "p", "additionalIdentifiers": []}]}"#,
        ],
        r#"{"parties": [{"id": "p", "additionalIdentifiers": []}]}"#,
    ),
    (
        "an id that may change names nothing: the later one wins",
        &[
            r#"{"tender": {"id": "t-1", "items": [{"id": "i", "classification": {"scheme": "CPV", "id": "1"}, "unit": {"id": "KGM"}}]}}"#,
            r#"{"tender": {"id": "t-2", "items": [{"id": "i", "classification": {"id": "2"}, "unit": {"id": "TNE"}}]}}"#,
        ],
        r#"{"tender": {"id": "t-2", "items": [{"id": "i", "classification": {"scheme": "CPV", "id": "2"}, "unit": {"id": "TNE"}}]}}"#,
    ),
    (
        "a value of another kind takes the place of what was there",
        &[
            r#"{"a": {"b": 1}, "c": [{"id": 1}], "d": 1}"#,
            r#"{"a": 2, "c": ["x"], "d": {"e": 1}}"#,
        ],
        r#"{"a": 2, "c": ["x"], "d": {"e": 1}}"#,
    ),
    (
        "members that no standard knows are merged by the same rules",
        &[
            r#"{"x_own": {"list": [{"id": "1", "a": 1}]}}"#,
            r#"{"x_own": {"list": [{"id": "1", "b": 2}], "more": "m"}}"#,
        ],
        r#"{"x_own": {"list": [{"id": "1", "a": 1, "b": 2}], "more": "m"}}"#,
    ),
    (
        "numbers stay as they were written, and so do letters",
        &[
            r#"{"a": 1.50, "b": "\u00e9\n"}"#,
            r#"{"c": 12345678901234567890.125}"#,
        ],
        r#"{"a": 1.50, "b": "\u00e9\n", "c": 12345678901234567890.125}"#,
    ),
];

/// The JSON of a value, in the letters in which it was published.
fn written(value: Value<'_>) -> String {
    if value.is_object() {
        let members = value.members().into_iter();
        let members =
            members.map(|(name, value)| format!("{}: {}", Json::from(&*name), written(value)));
        format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
    } else if value.is_array() {
        let items: Vec<_> = value.items().map(written).collect();
        format!("[{}]", items.join(", "))
    } else if value.is_string() {
        Json::from(value.scalar().unwrap().as_ref()).to_string()
    } else {
        value.raw().unwrap().to_owned()
    }
}

fn in_order(value: Value<'_>) -> String {
    if value.is_object() {
        let members = value.members().into_iter();
        let members = members.map(|(name, value)| format!("{name}: {}", in_order(value)));
        let mut members: Vec<_> = members.collect();
        members.sort();
        format!("{{{}}}", members.join(", "))
    } else if value.is_array() {
        let items: Vec<_> = value.items().map(in_order).collect();
        format!("[{}]", items.join(", "))
    } else {
        written(value)
    }
}

/// The same with the members of each object in the order of their names.
fn sorted(text: &str) -> String {
    let mut tape = Tape::default();
    tape.parse(text).unwrap();
    let doc = Doc {
        text,
        tape: &tape,
        at: "",
    };
    in_order(doc.root())
}

fn merged_of(releases: &[&str]) -> (String, Vec<(String, String)>) {
    let tapes: Vec<Tape> = releases
        .iter()
        .map(|text| {
            let mut tape = Tape::default();
            tape.parse(text).unwrap();
            tape
        })
        .collect();
    let places: Vec<String> = (0..releases.len())
        .map(|at| format!("/releases/{at}"))
        .collect();
    let docs: Vec<Doc<'_>> = releases
        .iter()
        .zip(&tapes)
        .zip(&places)
        .map(|((text, tape), at)| Doc { text, tape, at })
        .collect();
    let root = merged(docs.iter().map(Doc::root)).unwrap();
    let mut places = Vec::new();
    stands(Value::Of(&root), &mut places);
    (written(Value::Of(&root)), places)
}

/// Each plain value and where it stands.
fn stands(value: Value<'_>, places: &mut Vec<(String, String)>) {
    for (_, member) in value.members() {
        stands(member, places);
    }
    value.items().for_each(|item| stands(item, places));
    if !value.is_object() && !value.is_array() {
        places.push((written(value), value.pointer()));
    }
}

#[test]
fn releases_are_merged_by_the_published_rules() {
    for (rule, releases, expected) in RULES {
        let (merged, _) = merged_of(releases);
        assert_eq!(sorted(&merged), sorted(expected), "{rule}");
    }
}

#[test]
fn merging_once_and_step_by_step_come_to_the_same() {
    for (rule, releases, _) in RULES {
        let (all, _) = merged_of(releases);
        let mut so_far = releases[0].to_owned();
        for next in &releases[1..] {
            so_far = merged_of(&[&so_far, next]).0;
        }
        let (steps, _) = merged_of(&[&so_far]);
        assert_eq!(sorted(&all), sorted(&steps), "{rule}");
    }
}

#[test]
fn every_value_stands_where_it_was_published() {
    for (rule, releases, _) in RULES {
        let (_, places) = merged_of(releases);
        for (value, at) in places {
            let mut way = at.strip_prefix("/releases/").unwrap().splitn(2, '/');
            let release = releases[way.next().unwrap().parse::<usize>().unwrap()];
            let release: Json = serde_json::from_str(release).unwrap();
            let way = format!("/{}", way.next().unwrap());
            let told = release
                .pointer(&way)
                .unwrap_or_else(|| panic!("{rule}: {at}"));
            let value: Json = serde_json::from_str(&value).unwrap();
            assert_eq!(*told, value, "{rule}: {at}");
        }
    }
}
