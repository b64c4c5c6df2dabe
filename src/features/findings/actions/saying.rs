//! Findings in words: what a sentence says, what it rests on, what is missing, what will be attacked. Every word comes from the
//! catalogue; what the audit says is said in its own language.

use std::collections::BTreeMap;

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::{Attack, Citation, Draft, Lack, Note, Says};
use crate::domain::period::PartialDate;
use crate::infra::words::Words;

use super::desk::Desk;

/// An audit and the words in which something of it is said.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'s> {
    /// The audit.
    pub case: &'s Case,
    /// The words.
    pub words: &'s Words,
}

/// What stands at a place of a list, as people number it: `O-01`.
fn number(letter: &str, width: usize, position: Option<usize>) -> Option<String> {
    position.map(|at| format!("{letter}-{:0width$}", at + 1))
}

impl Saying<'_> {
    /// The words of a sentence.
    #[must_use]
    pub fn says(&self, says: &Says) -> String {
        match says {
            Says::Typed(words) => words.clone(),
            Says::Written { key, names } => self.written(key, names),
        }
    }

    /// The words of a sentence of the program. A name that is a code is said by its label.
    #[must_use]
    pub fn written(&self, key: &str, names: &BTreeMap<String, String>) -> String {
        let said: Vec<(&str, String)> = names
            .iter()
            .map(|(name, value)| {
                let label = Says::label_key(name, value).map(|key| self.words.get(&key));
                (name.as_str(), label.unwrap_or_else(|| value.clone()))
            })
            .collect();
        let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.words.say(key, &said)
    }

    /// The number of a promise: `O-01`.
    #[must_use]
    pub fn promise(&self, id: &Code) -> String {
        let at = self.case.obligations.iter().position(|one| one.id == *id);
        number("O", 2, at).unwrap_or_else(|| id.to_string())
    }

    /// The number of a piece of evidence: `E-001`.
    #[must_use]
    pub fn evidence(&self, id: &Code) -> String {
        let at = self.case.evidence.iter().position(|one| one.id == *id);
        number("E", 3, at).unwrap_or_else(|| id.to_string())
    }

    /// The name of a party.
    #[must_use]
    pub fn party(&self, id: &Code) -> String {
        let party = self.case.party(id);
        party.map_or_else(|| id.to_string(), |one| one.name.clone())
    }

    /// A date as it is known.
    #[must_use]
    pub fn date(&self, date: PartialDate) -> String {
        let (year, month, day) = date.parts();
        self.words.date(year, month, day)
    }

    /// What a sentence rests on, for people.
    #[must_use]
    pub fn cited(&self, citation: &Citation) -> String {
        let case = self.case;
        let say = |key: &str, names: &[(&str, &str)]| self.words.say(key, names);
        match citation {
            Citation::Evidence(id) => {
                let piece = case.evidence.iter().find(|one| one.id == *id);
                let title = piece.map_or_else(|| id.to_string(), |one| one.title.clone());
                say(
                    "finding-cites-evidence",
                    &[("number", &self.evidence(id)), ("title", &title)],
                )
            }
            Citation::Observations { promise, place } => {
                let number = self.promise(promise);
                match place {
                    Some(place) => {
                        let named = case.place(place);
                        let named = named.map_or_else(|| place.to_string(), |one| one.name.clone());
                        say(
                            "finding-cites-seen-at",
                            &[("promise", &number), ("place", &named)],
                        )
                    }
                    None => say("finding-cites-seen", &[("promise", &number)]),
                }
            }
            Citation::Observation { visit, promise } => {
                let visit = visit.as_str().to_uppercase();
                let names = [
                    ("visit", visit.as_str()),
                    ("promise", &self.promise(promise)),
                ];
                say("finding-cites-visit", &names)
            }
            Citation::Figure(id) => {
                let mut all = case
                    .tallies
                    .iter()
                    .chain(&case.claims)
                    .chain(&case.method.facts);
                match all.find(|figure| figure.id == *id) {
                    Some(figure) => {
                        let who = format!("counted-{}", figure.counted_by.code());
                        let names = [
                            ("title", figure.title.as_str()),
                            ("who", &self.words.get(&who)),
                        ];
                        say("finding-cites-figure", &names)
                    }
                    None => id.to_string(),
                }
            }
            Citation::Account(id) => {
                let account = case.accounts.iter().find(|one| one.id == *id);
                let who = account.map_or_else(|| id.to_string(), |one| one.speaker.clone());
                say("finding-cites-account", &[("who", &who)])
            }
            Citation::Document { source, page } => {
                let found = case.sources.iter().find(|one| one.id == *source);
                let title = found.map_or_else(|| source.to_string(), |one| one.title.clone());
                match page {
                    Some(page) => say(
                        "finding-cites-page",
                        &[("title", &title), ("page", &page.to_string())],
                    ),
                    None => say("finding-cites-document", &[("title", &title)]),
                }
            }
            Citation::Money(id) => {
                let line = case.money.iter().find(|one| one.id == *id);
                let title = line.map_or_else(String::new, |one| one.title.clone());
                let number = id.as_str().to_uppercase();
                say(
                    "finding-cites-money",
                    &[("number", &number), ("title", &title)],
                )
            }
            Citation::Derivation(id) => {
                let found = case.derivations.iter().find(|one| one.id == *id);
                let title = found.map_or_else(|| id.to_string(), |one| one.title.clone());
                say("finding-cites-derivation", &[("title", &title)])
            }
            Citation::Working { promise, formula } => say(
                "finding-cites-working",
                &[("promise", &self.promise(promise)), ("formula", formula)],
            ),
        }
    }

    /// The title of a finding: what somebody wrote, otherwise its promises with their verdicts.
    #[must_use]
    pub fn title(&self, desk: &Desk, draft: &Draft) -> String {
        if let Some(title) = &draft.title {
            return title.clone();
        }
        let mut parts = Vec::new();
        for id in &draft.obligations {
            let promise = self.case.obligation(id).map(|one| one.promise.clone());
            let mut results = desk.comparison.promises.iter();
            let verdict = results.find(|one| one.obligation == *id);
            let verdict = verdict.map_or("not_due", |one| one.verdict.code.code());
            let verdict = self.words.get(&format!("verdict-{verdict}"));
            let promise = promise.unwrap_or_else(|| id.to_string());
            let names = [("verdict", verdict.as_str()), ("promise", &promise)];
            parts.push(self.words.say("finding-title-of", &names));
        }
        match parts.is_empty() {
            true => self.words.get("finding-title-none"),
            false => parts.join(" "),
        }
    }

    /// What is missing, as a sentence. `words` are those of the sentence it is about.
    #[must_use]
    pub fn lack(&self, draft: &Draft, lack: &Lack, words: Option<&str>) -> String {
        let about = match lack {
            Lack::CriterionDocument(id) | Lack::CriterionDate(id) => self.standard(draft, id),
            Lack::CitesUnknown(of) | Lack::Contrary(of) | Lack::ExclusionReason(of) => {
                self.cited(of)
            }
            Lack::NotConsented(id) => self.cited(&Citation::Account(id.clone())),
            Lack::NotAsked(id)
            | Lack::WindowOpen(id)
            | Lack::Unconfirmed(id)
            | Lack::ObjectionOpen(id) => self.party(id),
            Lack::FewAccounts(count) => {
                let count = usize::try_from(*count).unwrap_or(usize::MAX);
                return self.words.count(lack.key(), count, &[]);
            }
            Lack::Words(flaw) => {
                let said = self.words.get(lack.key());
                let found = words.and_then(|words| words.get(flaw.words.start..flaw.words.end));
                return match found {
                    Some(found) => {
                        let names = [("words", found), ("why", said.as_str())];
                        self.words.say("finding-flaw", &names)
                    }
                    None => said,
                };
            }
            _ => String::new(),
        };
        self.words.say(lack.key(), &[("about", &about)])
    }

    /// A standard of one of the promises of a finding.
    fn standard(&self, draft: &Draft, id: &Code) -> String {
        let own = self.case.obligations.iter();
        let mut own = own.filter(|one| draft.obligations.contains(&one.id));
        let found = own.find(|one| one.criteria.iter().any(|criterion| criterion.id == *id));
        found.map_or_else(|| id.to_string(), |one| one.promise.clone())
    }

    /// What is printed with a finding, as a sentence.
    #[must_use]
    pub fn note(&self, note: &Note) -> String {
        let about = match note {
            Note::NoReply(id) | Note::Declined(id) | Note::LateReply(id) => self.party(id),
            Note::CheckedByOnePerson | Note::SpeaksOfAll => String::new(),
        };
        self.words.say(note.key(), &[("about", &about)])
    }

    /// A point that will be made against a finding, as a sentence.
    #[must_use]
    pub fn attack(&self, draft: &Draft, attack: &Attack) -> String {
        let mut names: Vec<(&str, String)> = attack.names();
        match attack {
            Attack::Contrary(of) | Attack::Excluded(of, _) => {
                names.push(("about", self.cited(of)));
            }
            Attack::Standard(id, _) => names = vec![("criterion", self.standard(draft, id))],
            _ => {}
        }
        for (name, value) in &mut names {
            let said = match (*name, Code::parse(value)) {
                ("grade", _) => Some(self.words.get(&format!("grade-{value}"))),
                ("state", _) => Some(self.words.get(&format!("reply-{value}"))),
                ("first" | "last", _) => PartialDate::parse(value).ok().map(|d| self.date(d)),
                ("party", Ok(id)) => Some(self.party(&id)),
                ("sample", Ok(id)) => self.case.sample(&id).map(|one| one.frame.clone()),
                ("figure", Ok(id)) => Some(self.cited(&Citation::Figure(id))),
                ("line", Ok(id)) => Some(self.cited(&Citation::Money(id))),
                ("unit" | "by", Ok(id)) => self.case.place(&id).map(|one| one.name.clone()),
                ("because", _) if value.is_empty() => Some(self.words.get("finding-no-reason")),
                _ => None,
            };
            if let Some(said) = said {
                *value = said;
            }
        }
        let names: Vec<(&str, &str)> = names.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.words.say(attack.key(), &names)
    }
}
