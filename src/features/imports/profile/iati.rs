//! IATI as joined tables: one for activities, one for results, indicators, periods, transactions, organisations and
//! places each, told apart by their headings and joined by their references.

mod activity;
mod join;
mod money;
mod results;
mod table;

use crate::domain::exchange::Harvest;

use super::ProfileError;
use crate::features::imports::tables::Sheet;
use table::{Kind, Table};

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IatiCounts {
    /// Activities, each an agreement.
    pub activities: usize,
    /// Results.
    pub results: usize,
    /// Indicators.
    pub indicators: usize,
    /// Periods of indicators, each a promise.
    pub periods: usize,
    /// Transactions.
    pub transactions: usize,
    /// Places.
    pub locations: usize,
    /// Rows that were refused.
    pub refused: usize,
}

/// Whether these tables belong together as IATI: one of activities, and all with its reference.
#[must_use]
pub fn is_iati_tables(sheets: &[&Sheet]) -> bool {
    let kinds: Vec<Option<Kind>> = sheets
        .iter()
        .map(|sheet| Table::of(sheet).map(|table| table.kind))
        .collect();
    !kinds.is_empty()
        && kinds.iter().all(Option::is_some)
        && kinds.contains(&Some(Kind::Activities))
}

/// Reads joined tables in any order. Each activity comes out as one agreement with everything that points to it.
///
/// # Errors
/// `NoColumn` for a table that is none of these, or where the table of activities is missing.
pub fn read_iati_tables(
    sheets: &[&Sheet],
    harvest: &mut dyn Harvest,
) -> Result<IatiCounts, ProfileError> {
    let mut tables = Vec::new();
    for sheet in sheets {
        tables.push(Table::of(sheet).ok_or_else(|| ProfileError::NoColumn(sheet.name.clone()))?);
    }
    if !tables.iter().any(|table| table.kind == Kind::Activities) {
        return Err(ProfileError::NoColumn("activities".to_owned()));
    }
    // Whatever is pointed to is read before what points to it.
    tables.sort_by_key(|table| table.kind);
    let mut join = join::Join::new(harvest);
    for table in &tables {
        join.read(table);
    }
    Ok(join.finish())
}
