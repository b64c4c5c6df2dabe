//! Period slots: the periods that the targets of an obligation name, numbered from 1. A day, or a period, falls
//! into the first slot that holds all of it, and into slot 0 where there is none.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::code::Code;
use crate::domain::obligation::Obligation;
use crate::domain::period::Period;

/// The numbered periods of every obligation of a case.
pub(super) struct AllSlots<'a>(HashMap<&'a Code, Slots<'a>>);

impl<'a> AllSlots<'a> {
    pub(super) fn of(obligations: &'a [Obligation]) -> Self {
        Self(
            obligations
                .iter()
                .map(|obligation| (&obligation.id, Slots::of(obligation)))
                .collect(),
        )
    }

    /// Those of one obligation; an obligation that the case does not have has none.
    pub(super) fn of_obligation(&self, code: &Code) -> Option<&Slots<'a>> {
        self.0.get(code)
    }
}

/// The numbered periods of one obligation.
pub(super) struct Slots<'a> {
    numbers: HashMap<&'a Period, i32>,
    days: SlotDays,
}

/// First day, last day and number of each period, in the order of the numbers.
#[derive(Default)]
pub(super) struct SlotDays(Vec<(NaiveDate, NaiveDate, i32)>);

impl SlotDays {
    /// Takes up the period of the next number. A period in words alone holds no day.
    pub(super) fn add(&mut self, period: &Period, number: i32) {
        if period.from.is_some() || period.to.is_some() {
            self.0.push((
                period.from.map_or(NaiveDate::MIN, |date| date.first_day()),
                period.to.map_or(NaiveDate::MAX, |date| date.last_day()),
                number,
            ));
        }
    }

    /// The slot that holds every day from the first to the last.
    pub(super) fn holding(&self, first: NaiveDate, last: NaiveDate) -> i32 {
        let mut held = self.0.iter();
        let held = held.find(|(from, to, _)| *from <= first && last <= *to);
        held.map_or(0, |(_, _, number)| *number)
    }
}

impl<'a> Slots<'a> {
    /// The periods in the order in which the criteria first name them.
    pub(super) fn of(obligation: &'a Obligation) -> Self {
        let mut numbers = HashMap::new();
        let mut days = SlotDays::default();
        for period in obligation
            .criteria
            .iter()
            .flat_map(|c| &c.targets)
            .filter_map(|t| t.period.as_ref())
        {
            let next =
                i32::try_from(numbers.len()).map_or(i32::MAX, |named| named.saturating_add(1));
            if numbers.contains_key(period) {
                continue;
            }
            numbers.insert(period, next);
            days.add(period, next);
        }
        Self { numbers, days }
    }

    /// The slot of a period that a target names.
    pub(super) fn of_target(&self, period: Option<&Period>) -> i32 {
        period
            .and_then(|period| self.numbers.get(period))
            .copied()
            .unwrap_or(0)
    }

    /// The slot that holds every day from the first to the last.
    pub(super) fn holding(&self, first: NaiveDate, last: NaiveDate) -> i32 {
        self.days.holding(first, last)
    }

    /// The slot of a figure's period: the very period, or the one that holds it.
    pub(super) fn of_figure(&self, period: Option<&Period>) -> i32 {
        match self.of_target(period) {
            0 => match period.map(|p| (p.from, p.to)) {
                Some((Some(from), Some(to))) => self.holding(from.first_day(), to.last_day()),
                _ => 0,
            },
            named => named,
        }
    }
}
