//! `groundtruth read-document`: what the server starts to read one document apart from itself. Not for people.

use std::process::ExitCode;

use clap::Subcommand;

use crate::infra::reader::child::{self, Asked};

/// What is asked.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ReadDocument {
    /// The text of every page.
    Text,
    /// One page as a picture.
    Picture {
        /// Which, from 1.
        page: usize,
    },
}

/// Reads what comes in.
#[must_use]
pub fn run(asked: ReadDocument) -> ExitCode {
    child::run(match asked {
        ReadDocument::Text => Asked::Texts,
        ReadDocument::Picture { page } => Asked::Picture(page),
    })
}
