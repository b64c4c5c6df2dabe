//! Results, their indicators and the periods of these: each period is a promise, and a claim where it has an actual.

use crate::domain::exchange::{Given, PublishedClaim, PublishedPromise, ResultLevel};
use crate::domain::figure::{ResultInWords, Value};
use crate::domain::number::Exact;
use crate::domain::obligation::Kind as PromiseKind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;
use crate::features::imports::profile::parties;
use crate::features::imports::tables::amounts::{DecimalSign, read_figure};

use super::activity::{Activity, Refused, date};
use super::table::Table;

/// An indicator that periods point to.
pub(super) struct Indicator {
    pub(super) what: Given<String>,
    measure: String,
    lower_is_better: bool,
    baseline: Option<Given<Option<Exact>>>,
    level: ResultLevel,
    pub(super) has_period: bool,
}

fn number(given: Given<String>) -> Given<Option<Exact>> {
    let value = read_figure(&given.value, Some(DecimalSign::Point))
        .ok()
        .map(|figure| figure.value);
    Given {
        value,
        text: given.text,
        at: given.at,
    }
}

fn level(code: &str) -> ResultLevel {
    match code {
        "1" => ResultLevel::Output,
        "2" => ResultLevel::Outcome,
        "3" => ResultLevel::Impact,
        _ => ResultLevel::Other,
    }
}

impl Activity {
    pub(super) fn result(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let id = table
            .get(row, "result_ref")
            .ok_or(("row-no-name", String::new()))?;
        let title = table.get(row, "title").unwrap_or_else(|| id.clone());
        if self.results.contains_key(&id.value) {
            return Err(("result-repeated", id.value));
        }
        self.results.insert(
            id.value,
            (level(&table.word(row, "result_type")), title, false),
        );
        self.keep(
            table,
            row,
            &[
                "activity_identifier",
                "result_ref",
                "result_type",
                "title",
                "description",
            ],
        );
        Ok(())
    }

    pub(super) fn indicator(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let (result, id) = (
            table.word(row, "result_ref"),
            table
                .get(row, "indicator_ref")
                .ok_or(("row-no-name", String::new()))?,
        );
        let level = match self.results.get_mut(&result) {
            Some((level, _, used)) => {
                *used = true;
                *level
            }
            None => return Err(("result-unknown", result)),
        };
        let key = (result, id.value.clone());
        if self.indicators.contains_key(&key) {
            return Err(("indicator-repeated", key.1));
        }
        let indicator = Indicator {
            what: table.get(row, "title").unwrap_or(id),
            measure: table.word(row, "indicator_measure"),
            lower_is_better: matches!(
                table.word(row, "ascending").to_lowercase().as_str(),
                "0" | "false"
            ),
            baseline: table.get(row, "baseline_value").map(number),
            level,
            has_period: false,
        };
        self.order.push(key.clone());
        self.indicators.insert(key, indicator);
        let known = [
            "activity_identifier",
            "result_ref",
            "indicator_ref",
            "indicator_measure",
            "ascending",
            "title",
            "description",
            "baseline_value",
        ];
        self.keep(table, row, &known);
        Ok(())
    }

    pub(super) fn period(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let key = (
            table.word(row, "result_ref"),
            table.word(row, "indicator_ref"),
        );
        let (from, to) = (
            date(table, row, "period_start")?,
            date(table, row, "period_end")?,
        );
        let Some(indicator) = self.indicators.get_mut(&key) else {
            return Err(("indicator-unknown", key.1));
        };
        indicator.has_period = true;
        let day = |date: &Option<Given<PartialDate>>| {
            date.as_ref()
                .map(|date| date.value.to_string())
                .unwrap_or_default()
        };
        let name = format!("{}/{}/{}..{}", key.0, key.1, day(&from), day(&to));
        let mut promise = indicator.promise(name);
        promise.target = table.get(row, "target_value").map(number);
        (promise.from, promise.to) = (from.clone(), to.clone());
        let (what, percent) = (promise.what.value.clone(), promise.is_percent);
        promise.source_id = self.free_name(promise.source_id);
        let name = promise.source_id.clone();
        self.agreement.promises.push(promise);
        if let Some(actual) = table.get(row, "actual_value") {
            let read = number(actual.clone());
            let value = match (read.value, percent) {
                (Some(value), true) => Value::Share(
                    Stated::parse(&format!("{value}%")).unwrap_or_else(|_| Stated::exactly(value)),
                ),
                (Some(value), false) => Value::Count(Stated::exactly(value)),
                (None, _) => Value::Words {
                    says: actual.text.clone(),
                    result: ResultInWords::Undecided,
                },
            };
            let delivers = self
                .agreement
                .providers
                .iter()
                .flat_map(|party| &party.identifiers);
            let is_provider = !self.reporter.is_empty()
                && delivers
                    .into_iter()
                    .any(|id| id.value.normal == parties::org_id(&self.reporter).normal);
            self.agreement.claims.push(PublishedClaim {
                promise: Some(name),
                what,
                value: Given {
                    value,
                    text: actual.text,
                    at: actual.at,
                },
                counted_by: if is_provider {
                    Counter::Provider
                } else {
                    Counter::Funder
                },
                from,
                to,
            });
        }
        let known = [
            "activity_identifier",
            "result_ref",
            "indicator_ref",
            "period_start",
            "period_end",
            "target_value",
            "actual_value",
        ];
        self.keep(table, row, &known);
        Ok(())
    }
}

impl Indicator {
    pub(super) fn promise(&self, source_id: String) -> PublishedPromise {
        PublishedPromise {
            source_id,
            what: self.what.clone(),
            kind: if self.level == ResultLevel::Output {
                PromiseKind::Quantity
            } else {
                PromiseKind::Outcome
            },
            unit: None,
            target: None,
            baseline: self.baseline.clone(),
            lower_is_better: self.lower_is_better,
            is_percent: self.measure == "2",
            from: None,
            to: None,
            place: None,
            group: None,
            level: self.level,
        }
    }
}
