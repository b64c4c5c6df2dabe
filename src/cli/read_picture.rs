//! `groundtruth read-picture`: what the server starts to read one picture apart from itself. Not for people.

use std::process::ExitCode;

use clap::Subcommand;

use crate::domain::covering::Covered;
use crate::infra::reader::child::{self, Asked};

/// What is asked.
#[derive(Clone, Debug, Subcommand)]
pub enum ReadPicture {
    /// What it shows about itself.
    Look,
    /// The same, and its copies.
    Copies {
        /// The boxes over it, as JSON: `[[left, top, width, height], …]` in shares of 10,000.
        #[arg(value_parser = boxes)]
        boxes: Boxes,
    },
}

/// Boxes over a picture.
#[derive(Clone, Debug)]
pub struct Boxes(Vec<Covered>);

fn boxes(text: &str) -> Result<Boxes, String> {
    let boxes = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(Boxes(boxes))
}

/// Reads what comes in.
#[must_use]
pub fn run(asked: ReadPicture) -> ExitCode {
    child::run(match asked {
        ReadPicture::Look => Asked::Look,
        ReadPicture::Copies { boxes } => Asked::Copies(boxes.0),
    })
}
