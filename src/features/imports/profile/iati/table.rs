//! One of the joined tables: which it is, and its cells by the name of their column.

use std::collections::BTreeMap;

use crate::domain::exchange::Given;

use crate::features::imports::tables::{Sheet, head};

/// What a table holds, in the order in which they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Activities,
    Organisations,
    Locations,
    Results,
    Indicators,
    Periods,
    Transactions,
}

pub(super) struct Table<'a> {
    pub kind: Kind,
    pub sheet: &'a Sheet,
    pub first: usize,
    columns: BTreeMap<String, usize>,
}

impl<'a> Table<'a> {
    /// The table, if its headings are those of one.
    pub(super) fn of(sheet: &'a Sheet) -> Option<Self> {
        let head = head::find(sheet)?;
        let mut columns = BTreeMap::new();
        for (place, heading) in head.headings.iter().enumerate() {
            columns
                .entry(heading.trim().to_lowercase())
                .or_insert(place);
        }
        let has = |name: &str| columns.contains_key(name);
        if !has("activity_identifier") {
            return None;
        }
        let kind = if has("indicator_ref") && has("period_start") {
            Kind::Periods
        } else if has("indicator_ref") {
            Kind::Indicators
        } else if has("result_ref") {
            Kind::Results
        } else if has("transaction_type") {
            Kind::Transactions
        } else if has("role") {
            Kind::Organisations
        } else if has("latitude") || has("location_ref") {
            Kind::Locations
        } else if has("title") {
            Kind::Activities
        } else {
            return None;
        };
        Some(Self {
            kind,
            sheet,
            first: head.below(),
            columns,
        })
    }

    /// The text of a cell; none where it is empty or the column is missing.
    pub(super) fn get(&self, row: usize, column: &str) -> Option<Given<String>> {
        let place = *self.columns.get(column)?;
        let cell = self.sheet.cell(row, place);
        (!cell.is_empty()).then(|| Given {
            value: cell.text.split_whitespace().collect::<Vec<_>>().join(" "),
            text: cell.text.to_string(),
            at: self.sheet.pointer(row, place),
        })
    }

    /// The plain text of a cell.
    pub(super) fn word(&self, row: usize, column: &str) -> String {
        self.get(row, column)
            .map(|given| given.value)
            .unwrap_or_default()
    }

    /// Filled cells in columns that are none of these.
    pub(super) fn others(&self, row: usize, known: &[&str]) -> Vec<(String, Given<String>)> {
        let others = self
            .columns
            .keys()
            .filter(|name| !name.is_empty() && !known.contains(&name.as_str()));
        others
            .filter_map(|name| Some((name.clone(), self.get(row, name)?)))
            .collect()
    }
}
