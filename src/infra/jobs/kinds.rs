//! Every kind of job that this program knows, by name. Not when they run.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde_json::Value;

use super::{Job, JobCtx, Outcome, Reason, Schedule};
use crate::domain::retry::Retry;

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A kind of job whose payload is not read yet.
pub(super) trait Kind: Send + Sync {
    fn retry(&self) -> Retry;
    fn run(self: Arc<Self>, job: JobCtx, payload: Value) -> Later<Outcome>;
    fn gave_up(self: Arc<Self>, job: JobCtx, payload: Value, reason: Reason) -> Later<()>;
}

impl<J: Job> Kind for J {
    fn retry(&self) -> Retry {
        J::RETRY
    }

    fn run(self: Arc<Self>, job: JobCtx, payload: Value) -> Later<Outcome> {
        Box::pin(async move {
            match serde_json::from_value(payload) {
                Ok(payload) => Job::run(&*self, &job, payload).await,
                Err(_) => Outcome::Fail(Reason::new("payload-unreadable")),
            }
        })
    }

    fn gave_up(self: Arc<Self>, job: JobCtx, payload: Value, reason: Reason) -> Later<()> {
        Box::pin(async move {
            if let Ok(payload) = serde_json::from_value(payload) {
                Job::gave_up(&*self, &job, payload, reason).await;
            }
        })
    }
}

/// Every kind of job, and when some of them come round.
#[derive(Clone, Default)]
pub struct Jobs {
    kinds: BTreeMap<&'static str, Arc<dyn Kind>>,
    schedules: Vec<Schedule>,
}

impl fmt::Debug for Jobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jobs")
            .field("kinds", &self.names())
            .field("schedules", &self.schedules)
            .finish()
    }
}

impl Jobs {
    /// Adds a kind of job.
    #[must_use]
    pub fn with<J: Job>(mut self, job: J) -> Self {
        self.kinds.insert(J::NAME, Arc::new(job));
        self
    }

    /// Adds a kind of job that comes round by itself.
    #[must_use]
    pub fn with_scheduled<J: Job<Payload = ()>>(self, job: J, schedule: Schedule) -> Self {
        let mut all = self.with(job);
        all.schedules.push(schedule.of(J::NAME));
        all
    }

    /// The names of all kinds.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        self.kinds.keys().copied().collect()
    }

    /// What comes round by itself.
    #[must_use]
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }

    pub(super) fn kind(&self, name: &str) -> Option<Arc<dyn Kind>> {
        self.kinds.get(name).map(Arc::clone)
    }
}
