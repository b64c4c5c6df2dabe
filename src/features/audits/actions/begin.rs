//! Beginning the check of an agreement, and taking over again what the register says.

use sea_orm::DatabaseTransaction;

use crate::db::counter::Series;
use crate::db::register::{
    Claim, DossierLine, claims_of, dossier_numbered, flows_of, link_audit, versions_of,
};
use crate::db::{IdSource, replace_case, store_case, write};
use crate::domain::actor::Permission;
use crate::domain::agreement::{Coverage, Payment};
use crate::domain::case::Case;
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::register::Dossier;
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{follow, planned_to_change};

/// Begins the check of an agreement, and gives the name of its audit. Where one has begun, it takes over what the register
/// says now; visits and what was seen on them stay.
pub async fn begin(ctx: &Ctx, agreement: i64) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = dossier_numbered(txn, ctx.scope, agreement).await?;
        let line = line.ok_or(ActionError::NotThere)?;
        let case = case_of(txn, ctx, &line).await?;
        let code = case.id.clone();
        if line.audit.is_some() {
            take_over(txn, ctx, case, &mut ids).await?;
        } else {
            let audit = store_case(txn, ctx.scope, &ctx.app.master, &case, &mut ids).await?;
            link_audit(txn, ctx.scope, line.id, audit).await?;
            let mut planned = planned_to_change(txn, ctx, code.as_str()).await?;
            follow(txn, ctx, &mut planned, &mut ids).await?;
        }
        let label = Series::Dossier.label(agreement);
        noted(txn, ctx, ("audit-begun", &label), &mut ids).await?;
        Ok(code)
    })
    .await
}

/// Takes over what the register says now, into an audit of any round.
pub async fn refresh(ctx: &Ctx, code: &str) -> Result<Code, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let before = planned_to_change(txn, ctx, code).await?;
        let line = agreement_of(txn, ctx, &before.case).await?;
        let mut case = case_of(txn, ctx, &line).await?;
        case.id = before.case.id.clone();
        case.title = before.case.title.clone();
        let code = case.id.clone();
        take_over(txn, ctx, case, &mut ids).await?;
        noted(txn, ctx, ("audit-begun", code.as_str()), &mut ids).await?;
        Ok(code)
    })
    .await
}

/// The agreement of the register that an audit checks.
pub(super) async fn agreement_of(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    case: &Case,
) -> Result<DossierLine, ActionError> {
    let label = case
        .agreements
        .first()
        .map(|one| one.id.as_str().to_uppercase());
    let number = label.and_then(|label| Series::Dossier.number_of(&label));
    let number = number.ok_or(ActionError::NotThere)?;
    let line = dossier_numbered(txn, ctx.scope, number).await?;
    line.ok_or(ActionError::NotThere)
}

async fn take_over(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    mut case: Case,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let mut planned = planned_to_change(txn, ctx, case.id.as_str()).await?;
    keep_fieldwork(&mut case, &planned.case);
    replace_case(txn, ctx.scope, &ctx.app.master, &case, ids).await?;
    planned.case = case;
    follow(txn, ctx, &mut planned, ids).await
}

/// What the register says of an agreement, as an audit in which nobody has looked.
pub(super) async fn case_of(
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

/// What was done in an audit stays when what was promised is taken over again. A promise that something rests on
/// stays with it, and so does every place that the list of the audit has.
fn keep_fieldwork(case: &mut Case, before: &Case) {
    let before = before.clone();
    let seen = before.observations.iter().map(|one| &one.obligation);
    let money = before
        .money
        .iter()
        .filter_map(|one| one.obligation.as_ref());
    let concluded = before.findings.iter().flat_map(|one| &one.obligations);
    for id in seen.chain(money).chain(concluded) {
        if case.obligation(id).is_none()
            && let Some(promise) = before.obligation(id)
        {
            case.obligations.push(promise.clone());
        }
    }
    for place in &before.places {
        if case.place(&place.id).is_none() {
            case.places.push(place.clone());
        }
    }
    let asked = before.recommendations.iter().map(|one| &one.to);
    let answered = before.responses.iter().map(|one| &one.party);
    let paid = before.money.iter().filter_map(|one| one.party.as_ref());
    for id in asked.chain(answered).chain(paid) {
        if case.party(id).is_none()
            && let Some(party) = before.party(id)
        {
            case.parties.push(party.clone());
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
