//! Visits that were made before, from a table into a check: what a table is held against, what must be asked about it, what
//! each row says, and keeping it.

mod asking;
mod keeping;
mod reading;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::db::register::name_key;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::exchange::Note;
use crate::domain::fieldwork::{Observation, Place, SeenAs};
use crate::domain::obligation::Obligation;
use crate::domain::period::PartialDate;

pub use asking::{NUMBER, guessed, questions};
pub use keeping::{KeepingVisits, VisitOutcome};
pub use reading::read;

/// What can be said of a promise, by the code word of it.
pub const SEEN: [(&str, SeenAs); 7] = [
    ("in_order", SeenAs::InOrder),
    ("partly", SeenAs::Partly),
    ("not_in_order", SeenAs::NotInOrder),
    ("not_found", SeenAs::NotFound),
    ("not_inspectable", SeenAs::NotInspectable),
    ("refused", SeenAs::Refused),
    ("not_applicable", SeenAs::NotApplicable),
];

/// What a table of visits is held against.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name.
    pub code: Code,
    /// Its title.
    pub title: String,
    /// Its places.
    pub places: Vec<Place>,
    /// Its promises.
    pub promises: Vec<Obligation>,
    /// Whether a place that it does not have is added to it; without that its row is refused.
    pub adds_places: bool,
    /// No visit is later.
    pub today: NaiveDate,
}

impl Check {
    /// The check of a case.
    #[must_use]
    pub fn of(case: &Case, adds_places: bool, today: NaiveDate) -> Self {
        Self {
            code: case.id.clone(),
            title: case.title.clone(),
            places: case.places.clone(),
            promises: case.obligations.clone(),
            adds_places,
            today,
        }
    }

    /// The place that a text names, by its name or its code.
    fn place(&self, text: &str) -> Option<&Code> {
        let (key, code) = (name_key(text), text.trim().to_lowercase());
        let named = |place: &&Place| name_key(&place.name) == key || place.id.as_str() == code;
        let mut found = self.places.iter().filter(named);
        let first = found.next()?;
        // Two places of one name are told apart by their codes alone.
        match found.next() {
            Some(_) => self.places.iter().find(|place| place.id.as_str() == code),
            None => Some(first),
        }
        .map(|place| &place.id)
    }

    /// The promise that a text names, by its code or its sentence.
    #[must_use]
    pub fn promise(&self, text: &str) -> Option<&Obligation> {
        let (key, code) = (name_key(text), text.trim().to_lowercase());
        let by_code = self.promises.iter().find(|one| one.id.as_str() == code);
        by_code.or_else(|| {
            let named = |one: &&Obligation| name_key(&one.promise) == key;
            let mut found = self.promises.iter().filter(named);
            found.next().filter(|_| found.next().is_none())
        })
    }
}

/// Where a visit was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// A place of the check.
    Known(Code),
    /// One that it does not have yet, by its name.
    New(String),
}

/// A visit as a table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitFound {
    /// What tells it from others: its name in the table, else place, day and who looked.
    pub key: String,
    /// Where it was.
    pub place: Where,
    /// The place as the table names it.
    pub place_name: String,
    /// When.
    pub date: PartialDate,
    /// Who looked, as the table has it. Names become codes before anything is kept.
    pub observers: Vec<String>,
    /// Weather and what else mattered.
    pub note: Option<String>,
    /// What was seen, of a visit that has no name yet.
    pub observations: Vec<Observation>,
    /// Where each field was read, and its text.
    pub cells: BTreeMap<String, (String, String)>,
}

/// What a table of visits says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitsRead {
    /// Visits in the order of their first rows.
    pub visits: Vec<VisitFound>,
    /// Why rows are not taken.
    pub refused: Vec<Note>,
    /// What a reader must know.
    pub notes: Vec<Note>,
}
