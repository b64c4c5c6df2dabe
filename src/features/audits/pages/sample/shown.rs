//! The draw, the visits that wait, and the substitutes, as the page shows them.

use serde::Serialize;

use crate::db::fieldwork::AssignmentState;
use crate::domain::code::Code;
use crate::domain::sampling::{DrawnGroup, WHOLE_LIST};
use crate::features::audits::actions::lock::about;
use crate::features::audits::forms::word_of;
use crate::infra::planned::Planned;
use crate::infra::words::Words;

/// The draw.
#[derive(Clone, Debug, Serialize)]
pub(in crate::features::audits::pages) struct DrawnShown {
    pub seed: String,
    pub sha256: String,
    pub by_chance: bool,
    pub groups: Vec<GroupShown>,
    /// Clusters that were drawn first.
    pub clusters: Option<String>,
    pub commands: Vec<String>,
    /// Places that are to be seen, by name in the audit and as people call them.
    pub to_see: Vec<(String, String)>,
    pub times: Vec<String>,
}

/// What was drawn in one group.
#[derive(Clone, Debug, Serialize)]
pub(in crate::features::audits::pages) struct GroupShown {
    pub name: Option<String>,
    pub size: u64,
    pub taken: Vec<String>,
    pub next: Vec<String>,
}

/// A visit that is to be made.
#[derive(Clone, Debug, Serialize)]
pub(in crate::features::audits::pages) struct TaskShown {
    pub number: u32,
    pub place: String,
    pub who: Option<String>,
    pub due: Option<String>,
    pub slot: Option<String>,
    pub state: String,
}

/// Substitutes of a group that are shown: the rest follows from the draw.
const NEXT_SHOWN: usize = 5;

fn place_name(planned: &Planned, code: &str) -> String {
    let place = Code::parse(code).ok();
    let place = place.and_then(|code| planned.case.place(&code).cloned());
    match place {
        Some(place) if place.name != code => format!("{} ({code})", place.name),
        _ => code.to_owned(),
    }
}

/// The draw, or why there is none.
pub(super) fn drawn(planned: &Planned, words: &Words) -> (Option<DrawnShown>, Option<String>) {
    if planned.awaits_value().is_some() {
        return (None, None);
    }
    let drawn = match planned.drawn() {
        None => return (None, None),
        Some(Err(error)) => {
            let about = about(&error);
            let names: Vec<(&str, &str)> = about.iter().map(|(k, v)| (*k, v.as_str())).collect();
            return (None, Some(words.say(error.code(), &names)));
        }
        Some(Ok(drawn)) => drawn,
    };
    let log = planned.log(&drawn);
    let group = |group: &DrawnGroup| GroupShown {
        name: (group.name != WHOLE_LIST).then(|| group.name.clone()),
        size: group.size,
        taken: group
            .taken
            .iter()
            .map(|unit| place_name(planned, unit))
            .collect(),
        next: group
            .substitutes
            .iter()
            .take(NEXT_SHOWN)
            .map(|unit| place_name(planned, unit))
            .collect(),
    };
    let to_see = crate::domain::sampling::to_be_seen(&drawn, &log);
    let times = drawn.visits.iter().flat_map(|visits| &visits.places);
    let times = times.flat_map(|place| place.taken.iter().map(|unit| unit.replace('\t', " · ")));
    let file = format!("{}-places.txt", planned.line.code);
    let shown = DrawnShown {
        by_chance: super::super::plan::is_drawn(drawn.design) || drawn.visits.is_some(),
        groups: drawn.groups.iter().map(group).collect(),
        clusters: drawn
            .clusters
            .as_ref()
            .map(|first| first.drawn.taken.join(", ")),
        commands: drawn.commands(&file),
        to_see: to_see
            .into_iter()
            .map(|unit| (unit.to_owned(), place_name(planned, unit)))
            .collect(),
        times: times.collect(),
        sha256: drawn.list_sha256.clone(),
        seed: drawn.seed,
    };
    (Some(shown), None)
}

/// The visits that are to be made, those that wait first.
pub(super) fn tasks(planned: &Planned, words: &Words) -> Vec<TaskShown> {
    let mut tasks: Vec<_> = planned.assignments.iter().collect();
    tasks.sort_by_key(|one| (one.state != AssignmentState::Open, one.task.due, one.number));
    let shown = |one: &crate::db::fieldwork::Assignment| TaskShown {
        number: one.number,
        place: place_name(planned, one.task.place.as_str()),
        who: one.task.code.clone(),
        due: one.task.due.map(|due| words.day(due)),
        slot: one.task.slot.clone(),
        state: word_of(&one.state),
    };
    tasks.into_iter().map(shown).collect()
}

/// What stands in for what, as rows of a table.
pub(super) fn substitutions(planned: &Planned, words: &Words) -> Vec<Vec<String>> {
    let row = |one: &crate::db::fieldwork::Substitution| {
        vec![
            place_name(planned, one.taken_out.as_str()),
            place_name(planned, one.taken_in.as_str()),
            words.get(&format!("sampling-because-{}", one.reason)),
            one.note.clone().unwrap_or_default(),
        ]
    };
    planned.substitutions.iter().map(row).collect()
}
