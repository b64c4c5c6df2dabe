//! How an accepted submission enters the comparison: one visit, one observation for each promise it speaks to, and
//! the recounts, rosters and shifts that have a calculation of their own.

mod judged;

use std::collections::BTreeMap;

use super::{Answer, AnswerValue, EvidenceRef, Submission, WhyNot};
use crate::domain::calculation::absence::RosterVisit;
use crate::domain::calculation::time_use::Shift;
use crate::domain::calculation::verification::Recount;
use crate::domain::code::Code;
use crate::domain::fieldwork::{AccessGiven, Observation, SeenAs, Visit};
use crate::domain::instrument::{Instrument, Question, asked};
use crate::domain::number::Exact;
use crate::domain::obligation::Obligation;
use crate::domain::published::Stated;
use crate::domain::sample::Announced;

pub(super) use judged::seen_of;

/// What an accepted submission brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The visit.
    pub visit: Visit,
    /// At most one observation for each promise, in the order of the questions.
    pub observations: Vec<Observation>,
    /// Registers counted again, by promise.
    pub recounts: Vec<(Code, Recount)>,
    /// Staff against the roster, by promise; only where the roster was seen.
    pub rosters: Vec<(Code, RosterVisit)>,
    /// Shifts, by promise.
    pub shifts: Vec<(Code, Shift)>,
    /// Promises whose criteria judge this answer differently. The observation follows the first of them.
    pub criteria_differ: Vec<Code>,
    /// Promises that were answered in a way that no criterion can judge at one place. They have no observation.
    pub not_judged: Vec<Code>,
}

/// What one answer says about its promise.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    seen: Option<SeenAs>,
    value: Option<Stated>,
    criteria_differ: bool,
}

/// A submission as a visit with its observations. `visit` is the visit's name in the audit; `evidence` gives the name
/// of a file, and nothing for one that is withheld. Answers to questions that were not to be asked are left out.
#[must_use]
pub fn to_fieldwork(
    submission: &Submission,
    instrument: &Instrument,
    promises: &[Obligation],
    visit: &Code,
    evidence: impl Fn(&EvidenceRef) -> Option<Code>,
) -> Taken {
    let mut taken = Taken {
        visit: visit_of(submission, visit),
        observations: Vec::new(),
        recounts: Vec::new(),
        rosters: Vec::new(),
        shifts: Vec::new(),
        criteria_differ: Vec::new(),
        not_judged: Vec::new(),
    };
    let asked = asked(instrument, &submission.answers);
    let mut by_promise: BTreeMap<usize, Vec<(&Question, &Answer)>> = BTreeMap::new();
    for question in instrument
        .questions
        .iter()
        .filter(|q| asked.contains(&q.id))
    {
        let promise = question.promise.as_ref();
        let place = promise.and_then(|p| promises.iter().position(|o| o.id == *p));
        if let (Some(place), Some(answer)) = (place, submission.answer(&question.id)) {
            by_promise
                .entry(place)
                .or_default()
                .push((question, answer));
        }
    }
    for (place, answered) in by_promise {
        let promise = &promises[place];
        for (_, answer) in &answered {
            of_its_own(&mut taken, submission, promise, answer);
        }
        let said: Vec<_> = answered
            .iter()
            .map(|(question, answer)| said_by(submission, promise, question, answer))
            .collect();
        if said.iter().any(|s| s.criteria_differ) {
            taken.criteria_differ.push(promise.id.clone());
        }
        let Some(seen) = together(&said) else {
            taken.not_judged.push(promise.id.clone());
            continue;
        };
        let mut values = said.into_iter().filter_map(|s| s.value);
        let value = values.next().filter(|_| values.next().is_none());
        taken.observations.push(Observation {
            visit: visit.clone(),
            obligation: promise.id.clone(),
            seen,
            value,
            note: note_of(answered.iter().map(|(_, answer)| *answer)),
            evidence: answered
                .iter()
                .flat_map(|(_, answer)| &answer.evidence)
                .filter_map(&evidence)
                .collect(),
        });
    }
    taken
}

