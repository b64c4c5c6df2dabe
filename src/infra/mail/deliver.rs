//! The job that sends a mail, the job that tidies up, and a mail sent at once to try the settings.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::message::{Parts, composed};
use super::{Letter, Letters, MailError, Mailbox, Outbox, Transport, Undelivered};
use crate::db::job::remove_done_jobs;
use crate::db::mail::{
    MailState, StoredMail, mail_failed, mail_of, mail_was_sent, remove_sent_mails,
};
use crate::db::{MailId, StorageError, write};
use crate::domain::retry::Retry;
use crate::infra::app::Ctx;
use crate::infra::jobs::{Job, JobCtx, Outcome, Reason};

/// Seconds between the tries to note that a mail was taken: two minutes in all.
const NOTING: [u64; 8] = [1, 2, 4, 8, 15, 30, 30, 30];

/// All of them together.
pub(super) const NOTING_IN_ALL: u64 = 120;

/// How long it is kept that a job was done and a mail was sent.
const KEPT: TimeDelta = TimeDelta::days(7);

/// A sender and a way to send.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Whom mails come from.
    pub from: Mailbox,
    /// The way.
    pub transport: Transport,
}

impl Delivery {
    /// Sends a letter at once, past the outbox: for whoever tries the settings and waits for what comes of it.
    pub async fn send_now<L: Letter>(
        &self,
        letters: &Letters,
        to: &Mailbox,
        letter: &L,
        message_id: &str,
        now: DateTime<Utc>,
    ) -> Result<Result<(), Undelivered>, MailError> {
        let written = letters.write(letter)?;
        let (envelope, bytes) = composed(&Parts {
            from: &self.from,
            to,
            reply_to: None,
            leaving: None,
            message_id,
            date: now,
            written: &written,
        })?;
        Ok(self.transport.send(message_id, &envelope, &bytes).await)
    }
}

/// Which mail is to be sent.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ToDeliver {
    mail: Uuid,
}

impl ToDeliver {
    pub(super) fn of(mail: MailId) -> Self {
        Self {
            mail: mail.as_uuid(),
        }
    }

    fn id(self) -> MailId {
        self.mail.into()
    }
}

/// Sends a mail of the outbox.
pub struct Deliver {
    outbox: Outbox,
    delivery: Delivery,
    /// Mails that were taken, and of which the database does not know it yet: they are never sent again.
    taken: Mutex<BTreeSet<MailId>>,
}

impl fmt::Debug for Deliver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deliver").finish_non_exhaustive()
    }
}

impl Deliver {
    /// The job over an outbox and a way to send.
    #[must_use]
    pub fn new(outbox: Outbox, delivery: Delivery) -> Self {
        Self {
            outbox,
            delivery,
            taken: Mutex::default(),
        }
    }

    fn taken<T>(&self, what: impl FnOnce(&mut BTreeSet<MailId>) -> T) -> T {
        what(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that a mail was taken, for as long as it takes, within limits.
    async fn note(&self, ctx: &Ctx, id: MailId) -> Result<(), StorageError> {
        let mut waits = NOTING.into_iter();
        loop {
            let now = ctx.app.surroundings.now();
            match (was_sent(ctx, id, now).await, waits.next()) {
                (Ok(()), _) => {
                    self.taken(|taken| taken.remove(&id));
                    return Ok(());
                }
                (Err(_), Some(seconds)) => {
                    tokio::time::sleep(Duration::from_secs(seconds)).await;
                }
                (Err(error), None) => return Err(error),
            }
        }
    }

    async fn send(&self, ctx: &Ctx, mail: &StoredMail) -> Result<(), Undelivered> {
        // A key that is away today may be there tomorrow.
        let unopened = |_| Undelivered::Later(Reason::new("not-opened"));
        let opened = self.outbox.open(ctx, mail).map_err(unopened)?;
        let parts = Parts {
            from: &self.delivery.from,
            to: &opened.to,
            reply_to: opened.reply_to.as_ref(),
            leaving: opened.leaving.as_deref(),
            message_id: &mail.message_id,
            date: mail.queued_at,
            written: &opened.written,
        };
        let unwritable = |_| Undelivered::Refused(Reason::new("not-writable"));
        let (envelope, bytes) = composed(&parts).map_err(unwritable)?;
        self.delivery
            .transport
            .send(&mail.message_id, &envelope, &bytes)
            .await
    }
}

impl Job for Deliver {
    const NAME: &'static str = "mail.deliver";
    const RETRY: Retry = Retry::MAIL;
    type Payload = ToDeliver;

    async fn run(&self, job: &JobCtx, payload: ToDeliver) -> Outcome {
        let ctx = &job.ctx;
        let database = Outcome::Retry(Reason::new("database"));
        let noted = |noted: Result<(), StorageError>| noted.map_or(database, |()| Outcome::Done);
        if self.taken(|taken| taken.contains(&payload.id())) {
            return noted(self.note(ctx, payload.id()).await);
        }
        let Ok(found) = mail_of(ctx.app.db.reads(), ctx.scope, payload.id()).await else {
            return database;
        };
        // Sent by an attempt that could not say so, or erased since.
        let Some(mail) = found.filter(|mail| mail.state == MailState::Queued) else {
            return Outcome::Done;
        };
        let sent = self.send(ctx, &mail).await;
        let now = ctx.app.surroundings.now();
        let (written, outcome) = match sent {
            Ok(()) => {
                self.taken(|taken| taken.insert(mail.id));
                return noted(self.note(ctx, mail.id).await);
            }
            Err(Undelivered::Later(reason)) if !job.is_last => (
                failed(ctx, mail.id, reason, None).await,
                Outcome::Retry(reason),
            ),
            Err(why) => (
                failed(ctx, mail.id, why.reason(), Some(now)).await,
                Outcome::Fail(why.reason()),
            ),
        };
        written.map_or(database, |()| outcome)
    }

    async fn gave_up(&self, job: &JobCtx, payload: ToDeliver, reason: Reason) {
        let (ctx, id) = (&job.ctx, payload.id());
        let told = if self.taken(|taken| taken.contains(&id)) {
            self.note(ctx, id).await
        } else {
            failed(ctx, id, reason, Some(ctx.now)).await
        };
        if let Err(error) = told {
            anstream::eprintln!("error: {error}");
        }
    }
}

async fn was_sent(ctx: &Ctx, id: MailId, now: DateTime<Utc>) -> Result<(), StorageError> {
    write(&ctx.app.db, async |txn| {
        mail_was_sent(txn, ctx.scope, id, now).await
    })
    .await
}

async fn failed(
    ctx: &Ctx,
    id: MailId,
    reason: Reason,
    dead: Option<DateTime<Utc>>,
) -> Result<(), StorageError> {
    let code = reason.to_string();
    write(&ctx.app.db, async |txn| {
        mail_failed(txn, ctx.scope, id, &code, dead).await
    })
    .await
}

/// Takes away what tells of jobs that were done and mails that were sent more than a week ago.
#[derive(Clone, Copy, Debug)]
pub struct Tidy;

impl Job for Tidy {
    const NAME: &'static str = "tidy";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        let ctx = &job.ctx;
        let before = ctx.now - KEPT;
        let tidied = write(&ctx.app.db, async |txn| {
            remove_done_jobs(txn, ctx.scope, before).await?;
            remove_sent_mails(txn, ctx.scope, before).await
        });
        match tidied.await {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}
