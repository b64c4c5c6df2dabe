//! Outcomes that must move from a baseline: how far they moved, and whether the right way.

use crate::domain::calculation::Calculated;
use crate::domain::calculation::reduction::{self, Movement, Outcome, TargetChange};
use crate::domain::figure::Value;
use crate::domain::number::{Exact, Rounding};
use crate::domain::obligation::Target;

use super::{Drawing, Fact, Gap, Measure, Measured, Standing, shown};

impl Measure<'_> {
    pub(super) fn moved(&self) -> Calculated<Measured> {
        let reading = self.criterion.id.to_string();
        let (baseline, target, to) = match self.target {
            Target::MoveTo { baseline, to } => {
                let change = TargetChange::from_numbers(reading, baseline.value(), to.value())?;
                (baseline.value(), change, to.value())
            }
            Target::MoveBy { baseline, by } => {
                let change = TargetChange {
                    reading,
                    change: by.value(),
                };
                let to = change.leaves(baseline.value())?;
                (baseline.value(), change, to)
            }
            _ => return self.unfit(),
        };
        let movement = match &self.figure.value {
            Value::Count(now) | Value::Measure { value: now, .. } => Movement::Counted {
                baseline,
                now: now.value(),
            },
            Value::Change(change) => Movement::Published(change.value()),
            _ => return self.unfit(),
        };
        let result = reduction::against_targets(&movement, std::slice::from_ref(&target))?;
        let now = Exact::ONE.plus(result.change)?.times(baseline)?;
        let outcome = result.readings.into_iter().next().map(|r| r.outcome);
        let required = self.required(baseline, to, &target.change)?;
        let mut measured = match outcome {
            Some(Outcome::WrongWay(refusal)) => {
                let mut measured = Measured::standing(Standing::WrongWay, 4);
                measured.refusals.push(refusal);
                measured.facts.push(Fact::new(
                    "fact-wrong-way",
                    [
                        ("change", signed(&result.change)),
                        ("target", signed_one(&target.change)),
                    ],
                ));
                measured
            }
            Some(Outcome::Toward { attainment, is_met }) => {
                let (standing, rule) = match (is_met, result.change.is_zero()) {
                    (true, _) => (Standing::Met, 5),
                    (false, true) => (Standing::Nothing, 6),
                    (false, false) => (Standing::Missed, 7),
                };
                let mut measured = Measured::standing(standing, rule);
                measured.facts.push(Fact::new(
                    "fact-change",
                    [
                        ("change", signed(&result.change)),
                        ("target", signed_one(&target.change)),
                        ("attainment", Rounding::to(1).show_percent(&attainment)),
                    ],
                ));
                measured
            }
            None => return self.unfit(),
        };
        measured.facts.push(required);
        let lowers = target.change.is_negative();
        let gap = if lowers {
            target.change.minus(result.change)?
        } else {
            result.change.minus(target.change)?
        };
        measured.gap = Some(Gap {
            amount: gap.times(Exact::HUNDRED)?,
            unit: "percentage points".to_owned(),
        });
        measured.value = Some(now);
        measured.workings.push(result.working);
        measured.drawing = Some(Drawing {
            promised: to.to_f64(),
            value: now.to_f64(),
            baseline: Some(baseline.to_f64()),
            unit: self.obligation.unit.clone(),
            ..Drawing::default()
        });
        Ok(measured)
    }

    /// What the target asks for, in both its forms.
    fn required(&self, baseline: Exact, to: Exact, change: &Exact) -> Calculated<Fact> {
        let whole = if change.is_negative() {
            to.floor()
        } else {
            to.ceil()
        };
        Ok(Fact::new(
            "fact-required-change",
            [
                ("baseline", shown(&baseline)),
                (
                    "to",
                    super::rounded(&to, if to.is_integer() { 0 } else { 2 }),
                ),
                ("whole", shown(&Exact::ratio(whole, 1)?)),
                (
                    "difference",
                    super::rounded(
                        &to.minus(baseline)?.abs(),
                        if to.is_integer() { 0 } else { 2 },
                    ),
                ),
                ("change", signed_one(change)),
                ("unit", self.obligation.unit.clone()),
            ],
        ))
    }
}

/// A change with its sign, with a decimal only where it has one: `+18%`.
fn signed(change: &Exact) -> String {
    sign(change, super::percent_short(&change.abs()))
}

/// A change with its sign and one decimal: `−66.0%`.
fn signed_one(change: &Exact) -> String {
    sign(change, Rounding::to(1).show_percent(&change.abs()))
}

fn sign(change: &Exact, magnitude: String) -> String {
    match (change.is_positive(), change.is_negative()) {
        (true, _) => format!("+{magnitude}"),
        (_, true) => format!("\u{2212}{magnitude}"),
        _ => magnitude,
    }
}
