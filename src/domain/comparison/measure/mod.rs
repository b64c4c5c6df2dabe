//! One figure against one target: how it stands, in which direction it misses, and the facts that say so.
//! Not the verdict of a row: several figures and criteria come together there.

mod grouped;
mod movement;
mod numeric;
mod price;
mod sampled;
mod units;
mod worded;

use crate::domain::calculation::{Calculated, CalculationError};
use crate::domain::case::Case;
use crate::domain::figure::{Column, Figure, Value};
use crate::domain::number::{Exact, Grouping, NumberError, Rounding, group};
use crate::domain::obligation::{Criterion, Obligation, Target};
use crate::domain::period::Period;
use crate::domain::refusal::{Refusal, RefusalCode};
use crate::domain::sample::{Design, Sample};
use crate::domain::statistics::Interval;
use crate::domain::working::Working;

use super::evidence::{Each, PlaceSeen};
use super::verdict::Reason;

/// How a figure stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Met, within tolerance.
    Met,
    /// Something was delivered, less than promised.
    Missed,
    /// Nothing was delivered.
    Nothing,
    /// It moved away from the target.
    WrongWay,
    /// It cannot be judged.
    Undecided(Reason),
}

/// Found minus promised in the direction of the promise: negative is short.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// How much.
    pub amount: Exact,
    /// In which unit.
    pub unit: String,
}

/// Something that a result says, as a key of the word catalogue with its names and figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Key of the sentence.
    pub key: &'static str,
    /// What it names.
    pub names: Vec<(&'static str, String)>,
}

impl Fact {
    pub(super) fn new(
        key: &'static str,
        names: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        Self {
            key,
            names: names.into_iter().collect(),
        }
    }
}

/// One figure on one scale, for a drawing. Floats: nothing is computed from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Promised, or the lower end of a range.
    pub promised: f64,
    /// Upper end of a promised range.
    pub promised_to: Option<f64>,
    /// The figure.
    pub value: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// Where a lowering starts; such a drawing reads from the right.
    pub baseline: Option<f64>,
    /// Unit of the scale.
    pub unit: String,
}

/// How one figure compares with one target.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// How it stands.
    pub standing: Standing,
    /// Number of the rule that says so.
    pub rule: u8,
    /// The gap, where the figure has the promise's measure.
    pub gap: Option<Gap>,
    /// What is missing; 0 or more.
    pub short: Option<Exact>,
    /// What is beyond the promise; 0 or more.
    pub surplus: Option<Exact>,
    /// The value in the promise's measure, for comparing a claim with what was found.
    pub value: Option<Exact>,
    /// The interval of a sampled share.
    pub interval: Option<Interval>,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What it does not say.
    pub refusals: Vec<Refusal>,
    /// How it came about.
    pub workings: Vec<Working>,
    /// How it is drawn.
    pub drawing: Option<Drawing>,
}

impl Measured {
    pub(super) fn standing(standing: Standing, rule: u8) -> Self {
        Self {
            standing,
            rule,
            gap: None,
            short: None,
            surplus: None,
            value: None,
            interval: None,
            facts: Vec::new(),
            refusals: Vec::new(),
            workings: Vec::new(),
            drawing: None,
        }
    }

    pub(super) fn undecided(reason: Reason, code: RefusalCode) -> Self {
        let mut measured = Self::standing(Standing::Undecided(reason), 3);
        measured.refusals.push(Refusal::new(code));
        measured
    }
}

/// Everything that one figure is measured with.
pub(super) struct Measure<'a> {
    pub case: &'a Case,
    pub obligation: &'a Obligation,
    pub criterion: &'a Criterion,
    pub target: &'a Target,
    pub figure: &'a Figure,
    /// What the figure counts, where that is not the unit of the promise.
    pub each: Option<Each>,
    /// What was seen place by place, of a draw within groups or in groups.
    pub places: &'a [PlaceSeen],
    pub sample: Option<&'a Sample>,
    pub period: Option<&'a Period>,
    pub as_of: chrono::NaiveDate,
}

