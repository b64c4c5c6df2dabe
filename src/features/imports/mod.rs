//! Imports: what published files say, read from their bytes into agreements, promises, claims and money.

pub mod giving;
pub mod iati;
mod json;
pub mod ocds;
pub mod refusal;
pub mod sniff;
mod values;

pub use values::DateOrder;
