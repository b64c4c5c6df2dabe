//! Cases as files: reading, checking, writing the format `groundtruth-case/1`.

pub mod located;
pub mod reading;
