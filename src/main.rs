//! The `groundtruth` program: parse arguments, run.

use std::process::ExitCode;

use clap::Parser;
use groundtruth::cli::{Cli, run};

#[tokio::main]
async fn main() -> ExitCode {
    run(Cli::parse()).await
}
