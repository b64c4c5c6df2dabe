//! The hunt for documents: asking, and noting what came of it.

use super::{entry, entry_to_change};
use crate::db::counter::Series;
use crate::db::register::{self as stored, Request};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::register::RequestState;
use crate::features::register::forms::{AnswerForm, RequestForm};
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;

/// Notes that a document was asked for, and gives the number of the request.
///
/// # Errors
/// [`ActionError::NotThere`] without such an agreement; what is wrong with the form.
pub async fn ask(ctx: &Ctx, number: i64, form: &RequestForm) -> Result<i64, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let request = form.read(ctx.now.date_naive())?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let new = (entry.line.id, &request, by(ctx));
        let asked = stored::add_request(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        let label = Series::RecordsRequest.label(asked);
        noted(txn, ctx, ("request-entered", &label), &mut ids).await?;
        Ok(asked)
    })
    .await
}

/// Notes what came of a request of an agreement. A later answer takes the place of an earlier one.
///
/// # Errors
/// [`ActionError::NotThere`] without such a request; what is wrong with the form.
pub async fn answer(
    ctx: &Ctx,
    (number, request): (i64, i64),
    form: &AnswerForm,
) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let there = of_agreement(ctx, number, request).await?;
    let (on, outcome, said) = form.read(there.is.asked_on, ctx.now.date_naive())?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let given = (request, on, outcome, said.clone());
        stored::answer_request(txn, ctx.scope, &ctx.app.master, given, &mut ids).await?;
        let label = Series::RecordsRequest.label(request);
        noted(txn, ctx, ("request-answered", &label), &mut ids).await?;
        Ok(())
    })
    .await
}

/// One request of an agreement.
///
/// # Errors
/// [`ActionError::NotThere`] without it.
pub async fn of_agreement(ctx: &Ctx, number: i64, request: i64) -> Result<Request, ActionError> {
    let entry = entry(ctx, number).await?;
    let conn = ctx.app.db.reads();
    let found = stored::request_numbered(conn, ctx.scope, &ctx.app.master, request).await?;
    let found = found.filter(|one| one.dossier == entry.line.id);
    found.ok_or(ActionError::NotThere)
}

/// The requests of an agreement, or of all of them: those that are late stand first, the latest foremost; then those that
/// wait, the next to end foremost; then those that were answered, the last foremost.
///
/// # Errors
/// [`ActionError::NotThere`] without such an agreement.
pub async fn all(ctx: &Ctx, number: Option<i64>) -> Result<Vec<Request>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let dossier = match number {
        Some(number) => Some(entry(ctx, number).await?.line.id),
        None => None,
    };
    let conn = ctx.app.db.reads();
    let mut found = stored::requests_of(conn, ctx.scope, &ctx.app.master, dossier).await?;
    let today = ctx.now.date_naive();
    found.sort_by_key(|one| match one.is.state(today) {
        RequestState::Late(days) => (0, -i64::from(days), one.number),
        RequestState::Waiting(left) => (1, left.map_or(i64::MAX, i64::from), one.number),
        RequestState::Answered(_) => {
            let on = one.is.answered_on.unwrap_or(one.is.asked_on);
            (
                2,
                -i64::from(chrono::Datelike::num_days_from_ce(&on)),
                one.number,
            )
        }
    });
    Ok(found)
}
