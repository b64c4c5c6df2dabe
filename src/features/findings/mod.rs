//! Findings: drafted from the comparison, written sentence by sentence with what each rests on, checked, and published into the
//! report; the money that is questioned; what is asked of whom. What is true of a finding is [`crate::domain::finding`]'s.

pub mod actions;
pub mod forms;
pub mod pages;
pub mod tokens;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};
use crate::infra::passwords::Passwords;

/// The addresses of findings. Where passwords are worked on is shared with everything else that asks for one.
#[must_use]
pub fn routes(web: Web, passwords: Arc<Passwords>) -> Routes {
    use Permission::{ChangeAudits, WriteFindings};
    use pages::{about, attacked, before, documents, list, money, one, recommendations, sentence};
    Routes::default()
        .read("/checks/{code}/findings", WriteFindings, list::list)
        .change("/checks/{code}/findings", WriteFindings, list::begun)
        .change(
            "/checks/{code}/findings/draft",
            WriteFindings,
            list::drafted,
        )
        .read(
            "/checks/{code}/findings/documents",
            WriteFindings,
            documents::shown,
        )
        .change(
            "/checks/{code}/findings/documents",
            ChangeAudits,
            documents::said,
        )
        .read("/checks/{code}/findings/{finding}", WriteFindings, one::one)
        .change(
            "/checks/{code}/findings/{finding}/left-out",
            WriteFindings,
            one::left_out,
        )
        .change(
            "/checks/{code}/findings/{finding}/renew",
            WriteFindings,
            one::renewed,
        )
        .change(
            "/checks/{code}/findings/{finding}/step",
            WriteFindings,
            one::stepped,
        )
        .read(
            "/checks/{code}/findings/{finding}/about",
            WriteFindings,
            about::asked,
        )
        .change(
            "/checks/{code}/findings/{finding}/about",
            WriteFindings,
            about::given,
        )
        .read(
            "/checks/{code}/findings/{finding}/sentences/{sentence}",
            WriteFindings,
            sentence::asked,
        )
        .change(
            "/checks/{code}/findings/{finding}/sentences/{sentence}",
            WriteFindings,
            sentence::given,
        )
        .read(
            "/checks/{code}/findings/{finding}/before",
            WriteFindings,
            before::before,
        )
        .change(
            "/checks/{code}/findings/{finding}/publish",
            ChangeAudits,
            move |sent| before::published(Arc::clone(&passwords), sent),
        )
        .read(
            "/checks/{code}/findings/{finding}/attack",
            WriteFindings,
            attacked::attacked,
        )
        .read("/checks/{code}/money", WriteFindings, money::shown_page)
        .change("/checks/{code}/money", WriteFindings, money::recorded)
        .change("/checks/{code}/money/{line}", WriteFindings, money::became)
        .read(
            "/checks/{code}/recommendations",
            WriteFindings,
            recommendations::shown,
        )
        .change(
            "/checks/{code}/recommendations",
            WriteFindings,
            recommendations::asked,
        )
        .read(
            "/checks/{code}/recommendations/{recommendation}",
            WriteFindings,
            recommendations::one,
        )
        .change(
            "/checks/{code}/recommendations/{recommendation}",
            WriteFindings,
            recommendations::changed,
        )
        .with_state(web)
}
