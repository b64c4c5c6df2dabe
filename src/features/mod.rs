//! What people can do: one folder per ability. Features never import each other.

pub mod accounts;
pub mod audits;
pub mod cases;
pub mod documents;
pub mod imports;
pub mod kits;
pub mod log;
pub mod operations;
pub mod portal;
pub mod publications;
pub mod register;
pub mod wording;
