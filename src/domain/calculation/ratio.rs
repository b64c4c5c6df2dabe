//! Users to a working unit, against every criterion that applies. Not an average over places, and
//! never a figure from single published values.

use super::part_of;
use super::{Calculated, Comparator};
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::refusal::RefusalCode;
use crate::domain::working::Working;

/// Units that people share at one place, of one sex where they are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    /// People, families or households.
    pub users: u64,
    /// Units that stand there.
    pub units: u64,
    /// Units that are broken.
    pub broken: u64,
    /// Units that are locked.
    pub locked: u64,
    /// Units that are both; `None` where that is not known.
    pub both: Option<u64>,
}

/// Users to one working unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsersPerUnit {
    /// No unit works. Never infinity.
    NoWorkingUnit,
    /// So many.
    Exactly(Exact),
    /// Between two figures, because it is not known how many units are both broken and locked.
    Between {
        /// If broken and locked units are the same as far as can be.
        low: Exact,
        /// If they are different units; `None` where then no unit works.
        high: Option<Exact>,
    },
}

/// The ratio with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// Fewest units that work.
    pub fewest_working: u64,
    /// Most units that work; the same where the overlap is known.
    pub most_working: u64,
    /// Users to a working unit.
    pub users_per_unit: UsersPerUnit,
    /// How it came about.
    pub working: Working,
}

/// A standard for sharing, with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatioCriterion {
    /// Where it comes from.
    pub source: String,
    /// How users to a unit must stand to the limit, usually at most.
    pub comparator: Comparator,
    /// Users to a unit.
    pub limit: Exact,
}

/// How a ratio stands to a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RatioStanding {
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Met or not, depending on the overlap that is not known.
    DependsOnOverlap,
}

/// Users to a working unit. Unusable units are those broken or locked, each counted once. Refused
/// where the counts contradict each other.
pub fn users_per_working_unit(sharing: &Sharing) -> Calculated<Ratio> {
    let (fewest, most) = working_units(sharing)?;
    let per_unit = |working: u64| -> Calculated<Option<Exact>> {
        if working == 0 {
            return Ok(None);
        }
        Ok(Some(Exact::from(sharing.users).over(Exact::from(working))?))
    };
    let users_per_unit = match (per_unit(most)?, per_unit(fewest)?) {
        (None, _) => UsersPerUnit::NoWorkingUnit,
        (Some(low), Some(high)) if low == high => UsersPerUnit::Exactly(low),
        (Some(low), high) => UsersPerUnit::Between { low, high },
    };
    let both = sharing
        .both
        .map_or("not known".to_owned(), |both| both.to_string());
    let working = Working::new("ratio.users_per_working_unit", 1)
        .given("users", sharing.users)
        .given("units", sharing.units)
        .given("broken", sharing.broken)
        .given("locked", sharing.locked)
        .given("both broken and locked", both)
        .plain("fewest working units", fewest)
        .plain("most working units", most);
    let working = match users_per_unit {
        UsersPerUnit::NoWorkingUnit => working.concludes("no working unit"),
        UsersPerUnit::Exactly(value) => working
            .step("users per working unit", &value, Rounding::to(1))
            .concludes(value),
        UsersPerUnit::Between { low, high } => {
            let working = working.step("users per working unit, low", &low, Rounding::to(1));
            match high {
                Some(high) => working
                    .step("users per working unit, high", &high, Rounding::to(1))
                    .concludes(format!("{low} to {high}")),
                None => working.concludes(format!("{low} or more, or no working unit")),
            }
        }
    };
    Ok(Ratio {
        fewest_working: fewest,
        most_working: most,
        users_per_unit,
        working,
    })
}

/// Fewest and most units that work.
fn working_units(sharing: &Sharing) -> Calculated<(u64, u64)> {
    let Sharing {
        units,
        broken,
        locked,
        both,
        ..
    } = *sharing;
    part_of(broken, "broken", units, "units")?;
    part_of(locked, "locked", units, "units")?;
    let Some(both) = both else {
        let most_unusable = broken.saturating_add(locked).min(units);
        return Ok((units - most_unusable, units - broken.max(locked)));
    };
    part_of(
        both,
        "both broken and locked",
        broken.min(locked),
        "broken, or locked",
    )?;
    let unusable = (broken - both).saturating_add(locked);
    part_of(unusable, "broken or locked", units, "units")?;
    Ok((units - unusable, units - unusable))
}

