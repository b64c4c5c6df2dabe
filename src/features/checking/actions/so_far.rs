//! What was seen so far, agreement by agreement. The sums are kept with each acceptance; nothing is added up to show them.

use super::audit;
use crate::db::audit::AuditLine;
use crate::db::{SeenOfAgreement, category_sets_of, seen_by_agreement};
use crate::domain::actor::Permission;
use crate::domain::derivation::CategorySet;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::own_questions::BEGINS;

/// What was seen of each agreement of an audit, and what was answered to questions that speak to no promise, for the people of
/// the organisation.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn so_far(
    ctx: &Ctx,
    code: &str,
) -> Result<(AuditLine, Vec<SeenOfAgreement>, Vec<CategorySet>), ActionError> {
    let conn = ctx.app.db.reads();
    let line = audit(conn, ctx, (code, Permission::ReadAudits)).await?;
    let seen = seen_by_agreement(conn, ctx.scope, line.id).await?;
    let asked = category_sets_of(conn, ctx.scope, (line.id, BEGINS)).await?;
    Ok((line, seen, asked))
}
