//! Erasing a subject from the log: what was said of it goes, that something was said stays. Not the rows of other
//! tables, nor the subject's key: whoever erases takes those away in the same transaction.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter, Value};
use uuid::Uuid;

use super::list::events_of_subject;
use super::{Fact, lock, number, record};
use crate::db::entity::{log_event, log_subject};
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::OrganisationKey;
use crate::domain::log::{Happening, Subject};

/// Destroys salts, bodies and openings of every event about a subject, and records that and on what ground. The hashes
/// of the leaves stay, so every proof about other events still holds. Gives the index of the record.
///
/// On SQLite, [`crate::db::Db::overwrite_freed`] must follow once the transaction is on disk.
///
/// # Errors
/// [`StorageError::NotThere`] where the log has no event about this subject, [`StorageError::Held`] while a hold on it
/// stands.
pub async fn erase_subject(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    subject: Subject,
    ground: Code,
    actor: &str,
    ids: &mut dyn IdSource,
) -> Result<u64, StorageError> {
    lock(txn, scope).await?;
    let id = Uuid::from_bytes(subject.0);
    let goes = what_goes(txn, scope, subject).await?;
    let erased = scope
        .changes::<log_event::Entity>()
        .col_expr(log_event::Column::Salt, Expr::value(Value::Bytes(None)))
        .col_expr(log_event::Column::Body, Expr::value(Value::Bytes(None)))
        .col_expr(log_event::Column::Opening, Expr::value(Value::Bytes(None)))
        .col_expr(
            log_event::Column::SubjectKeyId,
            Expr::value(Value::Uuid(None)),
        )
        .filter(log_event::Column::Subject.eq(id))
        .filter(log_event::Column::Seq.is_in(goes))
        .exec(txn)
        .await?;
    if erased.rows_affected == 0 {
        return Err(StorageError::NotThere {
            what: "subject in the log",
        });
    }
    scope
        .removal::<log_subject::Entity>()
        .filter(log_subject::Column::Subject.eq(id))
        .exec(txn)
        .await?;
    let fact = Fact::about(subject, actor);
    record(txn, scope, key, fact, ids, |_| Happening::SubjectErased {
        ground,
    })
    .await
}

/// The events that go: all but those that say that something was held or erased, and on what ground.
async fn what_goes(
    txn: &DatabaseTransaction,
    scope: Scope,
    subject: Subject,
) -> Result<Vec<i64>, StorageError> {
    let mut goes = Vec::new();
    let mut held = false;
    for line in events_of_subject(txn, scope, subject).await? {
        match line.event.map(|event| event.what) {
            Some(Happening::HoldPlaced { .. }) => held = true,
            Some(Happening::HoldLifted { .. }) => held = false,
            Some(Happening::SubjectErased { .. }) => {}
            Some(_) => goes.push(number(line.seq)?),
            // Erased before.
            None => {}
        }
    }
    if held {
        return Err(StorageError::Held);
    }
    Ok(goes)
}
