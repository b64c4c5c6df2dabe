//! Visits that are being written down: each answer is kept, sealed, as soon as it is given, and nothing of it counts until
//! it is sent.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keyed::Keyed;
use super::words::AboutFile;
use crate::db::columns::Instant;
use crate::db::entity::draft;
use crate::db::id::DraftId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::intake::Submission;
use crate::domain::keys::MasterKey;

/// Where what was written down stands.
const BODY: &str = "draft.body";

/// What was written down so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftVisit {
    /// The answers.
    pub submission: Submission,
    /// The files that were taken in for it.
    #[serde(default)]
    pub files: Vec<DraftFile>,
    /// The number of what it corrects.
    #[serde(default)]
    pub corrects: Option<i64>,
}

/// A file of a draft: where its bytes lie, and those of its copies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftFile {
    /// The original.
    pub blob: Uuid,
    /// What it is, by its content.
    pub media_type: String,
    /// What is known of it.
    pub about: AboutFile,
    /// Of a picture: the public copy, its SHA-256, the preview.
    #[serde(default)]
    pub copy: Option<(Uuid, String, Uuid)>,
}

/// A draft, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its audit.
    pub audit: AuditId,
    /// The id under which it will be sent, and by which it is found until then.
    pub client_id: Uuid,
    /// Who writes: the number of a member.
    pub by: i64,
    /// What was written down.
    pub visit: DraftVisit,
    /// When it was saved last, to the minute.
    pub saved_at: DateTime<Utc>,
}

/// Keeps what was written down: a new draft, or in the place of what it was.
pub async fn save_draft(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, client_id, by): (AuditId, Uuid, i64),
    visit: &DraftVisit,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let rows = scope.rows_of::<draft::Entity>(audit);
    let row = rows
        .filter(draft::Column::ClientId.eq(client_id))
        .one(txn)
        .await?;
    let saved_at = Instant::from(ids.now());
    if let Some(row) = row {
        let body = keyed.seal((row.id.as_uuid(), BODY), visit, ids);
        scope
            .changes::<draft::Entity>()
            .filter(draft::Column::Id.eq(row.id))
            .col_expr(draft::Column::Body, Expr::value(body))
            .col_expr(draft::Column::SavedAt, Expr::value(saved_at))
            .exec(txn)
            .await?;
        return Ok(());
    }
    let id = DraftId::new(ids);
    let row = draft::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        client_id,
        writer: writer_index(&keyed, (audit, by)),
        body: keyed.seal((id.as_uuid(), BODY), visit, ids),
        saved_at,
    };
    insert_all(txn, vec![row]).await
}

/// The draft of somebody with this id.
pub async fn draft_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, client_id, by): (AuditId, Uuid, i64),
) -> Result<Option<Draft>, StorageError> {
    let Some(keyed) = Keyed::to_seek(conn, scope, master).await? else {
        return Ok(None);
    };
    let rows = scope.rows_of::<draft::Entity>(audit);
    let row = rows
        .filter(draft::Column::ClientId.eq(client_id))
        .filter(draft::Column::Writer.eq(writer_index(&keyed, (audit, by))))
        .one(conn)
        .await?;
    row.map(|row| draft(row, by, &keyed)).transpose()
}

/// What somebody wrote down in an audit and has not sent, the newest first.
pub async fn drafts_by(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, by): (AuditId, i64),
) -> Result<Vec<Draft>, StorageError> {
    let Some(keyed) = Keyed::to_seek(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let rows = scope.rows_of::<draft::Entity>(audit);
    let rows = rows
        .filter(draft::Column::Writer.eq(writer_index(&keyed, (audit, by))))
        .order_by_desc(draft::Column::SavedAt)
        .all(conn)
        .await?;
    rows.into_iter().map(|row| draft(row, by, &keyed)).collect()
}

/// Takes a draft away: it was sent, or its writer gave it up.
pub async fn remove_draft(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, client_id): (AuditId, Uuid),
) -> Result<(), StorageError> {
    scope
        .removal::<draft::Entity>()
        .filter(draft::Column::AuditId.eq(audit))
        .filter(draft::Column::ClientId.eq(client_id))
        .exec(txn)
        .await?;
    Ok(())
}

/// By what the drafts of a member are found in an audit. Without the key nobody can tell whose it is, nor that two audits have
/// the same writer.
fn writer_index(keyed: &Keyed, (audit, by): (AuditId, i64)) -> Vec<u8> {
    let name = format!("draft\n{}\n{by}", audit.as_uuid());
    keyed.key().writer_index().of_exactly(&name).to_vec()
}

fn draft(row: draft::Model, by: i64, keyed: &Keyed) -> Result<Draft, StorageError> {
    Ok(Draft {
        audit: row.audit_id,
        client_id: row.client_id,
        by,
        visit: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        saved_at: row.saved_at.utc(),
    })
}
