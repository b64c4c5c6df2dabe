//! What was claimed under an agreement. A claim that an import replaced stays until the import can no longer be undone.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::{Instant, Json, days_of};
use crate::db::entity::dossier_claim;
use crate::db::id::{DossierClaimId, DossierId, ImportId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::figure::Figure;

/// A claim, and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is claimed. Its obligation is the name of a promise of the agreement.
    pub figure: Figure,
    /// Where it stands in its file, and the text as published.
    pub read_at: Option<(String, String)>,
    /// The import that brought it.
    pub import: Option<ImportId>,
}

/// Adds claims behind those that are there.
pub async fn add_claims(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    (claims, by): (Vec<Claim>, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let before = rows_of(txn, scope, dossier).await?;
    let next = before.last().map_or(0, |row| row.position) + 1;
    let now = Instant::from(ids.now());
    let rows = (next..).zip(claims);
    let rows = rows.map(|claim| row_of((scope, dossier), claim, (by, now), ids));
    insert_all(txn, rows.collect()).await
}

/// A claim as it is kept, at its place among those of its dossier.
pub(super) fn row_of(
    (scope, dossier): (Scope, DossierId),
    (position, claim): (i32, Claim),
    (by, now): (i64, Instant),
    ids: &mut dyn IdSource,
) -> dossier_claim::Model {
    let (first_day, last_day) = days_of(claim.figure.period.as_ref());
    let (pointer, as_published) = claim.read_at.unzip();
    dossier_claim::Model {
        id: DossierClaimId::new(ids),
        organisation_id: scope.organisation(),
        dossier_id: dossier,
        position,
        promise_code: claim.figure.obligation.clone(),
        figure: Json(claim.figure),
        first_day,
        last_day,
        pointer,
        as_published,
        import_id: claim.import,
        replaced_by: None,
        by,
        recorded_at: now,
    }
}

async fn rows_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<dossier_claim::Model>, StorageError> {
    Ok(scope
        .rows::<dossier_claim::Entity>()
        .filter(dossier_claim::Column::DossierId.eq(dossier))
        .order_by_asc(dossier_claim::Column::Position)
        .all(conn)
        .await?)
}

/// The claims of a dossier that stand, in the order in which they came. One that was set aside says so itself.
pub async fn claims_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<Claim>, StorageError> {
    let kept = kept_claims_of(conn, scope, dossier).await?;
    Ok(kept.into_iter().map(|kept| kept.claim).collect())
}

/// A claim as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptClaim {
    /// The claim.
    pub claim: Claim,
    /// The number of the member who recorded it, 0 for the console.
    pub by: i64,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// The same with who recorded each and when.
pub async fn kept_claims_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<KeptClaim>, StorageError> {
    let rows = rows_of(conn, scope, dossier).await?;
    let standing = rows.into_iter().filter(|row| row.replaced_by.is_none());
    let read = |row: dossier_claim::Model| KeptClaim {
        by: row.by,
        recorded_at: row.recorded_at.utc(),
        claim: Claim {
            figure: row.figure.0,
            read_at: row.pointer.zip(row.as_published),
            import: row.import_id,
        },
    };
    Ok(standing.map(read).collect())
}

/// Sets a claim aside: it stays where it is, with the reason, and is used in no result. Gives whether there was one that
/// stood.
pub async fn set_claim_aside(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    (code, reason): (&Code, &str),
) -> Result<bool, StorageError> {
    let rows = rows_of(txn, scope, dossier).await?;
    let is_it = |row: &dossier_claim::Model| {
        let figure = &row.figure.0;
        row.replaced_by.is_none() && figure.id == *code && figure.set_aside.is_none()
    };
    let Some(row) = rows.into_iter().find(is_it) else {
        return Ok(false);
    };
    let mut figure = row.figure.0;
    figure.set_aside = Some(reason.to_owned());
    scope
        .changes::<dossier_claim::Entity>()
        .filter(dossier_claim::Column::Id.eq(row.id))
        .col_expr(dossier_claim::Column::Figure, Expr::value(Json(figure)))
        .exec(txn)
        .await?;
    Ok(true)
}