impl Measure<'_> {
    /// Measures. A question that has no honest answer is a refusal inside the result.
    pub fn run(&self) -> Result<Measured, NumberError> {
        match self.compare() {
            Ok(mut measured) => {
                measured
                    .refusals
                    .extend(self.sampling_refusal().map(Refusal::new));
                Ok(measured)
            }
            Err(CalculationError::Number(error)) => Err(error),
            Err(CalculationError::Refused(refusal)) => {
                let mut measured = Measured::standing(Standing::Undecided(Reason::NobodyLooked), 3);
                measured.refusals.push(refusal);
                Ok(measured)
            }
        }
    }

    fn compare(&self) -> Calculated<Measured> {
        if let Some(unit) = self
            .figure
            .unit
            .as_deref()
            .filter(|u| *u != self.obligation.unit)
        {
            let refusal = Refusal::new(RefusalCode::UnitsDiffer)
                .with("one", &self.obligation.unit)
                .with("other", unit);
            return Err(refusal.into());
        }
        if let Value::Words { result, .. } = &self.figure.value {
            return Ok(self.in_words(*result));
        }
        if let (Some(each), Value::InOrder(seen)) = (self.each, &self.figure.value) {
            return self.kept_by_each(seen, each);
        }
        match self.target {
            Target::NotQuantified | Target::NotPublished => self.shown_without_target(),
            Target::Every => self.every(),
            Target::AtLeast(_)
            | Target::MoreThan(_)
            | Target::AtMost(_)
            | Target::FewerThan(_)
            | Target::Exactly(_) => self.against_number(),
            Target::Between { low, high } => self.between(low, high),
            Target::Times { count, .. } => self.times(*count),
            Target::MoveTo { .. } | Target::MoveBy { .. } => self.moved(),
            Target::By(date) => self.by(*date),
            Target::AgreedRate => self.at_agreed_rate(),
            Target::SupportableRate => self.at_supportable_rate(),
            Target::RecoverableSum => self.recoverable(),
        }
    }

    /// What the way of choosing leaves unsaid about a count, measure or share. Units seen one by one, results
    /// in words and sums of money have their own rules.
    fn sampling_refusal(&self) -> Option<RefusalCode> {
        if !matches!(
            self.figure.value,
            Value::Count(_) | Value::Measure { .. } | Value::Share(_) | Value::Staff { .. }
        ) {
            return None;
        }
        if self.figure.full_count {
            return Some(RefusalCode::CensusNoInterval);
        }
        match self.sample.map(|s| s.design) {
            Some(Design::Census) => Some(RefusalCode::CensusNoInterval),
            Some(Design::Judgmental | Design::Convenience) => {
                Some(RefusalCode::NotProbabilitySample)
            }
            None | Some(Design::NotPublished) if self.figure.column() == Column::Found => {
                Some(RefusalCode::SampleNotPublished)
            }
            _ => None,
        }
    }

    /// A figure of another measure than the promise's: shown, not judged.
    pub(super) fn unfit(&self) -> Calculated<Measured> {
        Ok(Measured::undecided(
            Reason::NobodyLooked,
            RefusalCode::UnitsDiffer,
        ))
    }

    pub(super) fn of(&self) -> &str {
        self.criterion
            .of
            .as_deref()
            .unwrap_or(&self.obligation.unit)
    }
}

/// A count or measure for reading: grouped, with no more decimals than it has, at most four.
pub(super) fn shown(value: &Exact) -> String {
    let decimals = value.finite_decimals().unwrap_or(4).min(4);
    grouped(&Rounding::to(u8::try_from(decimals).unwrap_or(4)).show(value))
}

/// The same, rounded.
pub(super) fn rounded(value: &Exact, decimals: u8) -> String {
    grouped(&Rounding::to(decimals).show(value))
}

/// A share as per cent with one decimal.
pub(super) fn percent(value: &Exact) -> String {
    Rounding::to(1).show_percent(value)
}

fn grouped(digits: &str) -> String {
    group(digits, Grouping::Western)
}

/// A share as per cent, with a decimal only where it has one.
fn percent_short(value: &Exact) -> String {
    let whole = value.times(Exact::HUNDRED).is_ok_and(|p| p.is_integer());
    Rounding::to(u8::from(!whole)).show_percent(value)
}
