//! Cases as files: reading, checking, writing the format `groundtruth-case/1`, and storing what was read.

pub mod actions;
mod evidence;
pub mod reading;
pub mod writing;
