//! What came in from the field. It is kept as it came in; what is corrected is a further one that names the first.

use chrono::{DateTime, DurationRound, NaiveTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::keyed::{Keyed, opened};
use super::queue::count_came;
use super::words::{Arrival, Origin};
use crate::db::blob::digest_of;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::submission;
use crate::db::id::SubmissionId;
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::intake::Submission;
use crate::domain::keys::{MasterKey, OrganisationKey};
use crate::domain::log::Digest;
use crate::domain::review::ReviewState;

/// Where what was sent stands.
const BODY: &str = "submission.body";
/// Where it stands who brought it in, and when.
const ARRIVAL: &str = "submission.arrival";

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

/// Keeps what comes in, sealed with the key of the organisation; `None` where the id under which it was sent is taken.
pub async fn add_submission(
    txn: &DatabaseTransaction,
    scope: Scope,
    key: &OrganisationKey,
    (audit, new): (AuditId, NewSubmission<'_>),
    ids: &mut dyn IdSource,
) -> Result<Option<SubmissionLine>, StorageError> {
    let number = take_numbers(txn, scope, Series::Submission, 1).await?;
    let id = SubmissionId::new(ids);
    let place = scope.place(id.as_uuid(), BODY);
    let now = ids.now();
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    let arrived = scope.place(id.as_uuid(), ARRIVAL);
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
        body: Some(Encrypted::seal(key, &place, new.submission, ids.nonce())),
        arrival: Some(Encrypted::seal(key, &arrived, &arrival, ids.nonce())),
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
    let line = SubmissionLine {
        received_at: minute,
        ..line(&row)?
    };
    let inserted = submission::Entity::insert(row.into_active_model())
        .on_conflict(taken)
        .exec_without_returning(txn)
        .await?;
    if inserted == 0 {
        return Ok(None);
    }
    count_came(txn, scope, (audit, line.state), 1).await?;
    Ok(Some(line))
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
    let opened = opened(conn, scope, master, row.into_iter().collect(), came).await?;
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
    let opened = opened(conn, scope, master, row.into_iter().collect(), came).await?;
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
    opened(conn, scope, master, rows, came).await
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
        all.extend(opened(conn, scope, master, rows, came).await?);
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
    moved(txn, scope, id, state).await?;
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
    moved(txn, scope, id, ReviewState::Withdrawn).await?;
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

pub(super) fn came(row: submission::Model, keyed: &Keyed) -> Result<Came, StorageError> {
    let at = |field| (row.id.as_uuid(), field);
    let mut line = line(&row)?;
    let submission = keyed.open_some(at(BODY), row.body.as_ref())?;
    let arrival = keyed.open_some(at(ARRIVAL), row.arrival.as_ref())?;
    if let Some(arrival) = &arrival {
        line.received_at = arrival.at;
    }
    Ok(Came {
        line,
        submission,
        by: arrival.map(|arrival| arrival.by),
    })
}

/// Counts one that becomes something else there, and no longer where it was.
async fn moved(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubmissionId,
    to: ReviewState,
) -> Result<(), StorageError> {
    let now = scope
        .rows::<submission::Entity>()
        .filter(submission::Column::Id.eq(id))
        .select_only()
        .columns([submission::Column::AuditId, submission::Column::State])
        .into_tuple::<(AuditId, ReviewState)>();
    if let Some((audit, from)) = now.one(txn).await?.filter(|(_, from)| *from != to) {
        count_came(txn, scope, (audit, from), -1).await?;
        count_came(txn, scope, (audit, to), 1).await?;
    }
    Ok(())
}

pub(super) fn line(row: &submission::Model) -> Result<SubmissionLine, StorageError> {
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
