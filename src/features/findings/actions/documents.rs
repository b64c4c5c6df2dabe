//! The documents of the standards that findings rest on, each with its date: a finding is not published before every standard
//! names one. What is said here is recorded in the register as a correction of the agreement, and in the audit.

use crate::db::counter::Series;
use crate::db::{put_criterion_sources, put_source, write};
use crate::domain::actor::Permission;
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::obligation::{Criterion, Obligation};
use crate::domain::period::PartialDate;
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::dossier::{correct, entry_to_change};

use super::desk::{Desk, desk};
use super::opened;
use crate::features::findings::forms::Given;

/// A standard of a promise with the documents that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The promise.
    pub promise: Code,
    /// The criterion.
    pub criterion: Code,
    /// What is promised.
    pub says: String,
    /// Its documents.
    pub documents: Vec<Source>,
}

impl Standard {
    /// Whether it names a document with a date.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.documents.iter().any(|one| one.date.is_some())
    }
}

/// The documents that a criterion of a promise names.
fn named(desk: &Desk, promise: &Obligation, criterion: &Criterion) -> Vec<Source> {
    let clause = promise
        .clause
        .as_ref()
        .and_then(|one| one.document.as_ref());
    let ids = criterion.sources.iter().chain(clause);
    let found = ids.filter_map(|id| desk.case.sources.iter().find(|one| one.id == *id));
    let mut documents: Vec<Source> = Vec::new();
    for one in found {
        if !documents.contains(one) {
            documents.push(one.clone());
        }
    }
    documents
}

/// The standards of an audit: those that lack a document or its date first.
#[must_use]
pub fn standards(desk: &Desk) -> Vec<Standard> {
    let mut all = Vec::new();
    for promise in &desk.case.obligations {
        for criterion in promise.criteria.iter().filter(|one| one.dated.is_none()) {
            all.push(Standard {
                promise: promise.id.clone(),
                criterion: criterion.id.clone(),
                says: promise.promise.clone(),
                documents: named(desk, promise, criterion),
            });
        }
    }
    all.sort_by_key(Standard::is_dated);
    all
}

/// Says in which document a standard stands, and of which date that is.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn say(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let desk = desk(ctx, code).await?;
    let of = |one: &Standard| {
        one.promise.as_str() == given.field("promise")
            && one.criterion.as_str() == given.field("criterion")
    };
    let all = standards(&desk);
    let standard = all
        .iter()
        .find(|one| of(one))
        .ok_or(ActionError::NotThere)?;
    let mut fields = Fields::default();
    let date = fields.date("date", given.field("date"));
    if date.is_none() && given.field("date").trim().is_empty() {
        fields.wrong("date", "field-empty");
    }
    let title = match standard.documents.is_empty() {
        true => Some(fields.text("title", given.field("title"), 300)),
        false => None,
    };
    fields.done(())?;
    let date = date.ok_or(ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        let line = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let source = source_of(&desk, standard, (title.as_deref(), date))?;
        let agreement = desk.case.agreements.first();
        let label = agreement.map(|one| one.id.as_str().to_uppercase());
        let number = label.and_then(|label| Series::Dossier.number_of(&label));
        if let Some(number) = number {
            let entry = entry_to_change(txn, ctx, number).await?;
            let mut terms = entry.newest()?.terms.clone();
            match terms.sources.iter_mut().find(|one| one.id == source.id) {
                Some(there) => there.date = source.date,
                None => terms.sources.push(source.clone()),
            }
            for promise in &mut terms.obligations {
                // A promise that an amendment reworded stands in the audit under a name that begins with its own.
                let own = promise.id.as_str();
                let is_it = standard.promise.as_str() == own
                    || standard.promise.as_str().starts_with(&format!("{own}-"));
                for criterion in promise.criteria.iter_mut().filter(|_| is_it) {
                    if criterion.id == standard.criterion && standard.documents.is_empty() {
                        criterion.sources.push(source.id.clone());
                    }
                }
            }
            correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        }
        put_source(txn, ctx.scope, (line.id, &source), &mut ids).await?;
        if standard.documents.is_empty() {
            let at = (line.id, &standard.promise, &standard.criterion);
            put_criterion_sources(txn, ctx.scope, at, std::slice::from_ref(&source.id)).await?;
        }
        noted(txn, ctx, ("findings-documents", code), &mut ids).await
    })
    .await
}

/// The first document of a standard with its date, or a new one; one of the same title that is there is taken.
fn source_of(
    desk: &Desk,
    standard: &Standard,
    (title, date): (Option<&str>, PartialDate),
) -> Result<Source, ActionError> {
    let title = title.unwrap_or_default();
    let sources = &desk.case.sources;
    let there = standard.documents.first();
    let there = there.or_else(|| sources.iter().find(|one| one.title == title));
    if let Some(there) = there {
        return Ok(Source {
            date: Some(date),
            ..there.clone()
        });
    }
    let is_free = |id: &Code| sources.iter().all(|one| one.id != *id);
    let mut names = (1..1_000).filter_map(|n| Code::parse(&format!("s-{n}")).ok());
    let id = names.find(is_free).ok_or(ActionError::NotThere)?;
    Ok(Source {
        id,
        title: title.to_owned(),
        publisher: None,
        date: Some(date),
        url: None,
        sha256: None,
    })
}
