//! The tests of the report crate, in one binary.

mod csv;
mod everywhere;
mod figures;
mod hostile;
mod html;
mod json;
mod labels;
mod markup;
mod photographs;
mod samples;
mod tables;
mod xlsx;
