//! Joining the tables: activities first, then what points to them.

use std::collections::{HashMap, HashSet};

use crate::domain::agreement::AgreementType;
use crate::domain::exchange::{
    Amount, FlowKind, Given, Harvest, Note, Pointer, PublishedAgreement, PublishedClaim,
    PublishedFlow, PublishedPlace, PublishedPromise, ResultLevel,
};
use crate::domain::figure::{ResultInWords, Value};
use crate::domain::money::Currency;
use crate::domain::number::Exact;
use crate::domain::obligation::Kind as PromiseKind;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;
use crate::domain::published::Stated;

use super::super::super::tables::amounts::{self, DecimalSign, read_figure};
use super::super::super::tables::dates::read_date;
use super::super::parties;
use super::IatiCounts;
use super::table::{Kind, Table};

/// An indicator that periods point to.
struct Indicator {
    what: Given<String>,
    measure: String,
    lower_is_better: bool,
    baseline: Option<Given<Option<Exact>>>,
    level: ResultLevel,
    has_period: bool,
}

struct Activity {
    agreement: PublishedAgreement,
    currency: Option<Currency>,
    reporter: String,
    results: HashMap<String, (ResultLevel, Given<String>, bool)>,
    indicators: HashMap<(String, String), Indicator>,
    order: Vec<(String, String)>,
    extras: HashSet<(String, String)>,
    names: HashMap<String, usize>,
}

pub(super) struct Join<'h> {
    harvest: &'h mut dyn Harvest,
    counts: IatiCounts,
    order: Vec<Activity>,
    by_name: HashMap<String, usize>,
}

