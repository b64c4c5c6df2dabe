//! What people can do with what came in from the field, one file to an intention. Nothing here knows of pages of the web.

pub mod behind;
pub mod boundaries;
pub mod deciding;
pub mod feeds;
pub mod links;
pub mod method;
pub mod mine;
pub mod morning;
pub mod observers;
pub mod one;
pub mod pairs;
pub mod photographs;
pub mod printed_pairs;
pub mod queue;
pub mod slip;
pub mod so_far;

use std::collections::BTreeMap;

use crate::db::Conn;

use crate::db::audit::{AuditLine, audit_named, places_of};
use crate::db::fieldwork::{Came, Who};
use crate::domain::actor::Permission;
use crate::domain::case::Standing;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::infra::action::{ActionError, by};
use crate::infra::app::Ctx;
pub use crate::infra::sealed_pairs::{is_sealed, tests_of};

/// The version of the rules by which is decided.
pub const RULES: u32 = 1;

/// One of the organisation's own audits, by its name in addresses.
///
/// # Errors
/// [`ActionError::NotThere`] where there is none, and where it is somebody else's restated.
pub async fn audit(
    conn: &impl Conn,
    ctx: &Ctx,
    (code, permission): (&str, Permission),
) -> Result<AuditLine, ActionError> {
    ctx.require(permission)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = audit_named(conn, ctx.scope, &code).await?;
    let line = line.filter(|one| one.standing == Standing::Own);
    line.ok_or(ActionError::NotThere)
}

/// The places of an audit by their names in it.
pub async fn places(
    conn: &impl Conn,
    ctx: &Ctx,
    audit: &AuditLine,
) -> Result<BTreeMap<Code, Place>, ActionError> {
    let places = places_of(conn, ctx.scope, audit.id).await?;
    Ok(places
        .into_iter()
        .map(|place| (place.id.clone(), place))
        .collect())
}

/// Whether the actor brought this in, or stands behind one of the codes of those who looked.
#[must_use]
pub fn is_own(ctx: &Ctx, came: &Came, codes: &BTreeMap<String, Who>) -> bool {
    is_by(by(ctx), came, codes)
}

/// The same of a member by number.
#[must_use]
pub fn is_by(member: i64, came: &Came, codes: &BTreeMap<String, Who>) -> bool {
    let looked = came.submission.as_ref().map(|sent| sent.observers.iter());
    let mut looked = looked.into_iter().flatten();
    came.by == Some(member)
        || looked.any(|code| codes.get(code).and_then(|who| who.member) == Some(member))
}
