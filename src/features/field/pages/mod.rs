//! The app as files, and the lead's page of phones.

pub mod phones;
pub mod shell;

pub use phones::rendered_samples;
