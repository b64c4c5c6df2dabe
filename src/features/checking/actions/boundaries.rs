//! The areas behind the points of the map, as people bring them, and which places lie inside.

use super::audit;
use crate::db::fieldwork::set_boundaries;
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::boundary::{Area, MOST_AREAS, MOST_POINTS, Problem, Reason, read};
use crate::domain::intake::Position;
use crate::infra::action::{ActionError, FieldProblem, by, noted, still_may};
use crate::infra::app::Ctx;

/// Takes the areas of a file in the place of those that were there. `None` is a file that was too large to be read.
///
/// # Errors
/// What is wrong with the file, told beside its field; [`ActionError::NotThere`]; those of the database.
pub async fn bring(ctx: &Ctx, code: &str, file: Option<Vec<u8>>) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    let file = file.ok_or_else(|| ActionError::field("file", "boundary-large"))?;
    let text = String::from_utf8(file);
    let text = text.map_err(|_| ActionError::field("file", Reason::NotJson.key()))?;
    let areas = read(&text).map_err(told)?;
    keep(ctx, code, areas).await
}

/// Takes the areas away.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn clear(ctx: &Ctx, code: &str) -> Result<(), ActionError> {
    ctx.require(Permission::ChangeAudits)?;
    keep(ctx, code, Vec::new()).await
}

async fn keep(ctx: &Ctx, code: &str, areas: Vec<Area>) -> Result<(), ActionError> {
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::ChangeAudits).await?;
        let mut ids = ctx.ids();
        let line = audit(txn, ctx, (code, Permission::ChangeAudits)).await?;
        let new = (line.id, &areas, by(ctx));
        set_boundaries(txn, ctx.scope, &ctx.app.master, new, &mut ids).await?;
        noted(txn, ctx, ("boundaries-set", code), &mut ids).await
    })
    .await
}

fn told(problem: Problem) -> ActionError {
    ActionError::Invalid(vec![FieldProblem {
        field: "file".to_owned(),
        why: match (problem.reason, problem.area) {
            (Reason::NotAreas, 0) => "boundary-no-areas",
            (reason, _) => reason.key(),
        },
        about: vec![
            ("area", problem.area.to_string()),
            ("point", problem.point.to_string()),
            ("areas", MOST_AREAS.to_string()),
            ("points", MOST_POINTS.to_string()),
        ],
    }])
}

/// A place in whole millionths of a degree: east, north.
#[must_use]
pub fn point_of(at: &Position) -> (i32, i32) {
    // A position of the register lies within its degrees, and fits.
    let micro = |degrees: f64| (degrees * 1e6).round() as i32;
    (
        micro(at.lon.value().to_f64()),
        micro(at.lat.value().to_f64()),
    )
}
