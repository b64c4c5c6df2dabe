//! What became of the visits of whoever asks, and taking one back.

use super::deciding::withdrawn;
use super::{RULES, audit, is_own, places, tests_of};
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{
    AssignmentState, Came, NewAssignment, PairedLine, Review, assignments_of, codes_of,
    instruments_of, reviews_of, set_state, submission_numbered, submitted,
};
use crate::db::write;
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::Instrument;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::infra::accepting::{decided, take_back};
use crate::infra::action::{ActionError, by, still_may};
use crate::infra::app::Ctx;
use crate::infra::led_to::{LedTo, led_to};

/// One of one's own.
#[derive(Clone, Debug)]
pub struct Own {
    /// What came in.
    pub came: Came,
    /// The last that was decided.
    pub last: Option<Review>,
    /// What it led to, where it counts.
    pub led_to: Vec<LedTo>,
}

/// One's own visits of an audit, newest first.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The audit.
    pub line: AuditLine,
    /// Its places.
    pub places: std::collections::BTreeMap<Code, Place>,
    /// What is asked, in every version.
    pub instruments: Vec<Instrument>,
    /// Visits that wait for the actor or for anybody, by day.
    pub tasks: Vec<NewAssignment>,
    /// Its paired tests.
    pub tests: Vec<PairedLine>,
    /// One's own.
    pub own: Vec<Own>,
}

/// What became of one's own visits.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn mine(ctx: &Ctx, code: &str) -> Result<Mine, ActionError> {
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let line = audit(conn, ctx, (code, Permission::RecordVisits)).await?;
    let codes = codes_of(conn, ctx.scope, master, line.id).await?;
    let all = submitted(conn, ctx.scope, master, line.id).await?;
    let own: Vec<Came> = all
        .into_iter()
        .rev()
        .filter(|came| is_own(ctx, came, &codes))
        .collect();
    let ids: Vec<_> = own.iter().map(|came| came.line.id).collect();
    let mut reviews = reviews_of(conn, ctx.scope, master, &ids).await?;
    let counts = |came: &Came| came.line.visit.is_some();
    let mut led = match own.iter().any(counts) {
        true => led_to(ctx, ctx.scope, line.id).await?,
        false => std::collections::BTreeMap::new(),
    };
    let own = own.into_iter().map(|came| Own {
        led_to: came
            .line
            .visit
            .as_ref()
            .and_then(|visit| led.remove(visit))
            .unwrap_or_default(),
        last: reviews.remove(&came.line.id).and_then(|mut all| all.pop()),
        came,
    });
    let me = by(ctx);
    let is_mine = |code: &String| codes.get(code).and_then(|who| who.member) == Some(me);
    let open = assignments_of(conn, ctx.scope, &ctx.app.master, line.id)
        .await?
        .into_iter();
    let open = open.filter(|one| one.state == AssignmentState::Open);
    let mut tasks: Vec<NewAssignment> = open
        .map(|one| one.task)
        .filter(|task| task.code.as_ref().is_none_or(is_mine))
        .collect();
    // Those without a day come last.
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    Ok(Mine {
        instruments: instruments_of(conn, ctx.scope, line.id).await?,
        tasks,
        tests: tests_of(conn, ctx, &line).await?,
        own: own.collect(),
        places: places(conn, ctx, &line).await?,
        line,
    })
}

/// Takes one of one's own back: it no longer counts, and what was decided about it stays.
///
/// # Errors
/// [`ActionError::NotThere`] where it is nobody's or somebody else's, and where it was taken back before.
pub async fn take_own_back(
    ctx: &Ctx,
    (code, number): (&str, i64),
    reason: Option<ReasonCode>,
    words: &str,
) -> Result<(), ActionError> {
    ctx.require(Permission::RecordVisits)?;
    let mut fields = crate::infra::action::Fields::default();
    let reason = fields.choice("reason", "", |_| reason);
    let note = fields.text("words", words, 2_000);
    let (reason, note) = fields.done((reason, note))?;
    write(&ctx.app.db, async |txn| {
        still_may(txn, ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let master = &ctx.app.master;
        let line = audit(txn, ctx, (code, Permission::RecordVisits)).await?;
        let codes = codes_of(txn, ctx.scope, master, line.id).await?;
        let came = submission_numbered(txn, ctx.scope, master, (line.id, number)).await?;
        let own = came.filter(|came| is_own(ctx, came, &codes));
        let may = |came: &Came| came.line.state.can_become(ReviewState::Withdrawn);
        let came = own.filter(may).ok_or(ActionError::NotThere)?;
        take_back(txn, ctx, &line, &came, &mut ids).await?;
        set_state(txn, ctx.scope, came.line.id, (ReviewState::Withdrawn, None)).await?;
        let review = Review {
            to: ReviewState::Withdrawn,
            reason,
            note: Some(note.clone()),
            by: by(ctx),
            rules: RULES,
            decided_at: ctx.now,
        };
        decided(txn, ctx, (&line, &came), &review, &mut ids).await?;
        withdrawn(txn, ctx, (&line, &came), reason, &mut ids).await?;
        // The evidence log tells of it, sealed. A line of who did what and when would say who was there.
        Ok(())
    })
    .await
}
