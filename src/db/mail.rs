//! Mail that waits to be sent. Its contents are sealed before they come here, and are taken away once it is sent.
//! How it is sealed, rendered and sent, [`crate::infra`] knows.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};

use super::columns::Instant;
use super::entity::mail;
use super::insert::insert_all;
use super::{MailId, Scope, StorageError};

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// It waits to be sent, or to be tried again.
    Queued,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good, or it was tried too often.
    Dead,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Queued, Self::Sent, Self::Dead];

    /// The word of the state: `queued`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Dead => "dead",
        }
    }

    /// Whether a mail can go from here to there. What died can be queued again by hand.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        match self {
            Self::Queued => true,
            Self::Sent => false,
            Self::Dead => next == Self::Queued,
        }
    }
}

/// What a mail holds, each part sealed by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedMail {
    /// The recipient.
    pub recipient: Vec<u8>,
    /// The subject.
    pub subject: Vec<u8>,
    /// The text.
    pub text: Vec<u8>,
    /// The same as HTML.
    pub html: Vec<u8>,
    /// Who gets the answers, where it is not the sender.
    pub reply_to: Option<Vec<u8>>,
    /// The address by which whoever gets it takes themselves off mails of its sort, where they can.
    pub unsubscribe: Option<Vec<u8>>,
}

/// A mail as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// Its id.
    pub id: MailId,
    /// The name of its template.
    pub name: String,
    /// The Message-ID without its brackets; the same at every try.
    pub message_id: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it failed last, as a code.
    pub last_error: Option<String>,
    /// Since when it has waited.
    pub queued_at: DateTime<Utc>,
    /// What it holds.
    pub sealed: SealedMail,
}

/// Stores a mail that waits to be sent.
pub async fn add_mail(
    txn: &DatabaseTransaction,
    scope: Scope,
    mail: StoredMail,
) -> Result<(), StorageError> {
    let row = mail::Model {
        id: mail.id,
        organisation_id: scope.organisation(),
        name: mail.name,
        message_id: mail.message_id,
        state: mail.state,
        recipient: mail.sealed.recipient,
        subject: mail.sealed.subject,
        text: mail.sealed.text,
        html: mail.sealed.html,
        reply_to: mail.sealed.reply_to,
        unsubscribe: mail.sealed.unsubscribe,
        attempts: i32::try_from(mail.attempts).unwrap_or(i32::MAX),
        last_error: mail.last_error,
        queued_at: mail.queued_at.into(),
        ended_at: None,
    };
    insert_all(txn, vec![row]).await
}

/// One mail of the organisation.
pub async fn mail_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    id: MailId,
) -> Result<Option<StoredMail>, StorageError> {
    let found = scope
        .rows::<mail::Entity>()
        .filter(mail::Column::Id.eq(id))
        .one(conn)
        .await?;
    Ok(found.map(read))
}

/// Mails of the organisation that were not sent, the oldest first.
pub async fn unsent_mails_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    most: u64,
) -> Result<Vec<StoredMail>, StorageError> {
    let rows = scope
        .rows::<mail::Entity>()
        .filter(mail::Column::State.ne(MailState::Sent))
        .order_by_asc(mail::Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// How many mails of the organisation stand where; a state that none is in is told as zero.
pub async fn mails_by_state(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<(MailState, u64)>, StorageError> {
    let mut counts = Vec::new();
    for state in MailState::ALL {
        let of_state = scope
            .rows::<mail::Entity>()
            .filter(mail::Column::State.eq(state));
        counts.push((state, of_state.count(conn).await?));
    }
    Ok(counts)
}

/// Notes that the mail server took a mail, and takes its contents away: what was delivered is not kept.
pub async fn mail_was_sent(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: MailId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    change(scope, id)
        .col_expr(mail::Column::State, Expr::value(MailState::Sent))
        .col_expr(mail::Column::Recipient, Expr::value(Vec::<u8>::new()))
        .col_expr(mail::Column::Subject, Expr::value(Vec::<u8>::new()))
        .col_expr(mail::Column::Text, Expr::value(Vec::<u8>::new()))
        .col_expr(mail::Column::Html, Expr::value(Vec::<u8>::new()))
        .col_expr(mail::Column::ReplyTo, Expr::value(None::<Vec<u8>>))
        .col_expr(mail::Column::Unsubscribe, Expr::value(None::<Vec<u8>>))
        .col_expr(mail::Column::LastError, Expr::value(None::<String>))
        .col_expr(mail::Column::EndedAt, Expr::value(Instant::from(now)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Notes that a try failed; `dead` where there is no further one.
pub async fn mail_failed(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: MailId,
    code: &str,
    dead: Option<DateTime<Utc>>,
) -> Result<(), StorageError> {
    let state = if dead.is_some() {
        MailState::Dead
    } else {
        MailState::Queued
    };
    let further = Expr::col(mail::Column::Attempts);
    change(scope, id)
        .col_expr(mail::Column::State, Expr::value(state))
        .col_expr(
            mail::Column::Attempts,
            sea_orm::sea_query::ExprTrait::add(further, 1),
        )
        .col_expr(mail::Column::LastError, Expr::value(code))
        .col_expr(mail::Column::EndedAt, Expr::value(dead.map(Instant::from)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Puts a dead mail back among those that wait, its tries counted anew. False where there is no such dead mail.
pub async fn revive_mail(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: MailId,
) -> Result<bool, StorageError> {
    let changed = mail::Entity::update_many()
        .filter(mail::Column::OrganisationId.eq(scope.organisation()))
        .filter(mail::Column::Id.eq(id))
        .filter(mail::Column::State.eq(MailState::Dead))
        .col_expr(mail::Column::State, Expr::value(MailState::Queued))
        .col_expr(mail::Column::Attempts, Expr::value(0))
        .col_expr(mail::Column::EndedAt, Expr::value(None::<Instant>))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected > 0)
}

/// Takes away the organisation's mails that were sent before an instant; says how many.
pub async fn remove_sent_mails(
    txn: &DatabaseTransaction,
    scope: Scope,
    before: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let removed = scope
        .removal::<mail::Entity>()
        .filter(mail::Column::State.eq(MailState::Sent))
        .filter(mail::Column::EndedAt.lt(Instant::from(before)))
        .exec(txn)
        .await?;
    Ok(removed.rows_affected)
}

/// A change of one mail of the organisation that waits.
fn change(scope: Scope, id: MailId) -> sea_orm::UpdateMany<mail::Entity> {
    mail::Entity::update_many()
        .filter(mail::Column::OrganisationId.eq(scope.organisation()))
        .filter(mail::Column::Id.eq(id))
        .filter(mail::Column::State.eq(MailState::Queued))
}

fn read(row: mail::Model) -> StoredMail {
    StoredMail {
        id: row.id,
        name: row.name,
        message_id: row.message_id,
        state: row.state,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        last_error: row.last_error,
        queued_at: row.queued_at.utc(),
        sealed: SealedMail {
            recipient: row.recipient,
            subject: row.subject,
            text: row.text,
            html: row.html,
            reply_to: row.reply_to,
            unsubscribe: row.unsubscribe,
        },
    }
}
