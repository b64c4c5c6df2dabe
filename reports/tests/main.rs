//! The tests of the report crate, in one binary.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod card;
mod csv;
mod everywhere;
mod figures;
mod hostile;
mod html;
mod json;
mod labels;
mod letter;
mod markup;
mod pdf;
mod photographs;
mod samples;
mod tables;
mod xlsx;
