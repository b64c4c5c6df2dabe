//! Agreements: entering one, correcting it, amending it.

use super::{Entry, correct, entry_to_change, pointers_of, record};
use crate::db::counter::Series;
use crate::db::register::{
    NewBody, NewSite, NewVersion, add_body, add_dossier, add_sites, bodies_named, dossier_numbered,
};
use crate::db::{IdSource, write};
use crate::domain::actor::Permission;
use crate::domain::agreement::Agreement;
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::obligation::Obligation;
use crate::domain::party::{Party, Role};
use crate::domain::register::Terms;
use crate::domain::site::SiteKind;
use crate::features::register::forms::{AgreementGiven, AmendmentForm};
use crate::infra::action::{ActionError, Fields, by, noted, still_may};
use crate::infra::app::Ctx;

/// The code of a number of the register: B-0001 is `b-0001`.
fn named(series: Series, number: i64) -> Result<Code, ActionError> {
    Code::parse(&series.label(number).to_lowercase()).map_err(|_| ActionError::NotThere)
}

/// The bodies of these names: those that the terms have already, one of the register that bears just this name and no other
/// does, or new ones. Two of a name are never taken for one: a new one is made, and the choice is offered.
async fn parties(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    terms: &mut Terms,
    (names, role): (&[String], Role),
    ids: &mut dyn IdSource,
) -> Result<Vec<Code>, ActionError> {
    let mut codes = Vec::new();
    for name in names {
        if let Some(party) = terms.parties.iter_mut().find(|party| party.name == *name) {
            if !party.roles.contains(&role) {
                party.roles.push(role);
            }
            codes.push(party.id.clone());
            continue;
        }
        let known = bodies_named(txn, ctx.scope, name).await?;
        let body = match known.as_slice() {
            [only] if only.name == *name => only.clone(),
            _ => {
                let new = NewBody {
                    name,
                    person_as: None,
                    roles: vec![role],
                    identifiers: Vec::new(),
                    note: None,
                };
                add_body(txn, ctx.scope, &ctx.app.master, new, ids).await?
            }
        };
        let code = named(Series::Body, body.number)?;
        terms.parties.push(Party {
            id: code.clone(),
            name: body.name,
            roles: vec![role],
            identifier: body.identifiers.first().map(|one| one.normal.clone()),
            note: None,
        });
        codes.push(code);
    }
    Ok(codes)
}

/// Lets terms say what a form says; promises, budget and what else the form does not ask for stay.
async fn apply(
    txn: &sea_orm::DatabaseTransaction,
    ctx: &Ctx,
    terms: &mut Terms,
    given: &AgreementGiven,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let before = terms.agreement.clone();
    let funders = parties(txn, ctx, terms, (&given.funders, Role::Funder), ids).await?;
    let providers = parties(txn, ctx, terms, (&given.providers, Role::Provider), ids).await?;
    let subs = parties(
        txn,
        ctx,
        terms,
        (&given.subcontractors, Role::Provider),
        ids,
    )
    .await?;
    let new = given.places.iter().map(|(name, group)| NewSite {
        name: name.clone(),
        kind: SiteKind::Site,
        stratum: group.clone(),
        point: None,
        note: None,
    });
    let sites = add_sites(txn, ctx.scope, new.collect(), ids).await?;
    let mut places = Vec::new();
    for site in sites {
        let id = named(Series::Site, site.number)?;
        if !places.iter().any(|place: &Place| place.id == id) {
            places.push(Place {
                id,
                name: site.name,
                stratum: site.stratum,
                note: site.note,
            });
        }
    }
    // A place that a promise names stays, also where the list left it out.
    let needed = |id: &Code| {
        let mut promises = terms.obligations.iter();
        let targets = |one: &Obligation| {
            let mut targets = one.criteria.iter().flat_map(|one| &one.targets);
            targets.any(|target| target.place.as_ref() == Some(id))
        };
        promises.any(|one| one.places.contains(id) || targets(one))
    };
    let kept = terms.places.iter().filter(|place| needed(&place.id));
    for place in kept {
        if !places.iter().any(|there| there.id == place.id) {
            places.push(place.clone());
        }
    }
    terms.places = places;
    let agreement = &mut terms.agreement;
    agreement.title.clone_from(&given.title);
    agreement.kind = given.kind;
    agreement.funders = funders;
    agreement.providers = providers;
    agreement.subcontractors = subs;
    agreement.value.clone_from(&given.value);
    agreement.currency = given.currency;
    // A period that the source gives in words keeps them as long as no dates are typed.
    if given.period.is_some() || agreement.period.as_ref().is_none_or(|p| p.words.is_none()) {
        agreement.period.clone_from(&given.period);
    }
    agreement.payment_basis = given.basis;
    agreement.covers.clone_from(&given.covers);
    agreement.obtained.clone_from(&given.obtained);
    agreement.note.clone_from(&given.note);
    if let Some(title) = &given.document {
        let id = agreement.sources.first().cloned();
        let id = id.unwrap_or_else(|| agreement.id.clone());
        let source = terms.sources.iter_mut().find(|one| one.id == id);
        match source {
            Some(source) => {
                source.title.clone_from(title);
                source.url.clone_from(&given.url);
            }
            None => terms.sources.push(Source {
                id: id.clone(),
                title: title.clone(),
                publisher: None,
                date: None,
                url: given.url.clone(),
                sha256: None,
            }),
        }
        match agreement.sources.first_mut() {
            Some(first) => *first = id,
            None => agreement.sources.push(id),
        }
    }
    let named = |agreement: &Agreement, id: &Code| {
        let (funders, providers) = (&agreement.funders, &agreement.providers);
        let all = [funders, providers, &agreement.subcontractors];
        all.iter().any(|codes| codes.contains(id))
    };
    let held = |id: &Code| {
        let mut criteria = terms.obligations.iter().flat_map(|one| &one.criteria);
        criteria.any(|one| {
            let mut targets = one.targets.iter();
            one.held_by.contains(id) || targets.any(|target| target.party.as_ref() == Some(id))
        })
    };
    let pays = |id: &Code| terms.shares.iter().any(|share| share.party == *id);
    terms.parties.retain(|party| {
        !named(&before, &party.id)
            || named(agreement, &party.id)
            || held(&party.id)
            || pays(&party.id)
    });
    Ok(())
}

