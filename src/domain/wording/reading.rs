//! One clause as the rules read it: its words and numbers, and what its structured form says where there is one.

use super::lexicon::Lexicon;
use super::numbers::{Number, disagreements, numbers};
use super::split::duties;
use super::tokens::{Span, Token, any_of, tokens};

/// What is known about a promise besides its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// There is a number or a state to compare with.
    pub target: bool,
    /// There is a period or a date.
    pub dated: bool,
    /// Places are named.
    pub located: bool,
    /// A price is named.
    pub priced: bool,
    /// What happens when it is not kept is named.
    pub consequence: bool,
    /// The audit says that it cannot be read in one way.
    pub unclear: bool,
}

/// A clause that is read.
pub struct Reading<'a> {
    pub lexicon: &'static Lexicon,
    pub known: Known,
    pub text: &'a str,
    /// Words of the whole clause.
    pub tokens: Vec<Token>,
    pub numbers: Vec<Number>,
    /// Words of the sentence that binds.
    pub sentence: Vec<Token>,
}

impl<'a> Reading<'a> {
    /// Reads a clause; the sentence that binds is a part of it.
    pub fn of(text: &'a str, sentence: Span, lexicon: &'static Lexicon, known: Known) -> Self {
        let all = tokens(text);
        let numbers = numbers(&all, lexicon);
        let inside = |t: &&Token| t.span.start >= sentence.start && t.span.end <= sentence.end;
        Self {
            lexicon,
            known,
            text,
            sentence: all.iter().filter(inside).cloned().collect(),
            numbers,
            tokens: all,
        }
    }

    /// Where any of the phrases stands.
    pub fn any(&self, phrases: &[&str]) -> Vec<Span> {
        any_of(&self.tokens, phrases)
    }

    /// Numbers that say how many: not those of clauses, and no years.
    pub fn amounts(&self) -> Vec<Span> {
        let amounts = self.numbers.iter().filter(|number| {
            let names = |token: &Token| self.lexicon.number_names.contains(&token.text.as_str());
            let is_a_name = self.before(number).is_some_and(names);
            let is_an_article =
                self.lexicon.one_is_an_article && !number.digits && number.value == Some(1);
            !is_a_name && !is_an_article && !is_a_year(number) && !self.is_beside_a_month(number)
        });
        amounts.map(|number| number.span).collect()
    }

    /// Phrases that stand directly before a number, with it.
    pub fn before_a_number(&self, phrases: &[&str]) -> Vec<Span> {
        let found = any_of(&self.tokens, phrases).into_iter();
        let joined = found.filter_map(|span| {
            let next = self.tokens.iter().position(|t| t.span.start >= span.end)?;
            let number = self.numbers.iter().find(|n| n.tokens.0 == next)?;
            Some(Span {
                start: span.start,
                end: number.span.end,
            })
        });
        joined.collect()
    }

    /// Times: how often, by when, for how long.
    pub fn times(&self) -> Vec<Span> {
        let mut found = self.any(&self.lexicon.times);
        for number in &self.numbers {
            let after = number.tokens.1 + 1;
            let unit = (after..=after + 1).find_map(|at| {
                let token = self.tokens.get(at)?;
                self.lexicon
                    .time_units
                    .contains(&token.text.as_str())
                    .then_some(token)
            });
            let clock = self.tokens.get(after).filter(|next| {
                let between = self.text.get(number.span.end..next.span.start);
                next.digits && number.digits && matches!(between, Some(":" | "-"))
            });
            if let Some(token) = unit.or(clock) {
                found.push(Span {
                    start: number.span.start,
                    end: token.span.end,
                });
            } else if is_a_year(number) || self.is_beside_a_month(number) {
                found.push(number.span);
            }
        }
        found.sort();
        found
    }

    /// Amounts of money.
    pub fn prices(&self) -> Vec<Span> {
        let mut found = self.any(&self.lexicon.prices);
        let is_currency =
            |token: &&Token| {
                let code = token.text.as_str();
                let named = self.lexicon.currencies.iter().any(|currency| {
                    match currency.strip_suffix('*') {
                        Some(begins) => code.starts_with(begins),
                        None => code == *currency,
                    }
                });
                // One letter is a currency as a capital alone: R 500, S/ 5, not the end of "provider's".
                named
                    && (code.chars().count() > 1
                        || token.capital
                        || !code.chars().all(char::is_alphabetic))
            };
        for number in &self.numbers {
            let mut at = number.tokens.0.checked_sub(1);
            if at
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|t| t.text == "/")
            {
                at = at.and_then(|at| at.checked_sub(1));
            }
            let before = at.and_then(|at| self.tokens.get(at)).filter(is_currency);
            let after = self.tokens.get(number.tokens.1 + 1).filter(is_currency);
            if before.is_some() || after.is_some() {
                found.push(Span {
                    start: before.map_or(number.span.start, |t| t.span.start),
                    end: after.map_or(number.span.end, |t| t.span.end),
                });
            }
        }
        found.sort();
        found
    }

    /// Places by their kind or name.
    pub fn places(&self) -> Vec<Span> {
        let mut found = self.any(&self.lexicon.places);
        for (at, token) in self.tokens.iter().enumerate() {
            if !self.lexicon.before_names.contains(&token.text.as_str()) {
                continue;
            }
            let next = self.tokens.get(at + 1);
            let article = next.is_some_and(|t| self.lexicon.articles.contains(&t.text.as_str()));
            let name = self.tokens.get(at + 1 + usize::from(article));
            if let Some(name) = name
                && name.capital
                && !self.lexicon.no_places.contains(&name.text.as_str())
            {
                found.push(Span {
                    start: token.span.start,
                    end: name.span.end,
                });
            }
        }
        found.sort();
        found
    }

    /// Numbers that are said twice and differ.
    pub fn disagreements(&self) -> Vec<Span> {
        disagreements(&self.tokens, &self.numbers)
    }

    /// A second promise in the same sentence; what follows when the first is not kept is none.
    pub fn second_promise(&self) -> Option<Span> {
        let joined = any_of(&self.sentence, &self.lexicon.joins);
        let all = duties(&self.sentence, self.lexicon);
        let own = all.iter().filter(|duty| {
            let at = self
                .sentence
                .iter()
                .position(|t| t.span.start == duty.start);
            let before = at
                .and_then(|at| at.checked_sub(1))
                .and_then(|at| self.sentence.get(at));
            !before.is_some_and(|t| self.lexicon.inside.contains(&t.text.as_str()))
        });
        let second = joined.first().or_else(|| own.skip(1).min());
        let consequences = any_of(&self.sentence, &self.lexicon.consequences);
        second
            .filter(|second| !consequences.iter().any(|c| c.start >= second.start))
            .copied()
    }

    fn before(&self, number: &Number) -> Option<&Token> {
        self.tokens.get(number.tokens.0.checked_sub(1)?)
    }

    fn is_beside_a_month(&self, number: &Number) -> bool {
        let is_month = |token: &Token| self.lexicon.months.contains(&token.text.as_str());
        let after = self.tokens.get(number.tokens.1 + 1);
        // "de" stands between day and month in Spanish.
        let second = self.tokens.get(number.tokens.1 + 2);
        let joined = after.is_some_and(|t| t.text == "de") && second.is_some_and(is_month);
        number.digits
            && (self.before(number).is_some_and(is_month) || after.is_some_and(is_month) || joined)
    }
}

fn is_a_year(number: &Number) -> bool {
    number.digits
        && number.span.end - number.span.start == 4
        && number
            .value
            .is_some_and(|value| (1900..2200).contains(&value))
}
