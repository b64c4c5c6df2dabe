//! Versions of a plan, and what departed from the one that was locked.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect,
};

use super::keyed::{Keyed, next_number, opened};
use super::words::PlanState;
use crate::db::blob::digest_of;
use crate::db::columns::Instant;
use crate::db::entity::{deviation, plan};
use crate::db::id::{DeviationId, PlanId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::log::Digest;
use crate::domain::plan::{Deviation, Plan};

/// Where a plan stands, where what was sealed with it, and where what departed from it.
const PLAN: &str = "plan.body";
const SEALED: &str = "plan.sealed";
const DEVIATION: &str = "deviation.body";

/// A version of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptPlan {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// What it says.
    pub plan: Plan,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// When it was locked, and its hash.
    pub locked: Option<(DateTime<Utc>, Digest)>,
}

/// Something that departed from a locked plan.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDeviation {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// The version it departed from.
    pub plan: u32,
    /// What and why.
    pub deviation: Deviation,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// The versions of the plan of an audit, oldest first.
pub async fn plans_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptPlan>, StorageError> {
    let rows = scope.rows_of::<plan::Entity>(audit);
    let rows = rows.order_by_asc(plan::Column::Number).all(conn).await?;
    let open = |row: plan::Model, keyed: &Keyed| {
        let sha256 = row.sha256.as_deref().map(digest_of).transpose()?;
        Ok(KeptPlan {
            number: row.number.unsigned_abs(),
            plan: keyed.open((row.id.as_uuid(), PLAN), &row.body)?,
            saved_at: row.saved_at.utc(),
            locked: row.locked_at.map(Instant::utc).zip(sha256),
        })
    };
    opened(conn, scope, master, rows, open).await
}

/// When the plan of an audit was locked first. Nothing where there is no plan; nothing inside where none was locked.
pub async fn first_lock_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Option<Option<DateTime<Utc>>>, StorageError> {
    let rows = scope.rows_of::<plan::Entity>(audit);
    let rows = rows
        .order_by_asc(plan::Column::Number)
        .select_only()
        .column(plan::Column::LockedAt)
        .into_tuple::<Option<Instant>>();
    let locks = rows.all(conn).await?;
    let first = locks.iter().find_map(|at| at.map(Instant::utc));
    Ok((!locks.is_empty()).then_some(first))
}

/// Saves a plan: into the draft where there is one, as a further version where the newest is locked. Gives its number.
pub async fn save_plan(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, plan, by): (AuditId, &Plan, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let rows = scope.rows_of::<plan::Entity>(audit);
    let newest = rows.order_by_desc(plan::Column::Number).one(txn).await?;
    let saved_at = Instant::from(ids.now());
    if let Some(row) = newest.as_ref().filter(|row| row.state == PlanState::Draft) {
        let body = keyed.seal((row.id.as_uuid(), PLAN), plan, ids);
        scope
            .changes::<plan::Entity>()
            .filter(plan::Column::Id.eq(row.id))
            .col_expr(plan::Column::Body, Expr::value(body))
            .col_expr(plan::Column::By, Expr::value(by))
            .col_expr(plan::Column::SavedAt, Expr::value(saved_at))
            .exec(txn)
            .await?;
        return Ok(row.number.unsigned_abs());
    }
    let number = newest.map_or(0, |row| row.number) + 1;
    let id = PlanId::new(ids);
    let row = plan::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        state: PlanState::Draft,
        body: keyed.seal((id.as_uuid(), PLAN), plan, ids),
        by,
        saved_at,
        locked_at: None,
        sha256: None,
        sealed: None,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// Locks the draft of this number. It never changes again. `sealed` is the text of which `sha256` is the hash: the plan
/// and all that is sealed with it.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such draft.
pub async fn lock_plan(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, number, sha256, sealed): (AuditId, u32, Digest, &str),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = version(txn, scope, (audit, number)).await?;
    let row = row.filter(|row| row.state == PlanState::Draft);
    let row = row.ok_or(StorageError::NotThere { what: "draft plan" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let text = keyed.seal((row.id.as_uuid(), SEALED), &sealed.to_owned(), ids);
    let now = Instant::from(ids.now());
    scope
        .changes::<plan::Entity>()
        .filter(plan::Column::Id.eq(row.id))
        .col_expr(plan::Column::State, Expr::value(PlanState::Locked))
        .col_expr(plan::Column::LockedAt, Expr::value(now))
        .col_expr(plan::Column::Sha256, Expr::value(sha256.0.to_vec()))
        .col_expr(plan::Column::Sealed, Expr::value(text))
        .exec(txn)
        .await?;
    Ok(())
}

/// What was sealed with a version of a plan, byte for byte.
pub async fn sealed_plan_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, number): (AuditId, u32),
) -> Result<Option<String>, StorageError> {
    let Some(row) = version(conn, scope, (audit, number)).await? else {
        return Ok(None);
    };
    let keyed = Keyed::to_read(conn, scope, master).await?;
    keyed.open_some((row.id.as_uuid(), SEALED), row.sealed.as_ref())
}

async fn version(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, number): (AuditId, u32),
) -> Result<Option<plan::Model>, StorageError> {
    let rows = scope.rows_of::<plan::Entity>(audit);
    let rows = rows.filter(plan::Column::Number.eq(i64::from(number)));
    Ok(rows.one(conn).await?)
}

/// Records what departed from a locked plan; gives its number.
pub async fn add_deviation(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, plan, deviation, by): (AuditId, u32, &Deviation, i64),
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let rows = scope.rows_of::<deviation::Entity>(audit);
    let number = next_number(txn, rows, deviation::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = DeviationId::new(ids);
    let row = deviation::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        plan_number: i32::try_from(plan).unwrap_or(i32::MAX),
        body: keyed.seal((id.as_uuid(), DEVIATION), deviation, ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(number.unsigned_abs())
}

/// What departed from the plans of an audit, in the order in which it was recorded.
pub async fn deviations_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptDeviation>, StorageError> {
    let rows = scope.rows_of::<deviation::Entity>(audit);
    let rows = rows
        .order_by_asc(deviation::Column::Number)
        .all(conn)
        .await?;
    let open = |row: deviation::Model, keyed: &Keyed| {
        Ok(KeptDeviation {
            number: row.number.unsigned_abs(),
            plan: row.plan_number.unsigned_abs(),
            deviation: keyed.open((row.id.as_uuid(), DEVIATION), &row.body)?,
            recorded_at: row.recorded_at.utc(),
        })
    };
    opened(conn, scope, master, rows, open).await
}
