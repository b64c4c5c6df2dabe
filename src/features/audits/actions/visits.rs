//! Recording a visit by the quick form.

use chrono::NaiveDate;
use sea_orm::DatabaseTransaction;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::log::subject_named;
use crate::db::{IdSource, StorageError, add_visit, load_case_within, write};
use crate::domain::actor::Permission;
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit};
use crate::domain::log::{Happening, normal_text};
use crate::features::audits::visit_form::VisitForm;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;

/// Records a visit, and gives its name in the audit. It is told to the evidence log as it came in.
pub async fn record_visit(ctx: &Ctx, code: &str, form: &VisitForm) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let today = ctx.now.date_naive();
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = audit_named(txn, ctx.scope, &code).await?;
        let line = line.filter(|one| one.standing == Standing::Own);
        let line = line.ok_or(ActionError::NotThere)?;
        let case = load_case_within(txn, ctx.scope, &ctx.app.master, line.id).await?;
        let (visit, observations) = form.read(&case, next_name(&case)?, today)?;
        let seen = (line.id, &visit, observations.as_slice());
        add_visit(txn, ctx.scope, &ctx.app.master, seen, &mut ids).await?;
        tell(txn, ctx, (&line, &visit, &observations), &mut ids).await?;
        noted(txn, ctx, ("visit-recorded", code.as_str()), &mut ids).await?;
        Ok(visit.id)
    })
    .await
}

/// The next name of a visit: the highest number there is, and one more.
fn next_name(case: &Case) -> Result<Code, ActionError> {
    let numbers = case.visits.iter().filter_map(|visit| {
        let digits = visit.id.as_str().strip_prefix("v-")?;
        digits.parse::<u32>().ok()
    });
    let next = numbers.max().unwrap_or(0) + 1;
    Code::parse(&format!("v-{next:03}")).map_err(|_| ActionError::NotThere)
}

/// Tells the evidence log of a visit: all that was recorded of it, committed to and sealed.
async fn tell(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    (line, visit, observations): (&AuditLine, &Visit, &[Observation]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let name = format!("visit/{}", visit.id);
    let subject = subject_named(txn, ctx.scope, line.id, &name, ids).await?;
    let mut fact = ctx.fact(subject);
    fact.audit = Some(line.code.as_str());
    fact.record = fields_of("visit", visit);
    for (nth, observation) in (1..).zip(observations) {
        let fields = fields_of(&format!("observation.{nth}"), observation);
        fact.record.extend(fields);
    }
    ctx.record(txn, ids, fact, |opening| Happening::ObservationReceived {
        record: opening.record_commitment(),
        blobs: Vec::new(),
    })
    .await?;
    Ok(())
}

fn fields_of(prefix: &str, value: &impl serde::Serialize) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(members)) = serde_json::to_value(value) else {
        return Vec::new();
    };
    let text = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => normal_text(&text),
        other => other.to_string(),
    };
    let members = members.into_iter();
    members
        .map(|(name, value)| (format!("{prefix}.{name}"), text(value)))
        .collect()
}

/// Promises that are in force on a day: what a visit of that day is held against.
#[must_use]
pub fn promises_on(case: &Case, day: NaiveDate) -> Vec<&crate::domain::obligation::Obligation> {
    let holds = |one: &&crate::domain::obligation::Obligation| {
        one.period.as_ref().is_none_or(|period| {
            period.from.is_none_or(|from| from.first_day() <= day)
                && period.to.is_none_or(|to| day <= to.last_day())
        })
    };
    case.obligations.iter().filter(holds).collect()
}
