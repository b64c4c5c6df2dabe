//! What programs read: agreements with their promises, claims, money and requests, bodies, sites, documents and imports, as
//! JSON, with the description of it and of what other abilities let programs write. A program shows the token of a member.

pub mod actions;
pub mod api;
pub mod pages;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web, WriteLine};

/// What these addresses need.
#[derive(Clone, Debug)]
pub struct Programs {
    /// The program, with its templates.
    pub web: Web,
    /// The addresses of every ability to which programs write.
    pub writes: Arc<[WriteLine]>,
}

/// The addresses for programs.
#[must_use]
pub fn routes(programs: Programs) -> Routes {
    use Permission::{Public, ReadAudits};
    use api::{answers, files};
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
        .read("/api/documents", ReadAudits, files::documents)
        .read("/api/documents/{document}", ReadAudits, files::document)
        .read("/api/imports", ReadAudits, files::imports)
        .read("/api/imports/{import}", ReadAudits, files::import)
        .with_state(programs)
}
