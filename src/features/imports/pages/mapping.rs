//! Which column of a table means what, as a form: shown from a profile with one line for each column. Reading it back is
//! [`super::mapped`].

use serde::Serialize;

use crate::domain::party::Counter;
use crate::features::imports::profile::{Column, Field, Question, RowIs};
use crate::features::imports::reading::TableRead;
use crate::features::imports::tables::head::Head;
use crate::features::imports::tables::months::plain_words;
use crate::features::imports::visits::{Check, NUMBER, SEEN};
use crate::features::imports::wording::{asked, field_key, field_word};
use crate::infra::words::Words;

/// What a word of a column means.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Meaning {
    pub(super) word: String,
    pub(super) is_number: bool,
    pub(super) seen: String,
}

/// One column of the form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ColumnRow {
    pub(super) letters: String,
    pub(super) heading: String,
    /// The first things that stand in it.
    pub(super) first: Vec<String>,
    pub(super) field: String,
    /// Something must be answered about it first.
    pub(super) is_asked: bool,
    pub(super) is_date: bool,
    pub(super) is_number: bool,
    pub(super) is_seen: bool,
    pub(super) dates: String,
    pub(super) decimals: String,
    pub(super) promise: String,
    pub(super) meanings: Vec<Meaning>,
}

/// The form.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mapping {
    pub(super) questions: Vec<String>,
    pub(super) columns: Vec<ColumnRow>,
    /// What a column can mean: the word, and what is read.
    pub(super) fields: Vec<(String, String)>,
    pub(super) rows: Vec<String>,
    pub(super) row: String,
    pub(super) is_of_visits: bool,
    pub(super) currency: String,
    pub(super) asks_currency: bool,
    pub(super) counters: Vec<&'static str>,
    pub(super) counted_by: &'static str,
    pub(super) asks_counter: bool,
    /// Who looked, where no column says it.
    pub(super) observer: String,
    pub(super) asks_observer: bool,
    pub(super) asks_year: bool,
    pub(super) asks_dates: bool,
    pub(super) is_answered: bool,
    /// The sheets to choose from, and the one that is read.
    pub(super) sheets: Vec<String>,
    pub(super) sheet: String,
    /// The promises of the check: code, sentence.
    pub(super) promises: Vec<(String, String)>,
    pub(super) seen: Vec<&'static str>,
}

/// The word of a plain enum as a profile writes it.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The column of the profile that reads each heading.
pub(super) fn columns_of(table: &TableRead) -> Vec<Option<(usize, &Column)>> {
    let headings = table.headings.iter().map(|heading| heading.text.clone());
    let head = Head {
        row: 0,
        rows: 1,
        headings: headings.collect(),
    };
    let mut columns = vec![None; table.headings.len()];
    let places = table.profile.places(&head);
    for ((index, column), place) in table.profile.columns.iter().enumerate().zip(places) {
        if let Some(place) = place {
            columns[place] = Some((index, column));
        }
    }
    columns
}

/// Whether a question is about this column.
fn is_about(question: &Question, index: usize) -> bool {
    match question {
        Question::DateOrder { column, .. }
        | Question::DecimalSign { column, .. }
        | Question::Promise { column }
        | Question::Meaning { column, .. } => *column == index,
        _ => false,
    }
}

/// What the words of a column mean: those that were said, then those that are asked.
fn meanings(table: &TableRead, index: usize, column: &Column) -> Vec<Meaning> {
    let meaning = |text: &str, seen: String| Meaning {
        word: text.to_owned(),
        is_number: text == NUMBER,
        seen,
    };
    let said = column.meanings.iter();
    let mut all: Vec<_> = said.map(|(text, seen)| meaning(text, word(seen))).collect();
    for question in &table.questions {
        if let Question::Meaning { column, words } = question
            && *column == index
        {
            all.extend(words.iter().map(|text| meaning(text, String::new())));
        }
    }
    all
}

