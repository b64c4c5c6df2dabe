//! What users of the service say, as a figure: n of N people from a stated list or place. The grade itself is
//! computed by the comparison from the figure.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::calculation::Calculated;
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::figure::{Asked, Figure, Seen, Value};
use crate::domain::intake::Taken;
use crate::domain::party::Counter;
use crate::domain::refusal::{Refusal, RefusalCode};

/// So many independent people are the least for a general statement.
pub const FEWEST_PEOPLE: u64 = 4;

/// One accepted interview: who, from which list, and what it says about promises.
#[derive(Debug, Clone, Copy)]
pub struct Told<'t> {
    /// The pseudonym of the person.
    pub by: &'t str,
    /// From which list or place they were chosen.
    pub chosen_from: Option<&'t str>,
    /// What the interview brought.
    pub taken: &'t Taken,
}

/// What users said about a promise. Each person counts once: the last interview of a person replaces their earlier
/// ones. `asked` is how many people were asked, where more were asked than answered. Refused for nobody, for one
/// person, for fewer than four, and where it is not stated from which list or place they were chosen.
pub fn users_said(promise: &Code, told: &[Told], asked: Option<u64>) -> Calculated<Figure> {
    let mut people: BTreeMap<&str, (SeenAs, Option<&str>)> = BTreeMap::new();
    for one in told {
        let spoken = one
            .taken
            .observations
            .iter()
            .find(|o| o.obligation == *promise);
        if let Some(observation) = spoken {
            people.insert(one.by, (observation.seen, one.chosen_from));
        }
    }
    let mut seen = Seen::default();
    for (what, _) in people.values() {
        match what {
            SeenAs::InOrder => (seen.count, seen.of) = (seen.count + 1, seen.of + 1),
            SeenAs::Partly => (seen.partly, seen.of) = (seen.partly + 1, seen.of + 1),
            SeenAs::NotInOrder | SeenAs::NotFound => seen.of += 1,
            SeenAs::NotInspectable => seen.not_inspectable += 1,
            SeenAs::Refused => seen.refused += 1,
            SeenAs::NotApplicable => seen.not_applicable += 1,
        }
    }
    match seen.of {
        0 => return Err(RefusalCode::NotObserved.into()),
        1 => return Err(RefusalCode::SingleObservation.into()),
        few if few < FEWEST_PEOPLE => {
            let refusal = Refusal::new(RefusalCode::TooFewToShow);
            return Err(refusal.with("n", few).with("limit", FEWEST_PEOPLE).into());
        }
        _ => {}
    }
    if people
        .values()
        .any(|(_, from)| from.is_none_or(|from| from.trim().is_empty()))
    {
        return Err(RefusalCode::SampleNotPublished.into());
    }
    let lists: BTreeSet<&str> = people.values().filter_map(|(_, from)| *from).collect();
    let mut figure = Figure::of(
        promise.clone(),
        String::new(),
        Value::InOrder(seen),
        Counter::Users,
    );
    figure.obligation = Some(promise.clone());
    figure.how = Some("interviews".to_owned());
    figure.asked = Some(Asked {
        said: Some(seen.of),
        of: Some(asked.unwrap_or(0).max(people.len() as u64)),
    });
    figure.note = Some(lists.into_iter().collect::<Vec<_>>().join("; "));
    Ok(figure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fieldwork::{Observation, Visit};

    fn code(text: &str) -> Code {
        Code::parse(text).unwrap()
    }

    fn taken(seen: SeenAs) -> Taken {
        let visit: Visit = serde_json::from_value(serde_json::json!({
            "id": "v-1", "place": "home-care", "date": "2026-11-21", "observers": ["W-01"],
        }))
        .unwrap();
        Taken {
            visit,
            observations: vec![Observation {
                visit: code("v-1"),
                obligation: code("o-1"),
                seen,
                value: None,
                note: None,
                evidence: Vec::new(),
            }],
            recounts: Vec::new(),
            rosters: Vec::new(),
            shifts: Vec::new(),
            criteria_differ: Vec::new(),
            not_judged: Vec::new(),
        }
    }

    fn said(people: usize, asked: Option<u64>, from: Option<&str>) -> Calculated<Figure> {
        let (yes, no) = (taken(SeenAs::InOrder), taken(SeenAs::NotInOrder));
        let names: Vec<_> = (0..people).map(|at| format!("U-{at:02}")).collect();
        let told: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(at, by)| Told {
                by,
                chosen_from: from,
                taken: if at % 3 == 0 { &no } else { &yes },
            })
            .collect();
        users_said(&code("o-1"), &told, asked)
    }

    const LIST: Option<&str> = Some("clients of March");

    #[test]
    fn thirty_of_forty_from_a_stated_list_are_a_figure_of_users() {
        let figure = said(30, Some(40), LIST).unwrap();
        assert_eq!(figure.counted_by, Counter::Users);
        let asked = figure.asked.unwrap();
        assert_eq!((asked.said, asked.of), (Some(30), Some(40)));
        let Value::InOrder(seen) = figure.value else {
            panic!("in order")
        };
        assert_eq!((seen.count, seen.of), (20, 30));
    }

    #[test]
    fn one_is_not_and_three_are_not_and_four_are() {
        let code = |people| said(people, None, LIST).map_err(|e| e.code());
        assert_eq!(code(0), Err(Some(RefusalCode::NotObserved)));
        assert_eq!(code(1), Err(Some(RefusalCode::SingleObservation)));
        assert_eq!(code(3), Err(Some(RefusalCode::TooFewToShow)));
        assert!(code(4).is_ok());
    }

    #[test]
    fn one_person_thirty_times_is_one_person() {
        let yes = taken(SeenAs::InOrder);
        let one = Told {
            by: "U-01",
            chosen_from: LIST,
            taken: &yes,
        };
        let refused = users_said(&code("o-1"), &[one; 30], None).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::SingleObservation));
    }

    #[test]
    fn without_a_stated_list_there_is_no_figure() {
        let refused = said(30, None, None).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::SampleNotPublished));
    }
}
