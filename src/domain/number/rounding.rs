//! Rounding as data: how many decimals and which way. Not a property of a number: the number stays
//! exact and is rounded once, for display, or where a declared method says so.

use serde::{Deserialize, Serialize};

use super::{Exact, NumberError};

/// Which way a number goes that lies between two that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// To the nearest; a half goes away from zero. 1/8 in whole per cent is 13.
    #[default]
    HalfAwayFromZero,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero: the further decimals are cut off.
    Down,
    /// To the larger number.
    Ceil,
    /// To the smaller number.
    Floor,
}

/// Decimals and mode of one rounding step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Rounding {
    /// Digits after the point; 0 for whole numbers.
    pub decimals: u8,
    /// Which way.
    #[serde(default)]
    pub mode: Mode,
}

impl Rounding {
    /// To whole numbers, half away from zero.
    pub const WHOLE: Self = Self::to(0);

    /// To so many decimals, half away from zero.
    pub const fn to(decimals: u8) -> Self {
        Self {
            decimals,
            mode: Mode::HalfAwayFromZero,
        }
    }

    /// To so many decimals in the given mode.
    pub const fn new(decimals: u8, mode: Mode) -> Self {
        Self { decimals, mode }
    }

    /// The rounded number, exact again. `Overflow` when it cannot be held.
    pub fn round(&self, value: &Exact) -> Result<Exact, NumberError> {
        let expansion = value.expand(usize::from(self.decimals));
        if expansion.is_complete() {
            return Ok(*value);
        }
        let mantissa = expansion
            .rounded(self.mode)
            .mantissa()
            .ok_or(NumberError::Overflow)?;
        let scale = 10_i128
            .checked_pow(u32::from(self.decimals))
            .ok_or(NumberError::Overflow)?;
        Exact::ratio(mantissa, scale)
    }

    /// The rounded number in digits, padded to the decimals: `347188.90`. Never fails.
    pub fn show(&self, value: &Exact) -> String {
        value
            .expand(usize::from(self.decimals))
            .rounded(self.mode)
            .text(0)
    }

    /// The number as per cent, rounded: 13/50 at one decimal is `26.0%`. Never fails.
    pub fn show_percent(&self, value: &Exact) -> String {
        let digits = value
            .expand(usize::from(self.decimals) + 2)
            .rounded(self.mode)
            .text(2);
        format!("{digits}%")
    }
}
