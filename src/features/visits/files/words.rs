//! What somebody wrote down of a file: what can be heard, seen or read in it. Of a recording or a paper it is all that others get.

use super::Found;
use crate::db::fieldwork::{AboutFile, arrived};
use crate::db::{StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::log::{Digest, Happening};
use crate::infra::accepting::{refresh, subject_of};
use crate::infra::action::{ActionError, Fields, noted, still_may};
use crate::infra::app::Ctx;

/// A transcript has at most so many characters.
const LONGEST: usize = 20_000;

/// Keeps what somebody wrote down of a file; nothing takes it away again. The evidence log is told of the hash of the words.
///
/// # Errors
/// [`ActionError::NotThere`] where the file has not arrived or is withheld; words that are too long.
pub(in crate::features::visits) async fn describe(
    ctx: &Ctx,
    found: &Found,
    words: &str,
) -> Result<(), ActionError> {
    ctx.require(Permission::CheckVisits)?;
    let mut fields = Fields::default();
    let described = fields.optional("described", words, LONGEST);
    let described = fields.done(described)?;
    let blob = found.file.blob.filter(|_| !found.file.withheld);
    let blob = blob.ok_or(ActionError::NotThere)?;
    let about = AboutFile {
        described: described.clone(),
        ..found.file.about.clone()
    };
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let mut ids = ctx.ids();
        let is = (found.file.media_type.as_str(), &about);
        let of = (found.file.id, blob);
        arrived(txn, ctx.scope, &ctx.app.master, of, is, &mut ids).await?;
        if found.came.line.visit.is_some() {
            refresh(txn, ctx, &found.audit, &found.came, &mut ids).await?;
        }
        let operation = if described.is_some() {
            "described"
        } else {
            "withheld"
        };
        let operation = Code::parse(operation).map_err(StorageError::Log)?;
        let sha256 = Digest::of(&[described.as_deref().unwrap_or_default().as_bytes()]);
        let of = (&found.audit, found.came.line.client_id);
        let subject = subject_of(txn, ctx, of, &mut ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(found.audit.code.as_str());
        fact.blobs = vec![found.file.sha256];
        let parent = |blobs: &[Digest]| blobs.first().copied().unwrap_or(sha256);
        ctx.record(txn, &mut ids, fact, |opening| Happening::PhotoRedacted {
            parent: parent(&opening.blob_commitments()),
            sha256,
            operations: vec![operation],
        })
        .await?;
        let label = found.came.line.label();
        noted(txn, ctx, ("file-described", &label), &mut ids).await
    })
    .await
}
