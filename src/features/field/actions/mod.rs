//! What is done about phones: links and devices, what a phone is told for today, what became of what it sent.

pub mod devices;
pub mod spoken;
pub mod thread;
pub mod today;

use crate::db::audit::{AuditLine, audit_with};
use crate::db::fieldwork::{Device, device_numbered};
use crate::domain::actor::{Actor, Permission};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// The phone that asks, with its audit.
///
/// # Errors
/// [`ActionError::NotThere`] where it is no phone, and where the audit is gone.
pub async fn asking(ctx: &Ctx) -> Result<(Device, AuditLine), ActionError> {
    ctx.require(Permission::CarryPhone)?;
    let Actor::Device { number } = ctx.actor else {
        return Err(ActionError::NotThere);
    };
    let conn = ctx.app.db.reads();
    let device = device_numbered(conn, ctx.scope, number).await?;
    let device = device.ok_or(ActionError::NotThere)?;
    let audit = audit_with(conn, ctx.scope, device.audit).await?;
    Ok((device, audit.ok_or(ActionError::NotThere)?))
}
