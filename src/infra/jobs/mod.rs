//! Work that is done later: what a kind of job is, how it is queued, and how one of them is run. Not the loop that
//! runs them while the program serves; that is the server's.
//!
//! * a [`Job`] is one kind of work: a name, a payload, `run`
//! * [`queue`] puts one into the transaction of the change that causes it
//! * [`Jobs`] knows every kind and every [`Schedule`]; [`Jobs::run_one`] does the one that is due first
//!
//! A job runs at least once, and with two workers at most one at a time has it. A worker that dies lets its lease
//! lapse, and the job is tried again; so a job must bear being done twice.

mod kinds;
mod schedule;

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::db::job::{ClaimedJob, JobEnd, NewJob, claim_job, end_job, queue_job};
use crate::db::{JobId, Scope, StorageError, write};
use crate::domain::actor::Actor;
use crate::domain::retry::Retry;

use super::app::{App, Ctx};

use kinds::Kind;

pub use kinds::Jobs;
pub use schedule::Schedule;

/// How long a worker holds a job.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How long a run may take, from the instant at which its lease began. What takes longer is stopped and tried again; the
/// rest of the lease is for stopping it and for noting how it ended, before another worker may have the job.
pub const LONGEST_RUN: Duration = Duration::from_secs(270);

/// How long it may take to stop a run.
const STOPPING: Duration = Duration::from_secs(5);

/// One kind of work.
pub trait Job: Send + Sync + 'static {
    /// Its name in the table of jobs: `mail.deliver`.
    const NAME: &'static str;
    /// How often and how late it is tried again.
    const RETRY: Retry = Retry::USUAL;
    /// What one job of this kind is about: ids, and nothing personal.
    type Payload: Serialize + DeserializeOwned + Send + 'static;

    /// Does it. A panic counts as a failure to be tried again.
    fn run(&self, job: &JobCtx, payload: Self::Payload) -> impl Future<Output = Outcome> + Send;

    /// Told when a job of this kind is dead without having said so itself: its last try crashed, broke, took too
    /// long, or asked for another.
    fn gave_up(
        &self,
        _job: &JobCtx,
        _payload: Self::Payload,
        _reason: Reason,
    ) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }
}

/// The context of one run.
#[derive(Clone, Debug)]
pub struct JobCtx {
    /// The program acts for itself, in the organisation whose job it is.
    pub ctx: Ctx,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// Whether there is none after it.
    pub is_last: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It may succeed later.
    Retry(Reason),
    /// It never will.
    Fail(Reason),
}

/// Why something failed: a word of ours, and a number where the other side gave one. No text from outside can get
/// into it, so that none gets into the database and the logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    what: &'static str,
    number: Option<u16>,
}

impl Reason {
    /// A reason in one word: `payload-unreadable`.
    #[must_use]
    pub const fn new(what: &'static str) -> Self {
        Self { what, number: None }
    }

    /// A reason with the number that the other side gave: `smtp-550`.
    #[must_use]
    pub const fn numbered(what: &'static str, number: u16) -> Self {
        Self {
            what,
            number: Some(number),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "{}-{number}", self.what),
            None => f.write_str(self.what),
        }
    }
}

/// What [`Jobs::run_one`] did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ran {
    /// Nothing was due.
    Nothing,
    /// One job was run, or given up.
    One {
        /// Its name.
        name: String,
        /// How it ended.
        end: JobEnd,
    },
}

/// Queues work of one kind, in the transaction of the change that causes it.
pub async fn queue<J: Job>(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    payload: &J::Payload,
    run_at: DateTime<Utc>,
) -> Result<JobId, StorageError> {
    let payload = serde_json::to_value(payload)
        .map_err(|error| StorageError::Database(sea_orm::DbErr::Json(error.to_string())))?;
    let new = NewJob {
        name: J::NAME,
        payload,
        run_at,
        once: None,
    };
    // Without a name of its own nothing keeps a job out.
    let queued = queue_job(txn, ctx.scope, new, &mut ctx.ids()).await?;
    queued.ok_or(StorageError::NotThere { what: "job" })
}

