//! A table through a profile: agreements with what belongs to them, and for each row what became of it.

mod build;
mod join;

use std::collections::HashMap;

use crate::domain::exchange::{Harvest, Note, Pointer, PublishedAgreement, PublishedFlow};

use super::row::{Placed, Row};
use super::{Profile, ProfileError, RowIs};
use crate::features::imports::tables::{Sheet, head};

/// Why a row was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A code of the catalogue, without `problem-import-`.
    pub code: &'static str,
    /// The heading of the column; absent where the row as a whole is the reason.
    pub heading: Option<String>,
    /// The cell, or the row.
    pub at: Pointer,
    /// What stands there.
    pub text: String,
}

impl Reason {
    /// The reason as it is told.
    #[must_use]
    pub fn note(&self) -> Note {
        let mut about = vec![("text".to_owned(), self.text.clone())];
        about.extend(
            self.heading
                .clone()
                .map(|heading| ("column".to_owned(), heading)),
        );
        Note {
            code: self.code.to_owned(),
            at: self.at.clone(),
            about,
        }
    }
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// It was taken.
    Taken,
    /// It was not, for these reasons.
    Refused(Vec<Reason>),
    /// It holds sums of other rows, which are not taken twice.
    Totals,
    /// Nothing stands in it.
    Empty,
}

/// One row of the sheet and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row as a spreadsheet numbers it.
    pub row: usize,
    /// The publisher hid it. It is read like any other.
    pub is_hidden: bool,
    /// What became of it.
    pub state: RowState,
}

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The headings that were used.
    pub head: head::Head,
    /// Every row below them.
    pub rows: Vec<RowOutcome>,
    /// How many agreements there are.
    pub agreements: usize,
}

impl Applied {
    /// How many rows were taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.state == RowState::Taken)
            .count()
    }

    /// The refused rows with their reasons.
    pub fn refused(&self) -> impl Iterator<Item = (usize, &[Reason])> {
        self.rows.iter().filter_map(|row| match &row.state {
            RowState::Refused(reasons) => Some((row.row, reasons.as_slice())),
            _ => None,
        })
    }
}

/// An agreement that rows are added to.
struct Building {
    agreement: PublishedAgreement,
    /// All that was paid, as one payment.
    paid_total: Option<PublishedFlow>,
    /// Names already taken inside it, and how often.
    seen: HashMap<String, usize>,
}

/// Reads a sheet through a profile. Agreements come in the order of their first row.
///
/// # Errors
/// The profile does not fit the sheet. A row that cannot be read is no error: it is refused and listed.
pub fn apply(
    profile: &Profile,
    sheet: &Sheet,
    harvest: &mut dyn Harvest,
) -> Result<Applied, ProfileError> {
    let mut joining = Joining::default();
    let mut applied = joining.sheet(profile, sheet, harvest)?;
    applied.agreements = joining.order.len();
    joining.hand(harvest);
    Ok(applied)
}

/// The same for tables that belong together: the first has the agreements, and rows of the others add to the one whose
/// name they carry. A row of another table whose agreement is not there is refused. Gives how many agreements there are.
///
/// # Errors
/// As [`apply`].
pub fn apply_joined(
    tables: &[(Profile, &Sheet)],
    harvest: &mut dyn Harvest,
) -> Result<usize, ProfileError> {
    let mut joining = Joining::default();
    for (profile, sheet) in tables {
        joining.sheet(profile, sheet, harvest)?;
        joining.is_closed = true;
    }
    let agreements = joining.order.len();
    joining.hand(harvest);
    Ok(agreements)
}

/// Agreements in the order of their first rows, found by their names.
#[derive(Default)]
struct Joining {
    order: Vec<Building>,
    by_name: HashMap<String, usize>,
    /// No agreement is added any more.
    is_closed: bool,
}

impl Joining {
    fn hand(self, harvest: &mut dyn Harvest) {
        for built in self.order {
            harvest.agreement(built.built());
        }
    }

