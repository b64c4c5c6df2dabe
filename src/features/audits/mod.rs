//! Audits of one's own: a check of an agreement begins, and the comparison follows what comes in from the field. What was promised
//! comes from the register; the comparison and its report are shown by the portal.

pub mod actions;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// What audits need.
#[derive(Clone, Debug)]
pub struct Audits {
    /// The program, with its templates.
    pub web: Web,
}

/// The addresses of audits.
#[must_use]
pub fn routes(audits: Audits) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    Routes::default()
        .read("/checks", ReadAudits, pages::checks)
        .change("/register/{agreement}/check", ChangeAudits, pages::begin)
        .read("/checks/{code}", ReadAudits, pages::desk)
        .with_state(audits)
}
