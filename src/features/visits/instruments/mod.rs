//! Instruments: what is asked on a visit. Made from the promises, then worded, ordered and added to; every change is a
//! further version, and what came in names the version it answers.

mod form;

use super::intake::own;
use super::quick;
use crate::db::audit::{AuditLine, audit_named};
use crate::db::fieldwork::{add_deviation, add_instrument, instruments_of, plans_of};
use crate::db::{StorageError, load_case, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::instrument::{Channel, Instrument, Words, check, from_promises, next_version};
use crate::domain::kit::asking_of;
use crate::domain::obligation::Obligation;
use crate::domain::plan::{Deviation, PlanPart};
use crate::infra::action::{ActionError, FieldProblem, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::kits::all_shipped;
use crate::infra::planned::{follow, planned_to_follow};
use crate::infra::words;

pub use form::{CHANNELS, InstrumentForm, KINDS, QuestionForm, channel_word, said};

/// The instrument that is made from the promises.
pub const VISIT: &str = "visit";

/// The audit of this name, where the actor may see what is asked.
///
/// # Errors
/// [`ActionError::NotThere`].
pub async fn audit(ctx: &Ctx, code: &str) -> Result<AuditLine, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    own(audit_named(ctx.app.db.reads(), ctx.scope, &code).await?)
}

/// Every version of every instrument of an audit, but those of the quick form.
///
/// # Errors
/// Those of the database.
pub async fn versions(ctx: &Ctx, audit: &AuditLine) -> Result<Vec<Instrument>, ActionError> {
    let all = instruments_of(ctx.app.db.reads(), ctx.scope, audit.id).await?;
    let is_ours = |one: &Instrument| one.code.as_str() != quick::NAME;
    Ok(all.into_iter().filter(is_ours).collect())
}

/// The newest version of each.
///
/// # Errors
/// Those of the database.
pub async fn newest(ctx: &Ctx, audit: &AuditLine) -> Result<Vec<Instrument>, ActionError> {
    let mut newest: Vec<Instrument> = Vec::new();
    for one in versions(ctx, audit).await? {
        match newest.iter_mut().find(|known| known.code == one.code) {
            Some(known) => *known = one,
            None => newest.push(one),
        }
    }
    Ok(newest)
}

/// The newest version of one, or the one that is asked for.
///
/// # Errors
/// [`ActionError::NotThere`].
pub async fn named(
    ctx: &Ctx,
    audit: &AuditLine,
    (code, version): (&str, Option<u32>),
) -> Result<Instrument, ActionError> {
    let all = versions(ctx, audit).await?;
    let mut ours = all.into_iter().filter(|one| one.code.as_str() == code);
    let found = match version {
        Some(version) => ours.find(|one| one.version == version),
        None => ours.next_back(),
    };
    found.ok_or(ActionError::NotThere)
}

/// Questions for the promises of an audit, in the words of the kit that a promise came of.
fn drafted(name: Code, promises: &[Obligation]) -> Instrument {
    let kits = all_shipped(&words::Words::english());
    from_promises(name, promises, |promise| asking_of(&kits, promise))
}

/// Makes the instrument from the promises, or a further version of it from what they are now. After the plan was locked
/// it departs from the plan, and `reason` says why.
///
/// # Errors
/// Where the promises give no question.
pub async fn from_the_promises(ctx: &Ctx, code: &str, reason: &str) -> Result<Code, ActionError> {
    let line = audit(ctx, code).await?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    let name = Code::parse(VISIT).map_err(|_| ActionError::NotThere)?;
    let draft = drafted(name, &case.obligations);
    save(ctx, &line, &draft, Some(reason)).await
}

/// Makes an instrument for another channel, with the questions of the one made from the promises.
///
/// # Errors
/// Where the name is taken, or there is no script for what needs one.
pub async fn another(
    ctx: &Ctx,
    code: &str,
    (name, channel): (&str, Channel),
    (title, opening): (Words, Option<Words>),
    reason: &str,
) -> Result<Code, ActionError> {
    let line = audit(ctx, code).await?;
    let name = Code::parse(name).map_err(|_| ActionError::field("name", "instrument-name"))?;
    let all = versions(ctx, &line).await?;
    if name.as_str() == quick::NAME || all.iter().any(|one| one.code == name) {
        return Err(ActionError::field("name", "instrument-name-taken"));
    }
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    let draft = Instrument {
        channel,
        title,
        opening,
        ..drafted(name, &case.obligations)
    };
    save(ctx, &line, &draft, Some(reason)).await
}

/// Keeps a version, unless it is the newest one already. After the plan was locked it departs from the plan, and says why.
///
/// # Errors
/// Everything that is wrong with it.
pub async fn save(
    ctx: &Ctx,
    line: &AuditLine,
    draft: &Instrument,
    reason: Option<&str>,
) -> Result<Code, ActionError> {
    let wrong: Vec<FieldProblem> = check(draft)
        .into_iter()
        .map(|problem| FieldProblem {
            field: problem
                .question
                .map_or_else(|| "form".to_owned(), |question| question.to_string()),
            why: problem.fault.key(),
            about: Vec::new(),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(ActionError::Invalid(wrong));
    }
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let all = instruments_of(txn, ctx.scope, line.id).await?;
        let last = all.into_iter().rfind(|one| one.code == draft.code);
        let next = match &last {
            None => Some(draft.clone()),
            Some(last) => next_version(last, draft),
        };
        let Some(next) = next else {
            return Ok(draft.code.clone());
        };
        let plans = plans_of(txn, ctx.scope, &ctx.app.master, line.id).await?;
        let locked = plans.iter().rev().find(|plan| plan.locked.is_some());
        if let Some(locked) = locked {
            let reason = reason.unwrap_or_default().trim();
            if reason.is_empty() {
                return Err(ActionError::field("reason", "instrument-reason-needed"));
            }
            let name = |version: u32| format!("{} {version}", draft.code);
            let deviation = Deviation {
                number: 1,
                on: ctx.now.date_naive(),
                what: PlanPart::Instruments,
                before: last.map(|last| name(last.version)).unwrap_or_default(),
                after: name(next.version),
                reason: reason.to_owned(),
            };
            let departs = (line.id, locked.number, &deviation, by(ctx));
            add_deviation(txn, ctx.scope, &ctx.app.master, departs, &mut ids).await?;
        }
        let made = (line.id, by(ctx));
        let hashed = (&next, quick::hash_of(&next));
        add_instrument(txn, ctx.scope, made, hashed, &mut ids).await?;
        let mut planned = planned_to_follow(txn, ctx, line).await?;
        follow(txn, ctx, &mut planned, &mut ids).await?;
        noted(
            txn,
            ctx,
            ("instrument-changed", line.code.as_str()),
            &mut ids,
        )
        .await?;
        Ok(next.code)
    })
    .await
}

/// Whether the plan of an audit is locked.
///
/// # Errors
/// Those of the database.
pub async fn is_locked(ctx: &Ctx, line: &AuditLine) -> Result<bool, StorageError> {
    let plans = plans_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master, line.id).await?;
    Ok(plans.iter().any(|plan| plan.locked.is_some()))
}
