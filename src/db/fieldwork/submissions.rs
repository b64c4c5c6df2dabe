//! What came in from the field. It is kept as it came in; what is corrected is a further one that names the first.

use chrono::{DateTime, DurationRound, NaiveTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::key_of;
use super::words::{Arrival, Origin};
use crate::db::blob::digest_of;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::submission;
use crate::db::id::SubmissionId;
use crate::db::key::organisation_key;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::intake::Submission;
use crate::domain::keys::MasterKey;
use crate::domain::log::Digest;
use crate::domain::review::ReviewState;

/// What stands readable of something that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionLine {
    /// Its id.
    pub id: SubmissionId,
    /// The audit it belongs to.
    pub audit: AuditId,
    /// Its number: V-0001 is 1.
    pub number: i64,
    /// The id under which it was sent.
    pub client_id: Uuid,
    /// The hash of what was sent.
    pub content: Digest,
    /// By which way it came.
    pub origin: Origin,
    /// The instrument by code and version.
    pub instrument: (Code, u32),
    /// The place by its name in the audit.
    pub place: Code,
    /// How far checking is.
    pub state: ReviewState,
    /// Whether it was seen before the plan was locked.
    pub before_plan: bool,
    /// Where the evidence log tells of it.
    pub log_seq: u64,
    /// The number of the one that it corrects.
    pub corrects: Option<i64>,
    /// The visit of the audit that it became.
    pub visit: Option<Code>,
    /// When it came in: to the minute where it was opened, else the midnight before.
    pub received_at: DateTime<Utc>,
}

impl SubmissionLine {
    /// The number as people write it.
    #[must_use]
    pub fn label(&self) -> String {
        Series::Submission.label(self.number)
    }
}

/// Something that came in, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// Its line.
    pub line: SubmissionLine,
    /// What was sent. `None` where it was erased.
    pub submission: Option<Submission>,
    /// Who brought it in: the number of a member, 0 for the console. `None` where it was erased.
    pub by: Option<i64>,
}

/// Something that comes in.
#[derive(Clone, Debug)]
pub struct NewSubmission<'a> {
    /// The id under which it was sent; sent again, it is not taken again.
    pub client_id: Uuid,
    /// The hash of what was sent.
    pub content: Digest,
    /// By which way it comes.
    pub origin: Origin,
    /// What was sent.
    pub submission: &'a Submission,
    /// Whether it was seen before the plan was locked.
    pub before_plan: bool,
    /// The hash of the code on the slip.
    pub slip: Digest,
    /// Who brings it in.
    pub by: i64,
    /// Where the evidence log tells of it.
    pub log_seq: u64,
    /// The number of the one that it corrects.
    pub corrects: Option<i64>,
}

/// Keeps what comes in and gives its id and number; `None` where the id under which it was sent is taken.
pub async fn add_submission(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, NewSubmission<'_>),
    ids: &mut dyn IdSource,
) -> Result<Option<(SubmissionId, i64)>, StorageError> {
    let number = take_numbers(txn, scope, Series::Submission, 1).await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = SubmissionId::new(ids);
    let place = scope.place(id.as_uuid(), "submission.body");
    let now = ids.now();
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    let arrived = scope.place(id.as_uuid(), "submission.arrival");
    let arrival = Arrival {
        by: new.by,
        at: minute,
    };
    let row = submission::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        client_id: new.client_id,
        content: new.content.0.to_vec(),
        origin: new.origin,
        instrument: new.submission.instrument.clone(),
        instrument_version: i32::try_from(new.submission.version).unwrap_or(i32::MAX),
        place: new.submission.place.clone(),
        state: ReviewState::Received,
        before_plan: new.before_plan,
        slip_hash: new.slip.0.to_vec(),
        body: Some(Encrypted::seal(&key, &place, new.submission, ids.nonce())),
        arrival: Some(Encrypted::seal(&key, &arrived, &arrival, ids.nonce())),
        log_seq: i64::try_from(new.log_seq).unwrap_or(i64::MAX),
        corrects: new.corrects,
        visit: None,
        received_on: minute.date_naive(),
    };
    let taken = OnConflict::columns([
        submission::Column::OrganisationId,
        submission::Column::ClientId,
    ])
    .do_nothing()
    .to_owned();
    let inserted = submission::Entity::insert(row.into_active_model())
        .on_conflict(taken)
        .exec_without_returning(txn)
        .await?;
    Ok((inserted > 0).then_some((id, number)))
}

/// What came in under an id, opened, whatever became of it.
pub async fn submission_with(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    client_id: Uuid,
) -> Result<Option<Came>, StorageError> {
    let rows = scope.rows::<submission::Entity>();
    let row = rows
        .filter(submission::Column::ClientId.eq(client_id))
        .one(conn)
        .await?;
    let opened = opened(conn, scope, master, row.into_iter().collect()).await?;
    Ok(opened.into_iter().next())
}

/// One of an audit by its number, opened.
pub async fn submission_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, number): (AuditId, i64),
) -> Result<Option<Came>, StorageError> {
    let rows = scope.rows_of::<submission::Entity>(audit);
    let row = rows
        .filter(submission::Column::Number.eq(number))
        .one(conn)
        .await?;
    let opened = opened(conn, scope, master, row.into_iter().collect()).await?;
    Ok(opened.into_iter().next())
}

