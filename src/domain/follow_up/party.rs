//! What stands to the name of a body over audits: the findings about it by kind and by what became of them, and what it
//! answered. Counts alone, each of how many; nothing here is a rate, and nothing of it is money.

use std::collections::BTreeMap;

use super::problem::{Problem, ProblemState};
use crate::domain::finding::{Category, Finding};
use crate::domain::reply::{ReplyState, Response};

/// A published finding about a body, with what was answered and what became of it.
#[derive(Clone, Debug)]
pub struct FindingOfBody<'r> {
    /// The finding as it is published.
    pub finding: &'r Finding,
    /// Of what kind it is; none for a promise that was kept.
    pub category: Option<Category>,
    /// What the body answered, in the order of the audit; the last one stands.
    pub replies: Vec<&'r Response>,
    /// The problems that came of it.
    pub problems: Vec<&'r Problem>,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// The promise was kept: nothing is to become of it.
    Kept,
    /// No problem of it is followed up.
    NotFollowed,
    /// What its problems come to: the one that is worst off.
    Problems(ProblemState),
}

impl Became {
    /// The key of its words in the catalogue.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Kept => "record-kept".to_owned(),
            Self::NotFollowed => "record-not-followed".to_owned(),
            Self::Problems(state) => format!("follow-state-{}", state.code()),
        }
    }
}

/// What a body answered to a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answered {
    /// A position, or that none came by the date. In the order of [`ReplyState::CHOICES`], then none.
    Said(usize),
    /// Nothing is printed: it was not asked, or still had time.
    NotAsked,
}

/// The positions that are counted, in the order in which they are shown.
const POSITIONS: [ReplyState; 6] = [
    ReplyState::Agrees,
    ReplyState::PartlyAgrees,
    ReplyState::Disagrees,
    ReplyState::Declined,
    ReplyState::NoReplyByTheDate,
    ReplyState::NotPublished,
];

impl Answered {
    /// The key of its words in the catalogue.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Said(at) => {
                let state = POSITIONS.get(at).copied();
                let state = state.unwrap_or(ReplyState::NotPublished);
                format!("reply-{}", state.code())
            }
            Self::NotAsked => "record-not-asked".to_owned(),
        }
    }
}

/// Findings about a body, counted. Each list adds up to [`Self::of`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// How many findings.
    pub of: u64,
    /// By kind; `None` for promises that were kept and for kinds that nobody chose.
    pub kinds: BTreeMap<Option<Category>, u64>,
    /// By what became of them.
    pub became: BTreeMap<Became, u64>,
    /// By what was answered.
    pub answered: BTreeMap<Answered, u64>,
}

impl FindingOfBody<'_> {
    /// What became of it.
    #[must_use]
    pub fn became(&self) -> Became {
        use ProblemState::{ClaimedFixed, ClosedUnfixed, Open, RecheckedFixed, RecheckedNotFixed};
        if self.finding.positive {
            return Became::Kept;
        }
        // From the worst on: where one problem of several is not fixed, the finding is not.
        let order = [
            RecheckedNotFixed,
            Open,
            ClaimedFixed,
            ClosedUnfixed,
            RecheckedFixed,
        ];
        let worst = order
            .into_iter()
            .find(|state| self.problems.iter().any(|one| one.state() == *state));
        worst.map_or(Became::NotFollowed, Became::Problems)
    }

    /// What was answered: the last position.
    #[must_use]
    pub fn answered(&self) -> Answered {
        let last = self.replies.last().map(|reply| reply.state);
        let at = last.and_then(|last| POSITIONS.iter().position(|state| *state == last));
        at.map_or(Answered::NotAsked, Answered::Said)
    }
}

/// Counts the findings about a body.
#[must_use]
pub fn counted(findings: &[FindingOfBody]) -> FindingCounts {
    let mut counts = FindingCounts::default();
    for one in findings {
        counts.of += 1;
        *counts.kinds.entry(one.category).or_default() += 1;
        *counts.became.entry(one.became()).or_default() += 1;
        *counts.answered.entry(one.answered()).or_default() += 1;
    }
    counts
}

impl FindingCounts {
    /// The counts of two audits together: findings are counted, so they add.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.of += other.of;
        for (key, count) in &other.kinds {
            *self.kinds.entry(*key).or_default() += count;
        }
        for (key, count) in &other.became {
            *self.became.entry(*key).or_default() += count;
        }
        for (key, count) in &other.answered {
            *self.answered.entry(*key).or_default() += count;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn finding(id: &str, positive: bool) -> Finding {
        serde_json::from_value(json!({
            "id": id, "title": "T", "condition": "C", "positive": positive,
            "addressees": ["city"], "counted_by": "auditor",
        }))
        .unwrap()
    }

    fn response(state: &str) -> Response {
        serde_json::from_value(json!({ "id": "r", "party": "city", "state": state })).unwrap()
    }

    fn problem(states: &[&str]) -> Problem {
        let steps: Vec<_> = states
            .iter()
            .map(|to| json!({ "to": to, "on": "2026-02-01" }))
            .collect();
        serde_json::from_value(json!({
            "id": "p", "finding": "f-01", "promise": "o", "body": "city", "opened": "2026-01-01",
            "steps": steps,
        }))
        .unwrap()
    }

    #[test]
    fn one_problem_that_is_not_fixed_keeps_its_finding_open() {
        let said = finding("f-01", false);
        let of = |states: &[&[&str]]| {
            let problems: Vec<Problem> = states.iter().map(|one| problem(one)).collect();
            let one = FindingOfBody {
                finding: &said,
                category: None,
                replies: Vec::new(),
                problems: problems.iter().collect(),
            };
            one.became()
        };
        assert_eq!(of(&[]), Became::NotFollowed);
        let fixed: &[&str] = &["rechecked_fixed"];
        assert_eq!(of(&[fixed]), Became::Problems(ProblemState::RecheckedFixed));
        assert_eq!(of(&[fixed, &[]]), Became::Problems(ProblemState::Open));
        assert_eq!(
            of(&[fixed, &["claimed_fixed"]]),
            Became::Problems(ProblemState::ClaimedFixed),
            "a claim is not a fix"
        );
        assert_eq!(
            of(&[&[], &["claimed_fixed", "rechecked_not_fixed"]]),
            Became::Problems(ProblemState::RecheckedNotFixed)
        );
    }

    #[test]
    fn every_list_adds_up_to_the_findings_and_the_last_answer_stands() {
        let (short, kept) = (finding("f-01", false), finding("f-02", true));
        let (first, last) = (response("disagrees"), response("agrees"));
        let all = [
            FindingOfBody {
                finding: &short,
                category: Some(Category::UnderDelivered),
                replies: vec![&first, &last],
                problems: Vec::new(),
            },
            FindingOfBody {
                finding: &kept,
                category: None,
                replies: Vec::new(),
                problems: Vec::new(),
            },
        ];
        let counts = counted(&all);
        let both = counts.clone().and(&counts);
        for counts in [&counts, &both] {
            assert_eq!(counts.kinds.values().sum::<u64>(), counts.of);
            assert_eq!(counts.became.values().sum::<u64>(), counts.of);
            assert_eq!(counts.answered.values().sum::<u64>(), counts.of);
        }
        assert_eq!((counts.of, both.of), (2, 4));
        let answered: Vec<String> = counts.answered.keys().map(|one| one.key()).collect();
        assert_eq!(answered, ["reply-agrees", "record-not-asked"]);
        assert_eq!(counts.became.get(&Became::Kept), Some(&1));
    }
}
