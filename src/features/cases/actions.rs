//! Bringing cases in and out of the database.

use sea_orm::DatabaseTransaction;

use crate::db::access::note;
use crate::db::audit::{AuditLine, audit_named};
use crate::db::log::new_subject;
use crate::db::{IdSource, StorageError, load_case, replace_case, store_case, write};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::log::Happening;
use crate::infra::app::{Ctx, Forbidden};

use super::evidence::record_agreements;

/// Why an action on cases was not done.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Whether a case may take the place of one with the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfThere {
    /// Refuse.
    Refuse,
    /// Take its place.
    Replace,
}

/// Stores a case, all of it or nothing, and records its agreements in the evidence log.
pub async fn import_case(
    ctx: &Ctx,
    case: &Case,
    if_there: IfThere,
) -> Result<AuditLine, CaseError> {
    ctx.require(Permission::ChangeAudits)?;
    let (mut ids, master) = (ctx.ids(), &ctx.app.master);
    let line = write(&ctx.app.db, async |txn| {
        let audit = match if_there {
            IfThere::Refuse => store_case(txn, ctx.scope, master, case, &mut ids).await?,
            IfThere::Replace => replace_case(txn, ctx.scope, master, case, &mut ids).await?,
        };
        record_agreements(ctx, txn, &mut ids, case, audit).await?;
        audit_named(txn, ctx.scope, &case.id)
            .await?
            .ok_or(StorageError::NotThere { what: "audit" })
    });
    Ok(line.await?)
}

/// A stored case by its name, as it was imported; that it was taken out is noted before it is given.
pub async fn exported_case(ctx: &Ctx, name: &Code) -> Result<Case, CaseError> {
    ctx.require(Permission::ReadAudits)?;
    let line = audit_named(ctx.app.db.reads(), ctx.scope, name).await?;
    let line = line.ok_or(StorageError::NotThere { what: "audit" })?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    let told = |word: &str| Code::parse(word).map_err(StorageError::Log);
    let (bundle, role) = (told("case")?, told(&ctx.actor.code().replace('_', "-"))?);
    let mut ids = ctx.ids();
    let noted = write(&ctx.app.db, async |txn| {
        noted(txn, ctx, ("case-exported", name), &mut ids).await?;
        let mut fact = ctx.fact(new_subject(&mut ids));
        fact.audit = Some(name.as_str());
        let exported = Happening::AccessExported { bundle, role };
        ctx.record(txn, &mut ids, fact, |_| exported).await
    });
    let _seq: u64 = noted.await?;
    Ok(case)
}

/// Notes in the access log what was done with an audit.
async fn noted(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (what, audit): (&str, &Code),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    // 0 is whoever runs the program on its machine.
    let number = ctx.actor.number().unwrap_or(0);
    note(txn, ctx.scope, (number, what, audit.as_str()), ids).await
}
