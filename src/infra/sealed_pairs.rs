//! Paired tests: which of their records are in, and which nobody may see yet. Every ability that shows what came in asks here.

use crate::db::Conn;

use super::app::Ctx;
use crate::db::StorageError;
use crate::db::audit::AuditLine;
use crate::db::fieldwork::{Came, PairedLine, paired_of, submitted};
use crate::domain::intake::TesterSide;
use crate::domain::review::ReviewState;

/// The paired tests of an audit with the numbers of the records that are in: of each tester the last that was neither
/// rejected nor withdrawn. A record by somebody else than the tester is no half of a test.
///
/// # Errors
/// Those of the database.
pub async fn tests_of(
    conn: &impl Conn,
    ctx: &Ctx,
    audit: &AuditLine,
) -> Result<Vec<PairedLine>, StorageError> {
    let master = &ctx.app.master;
    let mut tests = paired_of(conn, ctx.scope, master, audit.id).await?;
    if tests.is_empty() {
        return Ok(tests);
    }
    let all = submitted(conn, ctx.scope, master, audit.id).await?;
    let dead = [ReviewState::Rejected, ReviewState::Withdrawn];
    for came in all.iter().filter(|came| !dead.contains(&came.line.state)) {
        let sent = came.submission.as_ref();
        let Some((sent, half)) = sent.and_then(|sent| Some((sent, sent.pair.as_ref()?))) else {
            continue;
        };
        let Some(test) = tests.iter_mut().find(|one| one.test.id == half.test) else {
            continue;
        };
        let (tester, number) = match half.side {
            TesterSide::Majority => (&test.test.majority, &mut test.first),
            TesterSide::Minority => (&test.test.minority, &mut test.second),
        };
        if sent.observers.contains(tester) {
            *number = Some(came.line.number);
        }
    }
    Ok(tests)
}

/// Whether a record is half of a paired test of which the other half is not in. Nobody sees such a record, the lead
/// neither: knowing the first could colour the second.
#[must_use]
pub fn is_sealed(came: &Came, tests: &[PairedLine]) -> bool {
    let half = came.submission.as_ref().and_then(|sent| sent.pair.as_ref());
    half.is_some_and(|half| {
        let test = tests.iter().find(|one| one.test.id == half.test);
        test.is_none_or(|one| one.first.is_none() || one.second.is_none())
    })
}
