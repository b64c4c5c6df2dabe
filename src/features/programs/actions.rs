//! What a program can ask for. That it asked is noted.

use std::collections::HashMap;

use crate::db::counter::Series;
use crate::db::document::{Document, document_numbered, documents_of};
use crate::db::register::{
    Body, ImportLine, ImportRun, KeptClaim, KeptFlow, Listed, PromiseLine, Request, Search, Site,
    bodies_of, import_numbered, imports_of, kept_claims_of, kept_flows_of, lines_of, numbers_of,
    promises_of, requests_of, search, sites_of,
};
use crate::db::{DossierId, write};
use crate::domain::actor::Permission;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;
use crate::infra::dossier::{Entry, entry};
use crate::infra::read_in::{ReadIn, read_in};

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

/// Where a version of an agreement was read.
pub async fn pointers(
    ctx: &Ctx,
    entry: &Entry,
    version: u32,
) -> Result<Option<ReadIn>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    Ok(read_in(ctx, (entry.line.id, version)).await?)
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

/// Every document, the newest first.
pub async fn documents(ctx: &Ctx) -> Result<Vec<Document>, ActionError> {
    read(ctx, "").await?;
    Ok(documents_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?)
}

/// One document.
pub async fn document(ctx: &Ctx, number: i64) -> Result<Document, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let found = document_numbered(conn, ctx.scope, master, number).await?;
    let found = found.ok_or(ActionError::NotThere)?;
    read(ctx, &found.label()).await?;
    Ok(found)
}

/// Every import, the newest first.
pub async fn imports(ctx: &Ctx) -> Result<Vec<ImportRun>, ActionError> {
    read(ctx, "").await?;
    Ok(imports_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await?)
}

/// What an import did: its lines, and the numbers of the agreements that they speak of.
pub type Done = (ImportRun, Vec<ImportLine>, HashMap<DossierId, i64>);

/// One import with what it did.
pub async fn import(ctx: &Ctx, number: i64) -> Result<Done, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let run = import_numbered(conn, ctx.scope, master, number).await?;
    let run = run.ok_or(ActionError::NotThere)?;
    let lines = lines_of(conn, ctx.scope, run.id).await?;
    let ids: Vec<_> = lines.iter().filter_map(|line| line.dossier).collect();
    let numbers = numbers_of(conn, ctx.scope, &ids).await?;
    read(ctx, &Series::Import.label(number)).await?;
    Ok((run, lines, numbers))
}
