//! Somebody who was let in to reply: a link or typed code was exchanged for a pass, of which the hash alone is kept. A link
//! opens as often as it is asked; it is the asking by POST that opens, so that a scanner that follows links uses nothing up.
//! Where link and code went by mail, a pass waits at first for the code that is mailed then.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::rounds::opened_by;
use super::words::PassKind;
use crate::db::columns::Instant;
use crate::db::entity::reply_pass;
use crate::db::id::ReplyPassId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};

/// So often a mailed code may be shown wrong; then it opens nothing.
pub const CODE_TRIES: i32 = 5;

/// What a pass opens: one round, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyPass {
    /// In whose part of the database.
    pub scope: Scope,
    /// The audit.
    pub audit: AuditId,
    /// The round, by its number in the audit.
    pub round: u32,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// What a link or typed code opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    /// In whose part of the database.
    pub scope: Scope,
    /// The audit.
    pub audit: AuditId,
    /// The round, by its number in the audit.
    pub round: u32,
    /// Whether link and code went by mail.
    pub by_mail: bool,
}

/// What came of showing a mailed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It is the one, and it is used up.
    Right(ReplyPass),
    /// It is not.
    Wrong,
    /// There is none any more: it was used, is too old, or was shown wrong too often.
    Over,
}

/// What a secret (the token of a link, or a typed code, by its hash) opens; nothing where it opens nothing.
pub async fn door_of(
    conn: &impl ConnectionTrait,
    secret: [u8; 32],
) -> Result<Option<Door>, StorageError> {
    let row = opened_by(conn, secret).await?;
    Ok(row.map(|row| Door {
        scope: Scope::of(row.organisation_id),
        audit: row.audit_id,
        round: row.number.unsigned_abs(),
        by_mail: row.by_mail,
    }))
}

/// Exchanges a secret for a pass that opens, by its hash. Nothing where the secret opens nothing.
pub async fn add_pass(
    txn: &DatabaseTransaction,
    secret: [u8; 32],
    made: ([u8; 32], DateTime<Utc>),
    ids: &mut dyn IdSource,
) -> Result<Option<ReplyPass>, StorageError> {
    match door_of(txn, secret).await? {
        Some(door) => Ok(Some(
            add_pass_at(txn, door, (PassKind::Opens, made), ids).await?,
        )),
        None => Ok(None),
    }
}

/// Adds a pass of a round, by its hash. Passes that have lapsed go.
pub async fn add_pass_at(
    txn: &DatabaseTransaction,
    door: Door,
    (kind, (hash, until)): (PassKind, ([u8; 32], DateTime<Utc>)),
    ids: &mut dyn IdSource,
) -> Result<ReplyPass, StorageError> {
    door.scope
        .removal::<reply_pass::Entity>()
        .filter(reply_pass::Column::Until.lte(Instant::from(ids.now())))
        .exec(txn)
        .await?;
    let row = reply_pass::Model {
        id: ReplyPassId::new(ids),
        organisation_id: door.scope.organisation(),
        audit_id: door.audit,
        round: i32::try_from(door.round).unwrap_or(i32::MAX),
        kind,
        hash: hash.to_vec(),
        until: Instant::from(until),
        code_hash: None,
        code_until: None,
        tries: 0,
    };
    let made = read(&row);
    insert_all(txn, vec![row]).await?;
    Ok(made)
}

/// What a pass is for, by its kind and hash; nothing where it has lapsed.
pub async fn pass_of(
    conn: &impl ConnectionTrait,
    (kind, hash): (PassKind, [u8; 32]),
    now: DateTime<Utc>,
) -> Result<Option<ReplyPass>, StorageError> {
    let rows = reply_pass::Entity::find()
        .filter(reply_pass::Column::Hash.eq(hash.to_vec()))
        .filter(reply_pass::Column::Kind.eq(kind))
        .filter(reply_pass::Column::Until.gt(Instant::from(now)));
    Ok(rows.one(conn).await?.as_ref().map(read))
}

/// What a pass opens, by its hash; nothing where it has lapsed, or waits for a code.
pub async fn pass_with(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<ReplyPass>, StorageError> {
    pass_of(conn, (PassKind::Opens, hash), now).await
}

/// Gives a pass that waits the code that opens it, by its hash; the one before opens nothing from then on.
pub async fn set_code(
    txn: &DatabaseTransaction,
    (scope, pass): (Scope, [u8; 32]),
    (code, until): ([u8; 32], DateTime<Utc>),
) -> Result<(), StorageError> {
    scope
        .changes::<reply_pass::Entity>()
        .filter(reply_pass::Column::Hash.eq(pass.to_vec()))
        .filter(reply_pass::Column::Kind.eq(PassKind::Waits))
        .col_expr(
            reply_pass::Column::CodeHash,
            Expr::value(Some(code.to_vec())),
        )
        .col_expr(
            reply_pass::Column::CodeUntil,
            Expr::value(Some(Instant::from(until))),
        )
        .col_expr(reply_pass::Column::Tries, Expr::value(0))
        .exec(txn)
        .await?;
    Ok(())
}

/// Shows the code of a pass that waits. Counted before it is looked at; the right one takes the pass away, so that it is
/// right once.
pub async fn try_code(
    txn: &DatabaseTransaction,
    (scope, pass): (Scope, [u8; 32]),
    code: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Tried, StorageError> {
    let counted = scope
        .changes::<reply_pass::Entity>()
        .filter(reply_pass::Column::Hash.eq(pass.to_vec()))
        .filter(reply_pass::Column::Kind.eq(PassKind::Waits))
        .filter(reply_pass::Column::Until.gt(Instant::from(now)))
        .filter(reply_pass::Column::CodeUntil.gt(Instant::from(now)))
        .filter(reply_pass::Column::Tries.lt(CODE_TRIES))
        .col_expr(
            reply_pass::Column::Tries,
            Expr::col(reply_pass::Column::Tries).add(1),
        )
        .exec(txn)
        .await?;
    if counted.rows_affected == 0 {
        return Ok(Tried::Over);
    }
    let row = scope
        .rows::<reply_pass::Entity>()
        .filter(reply_pass::Column::Hash.eq(pass.to_vec()))
        .filter(reply_pass::Column::CodeHash.eq(code.to_vec()))
        .one(txn)
        .await?;
    let Some(row) = row else {
        return Ok(Tried::Wrong);
    };
    scope
        .removal::<reply_pass::Entity>()
        .filter(reply_pass::Column::Id.eq(row.id))
        .exec(txn)
        .await?;
    Ok(Tried::Right(read(&row)))
}

/// Takes every pass of a round away: whoever was let in must show link or code again.
pub async fn close_passes(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, round): (AuditId, u32),
) -> Result<(), StorageError> {
    scope
        .removal::<reply_pass::Entity>()
        .filter(reply_pass::Column::AuditId.eq(audit))
        .filter(reply_pass::Column::Round.eq(i64::from(round)))
        .exec(txn)
        .await?;
    Ok(())
}

fn read(row: &reply_pass::Model) -> ReplyPass {
    ReplyPass {
        scope: Scope::of(row.organisation_id),
        audit: row.audit_id,
        round: row.round.unsigned_abs(),
        until: row.until.utc(),
    }
}