fn row_of(table: &TableRead, place: usize, column: Option<(usize, &Column)>) -> ColumnRow {
    let heading = &table.headings[place];
    let mut row = ColumnRow {
        letters: heading.letters.clone(),
        heading: heading.text.clone(),
        first: heading.first.clone(),
        field: String::new(),
        is_asked: false,
        is_date: false,
        is_number: false,
        is_seen: false,
        dates: String::new(),
        decimals: String::new(),
        promise: String::new(),
        meanings: Vec::new(),
    };
    let Some((index, column)) = column else {
        return row;
    };
    row.field = field_word(column.field);
    row.is_asked = table.questions.iter().any(|one| is_about(one, index));
    row.is_date = column.field.is_date();
    row.is_number = column.field.is_number();
    row.is_seen = column.field.is_seen();
    row.dates = column.dates.as_ref().map(word).unwrap_or_default();
    row.decimals = column.decimals.as_ref().map(word).unwrap_or_default();
    row.promise = match &column.promise {
        Some(code) => code.as_str().to_owned(),
        None => String::new(),
    };
    row.meanings = meanings(table, index, column);
    row
}

/// The form as a table is read now.
pub(super) fn mapping(words: &Words, table: &TableRead, check: Option<&Check>) -> Mapping {
    let profile = &table.profile;
    let columns = columns_of(table).into_iter().enumerate();
    let fields = Field::of_rows(profile.row).into_iter().map(|field| {
        let said = words.get(&field_key(field));
        (field_word(field), said)
    });
    let rows = [
        RowIs::Agreement,
        RowIs::Promise,
        RowIs::Claim,
        RowIs::Payment,
        RowIs::Place,
        RowIs::Visit,
    ];
    let has = |field: Field| profile.columns.iter().any(|column| column.field == field);
    let promises = check.iter().flat_map(|check| &check.promises);
    let is_of_visits = profile.is_of_visits();
    Mapping {
        questions: table
            .questions
            .iter()
            .map(|question| asked(words, profile, question))
            .collect(),
        columns: columns
            .map(|(place, column)| row_of(table, place, column))
            .collect(),
        fields: fields.collect(),
        rows: rows.iter().map(word).collect(),
        row: word(&profile.row),
        is_of_visits,
        currency: profile
            .fixed
            .get(&Field::Currency)
            .cloned()
            .unwrap_or_default(),
        asks_currency: !is_of_visits && !has(Field::Currency),
        // What an examiner counted is field work, and never comes with a file.
        counters: Counter::ALL
            .into_iter()
            .filter(|counter| !counter.is_independent())
            .map(Counter::code)
            .collect(),
        counted_by: profile.counted_by.code(),
        asks_counter: has(Field::ClaimValue) && !has(Field::CountedBy),
        observer: profile
            .fixed
            .get(&Field::Observer)
            .cloned()
            .unwrap_or_default(),
        asks_observer: is_of_visits && !has(Field::Observer),
        asks_year: year_of(table).is_some(),
        asks_dates: profile.columns.iter().any(|column| column.dates.is_some())
            || table
                .questions
                .iter()
                .any(|one| matches!(one, Question::DateOrder { .. } | Question::ListDates { .. })),
        is_answered: table.questions.is_empty(),
        sheets: table.sheets.clone(),
        sheet: profile.sheet.clone().unwrap_or_default(),
        promises: promises
            .map(|one| (one.id.as_str().to_owned(), one.promise.clone()))
            .collect(),
        seen: SEEN.iter().map(|(code, _)| *code).collect(),
    }
}

/// Headings that are months of a year nobody named.
pub(super) fn year_of(table: &TableRead) -> Option<&[(String, Field, u32)]> {
    table.questions.iter().find_map(|question| match question {
        Question::Year { headings } => Some(headings.as_slice()),
        _ => None,
    })
}

/// A word as a profile keys its meaning.
pub(super) fn meaning_key(text: &str) -> String {
    match text {
        NUMBER => NUMBER.to_owned(),
        text => plain_words(text),
    }
}
