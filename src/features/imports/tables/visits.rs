//! Visits that were made before, as a table: a row for each visit, a column for each question.

use crate::domain::exchange::{Given, Pointer};
use crate::domain::number::Exact;
use crate::domain::period::PartialDate;

use super::Sheet;
use super::months::plain_words;
use crate::features::imports::profile::{Field, Profile, ProfileError, VisitTable};

/// One visit of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitRow {
    /// The row as a spreadsheet numbers it.
    pub row: usize,
    /// Where.
    pub place: Given<String>,
    /// When.
    pub date: Given<PartialDate>,
    /// The code of who looked; a table that names nobody has none.
    pub observer: Option<Given<String>>,
    /// What names it.
    pub name: Option<Given<String>>,
    /// The promise that the row speaks to, where each row is one thing seen.
    pub promise: Option<Given<String>>,
    /// Weather and what else mattered.
    pub note: Option<Given<String>>,
    /// What was seen, in the order of the columns; empty cells are left out.
    pub answers: Vec<VisitAnswer>,
    /// Columns that are no question.
    pub extras: Vec<(String, Given<String>)>,
}

/// What was seen about one question.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitAnswer {
    /// The heading of the column.
    pub question: String,
    /// The column among those of the profile.
    pub column: usize,
    /// Whether it is what was seen, how much, or a note.
    pub field: Field,
    /// What it says.
    pub seen: Seen,
    /// The text as it stands.
    pub text: String,
    /// The cell.
    pub at: Pointer,
}

/// An answer as far as its form goes; what it means for a promise is decided by people.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// A number; `80%` is 80 with the sign said.
    Number {
        /// The number.
        value: Exact,
        /// In per cent.
        is_percent: bool,
    },
    /// Yes.
    Yes,
    /// No.
    No,
    /// It could not be checked.
    CouldNot,
    /// Words.
    Words(String),
}

/// Yes, no and could not, in English, Spanish and French.
#[must_use]
pub fn word_of(text: &str) -> Option<Seen> {
    match plain_words(text).as_str() {
        "yes" | "y" | "true" | "si" | "s" | "oui" | "o" | "vrai" | "verdadero" => Some(Seen::Yes),
        "no" | "n" | "false" | "non" | "faux" | "falso" => Some(Seen::No),
        "could not check"
        | "could not be checked"
        | "not checked"
        | "unable to check"
        | "unable"
        | "cannot tell"
        | "could not see"
        | "not seen"
        | "no access"
        | "no se pudo comprobar"
        | "no se pudo verificar"
        | "no comprobado"
        | "sin acceso"
        | "impossible a verifier"
        | "non verifie"
        | "pas verifie"
        | "sans acces" => Some(Seen::CouldNot),
        _ => None,
    }
}

/// Reads a table of visits; refused rows are in the outcome with their reasons.
///
/// # Errors
/// The profile does not fit the sheet, or names no column of places and dates.
pub fn read(profile: &Profile, sheet: &Sheet) -> Result<VisitTable, ProfileError> {
    crate::features::imports::profile::read_visits(profile, sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_answers_are_known_in_three_languages() {
        for (text, seen) in [
            ("Yes", Seen::Yes),
            ("S\u{ed}", Seen::Yes),
            ("OUI", Seen::Yes),
            ("no", Seen::No),
            ("Could not check", Seen::CouldNot),
            ("Impossible \u{e0} v\u{e9}rifier", Seen::CouldNot),
        ] {
            assert_eq!(word_of(text), Some(seen), "{text}");
        }
        assert_eq!(word_of("partly"), None);
    }
}
