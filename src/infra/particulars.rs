//! What a party is told of a finding: every sentence, and on what it rests, with day and place. Never who looked, and never
//! who said something.

use std::collections::BTreeMap;

use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::finding::{CauseCertainty, Citation, Draft, Part, Says};
use crate::domain::follow_up::Recommended;
use crate::infra::words::Words;

/// A finding as a party reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// What people call it: `F-01`.
    pub label: String,
    /// In one sentence.
    pub title: String,
    /// Each element with its heading.
    pub parts: Vec<(String, String)>,
    /// On what it rests.
    pub rests: Vec<String>,
}

/// What is asked of a party as it reads it: to do what, which office, until when, to remove which cause; and the findings
/// that it follows from, each by its number and sentence.
#[must_use]
pub fn particulars_of_asked(
    case: &Case,
    is: &Recommended,
    findings: &[&Draft],
    words: &Words,
) -> Particulars {
    let asked = &is.recommendation;
    let cause = is.cause.map(|kind| {
        let key = format!("finding-cause-{}", kind.code());
        words.get(&key)
    });
    let parts = [
        ("recommendation-office-field", asked.office.clone()),
        (
            "recommendation-due-field",
            asked.due.map(|due| words.partial(due)),
        ),
        ("recommendation-cause-field", cause),
    ];
    let parts = parts.into_iter();
    let parts = parts.filter_map(|(heading, said)| Some((words.get(heading), said?)));
    let named = findings
        .iter()
        .filter(|one| asked.findings.contains(&one.id));
    let named =
        named.map(|one| format!("{}. {}", one.id.as_str().to_uppercase(), title(case, one)));
    Particulars {
        label: asked.id.as_str().to_uppercase(),
        title: asked.action.clone(),
        parts: parts.collect(),
        rests: named.collect(),
    }
}

const HEADINGS: [(Part, &str); 4] = [
    (Part::Criteria, "replies-part-criteria"),
    (Part::Condition, "replies-part-condition"),
    (Part::Cause, "replies-part-cause"),
    (Part::Effect, "replies-part-effect"),
];

/// A finding as a party reads it. `words` say the headings; what the finding says is in the language of the audit, `own`.
#[must_use]
pub fn particulars(case: &Case, draft: &Draft, words: &Words, own: &Words) -> Particulars {
    let mut parts = Vec::new();
    for (part, heading) in HEADINGS {
        let said = draft.of(part).map(|one| ended(says(own, &one.says)));
        let said: Vec<String> = said.collect();
        if !said.is_empty() {
            parts.push((words.get(heading), said.join(" ")));
        } else if part == Part::Cause && draft.cause.certainty == CauseCertainty::NotDetermined {
            let unknown = words.get("replies-cause-not-determined");
            parts.push((words.get(heading), unknown));
        }
    }
    let mut rests: Vec<String> = Vec::new();
    for citation in draft.cited() {
        for line in cited(case, citation, words) {
            if !rests.contains(&line) {
                rests.push(line);
            }
        }
    }
    Particulars {
        label: draft.id.as_str().to_uppercase(),
        title: title(case, draft),
        parts,
        rests,
    }
}

/// A finding in one sentence: what somebody wrote, else the promises that it is about.
#[must_use]
pub fn title(case: &Case, draft: &Draft) -> String {
    if let Some(title) = &draft.title {
        return title.clone();
    }
    let said = draft.obligations.iter().filter_map(|id| {
        let found = case.obligations.iter().find(|one| one.id == *id);
        found.map(|one| one.promise.clone())
    });
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => draft.id.as_str().to_uppercase(),
        false => said.join(" "),
    }
}

/// A sentence with its full stop, so that the figures of two of them do not run together.
fn ended(text: String) -> String {
    match text.trim_end().chars().next_back() {
        Some(last) if last.is_alphanumeric() || matches!(last, ')' | '%') => {
            format!("{}.", text.trim_end())
        }
        _ => text,
    }
}

/// The words of a sentence. A name that is a code is said by its label.
fn says(words: &Words, says: &Says) -> String {
    let (key, names): (&String, &BTreeMap<String, String>) = match says {
        Says::Typed(words) => return words.clone(),
        Says::Written { key, names } => (key, names),
    };
    let said: Vec<(&str, String)> = names
        .iter()
        .map(|(name, value)| {
            let label = Says::label_key(name, value).map(|key| words.get(&key));
            (name.as_str(), label.unwrap_or_else(|| value.clone()))
        })
        .collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (*n, v.as_str())).collect();
    words.say(key, &said)
}

fn cited(case: &Case, citation: &Citation, words: &Words) -> Vec<String> {
    match citation {
        Citation::Evidence(id) => {
            let at = case.evidence.iter().position(|one| one.id == *id);
            let Some((at, piece)) = at.and_then(|at| Some((at, case.evidence.get(at)?))) else {
                return Vec::new();
            };
            let number = format!("E-{:03}", at + 1);
            let mut line = words.say(
                "replies-rests-evidence",
                &[("number", &number), ("title", &piece.title)],
            );
            if let Some(date) = piece.date {
                line = format!("{line} ({})", words.partial(date));
            }
            vec![line]
        }
        Citation::Observations { promise, place } => {
            let of = |visit: &Code| {
                let mut seen = case.observations.iter();
                seen.any(|one| one.visit == *visit && one.obligation == *promise)
            };
            let visits = case.visits.iter().filter(|one| {
                of(&one.id) && place.as_ref().is_none_or(|place| one.place == *place)
            });
            visits.map(|one| visit(case, &one.id, words)).collect()
        }
        Citation::Observation { visit: id, .. } => vec![visit(case, id, words)],
        Citation::Figure(id) => {
            let mut all = case.tallies.iter().chain(&case.claims);
            let found = all.find(|one| one.id == *id);
            found.map(|one| one.title.clone()).into_iter().collect()
        }
        Citation::Account(_) => vec![words.get("replies-rests-account")],
        Citation::Document { source, page } => {
            let found = case.sources.iter().find(|one| one.id == *source);
            let title = found.map_or_else(|| source.to_string(), |one| one.title.clone());
            vec![match page {
                Some(page) => {
                    let page = page.to_string();
                    words.say("replies-rests-page", &[("title", &title), ("page", &page)])
                }
                None => title,
            }]
        }
        Citation::Money(id) => {
            let found = case.money.iter().find(|one| one.id == *id);
            found.map(|one| one.title.clone()).into_iter().collect()
        }
        // What was worked out stands in the sentence, and what it was worked out from beside it.
        Citation::Derivation(_) | Citation::Working { .. } => Vec::new(),
    }
}

/// A visit by its day and place.
fn visit(case: &Case, id: &Code, words: &Words) -> String {
    let Some(found) = case.visits.iter().find(|one| one.id == *id) else {
        return id.as_str().to_uppercase();
    };
    let place = case.place(&found.place);
    let place = place.map_or_else(|| found.place.to_string(), |one| one.name.clone());
    let date = words.partial(found.date);
    words.say("replies-rests-visit", &[("date", &date), ("place", &place)])
}
