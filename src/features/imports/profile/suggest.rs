//! A first guess at a profile, from headings and from how values are written, with the questions only people can answer.

use crate::domain::party::Counter;

use super::{
    Column, ColumnTime, Field, HeadRows, Profile, RowIs, is_giving, plain_heading, synonyms,
};
use crate::features::imports::tables::amounts::{DecimalEvidence, DecimalSign, currency_in};
use crate::features::imports::tables::dates::{DateEvidence, DateOrder};
use crate::features::imports::tables::head::{self, Head};
use crate::features::imports::tables::months::{plain_words, time_in};
use crate::features::imports::tables::{CellKind, Sheet, Tables, column_letters};

/// Values that are looked at in a column.
const LOOKED_AT: usize = 5_000;

/// What only people can answer. Each is asked once for a column or a table; the answer goes into the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What comes first in the dates of this column?
    DateOrder {
        /// Index in the columns of the profile.
        column: usize,
        /// An order that other dates of the column prove.
        offered: Option<DateOrder>,
        /// Dates with two readings.
        examples: Vec<String>,
    },
    /// What comes first in the dates of a table that adds to this one?
    ListDates {
        /// Its sheet.
        sheet: String,
        /// The heading of the column.
        heading: String,
        /// Dates with two readings.
        examples: Vec<String>,
    },
    /// What stands before the decimals in this column?
    DecimalSign {
        /// Index in the columns of the profile.
        column: usize,
        /// A sign that other numbers of the column prove.
        offered: Option<DecimalSign>,
        /// Numbers with two readings.
        examples: Vec<String>,
    },
    /// In which currency are the sums?
    Currency,
    /// Which column names the agreement?
    Name,
    /// What is a row? Nothing in the table speaks of money, or of who pays or delivers.
    Row,
    /// Of which year are the months in the headings?
    Year {
        /// The headings, with what each of their columns would mean.
        headings: Vec<(String, Field, u32)>,
    },
    /// Two columns could be the same thing; the first was taken.
    Which {
        /// What they mean.
        field: Field,
        /// The heading that was not taken.
        other: String,
    },
    /// Who counted what is claimed?
    CountedBy,
    /// Which check do the visits belong to?
    Check,
    /// Which column says this?
    Missing(Field),
    /// Which promise do the answers of this column speak to?
    Promise {
        /// Index in the columns of the profile.
        column: usize,
    },
    /// What do these words mean for the promise?
    Meaning {
        /// Index in the columns of the profile.
        column: usize,
        /// The words as they stand, or `#` for a number alone.
        words: Vec<String>,
    },
}

/// A guess.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The profile, without the answers.
    pub profile: Profile,
    /// What must be answered before it is sure.
    pub questions: Vec<Question>,
    /// The headings it was made from.
    pub head: Head,
}

/// Guesses a profile for a sheet; `None` where no headings are found.
#[must_use]
pub fn suggest(sheet: &Sheet) -> Option<Suggestion> {
    suggest_as(sheet, None)
}

/// The same where it is known what its rows are.
#[must_use]
pub fn suggest_as(sheet: &Sheet, row: Option<RowIs>) -> Option<Suggestion> {
    let head = head::find(sheet)?;
    let mut questions = Vec::new();
    let is_giving = is_giving(&head);
    // In a table of 360Giving a heading of the publisher's own stays an extra.
    let mut profile = if is_giving && row.is_none() {
        Profile::giving(&head)
    } else {
        guess(&head, row, &mut questions)
    };
    profile.sheet = Some(sheet.name.clone());
    profile.head = Some(HeadRows {
        row: head.row + 1,
        rows: head.rows,
    });
    let places = profile.places(&head);
    for (index, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        ask_about(
            &mut profile.columns[index],
            index,
            sheet,
            &head,
            place,
            &mut questions,
        );
    }
    let has = |field: Field| profile.columns.iter().any(|column| column.field == field);
    if !has(Field::SourceId)
        && !profile.fixed.contains_key(&Field::SourceId)
        && !profile.is_of_visits()
    {
        questions.push(Question::Name);
    }
    if profile.row == RowIs::Agreement && row.is_none() && !is_giving && !is_of_agreements(has) {
        questions.push(Question::Row);
    }
    if !has(Field::Currency)
        && !profile.fixed.contains_key(&Field::Currency)
        && sums_without_currency(&profile, &places, sheet, &head)
    {
        questions.push(Question::Currency);
    }
    if has(Field::ClaimValue)
        && !has(Field::CountedBy)
        && profile.counted_by == Counter::NotPublished
    {
        questions.push(Question::CountedBy);
    }
    Some(Suggestion {
        profile,
        questions,
        head,
    })
}

/// Whether something says that rows are agreements: money, or somebody who pays or delivers. Lists of places, people and
/// codes have names and dates as well.
fn is_of_agreements(has: impl Fn(Field) -> bool) -> bool {
    [
        Field::Amount,
        Field::OtherAmount,
        Field::FunderName,
        Field::FunderId,
        Field::ProviderName,
        Field::ProviderId,
        Field::ProviderCharity,
        Field::ProviderCompany,
        Field::PersonName,
        Field::PersonId,
    ]
    .into_iter()
    .any(has)
}

