//! Mail that waits: rendered and sealed in the transaction of the change that causes it, so that neither happens
//! without the other.

use std::fmt;
use std::sync::Arc;

use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::deliver::{Deliver, ToDeliver};
use super::{Letter, Letters, MailError, Mailbox, Sealing, Written};
use crate::db::mail::{MailState, SealedMail, StoredMail, add_mail, revive_mail};
use crate::db::{IdSource, MailId};
use crate::infra::app::Ctx;
use crate::infra::jobs::queue;
use crate::infra::words::Words;

/// Where mail waits. There is none without keys.
#[derive(Clone)]
pub struct Outbox {
    letters: Arc<Letters>,
    sealing: Arc<dyn Sealing>,
    domain: String,
    words: Words,
    leaving: Option<String>,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox").finish_non_exhaustive()
    }
}

/// A mail, opened for sending.
pub(super) struct Opened {
    pub(super) to: Mailbox,
    pub(super) reply_to: Option<Mailbox>,
    /// Where whoever gets it takes themselves off mails of its sort.
    pub(super) leaving: Option<String>,
    pub(super) written: Written,
}

impl Outbox {
    /// An outbox. `host` is the name of the server in addresses and stands behind the @ of each Message-ID.
    #[must_use]
    pub fn new(letters: Letters, sealing: Arc<dyn Sealing>, host: Option<&str>) -> Self {
        Self {
            words: letters.usual(),
            letters: Arc::new(letters),
            sealing,
            leaving: None,
            domain: host.unwrap_or("groundtruth.invalid").to_owned(),
        }
    }

    /// The same outbox for somebody who reads this language.
    #[must_use]
    pub fn in_words(&self, words: Words) -> Self {
        Self {
            words,
            ..self.clone()
        }
    }

    /// The same outbox for mails of a sort that somebody can take themselves off, at this address.
    #[must_use]
    pub fn leaving_at(&self, address: Option<String>) -> Self {
        Self {
            leaving: address,
            ..self.clone()
        }
    }

    /// Writes a mail, seals it, and queues its delivery. Answers go to `reply_to`, or to the sender.
    ///
    /// # Errors
    /// Where the mail cannot be written or sealed; then give the transaction up.
    pub async fn queue<L: Letter>(
        &self,
        txn: &DatabaseTransaction,
        ctx: &Ctx,
        to: &Mailbox,
        reply_to: Option<&Mailbox>,
        letter: &L,
    ) -> Result<MailId, MailError> {
        let leaving = self.leaving.as_deref();
        let written = self.letters.write_to_leave(self.words, letter, leaving)?;
        let mut ids = ctx.ids();
        let id = MailId::new(&mut ids);
        let mail = StoredMail {
            id,
            name: L::NAME.to_owned(),
            message_id: format!("{}@{}", unguessable(&mut ids), self.domain),
            state: MailState::Queued,
            attempts: 0,
            last_error: None,
            queued_at: ctx.now,
            sealed: self.sealed(ctx, id, to, reply_to, &written)?,
        };
        add_mail(txn, ctx.scope, mail).await?;
        deliver_soon(txn, ctx, id).await?;
        Ok(id)
    }

    fn sealed(
        &self,
        ctx: &Ctx,
        id: MailId,
        to: &Mailbox,
        reply_to: Option<&Mailbox>,
        written: &Written,
    ) -> Result<SealedMail, MailError> {
        let seal = |field, plain: &[u8]| {
            self.sealing
                .seal(ctx.scope.organisation(), id, field, plain)
        };
        let reply_to = match reply_to {
            Some(mailbox) => Some(seal("reply_to", &bytes(mailbox)?)?),
            None => None,
        };
        let unsubscribe = match &self.leaving {
            Some(address) => Some(seal("unsubscribe", address.as_bytes())?),
            None => None,
        };
        Ok(SealedMail {
            recipient: seal("recipient", &bytes(to)?)?,
            subject: seal("subject", written.subject.as_bytes())?,
            text: seal("text", written.text.as_bytes())?,
            html: seal("html", written.html.as_bytes())?,
            reply_to,
            unsubscribe,
        })
    }

    /// Opens a mail for sending.
    pub(super) fn open(&self, ctx: &Ctx, mail: &StoredMail) -> Result<Opened, MailError> {
        let open = |field, sealed: &[u8]| {
            self.sealing
                .open(ctx.scope.organisation(), mail.id, field, sealed)
        };
        let text = |field, sealed: &[u8]| -> Result<String, MailError> {
            String::from_utf8(open(field, sealed)?).map_err(|_| super::SealError.into())
        };
        let mailbox = |field, sealed: &[u8]| -> Result<Mailbox, MailError> {
            serde_json::from_slice(&open(field, sealed)?).map_err(|_| super::SealError.into())
        };
        let sealed = &mail.sealed;
        Ok(Opened {
            to: mailbox("recipient", &sealed.recipient)?,
            reply_to: match &sealed.reply_to {
                Some(sealed) => Some(mailbox("reply_to", sealed)?),
                None => None,
            },
            leaving: match &sealed.unsubscribe {
                Some(sealed) => Some(text("unsubscribe", sealed)?),
                None => None,
            },
            written: Written {
                subject: text("subject", &sealed.subject)?,
                text: text("text", &sealed.text)?,
                html: text("html", &sealed.html)?,
            },
        })
    }
}

/// Puts a dead mail back among those that wait. False where there is no such dead mail.
pub async fn resend(txn: &DatabaseTransaction, ctx: &Ctx, id: MailId) -> Result<bool, MailError> {
    let revived = revive_mail(txn, ctx.scope, id).await?;
    if revived {
        deliver_soon(txn, ctx, id).await?;
    }
    Ok(revived)
}

async fn deliver_soon(txn: &DatabaseTransaction, ctx: &Ctx, id: MailId) -> Result<(), MailError> {
    queue::<Deliver>(txn, ctx, &ToDeliver::of(id), ctx.now).await?;
    Ok(())
}

fn bytes(mailbox: &Mailbox) -> Result<Vec<u8>, MailError> {
    serde_json::to_vec(mailbox).map_err(|error| MailError::Settings(error.to_string()))
}

/// Thirty-two hexadecimal digits that tell nothing, neither when nor to whom.
fn unguessable(ids: &mut dyn IdSource) -> String {
    Uuid::from_bytes(ids.random_bytes()).simple().to_string()
}
