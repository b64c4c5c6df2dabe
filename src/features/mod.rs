//! What people can do: one folder per ability. Features never import each other.

pub mod accounts;
pub mod audits;
pub mod cases;
pub mod checking;
pub mod claims;
pub mod documents;
pub mod field;
pub mod findings;
pub mod funding;
pub mod imports;
pub mod log;
pub mod money;
pub mod operations;
pub mod parties;
pub mod portal;
pub mod programs;
pub mod publications;
pub mod register;
pub mod replies;
pub mod testimony;
pub mod visits;
pub mod wording;
