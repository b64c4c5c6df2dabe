//! Files that were read again beside what people entered.

use serde_json::{Value, json};

use super::*;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::domain::register::difference;

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn promise(id: &str, at_least: &str, file: &str) -> Value {
    json!({
        "id": id, "promise": "Meals served", "kind": "quantity", "unit": "meals",
        "criteria": [{"id": "agreed", "target": {"at_least": at_least}, "rank": "agreement", "sources": [file]}],
    })
}

fn stated(text: &str) -> Stated {
    Stated::parse(text).unwrap()
}

/// What a file says: its number, the sum, and its promises as name and target.
fn said(file: &str, value: &str, promises: &[(&str, &str)]) -> Terms {
    let obligations: Vec<_> = promises
        .iter()
        .map(|(id, to)| promise(id, to, file))
        .collect();
    serde_json::from_value(json!({
        "agreement": {"id": "a-0001", "title": "Meals", "type": "grant", "funders": ["b-0001"], "providers": ["b-0002"],
            "currency": "GBP", "value": value, "period": {"from": "2026-01-01"}, "payment_basis": "not_published",
            "sources": [file]},
        "parties": [{"id": "b-0001", "name": "Fund", "roles": ["funder"]}, {"id": "b-0002", "name": "Kitchen", "roles": ["provider"]}],
        "places": [{"id": "s-0001", "name": "Ward 4"}],
        "sources": [{"id": file, "title": file, "sha256": file}, {"id": "document-1", "title": "Grant letter", "url": "https://a.example"}],
        "obligations": obligations,
    }))
    .unwrap()
}

fn merging<'a>(
    before: &'a Terms,
    ours: &'a Terms,
    now: &'a Terms,
    cited: &'a BTreeSet<Code>,
) -> Merging<'a> {
    Merging {
        before,
        ours,
        now,
        cited,
        ours_wins: false,
    }
}

/// What people made of it: a promise, a standard, a quotation, and what no file carries.
fn worked_on(before: &Terms) -> Terms {
    let mut ours = before.clone();
    ours.agreement.obtained = Some("asked for".to_owned());
    ours.agreement.note = Some("read with the kitchen".to_owned());
    ours.agreement.period.as_mut().unwrap().to = Some(PartialDate::parse("2026-12-31").unwrap());
    ours.agreement.subcontractors = vec![code("b-0009")];
    ours.parties.push(
        serde_json::from_value(json!({"id": "b-0009", "name": "Van", "roles": ["provider"]}))
            .unwrap(),
    );
    ours.places
        .push(serde_json::from_value(json!({"id": "s-0007", "name": "Ward 9"})).unwrap());
    ours.sources
        .push(serde_json::from_value(json!({"id": "d-0003", "title": "Paper"})).unwrap());
    ours.budget =
        serde_json::from_value(json!([{"id": "l-1", "title": "Food", "amount": "60"}])).unwrap();
    ours.shares = serde_json::from_value(json!([{"party": "b-0001", "of": "80%"}])).unwrap();
    ours.rate = serde_json::from_value(json!({"flat": {"price": "2", "unit": "meal"}})).unwrap();
    let mut own: Obligation = serde_json::from_value(promise("o-02", "1", "d-0003")).unwrap();
    own.promise = "A roof".to_owned();
    own.places = vec![code("s-0007")];
    ours.obligations.insert(1, own);
    let first = &mut ours.obligations[0];
    first.clause =
        serde_json::from_value(json!({"document": "d-0003", "page": 2, "quote": "served daily"}))
            .unwrap();
    let law = json!({"id": "c-2", "target": "every", "rank": "law", "sources": ["d-0003"]});
    first.criteria.push(serde_json::from_value(law).unwrap());
    ours
}

#[test]
fn a_file_that_says_the_same_changes_nothing() {
    let before = said("i-0001", "100", &[("o-01", "10")]);
    let ours = worked_on(&before);
    let now = said("i-0002", "100", &[("o-01", "10")]);
    let merged = merging(&before, &ours, &now, &BTreeSet::new()).merged();
    let changes = difference(&ours, &merged.terms);
    assert!(
        changes.iter().all(|one| one.path.contains("sources[")),
        "{changes:?}"
    );
}

