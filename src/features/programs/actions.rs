//! What a program can ask for. That it asked is noted.

use crate::db::register::{
    Body, KeptClaim, KeptFlow, Listed, PromiseLine, Request, Search, Site, bodies_of,
    kept_claims_of, kept_flows_of, promises_of, requests_of, search, sites_of,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;
use crate::infra::dossier::{Entry, entry};

/// Notes what was read, in a transaction of its own.
async fn read(ctx: &Ctx, subject: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    write(&ctx.app.db, async |txn| {
        noted(txn, ctx, ("register-read", subject), &mut ctx.ids()).await
    })
    .await
}

/// Searches the register.
pub async fn agreements(ctx: &Ctx, wanted: &Search<'_>) -> Result<Listed, ActionError> {
    read(ctx, "").await?;
    Ok(search(ctx.app.db.reads(), ctx.scope, wanted).await?)
}

/// One agreement with its promises.
pub async fn agreement(ctx: &Ctx, number: i64) -> Result<(Entry, Vec<PromiseLine>), ActionError> {
    let entry = entry(ctx, number).await?;
    let promises = promises_of(ctx.app.db.reads(), ctx.scope, entry.line.id).await?;
    read(ctx, &entry.label()).await?;
    Ok((entry, promises))
}

/// What is claimed under an agreement.
pub async fn claims(ctx: &Ctx, number: i64) -> Result<Vec<KeptClaim>, ActionError> {
    let entry = entry(ctx, number).await?;
    read(ctx, &entry.label()).await?;
    Ok(kept_claims_of(ctx.app.db.reads(), ctx.scope, entry.line.id).await?)
}

/// The money of an agreement.
pub async fn money(ctx: &Ctx, number: i64) -> Result<(Entry, Vec<KeptFlow>), ActionError> {
    let entry = entry(ctx, number).await?;
    read(ctx, &entry.label()).await?;
    let flows = kept_flows_of(ctx.app.db.reads(), ctx.scope, entry.line.id).await?;
    Ok((entry, flows))
}

/// What was asked of whom for an agreement.
pub async fn requests(ctx: &Ctx, number: i64) -> Result<Vec<Request>, ActionError> {
    let entry = entry(ctx, number).await?;
    read(ctx, &entry.label()).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    Ok(requests_of(conn, ctx.scope, master, Some(entry.line.id)).await?)
}

/// Every body; of a person only that it is one.
pub async fn bodies(ctx: &Ctx) -> Result<Vec<Body>, ActionError> {
    read(ctx, "").await?;
    Ok(bodies_of(ctx.app.db.reads(), ctx.scope).await?)
}

/// Every site.
pub async fn sites(ctx: &Ctx) -> Result<Vec<Site>, ActionError> {
    read(ctx, "").await?;
    Ok(sites_of(ctx.app.db.reads(), ctx.scope).await?)
}
