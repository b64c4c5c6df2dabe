//! Locking a plan: it is sealed with what is asked, the standards, the list of places and the seed, in the evidence log.
//! The seed is recorded before the list, so that nobody can try seeds until the places suit.

use sea_orm::DatabaseTransaction;

use super::plan::again;
use crate::db::fieldwork::{Listed, lock_plan, save_plan, seal_places, sealed_plan_of};
use crate::db::log::subject_named;
use crate::db::{IdSource, StorageError, write};
use crate::domain::actor::Permission;
use crate::domain::log::{Digest, Happening, Label, hex};
use crate::domain::plan::{Plan, SamplingPlan, Sealed, Seed, SeedKind};
use crate::domain::sample::Design;
use crate::domain::sampling::{DrawError, FrameUnit, PlanDrawError, SealedList, draw_plan};
use crate::infra::action::{ActionError, FieldProblem, by, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, frame_unit, planned, planned_to_change};

/// A plan that can be locked.
pub(super) struct Prepared {
    /// What it says, with its seed.
    pub plan: Plan,
    /// The seed, where it is recorded now.
    pub seed: Option<Label>,
    /// Whether the list of places is sealed now.
    pub reseals: bool,
}

/// What locking would seal now.
#[derive(Clone, Debug)]
pub struct ToSeal {
    /// The hashes.
    pub sealed: Sealed,
    /// The places.
    pub units: Vec<Listed>,
    /// Why it cannot be locked, told under `form`.
    pub wrong: Option<Vec<FieldProblem>>,
}

/// Whether chance has a part in this plan.
fn needs_seed(sampling: &SamplingPlan) -> bool {
    let drawn = sampling.design.is_probability() || sampling.design == Design::Lqas;
    drawn || sampling.times.is_some()
}

/// How the seed of a plan comes about: `chance`, `text`, `public`. `None` where chance has no part.
#[must_use]
pub fn needs_seed_of(plan: &Plan) -> Option<&'static str> {
    let sampling = plan.sampling.as_ref().filter(|one| needs_seed(one))?;
    Some(match sampling.seed.as_ref().map(|seed| &seed.kind) {
        Some(SeedKind::PublicValue { .. }) => "public",
        Some(SeedKind::RecordedBefore) => "text",
        None => "chance",
    })
}

/// What locking would seal.
pub async fn to_seal(ctx: &Ctx, code: &str) -> Result<(Planned, ToSeal), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let planned = planned(ctx, code).await?;
    let plan = planned.plan();
    let units = planned.listed(plan.sampling.as_ref().map(|one| one.design));
    let list = sealed_list(&units).ok();
    let sealed = hashes(&planned, &plan, list.as_ref())?;
    let wrong = match prepared(&planned, plan, ctx, &mut ctx.ids()) {
        Err(ActionError::Invalid(problems)) => Some(problems),
        Err(other) => return Err(other),
        Ok(_) => None,
    };
    let to_seal = ToSeal {
        sealed,
        units,
        wrong,
    };
    Ok((planned, to_seal))
}

/// Locks the plan as it is now.
pub async fn lock(ctx: &Ctx, code: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        if planned.locked().is_some() {
            return Err(ActionError::field("form", "plan-locked-already"));
        }
        let prepared = prepared(&planned, planned.plan(), ctx, &mut ids)?;
        let (audit, master) = (planned.line.id, &ctx.app.master);
        let saved = (audit, &prepared.plan, by(ctx));
        let version = save_plan(txn, ctx.scope, master, saved, &mut ids).await?;
        sealed(txn, ctx, &planned, (version, prepared), &mut ids).await?;
        again(txn, ctx, &mut planned, &mut ids).await?;
        noted(txn, ctx, ("plan-locked", code), &mut ids).await
    })
    .await
}

