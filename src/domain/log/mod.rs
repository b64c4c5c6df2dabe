//! The evidence log: what happened, as salted commitments in a tree that anyone can check. Not what it means, and not
//! where it is kept.
//!
//! * a [`Commitment`] stands for a value that it does not tell; [`commit_field`], [`commit_record`], [`commit_blob`]
//! * an [`Event`] is one leaf: a typed struct, written as canonical JSON
//! * [`tree`] is the tree of RFC 6962: what an append adds, proofs, and their verification
//! * [`note`] signs text; a [`Checkpoint`] is the signed head of a log; a [`Proof`] is one file that proves one event
//!
//! Formats: docs/evidence-log.md.

mod checkpoint;
mod commitment;
mod event;
mod hash;
pub mod note;
mod opening;
mod proof;
#[cfg(test)]
mod tests;
pub mod tree;

pub use checkpoint::{Checkpoint, Origin};
pub use commitment::{Commitment, Salt, commit_blob, commit_field, commit_record, normal_text};
pub use event::{Event, EventError, Happening, Label, Number, Received, Subject, leaf_of};
pub use hash::{Digest, hex};
pub use opening::{OpenedField, Opening};
pub use proof::{Consistency, Proof, ProofError};
