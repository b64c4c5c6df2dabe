//! How we reach the world: configuration, clock, words, files, mail, jobs. What it means is the domain's.

pub mod words;
