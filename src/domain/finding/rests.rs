//! What a sentence rests on: whether the audit holds it, whether it is more than what people say, and what speaks
//! against it.

use std::collections::BTreeSet;

use super::{Citation, Draft, Sentence};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::comparison::{Comparison, Entry, Row};
use crate::domain::fieldwork::{EvidenceType, SeenAs};
use crate::domain::figure::Figure;
use crate::domain::party::Counter;

/// Accepted evidence that speaks against a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contrary {
    /// What it is.
    pub what: Citation,
    /// What it contradicts; absent where it contradicts the finding as a whole.
    pub against: Option<Code>,
}

/// The rows that a finding speaks of.
pub(super) fn rows_of<'c>(draft: &Draft, comparison: &'c Comparison) -> Vec<&'c Row> {
    comparison
        .rows
        .iter()
        .filter(|row| draft.obligations.contains(&row.obligation))
        .collect()
}

/// Everything accepted that speaks against a finding: figures that contradict one that is used, and accounts of people
/// that say the opposite. Single observations are no part of it: they are in the n of N, whichever way they went.
#[must_use]
pub fn contrary(draft: &Draft, case: &Case, comparison: &Comparison) -> Vec<Contrary> {
    let mut found = Vec::new();
    for row in rows_of(draft, comparison) {
        let used: Vec<&Entry> = row.found_in_use().collect();
        for entry in &used {
            let against = entry.figure.contradicts.iter();
            for other in against.filter(|id| used.iter().any(|e| e.figure.id == **id)) {
                found.push(Contrary {
                    what: Citation::Figure(entry.figure.id.clone()),
                    against: Some(other.clone()),
                });
                found.push(Contrary {
                    what: Citation::Figure(other.clone()),
                    against: Some(entry.figure.id.clone()),
                });
            }
        }
    }
    let opposite = |seen: SeenAs| match seen {
        SeenAs::InOrder => !draft.positive,
        SeenAs::Partly | SeenAs::NotInOrder | SeenAs::NotFound => draft.positive,
        SeenAs::NotInspectable | SeenAs::Refused | SeenAs::NotApplicable => false,
    };
    for account in &case.accounts {
        let about = account
            .obligation
            .as_ref()
            .is_some_and(|id| draft.obligations.contains(id));
        if about && account.seen.is_some_and(opposite) {
            found.push(Contrary {
                what: Citation::Account(account.id.clone()),
                against: None,
            });
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A figure of the audit by its name: claimed, found, or of the method.
pub(super) fn figure<'c>(case: &'c Case, id: &Code) -> Option<&'c Figure> {
    let facts = case.method.facts.iter();
    let mut all = case.tallies.iter().chain(&case.claims).chain(facts);
    all.find(|figure| figure.id == *id)
}

/// Whether the audit holds what is cited.
pub(super) fn is_held(citation: &Citation, case: &Case, comparison: &Comparison) -> bool {
    let seen = |promise: &Code, fits: &dyn Fn(&Code) -> bool| {
        let mut all = case.observations.iter();
        all.any(|o| o.obligation == *promise && fits(&o.visit))
    };
    match citation {
        Citation::Evidence(id) => case.evidence.iter().any(|e| e.id == *id),
        Citation::Observations { promise, place } => seen(promise, &|visit| {
            let at = case.visits.iter().find(|v| v.id == *visit);
            place
                .as_ref()
                .is_none_or(|place| at.is_some_and(|at| at.place == *place))
        }),
        Citation::Observation { visit, promise } => seen(promise, &|at| at == visit),
        Citation::Figure(id) => figure(case, id).is_some(),
        Citation::Account(id) => case.accounts.iter().any(|a| a.id == *id),
        Citation::Document { source, .. } => case.sources.iter().any(|s| s.id == *source),
        Citation::Money(id) => case.money.iter().any(|line| line.id == *id),
        Citation::Derivation(id) => case.derivations.iter().any(|d| d.id == *id),
        Citation::Working { formula, promise } => comparison
            .rows
            .iter()
            .filter(|row| row.obligation == *promise)
            .any(|row| workings_of(row).any(|found| found == formula)),
    }
}

fn workings_of(row: &Row) -> impl Iterator<Item = &str> {
    let of_figures = row
        .found
        .iter()
        .chain(&row.claimed)
        .chain(&row.rechecked)
        .filter_map(|e| e.measured.as_ref())
        .flat_map(|m| &m.workings);
    of_figures
        .chain(&row.money.workings)
        .map(|working| working.formula.as_ref())
}

/// How many people a sentence rests on, where it rests on nothing but what people said; otherwise nothing. Somebody who
/// spoke twice is one person.
#[must_use]
pub fn rests_on_accounts(sentence: &Sentence, case: &Case) -> Option<u64> {
    if sentence.cites.is_empty() {
        return None;
    }
    let mut people: BTreeSet<&str> = BTreeSet::new();
    let mut counted = 0;
    for citation in &sentence.cites {
        match citation {
            Citation::Account(id) => {
                let account = case.accounts.iter().find(|a| a.id == *id);
                people.insert(account.map_or(id.as_str(), |a| a.speaker.as_str()));
            }
            Citation::Evidence(id) => {
                let evidence = case.evidence.iter().find(|e| e.id == *id)?;
                if evidence.kind != EvidenceType::Testimonial {
                    return None;
                }
                people.insert(evidence.by.as_deref().unwrap_or(id.as_str()));
            }
            Citation::Figure(id) => {
                let said = figure(case, id).filter(|f| f.counted_by == Counter::Users)?;
                counted = counted.max(said.asked.and_then(|asked| asked.said).unwrap_or(0));
            }
            _ => return None,
        }
    }
    Some(counted.max(people.len() as u64))
}

/// Whether a sentence rests on nothing but what a party says of itself, or what somebody said.
pub(super) fn is_only_said(sentence: &Sentence, case: &Case) -> bool {
    let said = |citation: &Citation| match citation {
        Citation::Account(_) => true,
        Citation::Figure(id) => {
            figure(case, id).is_some_and(|f| f.column() == crate::domain::figure::Column::Claimed)
        }
        Citation::Evidence(id) => case
            .evidence
            .iter()
            .any(|e| e.id == *id && e.kind == EvidenceType::Testimonial),
        _ => false,
    };
    !sentence.cites.is_empty() && sentence.cites.iter().all(said)
}
