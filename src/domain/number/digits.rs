//! Long division by hand: a fraction written out in decimal digits without ever overflowing. Not a
//! public face: [`super::Rounding`] and [`super::Exact`] are.

use super::rounding::Mode;

/// A fraction written out to a number of decimals, with what is left over.
pub(super) struct Expansion {
    negative: bool,
    /// All digits, most significant first, at least one before the point.
    digits: Vec<u8>,
    decimals: usize,
    remainder: u128,
    denominator: u128,
}

impl Expansion {
    /// Writes `numerator / denominator` out to `decimals` places, cut off. `denominator` is positive.
    pub(super) fn of(numerator: i128, denominator: i128, decimals: usize) -> Self {
        let divisor = denominator.unsigned_abs();
        let magnitude = numerator.unsigned_abs();
        let whole = magnitude / divisor;
        let mut digits: Vec<u8> = whole.to_string().bytes().map(|b| b - b'0').collect();
        let mut remainder = magnitude % divisor;
        for _ in 0..decimals {
            let (digit, rest) = next_digit(remainder, divisor);
            digits.push(digit);
            remainder = rest;
        }
        Self {
            negative: numerator < 0,
            digits,
            decimals,
            remainder,
            denominator: divisor,
        }
    }

    /// Nothing is left over: the digits are the number.
    pub(super) fn is_complete(&self) -> bool {
        self.remainder == 0
    }

    /// Moves the last digit up by one where the mode asks for it.
    pub(super) fn rounded(mut self, mode: Mode) -> Self {
        if self.moves_away_from_zero(mode) {
            self.increment();
        }
        self.remainder = 0;
        self
    }

    fn moves_away_from_zero(&self, mode: Mode) -> bool {
        if self.remainder == 0 {
            return false;
        }
        // Both sides stay below 2^128 because the remainder is smaller than a positive i128.
        let half = (self.remainder * 2).cmp(&self.denominator);
        match mode {
            Mode::HalfAwayFromZero => half.is_ge(),
            Mode::HalfEven => half.is_gt() || (half.is_eq() && self.last_digit_is_odd()),
            Mode::Up => true,
            Mode::Down => false,
            Mode::Ceil => !self.negative,
            Mode::Floor => self.negative,
        }
    }

    fn last_digit_is_odd(&self) -> bool {
        self.digits.last().is_some_and(|digit| digit % 2 == 1)
    }

    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
    }

    /// The digits as one whole number with its sign, if it fits.
    pub(super) fn mantissa(&self) -> Option<i128> {
        let magnitude = self.digits.iter().try_fold(0_i128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i128::from(*digit))
        })?;
        Some(if self.negative { -magnitude } else { magnitude })
    }

    /// The digits with a point after moving it `shift` places to the right (2 for per cent).
    /// `shift` is not larger than the number of decimals. Zero has no sign.
    pub(super) fn text(&self, shift: usize) -> String {
        let decimals = self.decimals - shift;
        let point = self.digits.len() - decimals;
        let all: String = self
            .digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        let (before, after) = all.split_at(point);
        let before = before.trim_start_matches('0');
        let before = if before.is_empty() { "0" } else { before };
        let sign = if self.negative && self.digits.iter().any(|digit| *digit != 0) {
            "-"
        } else {
            ""
        };
        if after.is_empty() {
            format!("{sign}{before}")
        } else {
            format!("{sign}{before}.{after}")
        }
    }
}

/// One step of long division: the next decimal digit and the rest. `remainder < divisor < 2^127`, so
/// tenfold is built from doublings that each stay below 2^128.
fn next_digit(remainder: u128, divisor: u128) -> (u8, u128) {
    let double = |value: u128| (u8::from(value * 2 >= divisor), value * 2 % divisor);
    let (two, rest_two) = double(remainder);
    let (four, rest_four) = double(rest_two);
    let (eight, rest_eight) = double(rest_four);
    let (carry, rest) = (
        (rest_eight + rest_two) / divisor,
        (rest_eight + rest_two) % divisor,
    );
    // 10r = 8r + 2r, counted in whole divisors.
    let whole = two + (two * 2 + four) * 2 + eight;
    (whole + u8::from(carry > 0), rest)
}
