//! The eight rules, each a function of a clause.

use serde::Serialize;

use super::reading::Reading;
use super::tokens::Span;

/// What a promise must say so that somebody can be held to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Somebody can look and say yes or no.
    Verifiable,
    /// How many, or every one.
    Specific,
    /// When, how often, by when.
    Dated,
    /// Where.
    Located,
    /// For how much.
    Priced,
    /// One promise, with one meaning.
    SingleMeaning,
    /// By what it is shown.
    ProofNamed,
    /// What follows when it is not kept.
    ConsequenceNamed,
}

impl Rule {
    /// Every rule in the order in which they are published.
    pub const ALL: [Self; 8] = [
        Self::Verifiable,
        Self::Specific,
        Self::Dated,
        Self::Located,
        Self::Priced,
        Self::SingleMeaning,
        Self::ProofNamed,
        Self::ConsequenceNamed,
    ];

    /// Its name in the word catalogue: `single-meaning`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Verifiable => "verifiable",
            Self::Specific => "specific",
            Self::Dated => "dated",
            Self::Located => "located",
            Self::Priced => "priced",
            Self::SingleMeaning => "single-meaning",
            Self::ProofNamed => "proof-named",
            Self::ConsequenceNamed => "consequence-named",
        }
    }
}

/// Whether a clause keeps a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It does.
    Passes,
    /// It does not.
    Fails,
    /// The rule does not speak of clauses like this.
    NotApplicable,
}

/// What one rule says of one clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// The rule.
    pub rule: Rule,
    /// Whether it is kept.
    pub outcome: Outcome,
    /// Why: the last part of the key of its sentence in the word catalogue.
    pub because: &'static str,
    /// The words that made it so, as bytes of the document.
    pub words: Vec<Span>,
}

/// What one rule says, with its words as bytes of the clause.
pub(super) fn judge(rule: Rule, clause: &Reading<'_>) -> Judged {
    let (outcome, because, words) = match rule {
        Rule::Verifiable => verifiable(clause),
        Rule::Specific => specific(clause),
        Rule::Dated => dated(clause),
        Rule::Located => located(clause),
        Rule::Priced => priced(clause),
        Rule::SingleMeaning => single_meaning(clause),
        Rule::ProofNamed => proof(clause),
        Rule::ConsequenceNamed => consequence(clause),
    };
    Judged {
        rule,
        outcome,
        because,
        words,
    }
}

type Said = (Outcome, &'static str, Vec<Span>);

const NOTHING: Vec<Span> = Vec::new();

/// The first of these that finds words decides; without any, the last word.
fn first(choices: Vec<(Outcome, &'static str, Vec<Span>)>, otherwise: Said) -> Said {
    let mut choices = choices.into_iter();
    choices
        .find(|(_, _, words)| !words.is_empty())
        .unwrap_or(otherwise)
}

fn verifiable(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let mut measures = clause.amounts();
    measures.extend(clause.times());
    measures.sort();
    let otherwise = if clause.known.target {
        (Outcome::Passes, "target", NOTHING)
    } else {
        (Outcome::Fails, "nothing-to-measure", NOTHING)
    };
    first(
        vec![
            (Outcome::Fails, "effort", clause.any(&lexicon.efforts)),
            (
                Outcome::Fails,
                "quality",
                clause.any(&lexicon.vague_qualities),
            ),
            (Outcome::Passes, "measure", measures),
            (Outcome::Passes, "visible", clause.any(&lexicon.visible)),
        ],
        otherwise,
    )
}

fn specific(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let ceilings = clause.before_a_number(&lexicon.ceilings);
    let mut vague = clause.any(&lexicon.vague_amounts);
    vague.extend(clause.before_a_number(&lexicon.approximations));
    vague.sort();
    let floors = clause.before_a_number(&lexicon.floors);
    let otherwise = if clause.known.target {
        (Outcome::Passes, "target", NOTHING)
    } else {
        (Outcome::Fails, "no-number", NOTHING)
    };
    first(
        vec![
            (Outcome::Passes, "floor", floors),
            (Outcome::Fails, "ceiling", ceilings),
            (Outcome::Fails, "vague-amount", vague),
            (Outcome::Passes, "number", clause.amounts()),
            (Outcome::Passes, "every", clause.any(&lexicon.every)),
            (Outcome::Passes, "number", clause.any(&lexicon.times)),
        ],
        otherwise,
    )
}

fn dated(clause: &Reading<'_>) -> Said {
    let otherwise = if clause.known.dated {
        (Outcome::Passes, "period", NOTHING)
    } else {
        (Outcome::Fails, "no-time", NOTHING)
    };
    first(
        vec![
            (Outcome::Passes, "time", clause.times()),
            (
                Outcome::Fails,
                "vague-time",
                clause.any(&clause.lexicon.vague_times),
            ),
        ],
        otherwise,
    )
}

fn located(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let otherwise = if clause.known.located {
        (Outcome::Passes, "places", NOTHING)
    } else {
        (Outcome::Fails, "no-place", NOTHING)
    };
    first(
        vec![
            (Outcome::Passes, "place", clause.places()),
            (
                Outcome::Fails,
                "vague-place",
                clause.any(&lexicon.vague_places),
            ),
            (Outcome::NotApplicable, "paper", clause.any(&lexicon.paper)),
        ],
        otherwise,
    )
}

fn priced(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let otherwise = if clause.known.priced {
        (Outcome::Passes, "unit-price", NOTHING)
    } else {
        (Outcome::Fails, "no-price", NOTHING)
    };
    first(
        vec![
            (Outcome::Passes, "price", clause.prices()),
            (
                Outcome::Fails,
                "vague-price",
                clause.any(&lexicon.vague_prices),
            ),
            (Outcome::NotApplicable, "paper", clause.any(&lexicon.paper)),
        ],
        otherwise,
    )
}

fn single_meaning(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let mut unclear = clause.any(&lexicon.unclear);
    unclear.extend(clause.before_a_number(&lexicon.ceilings));
    unclear.sort();
    let otherwise = if clause.known.unclear {
        (Outcome::Fails, "said-unclear", NOTHING)
    } else {
        (Outcome::Passes, "one-meaning", NOTHING)
    };
    first(
        vec![
            (Outcome::Fails, "numbers-differ", clause.disagreements()),
            (Outcome::Fails, "unclear", unclear),
            (
                Outcome::Fails,
                "two-promises",
                clause.second_promise().into_iter().collect(),
            ),
        ],
        otherwise,
    )
}

fn proof(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    first(
        vec![
            (
                Outcome::Fails,
                "vague-proof",
                clause.any(&lexicon.vague_proofs),
            ),
            (Outcome::Passes, "proof", clause.any(&lexicon.proofs)),
        ],
        (Outcome::Fails, "no-proof", NOTHING),
    )
}

fn consequence(clause: &Reading<'_>) -> Said {
    let lexicon = clause.lexicon;
    let vague = clause.any(&lexicon.vague_consequences);
    let overlaps = |span: &Span| {
        vague
            .iter()
            .any(|v| v.start < span.end && span.start < v.end)
    };
    let mut firm = clause.any(&lexicon.consequences);
    firm.retain(|span| !overlaps(span));
    let otherwise = if clause.known.consequence {
        (Outcome::Passes, "penalty", NOTHING)
    } else {
        (Outcome::Fails, "no-consequence", NOTHING)
    };
    first(
        vec![
            (Outcome::Passes, "consequence", firm),
            (Outcome::Fails, "vague-consequence", vague.clone()),
        ],
        otherwise,
    )
}
