//! The audits of the organisation, and how far one is.

use crate::db::audit::{AuditLine, audits_of};
use crate::db::register::collected_before_plan;
use crate::domain::actor::Permission;
use crate::domain::case::{Case, Standing};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned};

/// An audit and how far it is.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its line.
    pub line: AuditLine,
    /// All of it.
    pub case: Case,
}

/// The audits of the organisation that are its own, by number.
pub async fn own_audits(ctx: &Ctx) -> Result<Vec<AuditLine>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let all = audits_of(ctx.app.db.reads(), ctx.scope).await?;
    let own = all.into_iter().filter(|one| one.standing == Standing::Own);
    Ok(own.collect())
}

/// One audit of the organisation.
pub async fn desk(ctx: &Ctx, code: &str) -> Result<Desk, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let planned = planned(ctx, code).await?;
    Ok(Desk {
        line: planned.line,
        case: planned.case,
    })
}

/// How many visits came with a table: collected before there was a plan.
pub async fn before_plan(ctx: &Ctx, planned: &Planned) -> Result<usize, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let conn = ctx.app.db.reads();
    let visits = collected_before_plan(conn, ctx.scope, planned.line.id).await?;
    Ok(visits.len())
}
