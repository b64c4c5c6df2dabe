//! Replies and what follows: a party is asked about findings before they are published, answers at a desk of its own, and what
//! it answers stands beside them; what it says is fixed is looked at again by somebody who has not seen that it says so.

pub mod actions;
pub mod jobs;
pub mod pages;
pub mod weekly;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};
use crate::infra::mail::Outbox;

/// What replies need.
#[derive(Clone, Debug)]
pub struct Replies {
    /// The program, with its templates.
    pub web: Web,
    /// Where mail waits.
    pub outbox: Outbox,
}

/// The addresses of replies and of what follows.
#[must_use]
pub fn routes(replies: Replies) -> Routes {
    let routes = asking(Routes::default());
    let routes = answering(routes);
    following(routes).with_state(replies)
}

/// Of those who ask.
fn asking(routes: Routes<Replies>) -> Routes<Replies> {
    use Permission::{ChangeAudits, CheckVisits};
    use pages::{desk, notice, round};
    routes
        .read("/checks/{code}/replies", CheckVisits, desk::shown)
        .change("/checks/{code}/replies", ChangeAudits, desk::prepared)
        .read("/checks/{code}/replies/{round}", CheckVisits, round::shown)
        .read(
            "/checks/{code}/replies/{round}/notice",
            CheckVisits,
            notice::page,
        )
        .read(
            "/checks/{code}/replies/{round}/notice.pdf",
            CheckVisits,
            notice::pdf,
        )
        .read(
            "/checks/{code}/replies/{round}/files/{file}",
            CheckVisits,
            round::file,
        )
        .change(
            "/checks/{code}/replies/{round}/send",
            ChangeAudits,
            round::sent,
        )
        .change(
            "/checks/{code}/replies/{round}/link",
            ChangeAudits,
            round::linked,
        )
        .change(
            "/checks/{code}/replies/{round}/proof",
            ChangeAudits,
            round::proven,
        )
        .change(
            "/checks/{code}/replies/{round}/extend",
            ChangeAudits,
            round::extended,
        )
        .change(
            "/checks/{code}/replies/{round}/remind",
            ChangeAudits,
            round::reminded,
        )
        .change(
            "/checks/{code}/replies/{round}/answer",
            ChangeAudits,
            round::entered,
        )
        .change(
            "/checks/{code}/replies/{round}/answers/{answer}/confirm",
            ChangeAudits,
            round::confirmed,
        )
        .change(
            "/checks/{code}/replies/{round}/weigh",
            ChangeAudits,
            round::weighed,
        )
}

/// Of the party that is asked, who has no account.
fn answering(routes: Routes<Replies>) -> Routes<Replies> {
    use Permission::Public;
    use pages::{mailed, party};
    routes
        .read("/reply", Public, party::door)
        .change("/reply", Public, party::entered)
        .read("/reply/code", Public, mailed::asked)
        .change("/reply/code", Public, mailed::shown)
        .read("/reply/findings", Public, party::findings)
        .read("/reply/findings/{finding}", Public, party::finding)
        .upload("/reply/findings/{finding}", Public, party::answered)
        .read("/reply/notice", Public, party::notice)
        .change("/reply/fixed/{problem}", Public, party::fixed)
        .change("/reply/leave", Public, party::left)
}

/// Of those who follow up.
fn following(routes: Routes<Replies>) -> Routes<Replies> {
    use Permission::{ChangeAudits, CheckVisits};
    use pages::{following, hearings, record};
    routes
        .read("/bodies/{body}/record", CheckVisits, record::shown)
        .read("/checks/{code}/follow-up", CheckVisits, following::shown)
        .change("/checks/{code}/follow-up", ChangeAudits, following::begun)
        .change(
            "/checks/{code}/follow-up/clocks",
            ChangeAudits,
            following::clocks_set,
        )
        .change(
            "/checks/{code}/follow-up/decisions",
            ChangeAudits,
            following::decided,
        )
        .read(
            "/checks/{code}/follow-up/{problem}",
            CheckVisits,
            following::problem,
        )
        .change(
            "/checks/{code}/follow-up/{problem}",
            ChangeAudits,
            following::became,
        )
        .change(
            "/checks/{code}/follow-up/{problem}/look",
            ChangeAudits,
            following::given,
        )
        .change(
            "/checks/{code}/follow-up/{problem}/looks/{look}",
            ChangeAudits,
            following::looked,
        )
        .read("/checks/{code}/hearings", CheckVisits, hearings::shown)
        .change("/checks/{code}/hearings", ChangeAudits, hearings::begun)
        .read(
            "/checks/{code}/hearings/{hearing}",
            CheckVisits,
            hearings::hearing,
        )
        .change(
            "/checks/{code}/hearings/{hearing}/attendance",
            ChangeAudits,
            hearings::came,
        )
        .change(
            "/checks/{code}/hearings/{hearing}/promises",
            ChangeAudits,
            hearings::promise_made,
        )
}
