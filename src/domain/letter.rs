//! A letter of an audit: words that people may change, and between them what was found, each with n of N and where it comes
//! from, which they may take out and not change. The same letter is a sheet of paper, a mail, a text for a chat and a slip.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::follow_up::Escalation;
use super::kit::LetterKind;

/// Something that a letter tells, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it is called in the form: `f-01`.
    pub id: Code,
    /// What it says.
    pub says: String,
    /// On what it rests, and where it is written.
    pub from: String,
}

/// How a letter was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// As a mail, by this program.
    Mail,
    /// By post.
    Post,
    /// Handed over.
    Hand,
    /// As a message, copied from here.
    Message,
}

impl Way {
    /// Every way that a person writes down.
    pub const BY_HAND: [Self; 3] = [Self::Post, Self::Hand, Self::Message];
}

/// That it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// On which day.
    pub on: NaiveDate,
    /// How.
    pub by: Way,
}

/// A letter as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// What it is for.
    pub kind: LetterKind,
    /// The recommendation whose clock it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Code>,
    /// The language of its words.
    pub language: String,
    /// To whom, line by line.
    pub to: String,
    /// The address for mail, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// What it is about.
    pub subject: String,
    /// What stands before the facts.
    pub before: String,
    /// What it tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What stands behind them.
    pub after: String,
    /// That it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
}

/// A place that nobody has filled in.
pub const OPEN: &str = "____";

impl Letter {
    /// Whether a place in its words is still open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let words = [&self.to, &self.subject, &self.before, &self.after];
        words.iter().any(|text| text.contains(OPEN))
    }

    /// The step of an escalation that it is.
    #[must_use]
    pub fn step(&self) -> Option<Escalation> {
        match self.kind {
            LetterKind::Reminder => Some(Escalation::Reminder),
            LetterKind::Escalation => Some(Escalation::Escalation),
            LetterKind::RegulatorComplaint => Some(Escalation::Complaint),
            _ => None,
        }
    }

    /// Its facts, each with where it comes from.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.facts
            .iter()
            .map(|one| format!("{} ({})", one.says, one.from))
    }

    /// All of it as text.
    #[must_use]
    pub fn text(&self) -> String {
        let facts: Vec<String> = self.lines().map(|line| format!("- {line}")).collect();
        let parts = [
            self.before.trim(),
            facts.join("\n").as_str(),
            self.after.trim(),
        ]
        .map(str::to_owned);
        let parts: Vec<String> = parts.into_iter().filter(|one| !one.is_empty()).collect();
        parts.join("\n\n")
    }

    /// The same for a chat or a slip: what it is about and its facts, each with where it comes from.
    #[must_use]
    pub fn short(&self, organisation: &str) -> String {
        let facts: Vec<String> = self.lines().map(|line| format!("* {line}")).collect();
        let head = format!("{organisation}: {}", self.subject);
        let mut parts = vec![head];
        parts.extend(facts);
        parts.join("\n")
    }
}

/// The paragraphs of a text: what stands between empty lines.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        let fact = |id: &str, says: &str, from: &str| Fact {
            id: Code::parse(id).unwrap(),
            says: says.to_owned(),
            from: from.to_owned(),
        };
        Letter {
            kind: LetterKind::Escalation,
            about: None,
            language: "en".to_owned(),
            to: "The mayor".to_owned(),
            mail: None,
            subject: "No answer: taps".to_owned(),
            before: "We write to you.\n\nThis is why:".to_owned(),
            facts: vec![fact("f-01", "4 of 10 taps worked.", "2 visits; F-01")],
            after: "Please see to it.".to_owned(),
            sent: None,
        }
    }

    #[test]
    fn no_fact_goes_without_where_it_comes_from() {
        let letter = letter();
        assert_eq!(
            letter.text(),
            "We write to you.\n\nThis is why:\n\n- 4 of 10 taps worked. (2 visits; F-01)\n\nPlease see to it."
        );
        assert_eq!(
            letter.short("Water Watch"),
            "Water Watch: No answer: taps\n* 4 of 10 taps worked. (2 visits; F-01)"
        );
    }

    #[test]
    fn an_open_place_is_seen_wherever_it_stands() {
        assert!(!letter().is_open());
        for field in ["to", "subject", "before", "after"] {
            let mut value = serde_json::to_value(letter()).unwrap();
            value[field] = "To ____.".into();
            let open: Letter = serde_json::from_value(value).unwrap();
            assert!(open.is_open(), "{field}");
        }
    }

    #[test]
    fn paragraphs_are_what_stands_between_empty_lines() {
        assert_eq!(paragraphs("a\r\nb\r\n\r\n\r\nc\n"), ["a\nb", "c"]);
        assert_eq!(paragraphs(" \n\n "), Vec::<String>::new());
    }
}
