//! Paper sheets: photographed, keyed by two people who do not see each other's reading, settled where the two differ, and
//! then taken in like everything else.

mod keyed;

use crate::db::audit::AuditLine;
use crate::db::blob::remove_blob;
use crate::db::fieldwork::{
    DraftFile, Keying, Origin, Sheet, instrument_of, key_sheet, photograph_sheet, sheets_of,
};
use crate::db::{BlobId, write};
use crate::domain::actor::Permission;
use crate::domain::instrument::Instrument;
use crate::domain::intake::{CaptureClass, EvidenceRef, FileKind, Submission};
use crate::domain::review::{KeyingDifference, compare_keyings};
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;

use super::instruments::audit;
use super::intake::{Coming, Receipt, Then, receive_and};
use super::store::{self, FileError, Stored};

pub(super) use keyed::read;

/// A sheet with what it asks.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) audit: AuditLine,
    pub(super) sheet: Sheet,
    pub(super) instrument: Instrument,
}

/// The sheets of an audit.
pub(super) async fn sheets(ctx: &Ctx, code: &str) -> Result<(AuditLine, Vec<Sheet>), ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let line = audit(ctx, code).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let sheets = sheets_of(conn, ctx.scope, master, line.id).await?;
    Ok((line, sheets))
}

/// One sheet by the code that is printed on it.
pub(super) async fn found(ctx: &Ctx, (code, sheet): (&str, &str)) -> Result<Found, ActionError> {
    let (audit, sheets) = sheets(ctx, code).await?;
    let typed = sheet.trim().to_uppercase();
    let sheet = sheets.into_iter().find(|one| one.code == typed);
    let sheet = sheet.ok_or(ActionError::NotThere)?;
    let named = (&sheet.instrument.0, sheet.instrument.1);
    let instrument = instrument_of(ctx.app.db.reads(), ctx.scope, audit.id, named).await?;
    let instrument = instrument.ok_or(ActionError::NotThere)?;
    Ok(Found {
        audit,
        sheet,
        instrument,
    })
}

/// Keeps the photograph of a sheet. The first one stays: it is evidence.
pub(super) async fn photograph(ctx: &Ctx, found: &Found, stored: Stored) -> Result<(), FileError> {
    let original = BlobId::from(stored.file.blob);
    let kept = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let sheets = sheets_of(txn, ctx.scope, &ctx.app.master, found.audit.id).await?;
        let now = sheets.iter().find(|one| one.id == found.sheet.id);
        if now.is_none_or(|now| now.photograph.is_some()) {
            return Err(ActionError::field("photograph", "sheet-photograph-there").into());
        }
        store::add_rows(txn, ctx, &stored.blobs, &mut ids).await?;
        photograph_sheet(txn, ctx.scope, found.sheet.id, original).await?;
        noted(
            txn,
            ctx,
            ("sheet-photographed", found.audit.code.as_str()),
            &mut ids,
        )
        .await?;
        Ok::<_, FileError>(())
    });
    store::or_gone(ctx, &stored.blobs, kept.await).await?;
    // What is written by hand on a sheet may name people: there is a copy when somebody who checks made one.
    if let Some((copy, _, preview)) = &stored.file.copy {
        for id in [BlobId::from(*copy), BlobId::from(*preview)] {
            write(&ctx.app.db, async |txn| {
                remove_blob(txn, ctx.scope, id).await
            })
            .await?;
            ctx.app.blobs.remove(id).await;
        }
    }
    Ok(())
}

/// Keeps what somebody keyed. Nobody keys a sheet twice. Where the second says what the first said, it is sent at once.
pub(super) async fn key(
    ctx: &Ctx,
    found: &Found,
    submission: Submission,
) -> Result<Option<Receipt>, ActionError> {
    let keying = Keying {
        submission,
        by: by(ctx),
    };
    let second = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let sheets = sheets_of(txn, ctx.scope, &ctx.app.master, found.audit.id).await?;
        let now = sheets.into_iter().find(|one| one.id == found.sheet.id);
        let now = now.ok_or(ActionError::NotThere)?;
        if now.second.is_some() {
            return Err(ActionError::field("form", "sheet-keyed-already"));
        }
        if now
            .first
            .as_ref()
            .is_some_and(|first| first.by == keying.by)
        {
            return Err(ActionError::field("form", "sheet-keyed-by-you"));
        }
        key_sheet(txn, ctx.scope, &ctx.app.master, (&now, &keying), &mut ids).await?;
        noted(
            txn,
            ctx,
            ("sheet-keyed", found.audit.code.as_str()),
            &mut ids,
        )
        .await?;
        Ok(now.first)
    });
    let Some(first) = second.await? else {
        return Ok(None);
    };
    if compare_keyings(&first.submission, &keying.submission).is_empty() {
        return Ok(Some(send(ctx, found, first.submission).await?));
    }
    Ok(None)
}

/// Where the two keyings of a sheet differ.
pub(super) fn differences(sheet: &Sheet) -> Option<Vec<KeyingDifference>> {
    let (first, second) = (sheet.first.as_ref()?, sheet.second.as_ref()?);
    Some(compare_keyings(&first.submission, &second.submission))
}

/// Takes in what a sheet says, with its photograph. The id under which it comes is that of the sheet: it comes once.
pub(super) async fn send(
    ctx: &Ctx,
    found: &Found,
    mut submission: Submission,
) -> Result<Receipt, ActionError> {
    let mut files = Vec::new();
    if let Some(id) = found.sheet.photograph {
        let file = sheet_file(ctx, id).await.map_err(|error| match error {
            FileError::Storage(error) => ActionError::Storage(error),
            _ => ActionError::NotThere,
        })?;
        if let Some(answer) = submission.answers.first_mut() {
            answer.evidence.push(file.about.said.clone());
            files.push(file);
        }
    }
    let coming = Coming {
        client_id: found.sheet.id.as_uuid(),
        origin: Origin::Paper,
        submission,
        corrects: None,
        files,
    };
    Ok(receive_and(ctx, &coming, Then::SettleSheet(found.sheet.id)).await?)
}

async fn sheet_file(ctx: &Ctx, id: BlobId) -> Result<DraftFile, FileError> {
    let blob = store::stored(ctx, id).await?;
    let look = ctx.app.reader.look(store::read(ctx, id).await?).await?;
    Ok(DraftFile {
        blob: id.as_uuid(),
        media_type: look.kind.media_type().to_owned(),
        about: crate::db::fieldwork::AboutFile {
            question: None,
            said: EvidenceRef {
                sha256: blob.sha256.to_string(),
                len: blob.bytes,
                kind: FileKind::Photograph,
                class: CaptureClass::PaperSheet,
                taken: look.device.taken,
                position: None,
                caption: None,
            },
            looked: Some(store::looked(&look)),
            covered: Vec::new(),
            described: None,
        },
        copy: None,
    })
}
