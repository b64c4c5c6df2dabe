//! The observer's phone: the app itself, letting a phone in and shutting it out, what it is told for today, and what became
//! of what it sent. What it sends comes in where everything from the field comes in.

pub mod actions;
pub mod api;
pub mod pages;
pub mod shell;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of the phone.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{CarryPhone, ChangeAudits, Public};
    use pages::{phones, shell};
    Routes::default()
        .read("/field", Public, shell::first)
        .read("/field/version.json", Public, shell::version)
        .read("/field/time", Public, api::time)
        .read("/field/today", CarryPhone, api::today)
        .read("/field/visits", CarryPhone, api::visits)
        .send("/field/enrol", Public, api::enrolled)
        .read("/field/words/{file}", Public, shell::words)
        .read("/field/{*file}", Public, shell::file)
        .read("/checks/{code}/phones", ChangeAudits, phones::list)
        .change("/checks/{code}/phones", ChangeAudits, phones::linked)
        .change(
            "/checks/{code}/phones/withdraw",
            ChangeAudits,
            phones::withdrawn,
        )
        .change(
            "/checks/{code}/phones/revoke",
            ChangeAudits,
            phones::revoked,
        )
        .with_state(web)
}
