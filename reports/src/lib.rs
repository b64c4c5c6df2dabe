//! Evidence reports: a plain [`model::Report`] in, bytes out.
//!
//! `model` is what a report says, `compose` puts it in order as a `document` of blocks, `figures` draws
//! as primitives, and `export` writes an edition. Nothing here reads a clock, a file or a database: the
//! same report always gives the same bytes.

pub mod compose;
pub mod document;
pub mod export;
pub mod figures;
mod layout;
pub mod model;
pub mod photographs;
