//! Drafts from the comparison: one finding for each promise that was judged, kept ones too. The program writes what
//! should be, what is with its n of N, and what it is worth; people write the rest and may change all of it.

use std::collections::BTreeMap;

use super::{
    Assertion, Category, CauseCertainty, CauseKind, Citation, Draft, DraftCause, Finding, Part,
    Says, Sentence,
};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::comparison::{Comparison, Entry, Fact, Grade, Reason, Row, VerdictCode};
use crate::domain::figure::Value;
use crate::domain::obligation::{Criterion, Obligation};
use crate::domain::party::Role;
use crate::domain::sample::{Design, Sample};

/// A draft for each promise that has a verdict, is disputed, or cannot be read in one way. What is not due and what
/// nobody looked at is in the comparison and is no finding. `earlier` are the findings of the audit before, for repeats.
#[must_use]
pub fn drafts(case: &Case, comparison: &Comparison, earlier: &[Finding]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for promise in &comparison.promises {
        let is_one = match promise.verdict.code {
            VerdictCode::CannotJudge(reason) => {
                matches!(reason, Reason::PromiseUnclear | Reason::Refused)
            }
            VerdictCode::NotDue => false,
            _ => true,
        };
        let Some(obligation) = case.obligation(&promise.obligation).filter(|_| is_one) else {
            continue;
        };
        let rows: Vec<&Row> = comparison
            .rows
            .iter()
            .filter(|row| row.obligation == obligation.id)
            .collect();
        let verdict = promise.verdict.code;
        drafts.push(drafted(case, obligation, &rows, verdict, earlier));
    }
    drafts
}

fn drafted(
    case: &Case,
    obligation: &Obligation,
    rows: &[&Row],
    verdict: VerdictCode,
    earlier: &[Finding],
) -> Draft {
    // A name is at most 64 signs long; one that is too long begins no finding by itself.
    let id = Code::parse(&format!("f-{}", obligation.id)).unwrap_or(obligation.id.clone());
    let positive = verdict == VerdictCode::Delivered;
    let mut draft = Draft {
        obligations: vec![obligation.id.clone()],
        positive,
        category: Category::suggested(obligation, rows).filter(|_| !positive),
        cause: cause(verdict),
        addressees: addressees(case, obligation, verdict),
        repeat_of: earlier
            .iter()
            .find(|f| !f.positive && !positive && f.obligations.contains(&obligation.id))
            .map(|f| f.id.clone()),
        ..Draft::begun(id)
    };
    for criterion in &obligation.criteria {
        draft.sentences.push(of_criterion(obligation, criterion));
    }
    if let Some(unclear) = &obligation.unclear {
        draft.sentences.push(Sentence {
            cites: document(obligation).into_iter().collect(),
            ..written(
                Part::Condition,
                "finding-promise-unclear",
                [("why", unclear.clone())],
            )
        });
    }
    let mut samples: Vec<&Code> = Vec::new();
    for row in rows {
        for entry in row.found_in_use() {
            of_entry(case, row, entry, &mut draft.sentences);
            if let Some(sample) = entry.figure.sample.as_ref().and_then(|id| case.sample(id))
                && !samples.contains(&&sample.id)
            {
                samples.push(&sample.id);
                let cites = cites_of(case, row, entry);
                draft
                    .sentences
                    .extend(of_sample(sample).map(|s| Sentence { cites, ..s }));
            }
        }
        of_money(case, row, &mut draft.sentences);
    }
    if rows.iter().all(|row| row.found_in_use().next().is_none()) {
        for (row, entry) in rows
            .iter()
            .flat_map(|row| row.claimed.iter().map(move |e| (row, e)))
            .filter(|(_, e)| !e.is_set_aside() && !e.figure.context)
        {
            of_entry(case, row, entry, &mut draft.sentences);
        }
    }
    // Two criteria measure one figure: what they say alike is said once.
    let mut once: Vec<Sentence> = Vec::new();
    for sentence in draft.sentences.drain(..) {
        if !once.contains(&sentence) {
            once.push(sentence);
        }
    }
    once.sort_by_key(|sentence| sentence.part);
    draft.sentences = once;
    draft
}

