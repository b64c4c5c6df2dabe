//! Pictures of the field: what they are, what they show about themselves, copies of them, and files that mean harm.

mod apart;
mod browser;
mod copying;
mod hostile;
mod looking;
mod makers;
mod metadata;
