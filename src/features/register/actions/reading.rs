//! Reading the register: a part of its list, and everything that is known of one agreement.

use std::collections::BTreeMap;

use super::{Entry, entry};
use crate::db::DossierId;
use crate::db::register::{
    self as stored, Claim, DossierLine, Flow, Listed, PromiseLine, Request, Search,
};
use crate::domain::actor::Permission;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::read_in::{self as infra, ReadIn};

/// Everything that is known of one agreement.
#[derive(Clone, Debug)]
pub struct Known {
    /// The agreement with its versions.
    pub entry: Entry,
    /// Its promises, also those that no longer stand.
    pub promises: Vec<PromiseLine>,
    /// What was claimed.
    pub claims: Vec<Claim>,
    /// Money that moved.
    pub flows: Vec<Flow>,
    /// What was asked for.
    pub requests: Vec<Request>,
}

/// A part of the register.
///
/// # Errors
/// [`ActionError::NotThere`] where the actor may not read it.
pub async fn list(ctx: &Ctx, search: &Search<'_>) -> Result<Listed, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    Ok(stored::search(ctx.app.db.reads(), ctx.scope, search).await?)
}

/// One agreement with its promises.
///
/// # Errors
/// [`ActionError::NotThere`] without it.
pub async fn with_promises(
    ctx: &Ctx,
    number: i64,
) -> Result<(Entry, Vec<PromiseLine>), ActionError> {
    let entry = entry(ctx, number).await?;
    let promises = stored::promises_of(ctx.app.db.reads(), ctx.scope, entry.line.id).await?;
    Ok((entry, promises))
}

/// Where a version of an agreement was read; `None` where nothing of it came from a file.
///
/// # Errors
/// Where the database cannot be read.
pub async fn read_in(
    ctx: &Ctx,
    entry: &Entry,
    version: u32,
) -> Result<Option<ReadIn>, ActionError> {
    Ok(infra::read_in(ctx, (entry.line.id, version)).await?)
}

/// Everything of one agreement.
///
/// # Errors
/// [`ActionError::NotThere`] without it.
pub async fn known(ctx: &Ctx, number: i64) -> Result<Known, ActionError> {
    let (entry, promises) = with_promises(ctx, number).await?;
    let (conn, id) = (ctx.app.db.reads(), entry.line.id);
    Ok(Known {
        claims: stored::claims_of(conn, ctx.scope, id).await?,
        flows: stored::flows_of(conn, ctx.scope, id).await?,
        requests: super::requests::all(ctx, Some(number)).await?,
        entry,
        promises,
    })
}

/// Every agreement by its id, for lists that speak of several.
///
/// # Errors
/// [`ActionError::NotThere`] where the actor may not read them.
pub async fn lines_of(
    ctx: &Ctx,
    wanted: &[DossierId],
) -> Result<BTreeMap<DossierId, DossierLine>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let found = stored::dossiers_of(ctx.app.db.reads(), ctx.scope, wanted).await?;
    Ok(found.into_iter().map(|line| (line.id, line)).collect())
}
