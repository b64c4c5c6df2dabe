//! What people can do with bodies and sites.

pub mod bodies;
pub mod sites;
