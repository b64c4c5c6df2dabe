//! OCDS in flattened tables: put together again as it was, each value at its cell, or refused by row.

use groundtruth::domain::exchange::{FlowKind, PublishedAgreement};
use groundtruth::features::imports::ocds::{is_flat, read_flat};
use groundtruth::features::imports::tables::{self, Limits, Sheet};
use proptest::prelude::*;

use super::data::{Kept, file, folder};

fn read(sheets: &[Sheet]) -> Kept {
    let sheets: Vec<&Sheet> = sheets.iter().collect();
    assert!(is_flat(&sheets));
    let mut kept = Kept::default();
    read_flat(&sheets, &mut kept);
    kept
}

/// What an agreement says, without where it stands.
fn said(one: &PublishedAgreement) -> Vec<String> {
    let text = |name: &str, text: Option<&String>| format!("{name}: {text:?}");
    let mut said = vec![
        one.source_id.value.clone(),
        text("title", one.title.as_ref().map(|given| &given.value)),
        text(
            "description",
            one.description.as_ref().map(|given| &given.value),
        ),
        format!("{:?}", one.amount.as_ref().map(|given| &given.value)),
        format!("{:?}", one.signed.as_ref().map(|given| given.value)),
        format!("{:?}", one.start.as_ref().map(|given| given.value)),
        format!("{:?}", one.end.as_ref().map(|given| given.value)),
        text("status", one.status.as_ref().map(|given| &given.value)),
    ];
    for party in one.funders.iter().chain(&one.providers) {
        let ids = party.identifiers.iter().map(|id| &id.value.normal);
        said.push(format!(
            "{} {:?}",
            party.name.value,
            ids.collect::<Vec<_>>()
        ));
    }
    for promise in &one.promises {
        let target = promise.target.as_ref().map(|given| &given.value);
        let unit = promise.unit.as_ref().map(|given| &given.value);
        said.push(format!("{} {target:?} {unit:?}", promise.what.value));
    }
    for flow in &one.flows {
        let bodies = [&flow.payer, &flow.payee].map(|body| {
            let body = body.as_ref();
            body.map(|body| body.name.value.clone())
        });
        let date = flow.date.as_ref().map(|given| given.value);
        said.push(format!(
            "{} {:?} {date:?} {bodies:?}",
            flow.source_id, flow.amount.value
        ));
    }
    for document in &one.documents {
        let url = document.url.as_ref().map(|given| &given.value);
        said.push(format!("{} {url:?}", document.title.value));
    }
    said
}

/// The published workbook, made of a published release: both say the same.
#[test]
fn a_flattened_release_says_what_the_release_says() {
    let Some(folder) = folder() else { return };
    let whole = "ocds/fictional/ocds-213czf-000-00001-06-implementation.json";
    let whole = Kept::of_ocds(&file(&folder, whole)).unwrap();
    let book = file(&folder, "ocds/fictional/flattened-06-implementation.xlsx");
    let book = tables::read(&book, "", &Limits::WEB).unwrap();
    let flat = read(&book.sheets);
    assert!(flat.refused.is_empty(), "{:?}", flat.refused);
    assert_eq!((flat.agreements.len(), whole.agreements.len()), (1, 1));
    // One identifier is a text with a decimal point in the release, and a whole number in the workbook.
    let whole_says = said(&whole.agreements[0]);
    let whole_says: Vec<_> = whole_says
        .iter()
        .map(|one| one.replace("11111111.0", "11111111"))
        .collect();
    assert_eq!(said(&flat.agreements[0]), whole_says);
    // Each value has its cell, and the cell says it.
    let one = &flat.agreements[0];
    assert_eq!(one.source_id.at.0, "5. Contract >>!C2");
    assert_eq!(one.amount.as_ref().unwrap().at.0, "5. Contract >>!L2");
    assert_eq!(one.flows[1].amount.at.0, "Implementation - Transactions!G3");
    let left = flat.noted("flat-sheet-left");
    let left: Vec<_> = left.iter().map(|note| note.at.0.as_str()).collect();
    assert_eq!(left, ["Meta"]);
    // Headings without rows are no process.
    let empty = file(&folder, "ocds/fictional/flat-template.xlsx");
    let empty = tables::read(&empty, "", &Limits::WEB).unwrap();
    let empty = read(&empty.sheets);
    assert_eq!((empty.agreements.len(), empty.refused.len()), (0, 0));
}

