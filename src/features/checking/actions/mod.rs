//! What people can do with what came in from the field, one file to an intention. Nothing here knows of pages of the web.

pub mod behind;
pub mod deciding;
pub mod method;
pub mod mine;
pub mod morning;
pub mod observers;
pub mod one;
pub mod pairs;
pub mod photographs;
pub mod queue;
pub mod slip;

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;

use crate::db::audit::{AuditLine, audit_named, places_of};
use crate::db::fieldwork::{Came, PairedLine, Who, paired_of, submitted};
use crate::domain::actor::Permission;
use crate::domain::case::Standing;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::intake::TesterSide;
use crate::domain::review::ReviewState;
use crate::infra::action::{ActionError, by};
use crate::infra::app::Ctx;

/// The version of the rules by which is decided.
pub const RULES: u32 = 1;

/// One of the organisation's own audits, by its name in addresses.
///
/// # Errors
/// [`ActionError::NotThere`] where there is none, and where it is somebody else's restated.
pub async fn audit(
    conn: &impl ConnectionTrait,
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
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    audit: &AuditLine,
) -> Result<BTreeMap<Code, Place>, ActionError> {
    let places = places_of(conn, ctx.scope, audit.id).await?;
    Ok(places
        .into_iter()
        .map(|place| (place.id.clone(), place))
        .collect())
}

/// The paired tests of an audit with the numbers of the records that are in: of each tester the last that was neither
/// rejected nor withdrawn. A record by somebody else than the tester is no half of a test.
///
/// # Errors
/// Those of the database.
pub async fn tests_of(
    conn: &impl ConnectionTrait,
    ctx: &Ctx,
    audit: &AuditLine,
) -> Result<Vec<PairedLine>, ActionError> {
    let master = &ctx.app.master;
    let mut tests = paired_of(conn, ctx.scope, master, audit.id).await?;
    if tests.is_empty() {
        return Ok(tests);
    }
    let all = submitted(conn, ctx.scope, master, audit.id).await?;
    let dead = [ReviewState::Rejected, ReviewState::Withdrawn];
    for came in all.iter().filter(|came| !dead.contains(&came.line.state)) {
        let sent = came.submission.as_ref();
        let Some((sent, half)) = sent.and_then(|sent| Some((sent, sent.pair.as_ref()?))) else {
            continue;
        };
        let Some(test) = tests.iter_mut().find(|one| one.test.id == half.test) else {
            continue;
        };
        let (tester, number) = match half.side {
            TesterSide::Majority => (&test.test.majority, &mut test.first),
            TesterSide::Minority => (&test.test.minority, &mut test.second),
        };
        if sent.observers.contains(tester) {
            *number = Some(came.line.number);
        }
    }
    Ok(tests)
}

/// Whether a record is half of a paired test of which the other half is not in. Nobody sees such a record, the lead
/// neither: knowing the first could colour the second.
#[must_use]
pub fn is_sealed(came: &Came, tests: &[PairedLine]) -> bool {
    let half = came.submission.as_ref().and_then(|sent| sent.pair.as_ref());
    half.is_some_and(|half| {
        let test = tests.iter().find(|one| one.test.id == half.test);
        test.is_none_or(|one| one.first.is_none() || one.second.is_none())
    })
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
    came.line.by == member
        || looked.any(|code| codes.get(code).and_then(|who| who.member) == Some(member))
}
