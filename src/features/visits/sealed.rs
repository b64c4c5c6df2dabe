//! A visit that a phone saved as a sealed file, handed over by cable or chat: taken in as if the phone had sent it. Its phone
//! may be shut out by now; what it saw before counts all the same, and a checker decides.

use serde::Deserialize;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::api::id_of;
use super::arriving::{announced_by, attach};
use super::intake::{Coming, IntakeError, Receipt, Then, number_of, own, receive_of};
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
    /// The number of what it corrects.
    pub corrects: Option<String>,
    /// Why files of it were not taken.
    pub refused: Vec<FileError>,
}

/// What stands in a file before the files.
#[derive(Deserialize)]
struct Inside {
    device: String,
    #[serde(default)]
    files: Vec<Named>,
    #[serde(flatten)]
    sent: Sent,
}

/// A visit as the phone would have sent it.
#[derive(Deserialize)]
struct Sent {
    id: String,
    submission: Submission,
    /// The number of what it corrects, where the phone was told one.
    #[serde(default)]
    corrects: Option<String>,
    /// What it corrects, where the phone was told no number: nobody may have brought it yet.
    #[serde(default)]
    before: Option<Box<Sent>>,
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
    if inside.files.len() != files.len() {
        return Err(wrong("visit-file-changed"));
    }
    let device = device_of(ctx, &audit, &inside).await?;
    let whose = Actor::Device {
        number: device.number,
    };
    let whose = whose.kept_as();
    let chain = chain_of(inside.sent, |sent| fits(&device, &audit, sent))?;
    let (mut ids, mut corrects, mut receipt) = (Vec::new(), None, None);
    let last = chain.len() - 1;
    for (at, (id, sent)) in chain.into_iter().enumerate() {
        let named = sent.corrects.as_deref().and_then(number_of);
        let coming = coming(id, sent.submission, corrects.or(named));
        ids.push((id, coming.submission.evidence().count()));
        match at == last {
            true => {
                let done = with_or_without(ctx, whose, coming).await;
                receipt = Some(done.map_err(in_words)?);
            }
            false => corrects = first_of(ctx, whose, coming).await?,
        }
    }
    let (receipt, corrects) = receipt.ok_or_else(|| wrong("visit-file-no-file"))?;
    let (client_id, announced) = ids.pop().ok_or_else(|| wrong("visit-file-no-file"))?;
    let mut taken = TakenIn {
        receipt,
        files: (announced, 0),
        corrects: corrects.map(|number| Series::Submission.label(number)),
        refused: Vec::new(),
    };
    for (named, bytes) in inside.files.iter().zip(files) {
        if let Err(error) = one(ctx, whose, (client_id, named), bytes).await {
            taken.refused.push(error);
        }
        // The same photograph may be waited for by what it corrects.
        for (first, _) in &ids {
            let _waited_for = one(ctx, whose, (*first, named), bytes).await;
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

/// What is corrected, and what corrects it, from the first to the last.
fn chain_of(
    last: Sent,
    fits: impl Fn(&Submission) -> bool,
) -> Result<Vec<(Uuid, Sent)>, ActionError> {
    let mut chain = Vec::new();
    let mut next = Some(Box::new(last));
    while let Some(mut sent) = next {
        let id = id_of(&sent.id).ok_or_else(|| wrong("visit-file-no-file"))?;
        if !fits(&sent.submission) {
            return Err(wrong("visit-file-other-check"));
        }
        next = sent.before.take();
        chain.push((id, *sent));
    }
    chain.reverse();
    Ok(chain)
}

fn coming(client_id: Uuid, submission: Submission, corrects: Option<i64>) -> Coming {
    Coming {
        client_id,
        origin: Origin::Phone,
        submission,
        corrects,
        files: Vec::new(),
    }
}

fn in_words(error: IntakeError) -> ActionError {
    match error {
        IntakeError::Other(_) | IntakeError::Taken => wrong("visit-file-other"),
        IntakeError::Erased => wrong("visit-file-erased"),
        other => other.into(),
    }
}

/// Takes in what is corrected, where nobody brought it yet, and gives its number. Nothing where it was erased, or cannot be
/// taken in: what corrects it stands for itself then.
async fn first_of(ctx: &Ctx, whose: i64, first: Coming) -> Result<Option<i64>, ActionError> {
    match with_or_without(ctx, whose, first).await {
        Ok((receipt, _)) => Ok(number_of(&receipt.number)),
        Err(IntakeError::Erased | IntakeError::Invalid(_)) => Ok(None),
        Err(error) => Err(in_words(error)),
    }
}

/// Takes a visit in as a correction; where there is nothing to correct (it was taken back), as one of its own. Nothing that was
/// seen is refused for that.
async fn with_or_without(
    ctx: &Ctx,
    whose: i64,
    mut coming: Coming,
) -> Result<(Receipt, Option<i64>), IntakeError> {
    let mut done = receive_of(ctx, whose, &coming, Then::Wait).await;
    if let Err(IntakeError::Invalid(problems)) = &done
        && problems.iter().all(|problem| problem.field == "corrects")
    {
        coming.corrects = None;
        done = receive_of(ctx, whose, &coming, Then::Wait).await;
    }
    Ok((done?, coming.corrects))
}

/// Whether a visit is of the observer of a phone, in its audit.
fn fits(device: &Device, audit: &AuditLine, sent: &Submission) -> bool {
    device.audit == audit.id
        && sent.audit == audit.code
        && sent.observers == [device.code.as_str()]
        && sent.clock.is_some()
}

/// The phone that sealed it, of this audit.
async fn device_of(ctx: &Ctx, audit: &AuditLine, inside: &Inside) -> Result<Device, ActionError> {
    let number = Series::Device.number_of(&inside.device);
    let number = number.ok_or_else(|| wrong("visit-file-other-check"))?;
    let device = device_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    device
        .filter(|device| device.audit == audit.id)
        .ok_or_else(|| wrong("visit-file-other-check"))
}

async fn one(
    ctx: &Ctx,
    whose: i64,
    (client_id, named): (Uuid, &Named),
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
