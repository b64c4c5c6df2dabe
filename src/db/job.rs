//! Work that waits to be done: queued in the transaction of the change that causes it, claimed with a lease, ended
//! once. What the work is, [`crate::infra`] knows.
//!
//! Every job belongs to an organisation. [`claim_job`] alone looks at the work of all of them, since a worker serves
//! all; what it hands out carries the [`Scope`] in which the work is done.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::{Deserialize, Serialize};

use super::columns::{Instant, Json};
use super::entity::job;
use super::{Db, IdSource, JobId, OrganisationId, Scope, StorageError, write};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It waits for its time.
    Queued,
    /// A worker has it, until its lease ends.
    Running,
    /// It is done.
    Done,
    /// It failed for good, or too often.
    Dead,
}

impl JobState {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Running, Self::Done, Self::Dead];

    /// The word of the state: `queued`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    /// Whether a job can go from here to there. A running job is running again when its lease has lapsed.
    #[must_use]
    pub fn can_become(self, next: Self) -> bool {
        match self {
            Self::Queued => next == Self::Running,
            Self::Running => true,
            Self::Done | Self::Dead => false,
        }
    }
}

/// Work to be queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its name, by which a worker knows what to do.
    pub name: &'static str,
    /// What it is about: ids, and nothing personal.
    pub payload: serde_json::Value,
    /// Not before this instant.
    pub run_at: DateTime<Utc>,
    /// A name under which the organisation queues it once only.
    pub once: Option<String>,
}

/// A job that a worker has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Its id.
    pub id: JobId,
    /// In whose part of the database.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub payload: serde_json::Value,
    /// How often it was claimed, this time included.
    pub attempts: u32,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// It is done.
    Done,
    /// It is to be tried again.
    Again {
        /// Not before this instant.
        at: DateTime<Utc>,
        /// Why, as a code.
        code: String,
    },
    /// It failed for good.
    Dead {
        /// Why, as a code.
        code: String,
    },
}

/// One line of a list of jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Its id.
    pub id: JobId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: JobState,
    /// Not before this instant.
    pub run_at: DateTime<Utc>,
    /// How often it was claimed.
    pub attempts: u32,
    /// Why it failed last, as a code.
    pub last_error: Option<String>,
}

/// Queues work; `None` where work of the same `once` name is there already.
pub async fn queue_job(
    txn: &DatabaseTransaction,
    scope: Scope,
    new: NewJob,
    ids: &mut dyn IdSource,
) -> Result<Option<JobId>, StorageError> {
    let id = JobId::new(ids);
    let row = job::Model {
        id,
        organisation_id: scope.organisation(),
        name: new.name.to_owned(),
        payload: Json(new.payload),
        state: JobState::Queued,
        run_at: new.run_at.into(),
        attempts: 0,
        lease_until: None,
        last_error: None,
        once: new.once,
        queued_at: ids.now().into(),
        ended_at: None,
    };
    let once = OnConflict::columns([job::Column::OrganisationId, job::Column::Once])
        .do_nothing()
        .to_owned();
    let inserted = job::Entity::insert(row.into_active_model())
        .on_conflict(once)
        .exec_without_returning(txn)
        .await?;
    Ok((inserted > 0).then_some(id))
}

/// Which of these `once` names were queued before, with the organisation of each.
pub async fn queued_once(
    conn: &impl ConnectionTrait,
    names: &[String],
) -> Result<BTreeSet<(OrganisationId, String)>, StorageError> {
    let rows = job::Entity::find()
        .filter(job::Column::Once.is_in(names.iter().cloned()))
        .all(conn)
        .await?;
    let named = rows
        .into_iter()
        .filter_map(|row| Some((row.organisation_id, row.once?)));
    Ok(named.collect())
}

/// The work that is due first, of any organisation: queued and due, or left behind by a worker whose lease ended.
fn due(names: &[&str], now: Instant) -> Select<job::Entity> {
    let waiting = Condition::all()
        .add(job::Column::State.eq(JobState::Queued))
        .add(job::Column::RunAt.lte(now));
    let left_behind = Condition::all()
        .add(job::Column::State.eq(JobState::Running))
        .add(job::Column::LeaseUntil.lt(now));
    job::Entity::find()
        .filter(Condition::any().add(waiting).add(left_behind))
        .filter(job::Column::Name.is_in(names.iter().copied()))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
}

