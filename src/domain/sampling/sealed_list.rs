//! The list of everything that could be drawn, sealed by its hash. Not the draw.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::domain::number::NumberError;

/// Why a list cannot be sealed or drawn from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// The list is empty.
    #[error("the list is empty: enter the places first")]
    EmptyList,
    /// A unit stands in the list twice.
    #[error("“{unit}” stands in the list twice: keep it once, or tell the two apart")]
    Duplicate {
        /// The unit.
        unit: String,
    },
    /// A name is empty or holds a character that separates entries.
    #[error("“{text}” cannot be used: it is empty, or holds a line break or a tab")]
    Unwritable {
        /// The text as given.
        text: String,
    },
    /// A unit of a stratum is not in the sealed list.
    #[error("“{unit}” is not in the sealed list")]
    NotInList {
        /// The unit.
        unit: String,
    },
    /// More units are asked for than there are, or none where one is needed.
    #[error("{asked} cannot be drawn from {available}")]
    WrongSize {
        /// Units asked for.
        asked: usize,
        /// Units to draw from.
        available: usize,
    },
    /// The list is too long for exact positions.
    #[error(transparent)]
    Number(#[from] NumberError),
}

impl DrawError {
    /// A stable word for this error, for a catalogue of sentences.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyList => "draw-empty-list",
            Self::Duplicate { .. } => "draw-duplicate",
            Self::Unwritable { .. } => "draw-unwritable",
            Self::NotInList { .. } => "draw-not-in-list",
            Self::WrongSize { .. } => "draw-wrong-size",
            Self::Number(error) => error.code(),
        }
    }
}

/// Unit ids sorted as bytes, and the hash of that list: one id a line, each ended by a line feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedList {
    units: Vec<String>,
    sha256: String,
}

impl SealedList {
    /// Sorts and seals. Refuses an empty list, a unit that stands twice, and an id that is empty or
    /// holds a line break.
    pub fn seal<U: Into<String>>(units: impl IntoIterator<Item = U>) -> Result<Self, DrawError> {
        let mut units: Vec<String> = units.into_iter().map(Into::into).collect();
        if let Some(unit) = units.iter().find(|unit| !is_one_line(unit)) {
            return Err(DrawError::Unwritable { text: unit.clone() });
        }
        units.sort_unstable();
        if let Some(pair) = units.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(DrawError::Duplicate {
                unit: pair[0].clone(),
            });
        }
        if units.is_empty() {
            return Err(DrawError::EmptyList);
        }
        let sha256 = hex(&Sha256::digest(contents(&units)));
        Ok(Self { units, sha256 })
    }

    /// The visits that could be made, each as place, date and slot with tabs between them, sealed.
    pub fn of_visits(slots: &[VisitSlot]) -> Result<Self, DrawError> {
        Self::seal(
            slots
                .iter()
                .map(VisitSlot::line)
                .collect::<Result<Vec<_>, _>>()?,
        )
    }

    /// The ids in sealed order.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// Lower-case hex SHA-256 of [`Self::contents`].
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The list as it is hashed and published.
    pub fn contents(&self) -> String {
        contents(&self.units)
    }
}

fn contents(units: &[String]) -> String {
    units
        .iter()
        .flat_map(|unit| [unit.as_str(), "\n"])
        .collect()
}

/// A visit that could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitSlot {
    /// Id of the place.
    pub place: String,
    /// The day, in the zone of the place.
    pub date: NaiveDate,
    /// Part of the day: "08:00", "afternoon".
    pub slot: String,
}

impl VisitSlot {
    /// `place \t date \t slot` with the date as 2026-11-21, the spaces here for reading.
    pub fn line(&self) -> Result<String, DrawError> {
        for part in [&self.place, &self.slot] {
            if !is_one_line(part) || part.contains('\t') {
                return Err(DrawError::Unwritable { text: part.clone() });
            }
        }
        Ok(format!("{}\t{}\t{}", self.place, self.date, self.slot))
    }
}

/// Not empty and without a line break, so that it cannot be mistaken for two entries or none.
pub(super) fn is_one_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\n', '\r'])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_as_bytes_and_hashed_with_line_feeds() {
        let list = SealedList::seal(["b", "a", "B"]).unwrap();
        assert_eq!(list.units(), ["B", "a", "b"]);
        assert_eq!(list.contents(), "B\na\nb\n");
    }

    #[test]
    fn twelve_sites_have_the_published_hash() {
        let list = SealedList::seal((1..=12).map(|site| format!("site-{site:02}"))).unwrap();
        let published = "077d5c77b70ea0a35bb438f4741d59f3290fa48db1cecbacdc54b8d6128018ea";
        assert_eq!(list.sha256(), published);
    }

    #[test]
    fn lists_that_could_be_read_in_two_ways_are_refused() {
        let none: [&str; 0] = [];
        assert_eq!(SealedList::seal(none), Err(DrawError::EmptyList));
        let twice = SealedList::seal(["a", "b", "a"]);
        assert_eq!(twice, Err(DrawError::Duplicate { unit: "a".into() }));
        for unit in ["", "a\nb", "a\r"] {
            assert!(matches!(
                SealedList::seal([unit]),
                Err(DrawError::Unwritable { .. })
            ));
        }
    }

    #[test]
    fn a_visit_is_a_line_of_place_date_and_slot() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let slot = VisitSlot {
            place: "site-01".into(),
            date,
            slot: "08:00".into(),
        };
        assert_eq!(slot.line().unwrap(), "site-01\t2026-11-21\t08:00");
        let tab = VisitSlot {
            place: "site\t01".into(),
            ..slot
        };
        assert!(matches!(tab.line(), Err(DrawError::Unwritable { .. })));
    }
}
