//! The editions. Each takes a report or its blocks and gives bytes.

pub mod csv;
pub mod html;
pub mod json;
pub mod pdf;
pub mod tables;
pub mod xlsx;
