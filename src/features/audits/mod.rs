//! Audits of one's own: a check of an agreement begins, is planned and sealed, its places are drawn, and the comparison
//! follows what comes in from the field. What was promised comes from the register; the comparison and its report are shown
//! by the portal.

pub mod actions;
pub mod forms;
pub mod pages;
pub mod withdrawal;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};
use crate::infra::mail::Outbox;
use crate::infra::passwords::Passwords;

/// What audits need.
#[derive(Clone, Debug)]
pub struct Audits {
    /// The program, with its templates.
    pub web: Web,
    /// Where mail waits.
    pub outbox: Outbox,
    /// Where passwords are worked on.
    pub passwords: Arc<Passwords>,
}

/// The addresses of audits.
#[must_use]
pub fn routes(audits: Audits) -> Routes {
    use Permission::{ChangeAudits, CheckVisits, ReadAudits};
    use pages::{desk, letters, people, plan, rounds, spending, withdrawal, written};
    let routes = Routes::default()
        .read("/checks", ReadAudits, desk::checks)
        .change("/register/{agreement}/check", ChangeAudits, desk::begin)
        .read("/checks/{code}", ReadAudits, desk::desk)
        .change("/checks/{code}/refresh", ChangeAudits, desk::refresh)
        .read(
            "/checks/{code}/accounts",
            ChangeAudits,
            withdrawal::accounts,
        )
        .read(
            "/checks/{code}/accounts/{account}",
            ChangeAudits,
            withdrawal::asked,
        )
        .change(
            "/checks/{code}/accounts/{account}",
            ChangeAudits,
            withdrawal::given,
        )
        .read("/checks/{code}/plan", ReadAudits, plan::asked)
        .change("/checks/{code}/plan", ChangeAudits, plan::given)
        .read("/checks/{code}/plan/lock", ChangeAudits, plan::lock_asked)
        .change("/checks/{code}/plan/lock", ChangeAudits, plan::locked)
        .read("/checks/{code}/plan/{file}", ReadAudits, plan::file)
        .read("/checks/{code}/people", ChangeAudits, people::list)
        .change("/checks/{code}/people", ChangeAudits, people::added)
        .change(
            "/checks/{code}/people/declare",
            ChangeAudits,
            people::declared,
        )
        .change("/checks/{code}/people/stop", ChangeAudits, people::stopped)
        .change(
            "/checks/{code}/people/resume",
            ChangeAudits,
            people::resumed,
        )
        .read("/checks/{code}/letters", ReadAudits, letters::list)
        .change("/checks/{code}/letters", ChangeAudits, letters::noted)
        .read(
            "/checks/{code}/letters/{letter}",
            ReadAudits,
            letters::letter,
        )
        .read(
            "/checks/{code}/letters/new/{kind}",
            ReadAudits,
            written::asked,
        )
        .change(
            "/checks/{code}/letters/new/{kind}",
            ChangeAudits,
            written::kept,
        )
        .read(
            "/checks/{code}/letters/kept/{number}",
            CheckVisits,
            written::shown,
        )
        .change(
            "/checks/{code}/letters/kept/{number}",
            ChangeAudits,
            written::sent,
        )
        .read(
            "/checks/{code}/letters/kept/{number}/{file}",
            CheckVisits,
            written::file,
        )
        .read("/checks/{code}/hours", ChangeAudits, spending::list)
        .change("/checks/{code}/hours", ChangeAudits, spending::spent)
        .read("/checks/{code}/rounds", ReadAudits, rounds::shown)
        .change("/checks/{code}/rounds", ChangeAudits, rounds::begun);
    sampling(routes).with_state(audits)
}

/// The addresses of the sample.
fn sampling(routes: Routes<Audits>) -> Routes<Audits> {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::sample;
    routes
        .read("/checks/{code}/sample", ReadAudits, sample::asked)
        .change("/checks/{code}/sample", ChangeAudits, sample::given)
        .read(
            "/checks/{code}/sample/places.txt",
            ReadAudits,
            sample::listed,
        )
        .change("/checks/{code}/sample/places", ChangeAudits, sample::added)
        .change("/checks/{code}/sample/sites", ChangeAudits, sample::sites)
        .upload("/checks/{code}/sample/file", ChangeAudits, sample::uploaded)
        .change(
            "/checks/{code}/sample/take-out",
            ChangeAudits,
            sample::taken_out,
        )
        .change("/checks/{code}/sample/value", ChangeAudits, sample::known)
        .change(
            "/checks/{code}/sample/assign",
            ChangeAudits,
            sample::assigned,
        )
        .change(
            "/checks/{code}/sample/call-off",
            ChangeAudits,
            sample::dropped,
        )
        .change(
            "/checks/{code}/sample/replace",
            ChangeAudits,
            sample::replaced,
        )
}
