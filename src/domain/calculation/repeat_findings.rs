//! Findings that were found before. Not a trend: sites that are new this time stand apart.

use super::Calculated;
use super::part_of;
use crate::domain::number::{Rounding, Share};
use crate::domain::working::Working;

/// One round of findings against an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Findings or sites of this round that the earlier round covered too.
    pub in_both: u64,
    /// Of these, with the same obligation found before.
    pub repeated: u64,
    /// Findings or sites that the earlier round did not cover; outside the rate.
    pub new: u64,
    /// What is counted: "findings", "sites".
    pub counts: String,
}

/// The repeat rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeats {
    /// Repeated of those in both rounds. `None` where there are none.
    pub rate: Option<Share>,
    /// Those that the earlier round did not cover.
    pub new: u64,
    /// How it came about.
    pub working: Working,
}

/// The repeat rate of a round. Refused where more is repeated than there is.
pub fn repeats(round: &Round) -> Calculated<Repeats> {
    part_of(round.repeated, "repeated", round.in_both, "in both rounds")?;
    let base = format!("{} in both rounds", round.counts);
    let rate = Share::new(round.repeated, round.in_both, base.as_str())?;
    let mut working = Working::new("repeat_findings.rate", 1)
        .given(base, round.in_both)
        .given("repeated", round.repeated)
        .given("not in the earlier round", round.new);
    if let Some(rate) = &rate {
        working = working.percent("repeat rate", &rate.value, Rounding::to(1));
    }
    let working = working.concludes(format!("{} of {}", round.repeated, round.in_both));
    Ok(Repeats {
        rate,
        new: round.new,
        working,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::RefusalCode;

    fn round(repeated: u64, in_both: u64) -> Round {
        Round {
            in_both,
            repeated,
            new: 3,
            counts: "findings".into(),
        }
    }

    #[test]
    fn four_repeats_among_sixteen_are_25_per_cent() {
        let result = repeats(&round(4, 16)).unwrap();
        let rate = result.rate.unwrap();
        assert_eq!(
            (rate.percent(1).as_str(), rate.of.as_str()),
            ("25.0%", "findings in both rounds")
        );
        assert_eq!(result.new, 3);
    }

    #[test]
    fn nothing_in_both_rounds_has_no_rate_and_too_many_repeats_are_refused() {
        assert_eq!(repeats(&round(0, 0)).unwrap().rate, None);
        assert_eq!(
            repeats(&round(5, 4)).unwrap_err().code(),
            Some(RefusalCode::CountsContradict)
        );
    }
}