/// Enters the public value that the plan named, once its day has come. The plan foresaw it, so nothing departs from it.
pub async fn value_known(ctx: &Ctx, code: &str, text: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let (_, date) = planned.awaits_value().ok_or(ActionError::NotThere)?;
        if ctx.now.date_naive() < date {
            return Err(ActionError::field("value", "sampling-value-not-yet"));
        }
        let label = label("value", text)?;
        let mut plan = planned.plan();
        if let Some(seed) = plan.sampling.as_mut().and_then(|one| one.seed.as_mut()) {
            seed.text = String::from(label.clone());
        }
        let audit = planned.line.id;
        let saved = (audit, &plan, by(ctx));
        let version = save_plan(txn, ctx.scope, &ctx.app.master, saved, &mut ids).await?;
        let prepared = Prepared {
            plan,
            seed: Some(label),
            reseals: false,
        };
        sealed(txn, ctx, &planned, (version, prepared), &mut ids).await?;
        again(txn, ctx, &mut planned, &mut ids).await?;
        noted(txn, ctx, ("plan-value-known", code), &mut ids).await
    })
    .await
}

/// What was sealed with the newest version that is locked, byte for byte, and its plan as canonical JSON.
pub async fn sealed_text(ctx: &Ctx, code: &str) -> Result<(String, String), ActionError> {
    ctx.require(Permission::ReadAudits)?;
    let planned = planned(ctx, code).await?;
    let locked = planned.locked().ok_or(ActionError::NotThere)?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let which = (planned.line.id, locked.number);
    let text = sealed_plan_of(conn, ctx.scope, master, which).await?;
    let plan = canonical(&locked.plan)?;
    Ok((text.ok_or(ActionError::NotThere)?, plan))
}

/// Makes a plan ready for its lock: with a seed where chance has a part in it. What cannot be drawn is told.
pub(super) fn prepared(
    planned: &Planned,
    mut plan: Plan,
    ctx: &Ctx,
    ids: &mut dyn IdSource,
) -> Result<Prepared, ActionError> {
    let units = planned.listed(plan.sampling.as_ref().map(|one| one.design));
    let sealed = planned.list();
    let same_list = sealed.is_some_and(|list| list.units == units);
    let before = planned.locked().and_then(|kept| kept.plan.sampling.clone());
    let before = before.and_then(|one| one.seed);
    let Some(sampling) = plan.sampling.as_mut() else {
        return Ok(Prepared {
            plan,
            seed: None,
            reseals: !same_list && !units.is_empty(),
        });
    };
    let mut recorded = None;
    let mut reseals = !same_list && !units.is_empty();
    if needs_seed(sampling) {
        match (before, same_list) {
            // A seed belongs to its list: neither is changed by itself.
            (Some(seed), true) => sampling.seed = Some(seed),
            (before, _) => {
                let chosen = sampling.seed.take().filter(|_| before.is_none());
                let seed = fresh(chosen, ctx, ids)?;
                if !seed.text.is_empty() {
                    recorded = Some(label("seed_text", &seed.text)?);
                }
                sampling.seed = Some(seed);
                reseals = true;
            }
        }
        drawable(sampling, &units)?;
    } else if sampling.design == Design::Census {
        drawable(sampling, &units)?;
    }
    Ok(Prepared {
        plan,
        seed: recorded,
        reseals,
    })
}

/// The seed of a draw: the one that was chosen, else one by chance, which nobody could have tried before.
fn fresh(chosen: Option<Seed>, ctx: &Ctx, ids: &mut dyn IdSource) -> Result<Seed, ActionError> {
    match chosen {
        Some(seed) => match &seed.kind {
            SeedKind::PublicValue { date, .. } if *date <= ctx.now.date_naive() => Err(
                ActionError::field("public_date", "sampling-value-too-early"),
            ),
            SeedKind::PublicValue { .. } => Ok(Seed {
                text: String::new(),
                ..seed
            }),
            SeedKind::RecordedBefore if !seed.text.trim().is_empty() => Ok(Seed {
                text: seed.text.trim().to_owned(),
                ..seed
            }),
            SeedKind::RecordedBefore => Ok(by_chance(ids)),
        },
        None => Ok(by_chance(ids)),
    }
}

fn by_chance(ids: &mut dyn IdSource) -> Seed {
    Seed {
        text: hex(&ids.random_bytes()),
        kind: SeedKind::RecordedBefore,
    }
}

fn label(field: &str, text: &str) -> Result<Label, ActionError> {
    let text = text.trim().to_owned();
    if text.is_empty() {
        return Err(ActionError::field(field, "field-empty"));
    }
    Label::try_from(text).map_err(|_| ActionError::field(field, "sampling-seed-signs"))
}

