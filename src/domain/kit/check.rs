//! Whether the parts of a kit fit together: names given once, places that are blanks, questions that have a promise, and
//! examples that fill it.

use std::collections::{BTreeSet, HashSet};

use super::fill::target;
use super::said::{ENGLISH, places};
use super::{Answers, BlankKind, Kit, Said};
use crate::domain::case_check::Place;
use crate::domain::code::Code;

/// What is wrong in a kit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KitFault {
    /// Two of one list share a name.
    Duplicate(String),
    /// A sentence has a place that is no blank.
    UnknownPlace(String),
    /// A question speaks to no promise of the kit.
    UnknownPromise(String),
    /// A blank is asked for and never used.
    Unused(String),
    /// There is nothing.
    Empty,
    /// A sentence is not said in English.
    NoEnglish,
    /// A choice without choices.
    NoChoices,
    /// The example, or the default, is no answer.
    BadExample(String),
    /// A target that is no number, or no blank of a number.
    BadTarget(String),
}

impl KitFault {
    /// The key of its sentence in the word catalogue.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Duplicate(_) => "problem-kit-duplicate",
            Self::UnknownPlace(_) => "problem-kit-unknown-place",
            Self::UnknownPromise(_) => "problem-kit-unknown-promise",
            Self::Unused(_) => "problem-kit-unused",
            Self::Empty => "problem-kit-empty",
            Self::NoEnglish => "problem-kit-no-english",
            Self::NoChoices => "problem-kit-no-choices",
            Self::BadExample(_) => "problem-kit-bad-example",
            Self::BadTarget(_) => "problem-kit-bad-target",
        }
    }

    /// What it is about.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Duplicate(name)
            | Self::UnknownPlace(name)
            | Self::UnknownPromise(name)
            | Self::Unused(name)
            | Self::BadExample(name)
            | Self::BadTarget(name) => name,
            Self::Empty | Self::NoEnglish | Self::NoChoices => "",
        }
    }
}

/// Something wrong at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitProblem {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: KitFault,
}

/// Places of letters and cards that the kit itself does not ask for: the program or the lead fills them in.
const GIVEN: [&str; 6] = [
    "organisation",
    "service",
    "finding",
    "date",
    "deadline",
    "regulator",
];

