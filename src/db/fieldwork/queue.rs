//! What came in as it is looked through: a page at a time, from a number on, and how much there is of it. However much came in,
//! a page reads its own lines and no others.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::keyed::opened;
use super::submissions::{Came, came};
use crate::db::entity::{came_count, submission};
use crate::db::{AuditId, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::keys::MasterKey;
use crate::domain::review::ReviewState;

/// Where a page begins. Numbers grow as things come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageFrom {
    /// With the newest.
    #[default]
    Newest,
    /// With the newest of those before this number.
    Before(i64),
    /// With so many that the oldest of those after this number is the last of them.
    After(i64),
}

/// Which lines of an audit are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// How far checking is.
    pub state: Option<ReviewState>,
    /// Where.
    pub place: Option<&'a Code>,
}

impl Which<'_> {
    fn rows(self, scope: Scope, audit: AuditId) -> Select<submission::Entity> {
        let mut rows = scope.rows_of::<submission::Entity>(audit);
        if let Some(state) = self.state {
            rows = rows.filter(submission::Column::State.eq(state));
        }
        if let Some(place) = self.place {
            rows = rows.filter(submission::Column::Place.eq(place.as_str()));
        }
        rows
    }
}

/// So many of an audit at most, newest first, opened.
pub async fn submissions_from(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, which): (AuditId, Which<'_>),
    (from, most): (PageFrom, u64),
) -> Result<Vec<Came>, StorageError> {
    use submission::Column::Number;
    let rows = which.rows(scope, audit).limit(most);
    let mut rows = match from {
        PageFrom::Newest => rows.order_by_desc(Number).all(conn).await?,
        PageFrom::Before(number) => {
            let rows = rows.filter(Number.lt(number)).order_by_desc(Number);
            rows.all(conn).await?
        }
        PageFrom::After(number) => {
            let rows = rows.filter(Number.gt(number)).order_by_asc(Number);
            rows.all(conn).await?
        }
    };
    rows.sort_by_key(|row| std::cmp::Reverse(row.number));
    opened(conn, scope, master, rows, came).await
}

/// How much came in from a place.
pub async fn came_from(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, which): (AuditId, Which<'_>),
) -> Result<u64, StorageError> {
    Ok(which.rows(scope, audit).count(conn).await?)
}

/// What corrects what, of these numbers: by the number of the first the number of the last that names it.
pub async fn corrections_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    numbers: &[i64],
) -> Result<BTreeMap<i64, i64>, StorageError> {
    let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) else {
        return Ok(BTreeMap::new());
    };
    // Between two numbers, and not one of fifty: for a list SQLite would rather go through everything in order.
    let rows = scope
        .rows_of::<submission::Entity>(audit)
        .filter(submission::Column::Corrects.between(*first, *last))
        .order_by_asc(submission::Column::Number)
        .select_only()
        .columns([submission::Column::Corrects, submission::Column::Number])
        .into_tuple::<(i64, i64)>();
    let mut found: BTreeMap<i64, i64> = rows.all(conn).await?.into_iter().collect();
    found.retain(|corrected, _| numbers.contains(corrected));
    Ok(found)
}

/// How much came in for an audit, by how far checking is. It is kept and not counted.
pub async fn came_counts(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<BTreeMap<ReviewState, usize>, StorageError> {
    let rows = scope.rows_of::<came_count::Entity>(audit).all(conn).await?;
    let count = |row: came_count::Model| {
        let state = ReviewState::of_word(&row.state)?;
        let count = usize::try_from(row.count).unwrap_or(0);
        (count > 0).then_some((state, count))
    };
    Ok(rows.into_iter().filter_map(count).collect())
}

/// Counts more or fewer.
pub(super) async fn count_came(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, state): (AuditId, ReviewState),
    more: i64,
) -> Result<(), StorageError> {
    let row = came_count::Model {
        organisation_id: scope.organisation(),
        audit_id: audit,
        state: state.word().to_owned(),
        count: more,
    };
    let sum = Expr::col((came_count::Entity, came_count::Column::Count)).add(more);
    let there = OnConflict::columns([
        came_count::Column::OrganisationId,
        came_count::Column::AuditId,
        came_count::Column::State,
    ])
    .value(came_count::Column::Count, sum)
    .to_owned();
    came_count::Entity::insert(row.into_active_model())
        .on_conflict(there)
        .exec_without_returning(txn)
        .await?;
    Ok(())
}
