//! The order of the work on a finding: written, checked by somebody, sent to those it is about, answered, published. A
//! step that is out of order is refused with its reason; who may take it is not asked here.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::reply::Window;

/// Where a finding stands.
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
pub enum Stage {
    /// It is being written.
    #[default]
    Draft,
    /// It waits for a checker.
    InReview,
    /// A checker passed it: it may be sent to those it is about.
    Reviewed,
    /// Those it is about were asked to reply.
    Asked,
    /// It is in a published report.
    Published,
    /// It was taken back. Final; what was published of it stays readable.
    Withdrawn,
}

impl Stage {
    /// Every stage, in the order of the work.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::InReview,
        Self::Reviewed,
        Self::Asked,
        Self::Published,
        Self::Withdrawn,
    ];

    /// The code word; its label is `finding-stage-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Reviewed => "reviewed",
            Self::Asked => "asked",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A step of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its words, figures or citations were changed. `says_more` where it now says something against somebody that it did
    /// not say when they were asked; a change in their favour need not be sent again.
    Edit {
        /// Whether it says more than before.
        says_more: bool,
    },
    /// It was given to a checker.
    Submit,
    /// The checker sent it back.
    SendBack,
    /// The checker passed it.
    Pass {
        /// Who, by code.
        by: String,
    },
    /// Those it is about were asked.
    Ask,
    /// It goes into a report that is issued.
    Publish {
        /// The window of everyone who was asked on that day, with whether they answered.
        windows: Vec<(Window, bool)>,
    },
    /// It was taken back.
    Withdraw,
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongStep {
    /// It does not follow where the finding stands.
    #[error("what is {} cannot take this step", from.code())]
    OutOfOrder {
        /// Where it stands.
        from: Stage,
    },
    /// Its author passed it, and somebody else could.
    #[error("somebody else must check what you wrote")]
    OwnWork,
    /// It was changed after it was checked.
    #[error("it was changed since it was checked")]
    NotReviewed,
    /// It says more than those it is about were asked about.
    #[error("it says more than was sent to those it is about")]
    NotAsked,
    /// Somebody still has time to reply.
    #[error("the window for replies is open")]
    WindowOpen,
    /// It was withdrawn.
    #[error("it was withdrawn")]
    Withdrawn,
}

impl WrongStep {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::OutOfOrder { .. } => "finding-step-out-of-order",
            Self::OwnWork => "finding-step-own-work",
            Self::NotReviewed => "finding-step-not-reviewed",
            Self::NotAsked => "finding-step-not-asked",
            Self::WindowOpen => "finding-step-window-open",
            Self::Withdrawn => "finding-step-withdrawn",
        }
    }
}

/// How far the work on a finding has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// Where it stands.
    pub stage: Stage,
    /// Who wrote it last, by code.
    pub author: String,
    /// Who passed what it says now, by code; nothing since it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// Whether those it is about were asked about all that it says now.
    #[serde(default)]
    pub asked: bool,
    /// The day of the last step.
    pub since: NaiveDate,
}

impl Progress {
    /// A finding that somebody begins to write.
    #[must_use]
    pub fn begun(author: String, on: NaiveDate) -> Self {
        Self {
            stage: Stage::Draft,
            author,
            checked_by: None,
            asked: false,
            since: on,
        }
    }

    /// The finding after a step. `by` is who takes it; `others` says whether somebody else could check. A promise that
    /// was kept is `positive`: nobody has to be given time to defend it.
    pub fn step(
        &self,
        step: &Step,
        by: &str,
        others: bool,
        positive: bool,
        on: NaiveDate,
    ) -> Result<Self, WrongStep> {
        if self.stage == Stage::Withdrawn {
            return Err(WrongStep::Withdrawn);
        }
        let out_of_order = Err(WrongStep::OutOfOrder { from: self.stage });
        let mut next = self.clone();
        next.since = on;
        match step {
            // What was published is corrected too: it becomes a draft of the next edition.
            Step::Edit { says_more } => {
                next.stage = Stage::Draft;
                by.clone_into(&mut next.author);
                next.checked_by = None;
                next.asked &= !says_more;
            }
            Step::Submit if self.stage == Stage::Draft => next.stage = Stage::InReview,
            Step::SendBack if matches!(self.stage, Stage::InReview | Stage::Reviewed) => {
                next.stage = Stage::Draft;
                next.checked_by = None;
            }
            Step::Pass { by: checker } if self.stage == Stage::InReview => {
                if *checker == self.author && others {
                    return Err(WrongStep::OwnWork);
                }
                next.stage = Stage::Reviewed;
                next.checked_by = Some(checker.clone());
            }
            Step::Ask if self.stage == Stage::Reviewed => {
                next.stage = Stage::Asked;
                next.asked = true;
            }
            Step::Publish { windows } => {
                if !matches!(self.stage, Stage::Reviewed | Stage::Asked) {
                    return out_of_order;
                }
                if self.checked_by.is_none() {
                    return Err(WrongStep::NotReviewed);
                }
                if !positive {
                    if !self.asked || windows.is_empty() {
                        return Err(WrongStep::NotAsked);
                    }
                    let done = |(window, answered): &(Window, bool)| {
                        *window == Window::Closed || *answered
                    };
                    if !windows.iter().all(done) {
                        return Err(WrongStep::WindowOpen);
                    }
                }
                next.stage = Stage::Published;
            }
            Step::Withdraw => next.stage = Stage::Withdrawn,
            Step::Submit | Step::SendBack | Step::Pass { .. } | Step::Ask => return out_of_order,
        }
        Ok(next)
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
