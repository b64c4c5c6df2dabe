//! What people can do with audits of their own: begin one from an agreement, see how far it is.

use sea_orm::DatabaseTransaction;

use crate::db::audit::{AuditLine, audit_named, audits_of};
use crate::db::counter::Series;
use crate::db::register::{
    Claim, DossierLine, claims_of, dossier_numbered, flows_of, link_audit, versions_of,
};
use crate::db::{AuditId, load_case, load_case_within, replace_case, store_case, write};
use crate::domain::actor::Permission;
use crate::domain::agreement::{Coverage, Payment};
use crate::domain::case::{Case, Standing};
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::register::Dossier;
use crate::domain::sample::{Announced, Design, Sample};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;

/// An audit and how far it is.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its line.
    pub line: AuditLine,
    /// All of it.
    pub case: Case,
}

/// The audits of the organisation that are its own, by number.
pub async fn own_audits(ctx: &Ctx) -> Result<Vec<AuditLine>, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let all = audits_of(ctx.app.db.reads(), ctx.scope).await?;
    let own = all.into_iter().filter(|one| one.standing == Standing::Own);
    Ok(own.collect())
}

/// One audit of the organisation.
pub async fn desk(ctx: &Ctx, code: &str) -> Result<Desk, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let code = Code::parse(code).map_err(|_| ActionError::NotThere)?;
    let line = audit_named(ctx.app.db.reads(), ctx.scope, &code).await?;
    let line = line.filter(|one| one.standing == Standing::Own);
    let line = line.ok_or(ActionError::NotThere)?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    Ok(Desk { line, case })
}

/// Begins the check of an agreement, and gives the name of its audit. Where one has begun, it takes over what the register
/// says now; visits and what was seen on them stay.
pub async fn begin(ctx: &Ctx, agreement: i64) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let words = [
        ctx.app.words.get("audit-frame-places"),
        ctx.app.words.get("audit-unit-places"),
        ctx.app.words.get("audit-chosen-because"),
    ];
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = dossier_numbered(txn, ctx.scope, agreement).await?;
        let line = line.ok_or(ActionError::NotThere)?;
        let mut case = case_of(txn, ctx, &line).await?;
        if let Some(audit) = line.audit {
            let before = load_case_within(txn, ctx.scope, &ctx.app.master, audit).await?;
            keep_fieldwork(&mut case, &before);
        }
        frame(&mut case, &words);
        let audit = match line.audit {
            Some(_) => replace_case(txn, ctx.scope, &ctx.app.master, &case, &mut ids).await?,
            None => {
                let audit = store_case(txn, ctx.scope, &ctx.app.master, &case, &mut ids).await?;
                link_audit(txn, ctx.scope, line.id, audit).await?;
                audit
            }
        };
        let _: AuditId = audit;
        let label = Series::Dossier.label(agreement);
        noted(txn, ctx, ("audit-begun", &label), &mut ids).await?;
        Ok(case.id)
    })
    .await
}

/// What the register says of an agreement, as an audit in which nobody has looked.
async fn case_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    line: &DossierLine,
) -> Result<Case, ActionError> {
    let claims = claims_of(txn, ctx.scope, line.id).await?;
    let flows = flows_of(txn, ctx.scope, line.id).await?;
    let versions = versions_of(txn, ctx.scope, line.id).await?;
    let agreement = Code::parse(&Series::Dossier.label(line.number).to_lowercase());
    let agreement = agreement.map_err(|_| ActionError::NotThere)?;
    let paid = flows.iter().filter(|flow| flow.kind == FlowKind::Payment);
    let mut payments = Vec::new();
    for (nth, flow) in (1..).zip(paid) {
        payments.push(Payment {
            id: Code::parse(&format!("p-{nth:03}")).map_err(|_| ActionError::NotThere)?,
            agreement: agreement.clone(),
            title: flow.title.clone(),
            amount: flow.amount.clone(),
            period: flow.period.clone(),
            coverage: Coverage::NotPublished,
            covers: None,
            counted_by: flow.counted_by,
            sources: flow.source.iter().cloned().collect(),
            note: None,
        });
    }
    let mut figures = Vec::new();
    for (nth, Claim { mut figure, .. }) in (1..).zip(claims) {
        figure.id = Code::parse(&format!("c-{nth:03}")).map_err(|_| ActionError::NotThere)?;
        figures.push(figure);
    }
    let dossier = Dossier {
        versions,
        claims: figures,
        payments,
    };
    dossier
        .case(ctx.now.date_naive())
        .ok_or(ActionError::NotThere)
}

/// What was done in an audit stays when what was promised is taken over again. A promise or a place that something rests on
/// stays with it.
fn keep_fieldwork(case: &mut Case, before: &Case) {
    let before = before.clone();
    for observation in &before.observations {
        let id = &observation.obligation;
        if case.obligation(id).is_none()
            && let Some(promise) = before.obligation(id)
        {
            case.obligations.push(promise.clone());
        }
    }
    for visit in &before.visits {
        if case.place(&visit.place).is_none()
            && let Some(place) = before.place(&visit.place)
        {
            case.places.push(place.clone());
        }
    }
    case.answer = before.answer;
    case.method = before.method;
    case.samples = before.samples;
    case.tallies = before.tallies;
    case.visits = before.visits;
    case.observations = before.observations;
    case.categories = before.categories;
    case.reconciliations = before.reconciliations;
    case.derivations = before.derivations;
    case.money = before.money;
    case.accounts = before.accounts;
    case.accounts_withdrawn = before.accounts_withdrawn;
    case.evidence = before.evidence;
    case.responses = before.responses;
    case.findings = before.findings;
    case.recommendations = before.recommendations;
    case.events = before.events;
    case.does_not_say = before.does_not_say;
}

/// The list of all places as the frame of the visits, until a plan says otherwise: places we chose, not drawn.
fn frame(case: &mut Case, [list, unit, because]: &[String; 3]) {
    let universe = case.places.len() as u64;
    let mut visited: Vec<&Code> = case.visits.iter().map(|visit| &visit.place).collect();
    visited.sort();
    visited.dedup();
    let seen = visited.len() as u64;
    if let Some(sample) = case.samples.iter_mut().find(|sample| sample.visited) {
        sample.universe = Some(universe);
        sample.seen = Some(seen);
        return;
    }
    let Ok(id) = Code::parse("places") else {
        return;
    };
    if universe > 0 {
        case.samples.push(Sample {
            id,
            frame: list.clone(),
            unit: unit.clone(),
            design: Design::Judgmental,
            universe: Some(universe),
            universe_counted_by: None,
            seen: Some(seen),
            decision_number: None,
            chosen_because: Some(because.clone()),
            announced: Announced::NotPublished,
            period: None,
            seed: None,
            visited: true,
            beyond: None,
            sources: Vec::new(),
            note: None,
        });
    }
}
