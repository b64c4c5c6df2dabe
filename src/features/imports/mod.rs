//! Taking in what others published: tables today. Reading is pure; what the register makes of it comes after.

pub mod profile;
pub mod tables;
