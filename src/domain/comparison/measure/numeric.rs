//! Counts and measures against a number, a share or a range.

use crate::domain::calculation::Comparator;
use crate::domain::calculation::delivery::{self, Delivery, Direction, Found};
use crate::domain::calculation::ratio::{self, RatioCriterion, RatioStanding, Sharing};
use crate::domain::calculation::time_use;
use crate::domain::calculation::{Calculated, kpi};
use crate::domain::figure::Value;
use crate::domain::number::{Exact, Share};
use crate::domain::obligation::Target;
use crate::domain::period::Period;
use crate::domain::published::Stated;

use super::super::verdict::Reason;
use super::worded::part_of_whole;
use super::{Drawing, Fact, Gap, Measure, Measured, Standing, percent, rounded, shown};

impl Measure<'_> {
    /// A number that must be reached, not exceeded, or hit.
    pub(super) fn against_number(&self) -> Calculated<Measured> {
        let Some((stated, comparator)) = comparator_of(self.target) else {
            return self.unfit();
        };
        if stated.is_percent() {
            return self.against_share(stated, comparator);
        }
        let target = self.in_proportion(stated.value())?;
        match &self.figure.value {
            Value::Count(found) => match self.total_by_strata(target, comparator)? {
                Some(estimated) => Ok(estimated),
                None => self.number(found.value(), target, comparator),
            },
            Value::Amount(found) => self.number(found.value(), target, comparator),
            Value::Measure { value, of } => {
                let mut measured = self.number(value.value(), target, comparator)?;
                if let Some(of) = of
                    && let Some(share) = Share::new(value.value(), of.value(), "whole")?
                {
                    measured
                        .facts
                        .push(part_of_whole(&share, &self.obligation.unit));
                }
                Ok(measured)
            }
            Value::InOrder(seen) => self.number(Exact::from(seen.count), target, comparator),
            Value::Rate { price, .. } => self.number(price.value(), target, comparator),
            Value::Staff {
                rostered,
                off_shift,
                authorised,
                unexplained,
            } => {
                let present = rostered - off_shift - authorised - unexplained;
                self.number(Exact::from(present), target, comparator)
            }
            Value::Sharing {
                users,
                units,
                broken,
                locked,
                both,
            } => self.sharing(
                &Sharing {
                    users: *users,
                    units: *units,
                    broken: *broken,
                    locked: *locked,
                    both: *both,
                },
                target,
                comparator,
            ),
            _ => self.unfit(),
        }
    }

    fn number(
        &self,
        found: Exact,
        target: Exact,
        comparator: Option<Comparator>,
    ) -> Calculated<Measured> {
        let tolerance = self
            .criterion
            .tolerance
            .as_ref()
            .map_or(Exact::ZERO, Stated::value);
        let direction = match comparator {
            Some(Comparator::AtMost | Comparator::FewerThan) => Direction::Down,
            _ => Direction::Up,
        };
        let gap = delivery::gap(target, found, direction)?;
        let met = match comparator {
            Some(comparator) if tolerance.is_zero() => comparator.is_met(&found, &target),
            Some(_) => gap >= -tolerance,
            None => gap.abs() <= tolerance,
        };
        let (standing, rule) = match (met, direction) {
            (true, _) => (Standing::Met, 5),
            (false, Direction::Up) if found.is_zero() => (Standing::Nothing, 6),
            (false, _) => (Standing::Missed, 7),
        };
        let mut measured = Measured::standing(standing, rule);
        measured.gap = Some(Gap {
            amount: gap,
            unit: self.obligation.unit.clone(),
        });
        measured.short = Some((-gap).max(Exact::ZERO));
        measured.surplus = Some(gap.max(Exact::ZERO));
        measured.value = Some(found);
        measured.drawing = Some(Drawing {
            promised: target.to_f64(),
            value: found.to_f64(),
            unit: self.obligation.unit.clone(),
            ..Drawing::default()
        });
        if direction == Direction::Down {
            self.limit_facts(&mut measured, found, target, gap)?;
        } else {
            self.delivery_facts(&mut measured, found, target)?;
        }
        Ok(measured)
    }

    fn delivery_facts(
        &self,
        measured: &mut Measured,
        found: Exact,
        target: Exact,
    ) -> Calculated<()> {
        let delivered = delivery::measure(&Delivery {
            promised: target,
            promised_unit: self.obligation.unit.clone(),
            found: Found::Counted(found),
            found_unit: self.obligation.unit.clone(),
        })?;
        let unit = || ("unit", self.obligation.unit.clone());
        if let Some(rate) = &delivered.rate {
            measured.facts.push(Fact::new(
                "fact-of-promised",
                [
                    ("found", shown(&found)),
                    ("promised", shown(&target)),
                    ("percent", percent(&rate.value)),
                    unit(),
                ],
            ));
        }
        if let Some(share) = delivered
            .shortfall_share
            .filter(|_| delivered.shortfall.is_positive())
        {
            measured.facts.push(Fact::new(
                "fact-short",
                [
                    ("short", shown(&delivered.shortfall)),
                    ("promised", shown(&target)),
                    ("percent", percent(&share.value)),
                    unit(),
                ],
            ));
        }
        if delivered.surplus.is_positive() {
            let names = [
                ("surplus", shown(&delivered.surplus)),
                ("promised", shown(&target)),
                unit(),
            ];
            measured.facts.push(Fact::new("fact-surplus", names));
        }
        measured.workings.push(delivered.working);
        Ok(())
    }

    fn limit_facts(
        &self,
        measured: &mut Measured,
        found: Exact,
        limit: Exact,
        gap: Exact,
    ) -> Calculated<()> {
        let names = [
            ("found", shown(&found)),
            ("limit", shown(&limit)),
            ("unit", self.obligation.unit.clone()),
            ("beyond", shown(&(-gap).max(Exact::ZERO))),
        ];
        let key = if gap.is_negative() {
            "fact-beyond-limit"
        } else {
            "fact-within-limit"
        };
        measured.facts.push(Fact::new(key, names));
        Ok(())
    }

    fn sharing(
        &self,
        sharing: &Sharing,
        limit: Exact,
        comparator: Option<Comparator>,
    ) -> Calculated<Measured> {
        let comparator = comparator.unwrap_or(Comparator::AtMost);
        let result = ratio::users_per_working_unit(sharing)?;
        let criterion = RatioCriterion {
            source: self.criterion.id.to_string(),
            comparator,
            limit,
        };
        let (standing, rule) = match ratio::against(&result, &criterion) {
            RatioStanding::Met => (Standing::Met, 5),
            RatioStanding::NotMet if result.most_working == 0 => (Standing::Nothing, 6),
            RatioStanding::NotMet => (Standing::Missed, 7),
            RatioStanding::DependsOnOverlap => (Standing::Undecided(Reason::TooFew), 3),
        };
        let mut measured = Measured::standing(standing, rule);
        let (key, low, high) = match result.users_per_unit {
            ratio::UsersPerUnit::NoWorkingUnit => {
                ("fact-no-working-unit", String::new(), String::new())
            }
            ratio::UsersPerUnit::Exactly(value) => {
                ("fact-users-per-unit", rounded(&value, 1), String::new())
            }
            ratio::UsersPerUnit::Between { low, high } => (
                "fact-users-per-unit-between",
                rounded(&low, 1),
                high.map_or_else(String::new, |h| rounded(&h, 1)),
            ),
        };
        let working = match (result.fewest_working, result.most_working) {
            (fewest, most) if fewest == most => most.to_string(),
            (fewest, most) => format!("{fewest} to {most}"),
        };
        let names = [
            ("low", low),
            ("high", high),
            ("working", working),
            ("limit", shown(&limit)),
        ];
        measured.facts.push(Fact::new(key, names));
        measured.workings.push(result.working);
        Ok(measured)
    }

    /// A share as published, without its count: compared by its own precision.
    pub(super) fn published_share(
        &self,
        share: &Stated,
        target: Exact,
        comparator: Comparator,
    ) -> Calculated<Measured> {
        let span = share.number().span()?;
        let hundredth = if share.is_percent() {
            Exact::HUNDRED
        } else {
            Exact::ONE
        };
        let scaled = target.times(hundredth)?;
        let meets = |v: &Exact| comparator.is_met(v, &scaled);
        let ends = [
            span.low.map(|e| e.value),
            span.high.map(|e| e.value),
            Some(share.value()),
        ];
        let known: Vec<bool> = ends.iter().flatten().map(meets).collect();
        let bounded = span.low.is_some() && span.high.is_some();
        let (standing, rule) = match (known.iter().all(|m| *m), known.iter().any(|m| *m)) {
            (true, _) if bounded => (Standing::Met, 5),
            (_, false) if bounded && share.value().is_zero() => (Standing::Nothing, 6),
            (_, false) if bounded => (Standing::Missed, 7),
            _ => (Standing::Undecided(Reason::TooFew), 3),
        };
        let mut measured = Measured::standing(standing, rule);
        let attained = kpi::attain_as_published(share.number(), &target)?;
        self.attainment_facts(
            &mut measured,
            share.text(),
            target,
            attained.attainment,
            Some(attained.gap),
            0,
        )?;
        measured.value = Some(share.share()?);
        measured.drawing = Some(self.share_drawing(target, share.share()?, None));
        measured.workings.push(attained.working);
        Ok(measured)
    }

    pub(super) fn attainment_facts(
        &self,
        measured: &mut Measured,
        rate: &str,
        target: Exact,
        attainment: Option<Exact>,
        gap: Option<Exact>,
        decimals: u8,
    ) -> Calculated<()> {
        measured.facts.push(Fact::new(
            "fact-rate-against-target",
            [
                ("rate", rate.to_owned()),
                ("of", self.of().to_owned()),
                ("target", super::percent_short(&target)),
            ],
        ));
        if let Some(attainment) = attainment {
            let value = rounded(&attainment.times(Exact::HUNDRED)?, decimals) + "%";
            measured
                .facts
                .push(Fact::new("fact-attainment", [("attainment", value)]));
        }
        if let Some(gap) = gap.filter(Exact::is_positive) {
            let points = rounded(&gap.times(Exact::HUNDRED)?, 1);
            measured
                .facts
                .push(Fact::new("fact-points-short", [("points", points)]));
            measured.gap = Some(Gap {
                amount: (-gap).times(Exact::HUNDRED)?,
                unit: "percentage points".to_owned(),
            });
        }
        Ok(())
    }

    pub(super) fn share_drawing(
        &self,
        target: Exact,
        rate: Exact,
        interval: Option<(f64, f64)>,
    ) -> Drawing {
        Drawing {
            promised: target.to_f64(),
            value: rate.to_f64(),
            interval,
            unit: self.of().to_owned(),
            ..Drawing::default()
        }
    }

    /// A range: compared with both ends, and the shortfall is a range.
    pub(super) fn between(&self, low: &Stated, high: &Stated) -> Calculated<Measured> {
        let (Value::Measure { value: found, .. } | Value::Count(found)) = &self.figure.value else {
            return self.unfit();
        };
        let (low, high, found_value) = (low.value(), high.value(), found.value());
        let unit = self.obligation.unit.clone();
        let standing = if found_value >= low && found_value <= high {
            (Standing::Met, 5)
        } else if found_value.is_zero() {
            (Standing::Nothing, 6)
        } else if found_value > high && self.more_is_better() {
            (Standing::Met, 5)
        } else {
            (Standing::Missed, 7)
        };
        let mut measured = Measured::standing(standing.0, standing.1);
        measured.value = Some(found_value);
        measured.gap = Some(Gap {
            amount: found_value.minus(low)?,
            unit: unit.clone(),
        });
        measured.drawing = Some(Drawing {
            promised: low.to_f64(),
            promised_to: Some(high.to_f64()),
            value: found_value.to_f64(),
            unit: unit.clone(),
            ..Drawing::default()
        });
        if let Some(time_use::RangeShortfall { least, most }) =
            time_use::short_of_range(&found_value, &low, &high)?
        {
            measured.facts.push(Fact::new(
                "fact-range-short",
                [
                    ("found", shown(&found_value)),
                    ("low", shown(&low)),
                    ("high", shown(&high)),
                    ("unit", unit.clone()),
                    (
                        "least",
                        rounded(&least.value.times(Exact::HUNDRED)?, 0) + "%",
                    ),
                    ("most", rounded(&most.value.times(Exact::HUNDRED)?, 0) + "%"),
                ],
            ));
            measured.short = Some(low.minus(found_value)?);
        }
        if let Value::Measure { of: Some(of), .. } = &self.figure.value {
            self.time_use(&mut measured, of)?;
        }
        Ok(measured)
    }

    fn more_is_better(&self) -> bool {
        use crate::domain::obligation::Kind;
        matches!(
            self.obligation.kind,
            Kind::Quantity | Kind::Frequency | Kind::TimeUse | Kind::Presence | Kind::Access
        )
    }

    /// A target for a whole period, judged before its end in proportion to the days gone, if that is asked for.
    fn in_proportion(&self, target: Exact) -> Calculated<Exact> {
        let (true, Some(period), Some(gone)) =
            (self.criterion.pro_rata, self.period, self.days_gone())
        else {
            return Ok(target);
        };
        match period.days() {
            Some(days) if days > 0 => Ok(target
                .times(Exact::from_integer(gone.min(days)))?
                .over(Exact::from_integer(days))?),
            _ => Ok(target),
        }
    }

    fn days_gone(&self) -> Option<i64> {
        let from = self.period?.from?;
        Period {
            from: Some(from),
            to: Some(self.as_of.into()),
            words: None,
        }
        .days()
    }
}

fn comparator_of(target: &Target) -> Option<(&Stated, Option<Comparator>)> {
    Some(match target {
        Target::AtLeast(stated) => (stated, Some(Comparator::AtLeast)),
        Target::MoreThan(stated) => (stated, Some(Comparator::MoreThan)),
        Target::AtMost(stated) => (stated, Some(Comparator::AtMost)),
        Target::FewerThan(stated) => (stated, Some(Comparator::FewerThan)),
        Target::Exactly(stated) => (stated, None),
        _ => return None,
    })
}
