//! The number of a sentence: how it is meant, what it counts, and what kind of promise that makes.

use super::lexicon::{self as words, Comparator};
use super::numbers::{Amount, amount_at};
use super::phrases::{any_at, longest_at};
use super::reading::Reader;
use super::tokens::{Piece, Token, plain};
use super::{Suggestion, What};
use crate::domain::number::Exact;
use crate::domain::obligation::{Kind, Target};
use crate::domain::published::Stated;

/// The most words that name what is counted.
const LONGEST_NAME: usize = 3;

/// A number with how it is meant.
pub(super) struct Measured {
    stated: Stated,
    comparator: Option<Comparator>,
    high: Option<Stated>,
    at: usize,
    next: usize,
}

impl Reader<'_> {
    /// The first number that is none of a name, with how it is meant.
    pub(super) fn measured(&mut self) -> Option<Measured> {
        let mut found = None;
        for at in 0..self.tokens.len() {
            found = self.range(at).or_else(|| self.compared(at));
            if found.is_some() {
                break;
            }
        }
        // A number without a word that says how it is meant.
        let found = found.or_else(|| {
            (0..self.tokens.len()).find_map(|at| {
                let amount = self
                    .amount(at, true)
                    .filter(|amount| !amount.may_be_article)?;
                (!self.names_something(at) && self.is_free(at, amount.next)).then_some(Measured {
                    stated: amount.stated,
                    comparator: None,
                    high: None,
                    at,
                    next: amount.next,
                })
            })
        });
        let mut found = found?;
        let what = if found.high.is_some() {
            What::Range
        } else {
            What::Number
        };
        self.hear(what, (found.at, found.next));
        let behind = words::comparators_behind(self.language);
        for skipped in 0..=2 {
            let at = found.next + skipped;
            if found.high.is_some() || found.comparator.is_some() {
                break;
            }
            if let Some((comparator, next)) = longest_at(self.tokens, at, behind) {
                found.comparator = Some(comparator);
                self.hear(What::Comparator, (at, next));
            }
        }
        Some(found)
    }

    fn amount(&self, at: usize, joined: bool) -> Option<Amount> {
        amount_at(self.tokens, at, self.language, joined)
    }

    /// Whether the number at a place only names something: clause 7, ward 4, a day, a time.
    fn names_something(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let naming = words::naming(self.language);
        before.is_some_and(|before| naming.iter().any(|word| before.is(word)) || before.is("/"))
            || self.tokens.get(at + 1).is_some_and(|after| after.is("/"))
    }

    fn range(&self, at: usize) -> Option<Measured> {
        words::ranges(self.language)
            .iter()
            .find_map(|(before, between)| {
                let first = match *before {
                    "" => at,
                    word => any_at(self.tokens, at, &[word])?,
                };
                let low = self.amount(first, false)?;
                let sign = self.tokens.get(low.next)?;
                let is_dash = before.is_empty() && (sign.is("-") || sign.is("\u{2013}"));
                let behind =
                    any_at(self.tokens, low.next, &[between]).or(is_dash.then_some(low.next + 1))?;
                let high = self.amount(behind, true)?;
                let fits = low.stated.value() <= high.stated.value() && self.is_free(at, high.next);
                (fits && !self.names_something(first)).then_some(Measured {
                    stated: low.stated,
                    comparator: None,
                    high: Some(high.stated),
                    at,
                    next: high.next,
                })
            })
    }

    fn compared(&self, at: usize) -> Option<Measured> {
        let (comparator, next) = longest_at(self.tokens, at, words::comparators(self.language))?;
        // An article and the sign of a currency may stand between.
        let articles = ["the", "el", "la", "los", "las", "le", "les"];
        let is_article = |token: &Token| articles.iter().any(|article| token.is(article));
        let next = next + usize::from(self.tokens.get(next).is_some_and(is_article));
        let next = next + usize::from(self.tokens.get(next).is_some_and(is_currency));
        let amount = self.amount(next, true)?;
        self.is_free(at, amount.next).then_some(Measured {
            stated: amount.stated,
            comparator: Some(comparator),
            high: None,
            at,
            next: amount.next,
        })
    }

    /// What a number counts; for a share, what it is of.
    pub(super) fn name_of(&mut self, measured: &Measured) -> (Option<String>, Option<String>) {
        let mut at = measured.next;
        let is_share = measured.stated.is_percent();
        if is_share {
            let language = self.language;
            while self
                .tokens
                .get(at)
                .is_some_and(|t| t.piece == Piece::Word && words::ends_a_name(t, language))
            {
                at += 1;
            }
        }
        let end = self.end_of_name(at);
        if end == at || !self.is_free(at, end) {
            return (None, None);
        }
        let end = if is_share { end } else { self.with_per(end) };
        let name = self.text(at, end);
        self.hear(What::Unit, (at, end));
        (Some(name.clone()), is_share.then_some(name))
    }

    /// The end of a name of at most three words. A longer run of words is no name: of it only the first is taken.
    pub(super) fn end_of_name(&self, at: usize) -> usize {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let run = rest
            .iter()
            .take_while(|t| !words::ends_a_name(t, self.language))
            .count();
        at + if run > LONGEST_NAME { 1 } else { run }
    }

    /// "Pupils per teacher", "meals a day": the name goes on behind `per`.
    fn with_per(&self, end: usize) -> usize {
        let per = [
            "per", "por", "par", "a", "al", "pour", "for", "every", "each",
        ];
        let Some(next) = any_at(self.tokens, end, &per) else {
            return end;
        };
        let is_time = longest_at(self.tokens, next, words::stretches(self.language)).is_some();
        let only_time = ["a", "al", "for", "pour", "every", "each"]
            .iter()
            .any(|w| self.tokens[end].is(w));
        let last = if is_time {
            next + 1
        } else {
            self.end_of_name(next)
        };
        if last > next && (is_time || !only_time) && self.is_free(end, last) {
            last
        } else {
            end
        }
    }

    /// The target of a number, and what kind of promise it makes.
    pub(super) fn measure(
        &mut self,
        made: &mut Suggestion,
        measured: &Measured,
        is_share: bool,
    ) -> Option<Kind> {
        let stated = measured.stated.clone();
        if let Some((users, name)) = self.sharing(measured) {
            made.unit = Some(name);
            made.target = Some(Target::AtMost(users));
            return Some(Kind::Ratio);
        }
        let before = measured
            .at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at));
        let inside = &self.tokens[measured.at..measured.next];
        let behind = self.tokens.get(measured.next);
        let is_price = before.is_some_and(is_currency)
            || inside.iter().any(is_currency)
            || behind.is_some_and(is_currency);
        let assumed = if is_price {
            Comparator::AtMost
        } else {
            Comparator::AtLeast
        };
        if measured.comparator.is_none() && measured.high.is_none() {
            self.hear(What::Assumed, (measured.at, measured.next));
        }
        made.target = Some(
            match (
                measured.high.clone(),
                measured.comparator.unwrap_or(assumed),
            ) {
                (Some(high), _) => Target::Between { low: stated, high },
                (None, Comparator::AtLeast) => Target::AtLeast(stated),
                (None, Comparator::AtMost) => Target::AtMost(stated),
                (None, Comparator::MoreThan) => Target::MoreThan(stated),
                (None, Comparator::FewerThan) => Target::FewerThan(stated),
                (None, Comparator::Exactly) => Target::Exactly(stated),
            },
        );
        made.of = is_share.then(|| made.unit.clone()).flatten();
        let unit = made.unit.as_deref().unwrap_or_default();
        let has_per = [" per ", " por ", " par "]
            .iter()
            .any(|per| unit.contains(per));
        let is_time = words::stretches(self.language)
            .iter()
            .any(|(word, _)| plain(unit).ends_with(word));
        if is_price {
            Some(Kind::Price)
        } else if has_per && !is_time {
            Some(Kind::Ratio)
        } else {
            None
        }
    }

    /// "One toilet for every five families": how many share, and their name.
    fn sharing(&mut self, measured: &Measured) -> Option<(Stated, String)> {
        if measured.stated.value() != Exact::ONE || measured.high.is_some() {
            return None;
        }
        let first = measured.next;
        let end = self.end_of_name(first);
        let links = [
            "per",
            "for every",
            "for each",
            "for",
            "to every",
            "por cada",
            "por",
            "cada",
            "pour",
            "par",
        ];
        let next = any_at(self.tokens, end, &links).filter(|_| end > first)?;
        let users = self
            .amount(next, true)
            .filter(|users| !users.may_be_article)?;
        let last = self.end_of_name(users.next);
        if last == users.next || !self.is_free(end, last) {
            return None;
        }
        let name = format!(
            "{} / {}",
            self.text(users.next, last),
            self.text(first, end)
        );
        self.hear(What::Number, (end, last));
        Some((users.stated, name))
    }
}

/// Whether a piece is the sign or the code of a currency.
fn is_currency(token: &Token) -> bool {
    let signs = [
        "$", "€", "£", "₹", "r", "rs", "usd", "eur", "gbp", "zar", "inr", "kes", "euros", "euro",
    ];
    signs.iter().any(|sign| token.is(sign))
}
