//! What happens to replies by itself: reminders, "no reply by the date", that the mail server took a notice, and that somebody
//! must look again.

use chrono::TimeDelta;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Replies;
use super::actions::desk::gathered;
use super::actions::mails::{address, tell_leads};
use super::actions::serving::remind;
use super::actions::today;
use crate::db::audit::{AuditLine, audits_of};
use crate::db::findings::{
    KeptRound, RecheckState, clock_rules_of, rechecks_of, round_numbered, rounds_open, save_round,
};
use crate::db::mail::{MailState, mail_of};
use crate::db::organisation::organisation_of;
use crate::db::{AuditId, MailId, load_outline, write};
use crate::domain::reply::{ProofKind, ProofOfService};
use crate::domain::retry::Retry;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::asked::keep;
use crate::infra::jobs::{Job, JobCtx, Outcome, Reason};
use crate::infra::mail::RecheckDue;

/// For so long after its end a round is looked at: its window may close later than its last day, and a finding may be
/// published after it.
const AFTER: TimeDelta = TimeDelta::days(120);

/// Looks at every round of the organisation: reminds, and puts in what is answered or was not by the date.
#[derive(Clone, Debug)]
pub struct LookAtRounds(pub Replies);

impl Job for LookAtRounds {
    const NAME: &'static str = "replies.rounds";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        match looked_at(&self.0, &job.ctx).await {
            Ok(()) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}

/// Looks at every round once.
///
/// # Errors
/// Those of the database.
pub async fn looked_at(replies: &Replies, ctx: &Ctx) -> Result<(), ActionError> {
    let (scope, master, today) = (ctx.scope, &ctx.app.master, today(ctx));
    let since = today.checked_sub_signed(AFTER).unwrap_or(today);
    let rounds = rounds_open(ctx.app.db.reads(), scope, master, since).await?;
    let lines = audits_of(ctx.app.db.reads(), scope).await?;
    let mut audits: Vec<AuditId> = rounds.iter().map(|one| one.audit).collect();
    audits.dedup();
    let mut seen: Vec<AuditId> = Vec::new();
    for audit in audits {
        if seen.contains(&audit) {
            continue;
        }
        seen.push(audit);
        let Some(line) = lines.iter().find(|one| one.id == audit) else {
            continue;
        };
        let of_audit: Vec<u32> = rounds
            .iter()
            .filter(|one| one.audit == audit)
            .map(|one| one.number)
            .collect();
        write(&ctx.app.db, async |txn| {
            let mut ids = ctx.ids();
            for number in &of_audit {
                due(replies, txn, ctx, (line, *number)).await?;
            }
            keep(txn, ctx, line, &mut ids).await?;
            Ok::<_, ActionError>(())
        })
        .await?;
    }
    Ok(())
}

/// Sends the reminder of a round where one is due.
async fn due(
    replies: &Replies,
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, number): (&AuditLine, u32),
) -> Result<(), ActionError> {
    let scope = ctx.scope;
    let rules = clock_rules_of(txn, scope).await?.comment;
    let case = load_outline(txn, scope, line.id).await?;
    let desk = gathered(txn, ctx, line.clone(), case).await?;
    let asked = desk.round(number)?;
    let is_answered = asked.is_answered(desk.today, &rules);
    let reminder = asked
        .kept
        .round
        .reminder_due(desk.today, &rules, is_answered);
    if reminder.is_some() {
        remind(replies, txn, ctx, (line, &asked.kept), &mut ctx.ids()).await?;
    }
    Ok(())
}

/// The notice whose mail is followed until the mail server has it: ids alone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ToServe {
    audit: Uuid,
    round: u32,
    mail: Uuid,
}

impl ToServe {
    /// The notice of a round, and its mail.
    #[must_use]
    pub fn of((audit, round): (AuditId, u32), mail: MailId) -> Self {
        Self {
            audit: audit.as_uuid(),
            round,
            mail: mail.as_uuid(),
        }
    }
}

/// Writes down that the mail server of the party took the notice, or that it came back.
#[derive(Clone, Copy, Debug)]
pub struct Served;

impl Job for Served {
    const NAME: &'static str = "replies.served";
    /// Longer than a mail is tried.
    const RETRY: Retry = Retry {
        tries: 40,
        first_wait: 60,
        longest_wait: 3_600,
    };
    type Payload = ToServe;

    async fn run(&self, job: &JobCtx, payload: ToServe) -> Outcome {
        match served(&job.ctx, payload).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Retry(Reason::new("waits-for-mail")),
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}

async fn served(ctx: &Ctx, payload: ToServe) -> Result<bool, ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let mail = mail_of(ctx.app.db.reads(), scope, payload.mail.into()).await?;
    let kind = match mail.map(|mail| mail.state) {
        Some(MailState::Queued) => return Ok(false),
        Some(MailState::Sent) => ProofKind::MailTaken,
        Some(MailState::Dead) => ProofKind::CameBack,
        // It was taken away since: a mail that was sent long ago.
        None => return Ok(true),
    };
    let at = (payload.audit.into(), payload.round);
    write(&ctx.app.db, async |txn| {
        let kept = round_numbered(txn, scope, master, at).await?;
        let Some(KeptRound { mut round, .. }) = kept else {
            return Ok(());
        };
        if !round.proofs.iter().any(|one| one.kind == kind) {
            round.proofs.push(ProofOfService {
                kind,
                on: today(ctx),
                evidence: None,
                note: None,
            });
            save_round(txn, scope, master, (at, &round), &mut ctx.ids()).await?;
        }
        Ok::<_, ActionError>(())
    })
    .await?;
    Ok(true)
}

/// Tells those who answer for audits, once, of each look that is due today.
#[derive(Clone, Debug)]
pub struct TellRechecks(pub Replies);

impl Job for TellRechecks {
    const NAME: &'static str = "replies.rechecks";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        match rechecks_due(&self.0, &job.ctx).await {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}

/// Writes of each look that is due today; gives how many there are.
///
/// # Errors
/// Those of the database.
pub async fn rechecks_due(replies: &Replies, ctx: &Ctx) -> Result<usize, ActionError> {
    let (scope, master, today) = (ctx.scope, &ctx.app.master, today(ctx));
    let lines = audits_of(ctx.app.db.reads(), scope).await?;
    let mut count = 0;
    for line in lines {
        let looks = rechecks_of(ctx.app.db.reads(), scope, master, line.id).await?;
        let mut looks = looks.into_iter();
        let is_due = looks.any(|one| one.state == RecheckState::Open && one.due == Some(today));
        if !is_due {
            continue;
        }
        count += 1;
        write(&ctx.app.db, async |txn| {
            let letter = RecheckDue {
                organisation: organisation_of(txn, scope).await?.name,
                audit: line.title.clone(),
                link: address(replies, &format!("/checks/{}/follow-up", line.code)),
            };
            tell_leads(replies, txn, ctx, &letter).await
        })
        .await?;
    }
    Ok(count)
}
