//! Testimony: what a user of the service said, recorded with what they agreed to, under a pseudonym that chance gives and
//! sealed under a key of its own. Taking it out again is for the desk of the audit.

pub mod actions;
pub mod form;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of testimony.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::ChangeAudits;
    Routes::default()
        .read("/checks/{code}/accounts/new", ChangeAudits, pages::asked)
        .change("/checks/{code}/accounts/new", ChangeAudits, pages::given)
        .with_state(web)
}