/// A row that is not taken: the code and the cell's text.
type Refused = (&'static str, String);

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

fn date(
    table: &Table<'_>,
    row: usize,
    column: &str,
) -> Result<Option<Given<PartialDate>>, Refused> {
    let Some(given) = table.get(row, column) else {
        return Ok(None);
    };
    // The standard writes ISO 8601 alone; a date that must be asked about is refused.
    let value = read_date(&given.value, None).map_err(|code| (code, given.text.clone()))?;
    Ok(Some(Given {
        value,
        text: given.text,
        at: given.at,
    }))
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

fn first_date(
    table: &Table<'_>,
    row: usize,
    columns: [&str; 2],
) -> Result<Option<Given<PartialDate>>, Refused> {
    Ok(date(table, row, columns[0])?.or(date(table, row, columns[1])?))
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
    fn read(table: &Table<'_>, row: usize, source_id: Given<String>) -> Result<Self, Refused> {
        let code = table.word(row, "default_currency").to_uppercase();
        let status = table.get(row, "activity_status").map(|given| Given {
            value: match given.value.as_str() {
                "1" => "pipeline",
                "2" => "implementation",
                "3" => "finalisation",
                "4" => "closed",
                "5" => "cancelled",
                "6" => "suspended",
                other => other,
            }
            .to_owned(),
            ..given
        });
        let known = [
            "activity_identifier",
            "title",
            "description",
            "activity_status",
            "default_currency",
            "planned_start_date",
            "actual_start_date",
            "planned_end_date",
            "actual_end_date",
        ];
        let agreement = PublishedAgreement {
            source_id,
            kind: AgreementType::Grant,
            title: table.get(row, "title"),
            description: table.get(row, "description"),
            funders: Vec::new(),
            providers: Vec::new(),
            amount: None,
            other_amounts: Vec::new(),
            signed: None,
            start: first_date(table, row, ["actual_start_date", "planned_start_date"])?,
            end: first_date(table, row, ["actual_end_date", "planned_end_date"])?,
            status,
            places: Vec::new(),
            promises: Vec::new(),
            claims: Vec::new(),
            flows: Vec::new(),
            documents: Vec::new(),
            notes: Vec::new(),
            extras: table.others(row, &known),
        };
        Ok(Self {
            agreement,
            currency: Currency::parse(&code).ok(),
            reporter: table.word(row, "reporting_org_ref"),
            results: HashMap::new(),
            indicators: HashMap::new(),
            order: Vec::new(),
            extras: HashSet::new(),
            names: HashMap::new(),
        })
    }

    /// Keeps what has no place, once for each value.
    fn keep(&mut self, table: &Table<'_>, row: usize, known: &[&str]) {
        for (name, given) in table.others(row, known) {
            let name = format!("{}: {name}", table.sheet.name);
            if self.extras.insert((name.clone(), given.value.clone())) {
                self.agreement.extras.push((name, given));
            }
        }
    }

    fn free_name(&mut self, name: String) -> String {
        let times = self.names.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times == 1 {
            name
        } else {
            format!("{name}#{times}")
        }
    }

    fn organisation(&mut self, table: &Table<'_>, row: usize) {
        let ids = table.get(row, "org_ref").map(|given| Given {
            value: parties::org_id(&given.text),
            text: given.text,
            at: given.at,
        });
        let role = table.get(row, "role");
        let Some(party) =
            parties::party(table.get(row, "org_name"), ids.into_iter().collect(), false)
        else {
            return;
        };
        let list = match role.as_ref().map(|role| role.value.as_str()) {
            Some("1") => &mut self.agreement.funders,
            Some("4") => &mut self.agreement.providers,
            role => {
                let name = match role {
                    Some("2") => "accountable",
                    Some("3") => "extending",
                    _ => "participating",
                };
                if self
                    .extras
                    .insert((name.to_owned(), party.name.value.clone()))
                {
                    self.agreement.extras.push((name.to_owned(), party.name));
                }
                return;
            }
        };
        // The same body under another name, such as one of its funds, is kept beside it.
        if list.iter().all(|known| {
            known.name.value != party.name.value
                || known.identifiers.first().map(|i| &i.value)
                    != party.identifiers.first().map(|i| &i.value)
        }) {
            list.push(party);
        }
    }

    fn location(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let point = table
            .get(row, "latitude")
            .zip(table.get(row, "longitude"))
            .map(|(lat, lon)| Given {
                text: format!("{} {}", lat.text, lon.text),
                // Some publishers leave the comma between the two in the first.
                value: (
                    lat.value.trim_end_matches(',').to_owned(),
                    lon.value.trim_end_matches(',').to_owned(),
                ),
                at: lat.at,
            });
        let code = table.get(row, "location_id_code");
        let at = || table.get(row, "name").or_else(|| code.clone());
        let name = at().or_else(|| {
            point.as_ref().map(|p| Given {
                value: p.text.clone(),
                text: p.text.clone(),
                at: p.at.clone(),
            })
        });
        let name = name.ok_or(("row-says-nothing", String::new()))?;
        self.agreement.places.push(PublishedPlace {
            name,
            code,
            point,
            is_weak: false,
        });
        self.keep(
            table,
            row,
            &[
                "activity_identifier",
                "name",
                "latitude",
                "longitude",
                "location_id_code",
            ],
        );
        Ok(())
    }

    fn result(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
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

    fn indicator(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
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

    fn period(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
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

    fn transaction(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
        let given = table
            .get(row, "value")
            .ok_or(("number-unread", String::new()))?;
        let figure = read_figure(&given.value, Some(DecimalSign::Point))
            .map_err(|code| (code, given.text.clone()))?;
        let code = table.word(row, "currency").to_uppercase();
        let currency = match code.as_str() {
            "" => self.currency,
            code => Some(Currency::parse(code).map_err(|_| ("currency-unknown", code.to_owned()))?),
        };
        let (value, noted) = amounts::settled(figure.value, currency);
        if let Some(code) = noted {
            let about = vec![
                ("text".to_owned(), given.text.clone()),
                ("used".to_owned(), value.to_string()),
            ];
            self.agreement.notes.push(Note {
                code: code.to_owned(),
                at: given.at.clone(),
                about,
            });
        }
        let kind = match table.word(row, "transaction_type").to_uppercase().as_str() {
            "1" | "IF" => FlowKind::Incoming,
            "2" | "C" => FlowKind::Commitment,
            "3" | "D" => FlowKind::Payment,
            "4" | "E" => FlowKind::Spending,
            "11" => FlowKind::IncomingCommitment,
            _ => FlowKind::Other,
        };
        let date = date(table, row, "transaction_date")?;
        let name = match table.get(row, "transaction_ref") {
            Some(named) => named.value,
            None => {
                let day = date
                    .as_ref()
                    .map(|date| date.value.to_string())
                    .unwrap_or_default();
                format!(
                    "{}|{day}|{value}|{}",
                    table.word(row, "transaction_type"),
                    table.word(row, "receiver_org_name")
                )
            }
        };
        let flow = PublishedFlow {
            source_id: self
                .free_name(format!("flow/{name}"))
                .trim_start_matches("flow/")
                .to_owned(),
            kind,
            amount: Given {
                value: Amount { value, currency },
                text: given.text,
                at: given.at,
            },
            date,
            to: None,
            payer: table.get(row, "provider_org_name"),
            payee: table.get(row, "receiver_org_name"),
            what: table.get(row, "description"),
        };
        self.agreement.flows.push(flow);
        let known = [
            "activity_identifier",
            "transaction_ref",
            "transaction_type",
            "transaction_date",
            "value",
            "currency",
            "value_date",
            "description",
            "provider_org_name",
            "receiver_org_name",
        ];
        self.keep(table, row, &known);
        Ok(())
    }

    fn finish(mut self) -> PublishedAgreement {
        for key in std::mem::take(&mut self.order) {
            let Some(indicator) = self
                .indicators
                .get(&key)
                .filter(|indicator| !indicator.has_period)
            else {
                continue;
            };
            let promise = indicator.promise(format!("{}/{}", key.0, key.1));
            let about = vec![("promise".to_owned(), promise.what.value.clone())];
            self.agreement.notes.push(Note {
                code: "promise-without-period".to_owned(),
                at: promise.what.at.clone(),
                about,
            });
            self.agreement.promises.push(promise);
        }
        let mut empty: Vec<_> = self
            .results
            .values()
            .filter(|(_, _, used)| !used)
            .map(|(_, title, _)| title)
            .collect();
        empty.sort_by(|a, b| a.at.cmp(&b.at));
        for title in empty {
            let about = vec![("result".to_owned(), title.value.clone())];
            self.agreement.notes.push(Note {
                code: "result-without-indicator".to_owned(),
                at: title.at.clone(),
                about,
            });
        }
        if self.results.is_empty() {
            let at = self.agreement.source_id.at.clone();
            self.agreement.notes.push(Note {
                code: "no-results".to_owned(),
                at,
                about: Vec::new(),
            });
        }
        self.agreement.amount = committed(&self.agreement.flows);
        self.agreement
    }
}

/// The sum of the commitments, where all are in one currency.
fn committed(flows: &[PublishedFlow]) -> Option<Given<Amount>> {
    let amounts: Vec<&Given<Amount>> = flows
        .iter()
        .filter(|flow| flow.kind == FlowKind::Commitment)
        .map(|flow| &flow.amount)
        .collect();
    let first = amounts.first()?;
    let currency = first.value.currency?;
    if amounts
        .iter()
        .any(|amount| amount.value.currency != Some(currency))
    {
        return None;
    }
    let value = Exact::sum(amounts.iter().map(|amount| &amount.value.value)).ok()?;
    let text = amounts
        .iter()
        .map(|amount| amount.text.as_str())
        .collect::<Vec<_>>()
        .join(" + ");
    let at: Pointer = first.at.clone();
    Some(Given {
        value: Amount {
            value,
            currency: Some(currency),
        },
        text,
        at,
    })
}

impl Indicator {
    fn promise(&self, source_id: String) -> PublishedPromise {
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