fn visit_of(submission: &Submission, visit: &Code) -> Visit {
    Visit {
        id: visit.clone(),
        place: submission.place.clone(),
        date: submission.started.date().into(),
        time: Some(submission.started.format("%H:%M").to_string()),
        observers: submission.observers.clone(),
        announced: submission.announced,
        access: submission.access,
        purpose: submission.purpose,
        note: submission.note.clone(),
    }
}

fn said_by(
    submission: &Submission,
    promise: &Obligation,
    question: &Question,
    answer: &Answer,
) -> Said {
    let nothing = |seen| Said {
        seen: Some(seen),
        value: None,
        criteria_differ: false,
    };
    match (&answer.value, answer.could_not_check) {
        (Some(value), _) => judged::said(promise, &submission.place, &question.asks, value),
        (None, _) if submission.access == AccessGiven::Refused => nothing(SeenAs::Refused),
        (None, Some(why)) => nothing(seen_where_not_checked(why)),
        (None, None) => nothing(SeenAs::NotInspectable),
    }
}

fn seen_where_not_checked(why: WhyNot) -> SeenAs {
    match why {
        WhyNot::Refused => SeenAs::Refused,
        WhyNot::NotFound => SeenAs::NotFound,
        WhyNot::DoesNotApply => SeenAs::NotApplicable,
        WhyNot::Locked
        | WhyNot::NotSafe
        | WhyNot::NobodyThere
        | WhyNot::NoDocuments
        | WhyNot::NoTime
        | WhyNot::NotClear
        | WhyNot::Other => SeenAs::NotInspectable,
    }
}

/// Several answers about one promise at one place are one observation: what is broken in one is broken; what could not
/// be checked in one, and was in order in the others, could not be checked.
fn together(said: &[Said]) -> Option<SeenAs> {
    let seen: Vec<_> = said.iter().filter_map(|s| s.seen).collect();
    let order = [
        SeenAs::NotFound,
        SeenAs::NotInOrder,
        SeenAs::Partly,
        SeenAs::Refused,
        SeenAs::NotInspectable,
        SeenAs::InOrder,
        SeenAs::NotApplicable,
    ];
    order.into_iter().find(|one| seen.contains(one))
}

fn note_of<'a>(answers: impl Iterator<Item = &'a Answer>) -> Option<String> {
    let notes: Vec<&str> = answers
        .flat_map(|answer| [&answer.reason, &answer.note])
        .flatten()
        .map(|note| note.trim())
        .filter(|note| !note.is_empty())
        .collect();
    (!notes.is_empty()).then(|| notes.join(" · "))
}

/// What goes into a calculation of its own.
fn of_its_own(taken: &mut Taken, submission: &Submission, promise: &Obligation, answer: &Answer) {
    let promise = || promise.id.clone();
    match &answer.value {
        Some(AnswerValue::Recount {
            recorded,
            recounted,
            documents_seen,
        }) => {
            if let (Some(reported), Some(recounted)) = (recorded.count(), recounted.count()) {
                let recount = Recount {
                    site: submission.place.to_string(),
                    recounted,
                    reported,
                    documents_seen: *documents_seen,
                    weight: Exact::ONE,
                };
                taken.recounts.push((promise(), recount));
            }
        }
        Some(AnswerValue::Staff(seen)) => {
            let rosters = seen.iter().filter_map(|staff| {
                let due = staff.rostered?.checked_sub(staff.off_shift)?;
                let not_found = due.saturating_sub(staff.present);
                Some(RosterVisit {
                    announced: submission.announced != Announced::Unannounced,
                    rostered: u64::from(staff.rostered?),
                    off_shift: u64::from(staff.off_shift),
                    authorised: u64::from(staff.authorised.min(not_found)),
                    unexplained: u64::from(not_found.saturating_sub(staff.authorised)),
                })
            });
            taken
                .rosters
                .extend(rosters.map(|roster| (promise(), roster)));
        }
        Some(AnswerValue::TimeUse { shift, activities }) => {
            let activities = activities.iter();
            let activities = activities.map(|a| (a.activity.to_string(), a.hours.value()));
            let shift = Shift {
                hours: shift.value(),
                activities: activities.collect(),
            };
            taken.shifts.push((promise(), shift));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
