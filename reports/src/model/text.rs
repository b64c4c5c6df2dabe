//! The small pieces every part of a report is made of: coded words, dates, facts, references.

use serde::{Deserialize, Serialize};

/// The direction a language is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextDirection {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl TextDirection {
    /// The direction that is written `rtl`, or any other way.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "rtl" => Self::Rtl,
            _ => Self::Ltr,
        }
    }
}

/// The four words every figure stands under.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FourWord {
    /// What the agreement or another criterion says.
    #[default]
    Promised,
    /// What provider or funder says was delivered.
    Claimed,
    /// What independent observation found.
    Found,
    /// Replies, fixes, decisions, money that came back.
    Since,
}

/// A code for machines with the words for people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Coded {
    /// Stable code word, such as `auditor` or `observed_once`.
    pub code: String,
    /// The words printed for it.
    pub label: String,
}

impl Coded {
    /// A code with its words.
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            label: label.into(),
        }
    }
}

/// A date as printed, which may be a period, "about March" or "not published".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DateText {
    /// The date in words of the report's language.
    pub text: String,
    /// The same as `YYYY-MM-DD`, `YYYY-MM` or `YYYY` where it is one date.
    pub iso: Option<String>,
}

impl DateText {
    /// A date that has a machine form.
    pub fn new(text: impl Into<String>, iso: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            iso: Some(iso.into()),
        }
    }

    /// A date that exists in words only.
    pub fn in_words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            iso: None,
        }
    }
}

/// A line printed on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stamp {
    /// `restated`, `practice`, `draft`, `withdrawn`, `superseded` or another code word.
    pub code: String,
    /// The line itself.
    pub text: String,
}

/// A reference to an entry of [`super::Report::sources`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceRef {
    /// Id of the source, such as `a`.
    pub id: String,
    /// Page, section or clause within it.
    pub place: Option<String>,
}

impl SourceRef {
    /// A reference to a whole source.
    pub fn to(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            place: None,
        }
    }
}

/// A named fact: a term and what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fact {
    /// The term, such as "Field work".
    pub term: String,
    /// The fact, one paragraph an entry.
    pub text: Vec<String>,
    /// Who counted it, where it is a count.
    pub who_counted: Option<Coded>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

impl Fact {
    /// A fact of one paragraph.
    pub fn new(term: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            term: term.into(),
            text: vec![text.into()],
            ..Self::default()
        }
    }
}

/// A number, verdict or sum that is refused, which is a result like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Refusal {
    /// Code of the refusal, such as `MONEY_COVERS_MORE`.
    pub code: String,
    /// The reason in one sentence.
    pub sentence: String,
    /// What input would lift it.
    pub lifted_by: Option<String>,
    /// What is refused here, where the sentence does not say it, such as "sum of the three counts".
    pub about: Option<String>,
}