impl Kit {
    /// Everything that does not fit, in the order of the file.
    #[must_use]
    pub fn problems(&self) -> Vec<KitProblem> {
        let mut found = Vec::new();
        let root = Place::default();
        let mut add = |place: Place, fault| found.push(KitProblem { place, fault });
        if self.promises.is_empty() {
            add(root.at("promises"), KitFault::Empty);
        }
        for (list, ids) in [
            ("blanks", ids(self.blanks.iter().map(|b| &b.id))),
            ("promises", ids(self.promises.iter().map(|p| &p.id))),
            ("checklist", ids(self.checklist.iter().map(|q| &q.id))),
        ] {
            let mut seen = HashSet::new();
            for (at, id) in ids.iter().enumerate() {
                if !seen.insert(*id) {
                    add(root.at(list).at(at), KitFault::Duplicate((*id).to_owned()));
                }
            }
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let sentences = self.sentences();
        for (place, said, is_given) in &sentences {
            if said.is_empty() {
                add(place.clone(), KitFault::Empty);
            } else if said.every().all(|(code, _)| code != ENGLISH) {
                add(place.clone(), KitFault::NoEnglish);
            }
            for name in said.every().flat_map(|(_, text)| places(text)) {
                used.insert(name);
                let known = self.blanks.iter().any(|b| b.id.as_str() == name)
                    || *is_given && GIVEN.contains(&name);
                if !known {
                    add(place.clone(), KitFault::UnknownPlace(name.to_owned()));
                }
            }
        }
        let examples = self.examples();
        let read = self.read_answers(&examples);
        for (at, blank) in self.blanks.iter().enumerate() {
            let place = root.at("blanks").at(at);
            if blank.kind == BlankKind::Choice && blank.choices.is_empty() {
                add(place.at("choices"), KitFault::NoChoices);
            }
            let is_bad = |name: &str| {
                read.as_ref()
                    .is_err_and(|p| p.iter().any(|p| p.blank == name))
            };
            if is_bad(blank.id.as_str()) {
                let example = KitFault::BadExample(blank.example.clone());
                add(place.at("example"), example);
            }
            let in_target = self.promises.iter().any(|p| {
                let named = format!("{{{}}}", blank.id);
                p.target.text().is_some_and(|t| t.contains(&named))
                    || p.price.as_deref().is_some_and(|t| t.contains(&named))
            });
            if !used.contains(blank.id.as_str()) && !in_target && blank.fills.is_none() {
                add(place, KitFault::Unused(blank.id.to_string()));
            }
        }
        for (at, promise) in self.promises.iter().enumerate() {
            if let Ok(read) = &read
                && let Err(text) = target(&promise.target, read)
            {
                let place = root.at("promises").at(at).at("target");
                add(place, KitFault::BadTarget(text));
            }
        }
        for (at, question) in self.checklist.iter().enumerate() {
            if self.promises.iter().all(|p| p.id != question.promise) {
                let place = root.at("checklist").at(at).at("promise");
                add(
                    place,
                    KitFault::UnknownPromise(question.promise.to_string()),
                );
            }
        }
        found
    }

    /// The examples as answers.
    #[must_use]
    pub fn examples(&self) -> Answers {
        let pair = |blank: &super::Blank| (blank.id.to_string(), blank.example.clone());
        Answers {
            values: self.blanks.iter().map(pair).collect(),
            ..Answers::default()
        }
    }

    /// Every sentence with its place, and whether it may have places that the kit does not ask for.
    #[must_use]
    pub fn sentences(&self) -> Vec<(Place, &Said, bool)> {
        let root = Place::default();
        let mut all = vec![
            (root.at("title"), &self.title, false),
            (root.at("about"), &self.about, false),
            (root.at("for_whom"), &self.for_whom, false),
        ];
        for (at, blank) in self.blanks.iter().enumerate() {
            let place = root.at("blanks").at(at);
            all.push((place.at("question"), &blank.question, false));
            all.extend(
                blank
                    .unit
                    .iter()
                    .map(|unit| (place.at("unit"), unit, false)),
            );
            let texts = blank.choices.iter().map(|choice| &choice.text);
            all.extend(texts.map(|text| (place.at("choices"), text, false)));
        }
        for (at, promise) in self.promises.iter().enumerate() {
            let place = root.at("promises").at(at);
            all.push((place.at("text"), &promise.text, false));
            all.extend(
                promise
                    .proof
                    .iter()
                    .map(|said| (place.at("proof"), said, false)),
            );
            let reasons = promise.owed_because.iter();
            all.extend(reasons.map(|said| (place.at("owed_because"), said, false)));
        }
        for (at, question) in self.checklist.iter().enumerate() {
            let place = root.at("checklist").at(at);
            all.push((place.at("prompt"), &question.prompt, false));
            let more = question.help.iter().chain(&question.unit);
            let more = more.chain(&question.could_not_check);
            all.extend(more.map(|said| (place.clone(), said, false)));
        }
        let card = root.at("card");
        all.push((card.at("title"), &self.card.title, true));
        let lines = self.card.lines.iter().chain(&self.card.complain);
        all.extend(lines.map(|said| (card.clone(), said, true)));
        for (at, letter) in self.letters.iter().enumerate() {
            let place = root.at("letters").at(at);
            all.push((place.at("subject"), &letter.subject, true));
            all.extend(
                letter
                    .body
                    .iter()
                    .map(|said| (place.at("body"), said, true)),
            );
        }
        all
    }
}

fn ids<'a>(codes: impl Iterator<Item = &'a Code>) -> Vec<&'a str> {
    codes.map(Code::as_str).collect()
}
