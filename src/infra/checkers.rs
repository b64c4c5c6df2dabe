//! Who may check what came in: somebody who did not send it, as long as there is anybody else who may.

use crate::db::member::memberships_in;
use crate::db::{Conn, StorageError};
use crate::domain::actor::{Actor, Permission};

use super::action::by;
use super::app::Ctx;

/// Whether anybody else of the organisation may check what comes in.
///
/// # Errors
/// Those of the database.
pub async fn others_may_check(conn: &impl Conn, ctx: &Ctx) -> Result<bool, StorageError> {
    let members = memberships_in(conn, ctx.scope).await?;
    Ok(members.iter().any(|member| {
        let actor = Actor::Member {
            number: member.number,
            role: member.role,
            operator: false,
        };
        member.number != by(ctx) && actor.may(Permission::CheckVisits)
    }))
}
