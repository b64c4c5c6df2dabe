//! What was promised for single places and periods, in numbers: the other side of [`super::cells_of`]. Not the
//! targets as they were worded: those are in the case.

use sea_orm::{ConnectionTrait, QueryResult, Statement};

use super::columns::Scaled;
use super::id::{CriterionId, ObligationId, PlaceId};
use super::{AuditId, Scope, StorageError};
use crate::domain::number::Fixed;

/// A target for one place, one period or both, and what a unit of it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The promise.
    pub obligation: ObligationId,
    /// By which of its criteria.
    pub criterion: CriterionId,
    /// Where; `None` for everywhere.
    pub place: Option<PlaceId>,
    /// In which of the promise's periods, numbered as in a cell; 0 for none of them.
    pub slot: u32,
    /// The least that must be reached.
    pub low: Option<Fixed>,
    /// The most that may be reached.
    pub high: Option<Fixed>,
    /// Price of a unit, or the lower end of it.
    pub price: Option<Fixed>,
}

/// The targets of an audit that are for a place or a period and for no single party, in the order of the case.
pub async fn promised_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Promised>, StorageError> {
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        "SELECT t.obligation_id, t.criterion_id, t.place_id, t.slot, t.low, t.high, o.price \
         FROM obligation o JOIN slice_target t ON t.obligation_id = o.id \
         WHERE o.organisation_id = $1 AND o.audit_id = $2 AND t.party_id IS NULL \
         ORDER BY o.position, t.position",
        [scope.organisation().into(), audit.into()],
    );
    conn.query_all_raw(statement)
        .await?
        .iter()
        .map(read_promised)
        .collect()
}

fn read_promised(row: &QueryResult) -> Result<Promised, StorageError> {
    let number = |index| row.try_get_by_index::<Option<Scaled>>(index);
    Ok(Promised {
        obligation: row.try_get_by_index(0)?,
        criterion: row.try_get_by_index(1)?,
        place: row.try_get_by_index(2)?,
        slot: u32::try_from(row.try_get_by_index::<i32>(3)?).unwrap_or(0),
        low: number(4)?.map(Scaled::fixed),
        high: number(5)?.map(Scaled::fixed),
        price: number(6)?.map(Scaled::fixed),
    })
}
