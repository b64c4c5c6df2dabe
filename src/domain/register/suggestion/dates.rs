//! Days as sentences name them: 30 June 2026, June 30, 2026, 30 de junio de 2026, 1er juin 2026, 2026-06-30.

use super::Language;
use super::tokens::{Piece, Token};
use crate::domain::period::PartialDate;

const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

fn month(token: &Token, language: Language) -> Option<usize> {
    let months = match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
        Language::French => &FRENCH,
    };
    months
        .iter()
        .position(|month| token.is(month))
        .map(|at| at + 1)
}

/// A number of so many digits.
fn digits(token: &Token, at_most: usize) -> Option<u32> {
    let fits = token.piece == Piece::Number && token.plain.len() <= at_most;
    if fits { token.plain.parse().ok() } else { None }
}

/// The date at a place, and the piece behind it. Without its year it is none.
pub fn date_at(tokens: &[Token], at: usize, language: Language) -> Option<(PartialDate, usize)> {
    let token = tokens.get(at)?;
    if token.piece == Piece::Day {
        return Some((PartialDate::parse(&token.plain).ok()?, at + 1));
    }
    let mut next = at;
    if tokens.get(next)?.is("the") {
        next += 1;
    }
    let mut day = None;
    if let Some(first) = digits(tokens.get(next)?, 2) {
        day = Some(first);
        next += 1;
        if tokens
            .get(next)
            .is_some_and(|t| ["st", "nd", "rd", "th", "er", "o"].iter().any(|s| t.is(s)))
        {
            next += 1;
        }
        if tokens.get(next).is_some_and(|t| t.is("of") || t.is("de")) {
            next += 1;
        }
    }
    let month = month(tokens.get(next)?, language)?;
    next += 1;
    if day.is_none()
        && let Some(second) = tokens.get(next).and_then(|t| digits(t, 2))
    {
        day = Some(second);
        next += 1;
        if tokens
            .get(next)
            .is_some_and(|t| ["st", "nd", "rd", "th"].iter().any(|s| t.is(s)))
        {
            next += 1;
        }
    }
    if tokens
        .get(next)
        .is_some_and(|t| t.is(",") || t.is("de") || t.is("del") || t.is("of"))
    {
        next += 1;
    }
    let year = tokens.get(next).filter(|t| t.plain.len() == 4);
    let year = year.and_then(|t| digits(t, 4))?;
    let text = match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    };
    Some((PartialDate::parse(&text).ok()?, next + 1))
}

/// The last day that lies before a date that is known to the day.
pub fn day_before(date: PartialDate) -> Option<PartialDate> {
    let before = date.first_day().pred_opt().filter(|_| date.is_a_day())?;
    PartialDate::parse(&before.to_string()).ok()
}
