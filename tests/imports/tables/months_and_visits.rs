//! Tables as groups keep them: months in columns, several rows of one agreement, visits that were made.

use groundtruth::domain::exchange::PublishedAgreement;
use groundtruth::features::imports::profile::{
    Field, Question, RowIs, RowState, apply, read_visits, suggest,
};
use groundtruth::features::imports::tables::Sheet;
use groundtruth::features::imports::tables::visits::Seen;

use super::{Basket, read};

fn one(sheet: &Sheet) -> (PublishedAgreement, Basket) {
    let guess = suggest(sheet).unwrap();
    let mut basket = Basket::default();
    apply(&guess.profile, sheet, &mut basket).unwrap();
    (basket.agreements[0].clone(), basket)
}

#[test]
fn a_column_for_each_month_makes_a_promise_for_each() {
    let csv = "Promises 2024,,,,,\n\nContract number,Deliverable,Unit,Target,,Actual,\n,,,Jan 2024,Feb 2024,Jan 2024,Feb 2024\nC-1,Meals,meals,100,\"1,200\",90,n/a\nC-1,Visits,visits,5,Yes,,7\nTotal,,,105,1200,90,7\n";
    let tables = read(csv.as_bytes(), "plan");
    let (agreement, basket) = one(&tables.sheets[0]);
    assert_eq!(basket.agreements.len(), 1);
    let promises: Vec<_> = agreement
        .promises
        .iter()
        .map(|p| {
            let target = p.target.as_ref().unwrap();
            (
                p.what.value.as_str(),
                p.from.as_ref().unwrap().value.to_string(),
                target
                    .value
                    .map_or_else(|| target.text.clone(), |v| v.to_string()),
            )
        })
        .collect();
    assert_eq!(
        promises,
        [
            ("Meals", "2024-01".to_owned(), "100".to_owned()),
            ("Meals", "2024-02".to_owned(), "1200".to_owned()),
            ("Visits", "2024-01".to_owned(), "5".to_owned()),
            ("Visits", "2024-02".to_owned(), "Yes".to_owned()),
        ]
    );
    let claims: Vec<_> = agreement
        .claims
        .iter()
        .map(|c| {
            (
                c.promise.clone().unwrap(),
                c.value.text.as_str(),
                c.value.at.0.as_str(),
            )
        })
        .collect();
    assert_eq!(
        claims,
        [
            ("meals | meals@2024-01".to_owned(), "90", "plan!F5"),
            ("visits | visits@2024-02".to_owned(), "7", "plan!G6"),
        ]
    );
    assert_eq!(
        basket
            .notes
            .iter()
            .map(|note| (note.code.as_str(), note.at.0.as_str()))
            .collect::<Vec<_>>(),
        [("row-totals", "plan!7")]
    );
}

#[test]
fn months_without_a_year_are_asked() {
    let sheet = Sheet::of_texts(
        "S",
        &[
            &["Id", "Service", "Enero", "Febrero", "Marzo"],
            &["1", "Comidas", "5", "6", "7"],
        ],
    );
    let guess = suggest(&sheet).unwrap();
    let asked = guess.questions.iter().find_map(|question| match question {
        Question::Year { headings } => Some(
            headings
                .iter()
                .map(|(_, field, month)| (*field, *month))
                .collect::<Vec<_>>(),
        ),
        _ => None,
    });
    assert_eq!(
        asked.unwrap(),
        [(Field::Target, 1), (Field::Target, 2), (Field::Target, 3)]
    );
}

