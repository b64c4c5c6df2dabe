//! `groundtruth jobs`: what waits to be done, and doing what is due without a server.

use std::sync::Arc;

use clap::Subcommand;

use crate::db::job::{JobEnd, JobState};
use crate::features::operations::actions::{clear_dead_jobs, overview};
use crate::infra::config::Config;
use crate::infra::jobs::Ran;
use crate::infra::mail::KeySealing;
use crate::infra::words::Words;
use crate::server::jobs;

use super::Failure;
use super::opening::open;

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// List the jobs that are not done, and how many are in which state.
    List,
    /// Take jobs that failed for good off the list, once they were seen to. Dead mail stays: see `groundtruth mail`.
    Clear,
    /// Do everything that is due now, and end.
    RunDue,
}

pub async fn run(command: JobsCommand, config: Config, words: Words) -> Result<(), Failure> {
    let ctx = open(config, words).await?;
    match command {
        JobsCommand::List => {
            let overview = overview(&ctx).await.map_err(Failure::failed)?;
            let counts: Vec<_> = overview
                .jobs
                .iter()
                .map(|(state, count)| format!("{count} {}", state.word()))
                .collect();
            anstream::println!("{}", counts.join(", "));
            for job in &overview.open_jobs {
                let due = job.run_at.format("%Y-%m-%d %H:%M UTC");
                let error = job.last_error.as_deref().unwrap_or("");
                let name = &job.name;
                anstream::println!(
                    "{:<8} {due}  {name} (tried {}) {error}",
                    job.state.word(),
                    job.attempts
                );
            }
            let dead = overview
                .jobs
                .iter()
                .find(|(state, _)| *state == JobState::Dead);
            match dead {
                Some((_, count)) if *count > 0 => {
                    Err(Failure::Unusable(format!("{count} failed for good")))
                }
                _ => Ok(()),
            }
        }
        JobsCommand::Clear => {
            let count = clear_dead_jobs(&ctx).await.map_err(Failure::failed)?;
            anstream::println!("{count} taken off the list");
            Ok(())
        }
        JobsCommand::RunDue => {
            let jobs = jobs(&ctx.app, ctx.scope, KeySealing(Arc::clone(&ctx.app)))
                .map_err(Failure::failed)?;
            jobs.queue_due(&ctx.app).await.map_err(Failure::failed)?;
            let mut count = 0_usize;
            while let Ran::One { name, end } =
                jobs.run_one(&ctx.app).await.map_err(Failure::failed)?
            {
                count += 1;
                anstream::println!("{name}: {}", told(&end));
            }
            anstream::println!("{count} done");
            Ok(())
        }
    }
}

fn told(end: &JobEnd) -> String {
    match end {
        JobEnd::Done => "done".to_owned(),
        JobEnd::Again { at, code } => {
            let at = at.format("%Y-%m-%d %H:%M UTC");
            format!("again at {at}: {code}")
        }
        JobEnd::Dead { code } => format!("failed for good: {code}"),
    }
}
