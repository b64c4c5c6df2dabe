//! What evidence says of other evidence: a link is added or taken away, never changed; what was taken away stays, marked so.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use crate::db::entity::evidence_link;
use crate::db::id::EvidenceLinkId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::review::EvidenceLink;

/// Where what is said stands.
const BODY: &str = "evidence_link.body";

/// A link of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLink {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// What says what of what.
    pub link: EvidenceLink,
}

/// Adds a link; gives its number.
pub async fn add_link(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, link): (AuditId, &EvidenceLink),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<evidence_link::Entity>(audit);
    let number = next_number(txn, rows, evidence_link::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = EvidenceLinkId::new(ids);
    let row = evidence_link::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        body: keyed.seal((id.as_uuid(), BODY), link, ids),
        dropped: false,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The links of an audit that were not taken away, by number.
pub async fn links_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptLink>, StorageError> {
    let rows = scope.rows_of::<evidence_link::Entity>(audit);
    let rows = rows
        .filter(evidence_link::Column::Dropped.eq(false))
        .order_by_asc(evidence_link::Column::Number)
        .all(conn)
        .await?;
    let link = |row: evidence_link::Model, keyed: &Keyed| {
        Ok(KeptLink {
            number: row.number.unsigned_abs(),
            link: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        })
    };
    opened(conn, scope, master, rows, link).await
}

/// Takes a link away: it is told nowhere any more.
pub async fn drop_link(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, number): (AuditId, u32),
) -> Result<(), StorageError> {
    scope
        .changes::<evidence_link::Entity>()
        .filter(evidence_link::Column::AuditId.eq(audit))
        .filter(evidence_link::Column::Number.eq(i64::from(number)))
        .col_expr(evidence_link::Column::Dropped, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(())
}
