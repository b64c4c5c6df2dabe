//! Kits: the shipped ones and those that organisations write, read and checked. Filling one is the domain's.

pub mod reading;
