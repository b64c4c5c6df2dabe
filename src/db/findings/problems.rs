//! Problems and what became of them, step by step; and who has read that one is said to be fixed. Whoever is to look again
//! must not have: [`problems_of`] is asked with [`Claims::Left`] for them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::ClaimReader;
use crate::db::columns::Instant;
use crate::db::entity::{claim_reader, problem, problem_step};
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::{ClaimReaderId, ProblemId, ProblemStepId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::follow_up::{Problem, ProblemState, ProblemStep};
use crate::domain::keys::MasterKey;

/// Where a problem stands, a step of it, and who read a claim.
const BODY: &str = "problem.body";
const STEP: &str = "problem_step.body";
const WHO: &str = "claim_reader.who";

/// Whether claims of a fix are among what is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claims {
    /// Everything, for the lead and checkers.
    Read,
    /// Without the steps in which the body says that it is fixed, for those who may look again.
    Left,
}

/// When a step was written down, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptProblemStep {
    /// The number of a member; 0 where the body said so itself.
    pub by: i64,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// A problem with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptProblem {
    /// The audit.
    pub audit: AuditId,
    /// Its number in the audit, from 1.
    pub number: u32,
    /// The problem with what became of it.
    pub problem: Problem,
    /// Who wrote each of its steps down, in the same order.
    pub steps: Vec<KeptProblemStep>,
}

/// Adds a problem with the steps that it has; gives its number.
pub async fn add_problem(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new, by): (AuditId, &Problem, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<problem::Entity>(audit);
    let number = next_number(txn, rows, problem::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ProblemId::new(ids);
    let bare = Problem {
        steps: Vec::new(),
        ..new.clone()
    };
    let row = problem::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        code: new.id.clone(),
        finding: new.finding.clone(),
        state: ProblemState::Open,
        body: keyed.seal((id.as_uuid(), BODY), &bare, ids),
    };
    insert_all(txn, vec![row]).await?;
    let number = number.unsigned_abs();
    for step in &new.steps {
        add_problem_step(txn, scope, master, ((audit, number), step, by), ids).await?;
    }
    Ok(number)
}

/// Adds what became of a problem. Those before it stay. `by` is 0 where the body said so itself. The caller makes the step
/// with [`Problem::after`].
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such problem.
pub async fn add_problem_step(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, of), step, by): ((AuditId, u32), &ProblemStep, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let changed = scope
        .changes::<problem::Entity>()
        .filter(problem::Column::AuditId.eq(audit))
        .filter(problem::Column::Number.eq(i64::from(of)))
        .col_expr(problem::Column::State, Expr::value(step.to))
        .exec(txn)
        .await?;
    if changed.rows_affected == 0 {
        return Err(StorageError::NotThere { what: "problem" });
    }
    let rows = scope.rows_of::<problem_step::Entity>(audit);
    let rows = rows.filter(problem_step::Column::Problem.eq(i64::from(of)));
    let number = next_number(txn, rows, problem_step::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ProblemStepId::new(ids);
    let row = problem_step::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        problem: i32::try_from(of).unwrap_or(i32::MAX),
        number,
        state: step.to,
        body: keyed.seal((id.as_uuid(), STEP), step, ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// The problems of an audit, by number.
pub async fn problems_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, claims): (AuditId, Claims),
) -> Result<Vec<KeptProblem>, StorageError> {
    let rows = scope.rows_of::<problem_step::Entity>(audit);
    let rows = match claims {
        Claims::Read => rows,
        Claims::Left => rows.filter(problem_step::Column::State.ne(ProblemState::ClaimedFixed)),
    };
    let rows = rows
        .order_by_asc(problem_step::Column::Problem)
        .order_by_asc(problem_step::Column::Number)
        .all(conn)
        .await?;
    let step = |row: problem_step::Model, keyed: &Keyed| {
        let step = keyed.open((row.id.as_uuid(), STEP), &row.body)?;
        let kept = KeptProblemStep {
            by: row.by,
            recorded_at: row.recorded_at.utc(),
        };
        Ok((row.problem, step, kept))
    };
    let mut steps: BTreeMap<i32, (Vec<ProblemStep>, Vec<KeptProblemStep>)> = BTreeMap::new();
    for (of, step, kept) in opened(conn, scope, master, rows, step).await? {
        let all = steps.entry(of).or_default();
        all.0.push(step);
        all.1.push(kept);
    }
    let rows = scope.rows_of::<problem::Entity>(audit);
    let rows = rows.order_by_asc(problem::Column::Number).all(conn).await?;
    let kept = |row: problem::Model, keyed: &Keyed| {
        let bare: Problem = keyed.open((row.id.as_uuid(), BODY), &row.body)?;
        let (became, steps) = steps.get(&row.number).cloned().unwrap_or_default();
        Ok(KeptProblem {
            audit: row.audit_id,
            number: row.number.unsigned_abs(),
            problem: Problem {
                steps: became,
                ..bare
            },
            steps,
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// A problem by its number.
pub async fn problem_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, number, claims): (AuditId, u32, Claims),
) -> Result<Option<KeptProblem>, StorageError> {
    let all = problems_of(conn, scope, master, (audit, claims)).await?;
    Ok(all.into_iter().find(|one| one.number == number))
}

/// The problems of the whole organisation that are said to be fixed and at which nobody has looked since, by audit and
/// number.
pub async fn waiting_for_recheck(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<(AuditId, u32)>, StorageError> {
    let rows = scope.rows::<problem::Entity>();
    let rows = rows
        .filter(problem::Column::State.eq(ProblemState::ClaimedFixed))
        .order_by_asc(problem::Column::Id)
        .all(conn)
        .await?;
    let at = |row: &problem::Model| (row.audit_id, row.number.unsigned_abs());
    Ok(rows.iter().map(at).collect())
}

/// Remembers that somebody read, or wrote down, that a problem is said to be fixed; the first time counts.
pub async fn claim_was_read(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ((audit, of), reader): ((AuditId, u32), &ClaimReader),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let known = claims_read_of(txn, scope, master, audit).await?;
    let read = |all: &Vec<ClaimReader>| all.iter().any(|one| one.who == reader.who);
    if known.get(&of).is_some_and(read) {
        return Ok(());
    }
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = ClaimReaderId::new(ids);
    let row = claim_reader::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        problem: i32::try_from(of).unwrap_or(i32::MAX),
        who: keyed.seal((id.as_uuid(), WHO), reader, ids),
    };
    insert_all(txn, vec![row]).await
}

/// Who has read claims of a fix, by the number of the problem.
pub async fn claims_read_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<BTreeMap<u32, Vec<ClaimReader>>, StorageError> {
    let rows = scope.rows_of::<claim_reader::Entity>(audit);
    let rows = rows.all(conn).await?;
    let reader = |row: claim_reader::Model, keyed: &Keyed| {
        let who = keyed.open((row.id.as_uuid(), WHO), &row.who)?;
        Ok((row.problem.unsigned_abs(), who))
    };
    let mut readers: BTreeMap<u32, Vec<ClaimReader>> = BTreeMap::new();
    for (of, who) in opened(conn, scope, master, rows, reader).await? {
        readers.entry(of).or_default().push(who);
    }
    for all in readers.values_mut() {
        all.sort_by(|a, b| (a.on, &a.who).cmp(&(b.on, &b.who)));
    }
    Ok(readers)
}
