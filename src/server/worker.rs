//! The work that waits, done while the program serves: which kinds of jobs there are, and the loop that runs them.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::db::Scope;
use crate::features::log::jobs::SignHead;
use crate::features::replies::Replies;
use crate::features::replies::jobs::{LookAtRounds, Served, TellRechecks};
use crate::features::replies::weekly::TellWeekly;
use crate::features::visits::jobs::DropLapsed;
use crate::infra::app::App;
use crate::infra::http::{Reach, Web};
use crate::infra::jobs::{Jobs, Ran, Schedule};
use crate::infra::mail::{
    Deliver, Delivery, Letters, MailError, Mailbox, Outbox, Sealing, Tidy, Transport,
};
use crate::infra::telling::{Post, Tell};

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How long to rest where the database does not answer.
const REST: Duration = Duration::from_secs(10);
/// When what was done long ago is taken away: at night, in UTC.
const TIDYING: &str = "17 3 * * *";
/// When the head of the log is signed, where the log has grown, and files that nobody sends any more are given up.
const SIGNING: &str = "4 * * * *";

/// When it is looked who is to be reminded, and who has not answered by the date: every hour, after midnight first.
const REPLIES: &str = "9 * * * *";
/// When it is told of looks that are due: in the morning, in UTC.
const LOOKS: &str = "17 5 * * *";
/// When it is told what waits: on Monday morning, in UTC.
const WEEKLY: &str = "31 5 * * 1";

/// Every kind of job. `home` is the part of the server's own organisation, where people stand.
pub fn jobs(
    app: &Arc<App>,
    home: Scope,
    sealing: impl Sealing + 'static,
) -> Result<Jobs, MailError> {
    let sealing: Arc<dyn Sealing> = Arc::new(sealing);
    let replies = Replies {
        web: Web::new(Arc::clone(app), home),
        outbox: outbox(app, Arc::clone(&sealing)),
    };
    let at = |when| Schedule::parse(when).map_err(MailError::Settings);
    let nightly = Schedule::parse(TIDYING).map_err(MailError::Settings)?;
    let hourly = Schedule::parse(SIGNING).map_err(MailError::Settings)?;
    let jobs = Jobs::default()
        .with_scheduled(Tidy, nightly)
        .with_scheduled(SignHead, hourly.clone())
        .with_scheduled(DropLapsed, hourly)
        .with_scheduled(LookAtRounds(replies.clone()), at(REPLIES)?)
        .with_scheduled(TellRechecks(replies.clone()), at(LOOKS)?)
        .with(Tell(Post {
            web: replies.web.clone(),
            outbox: replies.outbox.clone(),
        }))
        .with_scheduled(TellWeekly(replies), at(WEEKLY)?)
        .with(Served);
    Ok(match delivery(app)? {
        Some(delivery) => jobs.with(Deliver::new(outbox(app, sealing), delivery)),
        None => jobs,
    })
}

/// The outbox of the program.
pub fn outbox(app: &App, sealing: Arc<dyn Sealing>) -> Outbox {
    let reach = Reach::of(&app.config).unwrap_or_default();
    let host = reach.origin().map(|origin| origin.host().to_owned());
    Outbox::new(Letters::new(app.words), sealing, host.as_deref())
}

/// How the settings say that mail is sent; none where they do not.
pub fn delivery(app: &App) -> Result<Option<Delivery>, MailError> {
    let Some(settings) = &app.config.mail else {
        return Ok(None);
    };
    let reach = Reach::of(&app.config).map_err(MailError::Settings)?;
    Ok(Some(Delivery {
        from: Mailbox::parse("from", &settings.from)?,
        transport: Transport::of(settings, reach.origin().map(|origin| origin.host()))?,
    }))
}

/// Runs what is due, one after the other, until it is told to stop; then it ends what it is at.
pub async fn work(app: Arc<App>, jobs: Jobs, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        let rest = match one(&app, &jobs).await {
            Ok(true) => continue,
            Ok(false) => LOOK,
            Err(error) => {
                anstream::eprintln!("error: jobs: {error}");
                REST
            }
        };
        tokio::select! {
            changed = stop.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Queues what comes round and runs one job; whether there was one.
async fn one(app: &Arc<App>, jobs: &Jobs) -> Result<bool, crate::db::StorageError> {
    let ran = jobs.run_one(app).await?;
    if ran == Ran::Nothing {
        return Ok(jobs.queue_due(app).await? > 0);
    }
    Ok(true)
}
