//! The one integration binary: every suite is a module, so that everything links once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod access;
mod accounts;
mod architecture;
mod cases;
mod checking;
mod checks;
mod command_line;
mod documents;
mod every;
mod findings;
mod hostile;
mod imports;
mod jobs;
mod kits;
mod log_commands;
mod mail;
mod mutations;
mod phone;
mod pictures;
mod planning;
mod portal;
mod register;
mod register_money;
mod replies;
mod samples;
mod serving;
mod storage;
mod support;
mod vectors;
mod visits;
mod wording;
mod words;
