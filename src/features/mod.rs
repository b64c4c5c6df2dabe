//! What people can do: one folder per ability. Features never import each other.

pub mod accounts;
pub mod cases;
pub mod claims;
pub mod funding;
pub mod log;
pub mod money;
pub mod operations;
pub mod parties;
pub mod portal;
pub mod programs;
pub mod publications;
pub mod register;
