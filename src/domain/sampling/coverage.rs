//! How far the visits have come, stratum by stratum. Not what was found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sample::DrawnSample;
use super::substitution::{NotSeen, Substitution};

/// How a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitState {
    /// Visited.
    Visited,
    /// Access was refused.
    Refused,
    /// Not found at the time of the visit.
    NotFound,
}

/// One stratum or cluster.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Its name.
    pub group: String,
    /// Units it holds.
    pub list: u64,
    /// Units to be seen.
    pub planned: u64,
    /// Of these, visited.
    pub visited: u64,
    /// Of these, refused.
    pub refused: u64,
    /// Of these, not found.
    pub not_found: u64,
    /// Of these, nothing yet.
    pub not_yet: u64,
    /// Drawn units that another took the place of.
    pub replaced: u64,
    /// Drawn units that could not be seen and that nobody took the place of.
    pub gaps: u64,
}

/// How far the visits have come. `states` holds what is known of a unit; a unit that is not drawn counts nowhere.
#[must_use]
pub fn coverage(
    drawn: &DrawnSample,
    log: &[Substitution],
    states: &BTreeMap<String, UnitState>,
) -> Vec<Coverage> {
    let entry_of = |unit: &str| log.iter().find(|entry| entry.unit == unit);
    drawn
        .groups
        .iter()
        .map(|group| {
            let stand_ins = log.iter().filter(|entry| entry.group == group.name);
            let stand_ins = stand_ins.filter_map(|entry| entry.by.as_ref());
            let mut row = Coverage {
                group: group.name.clone(),
                list: group.size,
                planned: group.taken.len() as u64,
                ..Coverage::default()
            };
            for unit in group.taken.iter().chain(stand_ins) {
                match (entry_of(unit), states.get(unit)) {
                    (Some(entry), _) if entry.by.is_some() => row.replaced += 1,
                    (_, Some(UnitState::Visited)) => row.visited += 1,
                    (_, Some(UnitState::Refused)) => row.refused += 1,
                    (_, Some(UnitState::NotFound)) => row.not_found += 1,
                    // Told in the log alone: what is a result counts as one.
                    (Some(entry), None) => match entry.because {
                        NotSeen::Refused => row.refused += 1,
                        NotSeen::NotFound => row.not_found += 1,
                        NotSeen::NotReached | NotSeen::NotSafe | NotSeen::NotOfTheList => {
                            row.gaps += 1;
                        }
                    },
                    (None, None) => row.not_yet += 1,
                }
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::DrawnGroup;
    use super::super::substitution::substitute;
    use super::*;
    use crate::domain::plan::Replacement;
    use crate::domain::sample::Design;

    #[test]
    fn every_planned_unit_counts_once() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let drawn = DrawnSample {
            design: Design::Stratified,
            seed: "s".into(),
            list_sha256: String::new(),
            groups: vec![DrawnGroup {
                name: "north".into(),
                size: 9,
                taken: names(&["a", "b", "c", "d", "e"]),
                substitutes: names(&["f"]),
                working: None,
            }],
            clusters: None,
            visits: None,
        };
        let mut log = Vec::new();
        for unit in ["d", "e"] {
            let rule = Replacement::NextAlways;
            let entry = substitute(&drawn, &log, rule, unit, NotSeen::NotReached).unwrap();
            log.push(entry);
        }
        let rule = Replacement::NextUnlessResult;
        log.push(substitute(&drawn, &log, rule, "b", NotSeen::Refused).unwrap());
        let states = [("a", UnitState::Visited), ("z", UnitState::Visited)];
        let states = states.map(|(unit, state)| (unit.to_owned(), state)).into();
        let rows = coverage(&drawn, &log, &states);
        let expected = Coverage {
            group: "north".into(),
            list: 9,
            planned: 5,
            visited: 1,
            refused: 1,
            not_found: 0,
            not_yet: 2,
            replaced: 1,
            gaps: 1,
        };
        assert_eq!(rows, std::slice::from_ref(&expected));
        let seen = expected.visited + expected.refused + expected.not_found;
        assert_eq!(seen + expected.not_yet + expected.gaps, expected.planned);
    }
}
