//! Problems counted over facilities. Not a share of facilities: one facility can have all of them.

use super::Calculated;
use crate::domain::number::{Exact, Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// What is known of the problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problems {
    /// Only how many there are in all.
    Counted(u64),
    /// How many each facility has, facilities without any among them.
    PerFacility(Vec<u64>),
}

/// Problems over facilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instances {
    /// Instances per facility. `None` without facilities.
    pub per_facility: Option<Exact>,
    /// Facilities with a problem, where each has its record; otherwise why not.
    pub facilities_affected: Result<Option<Share>, Refusal>,
    /// How it came about.
    pub working: Working,
}

/// Instances per facility, and the share of facilities where a record allows it. Refused where the
/// record is not of just so many facilities.
pub fn instances(problems: &Problems, facilities: u64) -> Calculated<Instances> {
    let count = match problems {
        Problems::Counted(count) => *count,
        Problems::PerFacility(record) if record.len() as u64 == facilities => {
            super::total(record.iter().copied())?
        }
        Problems::PerFacility(record) => {
            let refusal = Refusal::new(RefusalCode::CountsContradict);
            return Err(refusal
                .with("part", record.len())
                .with("whole", facilities)
                .into());
        }
    };
    let per_facility = match facilities {
        0 => None,
        _ => Some(Exact::from(count).over(Exact::from(facilities))?),
    };
    let facilities_affected = match problems {
        Problems::Counted(_) => Err(Refusal::new(RefusalCode::InstancesNotUnits)),
        Problems::PerFacility(record) => {
            let affected = record.iter().filter(|problems| **problems > 0).count() as u64;
            Ok(Share::new(affected, facilities, "facilities")?)
        }
    };
    let mut working = Working::new("instances.per_facility", 1)
        .given("instances", count)
        .given("facilities", facilities);
    if let Some(mean) = &per_facility {
        working = working.step("instances per facility", mean, Rounding::to(2));
    }
    let working = working.concludes(format!("{count} instances over {facilities} facilities"));
    Ok(Instances {
        per_facility,
        facilities_affected,
        working,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_instances_over_ten_facilities_are_four_each_and_no_share_of_facilities() {
        let result = instances(&Problems::Counted(40), 10).unwrap();
        assert_eq!(Rounding::to(2).show(&result.per_facility.unwrap()), "4.00");
        let refusal = result.facilities_affected.unwrap_err();
        assert_eq!(refusal.code, RefusalCode::InstancesNotUnits);
        assert_eq!(result.working.steps[0].name, "instances per facility");
    }

    #[test]
    fn a_record_of_each_facility_gives_the_share() {
        let record = Problems::PerFacility(vec![40, 0, 0, 0]);
        let result = instances(&record, 4).unwrap();
        assert_eq!(result.per_facility, Some(Exact::from_integer(10)));
        assert_eq!(
            result.facilities_affected.unwrap().unwrap().percent(1),
            "25.0%"
        );
    }

    #[test]
    fn a_record_of_other_facilities_is_refused_and_no_facilities_have_no_mean() {
        let refused = instances(&Problems::PerFacility(vec![1]), 2).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::CountsContradict));
        assert_eq!(
            instances(&Problems::Counted(0), 0).unwrap().per_facility,
            None
        );
    }
}
