//! Work that comes round by itself, by a cron expression in UTC, once for each organisation. Each run that is due is
//! queued once, however many workers look.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use croner::Cron;

use super::Jobs;
use crate::db::job::{NewJob, queue_job, queued_once};
use crate::db::organisation::all_organisations;
use crate::db::{Scope, SeededIds, StorageError, write};
use crate::infra::app::App;

/// A run that was missed by more than this, because the program did not run, is not caught up on. Below the time for
/// which done jobs are kept, since these tell that a run has been.
pub(crate) const CATCH_UP: TimeDelta = TimeDelta::days(6);

/// When a kind of job comes round.
#[derive(Clone, Debug)]
pub struct Schedule {
    name: &'static str,
    cron: Cron,
}

impl Schedule {
    /// By a cron expression of five parts, in UTC: `17 3 * * *` is every day at 03:17.
    ///
    /// # Errors
    /// Where the expression cannot be read, with the reason.
    pub fn parse(expression: &str) -> Result<Self, String> {
        let cron = expression
            .parse::<Cron>()
            .map_err(|error| format!("`{expression}`: {error}"))?;
        Ok(Self { name: "", cron })
    }

    pub(super) fn of(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The run that is due now: the last one that the schedule had, unless it was missed long ago.
    #[must_use]
    pub fn due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let last = self.cron.find_previous_occurrence(&now, true).ok()?;
        (now - last <= CATCH_UP).then_some(last)
    }
}

impl Jobs {
    /// Queues every run that is due and was not queued yet, for every organisation; says how many.
    pub async fn queue_due(&self, app: &Arc<App>) -> Result<usize, StorageError> {
        let now = app.surroundings.now();
        let due: Vec<_> = self
            .schedules()
            .iter()
            .filter_map(|schedule| {
                let at = schedule.due(now)?;
                let instant = at.to_rfc3339_opts(SecondsFormat::Secs, true);
                Some((schedule.name, at, format!("{}@{instant}", schedule.name)))
            })
            .collect();
        let organisations = all_organisations(app.db.reads()).await?;
        let names: Vec<_> = due.iter().map(|(_, _, once)| once.clone()).collect();
        // A look without a lock: most of the time everything was queued before.
        let before = queued_once(app.db.reads(), &names).await?;
        let mut missing = Vec::new();
        for organisation in &organisations {
            let scope = Scope::of(organisation.id);
            let new = due
                .iter()
                .filter(|(_, _, once)| !before.contains(&(organisation.id, once.clone())));
            missing.extend(new.map(|(name, at, once)| (scope, *name, *at, once.clone())));
        }
        if missing.is_empty() {
            return Ok(0);
        }
        let mut ids = SeededIds::new(app.surroundings.seed(), now);
        write(&app.db, async |txn| {
            let mut queued = 0;
            for (scope, name, at, once) in missing {
                let new = NewJob {
                    name,
                    payload: serde_json::Value::Null,
                    run_at: at,
                    once: Some(once),
                };
                let added = queue_job(txn, scope, new, &mut ids).await?;
                queued += usize::from(added.is_some());
            }
            Ok(queued)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_run_is_due_until_the_next_one_is() {
        let nightly = Schedule::parse("17 3 * * *").unwrap();
        for (now, due) in [
            ("2026-03-01T03:17:00Z", "2026-03-01T03:17:00Z"),
            ("2026-03-01T23:59:59Z", "2026-03-01T03:17:00Z"),
            ("2026-03-02T03:16:59Z", "2026-03-01T03:17:00Z"),
        ] {
            assert_eq!(nightly.due(at(now)), Some(at(due)), "{now}");
        }
    }

    #[test]
    fn a_run_missed_long_ago_is_not_caught_up_on() {
        let yearly = Schedule::parse("0 0 1 1 *").unwrap();
        assert!(yearly.due(at("2026-01-05T00:00:00Z")).is_some());
        assert!(yearly.due(at("2026-01-08T00:00:00Z")).is_none());
    }

    #[test]
    fn what_is_no_schedule_is_refused_with_the_reason() {
        assert!(Schedule::parse("every now and then").is_err());
    }
}
