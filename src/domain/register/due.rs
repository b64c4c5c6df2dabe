//! Promises that come due in a stretch of days.

use chrono::NaiveDate;

use super::terms::Terms;
use crate::domain::code::Code;
use crate::domain::obligation::{Obligation, Target};
use crate::domain::period::Period;

/// A promise and a day on which it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Which promise.
    pub obligation: Code,
    /// On which day.
    pub on: NaiveDate,
}

/// What comes due from one day to another, both counted, earliest first.
#[must_use]
pub fn due_between(terms: &Terms, from: NaiveDate, to: NaiveDate) -> Vec<Due> {
    let mut due: Vec<Due> = terms
        .obligations
        .iter()
        .flat_map(|obligation| {
            let days = days_owed(obligation, terms.agreement.period.as_ref());
            days.into_iter().map(|on| Due {
                obligation: obligation.id.clone(),
                on,
            })
        })
        .filter(|due| (from..=to).contains(&due.on))
        .collect();
    due.sort_by(|a, b| (a.on, &a.obligation).cmp(&(b.on, &b.obligation)));
    due
}

/// The days by which something is owed: the dates of its targets, the ends of its periods, else the end of the whole
/// agreement. Earliest first, each once.
#[must_use]
pub fn days_owed(obligation: &Obligation, whole: Option<&Period>) -> Vec<NaiveDate> {
    let end_of = |period: Option<&Period>| period.and_then(|p| p.to).map(|to| to.last_day());
    let mut days = Vec::new();
    for criterion in &obligation.criteria {
        let slices = criterion.targets.iter();
        for target in slices.clone().map(|s| &s.target).chain([&criterion.target]) {
            if let Target::By(date) = target {
                days.push(date.last_day());
            }
        }
        days.extend(slices.filter_map(|slice| end_of(slice.period.as_ref())));
    }
    if days.is_empty() {
        days.extend(end_of(obligation.period.as_ref()).or_else(|| end_of(whole)));
    }
    days.sort();
    days.dedup();
    days
}
