//! Who is a party to agreements, and where services should arrive: bodies with their identifiers, sites, assets and groups.
//! Two of one name are never taken for one: that is offered, and who decided is kept.

pub mod actions;
mod api;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of bodies and sites.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::{bodies, sites};
    Routes::default()
        .read("/bodies", ReadAudits, bodies::bodies)
        .read("/bodies/new", ChangeAudits, bodies::new)
        .change("/bodies/new", ChangeAudits, bodies::add)
        .read("/bodies/{body}", ReadAudits, bodies::body)
        .change(
            "/bodies/{body}/identifiers",
            ChangeAudits,
            bodies::identifier,
        )
        .change(
            "/bodies/{body}/identifiers/drop",
            ChangeAudits,
            bodies::identifier_dropped,
        )
        .change("/bodies/{body}/same", ChangeAudits, bodies::decided)
        .read("/sites", ReadAudits, sites::sites)
        .change("/sites", ChangeAudits, sites::add)
        .and(api::routes())
        .with_state(web)
}
