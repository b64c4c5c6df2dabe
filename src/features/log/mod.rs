//! The evidence log as people meet it: its head is signed as time goes by. Listing, proving and checking are commands of
//! `groundtruth log`.

pub mod actions;
pub mod jobs;
