//! Findings are begun: by the program for each promise that was judged, kept ones too; or by somebody, of their own.

use sea_orm::DatabaseTransaction;

use crate::db::audit::{AuditLine, audit_named};
use crate::db::fieldwork::plans_of;
use crate::db::findings::{KeptFinding, StepWord, add_finding, findings_kept_of, save_finding};
use crate::db::{IdSource, findings_in, read, write};
use crate::domain::code::Code;
use crate::domain::finding::{Draft, Finding, Part, Progress, Stage, Step, drafts};
use crate::domain::log::Happening;
use crate::infra::action::{ActionError, noted};
use crate::infra::app::Ctx;

use super::desk::{Desk, desk, written};
use super::{name_of, opened, record_of, refused, taken, told, unchanged, who};

/// Findings of an audit are no more than these.
const MOST: usize = 500;

/// The findings of the audit before, of the same agreement, with its name; nothing of a first audit.
///
/// # Errors
/// Those of the database.
pub async fn earlier(ctx: &Ctx, desk: &Desk) -> Result<Vec<Finding>, ActionError> {
    let (scope, master) = (ctx.scope, &ctx.app.master);
    read(&ctx.app.db, async |txn| {
        let plans = plans_of(txn, scope, master, desk.line.id).await?;
        let round = plans.last().and_then(|kept| kept.plan.round.clone());
        let Some(round) = round else {
            return Ok(Vec::new());
        };
        match audit_named(txn, scope, &round.of).await? {
            Some(before) => Ok(findings_in(txn, scope, before.id).await?),
            None => Ok(Vec::new()),
        }
    })
    .await
}

/// Begins a finding for each promise that was judged and has none yet; gives how many.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn draft_all(ctx: &Ctx, code: &str) -> Result<usize, ActionError> {
    let desk = desk(ctx, code).await?;
    let earlier = earlier(ctx, &desk).await?;
    let all = drafts(&desk.case, &desk.comparison, &earlier);
    write(&ctx.app.db, async |txn| {
        let line = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = findings_kept_of(txn, scope, master, line.id).await?;
        let has_one = |draft: &Draft| {
            let mut standing = there
                .iter()
                .filter(|one| one.progress.stage != Stage::Withdrawn);
            standing.any(|one| one.draft.obligations == draft.obligations)
        };
        let begun = Progress::begun(who(ctx), ctx.now.date_naive());
        let mut count = 0;
        for draft in all.iter().filter(|draft| !has_one(draft)) {
            if there.len() + count >= MOST {
                break;
            }
            let new = (line.id, draft, &begun);
            let kept = add_finding(txn, scope, master, new, &mut ids).await?;
            let step = (StepWord::Begun, None, Some(&kept.draft));
            taken(txn, ctx, (&line, kept.number), step, &mut ids).await?;
            let record = record_of("finding", &kept.draft);
            let says = |record| Happening::FindingWritten { record };
            told(txn, ctx, (&line, &name_of(&kept)), record, says, &mut ids).await?;
            count += 1;
        }
        noted(txn, ctx, ("findings-drafted", code), &mut ids).await?;
        Ok(count)
    })
    .await
}

/// Begins a finding of one's own about a promise, with the title that somebody gives it; gives its number.
///
/// # Errors
/// Every field that does not do; [`ActionError::NotThere`]; those of the database.
pub async fn begin_own(
    ctx: &Ctx,
    code: &str,
    (title, promise): (&str, &str),
) -> Result<String, ActionError> {
    let desk = desk(ctx, code).await?;
    let mut fields = crate::infra::action::Fields::default();
    let title = fields.text("title", title, 300);
    let promise = Code::parse(promise).ok();
    let held = promise.as_ref().and_then(|id| desk.case.obligation(id));
    if held.is_none() {
        fields.wrong("promise", "field-choice");
    }
    fields.done(())?;
    write(&ctx.app.db, async |txn| {
        let line = opened(txn, ctx, code).await?;
        let mut ids = ctx.ids();
        let (scope, master) = (ctx.scope, &ctx.app.master);
        let there = findings_kept_of(txn, scope, master, line.id).await?;
        if there.len() >= MOST {
            return Err(ActionError::field("form", "findings-many"));
        }
        let name = Code::parse("own").map_err(|_| ActionError::NotThere)?;
        let mut draft = Draft {
            title: Some(title.clone()),
            obligations: promise.iter().cloned().collect(),
            ..Draft::begun(name)
        };
        // What should be, and whom it is about, the program knows of the promise.
        if let Some(one) = desk.anew(&draft).into_iter().next() {
            draft.addressees = one.addressees;
            let criteria = one.sentences.into_iter();
            draft.sentences = criteria.filter(|s| s.part == Part::Criteria).collect();
        }
        let begun = Progress::begun(who(ctx), ctx.now.date_naive());
        let new = (line.id, &draft, &begun);
        let kept = add_finding(txn, scope, master, new, &mut ids).await?;
        let step = (StepWord::Begun, None, Some(&kept.draft));
        taken(txn, ctx, (&line, kept.number), step, &mut ids).await?;
        let record = record_of("finding", &kept.draft);
        let says = |record| Happening::FindingWritten { record };
        told(txn, ctx, (&line, &name_of(&kept)), record, says, &mut ids).await?;
        noted(txn, ctx, ("findings-drafted", code), &mut ids).await?;
        Ok(kept.label())
    })
    .await
}

/// Puts what the program writes of today's comparison in the place of what it wrote before. What people wrote stays.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn renew(ctx: &Ctx, code: &str, number: u32) -> Result<(), ActionError> {
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let anew = desk.anew(&finding.draft);
    let mut draft = finding.draft.clone();
    // Where the program said nothing, somebody took that out, or writes of their own.
    let parts: Vec<Part> = written(&finding.draft).map(|one| one.part).collect();
    let fresh = anew.iter().flat_map(written);
    let fresh = fresh.filter(|one| parts.contains(&one.part));
    let mut sentences: Vec<_> = fresh.cloned().collect();
    draft.sentences.retain(|one| one.typed().is_some());
    sentences.append(&mut draft.sentences);
    sentences.sort_by_key(|sentence| sentence.part);
    draft.sentences = sentences;
    if let Some(first) = anew.first().filter(|_| parts.contains(&Part::Condition)) {
        draft.positive = anew.iter().all(|one| one.positive);
        if draft.positive {
            draft.category = None;
        } else if draft.category.is_none() {
            draft.category = first.category;
        }
    }
    super::writing::save(ctx, code, (finding, draft)).await
}

/// A finding as it is after a step that its words took, or why it cannot take it.
pub(super) fn edited(
    says_more: bool,
    finding: &KeptFinding,
    ctx: &Ctx,
) -> Result<Progress, ActionError> {
    let edit = Step::Edit { says_more };
    let day = ctx.now.date_naive();
    let positive = finding.draft.positive;
    let progress = finding
        .progress
        .step(&edit, &who(ctx), false, positive, day);
    progress.map_err(refused)
}

/// Saves a finding that was looked at and changed, inside a transaction.
pub(super) async fn kept(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    code: &str,
    (seen, now): (&KeptFinding, &KeptFinding),
    ids: &mut dyn IdSource,
) -> Result<AuditLine, ActionError> {
    let line = opened(txn, ctx, code).await?;
    unchanged(txn, ctx, (&line, seen)).await?;
    let one = (line.id, now);
    save_finding(txn, ctx.scope, &ctx.app.master, one, ids).await?;
    Ok(line)
}
