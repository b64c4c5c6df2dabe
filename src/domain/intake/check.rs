//! Whether a submission fits its instrument and its plan. What cannot be read as an answer stops it; everything else
//! is told beside it, so that nothing an observer saw is lost.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use super::{FileKind, Submission};
use crate::domain::code::Code;
use crate::domain::instrument::{Channel, Instrument, asked};
use crate::domain::number::Exact;
use crate::domain::plan::Plan;
use crate::domain::sample::Announced;

mod answer;
mod fault;

pub use fault::{IntakeFault, IntakeProblem};

/// Before this day no device was running this.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2020, 1, 1);
/// Longer than this is no visit.
const LONGEST: TimeDelta = TimeDelta::hours(16);
/// Characters of a note.
const LONGEST_TEXT: usize = 10_000;

/// Everything that does not fit, with where it stands. `today` is the day at the place of the visit.
#[must_use]
pub fn check(
    submission: &Submission,
    instrument: &Instrument,
    plan: &Plan,
    today: NaiveDate,
) -> Vec<IntakeProblem> {
    let mut problems = Vec::new();
    let mut tell = |path: &str, fault| problems.push(IntakeProblem::new(path, fault));
    if submission.instrument != instrument.code {
        tell("instrument", IntakeFault::OtherInstrument);
    }
    if submission.version != instrument.version {
        tell("version", IntakeFault::OtherVersion);
    }
    if submission.channel != instrument.channel {
        tell("channel", IntakeFault::OtherChannel);
    }
    if submission.observers.is_empty() {
        tell("observers", IntakeFault::NoObserver);
    }
    let is_long = |text: &String| text.chars().count() > LONGEST_TEXT;
    if submission.note.as_ref().is_some_and(is_long) {
        tell("note", IntakeFault::TooLong);
    }
    if submission.channel == Channel::Interview && submission.respondent.is_none() {
        tell("respondent", IntakeFault::NoRespondent);
    }
    if submission.channel == Channel::PairedTest && submission.pair.is_none() {
        tell("pair", IntakeFault::NoPair);
    }
    problems.extend(of_observers(submission, plan));
    problems.extend(of_time(submission, plan, today));
    problems.extend(of_position(submission));
    problems.extend(of_answers(submission, instrument, today));
    problems
}

fn of_observers(submission: &Submission, plan: &Plan) -> Vec<IntakeProblem> {
    let mut problems = Vec::new();
    let mut before = BTreeSet::new();
    for (index, observer) in submission.observers.iter().enumerate() {
        let path = format!("observers[{index}]");
        if !before.insert(observer) {
            problems.push(IntakeProblem::new(&path, IntakeFault::ObserverTwice));
        }
        let known = plan.team.iter().any(|member| member.code == *observer);
        if !known && !plan.team.is_empty() {
            problems.push(IntakeProblem::new(&path, IntakeFault::ObserverNotInTeam));
        }
    }
    problems
}

fn of_time(submission: &Submission, plan: &Plan, today: NaiveDate) -> Vec<IntakeProblem> {
    let mut problems = Vec::new();
    let mut tell = |path, fault| problems.push(IntakeProblem::new(path, fault));
    if let Some(fault) = day_fault(submission.started, today) {
        tell("started", fault);
    } else if plan
        .window
        .is_some_and(|window| !window.holds(submission.started.date()))
    {
        tell("started", IntakeFault::OutsideWindow);
    }
    if let Some(ended) = submission.ended {
        if let Some(fault) = day_fault(ended, today) {
            tell("ended", fault);
        } else if ended < submission.started {
            tell("ended", IntakeFault::EndsBeforeItBegins);
        } else if ended - submission.started > LONGEST {
            tell("ended", IntakeFault::LastsTooLong);
        }
    }
    let planned = plan.announced.unwrap_or_default();
    let otherwise = matches!(
        (planned, submission.announced),
        (Announced::Unannounced, Announced::Announced)
            | (Announced::Announced, Announced::Unannounced)
    );
    if otherwise {
        tell("announced", IntakeFault::AnnouncedOtherwise);
    }
    problems
}

/// A day ahead is let pass: the place may be east of whoever counts days.
fn day_fault(at: NaiveDateTime, today: NaiveDate) -> Option<IntakeFault> {
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    if FIRST_DAY.is_some_and(|first| at.date() < first) {
        Some(IntakeFault::ClockNotSet)
    } else if at.date() > tomorrow {
        Some(IntakeFault::InTheFuture)
    } else {
        None
    }
}

fn of_position(submission: &Submission) -> Vec<IntakeProblem> {
    let Some(position) = &submission.position else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let within = |value: Exact, most: i32| value.abs() <= Exact::from(most);
    if !within(position.lat.value(), 90) {
        problems.push(IntakeProblem::new("position.lat", IntakeFault::NotOnEarth));
    }
    if !within(position.lon.value(), 180) {
        problems.push(IntakeProblem::new("position.lon", IntakeFault::NotOnEarth));
    }
    let accuracy = position.accuracy_m.as_ref();
    if accuracy.is_some_and(|metres| metres.value().is_negative()) {
        problems.push(IntakeProblem::new(
            "position.accuracy_m",
            IntakeFault::Negative,
        ));
    }
    problems
}

fn of_answers(
    submission: &Submission,
    instrument: &Instrument,
    today: NaiveDate,
) -> Vec<IntakeProblem> {
    let mut problems = Vec::new();
    let asked = asked(instrument, &submission.answers);
    let mut before: BTreeSet<&Code> = BTreeSet::new();
    for (index, answer) in submission.answers.iter().enumerate() {
        let at = format!("answers[{index}]");
        let mut tell = |field: &str, fault| {
            problems.push(IntakeProblem::new(&format!("{at}{field}"), fault));
        };
        if !before.insert(&answer.question) {
            tell(".question", IntakeFault::AnsweredTwice);
        }
        let Some(question) = instrument.question(&answer.question) else {
            tell(".question", IntakeFault::UnknownQuestion);
            continue;
        };
        if !asked.contains(&answer.question) {
            tell("", IntakeFault::NotAsked);
        }
        for (field, text) in [(".note", &answer.note), (".reason", &answer.reason)] {
            if text
                .as_ref()
                .is_some_and(|t| t.chars().count() > LONGEST_TEXT)
            {
                tell(field, IntakeFault::TooLong);
            }
        }
        for (number, piece) in answer.evidence.iter().enumerate() {
            if !is_sha256(&piece.sha256) {
                tell(
                    &format!(".evidence[{number}].sha256"),
                    IntakeFault::NotAHash,
                );
            }
            if let Some(fault) = piece.taken.and_then(|taken| day_fault(taken, today)) {
                tell(&format!(".evidence[{number}].taken"), fault);
            }
        }
        for (field, fault) in answer::faults(question, answer) {
            tell(field, fault);
        }
        let photographs = answer
            .evidence
            .iter()
            .filter(|p| p.kind == FileKind::Photograph);
        let got = u32::try_from(photographs.count()).unwrap_or(u32::MAX);
        if answer.value.is_some() && got < question.photographs {
            let wanted = question.photographs;
            tell(".evidence", IntakeFault::PhotographMissing { wanted, got });
        }
    }
    let unanswered = instrument
        .questions
        .iter()
        .filter(|q| q.required && asked.contains(&q.id) && !before.contains(&q.id));
    problems.extend(unanswered.map(|question| {
        let path = format!("answers[{}]", question.id);
        IntakeProblem::new(&path, IntakeFault::Unanswered)
    }));
    problems
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests;
