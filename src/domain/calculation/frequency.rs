//! How often a unit was served. Not a count of visits where nobody counted them.

use super::delivery::{self, Delivered, Delivery, Found};
use super::part_of;
use super::{Calculated, CalculationError};
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// How often each unit is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Units found; units that are missing count under quantity, not here.
    pub units: u64,
    /// Times that one unit is due in one period.
    pub times: u64,
    /// Periods in the window that was looked at.
    pub periods: u64,
}

impl Schedule {
    /// Visits due in the window: units by times by periods.
    pub fn due(&self) -> Calculated<Exact> {
        Ok(Exact::from(self.units).times(self.due_for_one()?)?)
    }

    fn due_for_one(&self) -> Calculated<Exact> {
        Ok(Exact::from(self.times).times(Exact::from(self.periods))?)
    }
}

/// Only "at least once in the window" is known of each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtLeastOnce {
    /// What was due.
    pub schedule: Schedule,
    /// Units served at least once.
    pub served: u64,
    /// Do units that were not served have no visit at all?
    pub not_served_is_no_visit: bool,
    /// Is it known that no unit was served more often than due?
    pub no_over_service: bool,
}

/// Visits missed: bounds and nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissedBounds {
    /// At least so many.
    pub at_least: Exact,
    /// At most so many.
    pub at_most: Exact,
}

/// What "at least once" tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Units served at least once, of the units found. `None` where there is no unit.
    pub served: Option<Share>,
    /// Units with no service.
    pub unserved: u64,
    /// The same as a share of the units found.
    pub unserved_share: Option<Share>,
    /// Visits due.
    pub due: Exact,
    /// Bounds on the visits missed, where their two conditions hold.
    pub missed: Option<MissedBounds>,
    /// Why no number of visits, and no money from visits, is given.
    pub visits: Refusal,
    /// How it came about.
    pub working: Working,
}

/// What can be said when only "at least once" is known. Refused where more units were served than
/// there are.
pub fn at_least_once(seen: &AtLeastOnce) -> Calculated<Served> {
    let units = seen.schedule.units;
    part_of(seen.served, "served", units, "units")?;
    let unserved = units - seen.served;
    let due = seen.schedule.due()?;
    let served_share = Share::new(seen.served, units, "units found")?;
    let unserved_share = Share::new(unserved, units, "units found")?;
    let bounds_hold = seen.not_served_is_no_visit && seen.no_over_service;
    let missed = bounds_hold
        .then(|| missed_bounds(seen, unserved, due))
        .transpose()?;
    let mut working = Working::new("frequency.at_least_once", 1)
        .given("units found", units)
        .given("served at least once", seen.served)
        .given("times due in a period", seen.schedule.times)
        .given("periods", seen.schedule.periods)
        .plain("visits due", due)
        .plain("not served", unserved);
    if let Some(share) = &served_share {
        working = working.percent("served at least once", &share.value, Rounding::to(1));
    }
    if let Some(bounds) = &missed {
        working = working
            .plain("visits missed, at least", bounds.at_least)
            .plain("visits missed, at most", bounds.at_most);
    }
    let working = working.concludes(format!("{} of {units} at least once", seen.served));
    Ok(Served {
        served: served_share,
        unserved,
        unserved_share,
        due,
        missed,
        visits: Refusal::new(RefusalCode::VisitsNotCounted).with("served", seen.served),
        working,
    })
}

/// Every unit not served missed all its visits; every unit served had at least one.
fn missed_bounds(
    seen: &AtLeastOnce,
    unserved: u64,
    due: Exact,
) -> Result<MissedBounds, CalculationError> {
    let for_one = seen.schedule.due_for_one()?;
    let at_least = for_one.times(Exact::from(unserved))?;
    // Where nothing was due of a unit, a visit to it makes up for nothing.
    let visited = if for_one.is_zero() {
        Exact::ZERO
    } else {
        Exact::from(seen.served)
    };
    Ok(MissedBounds {
        at_least,
        at_most: due.minus(visited)?,
    })
}

/// With a record of every visit, frequency is a delivery: visits made of visits due.
pub fn by_visit_records(schedule: &Schedule, visits: u64) -> Calculated<Delivered> {
    delivery::measure(&Delivery {
        promised: schedule.due()?,
        promised_unit: "visit".to_owned(),
        found: Found::Counted(Exact::from(visits)),
        found_unit: "visit".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mshengu() -> AtLeastOnce {
        AtLeastOnce {
            schedule: Schedule {
                units: 256,
                times: 3,
                periods: 1,
            },
            served: 173,
            not_served_is_no_visit: true,
            no_over_service: true,
        }
    }

    #[test]
    fn of_256_toilets_173_were_served_at_least_once_and_83_not_at_all() {
        let result = at_least_once(&mshengu()).unwrap();
        let (served, unserved) = (result.served.unwrap(), result.unserved_share.unwrap());
        assert_eq!(
            (served.percent(1), served.percent(3)),
            ("67.6%".into(), "67.578%".into())
        );
        assert_eq!(served.percent(0), "68%");
        assert_eq!(result.unserved, 83);
        assert_eq!(
            (unserved.percent(1), unserved.percent(3)),
            ("32.4%".into(), "32.422%".into())
        );
    }

    #[test]
    fn the_number_of_visits_is_refused() {
        let result = at_least_once(&mshengu()).unwrap();
        assert_eq!(result.visits.code, RefusalCode::VisitsNotCounted);
    }

    #[test]
    fn of_768_visits_due_between_249_and_595_were_missed() {
        let result = at_least_once(&mshengu()).unwrap();
        assert_eq!(result.due, Exact::from_integer(768));
        let bounds = result.missed.unwrap();
        assert_eq!(bounds.at_least, Exact::from_integer(249));
        assert_eq!(bounds.at_most, Exact::from_integer(595));
    }

    #[test]
    fn bounds_need_both_their_conditions() {
        for (no_visit, no_over) in [(false, true), (true, false), (false, false)] {
            let seen = AtLeastOnce {
                not_served_is_no_visit: no_visit,
                no_over_service: no_over,
                ..mshengu()
            };
            assert_eq!(at_least_once(&seen).unwrap().missed, None);
        }
    }

    #[test]
    fn visit_records_make_frequency_a_delivery() {
        let result = by_visit_records(&mshengu().schedule, 500).unwrap();
        assert_eq!(result.shortfall, Exact::from_integer(268));
    }

    #[test]
    fn no_unit_gives_no_share_and_too_many_served_are_refused() {
        let none = Schedule {
            units: 0,
            times: 3,
            periods: 1,
        };
        let nothing = AtLeastOnce {
            schedule: none,
            served: 0,
            ..mshengu()
        };
        assert_eq!(at_least_once(&nothing).unwrap().served, None);
        let refused = at_least_once(&AtLeastOnce {
            served: 257,
            ..mshengu()
        })
        .unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
    }
}
