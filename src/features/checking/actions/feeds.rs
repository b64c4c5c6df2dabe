//! Addresses that a calendar subscribes to. Whoever has one sees which places are due on which days, and no names; so it is
//! made by whoever may go there, shown once, and taken back at any time.

use uuid::Uuid;

use super::audit;
use super::morning::{DueDay, days_of};
use crate::db::audit::{AuditLine, audit_with};
use crate::db::fieldwork::{Feed, add_feed, feed_with, feeds_of, remove_feed};
use crate::db::write;
use crate::domain::actor::{Actor, Permission};
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::http::{token_hash, token_of_chance};

/// More than this nobody can tell apart.
const MOST: usize = 5;

/// The addresses of whoever asks; for whoever leads, all of the audit.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn feeds(ctx: &Ctx, code: &str) -> Result<(AuditLine, Vec<Feed>), ActionError> {
    let conn = ctx.app.db.reads();
    let line = audit(conn, ctx, (code, Permission::RecordVisits)).await?;
    let mut feeds = feeds_of(conn, ctx.scope, line.id).await?;
    feeds.retain(|one| may_take_back(ctx, one));
    Ok((line, feeds))
}

fn may_take_back(ctx: &Ctx, feed: &Feed) -> bool {
    feed.by == by(ctx) || ctx.actor.may(Permission::ChangeAudits)
}

/// Makes an address and gives its token, which is not kept.
///
/// # Errors
/// Where there are too many; [`ActionError::NotThere`]; those of the database.
pub async fn make(ctx: &Ctx, code: &str) -> Result<String, ActionError> {
    ctx.require(Permission::RecordVisits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let line = audit(txn, ctx, (code, Permission::RecordVisits)).await?;
        let feeds = feeds_of(txn, ctx.scope, line.id).await?;
        if feeds.iter().filter(|one| one.by == by(ctx)).count() >= MOST {
            return Err(ActionError::field("form", "calendar-too-many"));
        }
        let token = token_of_chance(crate::db::IdSource::random_secret(&mut ids));
        let new = (line.id, token_hash(&token), by(ctx));
        add_feed(txn, ctx.scope, new, &mut ids).await?;
        noted(txn, ctx, ("calendar-made", code), &mut ids).await?;
        Ok(token)
    })
    .await
}

/// Takes an address back.
///
/// # Errors
/// [`ActionError::NotThere`] where it is none, or somebody else's; those of the database.
pub async fn take_back(ctx: &Ctx, code: &str, feed: &str) -> Result<(), ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let id = Uuid::parse_str(feed).map_err(|_| ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let line = audit(txn, ctx, (code, Permission::RecordVisits)).await?;
        let feeds = feeds_of(txn, ctx.scope, line.id).await?;
        let mut feeds = feeds.iter();
        let own = feeds.any(|one| one.id == id && may_take_back(ctx, one));
        if !own {
            return Err(ActionError::NotThere);
        }
        remove_feed(txn, ctx.scope, (line.id, id)).await?;
        noted(txn, ctx, ("calendar-taken-back", code), &mut ids).await
    })
    .await
}

/// What an address shows. Nothing where it is none, was taken back, or whoever made it may not go there any more.
///
/// # Errors
/// [`ActionError::NotThere`], whatever the reason; those of the database.
pub async fn fed(ctx: &Ctx, token: &str) -> Result<(AuditLine, Vec<DueDay>), ActionError> {
    let conn = ctx.app.db.reads();
    let fed = feed_with(conn, token_hash(token)).await?;
    let fed = fed.ok_or(ActionError::NotThere)?;
    let maker = Actor::Member {
        number: fed.number,
        role: fed.role,
        operator: false,
    };
    if !maker.may(Permission::RecordVisits) {
        return Err(ActionError::NotThere);
    }
    let theirs = Ctx {
        actor: maker,
        scope: fed.scope,
        ..ctx.clone()
    };
    let line = audit_with(conn, fed.scope, fed.audit).await?;
    let line = line.ok_or(ActionError::NotThere)?;
    let days = days_of(&theirs, &line).await?;
    Ok((line, days))
}
