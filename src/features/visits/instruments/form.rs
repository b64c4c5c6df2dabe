//! A question as the form of its editor gives it, and an instrument.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::instrument::{
    Asks, Channel, Choice, Decimal, Instrument, Question, RosterRole, SkipRule, Step, Test, Words,
    YesOrNo,
};
use crate::domain::kit::Said;
use crate::features::visits::answers::{kind_of, spoken};
use crate::infra::action::{ActionError, Fields};
use crate::infra::words::Words as Catalogue;

/// Kinds that a question of the audit's own can have.
pub const KINDS: [&str; 13] = [
    "yes_no",
    "count",
    "measure",
    "condition",
    "choice",
    "several",
    "time",
    "text",
    "satisfaction",
    "complaint",
    "staff",
    "recount",
    "photograph",
];

/// The channels by their words.
pub const CHANNELS: [(&str, Channel); 7] = [
    ("ordinary_visit", Channel::OrdinaryVisit),
    ("mystery_visit", Channel::MysteryVisit),
    ("call", Channel::Call),
    ("mail", Channel::Mail),
    ("interview", Channel::Interview),
    ("register_recount", Channel::RegisterRecount),
    ("paired_test", Channel::PairedTest),
];

/// The word of a channel.
#[must_use]
pub fn channel_word(channel: Channel) -> &'static str {
    let found = CHANNELS.iter().find(|(_, known)| *known == channel);
    found.map_or("ordinary_visit", |(word, _)| word)
}

/// What is typed to make another instrument, or to change what one says of itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InstrumentForm {
    /// Its name in the audit.
    pub name: String,
    /// The word of its channel.
    pub channel: String,
    /// What people call it.
    pub title: String,
    /// What is said first.
    pub opening: String,
    /// Why, after the plan was locked.
    pub reason: String,
}

impl InstrumentForm {
    /// The channel.
    #[must_use]
    pub fn channel(&self) -> Option<Channel> {
        let mut known = CHANNELS.iter();
        let found = known.find(|(word, _)| *word == self.channel);
        found.map(|(_, channel)| *channel)
    }
}

/// What is typed to change a question, or to add one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionForm {
    /// The question.
    pub text: String,
    /// How to find the answer.
    pub help: String,
    /// Its kind; only of a new one.
    pub kind: String,
    /// In what it is counted.
    pub unit: String,
    /// What can be chosen, one a line.
    pub options: String,
    /// The promise that it speaks to.
    pub promise: String,
    /// Its place, from 1.
    pub position: String,
    /// Whether it must be answered.
    pub required: String,
    /// Photographs wanted.
    pub photographs: String,
    /// Whether staff are asked for the reason.
    pub why_not: String,
    /// The least that makes sense.
    pub min: String,
    /// The most that makes sense.
    pub max: String,
    /// After which question it is asked.
    pub after: String,
    /// After which answer to that.
    pub answer: String,
    /// Why, after the plan was locked.
    pub reason: String,
    /// Takes the question out.
    pub out: String,
}

impl QuestionForm {
    /// A question as its form shows it.
    #[must_use]
    pub fn of(words: &Catalogue, question: &Question, position: usize) -> Self {
        let yes = |flag: bool| {
            if flag {
                "yes".to_owned()
            } else {
                String::new()
            }
        };
        let text = |limit: &Option<Decimal>| limit.as_ref().map(ToString::to_string);
        let (unit, min, max) = match &question.asks {
            Asks::Count { unit, min, max } | Asks::Measure { unit, min, max, .. } => {
                (unit.clone(), text(min), text(max))
            }
            Asks::Recount { unit, .. } => (unit.clone(), None, None),
            _ => (String::new(), None, None),
        };
        let rule = question.when.as_ref();
        Self {
            text: spoken(words, &question.text),
            help: question
                .help
                .as_ref()
                .map(|help| spoken(words, help))
                .unwrap_or_default(),
            kind: kind_of(&question.asks).to_owned(),
            unit,
            options: String::new(),
            promise: question
                .promise
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            position: position.to_string(),
            required: yes(question.required),
            photographs: question.photographs.to_string(),
            why_not: yes(question.why_not),
            min: min.unwrap_or_default(),
            max: max.unwrap_or_default(),
            after: rule
                .map(|rule| rule.question.to_string())
                .unwrap_or_default(),
            answer: rule.map(|rule| answer(&rule.answer)).unwrap_or_default(),
            reason: String::new(),
            out: String::new(),
        }
    }

