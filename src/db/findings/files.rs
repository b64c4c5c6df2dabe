//! Documents that came with replies: kept like our own evidence, sealed in the store of files, named by a code that answers
//! cite. The file itself is added with [`crate::db::blob::add_blob`] in the same transaction.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::AboutReplyFile;
use crate::db::blob::{Blob, digest_of};
use crate::db::columns::{Instant, read_count, stored_count};
use crate::db::entity::reply_file;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::ReplyFileId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, BlobId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;
use crate::domain::log::Digest;

/// Where it stands what a file is called.
const ABOUT: &str = "reply_file.about";

/// A document that came with a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyFile {
    /// The round, by its number in the audit.
    pub round: u32,
    /// Which of the round, from 1.
    pub number: u32,
    /// Under which answers cite it: `reply-1-2`.
    pub code: Code,
    /// Where its bytes are.
    pub blob: BlobId,
    /// SHA-256 of what was sent.
    pub sha256: Digest,
    /// How many bytes.
    pub bytes: u64,
    /// What it is, by its content.
    pub media_type: String,
    /// What it is called.
    pub about: AboutReplyFile,
    /// When it came in.
    pub received_at: DateTime<Utc>,
}

/// A document that comes in.
#[derive(Clone, Copy, Debug)]
pub struct NewReplyFile<'a> {
    /// Its file, which is stored and added already.
    pub blob: &'a Blob,
    /// What it is, by its content.
    pub media_type: &'a str,
    /// What it is called.
    pub about: &'a AboutReplyFile,
}

/// Adds a document of a round; gives the code under which answers cite it.
pub async fn add_reply_file(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, round), new): ((AuditId, u32), NewReplyFile<'_>),
    ids: &mut dyn IdSource,
) -> Result<Code, StorageError> {
    let rows = scope.rows_of::<reply_file::Entity>(audit);
    let rows = rows.filter(reply_file::Column::Round.eq(i64::from(round)));
    let number = next_number(txn, rows, reply_file::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ReplyFileId::new(ids);
    let code = Code::parse(&format!("reply-{round}-{number}")).map_err(StorageError::Log)?;
    let row = reply_file::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        round: i32::try_from(round).unwrap_or(i32::MAX),
        number,
        code: code.clone(),
        blob_id: new.blob.id,
        sha256: new.blob.sha256.0.to_vec(),
        bytes: stored_count("reply_file.bytes", new.blob.bytes)?,
        media_type: new.media_type.to_owned(),
        about: keyed.seal((id.as_uuid(), ABOUT), new.about, ids),
        received_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(code)
}

/// The documents that came with the replies of an audit, round by round.
pub async fn reply_files_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<ReplyFile>, StorageError> {
    let rows = scope.rows_of::<reply_file::Entity>(audit);
    let rows = rows
        .order_by_asc(reply_file::Column::Round)
        .order_by_asc(reply_file::Column::Number)
        .all(conn)
        .await?;
    let kept = |row: reply_file::Model, keyed: &Keyed| {
        Ok(ReplyFile {
            round: row.round.unsigned_abs(),
            number: row.number.unsigned_abs(),
            code: row.code,
            blob: row.blob_id,
            sha256: digest_of(&row.sha256)?,
            bytes: read_count(row.bytes)?,
            media_type: row.media_type,
            about: keyed.open((row.id.as_uuid(), ABOUT), &row.about)?,
            received_at: row.received_at.utc(),
        })
    };
    opened(conn, scope, master, rows, kept).await
}
