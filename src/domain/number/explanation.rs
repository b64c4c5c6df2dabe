//! Why a published rate may differ from the rate of its published inputs. Not a correction: the rate
//! is still printed as recomputed, with the published one and the disagreement beside it.

use serde::{Deserialize, Serialize};

use super::agreement::as_written;
use super::span::End;
use super::{Agreement, Exact, Mode, NumberError, PublishedNumber, Rounding, Span, agreement};

/// What can be said about a published rate, given its published numerator and denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Numerator over denominator as they stand, as a share.
    pub recomputed: Exact,
    /// How that stands to the published rate.
    pub agreement: Agreement,
    /// The shares that the inputs' own rounding and hedges allow.
    pub reachable: Span,
    /// Do inputs within their own rounding and hedges give the published rate?
    pub explained_by_input_rounding: bool,
    /// Is the published rate the recomputed one with its further decimals cut off?
    pub truncation_fits: bool,
    /// For each hedged input, how far it may go for the published rate to fit, where it may.
    pub limits: Vec<InputLimit>,
}

/// Which input of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputSide {
    /// What is divided.
    Numerator,
    /// What it is divided by.
    Denominator,
}

/// In which direction a limit binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitSide {
    /// Fits if the input is at most this.
    AtMost,
    /// Fits if the input is at least this.
    AtLeast,
}

/// "Fits if the input is at most 41.6 million", the other input taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputLimit {
    /// Which input is hedged.
    pub input: InputSide,
    /// Upper or lower limit.
    pub side: LimitSide,
    /// The limit, unit word included, with one decimal more than the input was written with and
    /// rounded so that it still fits.
    pub limit: Exact,
    /// The limit in the unit of the input: "41.6" for millions.
    pub shown: String,
}

/// Compares `numerator / denominator` with a published rate (a per cent where it was written so) and
/// looks for what may explain a difference.
///
/// The inputs are not negative; `DivisionByZero` for a denominator of 0.
pub fn explain(
    numerator: &PublishedNumber,
    denominator: &PublishedNumber,
    rate: &PublishedNumber,
) -> Result<Explanation, NumberError> {
    if numerator.value.is_negative() || denominator.value.is_negative() {
        return Err(NumberError::OutOfRange {
            name: "input of a rate",
            allowed: "0 or more",
        });
    }
    let recomputed = numerator.value.over(denominator.value)?;
    let reachable = numerator.span()?.ratio_to(denominator.span()?)?;
    let scale = if rate.percent {
        Exact::HUNDRED
    } else {
        Exact::ONE
    };
    let published = rate.span()?.over(scale)?;
    let cut_off = as_written(&recomputed, rate, Rounding::new(rate.decimals, Mode::Down))?;
    let mut limits = Vec::new();
    limits.extend(numerator_limit(
        numerator,
        denominator,
        &recomputed,
        &published,
    )?);
    limits.extend(denominator_limit(
        numerator,
        denominator,
        &recomputed,
        &published,
    )?);
    Ok(Explanation {
        recomputed,
        agreement: agreement(&recomputed, rate)?,
        reachable,
        explained_by_input_rounding: reachable.meets(&published),
        truncation_fits: cut_off == rate.value,
        limits,
    })
}

fn numerator_limit(
    numerator: &PublishedNumber,
    denominator: &PublishedNumber,
    recomputed: &Exact,
    published: &Span,
) -> Result<Option<InputLimit>, NumberError> {
    let Some((side, end)) = missed_end(recomputed, published) else {
        return Ok(None);
    };
    let bound = end.value.times(denominator.value)?;
    limit(numerator, InputSide::Numerator, side, bound)
}

fn denominator_limit(
    numerator: &PublishedNumber,
    denominator: &PublishedNumber,
    recomputed: &Exact,
    published: &Span,
) -> Result<Option<InputLimit>, NumberError> {
    let Some((side, end)) = missed_end(recomputed, published) else {
        return Ok(None);
    };
    if !end.value.is_positive() {
        return Ok(None);
    }
    // A rate that is too high asks for a larger denominator.
    let side = match side {
        LimitSide::AtMost => LimitSide::AtLeast,
        LimitSide::AtLeast => LimitSide::AtMost,
    };
    limit(
        denominator,
        InputSide::Denominator,
        side,
        numerator.value.over(end.value)?,
    )
}

/// The end of the published rate that the recomputed one passes, and whether it must come down to it
/// or up to it.
fn missed_end(recomputed: &Exact, published: &Span) -> Option<(LimitSide, End)> {
    if published.lies_below(recomputed) {
        published.high.map(|end| (LimitSide::AtMost, end))
    } else if published.lies_above(recomputed) {
        published.low.map(|end| (LimitSide::AtLeast, end))
    } else {
        None
    }
}

/// The bound to the safe side with one more decimal, if the hedge of the input allows that value.
fn limit(
    input: &PublishedNumber,
    which: InputSide,
    side: LimitSide,
    bound: Exact,
) -> Result<Option<InputLimit>, NumberError> {
    if !input.qualifier.is_fuzzy() {
        return Ok(None);
    }
    let mode = match side {
        LimitSide::AtMost => Mode::Floor,
        LimitSide::AtLeast => Mode::Ceil,
    };
    let rounding = Rounding::new(input.decimals.saturating_add(1), mode);
    let in_unit = bound.over(input.multiplier.factor())?;
    let limit = rounding.round(&in_unit)?.times(input.multiplier.factor())?;
    let allowed = input.span()?.contains(&limit);
    Ok(allowed.then(|| InputLimit {
        input: which,
        side,
        limit,
        shown: rounding.show(&in_unit),
    }))
}
