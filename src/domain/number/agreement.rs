//! Does a recomputed figure agree with the published one? Not why it does not: that is
//! [`super::explain`].

use serde::{Deserialize, Serialize};

use super::{Exact, NumberError, PublishedNumber, Rounding};

/// How a recomputed figure stands to the published one, at the published precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Rounds to the published figure.
    Exact,
    /// Off by one in the last published place: accepted, and listed as a disagreement.
    WithinOneInLastPlace,
    /// Further off.
    Disagrees,
}

impl Agreement {
    /// Anything but an exact match is listed.
    pub fn is_listed(self) -> bool {
        self != Self::Exact
    }
}

/// Compares a recomputed figure with a published one at the precision and in the unit in which it was
/// published. For a published per cent, `recomputed` is the share: 0.0134 for 1.34%.
pub fn agreement(
    recomputed: &Exact,
    published: &PublishedNumber,
) -> Result<Agreement, NumberError> {
    let rounded = as_written(recomputed, published, Rounding::to(published.decimals))?;
    let difference = rounded.minus(published.value)?.abs();
    Ok(if difference.is_zero() {
        Agreement::Exact
    } else if difference <= published.last_place()? {
        Agreement::WithinOneInLastPlace
    } else {
        Agreement::Disagrees
    })
}

/// The recomputed figure rounded as the published one is written, in the unit of its value.
pub(super) fn as_written(
    recomputed: &Exact,
    published: &PublishedNumber,
    rounding: Rounding,
) -> Result<Exact, NumberError> {
    let scale = if published.percent {
        Exact::HUNDRED
    } else {
        Exact::ONE
    };
    let in_unit = recomputed
        .times(scale)?
        .over(published.multiplier.factor())?;
    rounding
        .round(&in_unit)?
        .times(published.multiplier.factor())
}
