//! Releases of one process made into one, seen through what is read from them.

use groundtruth::domain::exchange::PublishedAgreement;

use super::data::{Kept, file, files, folder};

fn package(releases: &[&str]) -> Kept {
    let text = format!(
        r#"{{"publishedDate": "2026-01-01", "releases": [{}]}}"#,
        releases.join(", ")
    );
    Kept::of_ocds(text.as_bytes()).unwrap()
}

fn release(id: u32, date: &str, rest: &str) -> String {
    format!(
        r#"{{"ocid": "x-1", "id": "{id}", "date": "2026-01-{date}T00:00:00Z", "tag": ["contract"], {rest}}}"#
    )
}

fn one(read: &Kept) -> &PublishedAgreement {
    assert_eq!(
        (read.agreements.len(), read.refused.len()),
        (1, 0),
        "{read:?}"
    );
    &read.agreements[0]
}

#[test]
fn later_releases_win_whatever_their_place_in_the_file() {
    let late = release(
        2,
        "20",
        r#""contracts": [{"id": 1, "title": "New", "value": {"amount": 7, "currency": "EUR"}}]"#,
    );
    let other = r#"{"ocid": "x-2", "id": "9", "date": "2026-01-01", "tag": [], "contracts": [{"id": "z"}]}"#;
    let early = release(
        1,
        "10",
        r#""contracts": [{"id": 1, "title": "Old", "description": "Kept"}]"#,
    );
    let read = package(&[&late, other, &early]);
    assert_eq!(read.agreements.len(), 2);
    let merged = &read.agreements[0];
    let title = merged.title.as_ref().unwrap();
    assert_eq!(
        (title.value.as_str(), title.at.0.as_str()),
        ("New", "/releases/0/contracts/0/title")
    );
    let kept = merged.description.as_ref().unwrap();
    assert_eq!(
        (kept.value.as_str(), kept.at.0.as_str()),
        ("Kept", "/releases/2/contracts/0/description")
    );
}

#[test]
fn null_deletes_and_things_without_an_id_are_all_kept() {
    let first = release(
        1,
        "01",
        r#""contracts": [{"id": "c", "title": "T", "dateSigned": "2026-01-01", "items": [{"description": "a"}]}]"#,
    );
    let second = release(
        2,
        "02",
        r#""contracts": [{"id": "c", "dateSigned": null, "items": [{"description": "b"}]}]"#,
    );
    let read = package(&[&first, &second]);
    let merged = one(&read);
    assert!(merged.signed.is_none());
    assert_eq!(merged.promises.len(), 2);
}

#[test]
fn things_are_merged_by_their_id_and_empty_lists_change_nothing() {
    let first = release(
        1,
        "01",
        r#""contracts": [{"id": "c", "items": [{"id": "1", "description": "A", "quantity": 1}, {"id": "2", "description": "B", "quantity": 1}]}]"#,
    );
    let second = release(
        2,
        "02",
        r#""contracts": [{"id": "c", "items": [{"id": "1", "quantity": 2}, {"id": "3", "description": "C"}]}]"#,
    );
    let third = release(3, "03", r#""contracts": [{"id": "c", "items": []}]"#);
    let read = package(&[&first, &second, &third]);
    let told: Vec<_> = one(&read)
        .promises
        .iter()
        .map(|p| {
            (
                p.what.value.as_str(),
                p.target.as_ref().map(|t| t.text.as_str()),
            )
        })
        .collect();
    assert_eq!(told, [("A", Some("2")), ("B", Some("1")), ("C", None)]);
}

#[test]
fn some_lists_are_replaced_as_a_whole() {
    let party = |more: &str| {
        format!(
            r#""parties": [{{"id": "s", "name": "S", "roles": ["supplier"], "additionalIdentifiers": [{more}]}}], "awards": [{{"id": "a", "suppliers": [{{"id": "s"}}]}}]"#
        )
    };
    let first = release(
        1,
        "01",
        &party(r#"{"scheme": "GB-COH", "id": "1"}, {"scheme": "GB-CHC", "id": "2"}"#),
    );
    let second = release(2, "02", &party(r#"{"scheme": "GB-COH", "id": "3"}"#));
    let read = package(&[&first, &second]);
    let ids: Vec<_> = one(&read).providers[0]
        .identifiers
        .iter()
        .map(|id| id.text.as_str())
        .collect();
    assert_eq!(ids, ["GB-COH-3"]);
}

#[test]
fn the_number_one_and_the_text_one_are_two_ids() {
    let first = release(1, "01", r#""awards": [{"id": 1, "title": "number"}]"#);
    let second = release(2, "02", r#""awards": [{"id": "1", "title": "text"}]"#);
    let read = package(&[&first, &second]);
    assert_eq!(read.agreements.len() + read.refused.len(), 2);
}

#[test]
fn releases_twice_or_without_a_date_are_refused_and_the_rest_is_merged() {
    let good = release(1, "01", r#""contracts": [{"id": "c", "title": "T"}]"#);
    let dateless = r#"{"ocid": "x-1", "id": "7", "contracts": [{"id": "c", "title": "No"}]}"#;
    let read = package(&[&good, &good, dateless]);
    assert_eq!(read.refusals(), ["release-twice", "release-without-date"]);
    assert_eq!(read.agreements[0].title.as_ref().unwrap().value, "T");
}

#[test]
fn dates_are_compared_as_instants() {
    let early = r#"{"ocid": "x-1", "id": "1", "date": "2026-01-01T23:00:00-06:00", "contracts": [{"id": "c", "title": "Late"}]}"#;
    let late = r#"{"ocid": "x-1", "id": "2", "date": "2026-01-02T01:00:00+00:00", "contracts": [{"id": "c", "title": "Early"}]}"#;
    let read = package(&[early, late]);
    assert_eq!(one(&read).title.as_ref().unwrap().value, "Late");
}

/// The life of one process in six packages: read as lines it must come to what its own record says.
#[test]
fn six_releases_come_to_the_published_record() {
    let Some(folder) = folder() else { return };
    let mut releases = Vec::new();
    for path in files(&folder, "ocds/fictional", ".json") {
        if path.to_string_lossy().contains("/ocds-213czf") {
            let package: serde_json::Value =
                serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            releases.push(package["releases"][0].to_string());
        }
    }
    assert_eq!(releases.len(), 6);
    let merged = Kept::of_ocds(releases.join("\n").as_bytes()).unwrap();
    let record = file(&folder, "ocds/fictional/record-ocds-213czf-000-00001.json");
    let published = Kept::of_ocds(&record).unwrap();
    let told = |read: &Kept| {
        let one = one(read).clone();
        let text = |given: &Option<groundtruth::domain::exchange::Given<String>>| {
            given.as_ref().map(|g| g.text.clone())
        };
        (
            one.source_id.value.clone(),
            text(&one.title),
            text(&one.description),
            one.amount.as_ref().map(|a| a.text.clone()),
            one.signed.as_ref().map(|d| d.text.clone()),
            one.promises
                .iter()
                .map(|p| p.source_id.clone())
                .collect::<Vec<_>>(),
            one.flows
                .iter()
                .map(|f| (f.source_id.clone(), f.amount.text.clone()))
                .collect::<Vec<_>>(),
            one.providers
                .iter()
                .map(|p| p.name.text.clone())
                .collect::<Vec<_>>(),
            one.funders
                .iter()
                .map(|p| p.name.text.clone())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(told(&merged), told(&published));
}
