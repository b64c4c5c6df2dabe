//! A recommendation on its way: what it must name to be one that can be followed, and where it stands.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::problem::{Problem, ProblemState};
use crate::domain::finding::{CauseKind, Draft, Recommendation};
use crate::domain::reply::{Answer, ReplyState};

/// A recommendation with the cause it is to remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recommended {
    /// Who is asked to do what by when.
    pub recommendation: Recommendation,
    /// The kind of cause it is to remove: one of those of its findings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseKind>,
    /// What was decided about it, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
}

/// What whoever was asked decided about a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// On which day.
    #[schemars(with = "String")]
    pub on: NaiveDate,
    /// Whether it will be done, in part, or not.
    pub is: ReplyState,
    /// What they said, and where that is written.
    pub says: String,
    /// The office that decided, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Decision {
    /// What may be decided. That somebody was asked and said nothing is no decision.
    pub const CHOICES: [ReplyState; 3] = [
        ReplyState::Agrees,
        ReplyState::PartlyAgrees,
        ReplyState::Disagrees,
    ];

    /// What was decided by an answer to a recommendation; nothing where it decides nothing, or waits for its confirmation.
    #[must_use]
    pub fn by_answer(answer: &Answer) -> Option<Self> {
        let decides = answer.counts() && Self::CHOICES.contains(&answer.state);
        decides.then(|| Self {
            on: answer.given_on(),
            is: answer.state,
            says: answer.text.clone(),
            by: answer.office().map(str::to_owned),
        })
    }
}

/// What a recommendation lacks. Told, and printed where nobody adds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecommendationLack {
    /// No office inside the body is named.
    Office,
    /// It says nothing to do.
    Action,
    /// No day.
    Due,
    /// It follows from no finding of this audit.
    Finding,
    /// It is linked to no cause.
    Cause,
    /// It is to remove a cause that none of its findings names.
    OtherCause,
}

impl RecommendationLack {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Office => "recommendation-office",
            Self::Action => "recommendation-action",
            Self::Due => "recommendation-due",
            Self::Finding => "recommendation-finding",
            Self::Cause => "recommendation-cause",
            Self::OtherCause => "recommendation-other-cause",
        }
    }
}

/// Everything that a recommendation lacks.
#[must_use]
pub fn lacks(recommended: &Recommended, findings: &[Draft]) -> Vec<RecommendationLack> {
    let asked = &recommended.recommendation;
    let silent = |text: &str| text.trim().is_empty();
    let own: Vec<&Draft> = findings
        .iter()
        .filter(|finding| asked.findings.contains(&finding.id))
        .collect();
    let named = |kind| own.iter().any(|finding| finding.cause.kind == Some(kind));
    let checks = [
        (
            asked.office.as_deref().is_none_or(silent),
            RecommendationLack::Office,
        ),
        (silent(&asked.action), RecommendationLack::Action),
        (asked.due.is_none(), RecommendationLack::Due),
        (own.is_empty(), RecommendationLack::Finding),
        (recommended.cause.is_none(), RecommendationLack::Cause),
        (
            !own.is_empty() && recommended.cause.is_some_and(|kind| !named(kind)),
            RecommendationLack::OtherCause,
        ),
    ];
    let missing = checks.into_iter().filter(|(is_missing, _)| *is_missing);
    missing.map(|(_, lack)| lack).collect()
}

/// Where a recommendation stands: what is agreed is not done, and what is done is seen.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationState {
    /// Not agreed.
    OpenUnresolved,
    /// Agreed, not done.
    OpenResolved,
    /// Said to be done; nobody looked.
    ClaimedDone,
    /// Done, seen on a re-check of every problem it is to mend.
    Closed,
    /// Given up.
    ClosedUndone,
}

