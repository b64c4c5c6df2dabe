//! A visit that a phone saved as a sealed file, handed over by cable or chat: taken in as if the phone had sent it. Its phone
//! may be shut out by now; what it saw before counts all the same, and a checker decides.

use serde::Deserialize;
use zeroize::Zeroizing;

use super::api::id_of;
use super::arriving::{announced_by, attach};
use super::intake::{Coming, IntakeError, Receipt, Then, own, receive_of};
use super::store::{self, Announced, FileError};
use crate::db::audit::{AuditLine, audit_named};
use crate::db::counter::Series;
use crate::db::fieldwork::{Device, Origin, device_numbered};
use crate::db::key::organisation_key_of;
use crate::db::write;
use crate::domain::actor::{Actor, Permission};
use crate::domain::code::Code;
use crate::domain::intake::Submission;
use crate::domain::keys::{SEAL_FIELD, SealsFields as _, VisitFileError, open_visit_file};
use crate::domain::log::Digest;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;

/// A visit file has at most so many bytes.
pub const MOST: usize = 48 * 1024 * 1024;

/// What came of a file.
#[derive(Debug)]
pub struct TakenIn {
    /// What the phone would have been told.
    pub receipt: Receipt,
    /// Files that the visit announced, and those of them that are here.
    pub files: (usize, usize),
    /// Why files of it were not taken.
    pub refused: Vec<FileError>,
}

/// What stands in a file before the files.
#[derive(Deserialize)]
struct Inside {
    id: String,
    device: String,
    submission: Submission,
    #[serde(default)]
    files: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    sha256: String,
}

fn wrong(why: &'static str) -> ActionError {
    ActionError::field("file", why)
}

/// Takes a visit file of an audit in.
///
/// # Errors
/// [`ActionError::NotThere`]; why the file cannot be opened or does not belong here; everything that is wrong with the visit.
pub async fn take_in(ctx: &Ctx, code: &str, sealed: &[u8]) -> Result<TakenIn, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let audit = own(audit_named(conn, ctx.scope, &code).await?)?;
    let key = organisation_key_of(conn, ctx.scope, master).await?;
    let key = key.ok_or_else(|| wrong("visit-file-for-another"))?;
    let opened = open_visit_file(&key.field_key(SEAL_FIELD), sealed);
    let parts = opened.map_err(|error| {
        wrong(match error {
            VisitFileError::NoVisitFile => "visit-file-no-file",
            VisitFileError::ForAnother => "visit-file-for-another",
            VisitFileError::Changed => "visit-file-changed",
        })
    })?;
    let (first, files) = parts
        .split_first()
        .ok_or_else(|| wrong("visit-file-no-file"))?;
    let inside: Inside = serde_json::from_slice(first).map_err(|_| wrong("visit-file-no-file"))?;
    let client_id = id_of(&inside.id).ok_or_else(|| wrong("visit-file-no-file"))?;
    if inside.files.len() != files.len() {
        return Err(wrong("visit-file-changed"));
    }
    let device = device_of(ctx, &audit, &inside).await?;
    let whose = Actor::Device {
        number: device.number,
    };
    let whose = whose.kept_as();
    let coming = Coming {
        client_id,
        origin: Origin::Phone,
        submission: inside.submission,
        corrects: None,
        files: Vec::new(),
    };
    let announced = coming.submission.evidence().count();
    let receipt =
        receive_of(ctx, whose, &coming, Then::Wait)
            .await
            .map_err(|error| match error {
                IntakeError::Other(_) | IntakeError::Taken => wrong("visit-file-other"),
                IntakeError::Erased => wrong("visit-file-erased"),
                other => other.into(),
            })?;
    let mut taken = TakenIn {
        receipt,
        files: (announced, 0),
        refused: Vec::new(),
    };
    for (named, bytes) in inside.files.iter().zip(files) {
        if let Err(error) = one(ctx, whose, (client_id, named), bytes).await {
            taken.refused.push(error);
        }
    }
    let all = crate::db::fieldwork::submission_with(conn, ctx.scope, master, client_id).await?;
    if let Some(came) = all {
        let files =
            crate::db::fieldwork::files_of(conn, ctx.scope, master, &[came.line.id]).await?;
        let here = files.values().flatten().filter(|file| file.blob.is_some());
        taken.files.1 = here.count();
    }
    let label = taken.receipt.number.clone();
    write(&ctx.app.db, async |txn| {
        noted(txn, ctx, ("visit-file", &label), &mut ctx.ids()).await
    })
    .await?;
    Ok(taken)
}

/// The phone that sealed it: of this audit, and the visit is its observer's.
async fn device_of(ctx: &Ctx, audit: &AuditLine, inside: &Inside) -> Result<Device, ActionError> {
    let number = Series::Device.number_of(&inside.device);
    let number = number.ok_or_else(|| wrong("visit-file-other-check"))?;
    let device = device_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    let sent = &inside.submission;
    let fits = |device: &Device| {
        device.audit == audit.id
            && sent.audit == audit.code
            && sent.observers == [device.code.as_str()]
            && sent.clock.is_some()
    };
    device
        .filter(fits)
        .ok_or_else(|| wrong("visit-file-other-check"))
}

async fn one(
    ctx: &Ctx,
    whose: i64,
    (client_id, named): (uuid::Uuid, &Named),
    bytes: &Zeroizing<Vec<u8>>,
) -> Result<(), FileError> {
    let sha256 = Digest::parse(&named.sha256).ok_or(FileError::NotThere)?;
    let lines = announced_by(ctx, whose, (client_id, sha256)).await?;
    if lines.iter().all(|line| line.blob.is_some()) {
        return Ok(());
    }
    let said = Announced {
        sha256: Some(sha256),
        kind: lines.first().map(|line| line.about.said.kind),
        ..Announced::default()
    };
    let stored = store::taken(ctx, bytes, said).await?;
    attach(ctx, client_id, (&lines, &stored)).await
}
