//! What will the lawyer attack? Every point against a finding, with what is known of the field.

use crate::domain::finding::{Attack, Field, attacks};
use crate::domain::plan::Deviation;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::planned::{Planned, planned};

use super::desk::{Desk, desk};

/// Every point that will be made against a finding.
///
/// # Errors
/// [`ActionError::NotThere`]; those of the database.
pub async fn points(
    ctx: &Ctx,
    code: &str,
    number: u32,
) -> Result<(Desk, Vec<Attack>), ActionError> {
    let desk = desk(ctx, code).await?;
    let finding = desk.finding(number)?;
    let planned = planned(ctx, code).await?;
    let deviations: Vec<Deviation> = planned
        .deviations
        .iter()
        .map(|one| one.deviation.clone())
        .collect();
    let substitutions = match planned.drawn() {
        Some(Ok(drawn)) => planned.log(&drawn),
        _ => Vec::new(),
    };
    let plan = planned.plan();
    let tied = plan.team.iter().filter(|one| !one.declarations.is_empty());
    let ties: Vec<&str> = tied.map(|one| one.code.as_str()).collect();
    let field = Field {
        deviations: &deviations,
        substitutions: &substitutions,
        locked: locked_before(&planned),
        ties: &ties,
    };
    let points = desk.beside(finding, |beside| attacks(&finding.draft, beside, &field));
    Ok((desk, points))
}

/// Whether the plan was locked before the day of the first visit, or on it.
fn locked_before(planned: &Planned) -> bool {
    let locked = planned.first_locked().and_then(|kept| kept.locked);
    locked.is_some_and(|(at, _)| {
        let day = at.date_naive();
        let mut visits = planned.case.visits.iter();
        visits.all(|visit| visit.date.last_day() >= day)
    })
}
