//! The code that is mailed when a browser first opens a link that went by mail: six digits to the address of the notice, for ten
//! minutes, once. So a link that was forwarded, found or copied out of a mail opens nothing for whoever does not read that
//! mailbox. A link that somebody handed over opens alone.

use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;

use super::party::let_in;
use crate::db::findings::{
    Door, PassKind, ReplyPass, Tried, add_pass_at, pass_of, round_numbered, set_code, try_code,
};
use crate::db::organisation::organisation_of;
use crate::db::throttle::forgive;
use crate::db::{AuditId, IdSource, write};
use crate::domain::log::Digest;
use crate::features::replies::Replies;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{token_hash, token_of_chance};
use crate::infra::mail::{Mailbox, ReplyCode};
use crate::infra::shown_again::{admitted, whose};
use crate::infra::words::Words;

/// For how long a mailed code opens.
pub const OPENS_FOR: TimeDelta = TimeDelta::minutes(10);
/// For how long the page waits on which it is shown, and another can be asked for.
pub const WAITS_FOR: TimeDelta = TimeDelta::hours(1);
/// For how long a browser is not asked again.
pub const KNOWN_FOR: TimeDelta = TimeDelta::days(60);

/// Where a code is mailed, and in which language.
#[derive(Clone, Debug)]
pub struct At {
    mail: String,
    language: String,
}

/// Where the code of a link is mailed; nothing where it opens alone: it was handed over, no mail is sent, or the browser
/// showed a code before.
///
/// # Errors
/// Those of the database.
pub(super) async fn asks(
    ctx: &Ctx,
    door: &Door,
    known: Option<&str>,
) -> Result<Option<At>, ActionError> {
    if !door.by_mail || ctx.app.config.mail.is_none() {
        return Ok(None);
    }
    let conn = ctx.app.db.reads();
    if let Some(token) = known {
        let pass = pass_of(conn, (PassKind::Known, token_hash(token)), ctx.now).await?;
        let here = (door.scope, door.audit, door.round);
        if pass.is_some_and(|one| (one.scope, one.audit, one.round) == here) {
            return Ok(None);
        }
    }
    let at = (door.audit, door.round);
    let kept = round_numbered(conn, door.scope, &ctx.app.master, at).await?;
    let invited = kept.and_then(|one| one.invited);
    Ok(invited.and_then(|one| {
        Some(At {
            mail: one.mail?,
            language: one.language,
        })
    }))
}

/// Under which hash mailed codes are counted.
fn of_round(ctx: &Ctx, (audit, round): (AuditId, u32)) -> [u8; 32] {
    whose(ctx, "reply-mailed", &format!("{}/{round}", audit.as_uuid()))
}

/// Counts a code before it is mailed, by the round: whoever holds a link cannot fill the mailbox.
///
/// # Errors
/// Told at the field `code` where it is too early for another; those of the database.
pub(super) async fn counted(
    replies: &Replies,
    ctx: &Ctx,
    round: (AuditId, u32),
) -> Result<(), ActionError> {
    let of = of_round(ctx, round);
    let Some(until) = admitted(ctx, replies.web.scope, of).await? else {
        return Ok(());
    };
    let about = vec![("until", until.format("%H:%M:%S UTC").to_string())];
    Err(ActionError::about("code", "replies-mailed-wait", about))
}

/// Begins to wait for the code that goes out with it; gives the token of the pass.
pub(super) async fn waits(
    replies: &Replies,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (door, at): (Door, &At),
    ids: &mut dyn IdSource,
) -> Result<String, ActionError> {
    let token = token_of_chance(ids.random_secret());
    let pass = token_hash(&token);
    let made = (PassKind::Waits, (pass, ctx.now + WAITS_FOR));
    let of = add_pass_at(txn, door, made, &mut *ids).await?;
    mail(replies, txn, ctx, (&of, pass, at), ids).await?;
    Ok(token)
}

/// The hash of a code, which belongs to one pass.
fn hash_of(pass: [u8; 32], code: &str) -> [u8; 32] {
    Digest::of(&[b"gt/reply-code/v1\n", &pass, code.as_bytes()]).0
}

