//! An unrolled workbook of 360Giving, its sheets in any order, says what the same grants say as JSON.

use std::io::Cursor;

use groundtruth::domain::exchange::{Note, PublishedAgreement};
use groundtruth::features::imports::DateOrder;
use groundtruth::features::imports::profile::Question;
use groundtruth::features::imports::reading::{Answered, Piece, pieces};
use rust_xlsxwriter::Workbook;

const JSON: &str = r#"{"grants": [
 {"id": "360G-x-1", "title": "Meals", "currency": "GBP", "amountAwarded": 1000.5, "amountDisbursed": 700, "awardDate": "2014-06-05",
  "fundingOrganization": [{"id": "GB-CHC-1164883", "name": "North Fund"}],
  "recipientOrganization": [{"id": "GB-CHC-200", "name": "Kitchen", "charityNumber": "1100001"}, {"id": "360G-own-2", "name": "Bakery"}],
  "beneficiaryLocation": [{"name": "Ward 4"}, {"name": "Ward 5"}],
  "disbursementTransaction": [{"transactionDate": "2014-06-07", "value": 300}, {"transactionDate": "2014-12-31", "value": 400}]},
 {"id": "360G-x-2", "title": "Beds", "currency": "GBP", "amountAwarded": 250, "amountDisbursed": 250, "awardDate": "2014-06-05",
  "fundingOrganization": [{"id": "GB-CHC-1164883", "name": "North Fund"}],
  "recipientOrganization": [{"id": "360G-own-3", "name": "Shelter"}]}]}"#;

