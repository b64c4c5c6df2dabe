//! Published files: what is read from them, exactly; what is refused, with its place.

mod data;
mod flat;
mod giving;
mod hostile;
mod iati;
mod iati_real;
mod merging;
mod ocds;
mod ocds_real;
mod sniffing;
mod sweep;
pub mod tables;
pub mod taken;
mod xml;
