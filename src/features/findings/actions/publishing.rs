//! Publishing: a finding that lacks nothing goes into the audit, and with it into every page and edition of the report; what
//! those it is about answered goes in beside it, and what is asked of whom once all its findings are in.

use sea_orm::DatabaseTransaction;

use crate::db::audit::AuditLine;
use crate::db::findings::{KeptFinding, StepWord, findings_kept_of, recommendations_of};
use crate::db::{IdSource, put_finding, put_recommendation, write};
use crate::domain::actor::Permission;
use crate::domain::finding::{Finding, Stage, Step};
use crate::domain::log::Happening;
use crate::domain::party::Counter;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;
use crate::infra::asked::keep;
use crate::infra::led_to::came_in;
use crate::infra::telling::{News, tell_soon};

use super::desk::{Desk, desk};
use super::drafting::kept;
use super::saying::Saying;
use super::{name_of, record_of, refused, taken, told, who};

/// The finding as the report says it, in the language of the audit.
#[must_use]
pub fn as_published(ctx: &Ctx, desk: &Desk, finding: &KeptFinding) -> Finding {
    let saying = Saying {
        case: &desk.case,
        words: &ctx.app.words,
    };
    let title = saying.title(desk, &finding.draft);
    let say = |key: &str, names: &_| saying.written(key, names);
    let mut said = finding.draft.finding(Counter::Auditor, &title, &say);
    // A finding of another audit is told beside it; this one's case names nothing that it does not hold.
    said.repeat_of = None;
    said
}

/// Publishes a finding.
///
/// # Errors
/// [`ActionError::Invalid`] where something is missing, the comparison says something else by now, or the step does not
/// follow; [`ActionError::NotThere`]; those of the database.
pub async fn publish(ctx: &Ctx, code: &str, number: u32) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let positive = finding.draft.positive;
    let step = Step::Publish {
        windows: desk.windows(&finding.draft),
    };
    let others = desk.others(&finding.progress.author);
    let progress = finding
        .progress
        .step(&step, &who(ctx), others, positive, desk.today);
    if !desk.readiness(finding).is_ready() {
        return Err(ActionError::field("form", "finding-not-ready"));
    }
    if desk.is_stale(&finding.draft) {
        return Err(ActionError::field("form", "finding-stale"));
    }
    let now = KeptFinding {
        progress: progress.map_err(refused)?,
        ..finding.clone()
    };
    let said = as_published(ctx, &desk, &now);
    write(&ctx.app.db, async |txn| {
        let mut ids = ctx.ids();
        let line = kept(txn, ctx, code, (finding, &now), &mut ids).await?;
        let (scope, master) = (ctx.scope, &ctx.app.master);
        put_finding(txn, scope, master, (line.id, &said), &mut ids).await?;
        recommended(txn, ctx, &line, &mut ids).await?;
        // What was answered stands beside what is in the report by now.
        keep(txn, ctx, &line, &mut ids).await?;
        let visits = came_in(&desk.case, &now.draft);
        tell_soon(txn, ctx, (News::CameOfIt, line.id), &visits).await?;
        let step = (StepWord::Published, None, Some(&now.draft));
        taken(txn, ctx, (&line, number), step, &mut ids).await?;
        let record = record_of("finding", &said);
        let says = |record| Happening::FindingPublished { record };
        told(txn, ctx, (&line, &name_of(&now)), record, says, &mut ids).await?;
        noted(txn, ctx, ("findings-published", code), &mut ids).await
    })
    .await
}

/// Puts in every recommendation of which all findings are published by now.
pub(super) async fn recommended(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    line: &AuditLine,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    let findings = findings_kept_of(txn, scope, master, line.id).await?;
    let published = |id: &crate::domain::code::Code| {
        let mut all = findings.iter();
        all.any(|one| one.draft.id == *id && one.progress.stage == Stage::Published)
    };
    for one in recommendations_of(txn, scope, master, line.id).await? {
        let asked = &one.is.recommendation;
        let rests = !asked.findings.is_empty() && asked.findings.iter().all(published);
        if rests && !one.dropped {
            put_recommendation(txn, scope, master, (line.id, asked), &mut *ids).await?;
        }
    }
    Ok(())
}
