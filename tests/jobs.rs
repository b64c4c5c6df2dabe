//! Jobs on both engines: each is run once, tried again with patience, and ends as done or dead, whatever happens to
//! the worker.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use groundtruth::db::job::{JobEnd, JobState, jobs_by_state, open_jobs_of};
use groundtruth::db::{Scope, StorageError, write};
use groundtruth::domain::retry::Retry;
use groundtruth::infra::jobs::{Job, JobCtx, Jobs, LEASE, Outcome, Ran, Reason, Schedule, queue};
use groundtruth::infra::mail::Tidy;

use crate::support::clock::TestClock;
use crate::support::station::Station;

/// What was run, and in whose part of the database.
type Runs = Arc<Mutex<Vec<(u32, Scope)>>>;

/// Notes what it was run with, and ends as it is told to.
struct Noting {
    runs: Runs,
    outcome: fn(u32) -> Outcome,
}

impl Noting {
    fn new(outcome: fn(u32) -> Outcome) -> (Self, Runs) {
        let runs = Arc::new(Mutex::new(Vec::new()));
        let job = Self {
            runs: Arc::clone(&runs),
            outcome,
        };
        (job, runs)
    }
}

impl Job for Noting {
    const NAME: &'static str = "test.note";
    const RETRY: Retry = Retry {
        tries: 3,
        first_wait: 60,
        longest_wait: 600,
    };
    type Payload = u32;

    async fn run(&self, job: &JobCtx, payload: u32) -> Outcome {
        self.runs.lock().unwrap().push((payload, job.ctx.scope));
        // Lets the others in.
        tokio::task::yield_now().await;
        (self.outcome)(job.attempt)
    }
}

/// Breaks each time, and notes that it was given up.
struct Breaking(Arc<Mutex<Vec<String>>>);

impl Job for Breaking {
    const NAME: &'static str = "test.break";
    const RETRY: Retry = Retry {
        tries: 2,
        first_wait: 1,
        longest_wait: 1,
    };
    type Payload = u32;

    async fn run(&self, job: &JobCtx, _payload: u32) -> Outcome {
        assert!(job.is_last, "broken");
        Outcome::Retry(Reason::new("not-yet"))
    }

    async fn gave_up(&self, _job: &JobCtx, payload: u32, reason: Reason) {
        self.0.lock().unwrap().push(format!("{payload} {reason}"));
    }
}

/// Waits until it is let go.
struct Waiting(Arc<tokio::sync::Notify>, Arc<tokio::sync::Notify>);

impl Job for Waiting {
    const NAME: &'static str = "test.wait";
    type Payload = u32;

    async fn run(&self, _job: &JobCtx, _payload: u32) -> Outcome {
        self.0.notify_one();
        self.1.notified().await;
        Outcome::Done
    }
}

/// Has one try, sleeps through its lease, and another worker takes it.
struct Losing(TestClock, Arc<Mutex<bool>>);

impl Job for Losing {
    const NAME: &'static str = "test.lose";
    const RETRY: Retry = Retry {
        tries: 1,
        first_wait: 1,
        longest_wait: 1,
    };
    type Payload = u32;

    async fn run(&self, job: &JobCtx, _payload: u32) -> Outcome {
        self.0.advance(LEASE + TimeDelta::seconds(1));
        let (db, now) = (&job.ctx.app.db, job.ctx.app.surroundings.now());
        let taken = groundtruth::db::job::claim_job(db, &[Self::NAME], now, now + LEASE).await;
        assert!(taken.unwrap().is_some());
        Outcome::Retry(Reason::new("late"))
    }

    async fn gave_up(&self, _job: &JobCtx, _payload: u32, _reason: Reason) {
        *self.1.lock().unwrap() = true;
    }
}

/// Comes round by itself.
struct Round(Arc<Mutex<u32>>);

impl Job for Round {
    const NAME: &'static str = "test.round";
    type Payload = ();

    async fn run(&self, _job: &JobCtx, (): ()) -> Outcome {
        *self.0.lock().unwrap() += 1;
        Outcome::Done
    }
}

async fn queue_some(station: &Station, how_many: u32) {
    let ctx = station.ctx();
    let queued = write(&station.app.db, async |txn| {
        for number in 0..how_many {
            queue::<Noting>(txn, &ctx, &number, ctx.now).await?;
        }
        Ok::<_, StorageError>(())
    });
    queued.await.unwrap();
}

