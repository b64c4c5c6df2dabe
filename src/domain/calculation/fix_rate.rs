//! Problems fixed of problems found. Not on a provider's word, and never a figure that stands alone.

use super::Calculated;
use super::{part_of, total};
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::working::Working;

/// Problems and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problems {
    /// Problems identified.
    pub identified: u64,
    /// Resolved to the satisfaction of those concerned, on a re-check.
    pub resolved: u64,
    /// Said to be fixed by the provider and not confirmed; does not count.
    pub claimed_fixed: u64,
    /// Projects monitored.
    pub projects: u64,
    /// Their value, where it is known.
    pub value_of_projects: Option<Exact>,
}

/// The fix rate with the figures it is always printed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixRate {
    /// Resolved of identified. `None` where nothing was identified.
    pub rate: Option<Share>,
    /// What it is printed with.
    pub problems: Problems,
    /// How it came about.
    pub working: Working,
}

/// The fix rate. Refused where more was resolved or claimed than identified.
pub fn fix_rate(problems: &Problems) -> Calculated<FixRate> {
    let spoken_for = total([problems.resolved, problems.claimed_fixed])?;
    part_of(
        spoken_for,
        "resolved or claimed as fixed",
        problems.identified,
        "identified",
    )?;
    let rate = Share::new(
        problems.resolved,
        problems.identified,
        "problems identified",
    )?;
    let mut working = Working::new("fix_rate.resolved", 1)
        .cite("Integrity Action, Fix-Rate")
        .given("problems identified", problems.identified)
        .given("resolved on re-check", problems.resolved)
        .given("claimed as fixed, not confirmed", problems.claimed_fixed)
        .given("projects monitored", problems.projects);
    if let Some(value) = problems.value_of_projects {
        working = working.given("value of projects", value);
    }
    if let Some(rate) = &rate {
        working = working.percent("fix rate", &rate.value, Rounding::to(0));
    }
    let working = working.concludes(format!("{} of {}", problems.resolved, problems.identified));
    Ok(FixRate {
        rate,
        problems: *problems,
        working,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::RefusalCode;

    fn problems(resolved: u64, identified: u64) -> Problems {
        Problems {
            identified,
            resolved,
            claimed_fixed: 0,
            projects: 3,
            value_of_projects: None,
        }
    }

    fn rate(resolved: u64, identified: u64) -> Option<String> {
        fix_rate(&problems(resolved, identified))
            .unwrap()
            .rate
            .map(|rate| rate.percent(0))
    }

    #[test]
    fn six_of_ten_fixed_are_60_per_cent() {
        assert_eq!(rate(6, 10).as_deref(), Some("60%"));
    }

    #[test]
    fn two_of_ten_fixed_are_20_per_cent() {
        assert_eq!(rate(2, 10).as_deref(), Some("20%"));
    }

    #[test]
    fn nothing_found_has_no_fix_rate() {
        assert_eq!(rate(0, 0), None);
    }

    #[test]
    fn a_claimed_fix_does_not_count_and_is_still_shown() {
        let result = fix_rate(&Problems {
            claimed_fixed: 4,
            ..problems(2, 10)
        })
        .unwrap();
        assert_eq!(result.rate.unwrap().percent(0), "20%");
        assert_eq!(result.problems.claimed_fixed, 4);
        assert_eq!(result.working.inputs[3].value, "3");
    }

    #[test]
    fn more_fixed_than_found_is_refused() {
        let refused = fix_rate(&Problems {
            claimed_fixed: 9,
            ..problems(2, 10)
        })
        .unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }
}
