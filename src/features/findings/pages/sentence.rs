//! One sentence of a finding: its words, whether it says what is or what somebody says, and everything that it rests on, chosen
//! from what the audit holds.

use axum::response::Response;
use serde::Serialize;

use super::{At, Choice, FindingHead, Head, Posted, outcome};
use crate::db::findings::KeptFinding;
use crate::domain::finding::{Assertion, Citation, Draft, Part, Sentence};
use crate::features::findings::actions::saying::Saying;
use crate::features::findings::actions::writing::{Which, sentence as save};
use crate::features::findings::actions::{Desk, desk};
use crate::features::findings::forms::{Given, word_of};
use crate::features::findings::tokens::{citation, token};
use crate::infra::action::ActionError;
use crate::infra::http::{Errors, Page, WebError};

/// More of one kind are not listed; they can be typed.
const MOST: usize = 60;

/// Things of one kind that a sentence can rest on.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    /// `evidence`, `seen`
    pub(super) kind: &'static str,
    pub(super) choices: Vec<Choice>,
    /// Whether any is chosen.
    pub(super) open: bool,
    /// How many are not listed.
    pub(super) more: usize,
}

/// A sentence of a finding.
#[derive(Clone, Debug, Serialize)]
pub struct SentencePage {
    pub(super) head: Head,
    pub(super) finding: FindingHead,
    /// `new`, or its place from 1.
    pub(super) which: String,
    /// What the program wrote; nothing where somebody writes.
    pub(super) written: Option<String>,
    pub(super) parts: Vec<Choice>,
    pub(super) groups: Vec<Group>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for SentencePage {
    const TEMPLATE: &'static str = "pages/findings/sentence.html";
}

/// Everything of an audit that a sentence of a finding can rest on: what concerns its promises first.
fn citations(desk: &Desk, draft: &Draft) -> Vec<(&'static str, Vec<Citation>)> {
    let case = &desk.case;
    let own = |id: &crate::domain::code::Code| draft.obligations.contains(id);
    let seen = case.observations.iter().filter(|one| own(&one.obligation));
    let mut looked = Vec::new();
    let mut pieces: Vec<Citation> = Vec::new();
    for promise in &draft.obligations {
        if seen.clone().any(|one| one.obligation == *promise) {
            looked.push(Citation::Observations {
                promise: promise.clone(),
                place: None,
            });
        }
    }
    for one in seen {
        let place = case.visits.iter().find(|visit| visit.id == one.visit);
        if let Some(visit) = place {
            let at = Citation::Observations {
                promise: one.obligation.clone(),
                place: Some(visit.place.clone()),
            };
            if !looked.contains(&at) {
                looked.push(at);
            }
        }
        let evidence = one.evidence.iter().cloned().map(Citation::Evidence);
        pieces.extend(
            evidence
                .filter(|piece| !pieces.contains(piece))
                .collect::<Vec<_>>(),
        );
    }
    let others = case
        .evidence
        .iter()
        .map(|one| Citation::Evidence(one.id.clone()));
    pieces.extend(
        others
            .filter(|piece| !pieces.contains(piece))
            .collect::<Vec<_>>(),
    );
    let mut figures: Vec<_> = case
        .tallies
        .iter()
        .chain(&case.claims)
        .chain(&case.method.facts)
        .collect();
    figures.sort_by_key(|figure| !figure.obligation.as_ref().is_some_and(own));
    let mut accounts: Vec<_> = case.accounts.iter().collect();
    accounts.sort_by_key(|one| !one.obligation.as_ref().is_some_and(own));
    let rows = desk
        .comparison
        .rows
        .iter()
        .filter(|row| own(&row.obligation));
    let mut workings = Vec::new();
    for row in rows {
        let measured = row
            .found
            .iter()
            .chain(&row.claimed)
            .filter_map(|e| e.measured.as_ref());
        let all = measured
            .flat_map(|one| &one.workings)
            .chain(&row.money.workings);
        for working in all {
            let one = Citation::Working {
                formula: working.formula.to_string(),
                promise: row.obligation.clone(),
            };
            if !workings.contains(&one) {
                workings.push(one);
            }
        }
    }
    let document = |one: &crate::domain::case::Source| Citation::Document {
        source: one.id.clone(),
        page: None,
    };
    vec![
        ("seen", looked),
        ("evidence", pieces),
        (
            "figure",
            figures
                .iter()
                .map(|one| Citation::Figure(one.id.clone()))
                .collect(),
        ),
        ("document", case.sources.iter().map(document).collect()),
        (
            "account",
            accounts
                .iter()
                .map(|one| Citation::Account(one.id.clone()))
                .collect(),
        ),
        (
            "money",
            case.money
                .iter()
                .map(|one| Citation::Money(one.id.clone()))
                .collect(),
        ),
        (
            "derivation",
            case.derivations
                .iter()
                .map(|one| Citation::Derivation(one.id.clone()))
                .collect(),
        ),
        ("working", workings),
    ]
}

fn groups(saying: &Saying<'_>, (desk, draft): (&Desk, &Draft), form: &Given) -> Vec<Group> {
    let mut groups = Vec::new();
    for (kind, all) in citations(desk, draft) {
        let chosen = |one: &Citation| form.is_ticked(&format!("cite-{}", token(one)));
        let (ticked, rest): (Vec<_>, Vec<_>) = all.iter().partition(|one| chosen(one));
        let room = MOST.saturating_sub(ticked.len());
        let listed = ticked.iter().chain(rest.iter().take(room));
        let choices: Vec<Choice> = listed
            .map(|one| Choice::new(token(one), saying.cited(one)))
            .collect();
        if !choices.is_empty() {
            groups.push(Group {
                kind,
                open: !ticked.is_empty(),
                more: rest.len().saturating_sub(room),
                choices,
            });
        }
    }
    // What it rests on and the audit does not list any more is shown all the same.
    let known: Vec<&str> = groups
        .iter()
        .flat_map(|group| group.choices.iter().map(|one| one.value.as_str()))
        .collect();
    let others: Vec<Choice> = form
        .0
        .keys()
        .filter_map(|name| name.strip_prefix("cite-"))
        .filter(|word| !known.contains(word))
        .filter_map(|word| Some(Choice::new(word, saying.cited(&citation(word)?))))
        .collect();
    if !others.is_empty() {
        groups.push(Group {
            kind: "other",
            choices: others,
            open: true,
            more: 0,
        });
    }
    groups
}

fn form_of(at: &At, before: Option<&Sentence>) -> Given {
    let mut form = Given::default();
    match before {
        Some(sentence) => {
            form.put("part", word_of(&sentence.part));
            form.put("words", sentence.typed().unwrap_or_default());
            form.tick("alleged", sentence.assertion == Assertion::Alleged);
            for one in &sentence.cites {
                form.tick(format!("cite-{}", token(one)), true);
            }
        }
        None => {
            let part = match at.asked("part") {
                "" => "condition",
                part => part,
            };
            form.put("part", part);
            let word = at.asked("cite");
            if citation(word).is_some() {
                form.tick(format!("cite-{word}"), true);
                form.tick("alleged", word.starts_with("account:"));
            }
        }
    }
    form
}

fn sentence_of(at: &At, finding: &KeptFinding) -> Result<(Which, Option<Sentence>), ActionError> {
    let which = Which::of(at.named("sentence")).ok_or(ActionError::NotThere)?;
    let before = match which {
        Which::New => None,
        Which::At(place) => {
            let found = finding.draft.sentences.get(place);
            Some(found.ok_or(ActionError::NotThere)?.clone())
        }
    };
    Ok((which, before))
}

async fn page(at: &At, typed: Option<Given>, errors: Errors) -> Result<SentencePage, WebError> {
    let desk = desk(&at.ctx, &at.code).await?;
    let finding = desk.finding(at.finding()?)?;
    let (_, before) = sentence_of(at, finding)?;
    let words = at.web.words();
    let own = Saying {
        case: &desk.case,
        words: &at.ctx.app.words,
    };
    let mut form = typed.unwrap_or_else(|| form_of(at, before.as_ref()));
    let was = before.as_ref().map(|one| serde_json::to_string(&one.says));
    form.put(
        "was",
        was.transpose().unwrap_or_default().unwrap_or_default(),
    );
    let written = before.as_ref().filter(|one| one.typed().is_none());
    Ok(SentencePage {
        head: Head::of(&at.ctx, &desk, "findings"),
        finding: FindingHead::of(&at.ctx, &desk, finding),
        which: at.named("sentence").to_owned(),
        written: written.map(|one| own.says(&one.says)),
        parts: Choice::all(&words, "finding-part", &Part::ALL),
        groups: groups(&own, (&desk, &finding.draft), &form),
        form,
        errors,
    })
}

/// `GET /checks/{code}/findings/{finding}/sentences/{sentence}`
pub async fn asked(at: At) -> Result<Response, WebError> {
    let page = page(&at, None, Errors::new()).await?;
    at.shown(&page)
}

/// `POST /checks/{code}/findings/{finding}/sentences/{sentence}`
pub async fn given(sent: Posted) -> Result<Response, WebError> {
    let at = &sent.at;
    let which = Which::of(at.named("sentence")).ok_or(ActionError::NotThere)?;
    let number = at.finding()?;
    let done = save(&at.ctx, &at.code, (number, which), &sent.given).await;
    match outcome(at, done, &at.to_finding(""))? {
        Ok(onward) => Ok(onward),
        Err(errors) => at.wrong(&page(at, Some(sent.given), errors).await?),
    }
}