/// How a ratio stands to one criterion. Several criteria are judged one by one, never merged. Without
/// a working unit no limit on sharing is met.
pub fn against(ratio: &Ratio, criterion: &RatioCriterion) -> RatioStanding {
    let meets = |value: Exact| criterion.comparator.is_met(&value, &criterion.limit);
    match ratio.users_per_unit {
        UsersPerUnit::NoWorkingUnit => RatioStanding::NotMet,
        UsersPerUnit::Exactly(value) if meets(value) => RatioStanding::Met,
        UsersPerUnit::Exactly(_) => RatioStanding::NotMet,
        UsersPerUnit::Between { low, high } => match (meets(low), high.is_some_and(meets)) {
            (true, true) => RatioStanding::Met,
            (false, false) => RatioStanding::NotMet,
            _ => RatioStanding::DependsOnOverlap,
        },
    }
}

/// What is published about how many share each unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharingRecord {
    /// Users of every unit.
    PerUnit(Vec<u64>),
    /// Single values only: "some by more than 10, one by 26".
    SingleValues,
}

/// Units beyond a limit, of all units. Refused where only single values are published; `None` where
/// there is no unit.
pub fn units_beyond(record: &SharingRecord, limit: u64) -> Calculated<Option<Share>> {
    let SharingRecord::PerUnit(users) = record else {
        return Err(RefusalCode::RatioNoDistribution.into());
    };
    let beyond = users.iter().filter(|users| **users > limit).count() as u64;
    Ok(Share::new(beyond, users.len() as u64, "units")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(units: u64, both: Option<u64>) -> Ratio {
        let sharing = Sharing {
            users: 130,
            units,
            broken: 1,
            locked: 1,
            both,
        };
        users_per_working_unit(&sharing).unwrap()
    }

    fn at_most(limit: i64) -> RatioCriterion {
        RatioCriterion {
            source: "operating procedure".into(),
            comparator: Comparator::AtMost,
            limit: Exact::from_integer(limit),
        }
    }

    fn decimal(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn of_six_units_one_broken_and_another_locked_four_work_for_32_5_users_each() {
        let result = ratio(6, Some(0));
        assert_eq!((result.fewest_working, result.most_working), (4, 4));
        assert_eq!(
            result.users_per_unit,
            UsersPerUnit::Exactly(decimal("32.5"))
        );
    }

    #[test]
    fn of_two_units_one_broken_and_another_locked_none_works() {
        let result = ratio(2, Some(0));
        assert_eq!(result.users_per_unit, UsersPerUnit::NoWorkingUnit);
        assert_eq!(result.working.result, "no working unit");
        assert_eq!(against(&result, &at_most(1000)), RatioStanding::NotMet);
    }

    #[test]
    fn an_unknown_overlap_gives_a_range() {
        let result = ratio(6, None);
        assert_eq!((result.fewest_working, result.most_working), (4, 5));
        let range = UsersPerUnit::Between {
            low: decimal("26"),
            high: Some(decimal("32.5")),
        };
        assert_eq!(result.users_per_unit, range);
    }

    #[test]
    fn a_unit_both_broken_and_locked_is_unusable_once() {
        assert_eq!(
            ratio(6, Some(1)).users_per_unit,
            UsersPerUnit::Exactly(decimal("26"))
        );
    }

    #[test]
    fn each_criterion_is_judged_by_itself_at_both_ends_of_a_range() {
        let result = ratio(6, None);
        assert_eq!(against(&result, &at_most(33)), RatioStanding::Met);
        assert_eq!(
            against(&result, &at_most(30)),
            RatioStanding::DependsOnOverlap
        );
        assert_eq!(against(&result, &at_most(25)), RatioStanding::NotMet);
    }

    #[test]
    fn a_range_may_end_without_a_working_unit() {
        let result = ratio(2, None);
        let range = UsersPerUnit::Between {
            low: decimal("130"),
            high: None,
        };
        assert_eq!(result.users_per_unit, range);
        assert_eq!(
            against(&result, &at_most(130)),
            RatioStanding::DependsOnOverlap
        );
    }

    #[test]
    fn single_values_give_no_rate() {
        let refused = units_beyond(&SharingRecord::SingleValues, 10).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::RatioNoDistribution));
        let share = units_beyond(&SharingRecord::PerUnit(vec![5, 12, 26, 4]), 10).unwrap();
        assert_eq!(share.unwrap().percent(1), "50.0%");
        assert_eq!(units_beyond(&SharingRecord::PerUnit(vec![]), 10), Ok(None));
    }

    #[test]
    fn counts_that_contradict_each_other_are_refused() {
        let refused = |units, broken, locked, both| {
            let sharing = Sharing {
                users: 9,
                units,
                broken,
                locked,
                both,
            };
            users_per_working_unit(&sharing).unwrap_err().code()
        };
        assert_eq!(
            refused(2, 3, 0, Some(0)),
            Some(RefusalCode::CountsContradict)
        );
        assert_eq!(
            refused(2, 2, 2, Some(1)),
            Some(RefusalCode::CountsContradict)
        );
        assert_eq!(
            refused(5, 1, 2, Some(2)),
            Some(RefusalCode::CountsContradict)
        );
    }
}
