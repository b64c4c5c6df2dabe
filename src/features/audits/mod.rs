//! Audits of one's own: a check of an agreement begins, and the comparison follows what comes in from the field. What was promised
//! comes from the register; the comparison and its report are shown by the portal.

pub mod actions;
pub mod pages;
pub mod withdrawal;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};
use crate::infra::passwords::Passwords;

/// What audits need.
#[derive(Clone, Debug)]
pub struct Audits {
    /// The program, with its templates.
    pub web: Web,
    /// Where passwords are worked on.
    pub passwords: Arc<Passwords>,
}

/// The addresses of audits.
#[must_use]
pub fn routes(audits: Audits) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    Routes::default()
        .read("/checks", ReadAudits, pages::checks)
        .change("/register/{agreement}/check", ChangeAudits, pages::begin)
        .read("/checks/{code}", ReadAudits, pages::desk)
        .read(
            "/checks/{code}/accounts",
            ChangeAudits,
            pages::withdrawal::accounts,
        )
        .read(
            "/checks/{code}/accounts/{account}",
            ChangeAudits,
            pages::withdrawal::asked,
        )
        .change(
            "/checks/{code}/accounts/{account}",
            ChangeAudits,
            pages::withdrawal::given,
        )
        .with_state(audits)
}
