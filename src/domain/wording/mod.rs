//! Checking the wording: whether a promise says what somebody could be held to, by eight published rules. It reads
//! words, not intentions; a lawyer reads more. The rules with examples: docs/check-wording.md. `report` reads sentences of
//! findings in the same way.

mod lexicon;
mod numbers;
mod reading;
mod report;
mod rules;
mod split;
#[cfg(test)]
mod tests;
mod tokens;

use serde::Serialize;

use super::obligation::{Obligation, Target};

pub use lexicon::Language;
pub use report::{Flaw, FlawKind, flaws, is_hedged, names_money, says_how_many};
pub use rules::{Judged, Outcome, Rule};
pub use tokens::Span;

use reading::{Known, Reading};
use split::Piece;

/// A promise with what the rules say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckedClause {
    /// Its number in the document, or its name in the case.
    pub label: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// One for each rule, in the order of [`Rule::ALL`].
    pub judged: Vec<Judged>,
}

/// How many keep a rule, of how many that it speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// How many pass.
    pub passed: usize,
    /// Of how many.
    pub of: usize,
}

/// A document or a case with what the rules say of each promise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckedText {
    /// The promises in order.
    pub clauses: Vec<CheckedClause>,
    /// What binds nobody, and was not judged.
    pub others: Vec<Span>,
}

impl CheckedClause {
    /// How many rules it keeps.
    #[must_use]
    pub fn score(&self) -> Score {
        score(self.judged.iter())
    }
}

impl CheckedText {
    /// How many promises keep a rule.
    #[must_use]
    pub fn of_rule(&self, rule: Rule) -> Score {
        score(self.all().filter(|judged| judged.rule == rule))
    }

    /// Every rule of every promise.
    #[must_use]
    pub fn overall(&self) -> Score {
        score(self.all())
    }

    fn all(&self) -> impl Iterator<Item = &Judged> {
        self.clauses.iter().flat_map(|clause| &clause.judged)
    }
}

fn score<'a>(judged: impl Iterator<Item = &'a Judged>) -> Score {
    let mut score = Score::default();
    for one in judged.filter(|one| one.outcome != Outcome::NotApplicable) {
        score.of += 1;
        score.passed += usize::from(one.outcome == Outcome::Passes);
    }
    score
}

/// Checks every promise of a text.
#[must_use]
pub fn check_text(text: &str, language: Language) -> CheckedText {
    let (pieces, others) = split::split(text, language.lexicon());
    let clauses = pieces
        .into_iter()
        .map(|piece| clause(text, piece, language, Known::default()))
        .collect();
    CheckedText { clauses, others }
}

/// Checks the promises of a case. What the case says in its fields counts as said: a period, places, a price, a penalty.
#[must_use]
pub fn check_obligations(obligations: &[Obligation], language: Language) -> CheckedText {
    let clauses = obligations.iter().map(|obligation| {
        let quote = obligation.clause.as_ref().and_then(|c| c.quote.as_deref());
        let text = match quote {
            Some(quote) => format!("{} {quote}", obligation.promise),
            None => obligation.promise.clone(),
        };
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        let piece = Piece {
            label: Some(obligation.id.to_string()),
            span: whole,
            // The quotation says the same once more; it is no second promise.
            sentence: Span {
                start: 0,
                end: obligation.promise.len(),
            },
        };
        clause(&text, piece, language, known(obligation))
    });
    CheckedText {
        clauses: clauses.collect(),
        others: Vec::new(),
    }
}

fn known(obligation: &Obligation) -> Known {
    let criteria = &obligation.criteria;
    let recurs = |target: &Target| matches!(target, Target::Times { .. } | Target::By(_));
    Known {
        target: criteria.iter().any(|c| c.target.is_quantified()),
        dated: obligation.period.is_some() || criteria.iter().any(|c| recurs(&c.target)),
        located: !obligation.places.is_empty(),
        priced: obligation.unit_price.is_some(),
        consequence: obligation.penalty.is_some(),
        unclear: obligation.unclear.is_some(),
    }
}

fn clause(text: &str, piece: Piece, language: Language, known: Known) -> CheckedClause {
    let said = piece.span.of(text);
    let sentence = Span {
        start: piece.sentence.start - piece.span.start,
        end: piece.sentence.end - piece.span.start,
    };
    let reading = Reading::of(said, sentence, language.lexicon(), known);
    let judged = Rule::ALL.into_iter().map(|rule| {
        let mut judged = rules::judge(rule, &reading);
        for word in &mut judged.words {
            word.start += piece.span.start;
            word.end += piece.span.start;
        }
        judged
    });
    CheckedClause {
        label: piece.label,
        span: piece.span,
        text: said.to_owned(),
        judged: judged.collect(),
    }
}
