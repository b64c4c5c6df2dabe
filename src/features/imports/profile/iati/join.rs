//! Joining the tables: activities first, then what points to them.

use std::collections::HashMap;

use crate::domain::exchange::{Harvest, Note};

use super::IatiCounts;
use super::activity::{Activity, Refused};
use super::table::{Kind, Table};

/// The activities so far.
pub(super) struct Join<'h> {
    harvest: &'h mut dyn Harvest,
    counts: IatiCounts,
    order: Vec<Activity>,
    by_name: HashMap<String, usize>,
}

impl<'h> Join<'h> {
    pub(super) fn new(harvest: &'h mut dyn Harvest) -> Self {
        Self {
            harvest,
            counts: IatiCounts::default(),
            order: Vec::new(),
            by_name: HashMap::new(),
        }
    }

    pub(super) fn read(&mut self, table: &Table<'_>) {
        for row in table.first..table.sheet.height() {
            if table.sheet.is_blank(row) {
                continue;
            }
            if let Err((code, text)) = self.row(table, row) {
                self.counts.refused += 1;
                let about = vec![("text".to_owned(), text)];
                self.harvest.refused(Note {
                    code: code.to_owned(),
                    at: table.sheet.row_pointer(row),
                    about,
                });
            }
        }
    }

    fn row(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let Some(id) = table.get(row, "activity_identifier") else {
            return Err(("row-no-name", String::new()));
        };
        let counts = &mut self.counts;
        if table.kind == Kind::Activities {
            if self.by_name.contains_key(&id.value) {
                return Err(("activity-repeated", id.value));
            }
            self.by_name.insert(id.value.clone(), self.order.len());
            self.order.push(Activity::read(table, row, id)?);
            counts.activities += 1;
            return Ok(());
        }
        let activity = self
            .by_name
            .get(&id.value)
            .and_then(|index| self.order.get_mut(*index));
        let activity = activity.ok_or(("activity-unknown", id.value))?;
        match table.kind {
            Kind::Activities => {}
            Kind::Organisations => activity.organisation(table, row),
            Kind::Locations => {
                activity.location(table, row)?;
                counts.locations += 1;
            }
            Kind::Results => {
                activity.result(table, row)?;
                counts.results += 1;
            }
            Kind::Indicators => {
                activity.indicator(table, row)?;
                counts.indicators += 1;
            }
            Kind::Periods => {
                activity.period(table, row)?;
                counts.periods += 1;
            }
            Kind::Transactions => {
                activity.transaction(table, row)?;
                counts.transactions += 1;
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> IatiCounts {
        for activity in self.order {
            self.harvest.agreement(activity.finish());
        }
        self.counts
    }
}
