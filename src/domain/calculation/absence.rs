//! Absence of staff at unannounced visits. Not a finding about a person: there are no names here, and
//! "present" does not mean "working".

use super::Calculated;
use super::{part_of, total};
use crate::domain::number::{Rounding, Share};
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::working::Working;

/// The roster against one visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterVisit {
    /// Was the visit announced?
    pub announced: bool,
    /// Staff on the roster.
    pub rostered: u64,
    /// Of these, not on shift at that hour.
    pub off_shift: u64,
    /// Due and not found: on leave, in training, on duty elsewhere.
    pub authorised: u64,
    /// Due and not found, no reason known.
    pub unexplained: u64,
}

/// Absence over one or more unannounced visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Staff due at the hour of the visit, over all visits.
    pub due: u64,
    /// Due and not found. `None` where nobody was due.
    pub absent: Option<Share>,
    /// Of these, with a reason.
    pub authorised: Option<Share>,
    /// Of these, without.
    pub unexplained: Option<Share>,
    /// How it came about.
    pub working: Working,
}

/// Absence over visits. Refused where any visit was announced or its counts contradict each other.
pub fn absence(visits: &[RosterVisit]) -> Calculated<Absence> {
    let announced = visits.iter().filter(|visit| visit.announced).count();
    if announced > 0 {
        let refusal = Refusal::new(RefusalCode::VisitsAnnounced);
        return Err(refusal
            .with("announced", announced)
            .with("visits", visits.len())
            .into());
    }
    for visit in visits {
        part_of(
            visit.off_shift,
            "off shift",
            visit.rostered,
            "on the roster",
        )?;
        let not_found = total([visit.authorised, visit.unexplained])?;
        part_of(
            not_found,
            "not found",
            visit.rostered - visit.off_shift,
            "due",
        )?;
    }
    let rostered = total(visits.iter().map(|visit| visit.rostered))?;
    let off_shift = total(visits.iter().map(|visit| visit.off_shift))?;
    let authorised = total(visits.iter().map(|visit| visit.authorised))?;
    let unexplained = total(visits.iter().map(|visit| visit.unexplained))?;
    let due = rostered - off_shift;
    let of_due = |count: u64| Share::new(count, due, "due at the hour of the visit");
    let (absent, with_reason, without) = (
        of_due(authorised + unexplained)?,
        of_due(authorised)?,
        of_due(unexplained)?,
    );
    let mut working = Working::new("absence.rate", 1)
        .given("visits", visits.len())
        .given("on the roster", rostered)
        .given("off shift", off_shift)
        .given("authorised", authorised)
        .given("unexplained", unexplained)
        .plain("due", due);
    for (name, share) in [
        ("absent", &absent),
        ("authorised", &with_reason),
        ("unexplained", &without),
    ] {
        if let Some(share) = share {
            working = working.percent(name, &share.value, Rounding::to(1));
        }
    }
    let working = working.concludes(format!("{} of {due}", authorised + unexplained));
    Ok(Absence {
        due,
        absent,
        authorised: with_reason,
        unexplained: without,
        working,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> RosterVisit {
        RosterVisit {
            announced: false,
            rostered: 10,
            off_shift: 2,
            authorised: 1,
            unexplained: 1,
        }
    }

    #[test]
    fn of_ten_rostered_eight_are_due_and_a_quarter_of_them_is_absent() {
        let result = absence(&[visit()]).unwrap();
        assert_eq!(result.due, 8);
        assert_eq!(result.absent.unwrap().percent(1), "25.0%");
        assert_eq!(result.authorised.unwrap().percent(1), "12.5%");
        assert_eq!(result.unexplained.unwrap().percent(1), "12.5%");
    }

    #[test]
    fn several_visits_are_pooled_by_counts() {
        let busy = RosterVisit {
            rostered: 34,
            unexplained: 7,
            ..visit()
        };
        let result = absence(&[visit(), busy]).unwrap();
        assert_eq!(result.absent.unwrap().percent(1), "25.0%");
    }

    #[test]
    fn announced_visits_are_not_counted_with_unannounced_ones() {
        let announced = RosterVisit {
            announced: true,
            ..visit()
        };
        let refused = absence(&[visit(), announced]).unwrap_err();
        assert_eq!(refused.code(), Some(RefusalCode::VisitsAnnounced));
    }

    #[test]
    fn where_nobody_was_due_there_is_no_rate() {
        let night = RosterVisit {
            off_shift: 10,
            authorised: 0,
            unexplained: 0,
            ..visit()
        };
        assert_eq!(absence(&[night]).unwrap().absent, None);
        assert_eq!(absence(&[]).unwrap().absent, None);
    }

    #[test]
    fn more_absent_than_due_is_refused() {
        let wrong = RosterVisit {
            unexplained: 8,
            ..visit()
        };
        assert_eq!(
            absence(&[wrong]).unwrap_err().code(),
            Some(RefusalCode::CountsContradict)
        );
    }
}
