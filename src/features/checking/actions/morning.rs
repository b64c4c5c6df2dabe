//! What the lead sees in the morning: what to check, what is late, what lacks evidence, how far the visits have come, whom to
//! chase. And the days of visits that are due, for a calendar.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::one::signs_of;
use super::{audit, is_sealed, places, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    Assignment, AssignmentState, Came, SealedPlaces, Substitution as Replaced, assignments_of,
    instruments_of, plans_of, reviews_of, sealed_places_of, submitted, substitutions_of,
};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::Instrument;
use crate::domain::plan::Plan;
use crate::domain::review::{Due, Field, Morning, Received, Sign, morning};
use crate::domain::sampling::{DrawnSample, FrameUnit, NotSeen, Substitution, draw_plan};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// The morning of an audit.
#[derive(Clone, Debug)]
pub struct Today {
    /// The audit.
    pub line: AuditLine,
    /// Its places.
    pub places: BTreeMap<Code, Place>,
    /// What to do.
    pub morning: Morning,
    /// What was asked, for each that lacks pictures.
    pub asked: BTreeMap<String, Instrument>,
    /// How many days ago the oldest that waits came in.
    pub oldest: Option<i64>,
    /// How many halves of paired tests wait for the other half.
    pub sealed: usize,
    /// Signs that visits were not made as they say: for the lead alone; nothing for others.
    pub signs: Option<Vec<Sign>>,
}

/// The morning page of an audit.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn today(ctx: &Ctx, code: &str) -> Result<Today, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::CheckVisits)).await?;
    let plans = plans_of(conn, ctx.scope, master, line.id).await?;
    let kept = plans.iter().rev().find(|plan| plan.locked.is_some());
    let kept = kept.or(plans.last());
    let plan = kept.map(|kept| kept.plan.clone()).unwrap_or_default();
    let lists = sealed_places_of(conn, ctx.scope, line.id).await?;
    let list = lists
        .iter()
        .rev()
        .find(|list| Some(list.plan) == kept.map(|kept| kept.number));
    let drawn = list.and_then(|list| drawn(&plan, list));
    let replaced = substitutions_of(conn, ctx.scope, master, line.id).await?;
    let log = drawn.as_ref().map(|drawn| log_of(drawn, &replaced));
    let all = submitted(conn, ctx.scope, master, line.id).await?;
    let ids: Vec<_> = all.iter().map(|came| came.line.id).collect();
    let reviews = reviews_of(conn, ctx.scope, master, &ids).await?;
    let tests = tests_of(conn, ctx, &line).await?;
    let instruments = instruments_of(conn, ctx.scope, line.id).await?;
    let assignments = assignments_of(conn, ctx.scope, master, line.id).await?;
    let seen: Vec<(String, &Came)> = all
        .iter()
        .filter(|came| !is_sealed(came, &tests))
        .map(|came| (came.line.label(), came))
        .collect();
    let corrected: Vec<i64> = all.iter().filter_map(|came| came.line.corrects).collect();
    let received: Vec<Received> = seen
        .iter()
        .filter(|(_, came)| !corrected.contains(&came.line.number))
        .filter_map(|(name, came)| {
            let last = reviews.get(&came.line.id).and_then(|all| all.last());
            let since = last.map_or(came.line.received_at, |last| last.decided_at);
            Some(Received {
                name,
                submission: came.submission.as_ref()?,
                state: came.line.state,
                since: since.date_naive(),
            })
        })
        .collect();
    let due = due(&assignments);
    let field = Field {
        drawn: drawn.as_ref(),
        substitutions: log.as_deref().unwrap_or_default(),
        due: &due,
    };
    let day = ctx.now.date_naive();
    let morning = morning(&plan, &field, &instruments, &received, day);
    let waiting = received.iter();
    let waiting = waiting.filter(|one| morning.to_check.iter().any(|name| name == one.name));
    let oldest = waiting.map(|one| (day - one.since).num_days()).max();
    let asked = seen.iter().filter_map(|(name, came)| {
        let (code, version) = &came.line.instrument;
        let mut known = instruments.iter();
        let asked = known.find(|one| one.code == *code && one.version == *version)?;
        let lacks = morning
            .missing_evidence
            .iter()
            .any(|(label, _)| label == name);
        lacks.then(|| (name.clone(), asked.clone()))
    });
    let asked = asked.collect();
    let lead = ctx.actor.may(Permission::ChangeAudits);
    Ok(Today {
        places: places(conn, ctx, &line).await?,
        sealed: all.len() - seen.len(),
        signs: lead.then(|| signs_of(&all, &tests)),
        line,
        morning,
        asked,
        oldest,
    })
}