impl Jobs {
    /// Does the work that is due first, of any organisation, to its end: done, queued again, or dead.
    pub async fn run_one(&self, app: &Arc<App>) -> Result<Ran, StorageError> {
        // The lease and the time of the run begin together.
        let (now, until) = (app.surroundings.now(), Instant::now() + LONGEST_RUN);
        let names = self.names();
        let Some(claimed) = claim_job(&app.db, &names, now, now + LEASE).await? else {
            return Ok(Ran::Nothing);
        };
        let Some(kind) = self.kind(&claimed.name) else {
            // Only names of ours are claimed.
            return Err(StorageError::NotThere { what: "job" });
        };
        let job = JobCtx {
            ctx: context(app, claimed.scope, now),
            attempt: claimed.attempts,
            is_last: claimed.attempts >= kind.retry().tries,
        };
        let outcome = if claimed.attempts > kind.retry().tries {
            Outcome::Fail(CRASHED)
        } else {
            run_guarded(&kind, &job, &claimed, until).await
        };
        let now = app.surroundings.now();
        let end = ended(outcome, claimed.attempts, kind.retry(), now, chance(app));
        let was_ours = write(&app.db, async |txn| {
            end_job(txn, &claimed, end.clone(), now).await
        })
        .await?;
        // Where another worker has it by now, that one says how it ended.
        if let (true, JobEnd::Dead { code }) = (was_ours, &end) {
            anstream::eprintln!(
                "attention: the job {} failed for good: {code}",
                claimed.name
            );
            if let Some(reason) = untold(outcome) {
                kind.gave_up(job, claimed.payload.clone(), reason).await;
            }
        }
        Ok(Ran::One {
            name: claimed.name,
            end,
        })
    }
}

/// The last try ended with the worker that had it.
const CRASHED: Reason = Reason::new("worker-crashed");

/// Runs a job in a task of its own, so that a panic ends the job and not the worker, and not longer than until then.
async fn run_guarded(
    kind: &Arc<dyn Kind>,
    job: &JobCtx,
    claimed: &ClaimedJob,
    until: Instant,
) -> Outcome {
    let run = Arc::clone(kind).run(job.clone(), claimed.payload.clone());
    let mut running = tokio::spawn(run);
    match tokio::time::timeout_at(until, &mut running).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_panicked)) => Outcome::Retry(Reason::new("panicked")),
        Err(_elapsed) => {
            running.abort();
            let _ = tokio::time::timeout(STOPPING, running).await;
            Outcome::Retry(Reason::new("took-too-long"))
        }
    }
}

/// Why a job died, where it did not say so itself.
fn untold(outcome: Outcome) -> Option<Reason> {
    match outcome {
        Outcome::Retry(reason) => Some(reason),
        Outcome::Fail(reason) if reason == CRASHED => Some(reason),
        Outcome::Fail(_) | Outcome::Done => None,
    }
}

/// The program acts for itself: no person is behind a job that runs.
fn context(app: &Arc<App>, scope: Scope, now: DateTime<Utc>) -> Ctx {
    Ctx {
        now,
        ..Ctx::begin(Arc::clone(app), Actor::Console, scope)
    }
}

fn chance(app: &App) -> u64 {
    let seed = app.surroundings.seed();
    seed.iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn ended(outcome: Outcome, attempts: u32, retry: Retry, now: DateTime<Utc>, chance: u64) -> JobEnd {
    match outcome {
        Outcome::Done => JobEnd::Done,
        Outcome::Fail(reason) => JobEnd::Dead {
            code: reason.to_string(),
        },
        Outcome::Retry(reason) => {
            let code = reason.to_string();
            let wait = retry.wait(attempts, chance);
            let wait = wait.map(|seconds| i64::try_from(seconds).unwrap_or(i64::MAX / 1_000));
            match wait.and_then(TimeDelta::try_seconds) {
                Some(wait) => JobEnd::Again {
                    at: now + wait,
                    code,
                },
                None => JobEnd::Dead { code },
            }
        }
    }
}