/// The one of this slip, in any audit of the organisation. It is not opened.
pub async fn submission_by_slip(
    conn: &impl ConnectionTrait,
    scope: Scope,
    slip: Digest,
) -> Result<Option<SubmissionLine>, StorageError> {
    let rows = scope.rows::<submission::Entity>();
    let row = rows
        .filter(submission::Column::SlipHash.eq(slip.0.to_vec()))
        .one(conn)
        .await?;
    row.map(|row| line(&row)).transpose()
}

/// The lines of an audit, oldest first, not opened.
pub async fn submissions_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<SubmissionLine>, StorageError> {
    let rows = scope.rows_of::<submission::Entity>(audit);
    let rows = rows
        .order_by_asc(submission::Column::Number)
        .all(conn)
        .await?;
    rows.iter().map(line).collect()
}

/// All of an audit, oldest first, opened.
pub async fn submitted(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Came>, StorageError> {
    let rows = scope.rows_of::<submission::Entity>(audit);
    let rows = rows
        .order_by_asc(submission::Column::Number)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows).await
}

/// The newest of an audit, opened: of one state or of all, those before a number, so many at most.
pub async fn newest_submissions(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
    (state, before, most): (Option<ReviewState>, Option<i64>, u64),
) -> Result<Vec<Came>, StorageError> {
    let mut rows = scope.rows_of::<submission::Entity>(audit);
    if let Some(state) = state {
        rows = rows.filter(submission::Column::State.eq(state));
    }
    if let Some(before) = before {
        rows = rows.filter(submission::Column::Number.lt(before));
    }
    let rows = rows
        .order_by_desc(submission::Column::Number)
        .limit(most)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows).await
}

/// Some of an audit by their numbers, newest first, opened.
pub async fn submissions_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, numbers): (AuditId, &[i64]),
) -> Result<Vec<Came>, StorageError> {
    let mut all = Vec::new();
    // The limit of one statement is far above this.
    for some in numbers.chunks(1_000) {
        let rows = scope.rows_of::<submission::Entity>(audit);
        let rows = rows
            .filter(submission::Column::Number.is_in(some.iter().copied()))
            .all(conn)
            .await?;
        all.extend(opened(conn, scope, master, rows).await?);
    }
    all.sort_by_key(|came| std::cmp::Reverse(came.line.number));
    Ok(all)
}

/// The one of this slip in whichever organisation, with whose it is: whoever holds a slip belongs to none. It is not
/// opened.
pub async fn slip_anywhere(
    conn: &impl ConnectionTrait,
    slip: Digest,
) -> Result<Option<(Scope, SubmissionLine)>, StorageError> {
    let rows = submission::Entity::find();
    let row = rows
        .filter(submission::Column::SlipHash.eq(slip.0.to_vec()))
        .one(conn)
        .await?;
    row.map(|row| Ok((Scope::of(row.organisation_id), line(&row)?)))
        .transpose()
}

/// Says how far checking is, and which visit of the audit it became.
pub async fn set_state(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubmissionId,
    (state, visit): (ReviewState, Option<&Code>),
) -> Result<(), StorageError> {
    scope
        .changes::<submission::Entity>()
        .filter(submission::Column::Id.eq(id))
        .col_expr(submission::Column::State, Expr::value(state))
        .col_expr(submission::Column::Visit, Expr::value(visit.cloned()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes away what was sent and by whom. That something came in, and on which day, stays.
pub async fn erase_submission(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubmissionId,
) -> Result<(), StorageError> {
    scope
        .changes::<submission::Entity>()
        .filter(submission::Column::Id.eq(id))
        .col_expr(submission::Column::Body, Expr::value(None::<Vec<u8>>))
        .col_expr(submission::Column::Arrival, Expr::value(None::<Vec<u8>>))
        .col_expr(
            submission::Column::State,
            Expr::value(ReviewState::Withdrawn),
        )
        .exec(txn)
        .await?;
    Ok(())
}

async fn opened(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    rows: Vec<submission::Model>,
) -> Result<Vec<Came>, StorageError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(conn, scope, master).await?;
    let opened = rows.into_iter().map(|row| {
        let place = scope.place(row.id.as_uuid(), "submission.body");
        let arrived = scope.place(row.id.as_uuid(), "submission.arrival");
        let mut line = line(&row)?;
        let submission = row.body.map(|body| body.open(&key, &place)).transpose()?;
        let arrival = row.arrival.map(|sealed| sealed.open(&key, &arrived));
        let arrival = arrival.transpose()?;
        if let Some(arrival) = &arrival {
            line.received_at = arrival.at;
        }
        Ok(Came {
            line,
            submission,
            by: arrival.map(|arrival| arrival.by),
        })
    });
    opened.collect()
}

fn line(row: &submission::Model) -> Result<SubmissionLine, StorageError> {
    Ok(SubmissionLine {
        id: row.id,
        audit: row.audit_id,
        number: row.number,
        client_id: row.client_id,
        content: digest_of(&row.content)?,
        origin: row.origin,
        instrument: (
            row.instrument.clone(),
            row.instrument_version.unsigned_abs(),
        ),
        place: row.place.clone(),
        state: row.state,
        before_plan: row.before_plan,
        log_seq: row.log_seq.unsigned_abs(),
        corrects: row.corrects,
        visit: row.visit.clone(),
        received_at: row.received_on.and_time(NaiveTime::MIN).and_utc(),
    })
}