/// Mails a fresh code; the one before opens nothing.
async fn mail(
    replies: &Replies,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (of, pass, at): (&ReplyPass, [u8; 32], &At),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let chance = u128::from_be_bytes(ids.random_bytes());
    let code = format!("{:06}", chance % 1_000_000);
    let until = ctx.now + OPENS_FOR;
    set_code(txn, (of.scope, pass), (hash_of(pass, &code), until)).await?;
    let letter = ReplyCode {
        organisation: organisation_of(txn, of.scope).await?.name,
        code,
        minutes: OPENS_FOR.num_minutes(),
    };
    let words = Words::of(&at.language).unwrap_or(ctx.app.words);
    let to = Mailbox::new("mail", None, &at.mail).map_err(super::mail_failed)?;
    let theirs = Ctx {
        scope: of.scope,
        ..ctx.clone()
    };
    let outbox = replies.outbox.in_words(words);
    let queued = outbox.queue(txn, &theirs, &to, None, &letter).await;
    queued.map_err(super::mail_failed)?;
    Ok(())
}

/// What somebody waits for who showed a link.
#[derive(Clone, Debug)]
pub struct Waiting {
    of: ReplyPass,
    at: At,
    /// Who asks.
    pub organisation: String,
}

impl Waiting {
    /// The mailbox, as far as whoever reads it knows it again: `d…@water.example`.
    #[must_use]
    pub fn mailbox(&self) -> String {
        let (name, domain) = self.at.mail.split_once('@').unwrap_or_default();
        let first: String = name.chars().take(1).collect();
        format!("{first}…@{domain}")
    }
}

/// What is waited for by whoever shows this token; nothing where it has lapsed, or waits for nothing.
///
/// # Errors
/// Those of the database.
pub async fn waiting(replies: &Replies, token: &str) -> Result<Option<Waiting>, ActionError> {
    let ctx = replies.web.begin();
    let conn = ctx.app.db.reads();
    let pass = pass_of(conn, (PassKind::Waits, token_hash(token)), ctx.now).await?;
    let Some(of) = pass else {
        return Ok(None);
    };
    let door = Door {
        scope: of.scope,
        audit: of.audit,
        round: of.round,
        by_mail: true,
    };
    let Some(at) = asks(&ctx, &door, None).await? else {
        return Ok(None);
    };
    let organisation = organisation_of(conn, of.scope).await?.name;
    Ok(Some(Waiting {
        of,
        at,
        organisation,
    }))
}

/// What the browser is given that showed the code.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The token of the pass that opens.
    pub token: String,
    /// The token by which it is known.
    pub known: String,
}

/// Shows the code.
///
/// # Errors
/// Told at the field `code` where it is wrong, used, too old, or was shown wrong too often; those of the database.
pub async fn shown(
    replies: &Replies,
    (token, waiting): (&str, &Waiting),
    typed: &str,
) -> Result<Opened, ActionError> {
    let ctx = Ctx {
        scope: waiting.of.scope,
        ..replies.web.begin()
    };
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let pass = token_hash(token);
    let (of, code) = (waiting.of, hash_of(pass, &digits));
    // What was counted stays counted, whatever comes of it: the try is a transaction that ends well.
    let tried = write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let tried = try_code(txn, (of.scope, pass), code, ctx.now).await?;
        let Tried::Right(of) = tried else {
            return Ok::<_, ActionError>(Err(tried));
        };
        let door = Door {
            scope: of.scope,
            audit: of.audit,
            round: of.round,
            by_mail: true,
        };
        let known = token_of_chance(ids.random_secret());
        let made = (token_hash(&known), ctx.now + KNOWN_FOR);
        add_pass_at(txn, door, (PassKind::Known, made), &mut ids).await?;
        let counted = of_round(&ctx, (of.audit, of.round));
        forgive(txn, replies.web.scope, counted).await?;
        let token = let_in(txn, &ctx, door, &mut ids).await?;
        Ok(Ok(Opened { token, known }))
    });
    match tried.await? {
        Ok(opened) => Ok(opened),
        Err(Tried::Wrong) => Err(ActionError::field("code", "replies-mailed-wrong")),
        Err(_) => Err(ActionError::field("code", "replies-mailed-over")),
    }
}

/// Mails another code to whoever waits.
///
/// # Errors
/// Told at the field `code` where it is too early; those of the database.
pub async fn again(
    replies: &Replies,
    (token, waiting): (&str, &Waiting),
) -> Result<(), ActionError> {
    let ctx = replies.web.begin();
    let pass = token_hash(token);
    counted(replies, &ctx, (waiting.of.audit, waiting.of.round)).await?;
    write(&ctx.app.db, async |txn| {
        let of = (&waiting.of, pass, &waiting.at);
        mail(replies, txn, &ctx, of, &mut ctx.ids()).await
    })
    .await
}
