//! The web kit: what every page and every answer has in common, whichever ability it belongs to.
//!
//! * [`Routes`]: a route cannot be registered without the permission it needs
//! * [`Templates`]: pages from templates, strict, always escaped, with the words of the catalogue
//! * [`Assets`]: style sheet and typefaces, at an address that changes with their bytes
//! * [`WebError`]: why there is no page, which becomes a page
//! * [`wrapped`]: headers, the host check, the limits and the error pages around a router
//!
//! It knows no audit and no feature.

mod assets;
mod download;
mod errors;
mod guard;
mod headers;
mod routes;
mod templates;

use std::sync::Arc;

use crate::db::Scope;
use crate::domain::actor::Actor;

use super::app::{App, Ctx};

pub use assets::Assets;
pub use download::{Download, policy_for_inline_style};
pub use errors::WebError;
pub use guard::wrapped;
pub use headers::POLICY;
pub use routes::{RouteLine, Routes};
pub use templates::{Page, Templates};

/// What every door of the web needs.
#[derive(Clone, Debug)]
pub struct Web {
    /// The program.
    pub app: Arc<App>,
    /// In whose part of the database.
    pub scope: Scope,
    /// The pages.
    pub templates: Arc<Templates>,
}

impl Web {
    /// The web of a program.
    #[must_use]
    pub fn new(app: Arc<App>, scope: Scope) -> Self {
        let templates = Arc::new(Templates::new(Arc::clone(&app)));
        Self {
            app,
            scope,
            templates,
        }
    }

    /// The context of one operation by whoever reads without an account.
    #[must_use]
    pub fn begin(&self) -> Ctx {
        Ctx::begin(Arc::clone(&self.app), Actor::Public, self.scope)
    }
}
