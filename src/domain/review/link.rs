//! What one piece of evidence says of another: a checker who sees that two visits, or a photograph and an answer, bear each
//! other out or do not, says so. Nothing is decided by it; it is shown wherever either of the two is.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// How one bears on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// It says the same.
    Corroborates,
    /// It says otherwise.
    Contradicts,
}

impl Bearing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Corroborates, Self::Contradicts];

    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Corroborates => "corroborates",
            Self::Contradicts => "contradicts",
        }
    }

    /// The one of a code word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// What a checker said of two pieces of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLink {
    /// The number of the visit that says something: V-0002 is 2.
    pub from: i64,
    /// The file of it that does; the visit as a whole where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<u32>,
    /// How.
    pub bearing: Bearing,
    /// The number of the visit of which it says something.
    pub to: i64,
    /// What was seen there of this promise; the visit as a whole where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Code>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who said so: the number of a member, 0 for the console.
    pub by: i64,
    /// When.
    pub at: DateTime<Utc>,
}

impl EvidenceLink {
    /// Whether it is about one of these two visits.
    #[must_use]
    pub fn touches(&self, number: i64) -> bool {
        self.from == number || self.to == number
    }

    /// Whether anything is said by it: a visit cannot bear itself out. A file can speak of an answer of its own visit.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.from != self.to || (self.file.is_some() && self.promise.is_some())
    }

    /// Whether another one says it of the same two already, whatever it says.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        (self.from, self.file, self.to, &self.promise)
            == (other.from, other.file, other.to, &other.promise)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(from: i64, file: Option<u32>, to: i64, promise: Option<&str>) -> EvidenceLink {
        EvidenceLink {
            from,
            file,
            bearing: Bearing::Contradicts,
            to,
            promise: promise.map(|name| Code::parse(name).unwrap()),
            note: None,
            by: 1,
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_visit_says_nothing_of_itself_and_its_photograph_may() {
        assert!(link(2, None, 1, None).says_something());
        assert!(link(2, Some(1), 1, Some("o-01")).says_something());
        assert!(!link(2, None, 2, None).says_something());
        assert!(!link(2, None, 2, Some("o-01")).says_something());
        assert!(!link(2, Some(1), 2, None).says_something());
        assert!(link(2, Some(1), 2, Some("o-01")).says_something());
    }

    #[test]
    fn the_same_two_are_the_same_whatever_is_said_of_them() {
        let (one, mut other) = (link(2, None, 1, None), link(2, None, 1, None));
        other.bearing = Bearing::Corroborates;
        assert!(one.is_about_the_same(&other));
        assert!(!one.is_about_the_same(&link(1, None, 2, None)));
        assert!(!one.is_about_the_same(&link(2, None, 1, Some("o-01"))));
        assert!(one.touches(1) && one.touches(2) && !one.touches(3));
    }

    #[test]
    fn words_come_back() {
        for one in Bearing::ALL {
            assert_eq!(Bearing::of_word(one.word()), Some(one));
        }
        assert_eq!(Bearing::of_word(""), None);
    }
}
