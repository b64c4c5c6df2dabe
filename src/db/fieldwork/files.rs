//! Files that came with what came in: the original as it was sent, what is known of it, and the copy that may be shown.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use super::words::AboutFile;
use crate::db::blob::digest_of;
use crate::db::columns::stored_count;
use crate::db::entity::submission_file;
use crate::db::id::{SubmissionFileId, SubmissionId};
use crate::db::insert::insert_all;
use crate::db::{BlobId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::log::Digest;

/// Where what is known of a file stands.
const ABOUT: &str = "submission_file.about";

/// A file that belongs to what came in.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLine {
    /// Its id.
    pub id: SubmissionFileId,
    /// What it came with.
    pub submission: SubmissionId,
    /// Its number there, from 1.
    pub number: u32,
    /// SHA-256 of what was sent.
    pub sha256: Digest,
    /// How many bytes.
    pub bytes: u64,
    /// What it is, by its content.
    pub media_type: String,
    /// The original; `None` until it has arrived.
    pub blob: Option<BlobId>,
    /// What is known of it.
    pub about: AboutFile,
    /// What may be shown of it.
    pub copy: Option<PublicCopy>,
    /// Whether nothing of it may be shown.
    pub withheld: bool,
}

/// The copy of a picture that may be shown, and a small one to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicCopy {
    /// The copy.
    pub blob: BlobId,
    /// SHA-256 of the copy.
    pub sha256: Digest,
    /// The small one.
    pub preview: BlobId,
}

/// A file that is announced, or has arrived with what it belongs to.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// SHA-256 of what is sent.
    pub sha256: Digest,
    /// How many bytes.
    pub bytes: u64,
    /// What it is, by its content where it has arrived.
    pub media_type: String,
    /// The original, where it has arrived.
    pub blob: Option<BlobId>,
    /// What is known of it.
    pub about: AboutFile,
}

/// Remembers the files that came with something, in their order, after those that are there.
pub async fn add_files(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (submission, files): (SubmissionId, &[NewFile]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let mut rows = Vec::with_capacity(files.len());
    let there = scope.rows::<submission_file::Entity>();
    let there = there.filter(submission_file::Column::SubmissionId.eq(submission));
    let first = next_number(txn, there, submission_file::Column::Number).await?;
    for (number, file) in (first..).zip(files) {
        let id = SubmissionFileId::new(ids);
        rows.push(submission_file::Model {
            id,
            organisation_id: scope.organisation(),
            submission_id: submission,
            number,
            sha256: file.sha256.0.to_vec(),
            bytes: stored_count("submission_file.bytes", file.bytes)?,
            media_type: file.media_type.clone(),
            blob_id: file.blob,
            about: keyed.seal((id.as_uuid(), ABOUT), &file.about, ids),
            copy_blob_id: None,
            copy_sha256: None,
            preview_blob_id: None,
            withheld: false,
        });
    }
    insert_all(txn, rows).await
}

/// The files of what came in, by what they came with, in their order.
pub async fn files_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    submissions: &[SubmissionId],
) -> Result<BTreeMap<SubmissionId, Vec<FileLine>>, StorageError> {
    let mut files: BTreeMap<SubmissionId, Vec<FileLine>> = BTreeMap::new();
    // The limit of one statement is far above this.
    for some in submissions.chunks(1_000) {
        let rows = scope.rows::<submission_file::Entity>();
        let rows = rows
            .filter(submission_file::Column::SubmissionId.is_in(some.iter().copied()))
            .order_by_asc(submission_file::Column::Number)
            .all(conn)
            .await?;
        for line in opened(conn, scope, master, rows, line).await? {
            files.entry(line.submission).or_default().push(line);
        }
    }
    Ok(files)
}

fn line(row: submission_file::Model, keyed: &Keyed) -> Result<FileLine, StorageError> {
    let about = keyed.open((row.id.as_uuid(), ABOUT), &row.about)?;
    let copied = row.copy_sha256.as_deref().map(digest_of).transpose()?;
    let copy = row.copy_blob_id.zip(copied).zip(row.preview_blob_id);
    Ok(FileLine {
        id: row.id,
        submission: row.submission_id,
        number: row.number.unsigned_abs(),
        sha256: digest_of(&row.sha256)?,
        bytes: row.bytes.unsigned_abs(),
        media_type: row.media_type,
        blob: row.blob_id,
        about,
        copy: copy.map(|((blob, sha256), preview)| PublicCopy {
            blob,
            sha256,
            preview,
        }),
        withheld: row.withheld,
    })
}

/// Says that the original has arrived, what it is, and what is known of it now.
pub async fn arrived(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (id, blob): (SubmissionFileId, BlobId),
    (media_type, about): (&str, &AboutFile),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let about = keyed.seal((id.as_uuid(), ABOUT), about, ids);
    scope
        .changes::<submission_file::Entity>()
        .filter(submission_file::Column::Id.eq(id))
        .col_expr(submission_file::Column::BlobId, Expr::value(blob))
        .col_expr(submission_file::Column::MediaType, Expr::value(media_type))
        .col_expr(submission_file::Column::About, Expr::value(about))
        .exec(txn)
        .await?;
    Ok(())
}

/// Gives a file the copy that may be shown, in place of one that was there.
pub async fn give_copy(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubmissionFileId,
    copy: &PublicCopy,
) -> Result<(), StorageError> {
    let sha256 = copy.sha256.0.to_vec();
    scope
        .changes::<submission_file::Entity>()
        .filter(submission_file::Column::Id.eq(id))
        .col_expr(submission_file::Column::CopyBlobId, Expr::value(copy.blob))
        .col_expr(submission_file::Column::CopySha256, Expr::value(sha256))
        .col_expr(
            submission_file::Column::PreviewBlobId,
            Expr::value(copy.preview),
        )
        .col_expr(submission_file::Column::Withheld, Expr::value(false))
        .exec(txn)
        .await?;
    Ok(())
}

/// Says that nothing of a file may be shown. The original stays.
pub async fn withhold(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubmissionFileId,
) -> Result<(), StorageError> {
    let none = || Expr::value(None::<uuid::Uuid>);
    scope
        .changes::<submission_file::Entity>()
        .filter(submission_file::Column::Id.eq(id))
        .col_expr(submission_file::Column::CopyBlobId, none())
        .col_expr(
            submission_file::Column::CopySha256,
            Expr::value(None::<Vec<u8>>),
        )
        .col_expr(submission_file::Column::PreviewBlobId, none())
        .col_expr(submission_file::Column::Withheld, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(())
}
