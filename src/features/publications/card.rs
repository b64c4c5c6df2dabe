//! The promise card of a case: what people are owed, by whom, where it is written, whom to tell.

use groundtruth_reports::export::{html, pdf};
use groundtruth_reports::model::{Card, CardPromise, TextDirection};

use crate::domain::case::Case;
use crate::domain::obligation::Obligation;
use crate::domain::party::Role;
use crate::infra::words::Words;

use super::actions::EditionError;
use super::report::Imprint;
use super::wording::Wording;

/// What a card says that no case holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardText {
    /// The title; without one, that of the case.
    pub title: Option<String>,
    /// Lines under who promised and where it is written.
    pub lines: Vec<String>,
    /// Whom to tell when something is missing; without any, the organisation.
    pub tell: Vec<String>,
}

/// The promise card of a case. A comparison is not needed: a card is made before any fieldwork.
#[must_use]
pub fn card_of(case: &Case, text: &CardText, words: &Words, imprint: &Imprint) -> Card {
    let wording = Wording { words };
    let agreements = case.agreements.iter().map(|a| a.title.as_str());
    let written: Vec<&str> = agreements.collect();
    let providers = case
        .parties
        .iter()
        .filter(|p| p.roles.contains(&Role::Provider));
    let providers: Vec<&str> = providers.map(|p| p.name.as_str()).collect();
    let places: Vec<&str> = case.places.iter().map(|p| p.name.as_str()).collect();
    let said = |key: &str, name: &str, list: &[&str]| {
        (!list.is_empty()).then(|| words.say(key, &[(name, &list.join(", "))]))
    };
    // More places than fit on a line say nothing; the list of them is in the agreement.
    let places = if places.len() <= 6 {
        places
    } else {
        Vec::new()
    };
    let mut lines: Vec<String> = [
        said("card-promised-by", "names", &providers),
        said("card-where", "places", &places),
        said("card-written-in", "titles", &written),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(text.lines.iter().cloned());
    let tell = if text.tell.is_empty() {
        vec![words.say(
            "card-tell-organisation",
            &[("organisation", &imprint.organisation)],
        )]
    } else {
        text.tell.clone()
    };
    let count = case.obligations.len();
    let date = wording.date(imprint.date);
    Card {
        language: words.code().to_owned(),
        direction: TextDirection::of(words.direction()),
        stamps: wording
            .stamps(&case.standing)
            .into_iter()
            .map(|stamp| stamp.text)
            .collect(),
        stamps_name: words.get("report-stamps-name"),
        kind: words.get("card-kind"),
        title: text.title.clone().unwrap_or_else(|| case.title.clone()),
        lines,
        promises: case
            .obligations
            .iter()
            .map(|obligation| CardPromise {
                text: obligation.promise.clone(),
                under: under(case, obligation, words),
            })
            .collect(),
        more: (1..=count)
            .map(|left| words.count("card-more", left, &[]))
            .collect(),
        tell_title: words.get("card-tell"),
        tell,
        notes_title: words.get("card-notes"),
        issued_line: words.say(
            "card-issued",
            &[
                ("organisation", &imprint.organisation),
                ("date", &date.text),
            ],
        ),
        number_line: case.id.to_string(),
        organisation: imprint.organisation.clone(),
        date: date.iso.clone(),
        skip: words.get("web-skip"),
        top: words.get("web-top"),
    }
}

/// Until when, where that belongs to this promise, and the clause.
fn under(case: &Case, obligation: &Obligation, words: &Words) -> String {
    let mut parts = Vec::new();
    let named: Vec<String> = obligation
        .places
        .iter()
        .filter_map(|id| Some(case.place(id)?.name.clone()))
        .collect();
    if !named.is_empty() && named.len() <= 4 {
        parts.push(words.say("card-where", &[("places", &named.join(", "))]));
    }
    if let Some(clause) = &obligation.clause {
        let number = clause.number.as_deref();
        let page = clause.page.map(|page| page.to_string());
        let said = match (number, &page) {
            (Some(number), Some(page)) => {
                Some(words.say("card-clause-page", &[("clause", number), ("page", page)]))
            }
            (Some(number), None) => Some(words.say("card-clause", &[("clause", number)])),
            (None, Some(page)) => Some(words.say("card-page", &[("page", page)])),
            (None, None) => None,
        };
        parts.extend(said);
    }
    parts.join(" ")
}

/// The editions of a card: ending and bytes.
///
/// # Errors
/// Where the PDF cannot be written.
pub fn card_editions(card: &Card) -> Result<[(&'static str, Vec<u8>); 2], EditionError> {
    Ok([("pdf", pdf::card(card)?), ("html", html::card(card))])
}
