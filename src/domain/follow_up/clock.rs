//! Clocks that run after a report: time to comment, to decide, to act. What runs out goes one step up.

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::period::PartialDate;
use crate::domain::reply::ReplyRules;

/// How long each clock runs. The organisation may change each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockRules {
    /// Days to comment on a draft: 7 to 30, two weeks at first.
    pub comment: ReplyRules,
    /// Months to decide what to do about a recommendation.
    pub decision_months: u32,
    /// Months to have done it.
    pub action_months: u32,
    /// Days after a promised day before it counts as broken.
    pub grace_days: u32,
    /// Days between one step of escalation and the next.
    pub step_days: u32,
}

impl Default for ClockRules {
    /// Six months to decide and twelve to act, as for the federal bodies of the United States (OMB A-50).
    fn default() -> Self {
        Self {
            comment: ReplyRules::default(),
            decision_months: 6,
            action_months: 12,
            grace_days: 0,
            step_days: 30,
        }
    }
}

/// What a clock waits for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// A comment on a draft.
    Comment,
    /// A decision on a recommendation.
    Decision,
    /// The action itself.
    Action,
    /// Something promised for a day.
    Promise,
}

impl ClockKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Comment, Self::Decision, Self::Action, Self::Promise];

    /// The code word; its label is `clock-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Promise => "promise",
        }
    }
}

/// One clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What it waits for.
    pub kind: ClockKind,
    /// The day it began.
    pub from: NaiveDate,
    /// The last day.
    pub due: NaiveDate,
    /// The day it was met; nothing while it runs.
    pub met_on: Option<NaiveDate>,
}

/// How a clock stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Running {
    /// It runs, with so many days after this one.
    Left(u64),
    /// The last day is over by so many days.
    Over(u64),
    /// Met in time.
    Met,
    /// Met, so many days late.
    MetLate(u64),
}

/// A clock from a day on. `promised` is a day that was named for it; it holds in place of the rule, whether shorter or
/// longer, and is said to be named.
#[must_use]
pub fn clock_of(
    kind: ClockKind,
    from: NaiveDate,
    promised: Option<PartialDate>,
    met_on: Option<NaiveDate>,
    rules: &ClockRules,
) -> Clock {
    let by_rule = match kind {
        ClockKind::Comment => from.checked_add_days(Days::new(rules.comment.days.into())),
        ClockKind::Decision => from.checked_add_months(Months::new(rules.decision_months)),
        ClockKind::Action => from.checked_add_months(Months::new(rules.action_months)),
        ClockKind::Promise => Some(from),
    };
    let named = promised.map(|date| date.last_day());
    Clock {
        kind,
        from,
        due: named.or(by_rule).unwrap_or(from),
        met_on,
    }
}

impl Clock {
    /// How it stands on a day.
    #[must_use]
    pub fn on(&self, today: NaiveDate) -> Running {
        let days = |day: NaiveDate| (day - self.due).num_days();
        match self.met_on.filter(|met| *met <= today) {
            Some(met) => match u64::try_from(days(met)) {
                Ok(late) if late > 0 => Running::MetLate(late),
                _ => Running::Met,
            },
            None => match u64::try_from(days(today)) {
                Ok(over) if over > 0 => Running::Over(over),
                _ => Running::Left(days(today).unsigned_abs()),
            },
        }
    }
}

/// What is sent next, one step after another, each so many days after the one before.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Escalation {
    /// A reminder to the same office.
    Reminder,
    /// A letter to whoever stands above it, the funder among them.
    Escalation,
    /// A complaint to the regulator.
    Complaint,
}

impl Escalation {
    /// Every step in its order.
    pub const ALL: [Self; 3] = [Self::Reminder, Self::Escalation, Self::Complaint];

    /// The code word; its label is `escalation-` and this.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Escalation => "escalation",
            Self::Complaint => "complaint",
        }
    }
}

