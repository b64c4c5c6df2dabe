//! Numbers in digits and in words, as each language writes them.

use super::Language;
use super::tokens::{Piece, Token};
use crate::domain::published::Stated;

/// A number, and the piece behind it.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The number, with the point as the decimal sign and `%` where it is a share.
    pub stated: Stated,
    /// The piece behind it.
    pub next: usize,
    /// A single `a`, `un`, `una`: a number or an article.
    pub may_be_article: bool,
}

/// What a word is in a number.
#[derive(Clone, Copy)]
enum Part {
    Add(u64),
    Times(u64),
    And,
}

const ENGLISH: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SPANISH: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciseis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidos",
    "veintitres",
    "veinticuatro",
    "veinticinco",
    "veintiseis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const SPANISH_TENS: [&str; 7] = [
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];
const SPANISH_HUNDREDS: [&str; 8] = [
    "doscient",
    "trescient",
    "cuatrocient",
    "quinient",
    "seiscient",
    "setecient",
    "ochocient",
    "novecient",
];
const FRENCH: [&str; 17] = [
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize",
];
const FRENCH_TENS: [&str; 5] = ["vingt", "trente", "quarante", "cinquante", "soixante"];

/// The place of a word in a list, as a number.
fn nth(list: &[&str], word: &str) -> Option<u64> {
    let at = list.iter().position(|one| *one == word)?;
    u64::try_from(at).ok()
}

fn part(word: &str, language: Language) -> Option<Part> {
    let listed = |ones: &[&str], tens: &[&str], from: u64| {
        nth(ones, word)
            .or_else(|| nth(tens, word).map(|n| (n + from) * 10))
            .map(Part::Add)
    };
    match language {
        Language::English => match word {
            "hundred" => Some(Part::Times(100)),
            "thousand" => Some(Part::Times(1_000)),
            "million" => Some(Part::Times(1_000_000)),
            "and" => Some(Part::And),
            _ => listed(&ENGLISH, &ENGLISH_TENS, 2),
        },
        Language::Spanish => match word {
            "un" | "una" => Some(Part::Add(1)),
            "veintiun" | "veintiuna" => Some(Part::Add(21)),
            "cien" | "ciento" => Some(Part::Add(100)),
            "mil" => Some(Part::Times(1_000)),
            "millon" | "millones" => Some(Part::Times(1_000_000)),
            "y" => Some(Part::And),
            _ => {
                let stem = word.strip_suffix("os").or(word.strip_suffix("as"));
                let hundreds = stem.and_then(|stem| nth(&SPANISH_HUNDREDS, stem));
                let hundreds = hundreds.map(|n| Part::Add((n + 2) * 100));
                hundreds.or_else(|| listed(&SPANISH, &SPANISH_TENS, 3))
            }
        },
        Language::French => match word {
            "une" => Some(Part::Add(1)),
            "vingts" => Some(Part::Add(20)),
            "cent" | "cents" => Some(Part::Times(100)),
            "mille" => Some(Part::Times(1_000)),
            "million" | "millions" => Some(Part::Times(1_000_000)),
            "et" => Some(Part::And),
            _ => listed(&FRENCH, &FRENCH_TENS, 2),
        },
    }
}

/// What a number comes to with one more word, if the language writes it so.
fn with(so_far: u64, add: u64, language: Language) -> Option<u64> {
    let (tens, french) = (so_far % 100, language == Language::French);
    let fits = match add {
        0 => so_far == 0,
        1..=9 => {
            let is_round = tens == 0 || (tens >= 20 && tens % 10 == 0);
            is_round && !(french && matches!(tens, 70 | 90))
                || (french && matches!(tens, 10 | 70 | 90) && add >= 7)
        }
        10..=19 => tens == 0 || (french && matches!(tens, 60 | 80)),
        20 if french && tens == 4 => return Some(so_far - 4 + 80),
        20..=99 => tens == 0,
        _ => so_far == 0,
    };
    fits.then(|| so_far + add)
}

