//! A table of visits through a profile: places, dates, observers and what was seen.

use crate::domain::exchange::Given;
use crate::domain::number::Exact;

use super::row::{Placed, Row, is_nothing};
use super::{Field, Profile, ProfileError, RowOutcome, RowState};
use crate::features::imports::tables::visits::{Seen, VisitAnswer, VisitRow, word_of};
use crate::features::imports::tables::{CellKind, Sheet, column_letters, head};

/// The visits of a table, and what became of each row.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitTable {
    /// Visits in the order of their rows.
    pub visits: Vec<VisitRow>,
    /// Every row below the headings.
    pub rows: Vec<RowOutcome>,
}

/// Reads a table of visits.
///
/// # Errors
/// `NoHead`; `NoColumn` where no column is a place and none a date.
pub fn read_visits(profile: &Profile, sheet: &Sheet) -> Result<VisitTable, ProfileError> {
    let head = profile.head_of(sheet)?;
    let places = profile.places(&head);
    let columns: Vec<Placed<'_>> = profile
        .columns
        .iter()
        .zip(&places)
        .filter_map(|(column, place)| {
            Some(Placed {
                column,
                place: (*place)?,
            })
        })
        .collect();
    let has = |field: Field| {
        columns.iter().any(|placed| placed.column.field == field)
            || profile.fixed.contains_key(&field)
    };
    if !has(Field::VisitPlace) || !has(Field::VisitDate) {
        return Err(ProfileError::NoColumn(sheet.name.clone()));
    }
    let mut table = VisitTable {
        visits: Vec::new(),
        rows: Vec::new(),
    };
    for number in head.below()..sheet.height() {
        let state = if sheet.is_blank(number) {
            RowState::Empty
        } else if head::is_totals(sheet, number) {
            RowState::Totals
        } else {
            let row = Row {
                sheet,
                number,
                columns: &columns,
                profile,
                reasons: Vec::new(),
                notes: Vec::new(),
            };
            match visit(row, &head.headings) {
                Ok(visit) => {
                    table.visits.push(visit);
                    RowState::Taken
                }
                Err(reasons) => RowState::Refused(reasons),
            }
        };
        table.rows.push(RowOutcome {
            row: number + 1,
            is_hidden: sheet.hidden_rows.binary_search(&number).is_ok(),
            state,
        });
    }
    Ok(table)
}

fn visit(mut row: Row<'_>, headings: &[String]) -> Result<VisitRow, Vec<super::Reason>> {
    let place = row.words(Field::VisitPlace);
    if place.is_none() {
        row.refuse("visit-no-place", None, "");
    }
    let date = row.date(Field::VisitDate);
    if date.is_none()
        && row
            .reasons
            .iter()
            .all(|reason| reason.code == "visit-no-place")
    {
        row.refuse("visit-no-date", None, "");
    }
    let (Some(place), Some(date), true) = (place, date, row.reasons.is_empty()) else {
        return Err(row.reasons);
    };
    let fields = [Field::Answer, Field::AnswerValue, Field::AnswerNote];
    let answers = fields
        .into_iter()
        .flat_map(|field| row.filled(field))
        .filter(|(_, given)| !is_nothing(&given.value))
        .map(|(placed, given)| {
            let column = row
                .profile
                .columns
                .iter()
                .position(|column| std::ptr::eq(column, placed.column))
                .unwrap_or_default();
            VisitAnswer {
                question: placed.column.heading.clone(),
                column,
                field: placed.column.field,
                seen: seen(&row, placed, &given),
                text: given.text,
                at: given.at,
            }
        });
    let is_known = |place: usize| row.columns.iter().any(|placed| placed.place == place);
    let extras = (0..row.sheet.row(row.number).len())
        .filter(|place| !is_known(*place))
        .filter_map(|place| {
            let cell = row.sheet.cell(row.number, place);
            let heading = headings
                .get(place)
                .filter(|heading| !heading.is_empty())
                .cloned()
                .unwrap_or_else(|| column_letters(place));
            let text = cell.text.to_string();
            (!cell.is_empty()).then(|| {
                (
                    heading,
                    Given {
                        value: text.clone(),
                        text,
                        at: row.sheet.pointer(row.number, place),
                    },
                )
            })
        });
    Ok(VisitRow {
        row: row.number + 1,
        place,
        date,
        observer: row.words(Field::Observer),
        name: row.words(Field::VisitName),
        promise: row.words(Field::VisitPromise),
        note: row.words(Field::VisitNote),
        answers: answers.collect(),
        extras: extras.collect(),
    })
}

fn seen(row: &Row<'_>, placed: Placed<'_>, given: &Given<String>) -> Seen {
    let cell = row.sheet.cell(row.number, placed.place);
    if let Some(word) = word_of(&given.value) {
        return word;
    }
    if cell.kind != CellKind::Date
        && let Ok(Some(figure)) = row.figure(placed)
    {
        let value: Exact = figure.value;
        return Seen::Number {
            value,
            is_percent: figure.is_percent,
        };
    }
    Seen::Words(given.value.clone())
}