const CONTRACTS: [&[&str]; 4] = [
    &[
        "ocid",
        "id",
        "date",
        "tag",
        "buyer/name",
        "contracts/0/id",
        "contracts/0/title",
        "contracts/0/value/amount",
        "contracts/0/value/currency",
    ],
    &[
        "x-1",
        "r",
        "2026-01-01",
        "contract",
        "City",
        "c-1",
        "Beds",
        "1000.50",
        "ZAR",
    ],
    &["x-1", "r", "", "", "", "c-2", "Meals", "many", "ZAR"],
    &[
        "x-2",
        "q",
        "2026-01-01",
        "contract",
        "Town",
        "c-1",
        "Roads",
        "7",
        "ZAR",
    ],
];

fn items() -> Sheet {
    Sheet::of_texts(
        "items",
        &[
            &[
                "ocid",
                "id",
                "contracts/0/id",
                "contracts/0/items/0/id",
                "contracts/0/items/0/description",
                "contracts/0/items/0/quantity",
                "contracts/0/items/1/id",
                "contracts/0/items/1/description",
            ],
            &["x-1", "r", "c-2", "1", "Lunches", "400", "2", "Trays"],
            &["x-1", "r", "c-1", "1", "Beds", "30", "", ""],
            &["x-1", "r", "c-2", "3", "Suppers", "400", "", ""],
            &["x-2", "q", "", "1", "Nobody's", "1", "", ""],
            &["", "r", "c-2", "9", "Lost", "400", "", ""],
        ],
    )
}

#[test]
fn rows_are_joined_by_what_names_them_and_not_by_their_order() {
    let read = read(&[items(), Sheet::of_texts("main", &CONTRACTS)]);
    let told: Vec<_> = read
        .agreements
        .iter()
        .map(|one| {
            let promises = one.promises.iter().map(|one| one.what.value.as_str());
            let title = one.title.as_ref().unwrap().value.as_str();
            let promises: Vec<&str> = promises.collect();
            (one.source_id.value.as_str(), title, promises)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("x-1/c-2", "Meals", vec!["Lunches", "Trays", "Suppers"]),
            ("x-1/c-1", "Beds", vec!["Beds"]),
            ("x-2/c-1", "Roads", vec![]),
        ]
    );
    // A number is a number, though a table says it as a text; what is none is told at its cell.
    let beds = read.agreements[1].amount.as_ref().unwrap();
    assert_eq!(beds.value.value.to_string(), "1000.5");
    assert_eq!(
        (beds.text.as_str(), beds.at.0.as_str()),
        ("1000.50", "main!H2")
    );
    assert!(read.noted("number-as-text").is_empty());
    assert_eq!(read.noted("number-unreadable")[0].at.0, "main!H3");
    let refused: Vec<_> = read
        .refused
        .iter()
        .map(|note| (note.code.as_str(), note.at.0.as_str()))
        .collect();
    assert_eq!(
        refused,
        [("ocid-missing", "items!6"), ("flat-no-parent", "items!5")]
    );
    assert_eq!(read.refused[1].about[0].1, "contracts/0/id");
}

#[test]
fn releases_of_one_process_are_merged_by_their_dates() {
    let sheet = Sheet::of_texts(
        "main",
        &[
            &[
                "ocid",
                "id",
                "date",
                "contracts/0/id",
                "contracts/0/title",
                "contracts/0/value/amount",
            ],
            &["x-1", "late", "2026-03-01", "c-1", "New", "2"],
            &["x-1", "early", "2026-01-01", "c-1", "Old", "1"],
            &["x-1", "", "", "c-1", "Nobody knows when", "3"],
        ],
    );
    let read = read(&[sheet]);
    assert_eq!(read.refusals(), ["release-without-date"]);
    let title = read.agreements[0].title.as_ref().unwrap();
    assert_eq!(
        (title.value.as_str(), title.at.0.as_str()),
        ("New", "main!E2")
    );
}