    fn sheet(
        &mut self,
        profile: &Profile,
        sheet: &Sheet,
        harvest: &mut dyn Harvest,
    ) -> Result<Applied, ProfileError> {
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
        if columns.is_empty() {
            return Err(ProfileError::NoColumn(sheet.name.clone()));
        }
        for (column, _) in profile
            .columns
            .iter()
            .zip(&places)
            .filter(|(_, place)| place.is_none())
        {
            harvest.note(note(
                "column-missing",
                sheet.row_pointer(head.row),
                "column",
                &column.heading,
            ));
        }
        let extras = extra_columns(profile, &head.headings, &columns);
        let mut rows = Vec::new();
        for number in head.below()..sheet.height() {
            let state = if sheet.is_blank(number) {
                RowState::Empty
            } else if head::is_totals(sheet, number) {
                harvest.note(note(
                    "row-totals",
                    sheet.row_pointer(number),
                    "text",
                    &first_text(sheet, number),
                ));
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
                match build::read(row, &extras, &head.headings) {
                    Ok(part) => match self.add(part) {
                        Ok(()) => RowState::Taken,
                        Err(reason) => {
                            harvest.refused(reason.note());
                            RowState::Refused(vec![reason])
                        }
                    },
                    Err(reasons) => {
                        for reason in &reasons {
                            harvest.refused(reason.note());
                        }
                        RowState::Refused(reasons)
                    }
                }
            };
            rows.push(RowOutcome {
                row: number + 1,
                is_hidden: false,
                state,
            });
        }
        for hidden in &sheet.hidden_rows {
            if let Some(outcome) = hidden
                .checked_sub(head.below())
                .and_then(|index| rows.get_mut(index))
            {
                outcome.is_hidden = true;
                if outcome.state == RowState::Taken {
                    harvest.note(note(
                        "row-hidden",
                        sheet.row_pointer(*hidden),
                        "text",
                        &first_text(sheet, *hidden),
                    ));
                }
            }
        }
        Ok(Applied {
            head,
            rows,
            agreements: 0,
        })
    }

    fn add(&mut self, part: build::Part) -> Result<(), Reason> {
        let named = &part.agreement.source_id;
        let index = match self.by_name.get(&named.value) {
            Some(index) => *index,
            None if self.is_closed => {
                return Err(Reason {
                    code: "row-of-unknown",
                    heading: None,
                    at: named.at.clone(),
                    text: named.value.chars().take(200).collect(),
                });
            }
            None => {
                self.by_name.insert(named.value.clone(), self.order.len());
                self.order.len()
            }
        };
        match self.order.get_mut(index) {
            Some(known) => known.join(part),
            None => self.order.push(Building::begin(part)),
        }
        Ok(())
    }
}

fn note(code: &str, at: Pointer, name: &str, value: &str) -> Note {
    Note {
        code: code.to_owned(),
        at,
        about: vec![(name.to_owned(), value.to_owned())],
    }
}

fn first_text(sheet: &Sheet, row: usize) -> String {
    sheet
        .row(row)
        .iter()
        .find(|cell| !cell.is_empty())
        .map(|cell| cell.text.chars().take(200).collect())
        .unwrap_or_default()
}

/// Columns that mean nothing to the profile and are kept as they are.
fn extra_columns(profile: &Profile, headings: &[String], columns: &[Placed<'_>]) -> Vec<usize> {
    let left_out: Vec<String> = profile
        .left_out
        .iter()
        .map(|heading| super::plain_heading(heading))
        .collect();
    (0..headings.len())
        .filter(|place| columns.iter().all(|placed| placed.place != *place))
        .filter(|place| !left_out.contains(&super::plain_heading(&headings[*place])))
        .collect()
}

impl Profile {
    /// Whether rows are visits, which are read by another reader.
    #[must_use]
    pub fn is_of_visits(&self) -> bool {
        self.row == RowIs::Visit
    }
}
