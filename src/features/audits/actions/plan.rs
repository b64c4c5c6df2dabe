//! Saving a plan. A draft is saved as often as one likes; what is changed after the lock is a deviation with its reason,
//! a further version, sealed at once.

use sea_orm::DatabaseTransaction;

use super::departed::Departing;
use super::lock::{self, Prepared};
use crate::db::fieldwork::{add_deviation, save_plan};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::plan::{Deviation, Plan, PlanPart, difference};
use crate::features::audits::forms::Given;
use crate::features::audits::forms::plan as form;
use crate::infra::action::{ActionError, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, follow, planned, planned_to_change};

/// A longer reason is a report.
const LONGEST_REASON: usize = 1_000;

/// One audit of the organisation with its plan.
pub async fn looked_at(ctx: &Ctx, code: &str) -> Result<Planned, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    planned(ctx, code).await
}

/// Saves what the form of the plan says.
pub async fn save(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let plan = form::read(given, &planned.case, &planned.plan())?;
        let change = Change::of(plan, given.field("reason"));
        changed(txn, ctx, &mut planned, change, &mut ids).await?;
        noted(txn, ctx, ("plan-saved", code), &mut ids).await
    })
    .await
}

/// What is changed of a plan.
pub(super) struct Change<'c> {
    /// What it says now.
    plan: Plan,
    /// What the list of places was and is, in words, where it was changed.
    list: Option<(String, String)>,
    /// Why, where the plan is locked.
    reason: &'c str,
}

impl<'c> Change<'c> {
    pub(super) fn of(plan: Plan, reason: &'c str) -> Self {
        Self {
            plan,
            list: None,
            reason,
        }
    }

    pub(super) fn of_places(
        plan: Plan,
        (before, after): (String, String),
        reason: &'c str,
    ) -> Self {
        Self {
            plan,
            list: Some((before, after)),
            reason,
        }
    }
}

/// The one way by which a plan is changed.
pub(super) async fn changed(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &mut Planned,
    change: Change<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let (audit, master) = (planned.line.id, &ctx.app.master);
    let Some(locked) = planned.locked().cloned() else {
        save_plan(txn, ctx.scope, master, (audit, &change.plan, by(ctx)), ids).await?;
        return again(txn, ctx, planned, ids).await;
    };
    let Prepared {
        plan,
        seed,
        reseals,
    } = lock::prepared(planned, change.plan, ctx, ids)?;
    let drafts = difference(&locked.plan, &plan);
    if drafts.is_empty() && change.list.is_none() {
        return Ok(());
    }
    let reason = reason_of(change.reason)?;
    let today = ctx.now.date_naive();
    let mut number = u32::try_from(planned.deviations.len()).unwrap_or(u32::MAX);
    let list = change.list.map(|(before, after)| Deviation {
        number: 0,
        on: today,
        what: PlanPart::ListOfPlaces,
        before,
        after,
        reason: reason.clone(),
    });
    let departing = Departing {
        case: &planned.case,
        words: &ctx.app.words,
    };
    let drafts = drafts.iter().map(|draft| {
        let before = departing.said(&locked.plan, draft.what, &draft.before);
        let after = departing.said(&plan, draft.what, &draft.after);
        draft.because(today, (before, after), reason.clone())
    });
    let drafts: Vec<Deviation> = drafts.collect();
    for mut deviation in drafts.into_iter().chain(list) {
        number = number.saturating_add(1);
        deviation.number = number;
        let one = (audit, locked.number, &deviation, by(ctx));
        add_deviation(txn, ctx.scope, master, one, ids).await?;
    }
    let version = save_plan(txn, ctx.scope, master, (audit, &plan, by(ctx)), ids).await?;
    let prepared = Prepared {
        plan,
        seed,
        reseals,
    };
    lock::sealed(txn, ctx, planned, (version, prepared), ids).await?;
    again(txn, ctx, planned, ids).await
}

fn reason_of(text: &str) -> Result<String, ActionError> {
    let mut fields = crate::infra::action::Fields::default();
    let reason = fields.optional("reason", text, LONGEST_REASON);
    if reason.is_none() {
        fields.wrong("reason", "plan-reason-needed");
    }
    fields.done(reason.unwrap_or_default())
}

/// Reads the audit again after a change, and lets the case follow it.
pub(super) async fn again(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &mut Planned,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    *planned = planned_to_change(txn, ctx, planned.line.code.as_str()).await?;
    follow(txn, ctx, planned, ids).await
}
