//! Dossiers that come with all they have, many at once: a long file goes into few statements.

use sea_orm::DatabaseTransaction;
use uuid::Builder;

use super::claims::Claim;
use super::dossiers::{line_of, named};
use super::flows::Flow;
use super::words::Pointers;
use super::{claims, flows, promises};
use crate::db::columns::{Instant, Json};
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{dossier, dossier_version};
use crate::db::id::{DossierId, DossierVersionId, ImportId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::log::Subject;
use crate::domain::register::Terms;

/// An agreement that nobody knew before, with its only version.
#[derive(Clone, Debug)]
pub struct NewDossier {
    /// The name under which it is published elsewhere.
    pub source_key: Option<String>,
    /// The state by the publisher's word.
    pub status: Option<String>,
    /// The name of the version: `original`.
    pub code: Code,
    /// What it says.
    pub terms: Terms,
    /// Where its fields stand in the file it came from.
    pub pointers: Pointers,
    /// What was claimed.
    pub claims: Vec<Claim>,
    /// What moved.
    pub flows: Vec<Flow>,
}

/// A dossier that was added.
#[derive(Clone, Debug)]
pub struct AddedDossier {
    /// Its id.
    pub id: DossierId,
    /// Its name in the evidence log.
    pub subject: Subject,
    /// What it says; the terms bear the name of its number: `a-0001`.
    pub terms: Terms,
}

/// Adds dossiers in their order, each with one version, its promises, claims and flows.
pub async fn add_dossiers(
    txn: &DatabaseTransaction,
    scope: Scope,
    new: Vec<NewDossier>,
    (import, by): (Option<ImportId>, i64),
    ids: &mut dyn IdSource,
) -> Result<Vec<AddedDossier>, StorageError> {
    let how_many = i64::try_from(new.len()).unwrap_or(i64::MAX);
    if how_many == 0 {
        return Ok(Vec::new());
    }
    let first = take_numbers(txn, scope, Series::Dossier, how_many).await?;
    let now = Instant::from(ids.now());
    let mut added = Vec::with_capacity(new.len());
    let (mut lines, mut versions) = (Vec::new(), Vec::new());
    let (mut promised, mut claimed, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    for (number, one) in (first..).zip(new) {
        let id = DossierId::new(ids);
        let mut terms = one.terms;
        terms.agreement.id = named(number)?;
        for obligation in &mut terms.obligations {
            obligation.agreement = Some(terms.agreement.id.clone());
        }
        let line = dossier::Model {
            source_key: one.source_key,
            status: one.status,
            subject: Builder::from_random_bytes(ids.random_bytes()).into_uuid(),
            ..line_of(scope, (id, number), &terms, now)?
        };
        let subject = Subject(line.subject.into_bytes());
        lines.push(line);
        versions.push(dossier_version::Model {
            id: DossierVersionId::new(ids),
            organisation_id: scope.organisation(),
            dossier_id: id,
            number: 1,
            code: one.code,
            effective: None,
            changed: String::new(),
            terms: Json(terms.clone()),
            pointers: Json(one.pointers),
            said: None,
            import_id: import,
            by,
            recorded_at: now,
        });
        let of = (scope, id);
        for promise in (1..).zip(&terms.obligations) {
            promised.push(promises::row_of(of, promise, &terms, ids));
        }
        for claim in (1..).zip(one.claims) {
            claimed.push(claims::row_of(of, claim, (by, now), ids));
        }
        for flow in (1..).zip(one.flows) {
            moved.push(flows::row_of(of, flow, (by, now), ids)?);
        }
        added.push(AddedDossier { id, subject, terms });
    }
    insert_all(txn, lines).await?;
    insert_all(txn, versions).await?;
    insert_all(txn, promised).await?;
    insert_all(txn, claimed).await?;
    insert_all(txn, moved).await?;
    Ok(added)
}
