//! Searching the register.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, Order as Direction, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::dossiers::{DossierLine, read_line};
use crate::db::entity::dossier;
use crate::db::{Scope, StorageError};
use crate::domain::agreement::AgreementType;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What was changed last comes first.
    #[default]
    Changed,
    /// By title.
    Title,
    /// What ends first comes first.
    Ends,
    /// The largest sum first. Sums of different currencies stand side by side and are not compared.
    Value,
    /// By number.
    Number,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Search<'a> {
    /// Words that must all be there.
    pub words: &'a str,
    /// Kind of instrument.
    pub kind: Option<AgreementType>,
    /// Those that run on this day.
    pub runs_on: Option<NaiveDate>,
    /// Those that have ended before this day.
    pub ended_before: Option<NaiveDate>,
    /// Those with no promise yet.
    pub without_promises: bool,
    /// Order.
    pub order: Order,
    /// How many to leave out at the beginning.
    pub skip: u64,
    /// How many to give.
    pub take: u64,
}

/// A part of what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The lines of this part.
    pub lines: Vec<DossierLine>,
    /// How many there are in all.
    pub of: u64,
}

/// Searches the register.
pub async fn search(
    conn: &impl ConnectionTrait,
    scope: Scope,
    search: &Search<'_>,
) -> Result<Listed, StorageError> {
    use dossier::Column;
    let mut rows = scope.rows::<dossier::Entity>();
    for word in search.words.to_lowercase().split_whitespace().take(10) {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
        rows = rows.filter(Expr::col((dossier::Entity, Column::Haystack)).like(pattern));
    }
    if let Some(kind) = search.kind {
        rows = rows.filter(Column::Kind.eq(kind));
    }
    if let Some(day) = search.runs_on {
        rows = rows
            .filter(Column::FirstDay.is_null().or(Column::FirstDay.lte(day)))
            .filter(Column::LastDay.is_null().or(Column::LastDay.gte(day)));
    }
    if let Some(day) = search.ended_before {
        rows = rows.filter(Column::LastDay.lt(day));
    }
    if search.without_promises {
        rows = rows.filter(Column::Promises.eq(0));
    }
    let of = rows.clone().count(conn).await?;
    rows = match search.order {
        Order::Changed => rows.order_by(Column::ChangedAt, Direction::Desc),
        Order::Title => rows.order_by(Column::Title, Direction::Asc),
        // What has no end comes last, on every database alike.
        Order::Ends => rows
            .order_by(Column::LastDay.is_null(), Direction::Asc)
            .order_by(Column::LastDay, Direction::Asc),
        Order::Value => rows
            .order_by(Column::Value.is_null(), Direction::Asc)
            .order_by(Column::Value, Direction::Desc),
        Order::Number => rows,
    };
    let rows = rows
        .order_by(Column::Number, Direction::Asc)
        .offset(search.skip)
        .limit(search.take)
        .all(conn)
        .await?;
    Ok(Listed {
        lines: rows.into_iter().map(read_line).collect(),
        of,
    })
}
