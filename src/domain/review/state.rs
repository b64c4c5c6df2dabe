//! What became of a submission, and what may still become of it.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What became of a submission.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Received; nobody decided yet.
    #[default]
    Received,
    /// The observer is asked to look at it again.
    RevisionAsked,
    /// Accepted: it counts.
    Accepted,
    /// Rejected: it does not count, and is kept.
    Rejected,
    /// Taken back by whoever gave it. Final.
    Withdrawn,
}

impl ReviewState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::RevisionAsked,
        Self::Accepted,
        Self::Rejected,
        Self::Withdrawn,
    ];

    /// Whether this may follow. A corrected submission is received again; a rejected one may be looked at again; an
    /// accepted one may still turn out wrong. What was withdrawn stays so.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        use ReviewState::{Accepted, Received, Rejected, RevisionAsked, Withdrawn};
        match self {
            Received => matches!(next, RevisionAsked | Accepted | Rejected | Withdrawn),
            RevisionAsked => matches!(next, Received | Rejected | Withdrawn),
            Accepted => matches!(next, RevisionAsked | Rejected | Withdrawn),
            Rejected => matches!(next, Received | Withdrawn),
            Withdrawn => false,
        }
    }

    /// Whether a decision to this state needs a reason.
    #[must_use]
    pub fn needs_a_reason(self) -> bool {
        matches!(self, Self::RevisionAsked | Self::Rejected | Self::Withdrawn)
    }

    /// Whether it counts in the comparison.
    #[must_use]
    pub fn counts(self) -> bool {
        self == Self::Accepted
    }

    /// The code word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::RevisionAsked => "revision_asked",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// Why a submission is sent back, rejected or withdrawn.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// Answers are missing.
    Incomplete,
    /// A photograph is missing or shows nothing.
    PhotographMissing,
    /// A photograph shows something else.
    PhotographWrong,
    /// An answer cannot be right.
    AnswerImplausible,
    /// Answers contradict each other or the photographs.
    AnswersContradict,
    /// It is about another place.
    WrongPlace,
    /// Its day or time cannot be right.
    WrongTime,
    /// It was sent before.
    Duplicate,
    /// The visit was not made.
    NotMade,
    /// It was not made as the plan says.
    NotByPlan,
    /// The observer has an interest.
    Interest,
    /// Somebody could be recognised or harmed.
    HarmsSomebody,
    /// Consent is missing or was taken back.
    NoConsent,
    /// It was for practice.
    Practice,
    /// Something else; the words say what.
    Other,
}

impl ReasonCode {
    /// Every reason, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Incomplete,
        Self::PhotographMissing,
        Self::PhotographWrong,
        Self::AnswerImplausible,
        Self::AnswersContradict,
        Self::WrongPlace,
        Self::WrongTime,
        Self::Duplicate,
        Self::NotMade,
        Self::NotByPlan,
        Self::Interest,
        Self::HarmsSomebody,
        Self::NoConsent,
        Self::Practice,
        Self::Other,
    ];

    /// Whether it can be given for this decision.
    #[must_use]
    pub fn fits(self, decision: ReviewState) -> bool {
        match decision {
            ReviewState::RevisionAsked => !matches!(
                self,
                Self::Duplicate | Self::NotMade | Self::Interest | Self::Practice
            ),
            ReviewState::Rejected => true,
            ReviewState::Withdrawn => {
                matches!(self, Self::HarmsSomebody | Self::NoConsent | Self::Other)
            }
            ReviewState::Received | ReviewState::Accepted => false,
        }
    }
}

/// A decision about one submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What becomes of it.
    pub to: ReviewState,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
    /// In words, for the observer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Who decided, by code.
    pub by: String,
    /// When.
    #[schemars(with = "String")]
    pub at: DateTime<Utc>,
}

/// Why a decision cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongDecision {
    /// It cannot become this any more.
    #[error("what is {} cannot become {}", from.word(), to.word())]
    CannotBecome {
        /// What it is.
        from: ReviewState,
        /// What it was to become.
        to: ReviewState,
    },
    /// It needs a reason.
    #[error("this decision needs a reason")]
    NeedsReason,
    /// The reason does not go with the decision.
    #[error("this reason does not go with the decision")]
    ReasonDoesNotFit,
    /// The reason is "other" and says nothing.
    #[error("say in words what the reason is")]
    NeedsWords,
}

impl WrongDecision {
    /// A stable word, for a catalogue of sentences.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CannotBecome { .. } => "review-cannot-become",
            Self::NeedsReason => "review-needs-reason",
            Self::ReasonDoesNotFit => "review-reason-does-not-fit",
            Self::NeedsWords => "review-needs-words",
        }
    }
}

impl Decision {
    /// Whether it can be taken about a submission in this state.
    pub fn check(&self, from: ReviewState) -> Result<(), WrongDecision> {
        if !from.can_become(self.to) {
            return Err(WrongDecision::CannotBecome { from, to: self.to });
        }
        let says_something = self.words.as_ref().is_some_and(|w| !w.trim().is_empty());
        match self.reason {
            None if self.to.needs_a_reason() => Err(WrongDecision::NeedsReason),
            Some(reason) if !reason.fits(self.to) => Err(WrongDecision::ReasonDoesNotFit),
            Some(ReasonCode::Other) if !says_something => Err(WrongDecision::NeedsWords),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(to: ReviewState, reason: Option<ReasonCode>) -> Decision {
        Decision {
            to,
            reason,
            words: None,
            by: "W-01".into(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_withdrawn_stays_so_and_nothing_becomes_what_it_is() {
        for state in ReviewState::ALL {
            assert!(!ReviewState::Withdrawn.can_become(state));
            assert!(!state.can_become(state));
            assert_eq!(ReviewState::of_word(state.word()), Some(state));
            assert_eq!(state.counts(), state == ReviewState::Accepted);
        }
    }

    #[test]
    fn only_what_was_received_can_be_accepted() {
        let accepting = ReviewState::ALL.map(|from| from.can_become(ReviewState::Accepted));
        assert_eq!(accepting, [true, false, false, false, false]);
    }

    #[test]
    fn a_decision_against_a_submission_says_why() {
        use ReviewState::{Accepted, Received, Rejected, RevisionAsked};
        let check = |to, reason| decision(to, reason).check(Received);
        assert_eq!(check(Accepted, None), Ok(()));
        assert_eq!(check(Rejected, None), Err(WrongDecision::NeedsReason));
        assert_eq!(check(Rejected, Some(ReasonCode::Duplicate)), Ok(()));
        assert_eq!(
            check(RevisionAsked, Some(ReasonCode::Duplicate)),
            Err(WrongDecision::ReasonDoesNotFit)
        );
        assert_eq!(
            check(Rejected, Some(ReasonCode::Other)),
            Err(WrongDecision::NeedsWords)
        );
        assert_eq!(
            check(Accepted, Some(ReasonCode::Incomplete)),
            Err(WrongDecision::ReasonDoesNotFit)
        );
        let mut told = decision(Rejected, Some(ReasonCode::Other));
        told.words = Some("taken during a strike".into());
        assert_eq!(told.check(Received), Ok(()));
    }

    #[test]
    fn every_decision_that_needs_a_reason_has_one_that_fits() {
        for to in ReviewState::ALL {
            let some = ReasonCode::ALL.into_iter().any(|reason| reason.fits(to));
            assert_eq!(some, to.needs_a_reason(), "{to:?}");
        }
    }
}
