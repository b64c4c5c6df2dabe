//! Exact numbers, how they are rounded, shown and read. Not arithmetic of any subject: that is
//! `calculation` and `statistics`.
//!
//! Four kinds of number, each for one place:
//!
//! | type | where |
//! |---|---|
//! | [`Fixed`] | what is stored: four decimals, an `i64` |
//! | [`Exact`] | what is computed with: a fraction that never loses anything |
//! | [`Share`] | a rate that remembers its numerator, its denominator and what the denominator is |
//! | [`PublishedNumber`] | a figure as somebody else printed it, with qualifier and precision |
//!
//! Floating point appears only in `statistics`. Rounding happens once, for display, unless a method
//! declares it in between ([`Rounding`]).

mod agreement;
mod digits;
mod error;
mod exact;
mod explanation;
mod fixed;
mod grouping;
mod published;
mod qualifier;
mod reading;
mod rounding;
mod share;
mod span;

pub use agreement::{Agreement, agreement};
pub use error::{NumberError, ReadingError};
pub use exact::Exact;
pub use explanation::{Explanation, InputLimit, InputSide, LimitSide, explain};
pub use fixed::Fixed;
pub use grouping::{Grouping, group};
pub use published::{Multiplier, PublishedNumber};
pub use qualifier::{Qualifier, TrueValue};
pub use reading::{NumberStyle, parse_published};
pub use rounding::{Mode, Rounding};
pub use share::Share;
pub use span::{End, Span};

#[cfg(test)]
mod tests;