#[test]
fn rows_of_one_name_are_one_agreement_with_its_payments() {
    let csv = "Grant ref;Recipient;Currency;Payment date;Amount paid;Paid to;Odd column\nG1;St Mary's;GBP;2024-01-31;£1.000,50;St Mary's;x\nG1;St Mary's;GBP;2024-02-29;(200,25);St Mary's;x\nG2;Hill House;GBP;2024-02-30;7,5;Hill House;\n;;;;;;\nG1;St Marys;GBP;31/03/2024;1,5;St Mary's;y\n";
    let tables = read(csv.as_bytes(), "pay");
    let sheet = &tables.sheets[0];
    let guess = suggest(sheet).unwrap();
    assert_eq!(guess.profile.row, RowIs::Payment);
    let mut basket = Basket::default();
    let applied = apply(&guess.profile, sheet, &mut basket).unwrap();
    let states: Vec<_> = applied
        .rows
        .iter()
        .map(|row| match &row.state {
            RowState::Taken => "taken".to_owned(),
            RowState::Empty => "empty".to_owned(),
            RowState::Totals => "totals".to_owned(),
            RowState::Refused(reasons) => format!(
                "{} {} {}",
                reasons[0].code,
                reasons[0].at.0,
                reasons[0].heading.clone().unwrap_or_default()
            ),
        })
        .collect();
    assert_eq!(
        states,
        [
            "taken",
            "taken",
            "date-unread pay!D4 Payment date",
            "empty",
            "taken"
        ]
    );
    let flows: Vec<_> = basket.agreements[0]
        .flows
        .iter()
        .map(|flow| {
            (
                flow.amount.value.value.to_string(),
                flow.amount.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        flows,
        [
            ("1000.5".to_owned(), "£1.000,50"),
            ("-200.25".to_owned(), "(200,25)"),
            ("1.5".to_owned(), "1,5")
        ]
    );
    assert_eq!(
        basket.agreements[0].providers.len(),
        2,
        "two names are not made one"
    );
    let odd: Vec<_> = basket.agreements[0]
        .extras
        .iter()
        .map(|(name, given)| format!("{name}={} {}", given.value, given.at.0))
        .collect();
    assert_eq!(odd, ["Odd column=x pay!G2", "Odd column=y pay!G6"]);
}

#[test]
fn visits_are_read_with_numbers_yes_no_and_words() {
    let csv = "Place,Date of visit,Observer,Beds counted,Water running?,Notes\nNorth clinic,2024-03-02,W-01,12,yes,smell of damp\nSouth clinic,2024-03-03,W-02,could not check,No,\n,2024-03-04,W-02,1,no,\nEast clinic,soon,W-02,1,no,\nWest clinic,2024-03-05,,80%,,\n";
    let tables = read(csv.as_bytes(), "visits");
    let sheet = &tables.sheets[0];
    let guess = suggest(sheet).unwrap();
    assert_eq!(guess.profile.row, RowIs::Visit);
    let table = read_visits(&guess.profile, sheet).unwrap();
    assert_eq!(table.visits.len(), 3);
    let seen: Vec<_> = table.visits[0]
        .answers
        .iter()
        .map(|a| (a.question.as_str(), a.at.0.as_str(), a.seen.clone()))
        .collect();
    assert_eq!(
        seen,
        [
            (
                "Beds counted",
                "visits!D2",
                Seen::Number {
                    value: "12".parse().unwrap(),
                    is_percent: false
                }
            ),
            ("Water running?", "visits!E2", Seen::Yes),
        ]
    );
    let note = table.visits[0].note.as_ref().unwrap();
    assert_eq!(
        (note.value.as_str(), note.at.0.as_str()),
        ("smell of damp", "visits!F2")
    );
    assert_eq!(table.visits[1].answers[0].seen, Seen::CouldNot);
    assert_eq!(
        table.visits[2].answers[0].seen,
        Seen::Number {
            value: "80".parse().unwrap(),
            is_percent: true
        }
    );
    let refused: Vec<_> = table
        .rows
        .iter()
        .filter_map(|row| match &row.state {
            RowState::Refused(reasons) => Some((row.row, reasons[0].code)),
            _ => None,
        })
        .collect();
    assert_eq!(refused, [(4, "visit-no-place"), (5, "date-unread")]);
}
