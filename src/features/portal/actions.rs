//! What a reader can do: see which audits there are, open one, a promise of it, a working, an edition.

use std::sync::Arc;

use groundtruth_reports::model::{PromiseRow, Working};

use crate::domain::actor::Permission;
use crate::infra::app::{Ctx, Forbidden};

use super::Portal;
use super::shelf::{Printed, Shelf, Volume};

/// Why a reader does not get what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    /// There is no such thing; what is not open to the reader is not there for them.
    #[error("there is nothing of that name")]
    NotThere,
    /// An edition could not be made.
    #[error("the edition could not be made: {0}")]
    NotPrinted(String),
}

impl From<Forbidden> for NotShown {
    fn from(_: Forbidden) -> Self {
        Self::NotThere
    }
}

/// Every published audit.
pub fn published<'a>(ctx: &Ctx, shelf: &'a Shelf) -> Result<&'a [Arc<Volume>], NotShown> {
    ctx.require(Permission::Public)?;
    Ok(shelf.volumes())
}

/// An audit, and whether it is published: one that is not is there for the people of its organisation alone.
pub async fn audit(
    ctx: &Ctx,
    portal: &Portal,
    code: &str,
) -> Result<(Arc<Volume>, bool), NotShown> {
    ctx.require(Permission::Public)?;
    if let Some(volume) = portal.shelf.volume(code) {
        return Ok((Arc::clone(volume), true));
    }
    ctx.require(Permission::ReadAudits)?;
    let looked = portal.library.draft(ctx, code).await;
    let draft = looked.map_err(NotShown::NotPrinted)?;
    Ok((Arc::new(draft.ok_or(NotShown::NotThere)?), false))
}

/// The rows of one promise.
pub fn promise<'a>(volume: &'a Volume, number: &str) -> Result<Vec<&'a PromiseRow>, NotShown> {
    let rows: Vec<_> = volume
        .report
        .promises
        .iter()
        .filter(|row| row.number == number)
        .collect();
    if rows.is_empty() {
        Err(NotShown::NotThere)
    } else {
        Ok(rows)
    }
}

/// One working.
pub fn working<'a>(volume: &'a Volume, number: &str) -> Result<&'a Working, NotShown> {
    volume
        .report
        .workings
        .iter()
        .find(|working| working.id == number)
        .ok_or(NotShown::NotThere)
}

/// One edition by the ending of its name.
pub fn edition<'a>(volume: &'a Volume, ending: &str) -> Result<&'a Printed, NotShown> {
    if !volume.offered().any(|(offered, _)| offered == ending) {
        return Err(NotShown::NotThere);
    }
    let editions = volume
        .editions()
        .map_err(|why| NotShown::NotPrinted(why.to_owned()))?;
    editions
        .iter()
        .find(|edition| edition.ending == ending)
        .ok_or(NotShown::NotThere)
}
