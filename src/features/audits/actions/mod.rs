//! What people can do with audits of their own: begin one from an agreement, plan it, draw its places, send its letters,
//! see how far it is, record a visit.

mod begin;
mod desk;
mod letters;
mod lock;
mod people;
mod places;
mod plan;
mod rounds;
mod sampling;
mod spending;
mod visits;

pub use begin::{begin, refresh};

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
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = audit_named(ctx.app.db.reads(), ctx.scope, &code).await?;
    let line = line.filter(|one| one.standing == Standing::Own);
    let line = line.ok_or(ActionError::NotThere)?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    Ok(Desk { line, case })
}

