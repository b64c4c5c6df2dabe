//! Lists of places that were sealed with a plan, and which place stands in for which.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::Listed;
use crate::db::blob::digest_of;
use crate::db::columns::{Instant, Json};
use crate::db::entity::{sealed_list, substitution};
use crate::db::id::{SealedListId, SubstitutionId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;
use crate::domain::log::Digest;

/// Where the note of a substitution stands.
const NOTE: &str = "substitution.note";

/// A list that was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedPlaces {
    /// The version of the plan it belongs to.
    pub plan: u32,
    /// Its hash: that of its units sorted, one a line.
    pub sha256: Digest,
    /// Its units.
    pub units: Vec<Listed>,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
}

/// Keeps the list that a version of a plan draws from.
pub async fn seal_places(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, plan): (AuditId, u32),
    (units, sha256): (&[Listed], Digest),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = sealed_list::Model {
        id: SealedListId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        plan_number: i32::try_from(plan).unwrap_or(i32::MAX),
        sha256: sha256.0.to_vec(),
        units: Json(units.to_vec()),
        sealed_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// The lists of an audit that were sealed, oldest first.
pub async fn sealed_places_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<SealedPlaces>, StorageError> {
    let rows = scope.rows_of::<sealed_list::Entity>(audit);
    let rows = rows
        .order_by_asc(sealed_list::Column::PlanNumber)
        .all(conn)
        .await?;
    let lists = rows.into_iter().map(|row| {
        Ok(SealedPlaces {
            plan: row.plan_number.unsigned_abs(),
            sha256: digest_of(&row.sha256)?,
            units: row.units.0,
            sealed_at: row.sealed_at.utc(),
        })
    });
    lists.collect()
}

/// One place that stands in for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The place that could not be visited.
    pub taken_out: Code,
    /// The next by the rule.
    pub taken_in: Code,
    /// Why, as a code word.
    pub reason: String,
    /// What else there is to say.
    pub note: Option<String>,
}

/// Records that a place stands in for another.
pub async fn add_substitution(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new, by): (AuditId, &Substitution, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<substitution::Entity>(audit);
    let number = next_number(txn, rows, substitution::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = SubstitutionId::new(ids);
    let at = (id.as_uuid(), NOTE);
    let row = substitution::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        taken_out: new.taken_out.clone(),
        taken_in: new.taken_in.clone(),
        reason: new.reason.clone(),
        note: keyed.seal_some(at, new.note.as_ref(), ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// Which places stand in for which, in the order in which it was recorded.
pub async fn substitutions_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Substitution>, StorageError> {
    let rows = scope.rows_of::<substitution::Entity>(audit);
    let rows = rows
        .order_by_asc(substitution::Column::Number)
        .all(conn)
        .await?;
    let open = |row: substitution::Model, keyed: &Keyed| {
        Ok(Substitution {
            note: keyed.open_some((row.id.as_uuid(), NOTE), row.note.as_ref())?,
            taken_out: row.taken_out,
            taken_in: row.taken_in,
            reason: row.reason,
        })
    };
    opened(conn, scope, master, rows, open).await
}
