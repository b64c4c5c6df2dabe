//! Whether the parts of a case fit together: names that exist, dates in order, counts that can be true.
//! Reading the file, and telling line and column, is not done here; a problem names its place as a path.

mod counts;
mod graph;
mod names;
mod references;

use std::fmt;

use super::case::Case;

/// Whether a case with this problem can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, and a result will say so.
    Warning,
}

/// What is wrong. Each variant names what its sentence needs; the sentence is in the word catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Two things of one section share a name.
    Duplicate(String),
    /// A name refers to nothing.
    Unknown {
        /// The name.
        name: String,
        /// The section it should be in.
        section: &'static str,
    },
    /// A chain of names comes back to itself.
    Cycle(String),
    /// Something that must not be empty is.
    Empty(&'static str),
    /// A text is longer than anybody reads, or holds characters that print nothing.
    BadText(&'static str),
    /// A period ends before it begins.
    EndsBeforeItBegins,
    /// A part is larger than its whole.
    PartAboveWhole {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// An amount without a currency.
    NoCurrency,
    /// A claim that an independent counter made.
    NotAClaim(&'static str),
    /// A tally's unit differs from its promise's; the figures are not compared.
    UnitsDiffer {
        /// The figure's unit.
        figure: String,
        /// The promise's unit.
        promise: String,
    },
    /// An input of a derivation names no number, or more than one.
    InputNotOneNumber,
    /// A partition whose categories do not add up to its base.
    NotAPartition {
        /// What they add up to.
        sum: u64,
        /// The base.
        base: u64,
    },
    /// Not the SHA-256 of anything.
    NotASha256,
    /// A path that leaves the folder of the case.
    PathLeavesFolder,
    /// A figure of the answer that the comparison does not give.
    AnswerFigureUnknown(String),
}

impl Fault {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Duplicate(_) => "problem-duplicate",
            Self::Unknown { .. } => "problem-unknown",
            Self::Cycle(_) => "problem-cycle",
            Self::Empty(_) => "problem-empty",
            Self::BadText(_) => "problem-bad-text",
            Self::EndsBeforeItBegins => "problem-ends-before-it-begins",
            Self::PartAboveWhole { .. } => "problem-part-above-whole",
            Self::NoCurrency => "problem-no-currency",
            Self::NotAClaim(_) => "problem-not-a-claim",
            Self::UnitsDiffer { .. } => "problem-units-differ",
            Self::InputNotOneNumber => "problem-input-not-one-number",
            Self::NotAPartition { .. } => "problem-not-a-partition",
            Self::NotASha256 => "problem-not-a-sha256",
            Self::PathLeavesFolder => "problem-path-leaves-folder",
            Self::AnswerFigureUnknown(_) => "problem-answer-figure-unknown",
        }
    }

    /// What the sentence names.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Duplicate(name) | Self::Cycle(name) => vec![("name", name.clone())],
            Self::AnswerFigureUnknown(figure) => vec![("figure", figure.clone())],
            Self::Unknown { name, section } => {
                vec![("name", name.clone()), ("section", (*section).to_owned())]
            }
            Self::Empty(what) | Self::BadText(what) | Self::NotAClaim(what) => {
                vec![("what", (*what).to_owned())]
            }
            Self::PartAboveWhole { part, whole } => {
                vec![("part", part.to_string()), ("whole", whole.to_string())]
            }
            Self::UnitsDiffer { figure, promise } => {
                vec![("figure", figure.clone()), ("promise", promise.clone())]
            }
            Self::NotAPartition { sum, base } => {
                vec![("sum", sum.to_string()), ("base", base.to_string())]
            }
            Self::EndsBeforeItBegins
            | Self::NoCurrency
            | Self::InputNotOneNumber
            | Self::NotASha256
            | Self::PathLeavesFolder => Vec::new(),
        }
    }

    /// Whether the case can still be used.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnitsDiffer { .. }
            | Self::NotAPartition { .. }
            | Self::AnswerFigureUnknown(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// A place in a case, as a path from its root: `/tallies/3/sample`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(String);

impl Place {
    /// The place of a key or index below this one.
    #[must_use]
    pub fn at(&self, part: impl fmt::Display) -> Self {
        Self(format!("{}/{part}", self.0))
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// Collects problems.
#[derive(Debug, Default)]
struct Report(Vec<Problem>);

impl Report {
    fn add(&mut self, place: Place, fault: Fault) {
        self.0.push(Problem { place, fault });
    }
}

/// Everything that does not fit, in the order of the file's sections.
#[must_use]
pub fn problems_of(case: &Case) -> Vec<Problem> {
    let mut report = Report::default();
    names::check(case, &mut report);
    references::check(case, &mut report);
    graph::check(case, &mut report);
    counts::check(case, &mut report);
    report.0
}