/// Enters an agreement and gives its number.
pub async fn register(ctx: &Ctx, given: &AgreementGiven) -> Result<i64, ActionError> {
    register_with(ctx, given, |_| Ok(())).await
}

/// The same with more in its terms from the beginning: the promises of a kit.
pub async fn register_with(
    ctx: &Ctx,
    given: &AgreementGiven,
    more: impl FnOnce(&mut Terms) -> Result<(), ActionError>,
) -> Result<i64, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let id = Code::parse("new").map_err(|_| ActionError::NotThere)?;
        let mut terms = Terms::begun(id, given.title.clone(), given.kind);
        apply(txn, ctx, &mut terms, given, &mut ids).await?;
        more(&mut terms)?;
        let version = NewVersion {
            code: Code::parse("original").map_err(|_| ActionError::NotThere)?,
            effective: None,
            changed: "",
            terms: &terms,
            pointers: Default::default(),
            said: None,
            import: None,
            by: by(ctx),
        };
        let (_, number) = add_dossier(txn, ctx.scope, (None, None), version, &mut ids).await?;
        let entry = entry_to_change(txn, ctx, number).await?;
        let first = entry.newest()?;
        let (subject, terms) = (entry.line.subject, (first.number, &first.terms));
        let sha256 = super::document_of(&first.terms);
        ctx.record_version(txn, &mut ids, subject, terms, (sha256, super::TYPED))
            .await?;
        let label = Series::Dossier.label(number);
        noted(txn, ctx, ("agreement-entered", &label), &mut ids).await?;
        Ok(number)
    })
    .await
}

/// Corrects what was typed wrong. What was recorded before stays in the list of versions.
pub async fn correct_agreement(
    ctx: &Ctx,
    number: i64,
    given: &AgreementGiven,
) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let mut terms = entry.newest()?.terms.clone();
        apply(txn, ctx, &mut terms, given, &mut ids).await?;
        let version = correct(txn, ctx, &entry, (&terms, ""), &mut ids).await?;
        let label = entry.label();
        noted(txn, ctx, ("agreement-corrected", &label), &mut ids).await?;
        Ok(version)
    })
    .await
}

/// Begins an amendment: a version that is in force from a day on and says what the newest says, until it is corrected.
pub async fn amend(ctx: &Ctx, number: i64, form: &AmendmentForm) -> Result<u32, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let mut fields = Fields::default();
    let effective = fields.date("effective", &form.effective);
    if effective.is_none() && form.effective.trim().is_empty() {
        fields.wrong("effective", "field-empty");
    }
    let changed = fields.text("changed", &form.changed, 1_000);
    let changed = fields.done(changed)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let entry = entry_to_change(txn, ctx, number).await?;
        let newest = entry.newest()?;
        let later = newest.effective.zip(effective);
        if later.is_some_and(|(before, now)| now.first_day() <= before.first_day()) {
            return Err(ActionError::field("effective", "field-not-later"));
        }
        let amendments = entry.versions.iter().map(|one| &one.code);
        let mut codes: Vec<_> = amendments.collect();
        codes.sort();
        codes.dedup();
        let code = Code::parse(&format!("amendment-{}", codes.len()));
        let version = NewVersion {
            code: code.map_err(|_| ActionError::NotThere)?,
            effective,
            changed: &changed,
            terms: &newest.terms,
            pointers: pointers_of(txn, ctx, (&entry, newest), &newest.terms).await?,
            said: None,
            import: None,
            by: by(ctx),
        };
        let version = record(txn, ctx, &entry, version, &mut ids).await?;
        noted(txn, ctx, ("agreement-amended", &entry.label()), &mut ids).await?;
        Ok(version)
    })
    .await
}

/// Whether an agreement of this number is there for the actor.
pub async fn is_there(ctx: &Ctx, number: i64) -> Result<bool, ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let found = dossier_numbered(ctx.app.db.reads(), ctx.scope, number).await?;
    Ok(found.is_some())
}

/// The newest terms of an agreement, for a form.
pub fn newest_terms(entry: &Entry) -> Result<&Terms, ActionError> {
    Ok(&entry.newest()?.terms)
}