async fn states(station: &Station) -> BTreeMap<JobState, u64> {
    let counts = jobs_by_state(station.app.db.reads(), station.scope).await;
    counts.unwrap().into_iter().collect()
}

#[tokio::test]
async fn fifty_workers_run_each_job_once() {
    for station in Station::on_each().await {
        queue_some(&station, 100).await;
        let (job, runs) = Noting::new(|_| Outcome::Done);
        let jobs = Arc::new(Jobs::default().with(job));
        let workers: Vec<_> = (0..50)
            .map(|_| {
                let (jobs, app) = (Arc::clone(&jobs), Arc::clone(&station.app));
                tokio::spawn(
                    async move { while jobs.run_one(&app).await.unwrap() != Ran::Nothing {} },
                )
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        // A worker that finds every due row locked sees nothing due; whoever holds one goes on.
        while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
        let mut numbers: Vec<_> = runs.lock().unwrap().iter().map(|run| run.0).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..100).collect::<Vec<_>>(), "{}", station.engine);
        assert_eq!(states(&station).await[&JobState::Done], 100);
    }
}

#[tokio::test]
async fn what_may_succeed_later_is_tried_again_later_and_not_for_ever() {
    for station in Station::on_each().await {
        queue_some(&station, 1).await;
        let (job, runs) = Noting::new(|_| Outcome::Retry(Reason::numbered("smtp", 451)));
        let jobs = Jobs::default().with(job);
        for attempt in 1..=3 {
            let before = station.ctx().now;
            let Ran::One { end, .. } = jobs.run_one(&station.app).await.unwrap() else {
                panic!("nothing was due at attempt {attempt}");
            };
            // What waits for its time is not run.
            assert_eq!(jobs.run_one(&station.app).await.unwrap(), Ran::Nothing);
            match end {
                JobEnd::Again { at, code } => {
                    assert_eq!(code, "smtp-451");
                    let wait = (at - before).num_seconds();
                    let whole = 60 << (attempt - 1);
                    assert!((whole / 2..=whole).contains(&wait), "{wait}");
                    station.clock.advance(TimeDelta::seconds(wait));
                }
                other => assert_eq!(
                    (attempt, other),
                    (
                        3,
                        JobEnd::Dead {
                            code: "smtp-451".to_owned()
                        }
                    )
                ),
            }
        }
        station.clock.advance(TimeDelta::days(30));
        assert_eq!(jobs.run_one(&station.app).await.unwrap(), Ran::Nothing);
        assert_eq!(runs.lock().unwrap().len(), 3);
        let open = open_jobs_of(station.app.db.reads(), station.scope, 10)
            .await
            .unwrap();
        assert_eq!((open[0].state, open[0].attempts), (JobState::Dead, 3));
        assert_eq!(open[0].last_error.as_deref(), Some("smtp-451"));
    }
}

#[tokio::test]
async fn a_failure_for_good_is_not_tried_again_and_a_panic_is() {
    let station = Station::on_sqlite().await;
    queue_some(&station, 1).await;
    let (job, _) = Noting::new(|_| Outcome::Fail(Reason::new("gone")));
    Jobs::default()
        .with(job)
        .run_one(&station.app)
        .await
        .unwrap();
    assert_eq!(states(&station).await[&JobState::Dead], 1);

    queue_some(&station, 1).await;
    let (job, _) = Noting::new(|attempt| {
        assert!(attempt > 1, "the first try breaks");
        Outcome::Done
    });
    let jobs = Jobs::default().with(job);
    let ran = jobs.run_one(&station.app).await.unwrap();
    assert!(
        matches!(&ran, Ran::One { end: JobEnd::Again { code, .. }, .. } if code == "panicked"),
        "{ran:?}"
    );
    station.clock.advance(TimeDelta::minutes(2));
    jobs.run_one(&station.app).await.unwrap();
    assert_eq!(states(&station).await[&JobState::Done], 1);
}

