//! Profiles: guessed, answered, kept, used again.

use groundtruth::features::imports::profile::{Field, Profile, Question, RowState, apply, suggest};
use groundtruth::features::imports::tables::Sheet;
use groundtruth::features::imports::tables::dates::DateOrder;

use super::{Basket, read};

#[test]
fn an_ambiguous_date_is_asked_once_and_the_answer_is_kept() {
    let csv = "Reference,Recipient,Amount (£),Award date\nA,One,5,05/06/2014\nB,Two,6,25/06/2014\nC,Three,7,07/08/2014\n";
    let tables = read(csv.as_bytes(), "g");
    let sheet = &tables.sheets[0];
    let guess = suggest(sheet).unwrap();
    let asked: Vec<_> = guess.questions.iter().collect();
    let [
        Question::DateOrder {
            column,
            offered,
            examples,
        },
    ] = asked.as_slice()
    else {
        panic!("{asked:?}")
    };
    assert_eq!(
        (*offered, examples.as_slice()),
        (
            Some(DateOrder::DayFirst),
            ["05/06/2014".to_owned(), "07/08/2014".to_owned()].as_slice()
        )
    );
    let mut basket = Basket::default();
    let applied = apply(&guess.profile, sheet, &mut basket).unwrap();
    assert_eq!(
        (
            applied.taken(),
            basket.refused[0].code.as_str(),
            basket.refused[0].at.0.as_str()
        ),
        (1, "date-ambiguous", "g!D2")
    );
    let mut answered = guess.profile.clone();
    answered.columns[*column].dates = *offered;
    let kept = Profile::parse(&answered.to_json().unwrap()).unwrap();
    assert_eq!(kept, answered);
    let mut basket = Basket::default();
    assert_eq!(apply(&kept, sheet, &mut basket).unwrap().taken(), 3);
    assert_eq!(
        basket.agreements[0]
            .signed
            .as_ref()
            .unwrap()
            .value
            .to_string(),
        "2014-06-05"
    );
    assert_eq!(
        basket.agreements[0]
            .amount
            .as_ref()
            .unwrap()
            .value
            .currency
            .unwrap()
            .code(),
        "GBP"
    );
    // Next month's table has its columns elsewhere and one more date that denies the answer.
    let next = Sheet::of_texts(
        "h",
        &[
            &["Award Date", "x", "AMOUNT (£)", "Recipient", "Reference"],
            &["01/02/2015", "", "9", "Four", "D"],
            &["12/31/2015", "", "9", "Five", "E"],
        ],
    );
    let mut kept = kept;
    kept.sheet = None;
    let mut basket = Basket::default();
    let applied = apply(&kept, &next, &mut basket).unwrap();
    assert_eq!(applied.rows[0].state, RowState::Taken);
    assert_eq!(basket.refused[0].code, "date-against-order");
}

#[test]
fn a_profile_is_yaml_or_json_of_one_version() {
    let yaml = "format: groundtruth-profile/1\nname: Our council\nrow: agreement\nagreement: contract\ncounted_by: funder\ncolumns:\n  - heading: Ref\n    field: source_id\n  - heading: Sum\n    field: amount\n    decimals: comma\nfixed:\n  currency: EUR\n";
    let profile = Profile::parse(yaml).unwrap();
    let sheet = Sheet::of_texts("S", &[&["Ref", "Sum"], &["1", "1.234,50"], &["2", "x"]]);
    let mut basket = Basket::default();
    apply(&profile, &sheet, &mut basket).unwrap();
    let amount = basket.agreements[0].amount.as_ref().unwrap();
    assert_eq!(
        (
            amount.value.value.to_string().as_str(),
            amount.value.currency.unwrap().code(),
            amount.at.0.as_str()
        ),
        ("1234.5", "EUR", "S!B2")
    );
    assert_eq!(basket.refused[0].at.0, "S!B3");
    for wrong in [
        yaml.replace("profile/1", "profile/2"),
        yaml.replace("field: amount", "field: prize"),
        yaml.replace("name:", "title:"),
        String::new(),
        "[".repeat(500),
    ] {
        assert!(Profile::parse(&wrong).is_err());
    }
}

#[test]
fn sums_that_two_readers_read_differently_are_asked() {
    let sheet = Sheet::of_texts(
        "S",
        &[
            &["Contrato", "Importe", "Moneda"],
            &["1", "1.234", "EUR"],
            &["2", "2.500", "EUR"],
        ],
    );
    let guess = suggest(&sheet).unwrap();
    assert!(
        guess
            .questions
            .iter()
            .any(|q| matches!(q, Question::DecimalSign { offered: None, .. })),
        "{:?}",
        guess.questions
    );
    let mut basket = Basket::default();
    apply(&guess.profile, &sheet, &mut basket).unwrap();
    assert_eq!(
        basket
            .refused
            .iter()
            .map(|n| n.code.as_str())
            .collect::<Vec<_>>(),
        ["number-ambiguous", "number-ambiguous"]
    );
}

#[test]
fn headings_in_spanish_and_french_are_known() {
    for headings in [
        ["Contrato", "Proveedor", "Monto", "Fecha de inicio"],
        [
            "Num\u{e9}ro de contrat",
            "Prestataire",
            "Montant",
            "Date de d\u{e9}but",
        ],
    ] {
        let sheet = Sheet::of_texts("S", &[&headings, &["1", "X", "5", "2024-01-01"]]);
        let fields: Vec<Field> = suggest(&sheet)
            .unwrap()
            .profile
            .columns
            .iter()
            .map(|column| column.field)
            .collect();
        assert_eq!(
            fields,
            [
                Field::SourceId,
                Field::ProviderName,
                Field::Amount,
                Field::Start
            ]
        );
    }
}

#[test]
fn another_row_that_says_otherwise_is_noted_and_persons_are_marked() {
    let sheet = Sheet::of_texts(
        "S",
        &[
            &[
                "Identifier",
                "Title",
                "Amount Awarded",
                "Currency",
                "Recipient Ind:Identifier",
                "Recipient Ind:Name",
                "Funding Org:Identifier",
                "Funding Org:Name",
                "Beneficiary Location:0:Name",
            ],
            &[
                "360G-a-1",
                "Help",
                "100",
                "GBP",
                "360G-a-p1",
                "Jo",
                "GB-CHC-1",
                "Trust",
                "Leeds",
            ],
            &[
                "360G-a-1",
                "Help",
                "120",
                "GBP",
                "360G-a-p1",
                "Jo",
                "GB-CHC-1",
                "Trust",
                "York",
            ],
        ],
    );
    let guess = suggest(&sheet).unwrap();
    assert_eq!(guess.profile.name, "360Giving");
    let mut basket = Basket::default();
    apply(&guess.profile, &sheet, &mut basket).unwrap();
    let agreement = &basket.agreements[0];
    assert_eq!(basket.agreements.len(), 1);
    assert!(agreement.providers[0].is_person);
    assert_eq!(
        agreement
            .places
            .iter()
            .map(|p| p.name.value.as_str())
            .collect::<Vec<_>>(),
        ["Leeds", "York"]
    );
    assert_eq!(basket.codes(), ["rows-differ"]);
    assert_eq!(agreement.amount.as_ref().unwrap().text, "100");
}
