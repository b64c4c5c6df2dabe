//! Units seen one by one: every unit, a share of units, units served so often; counted or sampled.

use crate::domain::calculation::frequency::{self, Schedule};
use crate::domain::calculation::kpi::{self, Kpi};
use crate::domain::calculation::time_use::{self, Shift};
use crate::domain::calculation::{Calculated, Comparator};
use crate::domain::figure::{Seen, Value};
use crate::domain::number::{Exact, Share};
use crate::domain::published::Stated;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::Design;
use crate::domain::working::Working;

use super::super::evidence::Each;
use super::super::verdict::Reason;
use super::grouped::Estimate;
use super::worded::seen_facts;
use super::{Drawing, Fact, Gap, Measure, Measured, Standing, percent, rounded, shown};

/// How far the units seen speak for all units.
enum Reach {
    /// All of them were seen.
    All,
    /// Chance decided; an interval says how far.
    Drawn,
    /// Chance decided within groups or among them; what the groups come to says how far.
    Groups(Box<Estimate>),
    /// A lot is accepted or not, by its decision number.
    Lot(u64),
    /// Only for themselves.
    Themselves(RefusalCode),
}

impl Measure<'_> {
    /// Every unit, every time.
    pub(super) fn every(&self) -> Calculated<Measured> {
        match &self.figure.value {
            Value::InOrder(seen) | Value::AtLeastOnce(seen) => {
                self.units(seen, &Exact::ONE, Comparator::AtLeast)
            }
            Value::Staff {
                rostered,
                off_shift,
                authorised,
                unexplained,
            } => {
                let due = rostered - off_shift;
                let seen = Seen {
                    count: due - authorised - unexplained,
                    of: due,
                    ..Seen::default()
                };
                let mut measured = self.units(&seen, &Exact::ONE, Comparator::AtLeast)?;
                measured.facts.push(Fact::new(
                    "fact-absent",
                    [
                        ("due", due.to_string()),
                        ("absent", (authorised + unexplained).to_string()),
                        ("authorised", authorised.to_string()),
                        ("unexplained", unexplained.to_string()),
                    ],
                ));
                Ok(measured)
            }
            Value::Recount {
                recounted,
                reported,
            } => self.units(
                &Seen {
                    count: *recounted.min(reported),
                    of: *reported,
                    ..Seen::default()
                },
                &Exact::ONE,
                Comparator::AtLeast,
            ),
            Value::Share(share) => self.published_share(share, Exact::ONE, Comparator::AtLeast),
            // Sums without the base they belong to: the rule for sums decides, not the size.
            Value::Amount(_) => self.sums(),
            _ => self.unfit(),
        }
    }

    /// A share of units, as in "at least 10 % of persons assessed".
    pub(super) fn against_share(
        &self,
        target: &Stated,
        comparator: Option<Comparator>,
    ) -> Calculated<Measured> {
        let target = target.share()?;
        let comparator = comparator.unwrap_or(Comparator::AtLeast);
        match &self.figure.value {
            Value::InOrder(seen) => {
                let mut measured = self.units(seen, &target, comparator)?;
                if !matches!(measured.standing, Standing::Undecided(_)) || measured.value.is_some()
                {
                    self.kpi_facts(&mut measured, seen, target, comparator)?;
                }
                Ok(measured)
            }
            Value::Share(share) => self.published_share(share, target, comparator),
            _ => self.unfit(),
        }
    }

    fn kpi_facts(
        &self,
        measured: &mut Measured,
        seen: &Seen,
        target: Exact,
        comparator: Comparator,
    ) -> Calculated<()> {
        let kpi = Kpi {
            actual: seen.count,
            base: seen.of,
            base_is: self.of().to_owned(),
            comparator,
            target,
        };
        let attained = kpi::attain(&kpi)?;
        let estimated = measured.interval.is_some_and(|i| i.method.is_of_groups());
        if let Some(rate) = &attained.rate {
            let (mut share, mut attainment, mut gap) =
                (rate.value, attained.attainment, attained.gap);
            // Where groups weigh by their size, the share of those seen is not the share of the list.
            if let Some(mean) = measured.value.filter(|_| estimated) {
                share = mean;
                gap = Some(target.minus(mean)?);
                attainment = match target.is_zero() {
                    true => None,
                    false => Some(mean.over(target)?),
                };
            }
            let shown_rate = rounded(&share.times(Exact::HUNDRED)?, 2) + "%";
            self.attainment_facts(measured, &shown_rate, target, attainment, gap, 1)?;
            measured.drawing = Some(self.share_drawing(
                target,
                share,
                measured.interval.as_ref().map(|i| (i.low, i.high)),
            ));
        }
        // Of a sample it would read as a shortfall of the whole list.
        if attained.units_short > 0 && measured.interval.is_none() {
            measured.facts.push(Fact::new(
                "fact-whole-units-short",
                [
                    ("short", shown(&Exact::ratio(attained.units_short, 1)?)),
                    ("needed", shown(&Exact::ratio(attained.needed, 1)?)),
                    ("exact", shown(&target.times(Exact::from(seen.of))?)),
                    ("of", shown(&Exact::from(seen.of))),
                    ("target", super::percent_short(&target)),
                ],
            ));
            measured.short = Some(Exact::ratio(attained.units_short, 1)?);
        }
        if !estimated {
            measured.workings.push(attained.working);
        }
        Ok(())
    }

    /// So many times in a stretch of time, for each unit.
    pub(super) fn times(&self, count: u32) -> Calculated<Measured> {
        match &self.figure.value {
            Value::AtLeastOnce(seen) if count > 1 => self.at_least_once(seen, count),
            Value::AtLeastOnce(seen) | Value::InOrder(seen) => {
                self.units(seen, &Exact::ONE, Comparator::AtLeast)
            }
            Value::Measure {
                value,
                of: Some(due),
            } => {
                let Some(share) = Share::new(value.value(), due.value(), "due")? else {
                    return self.unfit();
                };
                let (standing, rule) = match &share.value {
                    rate if *rate >= Exact::ONE => (Standing::Met, 5),
                    rate if rate.is_zero() => (Standing::Nothing, 6),
                    _ => (Standing::Missed, 7),
                };
                let mut measured = Measured::standing(standing, rule);
                measured.short = Some(due.value().minus(value.value())?.max(Exact::ZERO));
                measured.value = Some(value.value());
                measured
                    .facts
                    .push(super::worded::part_of_whole(&share, &self.obligation.unit));
                Ok(measured)
            }
            _ => self.unfit(),
        }
    }

    fn at_least_once(&self, seen: &Seen, times: u32) -> Calculated<Measured> {
        let schedule = Schedule {
            units: seen.of,
            times: u64::from(times),
            periods: 1,
        };
        let served = frequency::at_least_once(&frequency::AtLeastOnce {
            schedule,
            served: seen.count,
            not_served_is_no_visit: true,
            no_over_service: true,
        })?;
        let standing = match served.unserved {
            0 => Standing::Undecided(Reason::TooFew),
            none if none == seen.of => Standing::Nothing,
            _ => Standing::Missed,
        };
        let mut measured = Measured::standing(standing, 13);
        let names = |n: u64, share: &Option<Share>| {
            [
                ("count", shown(&Exact::from(n))),
                ("of", shown(&Exact::from(seen.of))),
                (
                    "percent",
                    share
                        .as_ref()
                        .map_or_else(String::new, |s| percent(&s.value)),
                ),
            ]
        };
        measured.facts.push(Fact::new(
            "fact-at-least-once",
            names(seen.count, &served.served),
        ));
        measured.facts.push(Fact::new(
            "fact-not-at-all",
            names(served.unserved, &served.unserved_share),
        ));
        if let Some(bounds) = served.missed {
            measured.facts.push(Fact::new(
                "fact-missed-bounds",
                [
                    ("due", shown(&served.due)),
                    ("least", shown(&bounds.at_least)),
                    ("most", shown(&bounds.at_most)),
                    ("units", shown(&Exact::from(seen.of))),
                    ("times", times.to_string()),
                ],
            ));
        }
        measured.refusals.push(served.visits);
        reach_refusals(&mut measured, &self.reach(seen)?);
        measured.workings.push(served.working);
        Ok(measured)
    }

    /// k of n against the share that must be in order. The way the n were chosen decides what may be said.
    pub(super) fn units(
        &self,
        seen: &Seen,
        target: &Exact,
        comparator: Comparator,
    ) -> Calculated<Measured> {
        let Some(rate) = Share::new(seen.count, seen.of, self.of())? else {
            return Ok(none_judged(seen));
        };
        let reach = self.reach(seen)?;
        let mut measured = match &reach {
            Reach::Groups(estimate) => self.by_groups(estimate, seen, target, comparator)?,
            Reach::Drawn => self.sampled(seen, &rate, target, comparator)?,
            Reach::Lot(decision) => {
                let reaches = seen.count > *decision;
                let mut measured = Measured::standing(
                    if reaches {
                        Standing::Met
                    } else {
                        Standing::Missed
                    },
                    11,
                );
                measured.facts.push(Fact::new(
                    if reaches {
                        "fact-lot-reaches"
                    } else {
                        "fact-lot-does-not-reach"
                    },
                    [
                        ("count", seen.count.to_string()),
                        ("of", seen.of.to_string()),
                        ("decision", decision.to_string()),
                    ],
                ));
                measured
                    .refusals
                    .push(Refusal::new(RefusalCode::ClassNotARate));
                return Ok(measured);
            }
            reach => {
                let met = comparator.is_met(&rate.value, target);
                let more_is_better =
                    matches!(comparator, Comparator::AtLeast | Comparator::MoreThan);
                let themselves = matches!(reach, Reach::Themselves(_));
                let rule = |exact: u8| if themselves { 12 } else { exact };
                if met {
                    Measured::standing(Standing::Met, rule(5))
                } else if more_is_better && seen.count == 0 && seen.partly == 0 {
                    Measured::standing(Standing::Nothing, rule(6))
                } else {
                    Measured::standing(Standing::Missed, rule(7))
                }
            }
        };
        if seen.of == 1 && !matches!(reach, Reach::All) {
            measured
                .refusals
                .push(Refusal::new(RefusalCode::SingleObservation));
        } else {
            seen_facts(&mut measured, seen)?;
        }
        reach_refusals(&mut measured, &reach);
        let estimate = match &reach {
            Reach::Groups(estimate) => Some(estimate.mean),
            _ => None,
        };
        measured.value = Some(estimate.unwrap_or(rate.value));
        if *target != Exact::ONE {
            // Where a share is asked for, the rest is not "missing".
            measured.facts.retain(|f| f.key != "fact-not-in-order");
        } else {
            let broken = Exact::from(seen.of - seen.count);
            measured.short = Some(broken);
            measured.surplus = Some(Exact::ZERO);
            measured.gap = Some(Gap {
                amount: -broken,
                unit: self.obligation.unit.clone(),
            });
            let interval = measured
                .interval
                .as_ref()
                .map(|i| (i.low * seen.of as f64, i.high * seen.of as f64));
            measured.drawing = Some(Drawing {
                promised: seen.of as f64,
                value: estimate.map_or(seen.count as f64, |mean| mean.to_f64() * seen.of as f64),
                interval,
                unit: self.obligation.unit.clone(),
                ..Drawing::default()
            });
        }
        measured.workings.push(
            Working::new("delivery.share_in_order", 1)
                .given("in order", seen.count)
                .given_in("judged", seen.of, self.obligation.unit.clone())
                .percent(
                    "share in order",
                    &rate.value,
                    crate::domain::number::Rounding::to(1),
                )
                .concludes(format!("{} of {}", seen.count, seen.of)),
        );
        Ok(measured)
    }

    /// Places or visits at which the promise was kept, of those that were judged. It says nothing in the unit of the
    /// promise, so nothing of it is added up, priced or held against a claim.
    pub(super) fn kept_by_each(&self, seen: &Seen, each: Each) -> Calculated<Measured> {
        let mut measured = self.units(seen, &Exact::ONE, Comparator::AtLeast)?;
        for fact in &mut measured.facts {
            fact.key = match (fact.key, each) {
                ("fact-in-order", Each::Place) => "fact-kept-places",
                ("fact-in-order", Each::Visit) => "fact-kept-visits",
                ("fact-not-in-order", Each::Place) => "fact-not-kept-places",
                ("fact-not-in-order", Each::Visit) => "fact-not-kept-visits",
                (other, _) => other,
            };
        }
        if let Some(gap) = &mut measured.gap {
            gap.unit = each.word().to_owned();
        }
        if let Some(drawing) = &mut measured.drawing {
            drawing.unit = each.word().to_owned();
        }
        (measured.value, measured.short, measured.surplus) = (None, None, None);
        Ok(measured)
    }

    fn reach(&self, seen: &Seen) -> Calculated<Reach> {
        if self.figure.full_count {
            return Ok(Reach::All);
        }
        let Some(sample) = self.sample else {
            return Ok(Reach::Themselves(RefusalCode::SampleNotPublished));
        };
        Ok(match sample.design {
            Design::Census => Reach::All,
            Design::Lqas => match sample.decision_number {
                Some(decision) => Reach::Lot(decision),
                None => Reach::Themselves(RefusalCode::SampleNotPublished),
            },
            Design::Cluster | Design::Stratified => match self.estimated(sample)? {
                Ok(estimate) => Reach::Groups(Box::new(estimate)),
                Err(RefusalCode::CensusNoInterval) => Reach::All,
                Err(code) => Reach::Themselves(code),
            },
            Design::SimpleRandom | Design::Systematic if sample.universe == Some(seen.of) => {
                Reach::All
            }
            Design::SimpleRandom | Design::Systematic => Reach::Drawn,
            Design::Judgmental | Design::Convenience => {
                Reach::Themselves(RefusalCode::NotProbabilitySample)
            }
            Design::NotPublished => Reach::Themselves(RefusalCode::SampleNotPublished),
        })
    }

    /// Shares of a whole that other figures of the same promise are parts of, and what is left unrecorded.
    pub(super) fn time_use(&self, measured: &mut Measured, whole: &Stated) -> Calculated<()> {
        let same_whole = self
            .case
            .tallies
            .iter()
            .filter(|f| f.obligation.as_ref() == Some(&self.obligation.id));
        let activities: Vec<(String, Exact)> = same_whole
            .filter_map(|f| match &f.value {
                Value::Measure {
                    value,
                    of: Some(of),
                } if of.value() == whole.value() => Some((f.title.clone(), value.value())),
                _ => None,
            })
            .collect();
        let result = time_use::shares(&Shift {
            hours: whole.value(),
            activities,
        })?;
        for activity in &result.activities {
            if let Some(share) = &activity.share {
                measured.facts.push(Fact::new(
                    "fact-activity",
                    [
                        ("activity", activity.activity.clone()),
                        ("hours", shown(&activity.hours)),
                        ("whole", shown(&whole.value())),
                        (
                            "percent",
                            rounded(&share.value.times(Exact::HUNDRED)?, 2) + "%",
                        ),
                        (
                            "whole_percent",
                            rounded(&share.value.times(Exact::HUNDRED)?, 0) + "%",
                        ),
                        ("unit", self.obligation.unit.clone()),
                    ],
                ));
            }
        }
        if result.activities.len() > 1 {
            let names = [
                ("rest", shown(&result.unrecorded)),
                ("unit", self.obligation.unit.clone()),
            ];
            measured.facts.push(Fact::new("fact-unrecorded", names));
        }
        measured.workings.push(result.working);
        Ok(())
    }
}

fn reach_refusals(measured: &mut Measured, reach: &Reach) {
    let refusals = &mut measured.refusals;
    match reach {
        Reach::All => refusals.push(Refusal::new(RefusalCode::CensusNoInterval)),
        Reach::Themselves(code) => {
            refusals.push(Refusal::new(*code));
            if *code == RefusalCode::NotProbabilitySample {
                refusals.push(Refusal::new(RefusalCode::BeyondFrame));
            }
        }
        Reach::Drawn | Reach::Groups(_) | Reach::Lot(_) => {}
    }
}

/// Nothing could be judged: not inspectable, refused, or nothing there to judge.
fn none_judged(seen: &Seen) -> Measured {
    let reason = match (seen.not_inspectable, seen.refused) {
        (0, 0) => Reason::NobodyLooked,
        (inspectable, refused) if refused > inspectable => Reason::Refused,
        _ => Reason::CouldNotBeInspected,
    };
    Measured::undecided(reason, RefusalCode::NotObserved)
}
