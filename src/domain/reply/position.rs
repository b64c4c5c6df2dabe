//! Where each finding and recommendation of a round stands on a day: what was answered, or that nothing was by the date.

use chrono::NaiveDate;

use super::answer::{About, Answer, Evaluation};
use super::round::{ReplyRound, ReplyRules, Window};
use super::{Point, ReplyState, Response, Sent};
use crate::domain::code::Code;
use crate::domain::finding::{Finding, Recommendation};
use crate::domain::period::PartialDate;

/// Where one of them stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Position<'r> {
    /// A finding or recommendation.
    pub about: &'r About,
    /// The position; absent while the party still has time, or while nothing shows that the notice arrived.
    pub state: Option<ReplyState>,
    /// The day of it: when the answer came, or the last day by which none had.
    pub on: Option<NaiveDate>,
    /// Whether the answer came after the last day.
    pub late: bool,
    /// Every answer that counts, oldest first. The last one stands.
    pub answers: Vec<&'r Answer>,
    /// Summaries of what was said, not confirmed yet.
    pub unconfirmed: Vec<&'r Answer>,
    /// What the auditor made of it, oldest first.
    pub evaluations: Vec<&'r Evaluation>,
}

impl Position<'_> {
    /// Whether the party has said what it says: it answered and nothing waits for its confirmation.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        !self.answers.is_empty() && self.unconfirmed.is_empty()
    }

    /// Whether an objection waits for the auditor's answer: the last answer objects and came after the last evaluation.
    #[must_use]
    pub fn waits_for_evaluation(&self) -> bool {
        let Some(last) = self.answers.last().filter(|a| a.state.objects()) else {
            return false;
        };
        let evaluated = self.evaluations.iter().map(|e| e.on).max();
        evaluated.is_none_or(|on| on < last.received_on)
    }
}

/// Where everything that a round asks about stands on a day.
#[must_use]
pub fn positions<'r>(
    round: &'r ReplyRound,
    answers: &'r [Answer],
    evaluations: &'r [Evaluation],
    today: NaiveDate,
    rules: &ReplyRules,
) -> Vec<Position<'r>> {
    let closes = round.closes_after(rules);
    let window = round.window(today, rules);
    let here = |answer: &&Answer| answer.check(round).is_ok() && answer.received_on <= today;
    round
        .about
        .iter()
        .map(|about| {
            let own: Vec<&Answer> = answers
                .iter()
                .filter(here)
                .filter(|a| a.about == *about)
                .collect();
            let mut all = if own.iter().any(|a| a.counts()) {
                own
            } else {
                let whole = answers.iter().filter(here);
                let mut all: Vec<&Answer> =
                    whole.filter(|a| a.about == About::Everything).collect();
                all.extend(own);
                all
            };
            all.sort_by_key(|a| a.received_on);
            let (counting, unconfirmed): (Vec<&Answer>, Vec<&Answer>) =
                all.into_iter().partition(|a| a.counts());
            let (state, on, late) = match (counting.last(), window) {
                (Some(last), _) => {
                    let late = closes.is_some_and(|closes| last.given_on() > closes);
                    (Some(last.state), Some(last.given_on()), late)
                }
                (None, Window::Closed) => (Some(ReplyState::NoReplyByTheDate), closes, false),
                (None, _) => (None, None, false),
            };
            Position {
                about,
                state,
                on,
                late,
                answers: counting,
                unconfirmed,
                evaluations: evaluations
                    .iter()
                    .filter(|e| {
                        (e.about == *about || e.about == About::Everything) && e.on <= today
                    })
                    .collect(),
            }
        })
        .collect()
}

/// What a report prints of a round: one reply for each thing asked about, in full, with what the auditor made of it. What
/// has no position yet is left out.
#[must_use]
pub fn responses(
    round: &ReplyRound,
    positions: &[Position],
    findings: &[Finding],
    recommendations: &[Recommendation],
    sent_what: &str,
) -> Vec<Response> {
    let mut all = Vec::new();
    for position in positions {
        let Some(state) = position.state else {
            continue;
        };
        let (kind, code) = match position.about {
            About::Finding(code) => ("f", Some(code)),
            About::Recommendation(code) => ("r", Some(code)),
            About::Everything => ("all", None),
        };
        let name = code.map_or_else(String::new, |code| format!("-{code}"));
        let full = format!("{}-{}-{kind}{name}", round.party, round.number);
        let short = full.get(..full.len().min(64)).unwrap_or_default();
        let Ok(id) = Code::parse(short) else {
            continue;
        };
        let mut obligations: Vec<Code> = match position.about {
            About::Finding(code) => promises_of(findings, code),
            About::Recommendation(code) => recommendations
                .iter()
                .filter(|r| r.id == *code)
                .flat_map(|r| &r.findings)
                .flat_map(|finding| promises_of(findings, finding))
                .collect(),
            About::Everything => Vec::new(),
        };
        obligations.sort();
        obligations.dedup();
        let (findings_named, recommendations_named) = match position.about {
            About::Finding(code) => (vec![code.clone()], Vec::new()),
            About::Recommendation(code) => (Vec::new(), vec![code.clone()]),
            About::Everything => (Vec::new(), Vec::new()),
        };
        all.push(Response {
            id,
            party: round.party.clone(),
            state,
            state_derived: false,
            date: position.on.map(PartialDate::from),
            obligations,
            findings: findings_named,
            recommendations: recommendations_named,
            sent: round
                .notice
                .iter()
                .map(|notice| Sent {
                    what: sent_what.to_owned(),
                    date: Some(notice.sent_on.into()),
                })
                .collect(),
            points: points(position),
            sources: Vec::new(),
            note: None,
        });
    }
    all
}

fn promises_of(findings: &[Finding], id: &Code) -> Vec<Code> {
    let found = findings.iter().filter(|finding| finding.id == *id);
    found
        .flat_map(|finding| finding.obligations.clone())
        .collect()
}

/// Each answer as a point; what the auditor made of it stands with the last answer that was there by then.
fn points(position: &Position<'_>) -> Vec<Point> {
    let mut points: Vec<Point> = position
        .answers
        .iter()
        .map(|answer| Point {
            says: answer.text.clone(),
            evaluation: None,
        })
        .collect();
    for evaluation in &position.evaluations {
        let before = |a: &&Answer| a.received_on <= evaluation.on;
        let at = position.answers.iter().rposition(before);
        if let Some(point) = at.and_then(|at| points.get_mut(at)) {
            let said = point.evaluation.get_or_insert_default();
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str(&evaluation.says);
        }
    }
    points
}

#[cfg(test)]
#[path = "position_tests.rs"]
mod tests;
