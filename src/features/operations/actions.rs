//! What an operator can do: see whether the program is well, what waits, what failed, and send dead mail again.

use std::io::Write as _;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use crate::db::blob::bytes_of;
use crate::db::health::{answers, newest_schema, size_in_bytes};
use crate::db::job::{
    JobLine, JobState, jobs_by_state, open_jobs_of, remove_dead_jobs, waiting_since,
};
use crate::db::mail::{MailState, StoredMail, mails_by_state, unsent_mails_of};
use crate::db::organisation::all_organisations;
use crate::db::{MailId, Scope, StorageError, write};
use crate::domain::actor::Permission;
use crate::infra::app::{App, Ctx, Forbidden};
use crate::infra::mail::{MailError, resend};

/// How many lines of a list are shown.
pub const MOST_LINES: u64 = 100;

/// Why an operator does not get what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// Not open to the actor.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A mail.
    #[error(transparent)]
    Mail(#[from] MailError),
}

/// How one organisation's part of the program stands, and the program as a whole.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Jobs by state.
    pub jobs: Vec<(JobState, u64)>,
    /// Since when the job that has been due longest has been due.
    pub waiting_since: Option<DateTime<Utc>>,
    /// Jobs that are not done.
    pub open_jobs: Vec<JobLine>,
    /// Mails by state.
    pub mails: Vec<(MailState, u64)>,
    /// Mails that were not sent, their contents sealed.
    pub unsent: Vec<StoredMail>,
    /// Whether the settings say how mail is sent.
    pub mail_is_on: bool,
    /// Bytes of the whole database.
    pub database_bytes: u64,
    /// Bytes of the stored files of the organisation, and how many it may have.
    pub stored: (u64, u64),
    /// The newest schema that the program knows.
    pub schema: String,
    /// Migrations that have not run.
    pub pending: Vec<String>,
    /// What [`readiness`] says.
    pub checks: Vec<Check>,
}

/// One thing that must be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// What: `database`, `schema`, `disk`.
    pub what: &'static str,
    /// Whether it is.
    pub in_order: bool,
}