type Rows = &'static [&'static [&'static str]];

/// The lists come first, and one of them has more columns than the grants.
const SHEETS: [(&str, Rows); 6] = [
    (
        "paid",
        &[
            &[
                "Identifier",
                "Disbursement Transactions:0:Transaction Date",
                "Disbursement Transactions:0:Value",
            ],
            &["360G-x-1", "07/06/2014", "300"],
            &["360G-x-1", "31/12/2014", "400"],
        ],
    ),
    (
        "recipients",
        &[
            &[
                "Identifier",
                "Recipient Org:0:Identifier",
                "Recipient Org:0:Name",
                "Recipient Org:0:Charity Number",
                "Recipient Org:0:Company Number",
                "Beneficiary Location:0:Country Code",
                "Beneficiary Location:0:Latitude",
                "Beneficiary Location:0:Longitude",
            ],
            &[
                "360G-x-1",
                "GB-CHC-200",
                "Kitchen",
                "1100001",
                "",
                "",
                "",
                "",
            ],
            &["360G-x-2", "360G-own-3", "Shelter", "", "", "", "", ""],
            &["360G-x-1", "360G-own-2", "Bakery", "", "", "", "", ""],
        ],
    ),
    (
        "ours",
        &[
            &["Identifier", "What the desk thinks"],
            &["360G-x-1", "good"],
        ],
    ),
    (
        "grants",
        &[
            &[
                "Identifier",
                "Title",
                "Amount Awarded",
                "Currency",
                "Award Date",
                "Amount Disbursed",
            ],
            &["360G-x-1", "Meals", "1000.50", "GBP", "2014-06-05", "700"],
            &["360G-x-2", "Beds", "250", "GBP", "2014-06-05", "250"],
        ],
    ),
    (
        "funders",
        &[
            &[
                "Identifier",
                "Funding Org:0:Identifier",
                "Funding Org:0:Name",
            ],
            &["360G-x-2", "GB-CHC-1164883", "North Fund"],
            &["360G-x-1", "GB-CHC-1164883", "North Fund"],
        ],
    ),
    (
        "places",
        &[
            &["Identifier", "Beneficiary Location:0:Name"],
            &["360G-x-1", "Ward 4"],
            &["360G-x-1", "Ward 5"],
        ],
    ),
];

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in SHEETS {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (y, row) in (0..).zip(rows) {
            for (x, text) in (0..).zip(*row) {
                sheet.write_string(y, x, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[derive(Default)]
struct Read {
    agreements: Vec<PublishedAgreement>,
    refused: Vec<Note>,
    notes: Vec<Note>,
    questions: Vec<Question>,
    sheet: Option<String>,
}

async fn read(bytes: &[u8], answered: Answered) -> Read {
    let mut read = Read::default();
    let mut stream = pieces(Box::new(Cursor::new(bytes.to_vec())), answered, None);
    while let Some(piece) = stream.recv().await {
        match piece {
            Piece::Agreement(one) => read.agreements.push(*one),
            Piece::Refused(note) => read.refused.push(note),
            Piece::Note(note) => read.notes.push(note),
            Piece::Table(table) => {
                read.questions = table.questions;
                read.sheet = table.profile.sheet;
            }
            Piece::Unreadable(note) => panic!("{note:?}"),
            Piece::Visit(_) | Piece::Format(_) => {}
        }
    }
    read
}

/// What of an agreement does not depend on the form of the file.
fn said(one: &PublishedAgreement) -> impl PartialEq + std::fmt::Debug + use<> {
    let money = |amount: &groundtruth::domain::exchange::Amount| {
        (
            amount.value.to_string(),
            amount.currency.map(|c| c.code().to_owned()),
        )
    };
    let parties = |all: &[groundtruth::domain::exchange::PublishedParty]| {
        let one = all.iter().map(|party| {
            let ids = party.identifiers.iter().map(|id| id.value.normal.clone());
            (party.name.value.clone(), ids.collect::<Vec<_>>())
        });
        let mut all: Vec<_> = one.collect();
        all.sort();
        all
    };
    let places = one.places.iter().filter(|place| !place.is_weak);
    let flows = one.flows.iter().map(|flow| {
        let date = flow.date.as_ref().map(|date| date.value.to_string());
        (flow.kind, money(&flow.amount.value), date)
    });
    (
        (
            one.source_id.value.clone(),
            one.title.as_ref().map(|title| title.value.clone()),
        ),
        one.amount.as_ref().map(|amount| money(&amount.value)),
        one.signed.as_ref().map(|date| date.value.to_string()),
        (parties(&one.funders), parties(&one.providers)),
        places
            .map(|place| place.name.value.clone())
            .collect::<Vec<_>>(),
        flows.collect::<Vec<_>>(),
    )
}

#[tokio::test]
async fn an_unrolled_workbook_says_what_its_grants_say_as_json() {
    let bytes = workbook();
    // The sheet of the grants is found, and a date of another sheet is asked about before anything is read.
    let asked = read(&bytes, Answered::default()).await;
    assert_eq!(asked.sheet.as_deref(), Some("grants"));
    assert!(asked.agreements.is_empty());
    let [
        Question::ListDates {
            sheet, examples, ..
        },
    ] = &asked.questions[..]
    else {
        panic!("{:?}", asked.questions);
    };
    assert_eq!(
        (sheet.as_str(), &examples[..]),
        ("paid", &["07/06/2014".to_owned()][..])
    );
    let answered = Answered {
        dates: Some(DateOrder::DayFirst),
        ..Answered::default()
    };
    let tables = read(&bytes, answered).await;
    assert!(
        tables.questions.is_empty() && tables.refused.is_empty(),
        "{:?}",
        tables.refused
    );
    let left: Vec<_> = tables
        .notes
        .iter()
        .filter(|note| note.code == "sheet-left")
        .collect();
    assert_eq!(left.len(), 1, "{:?}", tables.notes);
    assert_eq!(left[0].at.0, "ours");
    let json = read(JSON.as_bytes(), Answered::default()).await;
    let all = |read: &Read| read.agreements.iter().map(said).collect::<Vec<_>>();
    assert_eq!(json.agreements.len(), 2);
    assert_eq!(all(&tables), all(&json));
}
