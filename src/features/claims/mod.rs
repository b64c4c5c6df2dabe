//! What was claimed under an agreement, by period, with who counted it and how. A claim is never found: what somebody
//! independent counted belongs to field work, and is refused here.

pub mod actions;
mod api;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of claims.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    Routes::default()
        .read("/register/{agreement}/claims", ReadAudits, pages::claims)
        .read("/register/{agreement}/claims/new", ChangeAudits, pages::new)
        .change("/register/{agreement}/claims/new", ChangeAudits, pages::add)
        .read(
            "/register/{agreement}/claims/{claim}",
            ChangeAudits,
            pages::one,
        )
        .change(
            "/register/{agreement}/claims/{claim}",
            ChangeAudits,
            pages::correct,
        )
        .change(
            "/register/{agreement}/claims/{claim}/aside",
            ChangeAudits,
            pages::aside,
        )
        .and(api::routes())
        .with_state(web)
}