/// Guesses for a whole file: the sheet that is open and has the most columns that mean something. In a workbook of 360Giving it
/// is the one of the grants, however many columns a list of theirs has.
#[must_use]
pub fn suggest_for(tables: &Tables) -> Option<Suggestion> {
    let open = tables.sheets.iter().filter(|sheet| !sheet.is_hidden);
    let mut best: Option<Suggestion> = None;
    for guess in open.filter_map(suggest) {
        let means = |guess: &Suggestion| {
            let columns = &guess.profile.columns;
            let has = |field: Field| columns.iter().any(|column| column.field == field);
            let is_of_grants = is_giving(&guess.head) && has(Field::Title) && has(Field::Amount);
            (is_of_grants, columns.len())
        };
        if best.as_ref().is_none_or(|best| means(&guess) > means(best)) {
            best = Some(guess);
        }
    }
    best
}

fn guess(head: &Head, row: Option<RowIs>, questions: &mut Vec<Question>) -> Profile {
    let mut profile = Profile::new("", RowIs::Agreement);
    let mut yearless = Vec::new();
    for (place, heading) in head.headings.iter().enumerate() {
        let stands_before = head.headings[..place]
            .iter()
            .any(|other| plain_heading(other) == plain_heading(heading));
        let at = stands_before.then(|| column_letters(place));
        if let Some(time) = time_in(heading).filter(|_| row != Some(RowIs::Visit)) {
            let field = timed_field(&time.words);
            match (field, time.span, time.month) {
                (Some(field), Some((from, to)), _) => {
                    let time = Some(ColumnTime { from, to });
                    profile.columns.push(Column {
                        at,
                        time,
                        ..Column::new(heading, field)
                    });
                    continue;
                }
                (Some(field), None, Some(month)) => {
                    yearless.push((heading.clone(), field, month));
                    continue;
                }
                _ => {}
            }
        }
        let Some(field) = synonyms::field_for(heading) else {
            continue;
        };
        let taken = profile
            .columns
            .iter()
            .any(|column| column.field == field && column.time.is_none());
        if taken && !field.is_repeatable() {
            questions.push(Question::Which {
                field,
                other: heading.clone(),
            });
            continue;
        }
        profile.columns.push(Column {
            at,
            ..Column::new(heading, field)
        });
    }
    // One heading that is a month may be a word; several are columns of months.
    if yearless.len() > 1 {
        questions.push(Question::Year { headings: yearless });
    }
    profile.row = row.unwrap_or_else(|| row_is(&profile.columns, head));
    if profile.row == RowIs::Visit {
        as_visits(&mut profile, head);
        // Several columns may be about one thing in a table of visits.
        questions.clear();
    } else {
        plain_date(&mut profile, head);
    }
    profile
}

/// A column that is called date and nothing more is the date of what the row is.
fn plain_date(profile: &mut Profile, head: &Head) {
    let field = match profile.row {
        RowIs::Agreement => Field::Signed,
        RowIs::Promise => Field::PromiseTo,
        RowIs::Claim => Field::ClaimTo,
        RowIs::Payment => Field::PaymentDate,
        RowIs::Place | RowIs::Visit => return,
    };
    let named = |heading: &&String| matches!(plain_words(heading).as_str(), "date" | "fecha");
    let has_date = profile.columns.iter().any(|column| column.field == field);
    if let (Some(heading), false) = (head.headings.iter().find(named), has_date) {
        profile.columns.push(Column::new(heading, field));
    }
}

/// What the values under a time are, by the words beside it; a time alone is what is planned for it.
fn timed_field(words: &str) -> Option<Field> {
    if words.is_empty() {
        return Some(Field::Target);
    }
    let fields = [Field::Target, Field::ClaimValue, Field::PaymentAmount];
    synonyms::field_for(words)
        .filter(|field| fields.contains(field))
        .or_else(|| {
            words
                .split(' ')
                .find_map(|word| synonyms::field_for(word).filter(|field| fields.contains(field)))
        })
}

fn row_is(columns: &[Column], head: &Head) -> RowIs {
    let has = |field: Field| columns.iter().any(|column| column.field == field);
    if has(Field::Observer) || has(Field::VisitDate) {
        RowIs::Visit
    } else if has(Field::Target) || has(Field::PromiseWhat) && !has(Field::Amount) {
        RowIs::Promise
    } else if has(Field::ClaimValue) {
        RowIs::Claim
    } else if has(Field::PaymentAmount) && !has(Field::Amount)
        || has(Field::PaymentDate) && !has(Field::Title)
    {
        RowIs::Payment
    } else if has(Field::Latitude) && !has(Field::Amount) && head.headings.len() < 8 {
        RowIs::Place
    } else {
        RowIs::Agreement
    }
}

