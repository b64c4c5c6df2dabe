//! Reading what others publish.

mod tables;