/// What was drawn, drawn again from the sealed list; nothing for places we chose.
fn drawn(plan: &Plan, list: &SealedPlaces) -> Option<DrawnSample> {
    let sampling = plan.sampling.as_ref()?;
    let clusters = sampling.design == crate::domain::sample::Design::Cluster;
    let units = list.units.iter().map(|unit| FrameUnit {
        id: unit.id.to_string(),
        stratum: if clusters {
            unit.cluster.clone()
        } else {
            unit.stratum.clone()
        },
    });
    draw_plan(sampling, &units.collect::<Vec<_>>()).ok()
}

/// The log of substitutions as the rules read it.
fn log_of(drawn: &DrawnSample, replaced: &[Replaced]) -> Vec<Substitution> {
    let entry = |one: &Replaced| {
        let because = serde_json::from_value(one.reason.clone().into());
        let group = drawn.group_of(one.taken_out.as_str())?;
        Some(Substitution {
            group: group.name.clone(),
            unit: one.taken_out.to_string(),
            because: because.unwrap_or(NotSeen::NotReached),
            by: Some(one.taken_in.to_string()),
            none_because: None,
        })
    };
    replaced.iter().filter_map(entry).collect()
}

/// Visits that are to be made and have a day.
fn due(assignments: &[Assignment]) -> Vec<Due> {
    let open = assignments.iter();
    let open = open.filter(|one| one.state == AssignmentState::Open);
    open.filter_map(|one| {
        Some(Due {
            place: one.task.place.to_string(),
            on: one.task.due?,
            slot: one.task.slot.clone(),
            observer: one.task.code.clone(),
        })
    })
    .collect()
}

/// A visit that is due, as a calendar tells it: where and when, never who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDay {
    /// The number of the assignment.
    pub number: u32,
    /// The name of the place.
    pub place: String,
    /// The day.
    pub on: NaiveDate,
    /// The part of the day, where that was drawn.
    pub slot: Option<String>,
}

/// The visits of an audit that are due and have a day, for whoever is signed in.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn due_days(ctx: &Ctx, code: &str) -> Result<(AuditLine, Vec<DueDay>), ActionError> {
    let conn = ctx.app.db.reads();
    let line = audit(conn, ctx, (code, Permission::RecordVisits)).await?;
    let days = days_of(ctx, &line).await?;
    Ok((line, days))
}

/// The visits of one audit that are due and have a day.
///
/// # Errors
/// Those of the database.
pub(super) async fn days_of(ctx: &Ctx, line: &AuditLine) -> Result<Vec<DueDay>, ActionError> {
    let conn = ctx.app.db.reads();
    let places = places(conn, ctx, line).await?;
    let assignments = assignments_of(conn, ctx.scope, &ctx.app.master, line.id).await?;
    let open = assignments.into_iter();
    let open = open.filter(|one| one.state == AssignmentState::Open);
    let days = open.filter_map(|one| {
        let place = places.get(&one.task.place);
        Some(DueDay {
            number: one.number,
            place: place.map_or_else(|| one.task.place.to_string(), |place| place.name.clone()),
            on: one.task.due?,
            slot: one.task.slot,
        })
    });
    Ok(days.collect())
}