/// Takes the work that is due first and holds it until `lease_until`. Work of a name that the worker does not know
/// is left to a worker that does.
pub async fn claim_job(
    db: &Db,
    names: &[&str],
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<ClaimedJob>, StorageError> {
    let now = Instant::from(now);
    // A look without a lock: most of the time there is nothing to do.
    if due(names, now).one(db.reads()).await?.is_none() {
        return Ok(None);
    }
    write(db, async |txn| {
        // On SQLite the transaction is the only writer; on PostgreSQL each worker locks a row that no other has.
        let found = due(names, now)
            .limit(1)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(txn)
            .await?;
        let Some(row) = found else { return Ok(None) };
        let attempts = row.attempts.saturating_add(1);
        held(row.id, row.attempts)
            .col_expr(job::Column::State, Expr::value(JobState::Running))
            .col_expr(job::Column::Attempts, Expr::value(attempts))
            .col_expr(
                job::Column::LeaseUntil,
                Expr::value(Instant::from(lease_until)),
            )
            .exec(txn)
            .await?;
        Ok(Some(ClaimedJob {
            id: row.id,
            scope: Scope::of(row.organisation_id),
            name: row.name,
            payload: row.payload.0,
            attempts: count(attempts),
        }))
    })
    .await
}

/// A change of one job as this attempt knows it.
fn held(id: JobId, attempts: i32) -> sea_orm::UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::Attempts.eq(attempts))
}

/// Ends an attempt. False where the lease lapsed and another worker has the job: then nothing is changed.
pub async fn end_job(
    txn: &DatabaseTransaction,
    claimed: &ClaimedJob,
    end: JobEnd,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let now = Instant::from(now);
    let (state, run_at, code, ended) = match end {
        JobEnd::Done => (JobState::Done, None, None, Some(now)),
        JobEnd::Again { at, code } => (JobState::Queued, Some(Instant::from(at)), Some(code), None),
        JobEnd::Dead { code } => (JobState::Dead, None, Some(code), Some(now)),
    };
    let attempts = i32::try_from(claimed.attempts).unwrap_or(i32::MAX);
    let mut change = held(claimed.id, attempts)
        .filter(job::Column::OrganisationId.eq(claimed.scope.organisation()))
        .filter(job::Column::State.eq(JobState::Running))
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::LeaseUntil, Expr::value(None::<Instant>))
        .col_expr(job::Column::LastError, Expr::value(code))
        .col_expr(job::Column::EndedAt, Expr::value(ended));
    if let Some(run_at) = run_at {
        change = change.col_expr(job::Column::RunAt, Expr::value(run_at));
    }
    Ok(change.exec(txn).await?.rows_affected > 0)
}

/// How many jobs of the organisation stand where; a state that none is in is told as zero.
pub async fn jobs_by_state(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<(JobState, u64)>, StorageError> {
    let mut counts = Vec::new();
    for state in JobState::ALL {
        let of_state = scope
            .rows::<job::Entity>()
            .filter(job::Column::State.eq(state));
        counts.push((state, of_state.count(conn).await?));
    }
    Ok(counts)
}

/// Jobs of the organisation that are not done, those that died first, then by the time at which they are due.
pub async fn open_jobs_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    most: u64,
) -> Result<Vec<JobLine>, StorageError> {
    let rows = scope
        .rows::<job::Entity>()
        .filter(job::Column::State.ne(JobState::Done))
        .order_by_asc(job::Column::State)
        .order_by_asc(job::Column::RunAt)
        .limit(most)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

/// Since when the job that has been due longest has been due.
pub async fn waiting_since(
    conn: &impl ConnectionTrait,
    scope: Scope,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StorageError> {
    let oldest = scope
        .rows::<job::Entity>()
        .filter(job::Column::State.eq(JobState::Queued))
        .filter(job::Column::RunAt.lte(Instant::from(now)))
        .order_by_asc(job::Column::RunAt)
        .one(conn)
        .await?;
    Ok(oldest.map(|row| row.run_at.utc()))
}

/// Takes away the organisation's jobs that were done before an instant; says how many.
pub async fn remove_done_jobs(
    txn: &DatabaseTransaction,
    scope: Scope,
    before: DateTime<Utc>,
) -> Result<u64, StorageError> {
    let removed = scope
        .removal::<job::Entity>()
        .filter(job::Column::State.eq(JobState::Done))
        .filter(job::Column::EndedAt.lt(Instant::from(before)))
        .exec(txn)
        .await?;
    Ok(removed.rows_affected)
}

/// Takes away what tells of jobs that failed for good; how many there were.
pub async fn remove_dead_jobs(
    txn: &DatabaseTransaction,
    scope: Scope,
) -> Result<u64, StorageError> {
    let removed = scope
        .removal::<job::Entity>()
        .filter(job::Column::State.eq(JobState::Dead))
        .exec(txn)
        .await?;
    Ok(removed.rows_affected)
}

fn line(row: job::Model) -> JobLine {
    JobLine {
        id: row.id,
        name: row.name,
        state: row.state,
        run_at: row.run_at.utc(),
        attempts: count(row.attempts),
        last_error: row.last_error,
    }
}

/// What was stored came from a count, so it is not below zero.
fn count(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}
