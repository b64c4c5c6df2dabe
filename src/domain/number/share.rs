//! A rate that remembers what it is a rate of. Not a bare percentage: those do not exist here.

use serde::{Deserialize, Serialize};

use super::{Exact, NumberError, Rounding};

/// Numerator over denominator, with what the denominator is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// What is counted.
    pub numerator: Exact,
    /// What it is counted against; never 0.
    pub denominator: Exact,
    /// What the denominator is, in words: "promised", "inspectable toilets".
    pub of: String,
    /// Numerator over denominator, exact: 0.26 is 26 per cent.
    pub value: Exact,
}

impl Share {
    /// The share, or `None` where the denominator is 0 and the share is undefined. `Overflow` when
    /// the quotient cannot be held.
    pub fn new(
        numerator: impl Into<Exact>,
        denominator: impl Into<Exact>,
        of: impl Into<String>,
    ) -> Result<Option<Self>, NumberError> {
        let (numerator, denominator) = (numerator.into(), denominator.into());
        if denominator.is_zero() {
            return Ok(None);
        }
        let value = numerator.over(denominator)?;
        Ok(Some(Self {
            numerator,
            denominator,
            of: of.into(),
            value,
        }))
    }

    /// The share as per cent, half away from zero: `26.0%`.
    pub fn percent(&self, decimals: u8) -> String {
        Rounding::to(decimals).show_percent(&self.value)
    }
}
