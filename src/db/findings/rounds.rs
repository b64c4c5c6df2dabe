//! Rounds of asking a party: what was sent, until when, and the hashes of the link and of the typed code that let it in.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder,
};

use super::words::Invited;
use crate::db::entity::reply_round;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::ReplyRoundId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::reply::{Answer, ReplyRound};

/// Where a round stands, what was sent in it, and what the party is typing.
const BODY: &str = "reply_round.body";
const INVITED: &str = "reply_round.invited";
const TYPING: &str = "reply_round.typing";

/// A round with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRound {
    /// The audit.
    pub audit: AuditId,
    /// Its number in the audit, from 1.
    pub number: u32,
    /// Who is asked about what until when.
    pub round: ReplyRound,
    /// What was sent, and to whom; absent while it is prepared.
    pub invited: Option<Invited>,
    /// Whether the link and code that open now went by mail.
    pub by_mail: bool,
}

/// The hashes of what lets a party in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letting {
    /// Of the token of the link.
    pub token: [u8; 32],
    /// Of the code that is typed.
    pub typed: [u8; 32],
    /// Whether they go by mail; else somebody hands them over.
    pub by_mail: bool,
}

/// Adds a round that is prepared; gives its number.
pub async fn add_round(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, round): (AuditId, &ReplyRound),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<reply_round::Entity>(audit);
    let number = next_number(txn, rows, reply_round::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ReplyRoundId::new(ids);
    let row = reply_round::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        party: round.party.clone(),
        sent: false,
        last_day: round.last_day(),
        token_hash: None,
        typed_hash: None,
        by_mail: false,
        body: keyed.seal((id.as_uuid(), BODY), round, ids),
        invited: None,
        typing: None,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The rounds of an audit, by number.
pub async fn rounds_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptRound>, StorageError> {
    let rows = scope.rows_of::<reply_round::Entity>(audit);
    let rows = rows
        .order_by_asc(reply_round::Column::Number)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows, kept).await
}

/// A round by its number.
pub async fn round_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    at: (AuditId, u32),
) -> Result<Option<KeptRound>, StorageError> {
    let rows = row_of(conn, scope, at).await?.into_iter().collect();
    Ok(opened(conn, scope, master, rows, kept).await?.pop())
}

/// Rounds of every audit of the organisation of which the notice was sent and whose last day is not before this one: those
/// that reminders and clocks look at.
pub async fn rounds_open(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    since: NaiveDate,
) -> Result<Vec<KeptRound>, StorageError> {
    let rows = scope.rows::<reply_round::Entity>();
    let rows = rows
        .filter(reply_round::Column::Sent.eq(true))
        .filter(reply_round::Column::LastDay.gte(since))
        .order_by_asc(reply_round::Column::LastDay)
        .order_by_asc(reply_round::Column::Id)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows, kept).await
}

fn kept(row: reply_round::Model, keyed: &Keyed) -> Result<KeptRound, StorageError> {
    Ok(KeptRound {
        audit: row.audit_id,
        number: row.number.unsigned_abs(),
        round: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        invited: keyed.open_some((row.id.as_uuid(), INVITED), row.invited.as_ref())?,
        by_mail: row.by_mail,
    })
}

async fn row_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, number): (AuditId, u32),
) -> Result<Option<reply_round::Model>, StorageError> {
    let rows = scope.rows_of::<reply_round::Entity>(audit);
    let rows = rows.filter(reply_round::Column::Number.eq(i64::from(number)));
    Ok(rows.one(conn).await?)
}

async fn there(
    txn: &DatabaseTransaction,
    scope: Scope,
    at: (AuditId, u32),
) -> Result<reply_round::Model, StorageError> {
    let row = row_of(txn, scope, at).await?;
    row.ok_or(StorageError::NotThere {
        what: "reply round",
    })
}

/// Saves a round: what is asked while it is prepared; extensions, reminders and proofs of service afterwards. The caller
/// makes the round with the rules of the domain, which only add to it.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such round.
pub async fn save_round(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (at, round): ((AuditId, u32), &ReplyRound),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = there(txn, scope, at).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), round, ids);
    scope
        .changes::<reply_round::Entity>()
        .filter(reply_round::Column::Id.eq(row.id))
        .col_expr(reply_round::Column::Body, Expr::value(body))
        .col_expr(reply_round::Column::LastDay, Expr::value(round.last_day()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Says that the notice was sent: what was sent to whom, and what lets the party in from then on.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such round that was not sent yet.
pub async fn send_round(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (at, round, invited): ((AuditId, u32), &ReplyRound, &Invited),
    letting: Letting,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = there(txn, scope, at).await?;
    if row.sent {
        return Err(StorageError::NotThere {
            what: "reply round",
        });
    }
    save_round(txn, scope, master, (at, round), ids).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let invited = keyed.seal((row.id.as_uuid(), INVITED), invited, ids);
    scope
        .changes::<reply_round::Entity>()
        .filter(reply_round::Column::Id.eq(row.id))
        .col_expr(reply_round::Column::Invited, Expr::value(invited))
        .col_expr(reply_round::Column::Sent, Expr::value(true))
        .exec(txn)
        .await?;
    let_in(txn, scope, at, letting).await
}

/// Gives a round another link and typed code; those before open nothing from then on.
pub async fn let_in(
    txn: &DatabaseTransaction,
    scope: Scope,
    at: (AuditId, u32),
    letting: Letting,
) -> Result<(), StorageError> {
    let row = there(txn, scope, at).await?;
    let token = Expr::value(letting.token.to_vec());
    let typed = Expr::value(letting.typed.to_vec());
    scope
        .changes::<reply_round::Entity>()
        .filter(reply_round::Column::Id.eq(row.id))
        .col_expr(reply_round::Column::TokenHash, token)
        .col_expr(reply_round::Column::TypedHash, typed)
        .col_expr(reply_round::Column::ByMail, Expr::value(letting.by_mail))
        .exec(txn)
        .await?;
    Ok(())
}

/// The round that a link or a typed code opens, by the hash of it: the secret itself says of which organisation.
pub(super) async fn opened_by(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
) -> Result<Option<reply_round::Model>, StorageError> {
    let either = Condition::any()
        .add(reply_round::Column::TokenHash.eq(hash.to_vec()))
        .add(reply_round::Column::TypedHash.eq(hash.to_vec()));
    let rows = reply_round::Entity::find().filter(either);
    Ok(rows
        .filter(reply_round::Column::Sent.eq(true))
        .one(conn)
        .await?)
}

/// Keeps what the party is typing, so that nothing is lost before it is sent; replaced each time, gone with `None`.
pub async fn keep_typing(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (at, typing): ((AuditId, u32), Option<&Vec<Answer>>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = there(txn, scope, at).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let typing = keyed.seal_some((row.id.as_uuid(), TYPING), typing, ids);
    scope
        .changes::<reply_round::Entity>()
        .filter(reply_round::Column::Id.eq(row.id))
        .col_expr(reply_round::Column::Typing, Expr::value(typing))
        .exec(txn)
        .await?;
    Ok(())
}

/// What the party was typing.
pub async fn typing_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    at: (AuditId, u32),
) -> Result<Vec<Answer>, StorageError> {
    let Some(row) = row_of(conn, scope, at).await? else {
        return Ok(Vec::new());
    };
    let keyed = Keyed::to_read(conn, scope, master).await?;
    let typing = keyed.open_some((row.id.as_uuid(), TYPING), row.typing.as_ref())?;
    Ok(typing.unwrap_or_default())
}