#[tokio::test]
async fn a_crashed_worker_lets_its_lease_lapse_and_the_job_ends() {
    use groundtruth::db::job::{claim_job, end_job};
    for station in Station::on_each().await {
        queue_some(&station, 1).await;
        let (job, runs) = Noting::new(|_| Outcome::Done);
        let jobs = Jobs::default().with(job);
        let db = &station.app.db;
        let now = station.ctx().now;
        // A worker takes it and is never heard of again.
        let lost = claim_job(db, &jobs.names(), now, now + LEASE)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(jobs.run_one(&station.app).await.unwrap(), Ran::Nothing);
        station.clock.advance(LEASE + TimeDelta::seconds(1));
        let ran = jobs.run_one(&station.app).await.unwrap();
        assert!(matches!(
            ran,
            Ran::One {
                end: JobEnd::Done,
                ..
            }
        ));
        assert_eq!(runs.lock().unwrap().len(), 1);
        // It comes back after all; what it says counts no more.
        let dead = JobEnd::Dead {
            code: "late".to_owned(),
        };
        let ended = write(db, async |txn| end_job(txn, &lost, dead, now).await);
        assert!(!ended.await.unwrap(), "{}", station.engine);
        assert_eq!(states(&station).await[&JobState::Done], 1);

        // Where every try ends in a crash, the job is given up without another.
        queue_some(&station, 1).await;
        for _ in 0..3 {
            let now = station.ctx().now;
            assert!(
                claim_job(db, &jobs.names(), now, now + LEASE)
                    .await
                    .unwrap()
                    .is_some()
            );
            station.clock.advance(LEASE + TimeDelta::seconds(1));
        }
        jobs.run_one(&station.app).await.unwrap();
        assert_eq!(runs.lock().unwrap().len(), 1);
        assert_eq!(
            states(&station).await[&JobState::Dead],
            1,
            "{}",
            station.engine
        );
    }
}

#[tokio::test]
async fn a_kind_of_job_is_told_when_one_of_its_own_is_given_up() {
    let station = Station::on_sqlite().await;
    let ctx = station.ctx();
    let queued = write(&station.app.db, async |txn| {
        queue::<Breaking>(txn, &ctx, &7, ctx.now).await
    });
    queued.await.unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let jobs = Jobs::default().with(Breaking(Arc::clone(&told)));
    jobs.run_one(&station.app).await.unwrap();
    assert!(told.lock().unwrap().is_empty());
    station.clock.advance(TimeDelta::minutes(1));
    jobs.run_one(&station.app).await.unwrap();
    assert_eq!(*told.lock().unwrap(), ["7 not-yet"]);
    assert_eq!(states(&station).await[&JobState::Dead], 1);
}

#[tokio::test]
async fn who_lost_a_job_to_another_worker_does_not_give_it_up() {
    let station = Station::on_sqlite().await;
    let ctx = station.ctx();
    let queued = write(&station.app.db, async |txn| {
        queue::<Losing>(txn, &ctx, &1, ctx.now).await
    });
    queued.await.unwrap();
    let told = Arc::new(Mutex::new(false));
    let jobs = Jobs::default().with(Losing(station.clock.clone(), Arc::clone(&told)));
    jobs.run_one(&station.app).await.unwrap();
    assert_eq!(states(&station).await[&JobState::Running], 1);
    assert!(!*told.lock().unwrap());
}

#[tokio::test]
async fn a_worker_that_is_told_to_stop_ends_the_job_it_is_at_and_takes_no_other() {
    let station = Station::on_sqlite().await;
    let ctx = station.ctx();
    let queued = write(&station.app.db, async |txn| {
        queue::<Waiting>(txn, &ctx, &1, ctx.now).await?;
        queue::<Waiting>(txn, &ctx, &2, ctx.now).await
    });
    queued.await.unwrap();
    let (begun, go_on) = (Arc::default(), Arc::default());
    let jobs = Jobs::default().with(Waiting(Arc::clone(&begun), Arc::clone(&go_on)));
    let (stop, told) = tokio::sync::watch::channel(false);
    let worker = tokio::spawn(groundtruth::server::work(
        Arc::clone(&station.app),
        jobs,
        told,
    ));
    begun.notified().await;
    stop.send(true).unwrap();
    assert!(!worker.is_finished());
    go_on.notify_one();
    worker.await.unwrap();
    let states = states(&station).await;
    assert_eq!((states[&JobState::Done], states[&JobState::Queued]), (1, 1));
}

#[tokio::test]
async fn each_due_run_is_queued_once_for_each_organisation_however_many_look() {
    for station in Station::on_each().await {
        let other = station.another("river-watch").await;
        let count = Arc::new(Mutex::new(0));
        let hourly = Schedule::parse("0 * * * *").unwrap();
        let jobs = Arc::new(Jobs::default().with_scheduled(Round(Arc::clone(&count)), hourly));
        for hour in 1..=3 {
            let looking: Vec<_> = (0..10)
                .map(|_| {
                    let (jobs, app) = (Arc::clone(&jobs), Arc::clone(&station.app));
                    tokio::spawn(async move { jobs.queue_due(&app).await.unwrap() })
                })
                .collect();
            let mut queued = 0;
            for looked in looking {
                queued += looked.await.unwrap();
            }
            assert_eq!(queued, 2, "{}", station.engine);
            while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
            assert_eq!(*count.lock().unwrap(), 2 * hour);
            station.clock.advance(TimeDelta::hours(1));
        }
        let theirs = jobs_by_state(station.app.db.reads(), other).await.unwrap();
        assert!(theirs.contains(&(JobState::Done, 3)));
    }
}

