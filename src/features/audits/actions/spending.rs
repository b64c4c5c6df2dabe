//! Hours and cost of an audit.

use crate::db::fieldwork::{Spent, add_spent, spent_of};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::features::audits::forms::Given;
use crate::features::audits::forms::spent as form;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned, planned_to_change};

/// An audit and what was spent on it.
pub async fn spending(ctx: &Ctx, code: &str) -> Result<(Planned, Vec<Spent>), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let planned = planned(ctx, code).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let spent = spent_of(conn, ctx.scope, master, planned.line.id).await?;
    Ok((planned, spent))
}

/// Writes down hours or cost.
pub async fn spend(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let planned = planned_to_change(txn, ctx, code).await?;
        let team = planned.plan().team;
        let spent = form::read(given, &team, ctx.now.date_naive())?;
        let one = (planned.line.id, &spent);
        add_spent(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        noted(txn, ctx, ("hours-noted", code), &mut ids).await
    })
    .await
}
