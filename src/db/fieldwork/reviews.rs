//! What checkers decided. A decision is followed by another one, never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect,
};

use super::{after, key_of};
use crate::db::columns::Instant;
use crate::db::entity::review;
use crate::db::id::{ReviewId, SubmissionId};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::review::{ReasonCode, ReviewState};

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
    let last = scope
        .rows::<review::Entity>()
        .filter(review::Column::SubmissionId.eq(submission))
        .select_only()
        .expr(review::Column::Number.max())
        .into_tuple()
        .one(txn)
        .await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = ReviewId::new(ids);
    let place = scope.place(id.as_uuid(), "review.note");
    let who = scope.place(id.as_uuid(), "review.by");
    let note = new.note.as_ref();
    let row = review::Model {
        id,
        organisation_id: scope.organisation(),
        submission_id: submission,
        number: after(last),
        decision: new.to,
        reason: new.reason,
        note: note.map(|note| Encrypted::seal(&key, &place, note, ids.nonce())),
        by: Encrypted::seal(&key, &who, &new.by, ids.nonce()),
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
        if rows.is_empty() {
            continue;
        }
        let key = key_of(conn, scope, master).await?;
        for row in rows {
            let place = scope.place(row.id.as_uuid(), "review.note");
            let who = scope.place(row.id.as_uuid(), "review.by");
            let note = row.note.map(|note| note.open(&key, &place)).transpose()?;
            reviews.entry(row.submission_id).or_default().push(Review {
                to: row.decision,
                reason: row.reason,
                note,
                by: row.by.open(&key, &who)?,
                rules: row.rules.unsigned_abs(),
                decided_at: row.decided_at.utc(),
            });
        }
    }
    Ok(reviews)
}
