//! The register: agreements with their versions and promises, where the service should arrive and who is a party to it.
//! Claims, money and imports have abilities of their own; an audit begins from here.

pub mod actions;
mod api;
pub mod forms;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// What these pages need.
#[derive(Clone, Debug)]
pub struct Register {
    /// The program, with its templates.
    pub web: Web,
}

/// The addresses of the register.
#[must_use]
pub fn routes(register: Register) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::{
        agreement, amendment, choosing, criteria, dropping, editing, kits, letters, list, own_kit,
        promise, requests, start, versions,
    };
    Routes::default()
        .read("/start", ReadAudits, start::start)
        .read("/start/kits", ReadAudits, kits::list)
        .read("/start/kits/own", ChangeAudits, own_kit::asked)
        .upload("/start/kits/own", ChangeAudits, own_kit::given)
        .read("/start/kits/{kit}", ChangeAudits, kits::asked)
        .change("/start/kits/{kit}", ChangeAudits, kits::given)
        .read("/register", ReadAudits, list::list)
        .read("/register/new", ChangeAudits, editing::blank)
        .change("/register/new", ChangeAudits, editing::entered)
        .read(
            "/register/promises/new",
            ChangeAudits,
            choosing::which_agreement,
        )
        .read("/register/{agreement}", ReadAudits, agreement::agreement)
        .read("/register/{agreement}/edit", ChangeAudits, editing::edit)
        .change("/register/{agreement}/edit", ChangeAudits, editing::edited)
        .read(
            "/register/{agreement}/amend",
            ChangeAudits,
            amendment::amend,
        )
        .change(
            "/register/{agreement}/amend",
            ChangeAudits,
            amendment::amended,
        )
        .read(
            "/register/{agreement}/versions",
            ReadAudits,
            versions::versions,
        )
        .read(
            "/register/{agreement}/promises/new",
            ChangeAudits,
            promise::new,
        )
        .change(
            "/register/{agreement}/promises/new",
            ChangeAudits,
            promise::added,
        )
        .read(
            "/register/{agreement}/promises/{promise}",
            ReadAudits,
            criteria::promise,
        )
        .read(
            "/register/{agreement}/promises/{promise}/edit",
            ChangeAudits,
            promise::edit,
        )
        .change(
            "/register/{agreement}/promises/{promise}/edit",
            ChangeAudits,
            promise::edited,
        )
        .change(
            "/register/{agreement}/promises/{promise}/criteria",
            ChangeAudits,
            criteria::added,
        )
        .change(
            "/register/{agreement}/promises/{promise}/criteria/drop",
            ChangeAudits,
            criteria::dropped,
        )
        .read(
            "/register/{agreement}/promises/{promise}/drop",
            ChangeAudits,
            dropping::ask,
        )
        .change(
            "/register/{agreement}/promises/{promise}/drop",
            ChangeAudits,
            dropping::dropped,
        )
        .read("/register/{agreement}/kit", ReadAudits, own_kit::made)
        .read(
            "/register/{agreement}/letters",
            ReadAudits,
            letters::letters,
        )
        .change("/register/{agreement}/letters", ReadAudits, letters::filled)
        .read(
            "/register/{agreement}/requests",
            ReadAudits,
            requests::of_agreement,
        )
        .change(
            "/register/{agreement}/requests",
            ChangeAudits,
            requests::asked,
        )
        .read(
            "/register/{agreement}/requests/{request}",
            ReadAudits,
            requests::one,
        )
        .change(
            "/register/{agreement}/requests/{request}",
            ChangeAudits,
            requests::answered,
        )
        .read("/requests", ReadAudits, requests::all)
        .and(api::routes())
        .with_state(register)
}
