//! The editions. Each takes a report or its blocks and gives bytes.

pub mod html;
pub mod json;
pub mod pdf;
