//! What people can do with the register, one function to an intention. Nothing here knows of pages.

pub mod agreements;
pub mod kits;
pub mod promises;
mod quoting;
pub mod reading;
pub mod requests;

pub use crate::infra::dossier::{Entry, entry};
use crate::infra::dossier::{
    TYPED, correct, document_of, entry_to_change, next_promise, pointers_of, record,
};
