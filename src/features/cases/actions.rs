//! Bringing cases in and out of the database.

use crate::db::audit::{AuditLine, audit_named};
use crate::db::{StorageError, load_case, replace_case, store_case, write};
use crate::domain::actor::Permission;
use crate::domain::case::Case;
use crate::domain::code::Code;
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
    let mut ids = ctx.ids();
    let line = write(&ctx.app.db, async |txn| {
        let audit = match if_there {
            IfThere::Refuse => store_case(txn, ctx.scope, case, &mut ids).await?,
            IfThere::Replace => replace_case(txn, ctx.scope, case, &mut ids).await?,
        };
        record_agreements(ctx, txn, &mut ids, case, audit).await?;
        audit_named(txn, ctx.scope, &case.id)
            .await?
            .ok_or(StorageError::NotThere { what: "audit" })
    });
    Ok(line.await?)
}

/// A stored case by its name, as it was imported.
pub async fn exported_case(ctx: &Ctx, name: &Code) -> Result<Case, CaseError> {
    ctx.require(Permission::ReadAudits)?;
    let line = audit_named(ctx.app.db.reads(), ctx.scope, name).await?;
    let line = line.ok_or(StorageError::NotThere { what: "audit" })?;
    Ok(load_case(&ctx.app.db, ctx.scope, line.id).await?)
}
