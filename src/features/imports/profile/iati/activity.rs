//! One activity as an agreement: its bodies, places and dates.

use std::collections::{HashMap, HashSet};

use crate::domain::agreement::AgreementType;
use crate::domain::exchange::{Given, Note, PublishedAgreement, PublishedPlace, ResultLevel};
use crate::domain::money::Currency;
use crate::domain::period::PartialDate;
use crate::features::imports::profile::parties;
use crate::features::imports::tables::dates::read_date;

use super::money::committed;
use super::results::Indicator;
use super::table::Table;

/// A row that is not taken: the code and the cell's text.
pub(super) type Refused = (&'static str, String);

/// An activity that rows are added to.
pub(super) struct Activity {
    pub(super) agreement: PublishedAgreement,
    pub(super) currency: Option<Currency>,
    pub(super) reporter: String,
    pub(super) results: HashMap<String, (ResultLevel, Given<String>, bool)>,
    pub(super) indicators: HashMap<(String, String), Indicator>,
    pub(super) order: Vec<(String, String)>,
    pub(super) extras: HashSet<(String, String)>,
    pub(super) names: HashMap<String, usize>,
}

pub(super) fn date(
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

fn first_date(
    table: &Table<'_>,
    row: usize,
    columns: [&str; 2],
) -> Result<Option<Given<PartialDate>>, Refused> {
    Ok(date(table, row, columns[0])?.or(date(table, row, columns[1])?))
}

impl Activity {
    pub(super) fn read(
        table: &Table<'_>,
        row: usize,
        source_id: Given<String>,
    ) -> Result<Self, Refused> {
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
            as_of: None,
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
    pub(super) fn keep(&mut self, table: &Table<'_>, row: usize, known: &[&str]) {
        for (name, given) in table.others(row, known) {
            let name = format!("{}: {name}", table.sheet.name);
            if self.extras.insert((name.clone(), given.value.clone())) {
                self.agreement.extras.push((name, given));
            }
        }
    }

    pub(super) fn free_name(&mut self, name: String) -> String {
        let times = self.names.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times == 1 {
            name
        } else {
            format!("{name}#{times}")
        }
    }

    pub(super) fn organisation(&mut self, table: &Table<'_>, row: usize) {
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

    pub(super) fn location(&mut self, table: &Table<'_>, row: usize) -> Result<(), Refused> {
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

    pub(super) fn finish(mut self) -> PublishedAgreement {
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