/// In a table of visits a date is the date of the visit, and every column that means nothing else is a question.
fn as_visits(profile: &mut Profile, head: &Head) {
    for column in &mut profile.columns {
        column.field = match column.field {
            Field::PlaceName | Field::PromisePlace => Field::VisitPlace,
            Field::PromiseId | Field::PromiseWhat => Field::VisitPromise,
            Field::SourceId => Field::VisitName,
            Field::Description => Field::VisitNote,
            Field::Target | Field::ClaimValue | Field::Unit => Field::AnswerValue,
            field if field.is_date() => Field::VisitDate,
            field @ (Field::VisitPlace | Field::Observer) => field,
            _ => Field::Answer,
        };
    }
    // What names one thing is one column; a second one is a question of the table.
    let mut seen = Vec::new();
    for column in &mut profile.columns {
        if seen.contains(&column.field) && !column.field.is_repeatable() {
            column.field = Field::Answer;
        }
        seen.push(column.field);
    }
    for (place, heading) in head.headings.iter().enumerate() {
        let plain = plain_heading(heading);
        if plain.is_empty()
            || profile
                .columns
                .iter()
                .any(|column| plain_heading(&column.heading) == plain)
        {
            continue;
        }
        let is_date = matches!(plain_words(heading).as_str(), "date" | "fecha" | "day");
        let has_date = profile
            .columns
            .iter()
            .any(|column| column.field == Field::VisitDate);
        let has_note = profile
            .columns
            .iter()
            .any(|column| column.field == Field::VisitNote);
        let field = if is_date && !has_date {
            Field::VisitDate
        } else if is_remark(heading) && !has_note {
            Field::VisitNote
        } else {
            Field::Answer
        };
        let at = head.headings[..place]
            .contains(heading)
            .then(|| column_letters(place));
        profile.columns.push(Column {
            at,
            ..Column::new(heading, field)
        });
    }
}

fn is_remark(heading: &str) -> bool {
    matches!(
        plain_words(heading).as_str(),
        "note"
            | "notes"
            | "remark"
            | "remarks"
            | "comment"
            | "comments"
            | "notas"
            | "observaciones"
            | "comentarios"
            | "remarques"
            | "observations"
            | "commentaires"
    )
}

pub(super) fn values<'a>(
    sheet: &'a Sheet,
    head: &Head,
    place: usize,
) -> impl Iterator<Item = &'a crate::features::imports::tables::Cell> {
    let rows = head.below()..sheet.height().min(head.below() + LOOKED_AT);
    rows.map(move |row| sheet.cell(row, place))
        .filter(|cell| !cell.is_empty())
}

/// Asks about the dates and numbers of one column what only people know, and settles what its values prove.
pub fn ask_about(
    column: &mut Column,
    index: usize,
    sheet: &Sheet,
    head: &Head,
    place: usize,
    questions: &mut Vec<Question>,
) {
    let texts = || values(sheet, head, place).filter(|cell| cell.kind == CellKind::Text);
    if column.field.is_date() {
        let mut evidence = DateEvidence::default();
        let mut examples = Vec::new();
        for cell in texts() {
            let before = evidence.both;
            evidence.see(&cell.text);
            if evidence.both > before && examples.len() < 3 {
                examples.push(cell.text.to_string());
            }
        }
        if evidence.both > 0 {
            questions.push(Question::DateOrder {
                column: index,
                offered: evidence.suggestion(),
                examples,
            });
        }
    } else if column.field.is_number() {
        let mut evidence = DecimalEvidence::default();
        let mut examples = Vec::new();
        for cell in texts() {
            let before = evidence.both;
            evidence.see(&cell.text);
            if evidence.both > before && examples.len() < 3 {
                examples.push(cell.text.to_string());
            }
        }
        match (evidence.both, evidence.clear()) {
            (0, clear) => column.decimals = clear,
            // Commas that group thousands everywhere are read so without a question.
            (_, Some(DecimalSign::Point)) if examples.iter().all(|text| text.contains(',')) => {
                column.decimals = Some(DecimalSign::Point);
            }
            (_, offered) if offered.is_some() || examples.iter().any(|text| text.contains('.')) => {
                questions.push(Question::DecimalSign {
                    column: index,
                    offered,
                    examples,
                });
            }
            _ => {}
        }
    }
}

fn sums_without_currency(
    profile: &Profile,
    places: &[Option<usize>],
    sheet: &Sheet,
    head: &Head,
) -> bool {
    let sums = profile
        .columns
        .iter()
        .zip(places)
        .filter(|(column, _)| column.field.is_money());
    sums.filter_map(|(column, place)| Some((column, (*place)?)))
        .any(|(column, place)| {
            currency_in(&column.heading).is_none()
                && values(sheet, head, place).any(|cell| {
                    crate::features::imports::tables::amounts::read_figure(
                        &cell.text,
                        column.decimals,
                    )
                    .is_ok_and(|figure| figure.currency.is_none())
                })
        })
}