    /// The instrument with this question changed, added where it has no name yet, or taken out.
    ///
    /// # Errors
    /// Everything that is wrong with what was typed.
    pub fn applied(
        &self,
        words: &Catalogue,
        instrument: &Instrument,
        name: Option<&Code>,
    ) -> Result<Instrument, ActionError> {
        let mut changed = instrument.clone();
        let at = name.and_then(|name| instrument.questions.iter().position(|q| q.id == *name));
        if name.is_some() && at.is_none() {
            return Err(ActionError::NotThere);
        }
        if let Some(at) = at.filter(|_| !self.out.is_empty()) {
            changed.questions.remove(at);
            return Ok(changed);
        }
        let mut fields = Fields::default();
        let text = fields.text("text", &self.text, 500);
        let help = fields.optional("help", &self.help, 1_000);
        let before = at.map(|at| &instrument.questions[at]);
        let asks = match before {
            Some(question) => self.limited(question.asks.clone(), &mut fields),
            None => self.asks(&mut fields),
        };
        let photographs = self.photographs.trim().parse().unwrap_or_else(|_| {
            if !self.photographs.trim().is_empty() {
                fields.wrong("photographs", "intake-not-whole");
            }
            0
        });
        let when = self.rule(&mut fields);
        let id = match name {
            Some(name) => name.clone(),
            None => own_name(instrument)?,
        };
        let position = self.position.trim().parse::<usize>().ok();
        let question = Question {
            id,
            text: said(words, before.map(|b| &b.text), &text),
            help: help.map(|help| said(words, before.and_then(|b| b.help.as_ref()), &help)),
            asks: asks.unwrap_or(Asks::Text { longest: None }),
            promise: match before {
                Some(before) => before.promise.clone(),
                None => Code::parse(self.promise.trim()).ok(),
            },
            required: !self.required.is_empty(),
            when,
            photographs,
            why_not: !self.why_not.is_empty(),
        };
        fields.done(())?;
        if let Some(at) = at {
            changed.questions.remove(at);
        }
        let last = changed.questions.len();
        let to = position.map_or(at.unwrap_or(last), |to| to.saturating_sub(1));
        changed.questions.insert(to.min(last), question);
        Ok(changed)
    }

    fn rule(&self, fields: &mut Fields) -> Option<SkipRule> {
        let after = self.after.trim();
        if after.is_empty() {
            return None;
        }
        let question = Code::parse(after).ok();
        let typed = self.answer.trim();
        let test = if let Some(limit) = typed.strip_prefix('>') {
            Decimal::parse(limit.trim()).ok().map(Test::Over)
        } else if let Some(limit) = typed.strip_prefix('<') {
            Decimal::parse(limit.trim()).ok().map(Test::Under)
        } else {
            let mut words: Vec<String> = typed
                .split(',')
                .map(|word| word.trim().to_owned())
                .filter(|word| !word.is_empty())
                .collect();
            match words.len() {
                0 => None,
                1 => words.pop().map(Test::Is),
                _ => Some(Test::AnyOf(words)),
            }
        };
        let rule = question.zip(test);
        if rule.is_none() {
            fields.wrong("answer", "instrument-rule-cannot-hold");
        }
        rule.map(|(question, answer)| SkipRule { question, answer })
    }

