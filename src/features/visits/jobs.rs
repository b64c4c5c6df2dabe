//! The job that gives up on files that nobody sends any more.

use super::uploads::lapsed;
use crate::infra::jobs::{Job, JobCtx, Outcome, Reason};

/// Takes away what has come of files for which nobody waits any more.
#[derive(Clone, Copy, Debug)]
pub struct DropLapsed;

impl Job for DropLapsed {
    const NAME: &'static str = "uploads.lapsed";
    type Payload = ();

    async fn run(&self, job: &JobCtx, (): ()) -> Outcome {
        match lapsed(&job.ctx).await {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Retry(Reason::new("database")),
        }
    }
}
