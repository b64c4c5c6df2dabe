//! Visits: what is asked, and what comes in from the field by forms, on paper, as pictures and from other programs. What is
//! decided about it is another ability's.

pub mod answers;
pub mod intake;
