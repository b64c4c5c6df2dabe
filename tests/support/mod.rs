//! What several suites need: databases, a program over each of them, a clock that can be moved, an authority for
//! certificates, a mail server.

pub mod authority;
pub mod clock;
pub mod house;
pub mod postgres;
pub mod programs;
pub mod python;
pub mod sealing;
pub mod smtp;
pub mod station;
