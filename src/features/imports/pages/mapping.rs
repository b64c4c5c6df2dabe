//! Which column of a table means what, as a form: shown from a profile, read back into one.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::money::Currency;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::features::imports::DateOrder;
use crate::features::imports::profile::{Column, ColumnTime, Field, Profile, Question, RowIs};
use crate::features::imports::reading::TableRead;
use crate::features::imports::tables::amounts::DecimalSign;
use crate::features::imports::tables::head::Head;
use crate::features::imports::wording::{asked, field_key, field_word};
use crate::infra::action::Fields;
use crate::infra::words::Words;

/// One column of the form.
#[derive(Clone, Debug, Serialize)]
struct ColumnRow {
    letters: String,
    heading: String,
    field: String,
    dates: String,
    decimals: String,
}

/// The form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mapping {
    questions: Vec<String>,
    columns: Vec<ColumnRow>,
    /// What a column can mean: the word, and what is read.
    fields: Vec<(String, String)>,
    rows: Vec<String>,
    row: String,
    currency: String,
    counters: Vec<&'static str>,
    counted_by: &'static str,
    asks_year: bool,
    is_answered: bool,
}

/// The word of a plain enum as a profile writes it.
fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn read<T: serde::de::DeserializeOwned>(word: Option<&String>) -> Option<T> {
    serde_json::from_value(word?.clone().into()).ok()
}

/// The column of the profile that reads each heading.
fn columns_of(table: &TableRead) -> Vec<Option<&Column>> {
    let headings = table.headings.iter().map(|(_, heading)| heading.clone());
    let head = Head {
        row: 0,
        rows: 1,
        headings: headings.collect(),
    };
    let mut columns = vec![None; table.headings.len()];
    let places = table.profile.places(&head);
    for (column, place) in table.profile.columns.iter().zip(places) {
        if let Some(place) = place {
            columns[place] = Some(column);
        }
    }
    columns
}

/// The form as a table is read now.
pub(super) fn mapping(words: &Words, table: &TableRead) -> Mapping {
    let profile = &table.profile;
    let columns = table.headings.iter().zip(columns_of(table));
    let columns = columns.map(|((letters, heading), column)| ColumnRow {
        letters: letters.clone(),
        heading: heading.clone(),
        field: column.map_or_else(String::new, |column| field_word(column.field)),
        dates: column
            .and_then(|column| column.dates)
            .map_or_else(String::new, |order| word(&order)),
        decimals: column
            .and_then(|column| column.decimals)
            .map_or_else(String::new, |sign| word(&sign)),
    });
    let fields = Field::ALL.iter().map(|field| {
        let said = words.get(&field_key(*field));
        (field_word(*field), said)
    });
    let rows = [
        RowIs::Agreement,
        RowIs::Promise,
        RowIs::Claim,
        RowIs::Payment,
        RowIs::Place,
        RowIs::Visit,
    ];
    Mapping {
        questions: table
            .questions
            .iter()
            .map(|question| asked(words, profile, question))
            .collect(),
        columns: columns.collect(),
        fields: fields.collect(),
        rows: rows.iter().map(word).collect(),
        row: word(&profile.row),
        currency: profile
            .fixed
            .get(&Field::Currency)
            .cloned()
            .unwrap_or_default(),
        // What an examiner counted is field work, and never comes with a file.
        counters: Counter::ALL
            .into_iter()
            .filter(|counter| !counter.is_independent())
            .map(Counter::code)
            .collect(),
        counted_by: profile.counted_by.code(),
        asks_year: year_of(table).is_some(),
        is_answered: table.questions.is_empty(),
    }
}

/// Headings that are months of a year nobody named.
fn year_of(table: &TableRead) -> Option<&[(String, Field, u32)]> {
    table.questions.iter().find_map(|question| match question {
        Question::Year { headings } => Some(headings.as_slice()),
        _ => None,
    })
}

/// The profile that a form says, with what is wrong with its fields.
pub(super) fn mapped(table: &TableRead, given: &BTreeMap<String, String>) -> (Profile, Fields) {
    let mut problems = Fields::default();
    let mut profile = table.profile.clone();
    profile.columns.clear();
    profile.row = read(given.get("row")).unwrap_or(profile.row);
    profile.counted_by = read(given.get("counted_by")).unwrap_or(profile.counted_by);
    let order: Option<DateOrder> = read(given.get("dates"));
    for ((letters, heading), known) in table.headings.iter().zip(columns_of(table)) {
        let Some(field) = read::<Field>(given.get(&format!("column-{letters}"))) else {
            continue;
        };
        let mut column = match known {
            Some(known) => known.clone(),
            None => Column::new(heading, field),
        };
        column.at = Some(letters.clone());
        column.field = field;
        column.dates = read(given.get(&format!("dates-{letters}"))).or(order);
        if !field.is_date() {
            column.dates = None;
        }
        let sign: Option<DecimalSign> = read(given.get(&format!("decimals-{letters}")));
        column.decimals = sign.filter(|_| field.is_number());
        profile.columns.push(column);
    }
    let currency = given.get("currency").map_or("", |text| text.trim());
    profile.fixed.remove(&Field::Currency);
    if !currency.is_empty() {
        match Currency::parse(&currency.to_uppercase()) {
            Ok(known) => {
                let code = known.code().to_owned();
                profile.fixed.insert(Field::Currency, code);
            }
            Err(_) => problems.wrong("currency", "imports-currency-unknown"),
        }
    }
    if let (Some(months), Some(year)) = (year_of(table), given.get("year")) {
        match year
            .trim()
            .parse::<u16>()
            .ok()
            .filter(|year| (1900..2200).contains(year))
        {
            Some(year) => profile.columns.extend(of_year(months, year)),
            None if year.trim().is_empty() => {}
            None => problems.wrong("year", "imports-year-wrong"),
        }
    }
    (profile, problems)
}

/// A column for each month of a year.
fn of_year(months: &[(String, Field, u32)], year: u16) -> impl Iterator<Item = Column> {
    months.iter().filter_map(move |(heading, field, month)| {
        let month = PartialDate::parse(&format!("{year}-{month:02}")).ok()?;
        let time = Some(ColumnTime {
            from: month,
            to: month,
        });
        Some(Column {
            time,
            ..Column::new(heading, *field)
        })
    })
}