#[tokio::test]
async fn where_nothing_is_to_be_queued_nobody_waits_for_the_writer() {
    let station = Station::on_sqlite().await;
    let hourly = Schedule::parse("0 * * * *").unwrap();
    let jobs = Jobs::default().with_scheduled(Round(Arc::default()), hourly);
    assert_eq!(jobs.queue_due(&station.app).await.unwrap(), 1);
    let meanwhile = write(&station.app.db, async |_writer| {
        jobs.queue_due(&station.app).await
    });
    assert_eq!(meanwhile.await.unwrap(), 0);
}

#[tokio::test]
async fn what_a_worker_does_not_know_is_left_to_one_that_does() {
    let station = Station::on_sqlite().await;
    queue_some(&station, 1).await;
    let jobs = Jobs::default().with(Tidy);
    assert_eq!(jobs.run_one(&station.app).await.unwrap(), Ran::Nothing);
    assert_eq!(states(&station).await[&JobState::Queued], 1);
}

#[tokio::test]
async fn a_job_is_queued_with_its_change_or_not_at_all() {
    let station = Station::on_sqlite().await;
    let ctx = station.ctx();
    let given_up = write(&station.app.db, async |txn| {
        queue::<Noting>(txn, &ctx, &1, ctx.now).await?;
        Err::<(), _>(StorageError::NotThere { what: "change" })
    });
    assert!(given_up.await.is_err());
    assert_eq!(states(&station).await[&JobState::Queued], 0);
}

#[tokio::test]
async fn what_was_done_more_than_a_week_ago_is_taken_away() {
    for station in Station::on_each().await {
        queue_some(&station, 5).await;
        let (job, _) = Noting::new(|_| Outcome::Done);
        let daily = Schedule::parse("17 3 * * *").unwrap();
        let jobs = Jobs::default().with(job).with_scheduled(Tidy, daily);
        while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
        for _ in 0..9 {
            station.clock.advance(TimeDelta::days(1));
            jobs.queue_due(&station.app).await.unwrap();
            while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
        }
        // The nine of the tidying itself, but for those of more than a week ago.
        let done = states(&station).await[&JobState::Done];
        assert!((7..=8).contains(&done), "{done} on {}", station.engine);
    }
}

#[tokio::test]
async fn states_go_forward_only() {
    use JobState::{Dead, Done, Queued, Running};
    assert!(Queued.can_become(Running) && Running.can_become(Queued));
    for ended in [Done, Dead] {
        assert!(JobState::ALL.iter().all(|next| !ended.can_become(*next)));
    }
    assert!(!Queued.can_become(Done));
}

#[tokio::test]
async fn the_head_of_a_log_is_signed_in_the_hour_in_which_it_grew() {
    use groundtruth::db::log::{checkpoints_of, events_of};
    use groundtruth::features::cases::actions::{IfThere, import_case};
    use groundtruth::infra::mail::KeySealing;
    for station in Station::on_each().await {
        let sealing = KeySealing(Arc::clone(&station.app));
        let jobs = groundtruth::server::jobs(&station.app, station.scope, sealing).unwrap();
        let an_hour_passes = async || {
            station.clock.advance(TimeDelta::hours(1));
            jobs.queue_due(&station.app).await.unwrap();
            while jobs.run_one(&station.app).await.unwrap() != Ran::Nothing {}
            let reads = station.app.db.reads();
            checkpoints_of(reads, station.scope).await.unwrap().len()
        };
        assert_eq!(an_hour_passes().await, 0, "an empty log has no head");
        let case = crate::storage::full_case::full_case();
        import_case(&station.ctx(), &case, IfThere::Refuse)
            .await
            .unwrap();
        assert_eq!(an_hour_passes().await, 1, "{}", station.engine);
        assert_eq!(an_hour_passes().await, 1, "nothing new to sign");
        let events = events_of(station.app.db.reads(), station.scope, 0, 100);
        assert!(!events.await.unwrap().is_empty());
    }
}
