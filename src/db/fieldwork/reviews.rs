//! What checkers decided. A decision is followed by another one, never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::keyed::{Keyed, next_number, opened};
use crate::db::columns::Instant;
use crate::db::entity::review;
use crate::db::id::{ReviewId, SubmissionId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::review::{ReasonCode, ReviewState};

/// Where the note stands.
const NOTE: &str = "review.note";
/// Where it stands who decided.
const BY: &str = "review.by";

/// What a checker decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What became of it.
    pub to: ReviewState,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// What they wrote to whoever sent it.
    pub note: Option<String>,
    /// Who: the number of a member, 0 for the console.
    pub by: i64,
    /// The version of the rules by which it was decided.
    pub rules: u32,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// Adds a decision.
pub async fn add_review(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (submission, new): (SubmissionId, &Review),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows::<review::Entity>();
    let rows = rows.filter(review::Column::SubmissionId.eq(submission));
    let number = next_number(txn, rows, review::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ReviewId::new(ids);
    let (note, by) = ((id.as_uuid(), NOTE), (id.as_uuid(), BY));
    let row = review::Model {
        id,
        organisation_id: scope.organisation(),
        submission_id: submission,
        number,
        decision: new.to,
        reason: new.reason,
        note: keyed.seal_some(note, new.note.as_ref(), ids),
        by: keyed.seal(by, &new.by, ids),
        rules: i32::try_from(new.rules).unwrap_or(i32::MAX),
        decided_at: Instant::from(new.decided_at),
    };
    insert_all(txn, vec![row]).await
}

/// What was decided, oldest first, by what came in.
pub async fn reviews_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    submissions: &[SubmissionId],
) -> Result<BTreeMap<SubmissionId, Vec<Review>>, StorageError> {
    let mut reviews: BTreeMap<SubmissionId, Vec<Review>> = BTreeMap::new();
    for some in submissions.chunks(1_000) {
        let rows = scope.rows::<review::Entity>();
        let rows = rows
            .filter(review::Column::SubmissionId.is_in(some.iter().copied()))
            .order_by_asc(review::Column::Number)
            .all(conn)
            .await?;
        for (submission, one) in opened(conn, scope, master, rows, review).await? {
            reviews.entry(submission).or_default().push(one);
        }
    }
    Ok(reviews)
}

fn review(row: review::Model, keyed: &Keyed) -> Result<(SubmissionId, Review), StorageError> {
    let review = Review {
        to: row.decision,
        reason: row.reason,
        note: keyed.open_some((row.id.as_uuid(), NOTE), row.note.as_ref())?,
        by: keyed.open((row.id.as_uuid(), BY), &row.by)?,
        rules: row.rules.unsigned_abs(),
        decided_at: row.decided_at.utc(),
    };
    Ok((row.submission_id, review))
}
