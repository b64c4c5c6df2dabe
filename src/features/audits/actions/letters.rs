//! Letters of an audit and the days on which they were sent: they stand in its chronology.

use sea_orm::DatabaseTransaction;

use crate::db::fieldwork::{Milestone, MilestoneKind, add_milestone};
use crate::db::{IdSource, replace_case, write};
use crate::domain::actor::Permission;
use crate::domain::party::Counter;
use crate::domain::reply::Event;
use crate::features::audits::forms::{Given, value_of};
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned_to_change};

/// Kinds of days that a person writes down here; a stop has a form of its own.
pub const SENT: [MilestoneKind; 4] = [
    MilestoneKind::WindowNotice,
    MilestoneKind::DebriefInvitation,
    MilestoneKind::DebriefHeld,
    MilestoneKind::Authorisation,
];

/// Writes down that a letter was sent, or the debrief held.
pub async fn sent(ctx: &Ctx, code: &str, given: &Given) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let mut fields = Fields::default();
        let kind: Option<MilestoneKind> = fields.choice("kind", given.field("kind"), |word| {
            value_of(word).filter(|kind| SENT.contains(kind))
        });
        let on = fields.day("on", given.field("on"));
        if on.is_none() && given.field("on").trim().is_empty() {
            fields.wrong("on", "field-empty");
        }
        if on.is_some_and(|on| on > ctx.now.date_naive()) {
            fields.wrong("on", "field-not-yet");
        }
        let note = fields.optional("note", given.field("note"), 1_000);
        let (kind, on, note) = fields.done((kind, on, note))?;
        let (Some(kind), Some(on)) = (kind, on) else {
            return Err(ActionError::NotThere);
        };
        let new = Milestone { kind, on, note };
        let one = (planned.line.id, &new, by(ctx));
        add_milestone(txn, ctx.scope, &ctx.app.master, one, &mut ids).await?;
        told(txn, ctx, &mut planned, &new, &mut ids).await?;
        noted(txn, ctx, ("letter-sent", code), &mut ids).await
    })
    .await
}

/// Tells of a day in the chronology of the audit, without what is for the lead alone.
pub(super) async fn told(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &mut Planned,
    new: &Milestone,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let key = format!("letter-chronology-{}", new.kind.word());
    let event = Event {
        date: Some(new.on.into()),
        to: None,
        what: ctx.app.words.get(&key),
        since: false,
        obligations: Vec::new(),
        counted_by: Some(Counter::Auditor),
        sources: Vec::new(),
    };
    if !planned.case.events.contains(&event) {
        planned.case.events.push(event);
        replace_case(txn, ctx.scope, &ctx.app.master, &planned.case, ids).await?;
    }
    planned.milestones.push(new.clone());
    Ok(())
}