/// Figures of the running program over all organisations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Jobs by state.
    pub jobs: Vec<(&'static str, u64)>,
    /// Mails by state.
    pub mails: Vec<(&'static str, u64)>,
    /// Seconds for which the job that has been due longest has been due.
    pub longest_wait: u64,
    /// Bytes of the whole database.
    pub database_bytes: u64,
}

/// How things stand.
pub async fn overview(ctx: &Ctx) -> Result<Overview, OperationError> {
    ctx.require(Permission::Operate)?;
    let (db, scope) = (&ctx.app.db, ctx.scope);
    Ok(Overview {
        jobs: jobs_by_state(db.reads(), scope).await?,
        waiting_since: waiting_since(db.reads(), scope, ctx.now).await?,
        open_jobs: open_jobs_of(db.reads(), scope, MOST_LINES).await?,
        mails: mails_by_state(db.reads(), scope).await?,
        unsent: unsent_mails_of(db.reads(), scope, MOST_LINES).await?,
        mail_is_on: ctx.app.config.mail.is_some(),
        database_bytes: size_in_bytes(db).await?,
        stored: (
            bytes_of(db.reads(), scope).await?,
            ctx.app.config.storage.organisation,
        ),
        schema: newest_schema(),
        pending: db.pending_migrations().await?,
        checks: readiness(&ctx.app).await,
    })
}

/// Whether the program can serve: the database answers, its schema is this program's, the disk takes data.
pub async fn readiness(app: &Arc<App>) -> Vec<Check> {
    let database = answers(&app.db).await.is_ok();
    let schema = database && app.db.require_migrated().await.is_ok();
    vec![
        Check {
            what: "database",
            in_order: database,
        },
        Check {
            what: "schema",
            in_order: schema,
        },
        Check {
            what: "disk",
            in_order: disk_takes_data(app).await,
        },
    ]
}

/// Writes a small file into the data folder. It has no name, so nothing is left behind whatever becomes of this. Where
/// data is kept elsewhere and there is no such folder, nothing has to be written.
async fn disk_takes_data(app: &Arc<App>) -> bool {
    let folder = app.config.data.clone();
    let is_elsewhere = app.config.database.is_some();
    let tried = tokio::task::spawn_blocking(move || {
        if is_elsewhere && !folder.exists() {
            return true;
        }
        let written = tempfile::tempfile_in(&folder).and_then(|mut file| file.write_all(&[0; 512]));
        written.is_ok()
    });
    tried.await.unwrap_or(false)
}

/// What [`readiness`] said last. Anyone may ask, so it is looked once for all who ask within a few seconds, by one at a
/// time.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<Mutex<Option<Seen>>>);

/// When it was looked, and what was seen.
type Seen = (DateTime<Utc>, Vec<Check>);

impl Readiness {
    /// How long a result is used.
    pub const KEPT: TimeDelta = TimeDelta::seconds(5);

    /// Whether the program can serve.
    pub async fn checks(&self, app: &Arc<App>) -> Vec<Check> {
        let (last, app) = (Arc::clone(&self.0), Arc::clone(app));
        // In a task of its own: who goes away before the answer does not let a second one look beside the first.
        let looked = tokio::spawn(async move {
            let mut last = last.lock().await;
            let now = app.surroundings.now();
            if let Some((at, checks)) = &*last
                && (*at..*at + Self::KEPT).contains(&now)
            {
                return checks.clone();
            }
            let checks = readiness(&app).await;
            *last = Some((now, checks.clone()));
            checks
        });
        let broken = Check {
            what: "readiness",
            in_order: false,
        };
        looked.await.unwrap_or_else(|_| vec![broken])
    }
}

/// The figures, over all organisations.
pub async fn figures(ctx: &Ctx) -> Result<Figures, OperationError> {
    ctx.require(Permission::Watch)?;
    let conn = ctx.app.db.reads();
    let mut figures = Figures {
        jobs: JobState::ALL.map(|state| (state.word(), 0)).to_vec(),
        mails: MailState::ALL.map(|state| (state.word(), 0)).to_vec(),
        longest_wait: 0,
        database_bytes: size_in_bytes(&ctx.app.db).await?,
    };
    for organisation in all_organisations(conn).await? {
        let scope = Scope::of(organisation.id);
        let jobs = jobs_by_state(conn, scope).await?;
        for (sum, (_, count)) in figures.jobs.iter_mut().zip(jobs) {
            sum.1 += count;
        }
        let mails = mails_by_state(conn, scope).await?;
        for (sum, (_, count)) in figures.mails.iter_mut().zip(mails) {
            sum.1 += count;
        }
        if let Some(since) = waiting_since(conn, scope, ctx.now).await? {
            let seconds = u64::try_from((ctx.now - since).num_seconds()).unwrap_or(0);
            figures.longest_wait = figures.longest_wait.max(seconds);
        }
    }
    Ok(figures)
}

/// Puts dead mail back among what waits; false where there is no such dead mail.
pub async fn send_again(ctx: &Ctx, id: MailId) -> Result<bool, OperationError> {
    ctx.require(Permission::Operate)?;
    let revived = write(&ctx.app.db, async |txn| resend(txn, ctx, id).await);
    Ok(revived.await?)
}

/// Takes away what tells of jobs that failed for good, once somebody has seen to them; how many there were. Dead mail
/// stays, and can still be sent again.
pub async fn clear_dead_jobs(ctx: &Ctx) -> Result<u64, OperationError> {
    ctx.require(Permission::Operate)?;
    let cleared = write(&ctx.app.db, async |txn| {
        remove_dead_jobs(txn, ctx.scope).await
    });
    Ok(cleared.await?)
}
