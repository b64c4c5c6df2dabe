//! The `groundtruth` program: parse arguments, run.

use std::process::ExitCode;

use clap::Parser;
use groundtruth::cli::{Cli, run};

fn main() -> ExitCode {
    run(Cli::parse())
}
