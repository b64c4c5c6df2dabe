//! The PDF edition: what it says, in which order, and that nobody can make it say or do anything else.

mod approved;
mod bytes;
mod hostile;
mod long;
mod photographs;
mod pictures;
mod programs;
mod reader;
mod scripts;
mod spoken;
mod stamps;
mod tools;
mod tree;

use groundtruth_reports::export::pdf;
use groundtruth_reports::model::Report;
use groundtruth_reports::photographs::NoPhotographs;

/// The edition of a report without photographs.
fn edition(report: &Report) -> Vec<u8> {
    pdf::bytes(report, &NoPhotographs).expect("the report can be printed")
}