/// Nobody knows why yet, but for a promise that is unclear.
fn cause(verdict: VerdictCode) -> DraftCause {
    let unclear = verdict == VerdictCode::CannotJudge(Reason::PromiseUnclear);
    DraftCause {
        certainty: CauseCertainty::NotDetermined,
        kind: unclear.then_some(CauseKind::UnclearGoal),
    }
}

/// Provider and funder of the agreement: a promise broken is the provider's, what the promise itself leaves open is the
/// funder's, and what is disputed is both's.
fn addressees(case: &Case, obligation: &Obligation, verdict: VerdictCode) -> Vec<Code> {
    let wanted: &[Role] = match verdict {
        VerdictCode::CannotJudge(Reason::PromiseUnclear) => &[Role::Funder],
        VerdictCode::StandardDisputed => &[Role::Provider, Role::Funder],
        _ => &[Role::Provider],
    };
    let of_agreement: Vec<&Code> = case
        .agreement_of(obligation)
        .map(|a| a.funders.iter().chain(&a.providers).collect())
        .unwrap_or_default();
    let with = |roles: &[Role]| -> Vec<Code> {
        case.parties
            .iter()
            .filter(|p| of_agreement.is_empty() || of_agreement.contains(&&p.id))
            .filter(|p| p.roles.iter().any(|role| roles.contains(role)))
            .map(|p| p.id.clone())
            .collect()
    };
    let found = with(wanted);
    if found.is_empty() {
        with(&[Role::Provider, Role::Funder])
    } else {
        found
    }
}

fn written<const N: usize>(part: Part, key: &str, names: [(&str, String); N]) -> Sentence {
    let names = names
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Sentence {
        part,
        says: Says::Written {
            key: key.to_owned(),
            names: names.collect(),
        },
        assertion: Assertion::Established,
        cites: Vec::new(),
    }
}

fn document(obligation: &Obligation) -> Option<Citation> {
    let clause = obligation.clause.as_ref()?;
    Some(Citation::Document {
        source: clause.document.clone()?,
        page: clause.page,
    })
}

fn of_criterion(obligation: &Obligation, criterion: &Criterion) -> Sentence {
    let mut cites: Vec<Citation> = document(obligation).into_iter().collect();
    for source in &criterion.sources {
        let named = cites
            .iter()
            .any(|c| matches!(c, Citation::Document { source: s, .. } if s == source));
        if !named {
            cites.push(Citation::Document {
                source: source.clone(),
                page: None,
            });
        }
    }
    let promise = ("promise", obligation.promise.clone());
    let sentence = match &criterion.reading {
        Some(reading) => {
            let reading = ("reading", reading.clone());
            written(Part::Criteria, "finding-criterion-read", [promise, reading])
        }
        None => written(Part::Criteria, "finding-criterion", [promise]),
    };
    Sentence { cites, ..sentence }
}

/// What the figure says against its target: the facts of the comparison, n of N among them.
fn of_entry(case: &Case, row: &Row, entry: &Entry, sentences: &mut Vec<Sentence>) {
    let Some(measured) = &entry.measured else {
        return;
    };
    let assertion = match row.grade {
        Grade::None | Grade::ClaimedOnly | Grade::UsersSaid(_) => Assertion::Alleged,
        _ => Assertion::Established,
    };
    let cites = cites_of(case, row, entry);
    if let Value::Words { says, .. } = &entry.figure.value {
        sentences.push(Sentence {
            part: Part::Condition,
            says: Says::Typed(says.clone()),
            assertion,
            cites: cites.clone(),
        });
    }
    for Fact { key, names } in &measured.facts {
        let names: BTreeMap<String, String> = names
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let key = (*key).to_owned();
        sentences.push(Sentence {
            part: Part::Condition,
            says: Says::Written { key, names },
            assertion,
            cites: cites.clone(),
        });
    }
}

