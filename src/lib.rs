//! Groundtruth: was it delivered? The map of this crate, from the bottom up; imports point down only.
//!
//! 1. [`domain`]: what is true. Rules and arithmetic, pure.
//! 2. [`db`]: what we remember. Entities and every query.
//! 3. [`infra`]: how we reach the world.
//! 4. [`features`]: what people can do, one folder per ability.
//! 5. [`cli`] and [`server`], the doors: assembly.

pub mod cli;
pub mod db;
pub mod domain;
pub mod features;
pub mod infra;
pub mod server;
