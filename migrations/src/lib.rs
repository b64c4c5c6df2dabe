//! The database schema of Groundtruth.
