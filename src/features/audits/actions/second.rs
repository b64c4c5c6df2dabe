//! Second observers at some of the drawn places: which ones chance decides, by the seed of the plan and the ranking of the draw,
//! and nobody goes twice to the same place.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::fieldwork::{AssignmentState, NewAssignment};
use crate::domain::code::Code;
use crate::domain::sampling::{SealedList, Stratum, draw, to_be_seen};
use crate::infra::action::ActionError;
use crate::infra::planned::Planned;

/// The name that stands in the place of a stratum where second observers are drawn.
const SECOND: &str = "second-observer";

/// Further visits, so that `n` of the drawn places are seen by two. `first` are visits that are made with them; `may` tells who
/// may go to a place. Places to which a second was sent before count among the `n`.
///
/// # Errors
/// Where nothing was drawn by a seed, fewer places are drawn, nobody was named to go first, or there is nobody else.
pub(super) fn second_visits(
    planned: &Planned,
    n: u64,
    first: &[NewAssignment],
    may: impl Fn(&Code) -> Vec<String>,
) -> Result<Vec<NewAssignment>, ActionError> {
    let drawn = planned.drawn().and_then(Result::ok);
    let drawn = drawn.filter(|drawn| !drawn.seed.is_empty());
    let Some(drawn) = drawn else {
        return Err(ActionError::field("second", "sampling-second-no-seed"));
    };
    let log = planned.log(&drawn);
    let places = to_be_seen(&drawn, &log);
    let Some(n) = usize::try_from(n).ok().filter(|n| *n <= places.len()) else {
        let about = vec![("available", places.len().to_string())];
        return Err(ActionError::about("second", "sampling-second-more", about));
    };
    let unfit = |_| ActionError::field("second", "sampling-second-no-seed");
    let Some(list) = planned.list() else {
        return Err(ActionError::field("second", "sampling-second-no-seed"));
    };
    let units = list.units.iter().map(|unit| unit.id.as_str());
    let list = SealedList::seal(units).map_err(unfit)?;
    let stratum = Stratum::of(SECOND, &list, &places).map_err(unfit)?;
    let ranked = draw(&list, &drawn.seed, &stratum, n).map_err(unfit)?;
    let sent = planned.assignments.iter();
    let sent = sent.filter(|one| one.state != AssignmentState::Dropped);
    let sent: Vec<&NewAssignment> = sent.map(|one| &one.task).chain(first).collect();
    let mut gone = been(planned);
    for task in &sent {
        let there = gone.entry(task.place.as_str()).or_default();
        there.extend(task.code.as_deref());
    }
    let mut new = Vec::new();
    let mut turn = 0;
    for place in &ranked.chosen {
        let here = || sent.iter().filter(|task| task.place.as_str() == place);
        let codes = gone.get(place.as_str()).cloned().unwrap_or_default();
        if here().count() > 1 || codes.len() > 1 {
            continue;
        }
        let (Some(before), false) = (here().next(), codes.is_empty()) else {
            return Err(about(place, planned, "sampling-second-no-first"));
        };
        let mut others = may(&before.place);
        others.retain(|code| !codes.contains(code.as_str()));
        if others.is_empty() {
            return Err(about(place, planned, "sampling-second-nobody"));
        }
        turn += 1;
        new.push(NewAssignment {
            code: Some(others.swap_remove((turn - 1) % others.len())),
            ..(*before).clone()
        });
    }
    Ok(new)
}

/// Who was at which place already, by code.
fn been(planned: &Planned) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut gone: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for visit in &planned.case.visits {
        let there = gone.entry(visit.place.as_str()).or_default();
        there.extend(visit.observers.iter().map(String::as_str));
    }
    gone
}

/// What is wrong with a place, by its name.
fn about(place: &str, planned: &Planned, key: &'static str) -> ActionError {
    let code = Code::parse(place).ok();
    let held = code.as_ref().and_then(|code| planned.case.place(code));
    let name = held.map_or_else(|| place.to_owned(), |held| held.name.clone());
    ActionError::about("second", key, vec![("place", name)])
}
