//! The web kit: what every page and every answer has in common, whichever ability it belongs to.
//!
//! * [`Routes`]: a route cannot be registered without the permission it needs
//! * [`Templates`]: pages from templates, strict, always escaped, with the words of the catalogue
//! * [`Assets`]: style sheet and typefaces, at an address that changes with their bytes
//! * [`Typed`]: a form as it was typed, with what is wrong beside its fields
//! * [`Body`]: the same from a program, as JSON; [`WriteLine`] tells of it in the document of addresses
//! * [`WebError`]: why there is no page, which becomes a page
//! * [`Door`]: where connections come in, plain or over TLS; [`Arrival`]: how one request came
//! * [`Visit`]: who asks, by a cookie or a token; [`Network`]: how often a network may try
//! * [`serve`]: answers what comes through it, within [`Limits`]
//! * [`wrapped`]: headers, the host check, the limits and the error pages around a router
//!
//! It knows no audit and no feature.

mod any;
mod api;
mod assets;
mod door;
mod download;
mod errors;
mod forms;
mod guard;
mod headers;
mod language;
mod network;
mod places;
mod reach;
mod redaction;
mod routes;
mod serve;
mod small_file;
pub mod stored;
mod templates;
mod traffic;
mod visit;
mod wrongs;

use std::sync::Arc;

use axum::http::header::{HOST, HeaderMap};

use crate::db::Scope;
use crate::domain::actor::Actor;

use super::app::{App, Ctx};
use super::words::Words;

pub use api::{Body, Empty, Question, Reason, WriteLine, Written};
pub use assets::Assets;
pub(crate) use door::ACME_ALPN;
pub use door::{Door, Peer};
pub use download::{Download, policy_for_inline_style};
pub use errors::{SaysItself, WebError, coded};
pub use forms::{Typed, Wrong, onward, problem, refused, told_as_json};
pub use guard::wrapped;
pub use headers::{POLICY, POLICY_WITH_SCRIPT};
pub use language::{language_cookie, routes as language_routes};
pub use network::Network;
pub use places::Limits;
pub use reach::{Arrival, Origin, Reach};
pub use redaction::Redaction;
pub use routes::{RouteLine, Routes, Takes};
pub use serve::serve;
pub use small_file::SmallFile;
pub use templates::{AWKWARD, Page, Rendered, Templates};
pub use traffic::Traffic;
pub use visit::{DEVICE_HEAD, DEVICE_LASTS, TOKEN_HEAD, Visit, token_hash, token_of_chance};
pub use wrongs::Errors;

/// Where the figures of the running program are.
pub const METRICS: &str = "/metrics";

/// What every door of the web needs.
#[derive(Clone, Debug)]
pub struct Web {
    /// The program.
    pub app: Arc<App>,
    /// The part of the home organisation, which is also the server's own: accounts and sessions stand there.
    pub scope: Scope,
    /// The pages.
    pub templates: Arc<Templates>,
    /// How the pages are reached.
    pub reach: Arc<Reach>,
    /// How much is asked.
    pub traffic: Arc<Traffic>,
    /// How often networks try.
    pub network: Arc<Network>,
}

impl Web {
    /// The web of a program.
    #[must_use]
    pub fn new(app: Arc<App>, scope: Scope) -> Self {
        let templates = Arc::new(Templates::new(Arc::clone(&app)));
        // An origin that cannot be one opens no door; the server refuses to start with it.
        let reach = Arc::new(Reach::of(&app.config).unwrap_or_default());
        Self {
            app,
            scope,
            templates,
            reach,
            traffic: Arc::default(),
            network: Arc::default(),
        }
    }

    /// The words of whoever reads: chosen, wished for, or those of the organisation.
    #[must_use]
    pub fn words(&self) -> Words {
        language::Reader::now(&self.app).words
    }

    /// Where the pages are: the public name, or the name by which they were asked for, which the guard has looked at.
    #[must_use]
    pub fn base(&self, visit: &Visit, headers: &HeaderMap) -> String {
        if let Some(origin) = self.reach.origin() {
            return origin.as_str().to_owned();
        }
        let scheme = if visit.secure { "https" } else { "http" };
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        format!("{scheme}://{}", host.unwrap_or("localhost"))
    }

    /// The context of one operation by whoever reads without an account.
    #[must_use]
    pub fn begin(&self) -> Ctx {
        Ctx::begin(Arc::clone(&self.app), Actor::Public, self.scope)
    }

    /// The context of one operation by whoever asks.
    #[must_use]
    pub fn begin_as(&self, visit: &Visit) -> Ctx {
        Ctx::begin(Arc::clone(&self.app), visit.actor, visit.scope)
    }

    /// Counts a try of a code or a password by the network it comes from; false where there were too many.
    #[must_use]
    pub fn admits(&self, arrival: Arrival) -> bool {
        let surroundings = &self.app.surroundings;
        self.network
            .admit(arrival.address, surroundings.now(), surroundings.seed())
    }
}
