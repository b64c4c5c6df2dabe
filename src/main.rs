//! The `groundtruth` program: parse arguments, run.
fn main() {}
