//! The lead's morning: what to check, what is late, what lacks evidence, how far the visits have come, whom to chase.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::state::ReviewState;
use crate::domain::fieldwork::AccessGiven;
use crate::domain::instrument::Instrument;
use crate::domain::intake::{IntakeFault, Submission, check};
use crate::domain::plan::Plan;
use crate::domain::sampling::{
    Coverage, DrawnSample, Substitution, UnitState, coverage, to_be_seen,
};

/// A revision that was asked for so many days ago is chased.
const DAYS_TO_REVISE: u64 = 3;

/// One submission as the lead sees it.
#[derive(Debug, Clone, Copy)]
pub struct Received<'s> {
    /// Its name: `V-014`.
    pub name: &'s str,
    /// What was sent.
    pub submission: &'s Submission,
    /// What became of it.
    pub state: ReviewState,
    /// The day it came, or was last decided about.
    pub since: NaiveDate,
}

/// A visit that was to be made on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The place.
    pub place: String,
    /// The day.
    pub on: NaiveDate,
    /// Part of the day, where that was drawn.
    pub slot: Option<String>,
    /// Who goes, by code, where that is known.
    pub observer: Option<String>,
}

/// What to do this morning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Morning {
    /// Submissions to check, the oldest first.
    pub to_check: Vec<String>,
    /// Visits of days gone by that nobody sent anything about.
    pub overdue: Vec<Due>,
    /// Submissions, received or accepted, with answers that lack a wanted photograph: name and questions.
    pub missing_evidence: Vec<(String, Vec<String>)>,
    /// How far the visits have come, stratum by stratum.
    pub coverage: Vec<Coverage>,
    /// Places to be seen that have no visit and no day.
    pub without_a_day: Vec<String>,
    /// Observers to chase: those with overdue visits or old requests for revision, and with how many.
    pub to_chase: BTreeMap<String, u64>,
}

/// What is known of a sample so far.
#[derive(Debug, Clone, Copy)]
pub struct Field<'f> {
    /// The draw; nothing for places we chose.
    pub drawn: Option<&'f DrawnSample>,
    /// The log of substitutions.
    pub substitutions: &'f [Substitution],
    /// Visits with a day.
    pub due: &'f [Due],
}

/// What to do on the morning of `today`.
#[must_use]
pub fn morning(
    plan: &Plan,
    field: &Field,
    instruments: &[Instrument],
    received: &[Received],
    today: NaiveDate,
) -> Morning {
    let mut morning = Morning::default();
    let mut waiting: Vec<_> = received
        .iter()
        .filter(|r| r.state == ReviewState::Received)
        .collect();
    waiting.sort_by_key(|r| (r.since, r.name));
    morning.to_check = waiting.iter().map(|r| r.name.to_owned()).collect();
    let alive = |r: &&Received| !matches!(r.state, ReviewState::Rejected | ReviewState::Withdrawn);
    for one in received.iter().filter(alive) {
        let missing = lacking(plan, instruments, one.submission, today);
        if !missing.is_empty() {
            morning
                .missing_evidence
                .push((one.name.to_owned(), missing));
        }
        let patience = one.since.checked_add_days(Days::new(DAYS_TO_REVISE));
        if one.state == ReviewState::RevisionAsked && patience.is_some_and(|by| by < today) {
            chase(&mut morning, one.submission.observers.first());
        }
    }
    let seen = |due: &Due| {
        received.iter().filter(alive).any(|r| {
            r.submission.place.as_str() == due.place && r.submission.started.date() >= due.on
        })
    };
    for due in field.due.iter().filter(|due| due.on < today && !seen(due)) {
        morning.overdue.push(due.clone());
        chase(&mut morning, due.observer.as_ref());
    }
    if let Some(drawn) = field.drawn {
        let states = states(received.iter().filter(alive));
        morning.coverage = coverage(drawn, field.substitutions, &states);
        let replaced = |unit: &str| field.substitutions.iter().any(|entry| entry.unit == unit);
        morning.without_a_day = to_be_seen(drawn, field.substitutions)
            .into_iter()
            .filter(|unit| !states.contains_key(*unit) && !replaced(unit))
            .filter(|unit| !field.due.iter().any(|due| due.place == *unit))
            .map(str::to_owned)
            .collect();
    }
    morning
}

fn chase(morning: &mut Morning, observer: Option<&String>) {
    if let Some(observer) = observer {
        *morning.to_chase.entry(observer.clone()).or_default() += 1;
    }
}

