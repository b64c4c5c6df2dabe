//! Why a calculation gives no result: refused, or the number cannot be held. Not an undefined share:
//! that is an empty field of the result.

use crate::domain::number::NumberError;
use crate::domain::refusal::{Refusal, RefusalCode};

/// What a calculation gives instead of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalculationError {
    /// The question has no honest answer from these inputs. A result in its own right.
    Refused(Refusal),
    /// The arithmetic cannot be done exactly, or a parameter makes no sense.
    Number(NumberError),
}

/// A result, or why there is none.
pub type Calculated<T> = Result<T, CalculationError>;

impl CalculationError {
    /// The refusal, where it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Number(_) => None,
        }
    }

    /// The code of the refusal, where it is one.
    pub fn code(&self) -> Option<RefusalCode> {
        self.refusal().map(|refusal| refusal.code)
    }
}

impl From<Refusal> for CalculationError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<RefusalCode> for CalculationError {
    fn from(code: RefusalCode) -> Self {
        Self::Refused(Refusal::new(code))
    }
}

impl From<NumberError> for CalculationError {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}

impl std::fmt::Display for CalculationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Number(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CalculationError {}

/// Refuses a part that is larger than its whole.
pub(in crate::domain) fn part_of(
    part: u64,
    part_name: &str,
    whole: u64,
    whole_name: &str,
) -> Calculated<()> {
    if part <= whole {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::CountsContradict)
        .with("part", format!("{part} {part_name}"))
        .with("whole", format!("{whole} {whole_name}"))
        .into())
}

/// The sum of counts; `Overflow` beyond 64 bits.
pub(in crate::domain) fn total(counts: impl IntoIterator<Item = u64>) -> Calculated<u64> {
    let sum = counts.into_iter().try_fold(0_u64, u64::checked_add);
    sum.ok_or(CalculationError::Number(NumberError::Overflow))
}