/// A number in words; with `joined` false a joining "and" ends it.
fn in_words(tokens: &[Token], at: usize, language: Language, joined: bool) -> Option<(u64, usize)> {
    let (mut whole, mut part_so_far, mut next, mut end) = (0u64, 0u64, at, None);
    let mut any = false;
    while let Some(token) = tokens.get(next) {
        // The sign of `twenty-four`, between words without spaces.
        let is_joined = |a: &Token, b: &Token| a.end == b.start;
        if any && token.is("-") && is_joined(&tokens[next - 1], token) {
            next += 1;
            continue;
        }
        if token.piece != Piece::Word {
            break;
        }
        match part(&token.plain, language) {
            Some(Part::Add(add)) => match with(part_so_far, add, language) {
                Some(sum) => part_so_far = sum,
                None => break,
            },
            Some(Part::Times(100)) if part_so_far < 10 => part_so_far = part_so_far.max(1) * 100,
            Some(Part::Times(by)) if by > 100 && part_so_far < 1_000 && whole % by == 0 => {
                let sum = part_so_far.max(1).checked_mul(by);
                match sum.and_then(|sum| whole.checked_add(sum)) {
                    Some(sum) if whole == 0 || sum - whole < whole => whole = sum,
                    _ => break,
                }
                part_so_far = 0;
            }
            Some(Part::And) if any && joined => {
                next += 1;
                continue;
            }
            _ => break,
        }
        any = true;
        next += 1;
        end = Some((whole + part_so_far, next));
    }
    end
}

/// Digits as the language writes them, with the point as the decimal sign and without groups.
fn in_digits(text: &str, language: Language) -> Option<String> {
    let (group, point) = match language {
        Language::English => (',', '.'),
        Language::Spanish | Language::French => ('.', ','),
    };
    let (whole, decimals) = match text.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    // A point that groups nothing is a decimal sign of the other kind: which one is not guessed.
    if rest.iter().any(|group| group.len() != 3) || (!rest.is_empty() && first.len() > 3) {
        return None;
    }
    let whole = format!("{first}{}", rest.concat());
    match decimals {
        Some(decimals) if decimals.bytes().all(|b| b.is_ascii_digit()) => {
            Some(format!("{whole}.{decimals}"))
        }
        Some(_) => None,
        None => Some(whole),
    }
}

/// The number at a place, in digits or words.
pub fn amount_at(tokens: &[Token], at: usize, language: Language, joined: bool) -> Option<Amount> {
    let token = tokens.get(at)?;
    let mut may_be_article = false;
    let (mut text, mut next) = match token.piece {
        Piece::Number => {
            let mut text = in_digits(&token.plain, language)?;
            let mut next = at + 1;
            // Thousands behind a space, as French and Spanish print them.
            let mut last = token;
            while let Some(more) = tokens.get(next).filter(|more| {
                let is_group = more.piece == Piece::Number && more.plain.len() == 3;
                is_group && language != Language::English && text.len() < 12 && follows(last, more)
            }) {
                if text.contains('.') || last.plain.len() > 3 {
                    break;
                }
                text.push_str(&more.plain);
                last = more;
                next += 1;
            }
            (text, next)
        }
        Piece::Word => {
            let (value, next) = in_words(tokens, at, language, joined)?;
            let is_one = next == at + 1 && ["un", "una", "une"].contains(&token.plain.as_str());
            may_be_article = is_one;
            (value.to_string(), next)
        }
        _ => return None,
    };
    if token.piece == Piece::Number
        && let Some(Part::Times(by)) = tokens.get(next).and_then(|t| part(&t.plain, language))
    {
        let whole: Option<u64> = text.parse().ok();
        text = whole.and_then(|n| n.checked_mul(by))?.to_string();
        next += 1;
    }
    for phrase in PERCENT {
        let words = tokens.get(next..next + phrase.len());
        if words.is_some_and(|words| words.iter().zip(*phrase).all(|(t, word)| t.is(word))) {
            text.push('%');
            next += phrase.len();
            break;
        }
    }
    let stated = Stated::parse(&text).ok()?;
    Some(Amount {
        stated,
        next,
        may_be_article,
    })
}

/// How a share is written behind its number.
const PERCENT: &[&[&str]] = &[
    &["%"],
    &["percent"],
    &["per", "cent"],
    &["por", "ciento"],
    &["pour", "cent"],
];

/// Whether just one sign, a space, lies between two pieces.
fn follows(before: &Token, after: &Token) -> bool {
    // The widest space takes three bytes.
    (1..=3).contains(&after.start.saturating_sub(before.end))
}