#[test]
fn what_the_file_changed_is_changed_and_nothing_that_was_entered_is_lost() {
    let before = said("i-0001", "100", &[("o-01", "10")]);
    let ours = worked_on(&before);
    let now = said("i-0002", "120", &[("o-01", "12"), ("o-03", "5")]);
    let merged = merging(&before, &ours, &now, &BTreeSet::new()).merged();
    let changed = difference(&ours, &merged.terms)
        .into_iter()
        .map(|one| one.path);
    let changed: Vec<_> = changed
        .filter(|path| !path.contains("sources[") && !path.contains("[o-03]"))
        .collect();
    assert_eq!(
        changed,
        [
            "agreement.value",
            "obligations[o-01].criteria[agreed].target.at_least"
        ]
    );
    let names: Vec<_> = merged
        .terms
        .obligations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(names, ["o-01", "o-02", "o-03"]);
    assert!(merged.left_out.is_empty());
    // The file before is no longer rested on; the paper is.
    let sources: Vec<_> = merged
        .terms
        .sources
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(sources, ["i-0002", "document-1", "d-0003"]);
    let held = merging(&before, &ours, &now, &[code("i-0001")].into()).merged();
    assert!(
        held.terms
            .sources
            .iter()
            .any(|one| one.id.as_str() == "i-0001"),
        "a claim names it"
    );
}

#[test]
fn a_correction_by_hand_stands_until_the_file_changes_the_same_field() {
    let before = said("i-0001", "100", &[("o-01", "10")]);
    let mut ours = before.clone();
    ours.agreement.title = "Hot meals".to_owned();
    ours.agreement.value = Some(stated("99"));
    let mut now = said("i-0002", "100", &[("o-01", "10")]);
    assert_eq!(
        merging(&before, &ours, &now, &BTreeSet::new())
            .merged()
            .terms
            .agreement
            .title,
        "Hot meals"
    );
    now.agreement.value = Some(stated("120"));
    let cited = BTreeSet::new();
    let three = merging(&before, &ours, &now, &cited);
    let value = |three: Merging<'_>| {
        three
            .merged()
            .terms
            .agreement
            .value
            .unwrap()
            .text()
            .to_owned()
    };
    assert_eq!(value(three), "120");
    // What was amended for later days is not undone by a file of earlier ones.
    assert_eq!(
        value(Merging {
            ours_wins: true,
            ..three
        }),
        "99"
    );
}

#[test]
fn a_promise_that_left_the_file_goes_unless_people_worked_on_it() {
    let before = said(
        "i-0001",
        "100",
        &[("o-01", "10"), ("o-02", "20"), ("o-03", "30")],
    );
    let mut ours = before.clone();
    ours.obligations[1].proof = Some("the register of meals".to_owned());
    ours.obligations.remove(2);
    let now = said("i-0002", "100", &[("o-03", "31")]);
    let merged = merging(&before, &ours, &now, &BTreeSet::new()).merged();
    let names: Vec<_> = merged
        .terms
        .obligations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(names, ["o-02"], "what people took out stays out");
    assert_eq!(merged.left_out, [code("o-02")]);
}

#[test]
fn documents_of_the_file_keep_their_names_and_new_ones_get_free_ones() {
    let before = said("i-0001", "100", &[]);
    let mut now = said("i-0002", "100", &[]);
    let letter = now.sources.remove(1);
    for (nth, title) in [(1, "Annex"), (2, "Grant letter")] {
        let mut one = letter.clone();
        one.id = code(&format!("document-{nth}"));
        title.clone_into(&mut one.title);
        now.sources.push(one);
    }
    let merged = merging(&before, &before, &now, &BTreeSet::new()).merged();
    let named: Vec<_> = merged
        .terms
        .sources
        .iter()
        .map(|one| (one.id.as_str(), one.title.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            ("i-0002", "i-0002"),
            ("document-1", "Grant letter"),
            ("document-2", "Annex")
        ]
    );
}