impl RecommendationState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::OpenUnresolved,
        Self::OpenResolved,
        Self::ClaimedDone,
        Self::Closed,
        Self::ClosedUndone,
    ];

    /// The code word; its label is `recommendation-state-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OpenUnresolved => "open_unresolved",
            Self::OpenResolved => "open_resolved",
            Self::ClaimedDone => "claimed_done",
            Self::Closed => "closed",
            Self::ClosedUndone => "closed_undone",
        }
    }

    /// Where a recommendation stands by the reply to it and the problems it is to mend. It follows; nobody sets it.
    #[must_use]
    pub fn of(reply: Option<ReplyState>, problems: &[&Problem]) -> Self {
        let all = |state: &dyn Fn(ProblemState) -> bool| {
            !problems.is_empty() && problems.iter().all(|problem| state(problem.state()))
        };
        let fixed = |state| state == ProblemState::RecheckedFixed;
        if all(&fixed) {
            Self::Closed
        } else if all(&|state| fixed(state) || state == ProblemState::ClosedUnfixed) {
            Self::ClosedUndone
        } else if all(&|state| {
            fixed(state)
                || matches!(
                    state,
                    ProblemState::ClaimedFixed | ProblemState::ClosedUnfixed
                )
        }) {
            Self::ClaimedDone
        } else if matches!(reply, Some(ReplyState::Agrees | ReplyState::PartlyAgrees)) {
            Self::OpenResolved
        } else {
            Self::OpenUnresolved
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn finding() -> Draft {
        serde_json::from_value(json!({
            "id": "f-1", "cause": { "certainty": "alleged", "kind": "staffing" },
        }))
        .unwrap()
    }

    fn recommended(value: serde_json::Value) -> Recommended {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn an_answer_decides_once_it_counts_and_says_yes_or_no() {
        let answer = |state: &str, how: serde_json::Value| -> Answer {
            serde_json::from_value(json!({
                "about": { "recommendation": "r-1" }, "state": state, "text": "We will.",
                "by": { "office": "works" }, "received_on": "2026-07-02", "how": how,
            }))
            .unwrap()
        };
        let desk = || json!("desk");
        let made = Decision::by_answer(&answer("agrees", desk())).unwrap();
        assert_eq!(
            (made.is, made.by.as_deref()),
            (ReplyState::Agrees, Some("works"))
        );
        assert_eq!(Decision::by_answer(&answer("declined", desk())), None);
        let spoken = |confirmed: serde_json::Value| json!({ "oral": { "by": { "office": "mayor" }, "spoken_on": "2026-07-01", "confirmed": confirmed } });
        let unheard = answer("disagrees", spoken(json!(null)));
        assert_eq!(Decision::by_answer(&unheard), None, "nobody confirmed it");
        let heard = answer("disagrees", spoken(json!({ "on": "2026-07-03" })));
        let made = Decision::by_answer(&heard).unwrap();
        assert_eq!(
            (made.on.to_string(), made.by.as_deref()),
            ("2026-07-01".to_owned(), Some("mayor"))
        );
    }

    #[test]
    fn a_recommendation_names_office_action_day_finding_and_cause() {
        let bare =
            recommended(json!({ "recommendation": { "id": "r-1", "to": "city", "action": " " } }));
        use RecommendationLack::{Action, Cause, Due, Finding, Office, OtherCause};
        assert_eq!(
            lacks(&bare, &[finding()]),
            [Office, Action, Due, Finding, Cause]
        );
        let full = |cause: &str| {
            recommended(json!({
                "cause": cause,
                "recommendation": { "id": "r-1", "to": "city", "office": "head of sanitation",
                    "action": "Fill the posts.", "due": "2026-12", "findings": ["f-1"] },
            }))
        };
        assert_eq!(lacks(&full("staffing"), &[finding()]), []);
        assert_eq!(lacks(&full("money"), &[finding()]), [OtherCause]);
    }

    #[test]
    fn what_is_agreed_is_not_done_and_what_is_claimed_is_not_seen() {
        let problem = |state: &str| -> Problem {
            serde_json::from_value(json!({
                "id": "p", "finding": "f-1", "promise": "o", "body": "city", "opened": "2026-01-01",
                "steps": [{ "to": state, "on": "2026-02-01" }],
            }))
            .unwrap()
        };
        let of = |reply, states: &[&str]| {
            let problems: Vec<Problem> = states.iter().map(|state| problem(state)).collect();
            let problems: Vec<&Problem> = problems.iter().collect();
            RecommendationState::of(reply, &problems)
        };
        use RecommendationState::{
            ClaimedDone, Closed, ClosedUndone, OpenResolved, OpenUnresolved,
        };
        let agrees = Some(ReplyState::Agrees);
        assert_eq!(of(None, &[]), OpenUnresolved);
        assert_eq!(of(Some(ReplyState::Disagrees), &["open"]), OpenUnresolved);
        assert_eq!(of(agrees, &["open"]), OpenResolved);
        assert_eq!(of(agrees, &["claimed_fixed"]), ClaimedDone);
        assert_eq!(
            of(agrees, &["claimed_fixed", "rechecked_not_fixed"]),
            OpenResolved
        );
        assert_eq!(of(agrees, &["rechecked_fixed", "rechecked_fixed"]), Closed);
        assert_eq!(
            of(agrees, &["rechecked_fixed", "claimed_fixed"]),
            ClaimedDone
        );
        assert_eq!(of(None, &["closed_unfixed"]), ClosedUndone);
    }
}
