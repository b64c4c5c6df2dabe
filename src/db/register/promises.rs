//! The promises of dossiers as rows: their numbers, which stay, and their days, which are asked for across agreements.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use crate::db::entity::{dossier, dossier_promise};
use crate::db::id::{DossierId, DossierPromiseId};
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::obligation::{Kind, Obligation};
use crate::domain::register::{Terms, days_owed, number_of};

/// A promise of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseLine {
    /// Its number in the agreement: O-01 is 1.
    pub number: u32,
    /// Its name in the terms.
    pub code: Code,
    /// The promise as a sentence.
    pub promise: String,
    /// What kind of thing was promised.
    pub kind: Kind,
    /// Unit.
    pub unit: String,
    /// The last day by which something of it is owed.
    pub last_day: Option<NaiveDate>,
    /// Whether the newest version still has it.
    pub stands: bool,
}

/// A promise, and the agreement that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseOfRegister {
    /// The number of the agreement.
    pub agreement: i64,
    /// Its title.
    pub title: String,
    /// The promise.
    pub promise: PromiseLine,
}

/// First and last day of a promise: its own, else those of its agreement.
fn days(obligation: &Obligation, terms: &Terms) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let own = obligation.period.as_ref();
    let whole = terms.agreement.period.as_ref();
    let first = own.and_then(|p| p.from).or(whole.and_then(|p| p.from));
    let owed = days_owed(obligation, whole);
    (first.map(|day| day.first_day()), owed.last().copied())
}

/// Lets the promise rows of a dossier say what terms say. A promise keeps its number for good.
pub(super) async fn refresh_promises(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier: DossierId,
    terms: &Terms,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    use dossier_promise::Column;
    let there = rows_of(txn, scope, dossier).await?;
    let mut taken: Vec<i32> = there.iter().map(|row| row.number).collect();
    let mut next = taken.iter().max().map_or(1, |highest| highest + 1);
    let mut new = Vec::new();
    for obligation in &terms.obligations {
        if let Some(row) = there.iter().find(|row| row.code == obligation.id) {
            let (first_day, last_day) = days(obligation, terms);
            scope
                .changes::<dossier_promise::Entity>()
                .filter(Column::Id.eq(row.id))
                .col_expr(Column::Promise, Expr::value(obligation.promise.as_str()))
                .col_expr(Column::Kind, Expr::value(obligation.kind))
                .col_expr(Column::Unit, Expr::value(obligation.unit.as_str()))
                .col_expr(Column::FirstDay, Expr::value(first_day))
                .col_expr(Column::LastDay, Expr::value(last_day))
                .col_expr(Column::Stands, Expr::value(true))
                .exec(txn)
                .await?;
            continue;
        }
        // The name of a promise bears its number, unless another promise has it.
        let own = number_of(&obligation.id).and_then(|number| i32::try_from(number).ok());
        let number = own.filter(|own| !taken.contains(own)).unwrap_or(next);
        taken.push(number);
        next = next.max(number + 1);
        new.push(row_of((scope, dossier), (number, obligation), terms, ids));
    }
    for row in &there {
        if row.stands && terms.obligation(&row.code).is_none() {
            scope
                .changes::<dossier_promise::Entity>()
                .filter(Column::Id.eq(row.id))
                .col_expr(Column::Stands, Expr::value(false))
                .exec(txn)
                .await?;
        }
    }
    insert_all(txn, new).await
}

/// A promise as it is found, under its number in the dossier.
pub(super) fn row_of(
    (scope, dossier): (Scope, DossierId),
    (number, obligation): (i32, &Obligation),
    terms: &Terms,
    ids: &mut dyn IdSource,
) -> dossier_promise::Model {
    let (first_day, last_day) = days(obligation, terms);
    dossier_promise::Model {
        id: DossierPromiseId::new(ids),
        organisation_id: scope.organisation(),
        dossier_id: dossier,
        number,
        code: obligation.id.clone(),
        promise: obligation.promise.clone(),
        kind: obligation.kind,
        unit: obligation.unit.clone(),
        first_day,
        last_day,
        stands: true,
    }
}

async fn rows_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<dossier_promise::Model>, StorageError> {
    Ok(scope
        .rows::<dossier_promise::Entity>()
        .filter(dossier_promise::Column::DossierId.eq(dossier))
        .order_by_asc(dossier_promise::Column::Number)
        .all(conn)
        .await?)
}

fn read(row: dossier_promise::Model) -> PromiseLine {
    PromiseLine {
        number: u32::try_from(row.number).unwrap_or(0),
        code: row.code,
        promise: row.promise,
        kind: row.kind,
        unit: row.unit,
        last_day: row.last_day,
        stands: row.stands,
    }
}

/// The promises of a dossier, by number, with those that no longer stand.
pub async fn promises_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    dossier: DossierId,
) -> Result<Vec<PromiseLine>, StorageError> {
    let rows = rows_of(conn, scope, dossier).await?;
    Ok(rows.into_iter().map(read).collect())
}

/// Promises of every agreement that may come due between two days, both counted: those that stand and whose last day
/// lies between them.
pub async fn promises_due(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<PromiseOfRegister>, StorageError> {
    let rows = scope
        .rows::<dossier_promise::Entity>()
        .filter(dossier_promise::Column::Stands.eq(true))
        .filter(dossier_promise::Column::LastDay.gte(from))
        .filter(dossier_promise::Column::LastDay.lte(to))
        .order_by_asc(dossier_promise::Column::LastDay)
        .order_by_asc(dossier_promise::Column::Id)
        .all(conn)
        .await?;
    let ids: Vec<_> = rows.iter().map(|row| row.dossier_id).collect();
    let lines = scope
        .rows::<dossier::Entity>()
        .filter(dossier::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let of = |row: dossier_promise::Model| {
        let line = lines.iter().find(|line| line.id == row.dossier_id)?;
        Some(PromiseOfRegister {
            agreement: line.number,
            title: line.title.clone(),
            promise: read(row),
        })
    };
    Ok(rows.into_iter().filter_map(of).collect())
}
