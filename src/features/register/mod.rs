//! The register: agreements with their versions and promises, where the service should arrive and who is a party to it.
//! Claims, money and imports have abilities of their own; an audit begins from here.

pub mod actions;
