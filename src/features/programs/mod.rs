//! What programs read: agreements with their promises, claims, money and requests, bodies and sites, as JSON, with the
//! description of it. A program reads with the token of a member; it changes nothing.

pub mod actions;
pub mod api;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses for programs.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{Public, ReadAudits};
    use api::answers;
    Routes::default()
        .read("/api", Public, pages::reference)
        .read("/api/openapi.json", Public, api::openapi)
        .read("/api/agreements", ReadAudits, answers::agreements)
        .read(
            "/api/agreements/{agreement}",
            ReadAudits,
            answers::agreement,
        )
        .read(
            "/api/agreements/{agreement}/promises",
            ReadAudits,
            answers::promises,
        )
        .read(
            "/api/agreements/{agreement}/promises/{promise}",
            ReadAudits,
            answers::promise,
        )
        .read(
            "/api/agreements/{agreement}/claims",
            ReadAudits,
            answers::claims,
        )
        .read(
            "/api/agreements/{agreement}/money",
            ReadAudits,
            answers::money,
        )
        .read(
            "/api/agreements/{agreement}/requests",
            ReadAudits,
            answers::requests,
        )
        .read("/api/bodies", ReadAudits, answers::bodies)
        .read("/api/sites", ReadAudits, answers::sites)
        .with_state(web)
}
