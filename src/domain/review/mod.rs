//! Review: a person decides about each submission, with the checks beside it. Nothing is accepted by itself, and
//! nothing that was decided is overwritten.

mod distance;
mod integrity;
mod keying;
mod link;
mod morning;
mod own_questions;
pub mod paired_test;
mod photographs;
mod second_observer;
mod state;
mod users;

pub use distance::metres;
pub use integrity::{Record, Sign, SignKind, signs};
pub use keying::{Keying, KeyingDifference, WrongMerge, compare_keyings, merge};
pub use link::{Bearing, EvidenceLink};
pub use morning::{Due, Field, Morning, Received, morning};
pub use own_questions::{Counted, Named, counted};
pub use paired_test::PairedTest;
pub use photographs::{
    Against, OtherPicture, Outcome, PhotoCheck, PhotoCheckKind, PhotoFacts, photo_checks,
};
pub use second_observer::{Disagreement, Pair, QuestionAgreement, agreement, pairs};
pub use state::{Decision, ReasonCode, ReviewState, WrongDecision};
pub use users::{FEWEST_PEOPLE, Told, users_said};
