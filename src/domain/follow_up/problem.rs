//! A problem: what a finding leaves open at one place or as a whole, until it is fixed and somebody has looked again.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// Where a problem stands.
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
pub enum ProblemState {
    /// It was found, and nobody says that it is fixed.
    #[default]
    Open,
    /// The body says that it is fixed. That is a claim.
    ClaimedFixed,
    /// Somebody looked again: it is fixed.
    RecheckedFixed,
    /// Somebody looked again: it is not.
    RecheckedNotFixed,
    /// Closed without a fix, with the reason.
    ClosedUnfixed,
}

impl ProblemState {
    /// Every state, in the order of the vocabulary.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::ClaimedFixed,
        Self::RecheckedFixed,
        Self::RecheckedNotFixed,
        Self::ClosedUnfixed,
    ];

    /// Whether this may follow. What was fixed may be broken again when somebody looks; what was closed may be claimed
    /// as fixed later. Nothing is fixed on a claim.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        use ProblemState::{ClaimedFixed, ClosedUnfixed, Open, RecheckedFixed, RecheckedNotFixed};
        match self {
            Open | RecheckedNotFixed => next != Open,
            ClaimedFixed => matches!(next, RecheckedFixed | RecheckedNotFixed | ClosedUnfixed),
            RecheckedFixed => next == RecheckedNotFixed,
            ClosedUnfixed => matches!(next, ClaimedFixed | RecheckedFixed | RecheckedNotFixed),
        }
    }

    /// Whether the state is one that a re-check gives.
    #[must_use]
    pub fn is_rechecked(self) -> bool {
        matches!(self, Self::RecheckedFixed | Self::RecheckedNotFixed)
    }

    /// The code word; its label is `follow-state-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::ClaimedFixed => "claimed_fixed",
            Self::RecheckedFixed => "rechecked_fixed",
            Self::RecheckedNotFixed => "rechecked_not_fixed",
            Self::ClosedUnfixed => "closed_unfixed",
        }
    }
}

/// How bad it is for people.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A nuisance.
    Minor,
    /// The service is worse for it.
    Serious,
    /// Somebody can be harmed.
    Dangerous,
}

/// One step in the life of a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemStep {
    /// What it became.
    pub to: ProblemState,
    /// The day: of the claim, of the visit, of the decision.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// The visit that looked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Code>,
    /// Evidence of the fix, or of its absence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Code>,
    /// What the body says, or why it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A problem with everything that became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Name inside the audit.
    pub id: Code,
    /// The finding it comes from.
    pub finding: Code,
    /// The promise.
    pub promise: Code,
    /// The place, where it is at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// The body that is to fix it.
    pub body: Code,
    /// The day it was found.
    #[schemars(with = "String")]
    pub opened: NaiveDate,
    /// How bad it is, where somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What became of it, oldest first. Nothing is taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<ProblemStep>,
}

impl Problem {
    /// The problem without claims of a fix at which nobody has looked since: what may be printed, and what whoever looks
    /// again may read.
    #[must_use]
    pub fn as_seen(&self) -> Self {
        let last = self.steps.iter().rposition(|step| step.to.is_rechecked());
        let told = |(at, step): &(usize, &ProblemStep)| {
            step.to != ProblemState::ClaimedFixed || last.is_some_and(|last| *at < last)
        };
        let steps = self.steps.iter().enumerate().filter(told);
        Self {
            steps: steps.map(|(_, step)| step.clone()).collect(),
            ..self.clone()
        }
    }
}

/// Why a step cannot be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongProblemStep {
    /// It cannot become this now.
    #[error("what is {} cannot become {}", from.code(), to.code())]
    CannotBecome {
        /// What it is.
        from: ProblemState,
        /// What it was to become.
        to: ProblemState,
    },
    /// A re-check is a visit.
    #[error("name the visit that looked again")]
    NeedsVisit,
    /// Closing without a fix needs a reason.
    #[error("say why it is closed")]
    NeedsReason,
    /// It is earlier than the step before.
    #[error("this is earlier than the step before it")]
    Earlier,
    /// The day lies ahead.
    #[error("this day lies ahead")]
    Ahead,
}

impl WrongProblemStep {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::CannotBecome { .. } => "follow-cannot-become",
            Self::NeedsVisit => "follow-needs-visit",
            Self::NeedsReason => "follow-needs-reason",
            Self::Earlier => "follow-earlier",
            Self::Ahead => "follow-ahead",
        }
    }
}

impl Problem {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> ProblemState {
        self.steps.last().map_or(ProblemState::Open, |step| step.to)
    }

    /// Where it stood on a day.
    #[must_use]
    pub fn state_on(&self, day: NaiveDate) -> ProblemState {
        let by_then = self.steps.iter().rev().find(|step| step.on <= day);
        by_then.map_or(ProblemState::Open, |step| step.to)
    }

    /// The claim of a fix that stands last, whether or not somebody has looked since.
    #[must_use]
    pub fn last_claim(&self) -> Option<&ProblemStep> {
        let mut back = self.steps.iter().rev();
        back.find(|step| step.to == ProblemState::ClaimedFixed)
    }

    /// How often it was marked fixed and somebody who looked found that it was not: claims followed by a re-check that
    /// says so before anything else is claimed.
    #[must_use]
    pub fn false_closures(&self) -> u64 {
        let mut open_claim = false;
        let mut count = 0;
        for step in &self.steps {
            match step.to {
                ProblemState::ClaimedFixed => open_claim = true,
                ProblemState::RecheckedNotFixed if open_claim => {
                    count += 1;
                    open_claim = false;
                }
                ProblemState::RecheckedFixed | ProblemState::RecheckedNotFixed => {
                    open_claim = false;
                }
                ProblemState::Open | ProblemState::ClosedUnfixed => {}
            }
        }
        count
    }

    /// The problem after one more step. Everything that was there stays.
    pub fn after(&self, step: ProblemStep, today: NaiveDate) -> Result<Self, WrongProblemStep> {
        let from = self.state();
        if !from.can_become(step.to) {
            return Err(WrongProblemStep::CannotBecome { from, to: step.to });
        }
        if step.to.is_rechecked() && step.visit.is_none() {
            return Err(WrongProblemStep::NeedsVisit);
        }
        let silent = step
            .words
            .as_ref()
            .is_none_or(|words| words.trim().is_empty());
        if step.to == ProblemState::ClosedUnfixed && silent {
            return Err(WrongProblemStep::NeedsReason);
        }
        if step.on > today {
            return Err(WrongProblemStep::Ahead);
        }
        let before = self.steps.last().map_or(self.opened, |last| last.on);
        if step.on < before {
            return Err(WrongProblemStep::Earlier);
        }
        let mut next = self.clone();
        next.steps.push(step);
        Ok(next)
    }
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;