/// Tells what stands in the way of the draw.
fn drawable(sampling: &SamplingPlan, units: &[Listed]) -> Result<(), ActionError> {
    let mut tried = sampling.clone();
    if let Some(seed) = tried.seed.as_mut().filter(|seed| seed.text.is_empty()) {
        // The value is not known yet; whether there is enough to draw from does not depend on it.
        seed.text = "-".to_owned();
    }
    let units: Vec<FrameUnit> = units.iter().map(frame_unit).collect();
    match draw_plan(&tried, &units) {
        Ok(_) => Ok(()),
        Err(error) => Err(ActionError::Invalid(vec![FieldProblem {
            field: "form".to_owned(),
            why: error.code(),
            about: about(&error),
        }])),
    }
}

/// What a sentence about a draw that cannot be made is about.
#[must_use]
pub fn about(error: &PlanDrawError) -> Vec<(&'static str, String)> {
    match error {
        PlanDrawError::Draw(error) => match error {
            DrawError::Duplicate { unit } | DrawError::NotInList { unit } => {
                vec![("unit", unit.clone())]
            }
            DrawError::Unwritable { text } => vec![("unit", text.clone())],
            DrawError::WrongSize { asked, available } => vec![
                ("asked", asked.to_string()),
                ("available", available.to_string()),
            ],
            DrawError::EmptyList | DrawError::Number(_) => Vec::new(),
        },
        PlanDrawError::NoNumber { of } => vec![("of", of.clone())],
        PlanDrawError::NoStratum { unit } => vec![("unit", unit.clone())],
        PlanDrawError::EmptyStratum { name } => vec![("of", name.clone())],
        PlanDrawError::TooFewTimes { asked, available } => vec![
            ("asked", asked.to_string()),
            ("available", available.to_string()),
        ],
        PlanDrawError::NotDrawn | PlanDrawError::NoSeed => Vec::new(),
    }
}

fn sealed_list(units: &[Listed]) -> Result<SealedList, DrawError> {
    SealedList::seal(units.iter().map(|unit| unit.id.as_str()))
}

fn unwritten(error: impl std::fmt::Display) -> ActionError {
    StorageError::Log(error.to_string()).into()
}

fn canonical(value: &impl serde::Serialize) -> Result<String, ActionError> {
    serde_json_canonicalizer::to_string(value).map_err(unwritten)
}

fn hashes(
    planned: &Planned,
    plan: &Plan,
    list: Option<&SealedList>,
) -> Result<Sealed, ActionError> {
    let list = list.map(SealedList::sha256);
    let instruments = planned.newest_instruments();
    let sealed = plan.sealed(&planned.case.obligations, &instruments, list);
    sealed.map_err(unwritten)
}

/// Seals a version of a plan: the lock, the seed where there is a new one, and after it the list where it is a new one.
pub(super) async fn sealed(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &Planned,
    (version, prepared): (u32, Prepared),
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let Prepared {
        plan,
        seed,
        reseals,
    } = prepared;
    let audit = planned.line.id;
    let units = planned.listed(plan.sampling.as_ref().map(|one| one.design));
    let list = sealed_list(&units).ok();
    let text = canonical(&hashes(planned, &plan, list.as_ref())?)?;
    let sha256 = Digest::of(&[text.as_bytes()]);
    let locked = (audit, version, sha256, text.as_str());
    lock_plan(txn, ctx.scope, &ctx.app.master, locked, ids).await?;
    let mut happened = vec![("plan", Happening::PlanLocked { sha256 })];
    happened.extend(seed.map(|seed| ("seed", Happening::SeedRecorded { seed })));
    if let Some(list) = list.filter(|_| reseals) {
        let sha256 = Digest::parse(list.sha256()).ok_or_else(|| unwritten("hash of the list"))?;
        seal_places(txn, ctx.scope, (audit, version), (&units, sha256), ids).await?;
        happened.push(("places", Happening::PlacesSealed { sha256 }));
    }
    for (what, happening) in happened {
        let name = format!("{what}/{version}");
        let subject = subject_named(txn, ctx.scope, audit, &name, ids).await?;
        let mut fact = ctx.fact(subject);
        fact.audit = Some(planned.line.code.as_str());
        ctx.record(txn, ids, fact, |_| happening).await?;
    }
    Ok(())
}
