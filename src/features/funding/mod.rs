//! The funder's view across its agreements: what is due, and what to ask before the next instalment is paid.

pub mod actions;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of the funder's view.
#[must_use]
pub fn routes(web: Web) -> Routes {
    Routes::default()
        .read("/funding", Permission::ReadAudits, pages::funders)
        .read("/funding/{body}", Permission::ReadAudits, pages::funder)
        .with_state(web)
}
