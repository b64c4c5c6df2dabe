//! What parties answered and what the auditor made of it. Both are added; a later one stands beside the earlier.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::Instant;
use crate::db::entity::{reply_answer, reply_evaluation};
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::{ReplyAnswerId, ReplyEvaluationId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::reply::{Answer, Confirmation, Evaluation, HowGiven};

/// Where an answer stands, that its speaker confirmed it, and what the auditor made of it.
const ANSWER: &str = "reply_answer.body";
const CONFIRMED: &str = "reply_answer.confirmed";
const EVALUATION: &str = "reply_evaluation.body";

/// An answer with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The round, by its number in the audit.
    pub round: u32,
    /// Which of the round, from 1.
    pub number: u32,
    /// The answer; a reply by word of mouth with its confirmation, once there is one.
    pub answer: Answer,
    /// Who entered it: the number of a member; 0 where the party did so itself.
    pub by: i64,
    /// When.
    pub received_at: DateTime<Utc>,
}

/// An evaluation with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvaluation {
    /// The round, by its number in the audit.
    pub round: u32,
    /// Which of the round, from 1.
    pub number: u32,
    /// What the auditor made of an answer.
    pub evaluation: Evaluation,
}

/// Adds an answer; gives its number in the round. `by` is 0 where the party answered itself.
pub async fn add_answer(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, round), answer, by): ((AuditId, u32), &Answer, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<reply_answer::Entity>(audit);
    let rows = rows.filter(reply_answer::Column::Round.eq(i64::from(round)));
    let number = next_number(txn, rows, reply_answer::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ReplyAnswerId::new(ids);
    let row = reply_answer::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        round: i32::try_from(round).unwrap_or(i32::MAX),
        number,
        body: keyed.seal((id.as_uuid(), ANSWER), answer, ids),
        confirmed: None,
        by,
        received_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The answers of an audit in the order in which they came in, round by round.
pub async fn answers_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptAnswer>, StorageError> {
    let rows = scope.rows_of::<reply_answer::Entity>(audit);
    let rows = rows
        .order_by_asc(reply_answer::Column::Round)
        .order_by_asc(reply_answer::Column::Number)
        .all(conn)
        .await?;
    let kept = |row: reply_answer::Model, keyed: &Keyed| {
        let mut answer: Answer = keyed.open((row.id.as_uuid(), ANSWER), &row.body)?;
        let confirmed = keyed.open_some((row.id.as_uuid(), CONFIRMED), row.confirmed.as_ref())?;
        if let HowGiven::Oral(oral) = &mut answer.how {
            oral.confirmed = oral.confirmed.take().or(confirmed);
        }
        Ok(KeptAnswer {
            round: row.round.unsigned_abs(),
            number: row.number.unsigned_abs(),
            answer,
            by: row.by,
            received_at: row.received_at.utc(),
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// Says that whoever spoke confirmed the summary; false where it was confirmed before. The answer itself stays as it is.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such answer.
pub async fn confirm_answer(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, round, number), confirmation): ((AuditId, u32, u32), &Confirmation),
    ids: &mut dyn IdSource,
) -> Result<bool, StorageError> {
    let rows = scope.rows_of::<reply_answer::Entity>(audit);
    let row = rows
        .filter(reply_answer::Column::Round.eq(i64::from(round)))
        .filter(reply_answer::Column::Number.eq(i64::from(number)))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "answer" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let confirmed = keyed.seal((row.id.as_uuid(), CONFIRMED), confirmation, ids);
    let changed = scope
        .changes::<reply_answer::Entity>()
        .filter(reply_answer::Column::Id.eq(row.id))
        .filter(reply_answer::Column::Confirmed.is_null())
        .col_expr(reply_answer::Column::Confirmed, Expr::value(confirmed))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Adds what the auditor made of an answer; gives its number in the round.
pub async fn add_evaluation(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, round), evaluation, by): ((AuditId, u32), &Evaluation, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<reply_evaluation::Entity>(audit);
    let rows = rows.filter(reply_evaluation::Column::Round.eq(i64::from(round)));
    let number = next_number(txn, rows, reply_evaluation::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ReplyEvaluationId::new(ids);
    let row = reply_evaluation::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        round: i32::try_from(round).unwrap_or(i32::MAX),
        number,
        body: keyed.seal((id.as_uuid(), EVALUATION), evaluation, ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// The evaluations of an audit, round by round, oldest first.
pub async fn evaluations_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptEvaluation>, StorageError> {
    let rows = scope.rows_of::<reply_evaluation::Entity>(audit);
    let rows = rows
        .order_by_asc(reply_evaluation::Column::Round)
        .order_by_asc(reply_evaluation::Column::Number)
        .all(conn)
        .await?;
    let kept = |row: reply_evaluation::Model, keyed: &Keyed| {
        Ok(KeptEvaluation {
            round: row.round.unsigned_abs(),
            number: row.number.unsigned_abs(),
            evaluation: keyed.open((row.id.as_uuid(), EVALUATION), &row.body)?,
        })
    };
    opened(conn, scope, master, rows, kept).await
}
