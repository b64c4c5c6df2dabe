//! A second observer on part of the places: how far two people who looked apart saw the same, and where not.

use crate::db::Conn;

use super::audit;
use crate::db::StorageError;
use crate::db::audit::{AuditLine, places_of};
use crate::db::fieldwork::{Came, instruments_of, submitted};
use crate::domain::actor::Permission;
use crate::domain::fieldwork::Place;
use crate::domain::instrument::{Channel, Instrument};
use crate::domain::intake::Submission;
use crate::domain::review::{QuestionAgreement, ReviewState, agreement, pairs};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;

/// How far two observers agree, by instrument.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// What was asked, in its newest version.
    pub instrument: Instrument,
    /// How many places two observers saw.
    pub pairs: usize,
    /// Question by question.
    pub questions: Vec<QuestionAgreement>,
}

/// The second observers of an audit.
#[derive(Clone, Debug)]
pub struct Observers {
    /// The audit.
    pub line: AuditLine,
    /// Its places.
    pub places: Vec<Place>,
    /// By instrument; those that nobody looked at twice are left out.
    pub agreed: Vec<Agreed>,
    /// What came in and is neither rejected nor withdrawn: which number is of whom, to settle what differs.
    pub came: Vec<Came>,
}

/// The second observers of an audit, for a checker.
///
/// # Errors
/// [`ActionError::NotThere`] where it is not open to the actor or not there; those of the database.
pub async fn observers(ctx: &Ctx, code: &str) -> Result<Observers, ActionError> {
    let conn = ctx.app.db.reads();
    let line = audit(conn, ctx, (code, Permission::CheckVisits)).await?;
    let places = places_of(conn, ctx.scope, line.id).await?;
    let (agreed, came) = agreed(conn, ctx, &line).await?;
    Ok(Observers {
        line,
        places,
        agreed,
        came,
    })
}

/// Agreement by instrument, from everything that is neither rejected, withdrawn nor corrected. Interviews, and the two
/// records of a paired test, which are not about the same, are left out.
pub(super) async fn agreed(
    conn: &impl Conn,
    ctx: &Ctx,
    line: &AuditLine,
) -> Result<(Vec<Agreed>, Vec<Came>), StorageError> {
    let instruments = instruments_of(conn, ctx.scope, line.id).await?;
    let all = submitted(conn, ctx.scope, &ctx.app.master, line.id).await?;
    let corrected: Vec<i64> = all.iter().filter_map(|came| came.line.corrects).collect();
    let counts = |came: &Came| {
        let alive = !matches!(
            came.line.state,
            ReviewState::Rejected | ReviewState::Withdrawn
        );
        let own = |sent: &Submission| {
            sent.pair.is_none() && sent.respondent.is_none() && sent.channel != Channel::Interview
        };
        alive && !corrected.contains(&came.line.number) && came.submission.as_ref().is_some_and(own)
    };
    let came: Vec<Came> = all.into_iter().filter(counts).collect();
    let sent: Vec<Submission> = came.iter().filter_map(|c| c.submission.clone()).collect();
    let twice = pairs(&sent);
    let mut agreed = Vec::new();
    for instrument in instruments {
        let newer = |other: &Agreed| other.instrument.code == instrument.code;
        // Versions stand oldest first; the newest says how questions are called.
        agreed.retain(|other| !newer(other));
        let of: Vec<_> = twice
            .iter()
            .filter(|pair| pair.first.instrument == instrument.code)
            .copied()
            .collect();
        let questions = agreement(&instrument, &of);
        if !questions.is_empty() {
            agreed.push(Agreed {
                pairs: of.len(),
                instrument,
                questions,
            });
        }
    }
    Ok((agreed, came))
}
