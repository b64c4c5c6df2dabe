//! Imports: what published files say, read from their bytes into agreements, promises, claims and money, and taken into
//! the register, where it can be taken back. Reading is pure; [`actions`] is what people do.

pub mod actions;
pub mod giving;
pub mod iati;
mod json;
pub mod ocds;
pub mod profile;
pub mod reading;
pub mod refusal;
pub mod sniff;
mod store;
pub mod tables;
pub mod taking;
mod values;

pub use tables::dates::DateOrder;
