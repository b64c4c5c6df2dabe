//! What the suites stand on: databases, and later people with verbs.

pub mod postgres;
pub mod programs;
