//! What can go wrong with a number, in arithmetic and in reading. Not a refusal: a refusal says that
//! a question has no honest answer, these say that a number cannot be held or read.

use crate::domain::refusal::{Refusal, RefusalCode};

/// Arithmetic or storage that cannot be done exactly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// The exact result has more digits than can be held.
    #[error("the exact result has too many digits to be held: use fewer decimals or a larger unit")]
    Overflow,
    /// Something was divided by zero.
    #[error("a division by zero has no result")]
    DivisionByZero,
    /// A stored number has four decimals; this one needs more.
    #[error("{found} decimals are too many: write at most {most}")]
    TooManyDecimals {
        /// Decimals that the number needs or was written with.
        found: usize,
        /// Decimals that can be stored.
        most: usize,
    },
    /// A stored number lies between −922,337,203,685,477.5808 and 922,337,203,685,477.5807.
    #[error("the number is beyond 922 trillion: use a larger unit")]
    BeyondStorage,
    /// The text is not a plain decimal number or fraction.
    #[error("“{text}” is not a number: write digits with a point as decimal sign, such as 12.5")]
    NotANumber {
        /// The text as given.
        text: String,
    },
    /// A parameter lies outside the values for which the formula has a meaning.
    #[error("{name} must be {allowed}")]
    OutOfRange {
        /// The parameter, in the words of the formula.
        name: &'static str,
        /// The values it may take.
        allowed: &'static str,
    },
}

impl NumberError {
    /// A stable word for this error, for a catalogue of sentences.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overflow => "number-overflow",
            Self::DivisionByZero => "number-division-by-zero",
            Self::TooManyDecimals { .. } => "number-too-many-decimals",
            Self::BeyondStorage => "number-beyond-storage",
            Self::NotANumber { .. } => "number-not-a-number",
            Self::OutOfRange { .. } => "number-out-of-range",
        }
    }
}

/// A published figure that cannot be read. The sentence says what was wrong and what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadingError {
    /// Nothing but spaces, or no digit at all.
    #[error("there is no number in “{text}”: write it in digits")]
    NoDigits {
        /// The text as given.
        text: String,
    },
    /// One point and three digits: thousands to some readers, thousandths to others.
    #[error(
        "“{text}” can be read as {as_thousands} or as a number with three decimals: write {as_thousands}, or add a digit after the point"
    )]
    Ambiguous {
        /// The text as given.
        text: String,
        /// The number without its point.
        as_thousands: String,
    },
    /// Separators stand where neither Western nor Indian grouping puts them.
    #[error(
        "the separators in “{text}” fit neither 1,234,567 nor 12,34,567: write it without separators"
    )]
    MisplacedGrouping {
        /// The text as given.
        text: String,
    },
    /// A comma can only be meant as a decimal sign.
    #[error("“{text}” seems to use the comma as decimal sign: write a point")]
    DecimalComma {
        /// The text as given.
        text: String,
    },
    /// A word or sign that belongs to no number.
    #[error(
        "“{word}” in “{text}” is not understood: write the number alone, the currency apart from it"
    )]
    UnknownWord {
        /// The text as given.
        text: String,
        /// The part that was not understood.
        word: String,
    },
    /// The number is well written but cannot be held.
    #[error(transparent)]
    Number(#[from] NumberError),
}

impl ReadingError {
    /// A stable word for this error, for a catalogue of sentences.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDigits { .. } => "reading-no-digits",
            Self::Ambiguous { .. } => "reading-ambiguous",
            Self::MisplacedGrouping { .. } => "reading-misplaced-grouping",
            Self::DecimalComma { .. } => "reading-decimal-comma",
            Self::UnknownWord { .. } => "reading-unknown-word",
            Self::Number(error) => error.code(),
        }
    }

    /// The refusal that stands for this error, where there is one: only a number with two readings.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Ambiguous { text, as_thousands } => Some(
                Refusal::new(RefusalCode::AmbiguousNumber)
                    .with("text", text)
                    .with("as_thousands", as_thousands),
            ),
            _ => None,
        }
    }
}
