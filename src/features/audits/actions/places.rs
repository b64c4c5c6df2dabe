//! The list of all places of an audit: from the sites of the register, from lines that were typed, from a table.

use sea_orm::DatabaseTransaction;

use super::plan::{Change, changed};
use crate::db::counter::Series;
use crate::db::register::{Site, sites_of};
use crate::db::{IdSource, replace_case, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::plan::Plan;
use crate::features::audits::forms::places::{Line, lines_of};
use crate::infra::action::{ActionError, noted, still_may};
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, follow, planned_to_change};

/// A list longer than this is a data set.
const MOST_PLACES: usize = 5_000;

/// Where places come from.
#[derive(Clone, Debug)]
pub enum Added {
    /// The sites of the register: all of them, or those of one group.
    Sites(Option<String>),
    /// Lines or a table: a name, a group behind `|`, tab, comma or semicolon.
    Lines(String),
}

/// Sites of the register that the list of the audit has not.
pub async fn sites_not_listed(ctx: &Ctx, planned: &Planned) -> Result<Vec<Site>, ActionError> {
    let sites = sites_of(ctx.app.db.reads(), ctx.scope).await?;
    let listed = |site: &Site| {
        let code = code_of(site);
        planned
            .case
            .places
            .iter()
            .any(|place| Some(&place.id) == code.as_ref())
    };
    Ok(sites.into_iter().filter(|site| !listed(site)).collect())
}

fn code_of(site: &Site) -> Option<Code> {
    Code::parse(&Series::Site.label(site.number).to_lowercase()).ok()
}

/// Adds places to the list; gives how many.
pub async fn add(ctx: &Ctx, code: &str, added: &Added, reason: &str) -> Result<usize, ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let mut places = planned.case.places.clone();
        let before = places.len();
        match added {
            Added::Sites(group) => {
                let sites = sites_of(txn, ctx.scope).await?;
                let chosen = sites
                    .iter()
                    .filter(|site| group.is_none() || site.stratum == *group);
                for site in chosen {
                    let Some(id) = code_of(site) else { continue };
                    if !places.iter().any(|place| place.id == id) {
                        places.push(Place {
                            id,
                            name: site.name.clone(),
                            stratum: site.stratum.clone(),
                            note: None,
                        });
                    }
                }
            }
            Added::Lines(text) => {
                for line in lines_of(text)? {
                    named(&mut places, line)?;
                }
            }
        }
        let count = places.len() - before;
        if count == 0 {
            return Err(ActionError::field("lines", "sampling-places-none-new"));
        }
        if places.len() > MOST_PLACES {
            return Err(ActionError::field("lines", "sampling-places-many"));
        }
        let given = Given { places, reason };
        kept(txn, ctx, &mut planned, given, &mut ids).await?;
        noted(txn, ctx, ("places-listed", code), &mut ids).await?;
        Ok(count)
    })
    .await
}

/// Adds a place under its name in the audit: the line itself where that can be a name, else a number.
fn named(places: &mut Vec<Place>, line: Line) -> Result<(), ActionError> {
    let is_there = |place: &Place| place.name == line.name && place.stratum == line.group;
    if places.iter().any(is_there) {
        return Ok(());
    }
    let taken = |id: &Code| places.iter().any(|place| place.id == *id);
    let given = line.code.as_deref().unwrap_or(&line.name);
    let own = Code::parse(&given.to_lowercase())
        .ok()
        .filter(|id| !taken(id));
    let mut next = places.len() + 1;
    let id = match own {
        Some(id) => id,
        None => loop {
            let id = Code::parse(&format!("p-{next:04}")).map_err(|_| ActionError::NotThere)?;
            if !taken(&id) {
                break id;
            }
            next += 1;
        },
    };
    places.push(Place {
        id,
        name: line.name,
        stratum: line.group,
        note: None,
    });
    Ok(())
}

/// Takes a place out of the list, where nobody was there yet.
pub async fn take_out(ctx: &Ctx, code: &str, place: &str, reason: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let mut planned = planned_to_change(txn, ctx, code).await?;
        let place = Code::parse(place).map_err(|_| ActionError::NotThere)?;
        planned.case.place(&place).ok_or(ActionError::NotThere)?;
        let case = &planned.case;
        let is_visited = case.visits.iter().any(|visit| visit.place == place);
        let is_named = case
            .obligations
            .iter()
            .any(|one| one.places.contains(&place));
        if is_visited || is_named {
            return Err(ActionError::field("form", "sampling-place-rests"));
        }
        let places = case.places.iter().filter(|one| one.id != place).cloned();
        let given = Given {
            places: places.collect(),
            reason,
        };
        kept(txn, ctx, &mut planned, given, &mut ids).await?;
        noted(txn, ctx, ("place-taken-out", code), &mut ids).await
    })
    .await
}

struct Given<'g> {
    places: Vec<Place>,
    reason: &'g str,
}

/// Keeps a list that was changed. After the lock that departs from the plan: the list is sealed anew, with a fresh seed.
async fn kept(
    txn: &DatabaseTransaction,
    ctx: &Ctx,
    planned: &mut Planned,
    given: Given<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), ActionError> {
    let told = |places: &[Place]| {
        let count = places.len().to_string();
        ctx.app.words.say("plan-said-places", &[("count", &count)])
    };
    let before = told(&planned.case.places);
    let after = told(&given.places);
    let mut case = planned.case.clone();
    case.places = given.places;
    replace_case(txn, ctx.scope, &ctx.app.master, &case, ids).await?;
    planned.case = case;
    if planned.locked().is_none() {
        return follow(txn, ctx, planned, ids).await;
    }
    let plan: Plan = planned.plan();
    let change = Change::of_places(plan, (before, after), given.reason);
    changed(txn, ctx, planned, change, ids).await
}
