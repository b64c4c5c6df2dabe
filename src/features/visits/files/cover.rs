//! Covering parts of a picture, or all of it: a new public copy is made from the original with the boxes burnt in, and the
//! evidence log is told of it.

use sea_orm::DatabaseTransaction;

use super::Found;
use crate::db::fieldwork::{AboutFile, PublicCopy, arrived, give_copy, withhold};
use crate::db::{
    AuditId, BlobId, IdSource, StorageError, change_evidence, withhold_evidence, write,
};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::covering::{Covered, Covering};
use crate::domain::log::{Digest, Happening};
use crate::features::visits::store::{self, FileError};
use crate::infra::accepting::{evidence_name, refresh, subject_of};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;

/// Covers what the boxes say, or withholds the picture.
pub(in crate::features::visits) async fn cover(
    ctx: &Ctx,
    found: &Found,
    covering: &Covering,
) -> Result<(), FileError> {
    ctx.require(Permission::CheckVisits)?;
    let original = found.file.blob.ok_or(FileError::NotThere)?;
    match covering {
        Covering::Whole => Ok(withheld(ctx, found).await?),
        Covering::Boxes(boxes) => boxed(ctx, found, (original, boxes)).await,
    }
}

async fn boxed(
    ctx: &Ctx,
    found: &Found,
    (original, boxes): (BlobId, &[Covered]),
) -> Result<(), FileError> {
    let (copy, preview) = store::covered(ctx, original, boxes).await?;
    let public = PublicCopy {
        blob: copy.id,
        sha256: copy.sha256,
        preview: preview.id,
    };
    let about = AboutFile {
        covered: boxes.to_vec(),
        ..found.file.about.clone()
    };
    let operations = boxes.iter().filter_map(operation).collect();
    let blobs = [copy, preview];
    let kept = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        store::add_rows(txn, ctx, &blobs, &mut ids).await?;
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let of = (found.file.id, original);
        let is = (found.file.media_type.as_str(), &about);
        arrived(txn, ctx.scope, &ctx.app.master, of, is, &mut ids).await?;
        give_copy(txn, ctx.scope, found.file.id, &public).await?;
        told(txn, ctx, found, (public.sha256, operations), &mut ids).await?;
        let audit = found.audit.id;
        match (
            found.file.withheld || found.file.copy.is_none(),
            &found.came.line.visit,
        ) {
            (true, Some(_)) => refresh(txn, ctx, &found.audit, &found.came, &mut ids).await?,
            _ => evidence_changed(txn, ctx, (audit, found), public.sha256).await?,
        }
        noted(
            txn,
            ctx,
            ("picture-covered", &found.came.line.label()),
            &mut ids,
        )
        .await?;
        Ok::<_, FileError>(())
    });
    store::or_gone(ctx, &blobs, kept.await).await?;
    forget(ctx, found).await
}

async fn evidence_changed(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (audit, found): (AuditId, &Found),
    sha256: Digest,
) -> Result<(), StorageError> {
    let Some(name) = evidence_name(found.came.line.number, found.file.number) else {
        return Ok(());
    };
    let sha256 = sha256.to_string();
    change_evidence(txn, ctx.scope, audit, (&name, &sha256)).await
}

async fn withheld(ctx: &Ctx, found: &Found) -> Result<(), FileError> {
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::CheckVisits).await?;
        let mut ids = ctx.ids();
        withhold(txn, ctx.scope, found.file.id).await?;
        if let Some(name) = evidence_name(found.came.line.number, found.file.number) {
            withhold_evidence(txn, ctx.scope, found.audit.id, &name).await?;
        }
        let whole = Code::parse("withheld").map_err(StorageError::Log)?;
        // No copy is a copy of no bytes.
        let nothing = Digest::of(&[]);
        told(txn, ctx, found, (nothing, vec![whole]), &mut ids).await?;
        let label = found.came.line.label();
        noted(txn, ctx, ("picture-covered", &label), &mut ids).await?;
        Ok::<_, ActionError>(())
    })
    .await?;
    forget(ctx, found).await
}

/// A box as the evidence log tells of it: `box-1200-3400-500-500`, in shares of 10,000.
fn operation(one: &Covered) -> Option<Code> {
    let [left, top, width, height] = <[u16; 4]>::from(*one);
    Code::parse(&format!("box-{left}-{top}-{width}-{height}")).ok()
}

async fn told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    found: &Found,
    (sha256, operations): (Digest, Vec<Code>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let of = (&found.audit, found.came.line.client_id);
    let subject = subject_of(txn, ctx, of, &mut *ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(found.audit.code.as_str());
    fact.blobs = vec![found.file.sha256];
    ctx.record(txn, ids, fact, |opening| Happening::PhotoRedacted {
        parent: opening
            .blob_commitments()
            .first()
            .copied()
            .unwrap_or(Digest::of(&[])),
        sha256,
        operations,
    })
    .await?;
    Ok(())
}

/// The copy that showed more is destroyed: its key first, then its bytes.
async fn forget(ctx: &Ctx, found: &Found) -> Result<(), FileError> {
    let Some(before) = &found.file.copy else {
        return Ok(());
    };
    let both = [before.blob, before.preview];
    write(&ctx.app.db, async |txn| {
        for id in both {
            crate::db::blob::remove_blob(txn, ctx.scope, id).await?;
        }
        Ok::<_, StorageError>(())
    })
    .await?;
    for id in both {
        ctx.app.blobs.remove(id).await;
    }
    Ok(())
}
