//! What is kept beside what came in: what the evidence log is told, and the files.

use sea_orm::DatabaseTransaction;
use serde::Serialize;

use super::{Coming, IntakeError};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    AboutFile, Came, DraftFile, NewFile, PublicCopy, add_files, files_of, give_copy,
};
use crate::db::{BlobId, IdSource, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::OrganisationKey;
use crate::domain::log::{Digest, EventError, Happening, Number, normal_text};
use crate::infra::accepting::subject_of;
use crate::infra::app::Ctx;

/// Tells the evidence log of what came in: every field, committed to and sealed, and the SHA-256 of every file.
pub(super) async fn tell(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, coming, key): (&AuditLine, &Coming, &OrganisationKey),
    corrected: Option<&Came>,
    ids: &mut dyn IdSource,
) -> Result<u64, IntakeError> {
    let of = corrected.map_or(coming.client_id, |first| first.line.client_id);
    let subject = subject_of(txn, ctx, (audit, of), &mut *ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(audit.code.as_str());
    fact.claimed = Some(coming.submission.started.date());
    fact.record = fields_of("submission", &coming.submission);
    let pieces = coming.submission.evidence();
    fact.blobs = pieces
        .filter_map(|(_, piece)| Digest::parse(&piece.sha256))
        .collect();
    let corrects = match corrected {
        Some(first) => {
            let unfit =
                |error: EventError| IntakeError::Storage(StorageError::Log(error.to_string()));
            Some(Number::try_from(first.line.log_seq).map_err(unfit)?)
        }
        None => None,
    };
    let reason = Code::parse("corrected").map_err(StorageError::Log)?;
    let seq = ctx
        .record_with(txn, key, ids, fact, |opening| {
            let (record, blobs) = (opening.record_commitment(), opening.blob_commitments());
            match corrects {
                Some(corrects) => Happening::ObservationCorrected {
                    corrects,
                    record,
                    blobs,
                    reason,
                },
                None => Happening::ObservationReceived { record, blobs },
            }
        })
        .await?;
    Ok(seq)
}

fn fields_of(prefix: &str, value: &impl Serialize) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(members)) = serde_json::to_value(value) else {
        return Vec::new();
    };
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => normal_text(&text),
        other => other.to_string(),
    };
    let members = members.into_iter();
    members
        .map(|(name, value)| (format!("{prefix}.{name}"), text(value)))
        .collect()
}

/// Keeps the files of what came in: those that are here, and of the others what was announced.
pub(super) async fn keep_files(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (came, here): (&Came, &[DraftFile]),
    ids: &mut dyn IdSource,
) -> Result<(), IntakeError> {
    let Some(submission) = &came.submission else {
        return Ok(());
    };
    let (mut files, mut copies) = (Vec::new(), Vec::new());
    for (question, piece) in submission.evidence() {
        let Some(sha256) = Digest::parse(&piece.sha256) else {
            continue;
        };
        let arrived = here
            .iter()
            .find(|file| file.about.said.sha256 == piece.sha256);
        files.push(NewFile {
            sha256,
            bytes: piece.len,
            media_type: arrived.map_or_else(
                || "application/octet-stream".to_owned(),
                |file| file.media_type.clone(),
            ),
            blob: arrived.map(|file| BlobId::from(file.blob)),
            about: arrived.map_or_else(
                || AboutFile {
                    question: Some(question.clone()),
                    said: piece.clone(),
                    looked: None,
                    covered: Vec::new(),
                    described: None,
                },
                |file| AboutFile {
                    question: Some(question.clone()),
                    said: piece.clone(),
                    ..file.about.clone()
                },
            ),
        });
        copies.push(arrived.and_then(|file| file.copy.clone()));
    }
    if files.is_empty() {
        return Ok(());
    }
    let master = &ctx.app.master;
    let id = came.line.id;
    add_files(txn, ctx.scope, master, (id, &files), &mut *ids).await?;
    let kept = files_of(txn, ctx.scope, master, &[id]).await?;
    for (line, copy) in kept.values().flatten().zip(copies) {
        let Some((blob, sha256, preview)) = copy else {
            continue;
        };
        let Some(sha256) = Digest::parse(&sha256) else {
            continue;
        };
        let copy = PublicCopy {
            blob: BlobId::from(blob),
            sha256,
            preview: BlobId::from(preview),
        };
        give_copy(txn, ctx.scope, line.id, &copy).await?;
    }
    Ok(())
}
