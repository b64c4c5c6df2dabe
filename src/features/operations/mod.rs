//! Operations: what whoever keeps the program running needs to see. Is it well, what waits, what failed, how much is
//! stored. It shows numbers and codes, and nothing of what the jobs and mails are about.

pub mod actions;
pub mod api;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{METRICS, Routes, Web};

/// What these pages need.
#[derive(Clone, Debug)]
pub struct Operations {
    /// The program, with its templates.
    pub web: Web,
    /// Whether it is ready, as it was seen last.
    pub readiness: actions::Readiness,
}

/// The addresses of operations.
#[must_use]
pub fn routes(operations: Operations) -> Routes {
    Routes::default()
        .read("/healthz", Permission::Public, api::alive)
        .read("/readyz", Permission::Public, api::ready)
        .read(METRICS, Permission::Watch, api::metrics)
        .read("/operations", Permission::Operate, pages::overview)
        .with_state(operations)
}
