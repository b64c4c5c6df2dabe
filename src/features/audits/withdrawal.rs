//! What one user said is taken out of an audit because whoever said it withdrew.

use sea_orm::DatabaseTransaction;
use zeroize::Zeroizing;

use super::Audits;
use super::actions::{Desk, desk};
use crate::db::audit::{AuditLine, audit_named};
use crate::db::log::{events_of_subject, new_subject, subject_named};
use crate::db::session::Session;
use crate::db::{IdSource, StorageError, erase_account, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Account;
use crate::domain::log::{EventError, Happening, Number};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::shown_again::asked_again;
use crate::infra::users::settle_users;

/// An audit with what users said, for whoever may take some of it out.
pub async fn told(ctx: &Ctx, audit: &str) -> Result<Desk, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    desk(ctx, audit).await
}

/// One account of an audit.
pub fn account<'a>(desk: &'a Desk, name: &str) -> Result<&'a Account, ActionError> {
    let mut all = desk.case.accounts.iter();
    let found = all.find(|one| one.id.as_str() == name);
    found.ok_or(ActionError::NotThere)
}

/// Takes an account out, after the password was shown again: nobody does it at a desk that was left open.
pub async fn withdraw_shown(
    audits: &Audits,
    ctx: &Ctx,
    session: &Session,
    (desk, account): (&Desk, &Account),
    password: Zeroizing<String>,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let who = (audits.web.scope, session.person);
    asked_again(ctx, &audits.passwords, who, password).await?;
    withdraw(ctx, &desk.line.code, &account.id).await
}

/// Takes what one user said out of a stored audit for ever, destroys its key, counts it among those that were withdrawn,
/// and records in the evidence log that something was erased because its consent was withdrawn. Copies that were given
/// out before cannot be called back.
pub async fn withdraw(ctx: &Ctx, audit: &Code, account: &Code) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let ground = Code::parse("consent-withdrawn").map_err(StorageError::Log)?;
    let done = write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = audit_named(txn, ctx.scope, audit).await?;
        let line = line.ok_or(ActionError::NotThere)?;
        match erase_account(txn, ctx.scope, line.id, account).await {
            Err(StorageError::NotThere { .. }) => return Err(ActionError::NotThere),
            erased => erased?,
        }
        settle_users(txn, ctx, (&line, None), &mut ids).await?;
        consent_withdrawn(txn, ctx, (&line, account), &mut ids).await?;
        noted(txn, ctx, ("account-forgotten", audit.as_str()), &mut ids).await?;
        let mut fact = ctx.fact(new_subject(&mut ids));
        fact.audit = Some(audit.as_str());
        let erased = ctx.record(txn, &mut ids, fact, |_| Happening::SubjectErased { ground });
        Ok(erased.await?)
    });
    let _seq: u64 = done.await?;
    Ok(ctx.app.db.overwrite_freed().await?)
}

/// Tells the evidence log that consent was withdrawn, where it had told that it was given: to the day, and not by whom.
async fn consent_withdrawn(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, account): (&AuditLine, &Code),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let name = format!("account/{account}");
    let subject = subject_named(txn, ctx.scope, line.id, &name, &mut *ids).await?;
    let events = events_of_subject(txn, ctx.scope, subject).await?;
    let given = events.iter().rev().find_map(|event| {
        let what = &event.event.as_ref()?.what;
        matches!(what, Happening::TestimonyConsent { .. }).then_some(event.seq)
    });
    let Some(given) = given else { return Ok(()) };
    let unfit = |error: EventError| StorageError::Log(error.to_string());
    let withdraws = Number::try_from(given).map_err(unfit)?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    let told = ctx.record(txn, ids, fact, |_| Happening::ConsentWithdrawn {
        withdraws,
    });
    let _seq: u64 = told.await?;
    Ok(())
}