/// The questions of a submission whose wanted photographs are missing.
fn lacking(
    plan: &Plan,
    instruments: &[Instrument],
    submission: &Submission,
    today: NaiveDate,
) -> Vec<String> {
    let Some(instrument) = instruments
        .iter()
        .find(|i| i.code == submission.instrument && i.version == submission.version)
    else {
        return Vec::new();
    };
    check(submission, instrument, plan, today)
        .into_iter()
        .filter(|problem| matches!(problem.fault, IntakeFault::PhotographMissing { .. }))
        .filter_map(|problem| {
            let at = problem.path.strip_prefix("answers[")?.split_once(']')?.0;
            let answer = submission.answers.get(at.parse::<usize>().ok()?)?;
            Some(answer.question.to_string())
        })
        .collect()
}

/// How each place stands: refused only where no visit was let in.
fn states<'r>(received: impl Iterator<Item = &'r Received<'r>>) -> BTreeMap<String, UnitState> {
    let mut states = BTreeMap::new();
    for one in received {
        let refused = one.submission.access == AccessGiven::Refused;
        let state = if refused {
            UnitState::Refused
        } else {
            UnitState::Visited
        };
        let known = states
            .entry(one.submission.place.to_string())
            .or_insert(state);
        if state == UnitState::Visited {
            *known = state;
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::sampling::{FrameUnit, draw_plan};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn visit(place: &str, on: u32, photographs: usize, access: &str) -> Submission {
        let photograph = json!({ "sha256": "ab".repeat(32), "len": 1, "kind": "photograph", "class": "in_camera" });
        serde_json::from_value(json!({
            "audit": "a", "instrument": "visit", "version": 1, "place": place, "access": access,
            "channel": "ordinary_visit", "observers": ["W-01"], "started": format!("2026-11-{on:02}T09:07:00"),
            "answers": [{ "question": "clean", "value": { "yes_no": "yes" }, "evidence": vec![photograph; photographs] }],
        }))
        .unwrap()
    }

    #[test]
    fn a_morning_tells_what_to_check_what_is_late_and_what_is_missing() {
        let instrument: Instrument = serde_json::from_value(json!({
            "code": "visit", "version": 1, "channel": "ordinary_visit", "title": { "own": "Visit" },
            "questions": [{ "id": "clean", "text": { "own": "Clean?" }, "asks": { "yes_no": {} }, "photographs": 1 }],
        }))
        .unwrap();
        let plan: Plan = serde_json::from_value(json!({ "sampling": {
            "unit": "toilets", "design": "simple_random", "planned": 5,
            "seed": { "text": "2026-11-21 Khayelitsha", "kind": "recorded_before" },
        } }))
        .unwrap();
        let units: Vec<_> = (1..=12)
            .map(|at| FrameUnit {
                id: format!("site-{at:02}"),
                stratum: None,
            })
            .collect();
        // Drawn: 09 07 02 05 06.
        let drawn = draw_plan(plan.sampling.as_ref().unwrap(), &units).unwrap();
        let seen = visit("site-09", 20, 1, "granted");
        let bare = visit("site-07", 19, 0, "granted");
        let shut = visit("site-02", 19, 1, "refused");
        let invented = visit("site-05", 19, 0, "granted");
        let one = |name, submission, state, since| Received {
            name,
            submission,
            state,
            since: day(since),
        };
        let received = [
            one("V-4", &seen, ReviewState::Received, 21),
            one("V-1", &bare, ReviewState::RevisionAsked, 17),
            one("V-2", &shut, ReviewState::Received, 19),
            one("V-3", &invented, ReviewState::Rejected, 19),
        ];
        let due = |place: &str, on: u32| Due {
            place: place.into(),
            on: day(on),
            slot: None,
            observer: Some("W-01".into()),
        };
        let days = [due("site-09", 20), due("site-05", 20), due("site-07", 22)];
        let field = Field {
            drawn: Some(&drawn),
            substitutions: &[],
            due: &days,
        };
        let morning = morning(&plan, &field, &[instrument], &received, day(22));
        assert_eq!(morning.to_check, ["V-2", "V-4"]);
        assert_eq!(morning.overdue, [due("site-05", 20)]);
        assert_eq!(
            morning.missing_evidence,
            [("V-1".to_owned(), vec!["clean".to_owned()])]
        );
        assert_eq!(morning.without_a_day, ["site-06"]);
        // One visit overdue, one revision older than three days.
        assert_eq!(morning.to_chase, [("W-01".to_owned(), 2)].into());
        let row = &morning.coverage[0];
        assert_eq!(
            (row.planned, row.visited, row.refused, row.not_yet),
            (5, 2, 1, 2)
        );
    }
}
