//! The money of an agreement: what was set aside and what became of it line by line, who pays which part, the price of a
//! unit, and funds followed from level to level. Everything exact; amounts of two currencies are never added.

pub mod actions;
mod api;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of money.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::{flows, overview, terms};
    Routes::default()
        .read("/register/{agreement}/money", ReadAudits, overview::money)
        .read(
            "/register/{agreement}/money/working",
            ReadAudits,
            overview::working,
        )
        .read(
            "/register/{agreement}/money/budget/{line}",
            ChangeAudits,
            terms::line,
        )
        .change(
            "/register/{agreement}/money/budget/{line}",
            ChangeAudits,
            terms::line_given,
        )
        .change(
            "/register/{agreement}/money/budget/{line}/drop",
            ChangeAudits,
            terms::line_dropped,
        )
        .read(
            "/register/{agreement}/money/shares",
            ChangeAudits,
            terms::shares,
        )
        .change(
            "/register/{agreement}/money/shares",
            ChangeAudits,
            terms::shares_given,
        )
        .read(
            "/register/{agreement}/money/rate",
            ChangeAudits,
            terms::rate,
        )
        .change(
            "/register/{agreement}/money/rate",
            ChangeAudits,
            terms::rate_given,
        )
        .read(
            "/register/{agreement}/money/flows/{flow}",
            ChangeAudits,
            flows::flow,
        )
        .change(
            "/register/{agreement}/money/flows/{flow}",
            ChangeAudits,
            flows::flow_given,
        )
        .change(
            "/register/{agreement}/money/flows/{flow}/aside",
            ChangeAudits,
            flows::flow_aside,
        )
        .and(api::routes())
        .with_state(web)
}
