//! Promises: from a sentence to something that can be checked.

use super::quoting::{held_against, taken_up};
use super::{correct, entry_to_change, next_promise};
use crate::db::register::promises_of;
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::register::Terms;
use crate::features::register::forms::{PromiseForm, TargetForm};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;

/// The name of a promise by its number in its agreement: O-01 is `o-01`.
fn code_of(number: u32) -> Result<Code, ActionError> {
    Code::parse(&format!("o-{number:02}")).map_err(|_| ActionError::NotThere)
}

/// Adds a promise and gives its number in the agreement.
pub async fn add_promise(ctx: &Ctx, number: i64, form: &PromiseForm) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let there = promises_of(txn, ctx.scope, entry.line.id).await?;
        let next = next_promise(&entry, &there);
        let mut terms = entry.newest()?.terms.clone();
        let document = taken_up(ctx, &mut terms, form).await?;
        let mut promise = form.read(&terms, code_of(next)?, None)?;
        held_against(ctx, document.as_ref(), &mut promise).await?;
        if let Some(first) = promise.criteria.first_mut() {
            form.target.cite(&mut terms, first)?;
        }
        terms.obligations.push(promise);
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        noted(txn, ctx, ("promise-added", &entry.label()), &mut ids).await?;
        Ok(next)
    })
    .await
}

/// Changes the newest terms of an agreement at one promise.
async fn change(
    ctx: &Ctx,
    (number, promise): (i64, u32),
    what: &str,
    edit: impl AsyncFnOnce(&mut Terms, usize) -> Result<(), ActionError>,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let there = promises_of(txn, ctx.scope, entry.line.id).await?;
        let line = there.iter().find(|one| one.number == promise);
        let code = &line.ok_or(ActionError::NotThere)?.code;
        let mut terms = entry.newest()?.terms.clone();
        let mut places = terms.obligations.iter();
        let at = places.position(|one| one.id == *code);
        edit(&mut terms, at.ok_or(ActionError::NotThere)?).await?;
        correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        noted(txn, ctx, (what, &entry.label()), &mut ids).await
    })
    .await
}

/// Changes a promise of the newest version.
pub async fn change_promise(
    ctx: &Ctx,
    which: (i64, u32),
    form: &PromiseForm,
) -> Result<(), ActionError> {
    change(ctx, which, "promise-changed", async |terms, at| {
        let document = taken_up(ctx, terms, form).await?;
        let before = &terms.obligations[at];
        let mut after = form.read(terms, before.id.clone(), Some(before))?;
        held_against(ctx, document.as_ref(), &mut after).await?;
        if let Some(first) = after.criteria.first_mut() {
            form.target.cite(terms, first)?;
        }
        terms.obligations[at] = after;
        Ok(())
    })
    .await
}

/// Takes a promise out of the newest version. Its number is not given again.
pub async fn drop_promise(ctx: &Ctx, which: (i64, u32)) -> Result<(), ActionError> {
    change(ctx, which, "promise-dropped", async |terms, at| {
        terms.obligations.remove(at);
        Ok(())
    })
    .await
}

/// Holds a promise against one more standard, with its own source and rank.
pub async fn add_criterion(
    ctx: &Ctx,
    which: (i64, u32),
    form: &TargetForm,
) -> Result<(), ActionError> {
    change(ctx, which, "promise-changed", async |terms, at| {
        let criteria = &terms.obligations[at].criteria;
        let is_taken = |id: &Code| criteria.iter().any(|one| one.id == *id);
        let mut names = (2..).filter_map(|n| Code::parse(&format!("c-{n}")).ok());
        let id = names
            .find(|id| !is_taken(id))
            .ok_or(ActionError::NotThere)?;
        let mut criterion = form.read(id, terms)?;
        form.cite(terms, &mut criterion)?;
        terms.obligations[at].criteria.push(criterion);
        Ok(())
    })
    .await
}

/// Takes one of several standards away. The last one stays.
pub async fn drop_criterion(
    ctx: &Ctx,
    which: (i64, u32),
    criterion: &str,
) -> Result<(), ActionError> {
    change(ctx, which, "promise-changed", async |terms, at| {
        let criteria = &mut terms.obligations[at].criteria;
        let there = criteria.iter().position(|one| one.id.as_str() == criterion);
        let there = there.filter(|_| criteria.len() > 1);
        criteria.remove(there.ok_or(ActionError::NotThere)?);
        Ok(())
    })
    .await
}
