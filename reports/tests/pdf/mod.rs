//! The PDF edition: what it says, in which order, and that nobody can make it say or do anything else.

mod approved;
mod bytes;
mod hostile;
mod long;
mod photographs;
mod pictures;
pub mod programs;
pub mod reader;
mod scripts;
pub mod spoken;
mod stamps;
pub mod tools;
mod tree;

use groundtruth_reports::export::pdf;
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::NoPhotographs;

/// The edition of a report without photographs.
fn edition(report: &Report) -> Vec<u8> {
    pdf::bytes(report, &NoPhotographs).expect("the report can be printed")
}
