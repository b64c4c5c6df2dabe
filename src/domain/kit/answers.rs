//! Answers to the blanks of a kit: read by their kind, refused by name.

use std::collections::{BTreeMap, BTreeSet};

use super::said::ENGLISH;
use super::{Blank, BlankKind, Fills, Kit};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

/// Longest answer, in characters. A list of places may have several lines' worth.
const LONGEST: usize = 500;

/// What somebody answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The answers by the names of their blanks.
    pub values: BTreeMap<String, String>,
    /// Promises that are left out.
    pub without: BTreeSet<Code>,
    /// In which language the sentences are wanted; English where it is empty.
    pub language: String,
}

impl Answers {
    /// The code of the language.
    #[must_use]
    pub fn language(&self) -> &str {
        if self.language.is_empty() {
            ENGLISH
        } else {
            &self.language
        }
    }
}

/// An answer that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The blank.
    pub blank: String,
    /// What is wrong.
    pub fault: BlankFault,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlankFault {
    /// There is none.
    Missing,
    /// There is no such blank, or no such promise to leave out.
    Unknown,
    /// Longer than a line.
    TooLong,
    /// More than one line, or signs that print nothing.
    NotOneLine,
    /// No number.
    NotANumber,
    /// A number below zero.
    Negative,
    /// No number of times.
    NotWhole,
    /// No date.
    NotADate,
    /// No amount with a currency.
    NotMoney,
    /// None of the choices, which follow.
    NotAChoice(String),
    /// The last day lies before the first.
    EndsBeforeItBegins,
}

impl BlankFault {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing => "kit-blank-missing",
            Self::Unknown => "kit-blank-unknown",
            Self::TooLong => "kit-blank-too-long",
            Self::NotOneLine => "kit-blank-not-one-line",
            Self::NotANumber => "kit-blank-not-a-number",
            Self::Negative => "kit-blank-negative",
            Self::NotWhole => "kit-blank-not-whole",
            Self::NotADate => "kit-blank-not-a-date",
            Self::NotMoney => "kit-blank-not-money",
            Self::NotAChoice(_) => "kit-blank-not-a-choice",
            Self::EndsBeforeItBegins => "kit-blank-ends-before",
        }
    }

    /// What the sentence names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotAChoice(choices) => vec![("choices", choices.clone())],
            Self::TooLong => vec![("most", LONGEST.to_string())],
            _ => Vec::new(),
        }
    }
}

/// One answer as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    /// As it stands in a sentence.
    pub shown: String,
    /// As it stands in a target or price.
    pub exact: String,
    /// The currency of an amount.
    pub currency: Option<Currency>,
}

impl Kit {
    /// Reads every answer, or says of each that cannot be used what is wrong with it.
    pub(super) fn read_answers(
        &self,
        answers: &Answers,
    ) -> Result<BTreeMap<String, Read>, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut read = BTreeMap::new();
        for blank in &self.blanks {
            let given = answers
                .values
                .get(blank.id.as_str())
                .map(|text| text.trim());
            let given = given.filter(|text| !text.is_empty());
            let result = match given.or(blank.default.as_deref()) {
                None => Err(BlankFault::Missing),
                Some(text) => blank.read(text, answers.language()),
            };
            match result {
                Ok(one) => _ = read.insert(blank.id.to_string(), one),
                Err(fault) => problems.push(FieldProblem {
                    blank: blank.id.to_string(),
                    fault,
                }),
            }
        }
        let unknown = |blank: &str| FieldProblem {
            blank: blank.to_owned(),
            fault: BlankFault::Unknown,
        };
        let is_blank = |name: &str| self.blanks.iter().any(|b| b.id.as_str() == name);
        let is_promise = |code: &Code| self.promises.iter().any(|p| p.id == *code);
        problems.extend(
            answers
                .values
                .keys()
                .filter(|k| !is_blank(k))
                .map(|k| unknown(k)),
        );
        let without = answers.without.iter().filter(|code| !is_promise(code));
        problems.extend(without.map(|code| unknown(code.as_str())));
        let day = |fills| {
            let blank = self
                .blanks
                .iter()
                .find(|blank| blank.fills == Some(fills))?;
            Some((
                blank,
                PartialDate::parse(&read.get(blank.id.as_str())?.exact).ok()?,
            ))
        };
        if let (Some((_, from)), Some((blank, to))) = (day(Fills::From), day(Fills::To))
            && to.last_day() < from.first_day()
        {
            problems.push(FieldProblem {
                blank: blank.id.to_string(),
                fault: BlankFault::EndsBeforeItBegins,
            });
        }
        if problems.is_empty() {
            Ok(read)
        } else {
            Err(problems)
        }
    }
}

impl Blank {
    fn read(&self, text: &str, language: &str) -> Result<Read, BlankFault> {
        if text.chars().count() > LONGEST {
            return Err(BlankFault::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(BlankFault::NotOneLine);
        }
        let plain = |exact: &str| Read {
            shown: text.to_owned(),
            exact: exact.to_owned(),
            currency: None,
        };
        match self.kind {
            BlankKind::Text => Ok(plain(text)),
            BlankKind::Number => number(text).map(|()| plain(text)),
            BlankKind::Date => PartialDate::parse(text)
                .map(|_| plain(text))
                .map_err(|_| BlankFault::NotADate),
            BlankKind::Money => {
                let (currency, amount) = money(text).ok_or(BlankFault::NotMoney)?;
                Ok(Read {
                    currency: Some(currency),
                    ..plain(amount)
                })
            }
            BlankKind::Choice => {
                let chosen = self
                    .choices
                    .iter()
                    .find(|choice| choice.id.as_str() == text);
                let all = || {
                    let ids: Vec<_> = self.choices.iter().map(|c| c.id.as_str()).collect();
                    ids.join(", ")
                };
                let chosen = chosen.ok_or_else(|| BlankFault::NotAChoice(all()))?;
                Ok(Read {
                    shown: chosen.text.of(language).to_owned(),
                    ..plain(text)
                })
            }
        }
    }
}

fn number(text: &str) -> Result<(), BlankFault> {
    if text.starts_with(['-', '\u{2212}']) {
        return Err(BlankFault::Negative);
    }
    // A number in a blank is a number, not what a source says about one.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(BlankFault::NotANumber);
    }
    Stated::parse(text).map_err(|_| BlankFault::NotANumber)?;
    Ok(())
}

/// `ZAR 150` or `150 ZAR`.
fn money(text: &str) -> Option<(Currency, &str)> {
    let (one, other) = text.split_once(' ')?;
    let pair = |code: &str, amount: &str| {
        number(amount).ok()?;
        Currency::parse(code).ok()
    };
    let (one, other) = (one.trim(), other.trim());
    pair(one, other)
        .map(|currency| (currency, other))
        .or_else(|| pair(other, one).map(|currency| (currency, one)))
}
