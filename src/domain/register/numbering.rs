//! The numbers of promises: O-01 of an agreement stays O-01, and no number is given twice.

use super::terms::Terms;
use crate::domain::code::Code;

/// The number that the name of a promise bears: `o-07` is 7. `None` for a name of another kind.
#[must_use]
pub fn number_of(code: &Code) -> Option<u32> {
    let digits = code.as_str().strip_prefix("o-")?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|number| is_number && *number > 0)
}

/// The highest number that any promise of these terms bears; 0 where none does.
#[must_use]
pub fn highest_number<'a>(all: impl IntoIterator<Item = &'a Terms>) -> u32 {
    let codes = all.into_iter().flat_map(|terms| &terms.obligations);
    codes
        .filter_map(|one| number_of(&one.id))
        .max()
        .unwrap_or(0)
}
