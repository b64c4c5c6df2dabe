//! Checking the wording of promises: of a text that somebody gives, or of a case. Nothing is kept of what is given. The
//! rules are [`crate::domain::wording`]'s.

pub mod actions;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// What these pages need.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The program, with its templates.
    pub web: Web,
}

/// The addresses of the check.
#[must_use]
pub fn routes(desk: Desk) -> Routes {
    Routes::default()
        .read("/check-wording", Permission::Public, pages::asked)
        .change("/check-wording", Permission::Public, pages::given)
        .with_state(desk)
}
