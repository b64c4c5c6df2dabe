//! Digits in groups, for display. Not reading: that is [`super::parse_published`].

use serde::{Deserialize, Serialize};

/// How long numbers are broken into groups with commas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// 615840
    #[default]
    None,
    /// 615,840
    Western,
    /// 6,15,840
    Indian,
}

/// Puts commas into a plain decimal such as [`super::Rounding::show`] gives it: an optional sign,
/// digits, an optional point with digits, an optional unit sign such as `%`. Only the digits before
/// the point are grouped; everything else is left as it is.
pub fn group(digits: &str, grouping: Grouping) -> String {
    let start = digits
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(digits.len());
    let (sign, rest) = digits.split_at(start);
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (whole, after) = rest.split_at(end);
    let mut grouped = String::with_capacity(digits.len() + whole.len() / 2);
    grouped.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && starts_group(whole.len() - index, grouping) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(after);
    grouped
}

/// Does a group begin where `left` digits remain?
fn starts_group(left: usize, grouping: Grouping) -> bool {
    match grouping {
        Grouping::None => false,
        Grouping::Western => left.is_multiple_of(3),
        Grouping::Indian => left == 3 || (left > 3 && left % 2 == 1),
    }
}
