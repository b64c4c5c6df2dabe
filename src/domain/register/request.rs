//! The hunt for a document: what was asked of whom and when, until when the law gives them, what came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What came of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The document was handed over.
    Given,
    /// A part of it was.
    PartlyGiven,
    /// They refused.
    Refused,
    /// They say there is none.
    DoesNotExist,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [
        Self::Given,
        Self::PartlyGiven,
        Self::Refused,
        Self::DoesNotExist,
    ];

    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::PartlyGiven => "partly_given",
            Self::Refused => "refused",
            Self::DoesNotExist => "does_not_exist",
        }
    }

    /// The outcome of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// A request for a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsRequest {
    /// Which document.
    pub what: String,
    /// Which body was asked.
    pub asked_of: String,
    /// By which way: letter, form, by word of mouth.
    pub how: String,
    /// When.
    pub asked_on: NaiveDate,
    /// The law or rule it rests on.
    pub law: Option<String>,
    /// The last day on which an answer is in time.
    pub due_on: Option<NaiveDate>,
    /// When they answered.
    pub answered_on: Option<NaiveDate>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// What they said, in short.
    pub answer: Option<String>,
}

/// Where a request stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestState {
    /// The clock runs: so many days are left, today counted as the last one when none.
    Waiting(Option<u32>),
    /// No answer by the date: so many days late.
    Late(u32),
    /// Answered.
    Answered(Outcome),
}

impl RecordsRequest {
    /// Where it stands. A deadline ends with its day.
    #[must_use]
    pub fn state(&self, today: NaiveDate) -> RequestState {
        if let Some(outcome) = self.outcome {
            return RequestState::Answered(outcome);
        }
        let Some(due) = self.due_on else {
            return RequestState::Waiting(None);
        };
        let left = (due - today).num_days();
        match u32::try_from(left) {
            Ok(left) => RequestState::Waiting(Some(left)),
            Err(_) => RequestState::Late(u32::try_from(-left).unwrap_or(u32::MAX)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_ends_with_its_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut request = RecordsRequest {
            what: String::new(),
            asked_of: String::new(),
            how: String::new(),
            asked_on: day("2026-01-05"),
            law: None,
            due_on: Some(day("2026-02-04")),
            answered_on: None,
            outcome: None,
            answer: None,
        };
        assert_eq!(
            request.state(day("2026-02-01")),
            RequestState::Waiting(Some(3))
        );
        assert_eq!(
            request.state(day("2026-02-04")),
            RequestState::Waiting(Some(0))
        );
        assert_eq!(request.state(day("2026-02-05")), RequestState::Late(1));
        request.outcome = Some(Outcome::Refused);
        assert_eq!(
            request.state(day("2026-02-05")),
            RequestState::Answered(Outcome::Refused)
        );
        request.outcome = None;
        request.due_on = None;
        assert_eq!(
            request.state(day("2030-01-01")),
            RequestState::Waiting(None)
        );
    }
}
