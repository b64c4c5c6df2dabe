//! Accounts and organisations: the first run, signing in, one's own account, the people of an organisation and who read
//! what. Who may do what is the table of [`crate::domain::actor`].

pub mod actions;
pub mod api;
pub mod pages;

use std::sync::Arc;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};
use crate::infra::mail::Outbox;
use crate::infra::passwords::Passwords;

/// What accounts need.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// The program, with its templates.
    pub web: Web,
    /// Where passwords are worked on.
    pub passwords: Arc<Passwords>,
    /// Where mail waits.
    pub outbox: Outbox,
}

/// The addresses of accounts.
#[must_use]
pub fn routes(accounts: Accounts) -> Routes {
    use Permission::{ManagePeople, Public, ReadAccessLog, ReadAudits, SignedIn};
    use pages::{account, door, mails, people, settings, sign_in};
    Routes::default()
        .read("/begin", Public, door::begin)
        .change("/begin", Public, door::begun)
        .read("/join", Public, door::join)
        .change("/join", Public, door::joined)
        .read("/reset", Public, door::reset)
        .change("/reset", Public, door::reset_done)
        .read("/sign-in", Public, sign_in::asked)
        .change("/sign-in", Public, sign_in::given)
        .read("/sign-in/code", Public, sign_in::code_asked)
        .change("/sign-in/code", Public, sign_in::code_given)
        .change("/sign-out", Public, sign_in::sign_out)
        .read("/account", SignedIn, account::account)
        .change("/account/password", SignedIn, account::password)
        .change("/account/sessions", SignedIn, account::sessions)
        .change("/account/second-factor", SignedIn, account::factor)
        .change(
            "/account/second-factor/confirm",
            SignedIn,
            account::factor_confirmed,
        )
        .change(
            "/account/second-factor/drop",
            SignedIn,
            account::factor_dropped,
        )
        .change("/account/recovery-codes", SignedIn, account::recovery_codes)
        .change("/account/mails", SignedIn, mails::wished)
        .read("/unsubscribe/{token}", Public, mails::asked)
        .one_click("/unsubscribe/{token}", mails::left)
        .change("/account/tokens", SignedIn, account::token)
        .change("/account/tokens/revoke", SignedIn, account::token_revoked)
        .read("/organisations", SignedIn, account::organisations)
        .change("/organisations", SignedIn, account::chosen)
        .read("/welcome", SignedIn, account::welcome)
        .read("/people", ManagePeople, people::people)
        .change("/people/invitations", ManagePeople, people::invite)
        .change(
            "/people/invitations/withdraw",
            ManagePeople,
            people::withdraw,
        )
        .change("/people/change", ManagePeople, people::change)
        .change("/people/reset", ManagePeople, people::reset)
        .read("/settings", ManagePeople, settings::asked)
        .change("/settings", ManagePeople, settings::given)
        .read("/access-log", ReadAccessLog, people::access_log)
        .read("/api/me", ReadAudits, api::me)
        .read("/api/audits", ReadAudits, api::audits)
        .with_state(accounts)
}