/// The step that is due on a day, if any. `sent` are the steps that were sent, with their days: none is left out, and the
/// next is not due before the days of the rule are over since the last. It is advice; people decide what they send.
#[must_use]
pub fn escalation(
    clock: &Clock,
    sent: &[(Escalation, NaiveDate)],
    today: NaiveDate,
    rules: &ClockRules,
) -> Option<Escalation> {
    let Running::Over(over) = clock.on(today) else {
        return None;
    };
    if over <= u64::from(rules.grace_days) {
        return None;
    }
    let next = Escalation::ALL
        .into_iter()
        .find(|step| !sent.iter().any(|(sent, _)| sent == step))?;
    let last = sent.iter().map(|(_, on)| *on).max();
    let waited = last.is_none_or(|last| (today - last).num_days() >= i64::from(rules.step_days));
    waited.then_some(next)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn clock(kind: ClockKind) -> Clock {
        clock_of(kind, day("2026-08-31"), None, None, &ClockRules::default())
    }

    #[test]
    fn six_months_to_decide_and_twelve_to_act() {
        assert_eq!(clock(ClockKind::Comment).due, day("2026-09-14"));
        // There is no 31 February.
        assert_eq!(clock(ClockKind::Decision).due, day("2027-02-28"));
        assert_eq!(clock(ClockKind::Action).due, day("2027-08-31"));
        let named = PartialDate::parse("2026-10").ok();
        let rules = ClockRules::default();
        let promised = clock_of(ClockKind::Action, day("2026-08-31"), named, None, &rules);
        assert_eq!(promised.due, day("2026-10-31"));
    }

    #[test]
    fn the_last_day_is_in_time() {
        let decision = clock(ClockKind::Decision);
        assert_eq!(decision.on(day("2027-02-27")), Running::Left(1));
        assert_eq!(decision.on(day("2027-02-28")), Running::Left(0));
        assert_eq!(decision.on(day("2027-03-01")), Running::Over(1));
        let met = |on: &str| Clock {
            met_on: Some(day(on)),
            ..decision
        };
        assert_eq!(met("2027-02-28").on(day("2027-05-01")), Running::Met);
        assert_eq!(met("2027-03-02").on(day("2027-05-01")), Running::MetLate(2));
        // Nobody knows on the first what happens on the second.
        assert_eq!(met("2027-03-02").on(day("2027-03-01")), Running::Over(1));
    }

    #[test]
    fn steps_go_up_one_by_one() {
        let decision = clock(ClockKind::Decision);
        let rules = ClockRules::default();
        let due = |sent: &[(Escalation, NaiveDate)], on: &str| {
            escalation(&decision, sent, day(on), &rules)
        };
        assert_eq!(due(&[], "2027-02-28"), None);
        assert_eq!(due(&[], "2027-03-01"), Some(Escalation::Reminder));
        let reminded = [(Escalation::Reminder, day("2027-03-01"))];
        assert_eq!(due(&reminded, "2027-03-30"), None);
        assert_eq!(due(&reminded, "2027-03-31"), Some(Escalation::Escalation));
        let all = Escalation::ALL.map(|step| (step, day("2027-03-01")));
        assert_eq!(due(&all, "2028-01-01"), None);
    }

    proptest! {
        #[test]
        fn every_step_is_sent_once_and_in_order(tries in proptest::collection::vec(0_u64..60, 0..40)) {
            let decision = clock(ClockKind::Decision);
            let rules = ClockRules::default();
            let mut today = decision.due;
            let mut sent: Vec<(Escalation, NaiveDate)> = Vec::new();
            for days in tries {
                today = today + Days::new(days);
                if let Some(step) = escalation(&decision, &sent, today, &rules) {
                    prop_assert!(today > decision.due);
                    sent.push((step, today));
                }
            }
            let steps: Vec<Escalation> = sent.iter().map(|(step, _)| *step).collect();
            prop_assert_eq!(&steps[..], &Escalation::ALL[..steps.len()]);
            prop_assert!(sent.windows(2).all(|two| (two[1].1 - two[0].1).num_days() >= 30));
        }
    }
}
