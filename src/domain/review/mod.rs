//! Review: a person decides about each submission, with the checks beside it. Nothing is accepted by itself, and
//! nothing that was decided is overwritten.

mod state;

pub use state::{Decision, ReasonCode, ReviewState, WrongDecision};
