//! What happens to a notice after it was sent: what shows that it arrived, more time, and reminders.

use super::desk::desk;
use super::sending::DOOR;
use super::{Given, day_gone, field, mail_failed, opened, round_of, value_of};
use crate::db::audit::AuditLine;
use crate::db::findings::{KeptRound, save_round};
use crate::db::organisation::organisation_of;
use crate::db::{IdSource, write};
use crate::domain::reply::{Extension, ProofKind, ProofOfService, ReplyRound, Window};
use crate::features::replies::Replies;
use crate::infra::action::{ActionError, Fields, noted};
use crate::infra::app::Ctx;
use crate::infra::mail::{Mailbox, ReplyDue};
use crate::infra::words::Words;

/// Writes down what shows that the notice arrived, or that it came back.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn proven(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    changed(ctx, (code, number), "reply-served", |round| {
        let sent = round.notice.as_ref().map(|one| one.sent_on);
        let sent = sent.ok_or(ActionError::NotThere)?;
        let mut fields = Fields::default();
        let kind: Option<ProofKind> = fields.choice("kind", field(given, "kind"), value_of);
        let on = day_gone(&mut fields, given, "on", super::today(ctx));
        if on < sent {
            fields.wrong("on", "reply-before-notice");
        }
        let note = fields.optional("note", field(given, "note"), 500);
        let (kind, note) = fields.done((kind, note))?;
        let kind = kind.ok_or(ActionError::NotThere)?;
        let mut next = round.clone();
        next.proofs.push(ProofOfService {
            kind,
            on,
            evidence: None,
            note,
        });
        Ok(next)
    })
    .await
}

/// Gives more time. The earlier end stays in the record.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn extended(
    ctx: &Ctx,
    (code, number): (&str, u32),
    given: &Given,
) -> Result<(), ActionError> {
    changed(ctx, (code, number), "reply-extended", |round| {
        let mut fields = Fields::default();
        let until = fields.day("until", field(given, "until"));
        if until.is_none() && field(given, "until").trim().is_empty() {
            fields.wrong("until", "field-empty");
        }
        let reason = fields.text("reason", field(given, "reason"), 500);
        let until = fields.done(until)?.ok_or(ActionError::NotThere)?;
        let extension = Extension {
            given_on: super::today(ctx),
            until,
            asked: !field(given, "asked").is_empty(),
            reason,
        };
        let longer = round.extended(extension);
        longer.map_err(|wrong| ActionError::field("until", wrong.key()))
    })
    .await
}

async fn changed(
    ctx: &Ctx,
    (code, number): (&str, u32),
    what: &'static str,
    next: impl Fn(&ReplyRound) -> Result<ReplyRound, ActionError>,
) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let kept = round_of(txn, ctx, (&line, number)).await?;
        let next = next(&kept.round)?;
        let one = ((line.id, number), &next);
        save_round(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        noted(txn, ctx, (what, code), &mut ids).await
    })
    .await
}

/// Reminds a party now: by mail where there is an address; otherwise it is written down that somebody did.
///
/// # Errors
/// [`ActionError::NotThere`]; told where its time is over or nothing was sent; those of the database.
pub async fn reminded(
    replies: &Replies,
    ctx: &Ctx,
    (code, number): (&str, u32),
) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let asked = desk.round(number)?;
    if !matches!(
        asked.window(desk.today, &desk.rules.comment),
        Window::Open { .. } | Window::NotServed
    ) {
        return Err(ActionError::field("form", "replies-not-open"));
    }
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = opened(txn, ctx, code).await?;
        let kept = round_of(txn, ctx, (&line, number)).await?;
        remind(replies, txn, ctx, (&line, &kept), &mut ids).await?;
        noted(txn, ctx, ("reply-reminded", code), &mut ids).await
    })
    .await
}

/// Sends the reminder of a round, where it has an address, and writes the day down.
///
/// # Errors
/// Those of the database.
pub async fn remind(
    replies: &Replies,
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    (line, kept): (&AuditLine, &KeptRound),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let (Some(invited), Some(notice)) = (&kept.invited, &kept.round.notice) else {
        return Err(ActionError::NotThere);
    };
    let words = Words::of(&invited.language).unwrap_or(ctx.app.words);
    let origin = replies.web.reach.origin();
    if let (Some(mail), Some(origin), Some(_)) = (&invited.mail, origin, &ctx.app.config.mail) {
        let letter = ReplyDue {
            organisation: organisation_of(txn, ctx.scope).await?.name,
            audit: line.title.clone(),
            until: words.day(kept.round.last_day()),
            sent: words.day(notice.sent_on),
            link: format!("{}{DOOR}", origin.as_str()),
        };
        let to = Mailbox::new("mail", None, mail).map_err(mail_failed)?;
        let outbox = replies.outbox.in_words(words);
        let queued = outbox.queue(txn, ctx, &to, None, &letter).await;
        queued.map_err(mail_failed)?;
    }
    let mut next = kept.round.clone();
    next.reminded_on.push(super::today(ctx));
    let one = ((kept.audit, kept.number), &next);
    Ok(save_round(txn, ctx.scope, &ctx.app.master, one, ids).await?)
}