    fn limit(&self, field: &str, text: &str, fields: &mut Fields) -> Option<Decimal> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let limit = Decimal::parse(&text.replace(',', ".")).ok();
        if limit.is_none() {
            fields.wrong_about(field, "field-number", vec![("text", text.to_owned())]);
        }
        limit
    }

    /// What is asked, with the limits that were typed. Nothing else of it changes: answers must stay comparable.
    fn limited(&self, asks: Asks, fields: &mut Fields) -> Option<Asks> {
        Some(match asks {
            Asks::Count { unit, .. } => Asks::Count {
                unit,
                min: self.limit("min", &self.min, fields),
                max: self.limit("max", &self.max, fields),
            },
            Asks::Measure { unit, decimals, .. } => Asks::Measure {
                unit,
                min: self.limit("min", &self.min, fields),
                max: self.limit("max", &self.max, fields),
                decimals,
            },
            other => other,
        })
    }

    fn lines(&self) -> Vec<(Option<Code>, Words)> {
        let lines = self.options.lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        (1..)
            .zip(lines)
            .map(|(nth, line): (u32, &str)| {
                (Code::parse(&format!("c-{nth}")).ok(), Words::english(line))
            })
            .collect()
    }

    fn asks(&self, fields: &mut Fields) -> Option<Asks> {
        let unit = |fields: &mut Fields| fields.text("unit", &self.unit, 60);
        let named = |(id, label): (Option<Code>, Words)| Some((id?, label));
        Some(match self.kind.as_str() {
            "yes_no" => Asks::YesNo {
                kept_by: YesOrNo::Yes,
            },
            "count" => Asks::Count {
                unit: unit(fields),
                min: self.limit("min", &self.min, fields),
                max: self.limit("max", &self.max, fields),
            },
            "measure" => Asks::Measure {
                unit: unit(fields),
                min: self.limit("min", &self.min, fields),
                max: self.limit("max", &self.max, fields),
                decimals: 2,
            },
            "condition" => Asks::Condition {
                scale: [
                    ("in-order", SeenAs::InOrder),
                    ("partly", SeenAs::Partly),
                    ("not-in-order", SeenAs::NotInOrder),
                ]
                .into_iter()
                .filter_map(|(id, seen)| {
                    Some(Step {
                        id: Code::parse(id).ok()?,
                        label: Words::key(&format!("instrument-scale-{id}")),
                        seen,
                    })
                })
                .collect(),
            },
            kind @ ("choice" | "several") => Asks::Choice {
                options: self
                    .lines()
                    .into_iter()
                    .filter_map(named)
                    .map(|(id, label)| Choice {
                        id,
                        label,
                        seen: None,
                    })
                    .collect(),
                several: kind == "several",
            },
            "time" => Asks::Time {
                not_before: None,
                not_after: None,
            },
            "text" => Asks::Text { longest: None },
            "satisfaction" => Asks::Satisfaction { steps: 5 },
            "complaint" => Asks::Complaint,
            "staff" => Asks::Staff {
                roster: self
                    .lines()
                    .into_iter()
                    .filter_map(named)
                    .map(|(id, label)| RosterRole {
                        id,
                        label,
                        promised: None,
                    })
                    .collect(),
            },
            "recount" => Asks::Recount {
                register: self.options.trim().to_owned(),
                unit: unit(fields),
            },
            "photograph" => Asks::Photograph,
            _ => {
                fields.wrong("kind", "field-choice");
                return None;
            }
        })
    }
}

/// A name for a question of the audit's own: `own-3`.
fn own_name(instrument: &Instrument) -> Result<Code, ActionError> {
    let taken: BTreeMap<&str, ()> = instrument
        .questions
        .iter()
        .map(|question| (question.id.as_str(), ()))
        .collect();
    let mut names = (1..1_000).map(|nth| format!("own-{nth}"));
    let name = names.find(|name| !taken.contains_key(name.as_str()));
    let name = name.and_then(|name| Code::parse(&name).ok());
    name.ok_or(ActionError::NotThere)
}

/// What was typed, as words of the audit's own; the words that were there where nothing was changed.
#[must_use]
pub fn said(words: &Catalogue, before: Option<&Words>, typed: &str) -> Words {
    if let Some(before) = before.filter(|before| spoken(words, before) == typed) {
        return before.clone();
    }
    let mut every: BTreeMap<String, String> = match before {
        Some(Words::Own(said)) => said
            .every()
            .map(|(code, text)| (code.to_owned(), text.to_owned()))
            .collect(),
        _ => BTreeMap::new(),
    };
    every.insert(words.code().to_owned(), typed.to_owned());
    let said = serde_json::to_value(&every).and_then(serde_json::from_value::<Said>);
    said.map_or_else(|_| Words::english(typed), Words::Own)
}

/// What an answer must be, as it is typed.
fn answer(test: &Test) -> String {
    match test {
        Test::Is(word) => word.clone(),
        Test::AnyOf(words) => words.join(", "),
        Test::Over(limit) => format!("> {limit}"),
        Test::Under(limit) => format!("< {limit}"),
    }
}