fn cites_of(case: &Case, row: &Row, entry: &Entry) -> Vec<Citation> {
    let figure = &entry.figure;
    let mut cites = Vec::new();
    if super::rests::figure(case, &figure.id).is_some() {
        cites.push(Citation::Figure(figure.id.clone()));
    } else if case.money.iter().any(|line| line.id == figure.id) {
        cites.push(Citation::Money(figure.id.clone()));
    } else {
        cites.push(Citation::Observations {
            promise: row.obligation.clone(),
            place: row.slice.place.clone(),
        });
        let seen = case.observations.iter().filter(|o| {
            let visit = case.visits.iter().find(|v| v.id == o.visit);
            o.obligation == row.obligation
                && row
                    .slice
                    .place
                    .as_ref()
                    .is_none_or(|place| visit.is_some_and(|visit| visit.place == *place))
        });
        for id in seen.flat_map(|o| &o.evidence) {
            let evidence = Citation::Evidence(id.clone());
            if !cites.contains(&evidence) {
                cites.push(evidence);
            }
        }
    }
    for source in &figure.sources {
        cites.push(Citation::Document {
            source: source.clone(),
            page: None,
        });
    }
    cites
}

/// How many were looked at, of how many, and how they came to be chosen.
fn of_sample(sample: &Sample) -> Option<Sentence> {
    let (seen, universe) = (sample.seen?, sample.universe);
    let key = match (sample.design, universe) {
        (Design::NotPublished, _) => "finding-seen-how-unknown",
        (Design::Census, _) => "finding-seen-census",
        (design, Some(_)) if design.is_probability() => "finding-seen-drawn",
        (Design::Lqas, Some(_)) => "finding-seen-lot",
        (_, Some(_)) => "finding-seen-chosen",
        (_, None) => "finding-seen-of-unknown",
    };
    let of = universe.unwrap_or(seen);
    Some(written(
        Part::Condition,
        key,
        [
            ("seen", seen.to_string()),
            ("of", of.to_string()),
            ("unit", sample.unit.clone()),
            ("frame", sample.frame.clone()),
        ],
    ))
}

/// What it is worth, where that may be said; every money line by itself.
fn of_money(case: &Case, row: &Row, sentences: &mut Vec<Sentence>) {
    if let (Some(at_risk), Some(working)) = (&row.money.at_risk, row.money.workings.first()) {
        let currency = at_risk.currency.map_or("", |c| c.code()).to_owned();
        let sentence = if at_risk.low == at_risk.high {
            let amount = ("amount", at_risk.low.to_string());
            written(
                Part::Effect,
                "finding-at-risk",
                [amount, ("currency", currency)],
            )
        } else {
            let ends = [
                ("low", at_risk.low.to_string()),
                ("high", at_risk.high.to_string()),
                ("currency", currency),
            ];
            written(Part::Effect, "finding-at-risk-between", ends)
        };
        let working = Citation::Working {
            formula: working.formula.to_string(),
            promise: row.obligation.clone(),
        };
        sentences.push(Sentence {
            cites: vec![working],
            ..sentence
        });
    }
    for id in &row.money.lines {
        let Some(line) = case.money.iter().find(|line| line.id == *id) else {
            continue;
        };
        for entry in &line.states {
            let currency = case.currency_of(line).map_or("", |c| c.code()).to_owned();
            let said = written(
                Part::Effect,
                "finding-amount",
                [
                    ("title", line.title.clone()),
                    ("amount", entry.amount.text().to_owned()),
                    ("currency", currency),
                    ("basis", line.basis.code().to_owned()),
                    ("state", entry.state.code().to_owned()),
                    ("certainty", line.certainty.code().to_owned()),
                ],
            );
            sentences.push(Sentence {
                cites: vec![Citation::Money(line.id.clone())],
                ..said
            });
        }
    }
}
