//! Money that moved under an agreement, or was set aside.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::columns::{Instant, Json, Scaled, days_of};
use crate::db::entity::dossier_flow;
use crate::db::id::{DossierFlowId, DossierId, ImportId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::exchange::FlowKind;
use crate::domain::money::Currency;
use crate::domain::party::Counter;
use crate::domain::period::Period;
use crate::domain::published::Stated;

/// One flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// What it is.
    pub kind: FlowKind,
    /// For what, in words.
    pub title: String,
    /// How much.
    pub amount: Stated,
    /// In which currency; without one that of the agreement.
    pub currency: Option<Currency>,
    /// When, or for which time.
    pub period: Option<Period>,
    /// Who gave it: one of the parties of the terms, or a body of the register by its number, `b-0007`.
    pub payer: Option<Code>,
    /// Who got it.
    pub payee: Option<Code>,
    /// Which step from the first who gives to the last who gets.
    pub level: Option<u32>,
    /// The budget line it belongs to.
    pub budget_line: Option<Code>,
    /// Who says so.
    pub counted_by: Counter,
    /// Its name in the file it came from.
    pub source_id: Option<String>,
    /// The document it stands in, one of the sources of the terms.
    pub source: Option<Code>,
    /// Where it stands in its file, and the text as published.
    pub read_at: Option<(String, String)>,
    /// The import that brought it.
    pub import: Option<ImportId>,
}

/// Adds flows behind those that are there.
pub async fn add_flows(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    (flows, by): (Vec<Flow>, i64),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let before = rows_of(txn, scope, dossier).await?;
    let next = before.last().map_or(0, |row| row.position) + 1;
    let now = Instant::from(ids.now());
    let rows = (next..).zip(flows);
    let rows = rows.map(|flow| row_of((scope, dossier), flow, (by, now), ids));
    let rows: Result<Vec<_>, StorageError> = rows.collect();
    insert_all(txn, rows?).await
}

/// A flow as it is kept, at its place among those of its dossier.
pub(super) fn row_of(
    (scope, dossier): (Scope, DossierId),
    (position, flow): (i32, Flow),
    (by, now): (i64, Instant),
    ids: &mut dyn IdSource,
) -> Result<dossier_flow::Model, StorageError> {
    let (first_day, last_day) = days_of(flow.period.as_ref());
    let (pointer, as_published) = flow.read_at.unzip();
    Ok(dossier_flow::Model {
        id: DossierFlowId::new(ids),
        organisation_id: scope.organisation(),
        dossier_id: dossier,
        position,
        kind: flow.kind,
        title: flow.title,
        amount: Scaled::stated("flow.amount", &flow.amount)?,
        amount_text: flow.amount,
        currency: flow.currency,
        first_day,
        last_day,
        period: flow.period.map(Json),
        payer: flow.payer,
        payee: flow.payee,
        level: flow.level.and_then(|level| i32::try_from(level).ok()),
        budget_line: flow.budget_line,
        counted_by: flow.counted_by,
        source_id: flow.source_id,
        source: flow.source,
        pointer,
        as_published,
        import_id: flow.import,
        replaced_by: None,
        set_aside: None,
        by,
        recorded_at: now,
    })
}

async fn rows_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<dossier_flow::Model>, StorageError> {
    Ok(scope
        .rows::<dossier_flow::Entity>()
        .filter(dossier_flow::Column::DossierId.eq(dossier))
        .order_by_asc(dossier_flow::Column::Position)
        .all(conn)
        .await?)
}

/// The flows of a dossier that stand and were not set aside, in the order in which they came.
pub async fn flows_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<Flow>, StorageError> {
    let kept = kept_flows_of(conn, scope, dossier).await?;
    let used = kept.into_iter().filter(|kept| kept.set_aside.is_none());
    Ok(used.map(|kept| kept.flow).collect())
}

/// A flow as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFlow {
    /// Its number in the agreement, which stays.
    pub number: u32,
    /// The flow.
    pub flow: Flow,
    /// Why it is in no sum, where it was set aside.
    pub set_aside: Option<String>,
    /// The number of the member who recorded it, 0 for the console.
    pub by: i64,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// The flows of a dossier, those that were set aside among them.
pub async fn kept_flows_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<KeptFlow>, StorageError> {
    let rows = rows_of(conn, scope, dossier).await?;
    let standing = rows.into_iter().filter(|row| row.replaced_by.is_none());
    let kept = |row: dossier_flow::Model| KeptFlow {
        number: u32::try_from(row.position).unwrap_or(0),
        set_aside: row.set_aside.clone(),
        by: row.by,
        recorded_at: row.recorded_at.utc(),
        flow: read(row),
    };
    Ok(standing.map(kept).collect())
}

/// Sets a flow aside: it stays where it is, with the reason, and is in no sum. Gives whether there was one that stood.
pub async fn set_flow_aside(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    (number, reason): (u32, &str),
) -> Result<bool, StorageError> {
    use dossier_flow::Column;
    let Ok(position) = i32::try_from(number) else {
        return Ok(false);
    };
    let changes = scope
        .changes::<dossier_flow::Entity>()
        .filter(Column::DossierId.eq(dossier))
        .filter(Column::Position.eq(position))
        .filter(Column::ReplacedBy.is_null())
        .filter(Column::SetAside.is_null())
        .col_expr(Column::SetAside, Expr::value(reason));
    Ok(changes.exec(txn).await?.rows_affected == 1)
}

fn read(row: dossier_flow::Model) -> Flow {
    Flow {
        kind: row.kind,
        title: row.title,
        amount: row.amount_text,
        currency: row.currency,
        period: row.period.map(|period| period.0),
        payer: row.payer,
        payee: row.payee,
        level: row.level.and_then(|level| u32::try_from(level).ok()),
        budget_line: row.budget_line,
        counted_by: row.counted_by,
        source_id: row.source_id,
        source: row.source,
        read_at: row.pointer.zip(row.as_published),
        import: row.import_id,
    }
}
