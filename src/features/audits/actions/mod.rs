//! What people can do with audits of their own: begin one from an agreement, plan it, draw its places, send its letters,
//! see how far it is.

mod begin;
pub mod departed;
mod desk;
pub mod letters;
pub mod lock;
pub mod people;
pub mod places;
pub mod plan;
mod rounds;
pub mod sampling;
mod second;
pub mod spending;
mod telling;
pub mod writing;

pub use begin::{begin, refresh};
pub use desk::{Desk, before_plan, desk, own_audits};
pub use rounds::{Counted, Rounds, Trend, next_round, rounds};
