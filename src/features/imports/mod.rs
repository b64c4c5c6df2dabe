//! Imports: what published files say, read from their bytes into agreements, promises, claims and money, and taken into
//! the register, where it can be taken back. Reading is pure; [`actions`] is what people do.

pub mod actions;
mod api;
pub mod bundle;
pub mod giving;
pub mod iati;
mod json;
pub mod ocds;
pub mod pages;
pub mod profile;
pub mod reading;
pub mod refusal;
pub mod sniff;
mod store;
pub mod tables;
pub mod taking;
mod values;
pub mod visits;
pub mod wording;

pub use tables::dates::DateOrder;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of imports.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::{file, list, one, profiles, waiting};
    Routes::default()
        .read("/imports", ReadAudits, list::list)
        .upload("/imports", ChangeAudits, list::received)
        .read("/imports/new", ChangeAudits, list::new)
        .read("/imports/{import}", ReadAudits, one::one)
        .read("/imports/{import}/file", ReadAudits, file::file)
        .change("/imports/{import}/answers", ChangeAudits, waiting::answers)
        .read("/imports/{import}/profile", ChangeAudits, profiles::file)
        .change("/imports/{import}/profile", ChangeAudits, waiting::profile)
        .upload(
            "/imports/{import}/profile-file",
            ChangeAudits,
            profiles::received,
        )
        .change("/imports/{import}/take", ChangeAudits, waiting::take)
        .change("/imports/{import}/discard", ChangeAudits, waiting::discard)
        .read("/imports/{import}/undo", ChangeAudits, one::undo)
        .change("/imports/{import}/undo", ChangeAudits, one::undone)
        .and(api::routes())
        .with_state(web)
}
