//! The form of columns read back into a profile. Showing it is [`super::mapping`].

use std::collections::BTreeMap;

use super::mapping::{columns_of, meaning_key, year_of};
use crate::domain::code::Code;
use crate::domain::money::Currency;
use crate::domain::period::PartialDate;
use crate::features::imports::DateOrder;
use crate::features::imports::profile::{Column, ColumnTime, Field, Profile};
use crate::features::imports::reading::TableRead;
use crate::features::imports::tables::amounts::DecimalSign;
use crate::features::imports::visits::SEEN;
use crate::infra::action::Fields;

/// Says that a column speaks to no promise, and is not taken.
const NO_PROMISE: &str = "none";

fn read<T: serde::de::DeserializeOwned>(word: Option<&String>) -> Option<T> {
    serde_json::from_value(word?.clone().into()).ok()
}

/// The profile that a form says, with what is wrong with its fields.
pub(super) fn mapped(table: &TableRead, given: &BTreeMap<String, String>) -> (Profile, Fields) {
    let mut problems = Fields::default();
    let mut profile = table.profile.clone();
    profile.columns.clear();
    profile.row = read(given.get("row")).unwrap_or(profile.row);
    profile.counted_by = read(given.get("counted_by")).unwrap_or(profile.counted_by);
    let order: Option<DateOrder> = read(given.get("dates"));
    for (heading, known) in table.headings.iter().zip(columns_of(table)) {
        let letters = &heading.letters;
        let Some(field) = read::<Field>(given.get(&format!("column-{letters}"))) else {
            continue;
        };
        let mut column = match known {
            Some((_, known)) => known.clone(),
            None => Column::new(&heading.text, field),
        };
        column.at = Some(letters.clone());
        column.field = field;
        if field.is_seen() && !speaks(&mut column, given) {
            continue;
        }
        if !field.is_seen() {
            (column.promise, column.meanings) = (None, BTreeMap::new());
        }
        // Where the form asked nothing about the column, what was known of it stays.
        let own = given.get(&format!("dates-{letters}"));
        column.dates = match own {
            Some(_) => read(own).or(order),
            None => column.dates.or(order),
        };
        if !field.is_date() {
            column.dates = None;
        }
        if let Some(sign) = given.get(&format!("decimals-{letters}")) {
            let sign: Option<DecimalSign> = read(Some(sign));
            column.decimals = sign;
        }
        column.decimals = column.decimals.filter(|_| field.is_number());
        profile.columns.push(column);
    }
    currency(&mut profile, given, &mut problems);
    observer(&mut profile, given);
    year(table, &mut profile, given, &mut problems);
    (profile, problems)
}

/// Reads which promise a column speaks to and what its words mean. False where it was said to speak to none.
fn speaks(column: &mut Column, given: &BTreeMap<String, String>) -> bool {
    let letters = column.at.clone().unwrap_or_default();
    match given.get(&format!("promise-{letters}")).map(String::as_str) {
        None => {}
        Some(NO_PROMISE) => return false,
        Some(code) => column.promise = Code::parse(code).ok(),
    }
    let prefix = format!("means-{letters}-");
    for (name, said) in given {
        let Some(text) = name.strip_prefix(&prefix) else {
            continue;
        };
        let seen = SEEN.iter().find(|(code, _)| code == said);
        match seen {
            Some((_, seen)) => column.meanings.insert(meaning_key(text), *seen),
            None => column.meanings.remove(&meaning_key(text)),
        };
    }
    true
}

fn currency(profile: &mut Profile, given: &BTreeMap<String, String>, problems: &mut Fields) {
    let Some(text) = given.get("currency") else {
        return;
    };
    profile.fixed.remove(&Field::Currency);
    if text.trim().is_empty() {
        return;
    }
    match Currency::parse(&text.trim().to_uppercase()) {
        Ok(known) => {
            let code = known.code().to_owned();
            profile.fixed.insert(Field::Currency, code);
        }
        Err(_) => problems.wrong("currency", "imports-currency-unknown"),
    }
}

fn observer(profile: &mut Profile, given: &BTreeMap<String, String>) {
    let Some(text) = given.get("observer") else {
        return;
    };
    profile.fixed.remove(&Field::Observer);
    if !text.trim().is_empty() {
        let text = text.trim().to_owned();
        profile.fixed.insert(Field::Observer, text);
    }
}

fn year(
    table: &TableRead,
    profile: &mut Profile,
    given: &BTreeMap<String, String>,
    problems: &mut Fields,
) {
    let (Some(months), Some(year)) = (year_of(table), given.get("year")) else {
        return;
    };
    let read = year.trim().parse::<u16>().ok();
    match read.filter(|year| (1900..2200).contains(year)) {
        Some(year) => profile.columns.extend(of_year(months, year)),
        None if year.trim().is_empty() => {}
        None => problems.wrong("year", "imports-year-wrong"),
    }
}

/// A column for each month of a year.
fn of_year(months: &[(String, Field, u32)], year: u16) -> impl Iterator<Item = Column> {
    months.iter().filter_map(move |(heading, field, month)| {
        let month = PartialDate::parse(&format!("{year}-{month:02}")).ok()?;
        let time = Some(ColumnTime {
            from: month,
            to: month,
        });
        Some(Column {
            time,
            ..Column::new(heading, *field)
        })
    })
}