#[test]
fn what_two_tables_say_differently_is_told_and_the_first_stays() {
    let main = Sheet::of_texts(
        "main",
        &[
            &[
                "ocid",
                "id",
                "contracts/0/id",
                "contracts/0/title",
                "contracts/0/value/amount",
            ],
            &["x-1", "r", "c-1", "Beds", "1"],
            &["x-1", "r", "c-1", "Beds", "2"],
        ],
    );
    let other = Sheet::of_texts(
        "other",
        &[
            &["ocid", "id", "contracts/0/id", "contracts"],
            &["x-1", "r", "", "x"],
        ],
    );
    let read = read(&[main, other]);
    assert_eq!(read.agreements[0].amount.as_ref().unwrap().text, "1");
    let differs: Vec<_> = read
        .noted("flat-differs")
        .iter()
        .map(|note| note.at.0.clone())
        .collect();
    assert_eq!(differs, ["main!E3"]);
    // A heading that is a value and holds others as well, and headings that lead nowhere.
    assert_eq!(read.noted("flat-column-left")[0].at.0, "other!D1");
    let odd = Sheet::of_texts(
        "odd",
        &[
            &["ocid", "ocid", "awards/0/id", "/x", "a/0/1", "tag/0"],
            &["x-1", "x-1", "a", "", "", "t"],
        ],
    );
    let read = self::read(&[odd]);
    assert_eq!(read.noted("flat-column-left").len(), 4);
    assert_eq!(read.agreements.len(), 1);
}

#[test]
fn records_and_releases_side_by_side_are_read() {
    let record = Sheet::of_texts(
        "records",
        &[
            &[
                "ocid",
                "compiledRelease/id",
                "compiledRelease/ocid",
                "compiledRelease/awards/0/id",
                "compiledRelease/awards/0/title",
            ],
            &["x-1", "r", "x-1", "a-1", "Roads"],
        ],
    );
    let read = read(&[record]);
    assert_eq!(read.agreements[0].source_id.value, "x-1/a-1");
    let wide = Sheet::of_texts(
        "package",
        &[
            &[
                "uri",
                "releases/0/ocid",
                "releases/0/id",
                "releases/0/awards/0/title",
                "releases/0/awards/0/suppliers/0/name",
                "releases/0/awards/0/suppliers/1/name",
                "releases/1/ocid",
                "releases/1/awards/0/title",
            ],
            &[
                "u", "x-1", "1", "Roads", "Ann Ltd", "Bob Ltd", "x-2", "Beds",
            ],
            &["u", "x-3", "1", "Meals", "Cai Ltd", "", "", ""],
        ],
    );
    let read = self::read(&[wide]);
    let told: Vec<_> = read
        .agreements
        .iter()
        .map(|one| {
            (
                one.title.as_ref().unwrap().value.as_str(),
                one.providers.len(),
            )
        })
        .collect();
    assert_eq!(told, [("Roads", 2), ("Meals", 1), ("Beds", 0)]);
    let paid = read.agreements[0].flows.iter();
    assert_eq!(
        paid.filter(|flow| flow.kind == FlowKind::Payment).count(),
        0
    );
}

#[test]
fn other_tables_are_none_of_these() {
    let tables: [&[&[&str]]; 5] = [
        &[&["ocid", "title"], &["x", "y"]],
        &[&["Identifier", "Title"], &["x", "y"]],
        &[&["id", "contracts/0/id"], &["x", "y"]],
        &[&["contracts/0/ocid"], &["x"]],
        &[],
    ];
    for rows in tables {
        assert!(!is_flat(&[&Sheet::of_texts("S", rows)]), "{rows:?}");
    }
    let titled = Sheet::of_texts(
        "S",
        &[&["Contracts in 2025"], &[], CONTRACTS[0], CONTRACTS[1]],
    );
    assert_eq!(read(&[titled]).agreements.len(), 1);
}

proptest! {
    /// Whatever headings and cells say: no panic, and no row without a word.
    #[test]
    fn no_table_breaks_it(
        heads in prop::collection::vec("(ocid|id|contracts|contracts/0/id|contracts/0/[a-c]/[01]/id|awards/[01]/id|a(/[0-9a-b]{0,2}){0,20}|[/0-9]{0,5})", 1..9),
        cells in prop::collection::vec(prop::collection::vec("[ab;1\"\\\\]{0,2}", 0..9), 0..9),
    ) {
        let mut rows: Vec<Vec<&str>> = vec![heads.iter().map(String::as_str).collect()];
        rows.extend(cells.iter().map(|row| row.iter().map(String::as_str).collect()));
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let sheet = Sheet::of_texts("S", &rows);
        let mut kept = Kept::default();
        let _ = is_flat(&[&sheet]);
        read_flat(&[&sheet], &mut kept);
        for agreement in &kept.agreements {
            prop_assert!(agreement.source_id.at.0.starts_with("S!"));
        }
    }
}
