//! What became of one visit, told to whoever holds the slip with its code: somebody without an account and without mail.

use chrono::NaiveDate;

use crate::db::counter::Series;
use crate::db::fieldwork::{reviews_of, slip_anywhere};
use crate::domain::log::Digest;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::domain::typed_code::TypedCode;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::led_to::{LedTo, led_to};

/// What a slip tells. Not what was seen, nor where, nor by whom: a slip may be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// The number of the visit: `V-0007`.
    pub label: String,
    /// What became of it.
    pub state: ReviewState,
    /// Why it was sent back or does not count.
    pub reason: Option<ReasonCode>,
    /// What the checker wrote to whoever sent it.
    pub words: Option<String>,
    /// The day it came in.
    pub received: NaiveDate,
    /// The day of the last decision.
    pub decided: Option<NaiveDate>,
    /// What it led to, where it counts: published findings, answers, fixes that somebody saw.
    pub led_to: Vec<LedTo>,
}

/// What became of the visit of a slip; nothing where the code is none, whatever is wrong with it.
///
/// # Errors
/// Those of the database.
pub async fn by_slip(ctx: &Ctx, typed: &str) -> Result<Option<Became>, ActionError> {
    let Some(code) = TypedCode::read(typed) else {
        return Ok(None);
    };
    let conn = ctx.app.db.reads();
    let Some((scope, line)) = slip_anywhere(conn, Digest(code.hash())).await? else {
        return Ok(None);
    };
    let reviews = reviews_of(conn, scope, &ctx.app.master, &[line.id]).await?;
    let last = reviews.into_values().next().and_then(|mut all| all.pop());
    // What was decided before it came to be as it is now says nothing of how it is.
    let last = last.filter(|review| review.to == line.state);
    let mut all = match line.visit {
        Some(_) => led_to(ctx, scope, line.audit).await?,
        None => std::collections::BTreeMap::new(),
    };
    let led_to = line.visit.as_ref().and_then(|visit| all.remove(visit));
    Ok(Some(Became {
        label: Series::Submission.label(line.number),
        state: line.state,
        reason: last.as_ref().and_then(|review| review.reason),
        decided: last.as_ref().map(|review| review.decided_at.date_naive()),
        words: last.and_then(|review| review.note),
        received: line.received_at.date_naive(),
        led_to: led_to.unwrap_or_default(),
    }))
}
