//! The job that signs the head of the log every hour.

use super::actions::sign_growth;
use crate::infra::jobs::{Job, JobCtx, Outcome, Reason};

/// Signs what was recorded since the last time, so that a copy of any hour's head shows whether history was rewritten.
#[derive(Clone, Copy, Debug)]
pub struct SignHead;

impl Job for SignHead {
    const NAME: &'static str = "log.sign";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        match sign_growth(&job.ctx).await {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}
