//! Answers as a form gives them, question by question, and questions as a form asks them. The same fields serve one question
//! on a screen and all of them on one page: there, the name of the question stands before each.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::instrument::{Asks, Decimal, Question, Words as Said};
use crate::domain::intake::WhyNot;
use crate::infra::words::Words;

mod reading;
mod saying;

pub use reading::read;
pub use saying::{given, in_words};

/// Why something could not be checked, in the order in which it is offered.
pub const WHY_NOT: [WhyNot; 10] = [
    WhyNot::Locked,
    WhyNot::Refused,
    WhyNot::NotFound,
    WhyNot::NotSafe,
    WhyNot::NobodyThere,
    WhyNot::NoDocuments,
    WhyNot::NoTime,
    WhyNot::DoesNotApply,
    WhyNot::NotClear,
    WhyNot::Other,
];

/// The word of a reason: `nobody_there`.
#[must_use]
pub fn why_word(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Locked => "locked",
        WhyNot::Refused => "refused",
        WhyNot::NotFound => "not_found",
        WhyNot::NotSafe => "not_safe",
        WhyNot::NobodyThere => "nobody_there",
        WhyNot::NoDocuments => "no_documents",
        WhyNot::NoTime => "no_time",
        WhyNot::DoesNotApply => "does_not_apply",
        WhyNot::NotClear => "not_clear",
        WhyNot::Other => "other",
    }
}

/// Words of an instrument as they are said: its own in the language of whoever reads, or those of the catalogue.
#[must_use]
pub fn spoken(words: &Words, said: &Said) -> String {
    match said {
        Said::Own(said) => said.of(words.code()).to_owned(),
        Said::Catalogue { key, with } => {
            let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (&**k, &**v)).collect();
            words.say(key, &with)
        }
    }
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choosing {
    /// What is sent.
    pub value: String,
    /// What it is called.
    pub label: String,
}

/// A question as a form asks it.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Its name in the instrument.
    pub id: String,
    /// What stands before the names of its fields.
    pub prefix: String,
    /// Its place among those that are asked, from 1.
    pub number: usize,
    /// The question.
    pub text: String,
    /// How to find the answer.
    pub help: Option<String>,
    /// What the agreement says.
    pub promise: Option<String>,
    /// What kind of answer it takes: `count`, `yes_no`.
    pub kind: &'static str,
    /// In what it is counted or measured.
    pub unit: String,
    /// What can be chosen.
    pub options: Vec<Choosing>,
    /// Rows of a roster, or activities of a shift.
    pub rows: Vec<Choosing>,
    /// Whether it must be answered.
    pub required: bool,
    /// Photographs wanted.
    pub photographs: u32,
    /// Whether the reason is asked where it is not in order.
    pub why_not: bool,
    /// Limits, as they are said.
    pub limits: Option<(String, String)>,
    /// What was given, by the names of the fields without what stands before them.
    pub given: BTreeMap<String, String>,
}

/// The word of a kind of question: `yes_no`.
#[must_use]
pub fn kind_of(asks: &Asks) -> &'static str {
    match asks {
        Asks::Count { .. } => "count",
        Asks::Measure { .. } => "measure",
        Asks::YesNo { .. } => "yes_no",
        Asks::Condition { .. } => "condition",
        Asks::Time { .. } => "time",
        Asks::Staff { .. } => "staff",
        Asks::Sharing { .. } => "sharing",
        Asks::TimeUse { .. } => "time_use",
        Asks::Choice { several: true, .. } => "several",
        Asks::Choice { .. } => "choice",
        Asks::Text { .. } => "text",
        Asks::Satisfaction { .. } => "satisfaction",
        Asks::Complaint => "complaint",
        Asks::Recount { .. } => "recount",
        Asks::Place => "place",
        Asks::Photograph => "photograph",
    }
}

/// A question as a form asks it, with what was answered.
#[must_use]
pub fn asked(
    words: &Words,
    question: &Question,
    (number, prefix): (usize, &str),
    promise: Option<&str>,
    given: BTreeMap<String, String>,
) -> Asked {
    let choosing = |value: &str, label: String| Choosing {
        value: value.to_owned(),
        label,
    };
    let mut options = Vec::new();
    let mut rows = Vec::new();
    let mut unit = String::new();
    let mut limits = None;
    match &question.asks {
        Asks::Count { unit: of, min, max }
        | Asks::Measure {
            unit: of, min, max, ..
        } => {
            unit.clone_from(of);
            let text = |limit: &Option<Decimal>| limit.as_ref().map(ToString::to_string);
            let (min, max) = (text(min), text(max));
            if min.is_some() || max.is_some() {
                limits = Some((min.unwrap_or_default(), max.unwrap_or_default()));
            }
        }
        Asks::YesNo { .. } | Asks::Place => {
            options = ["yes", "no"]
                .map(|word| choosing(word, words.get(&format!("visit-answer-{word}"))))
                .into();
        }
        Asks::Condition { scale } => {
            let steps = scale.iter();
            options = steps
                .map(|step| choosing(step.id.as_str(), spoken(words, &step.label)))
                .collect();
        }
        Asks::Choice { options: of, .. } => {
            options = of
                .iter()
                .map(|one| choosing(one.id.as_str(), spoken(words, &one.label)))
                .collect();
        }
        Asks::Staff { roster } => {
            let roles = roster.iter();
            rows = roles
                .map(|role| choosing(role.id.as_str(), spoken(words, &role.label)))
                .collect();
        }
        Asks::TimeUse { activities } => {
            let spent = activities.iter();
            rows = spent
                .map(|one| choosing(one.id.as_str(), spoken(words, &one.label)))
                .collect();
        }
        Asks::Sharing { users, units } => {
            rows = vec![
                choosing("users", users.clone()),
                choosing("units", units.clone()),
            ];
        }
        Asks::Satisfaction { steps } => {
            options = (1..=*steps)
                .map(|step| choosing(&step.to_string(), step.to_string()))
                .collect();
        }
        Asks::Recount { register, unit: of } => {
            unit.clone_from(of);
            rows = vec![choosing("register", register.clone())];
        }
        Asks::Time { .. } | Asks::Text { .. } | Asks::Complaint | Asks::Photograph => {}
    }
    Asked {
        id: question.id.to_string(),
        prefix: prefix.to_owned(),
        number,
        text: spoken(words, &question.text),
        help: question.help.as_ref().map(|help| spoken(words, help)),
        promise: promise.map(str::to_owned),
        kind: kind_of(&question.asks),
        unit,
        options,
        rows,
        required: question.required,
        photographs: question.photographs,
        why_not: question.why_not,
        limits,
        given,
    }
}
