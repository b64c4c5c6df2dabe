//! The shapes of what programs send and get: what is answered about a file, and what it would bring.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::db::counter::Series;
use crate::domain::exchange::Note;
use crate::features::imports::actions::Preview;
use crate::features::imports::profile::Profile;
use crate::features::imports::reading::TableRead;
use crate::features::imports::wording::{asked, field_word, sentence};
use crate::infra::words::Words;

/// What is answered about a file. What is left out stays as it was answered before.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// What comes first in dates such as 05/06/2014: day_first or month_first.
    pub dates: String,
    /// The sheet that is read.
    pub sheet: String,
    /// How columns are read: a profile as its file has it, as one text.
    pub profile: String,
    /// How columns are read: the name of a saved profile.
    pub named_profile: String,
    /// The check that a table of visits goes into: a-0001.
    pub check: String,
    /// What becomes of places that the check does not have: add or refuse.
    pub places: String,
}

/// How much of a file is taken.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// all: one row that does not do stops everything; good: the others are taken.
    pub rows: String,
}

/// What a file would bring.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewOut {
    /// What it is: ocds, ocds-tables, 360giving, iati, iati-tables, table.
    pub format: Option<String>,
    /// Whether it can be taken as it is answered now.
    pub may_be_taken: bool,
    /// Why it cannot be read at all.
    pub unreadable: Option<Remark>,
    /// What must be answered first, in words.
    pub questions: Vec<String>,
    /// How many agreements.
    pub agreements: usize,
    /// How many promises.
    pub promises: usize,
    /// How many claims.
    pub claims: usize,
    /// How many payments and other flows of money.
    pub flows: usize,
    /// How many visits.
    pub visits: usize,
    /// How many things were seen on them.
    pub seen: usize,
    /// Sums of the agreements by currency, exact decimals. Never added up.
    pub sums: BTreeMap<String, String>,
    /// The first agreements.
    pub first: Vec<ComingOut>,
    /// How many rows would not be taken.
    pub refused: usize,
    /// The first of them.
    pub refusals: Vec<Remark>,
    /// What a reader must know, the first of it.
    pub notes: Vec<Remark>,
    /// The sheets, where there are several.
    pub sheets: Vec<String>,
    /// The columns of a table.
    pub columns: Vec<ColumnOut>,
    /// How the columns are read: a profile, as its file has it. Changed, it is sent as a text in `profile`.
    pub profile: Option<serde_json::Value>,
}

/// Something about a place in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Remark {
    /// A code that stays.
    pub code: String,
    /// Where: sheet and cell, JSON Pointer, XPath; empty for the whole file.
    pub at: String,
    /// The same in words.
    pub detail: String,
}

/// An agreement as it would come in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComingOut {
    /// What names it in the file.
    pub source_id: String,
    /// Its title.
    pub title: String,
    /// Its value as published.
    pub amount: Option<String>,
    /// How many promises.
    pub promises: usize,
    /// How many claims.
    pub claims: usize,
    /// How many flows of money.
    pub flows: usize,
    /// The agreement of the register that it would change.
    pub known_as: Option<String>,
}

/// A column of a table.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ColumnOut {
    /// Its letters.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// The first values of it.
    pub first: Vec<String>,
    /// What it is read as; none where it is kept and not read.
    pub means: Option<String>,
}

impl Remark {
    fn of(words: &Words, note: &Note) -> Self {
        Self {
            code: note.code.clone(),
            at: note.at.0.clone(),
            detail: sentence(words, note),
        }
    }
}

fn columns(table: &TableRead) -> Vec<ColumnOut> {
    let profile: &Profile = &table.profile;
    let columns = table.headings.iter().map(|heading| {
        let own = profile.columns.iter().find(|column| match &column.at {
            Some(letters) => letters.eq_ignore_ascii_case(&heading.letters),
            None => column.heading == heading.text,
        });
        ColumnOut {
            letters: heading.letters.clone(),
            heading: heading.text.clone(),
            first: heading.first.clone(),
            means: own.map(|column| field_word(column.field)),
        }
    });
    columns.collect()
}

impl PreviewOut {
    pub(super) fn of(words: &Words, seen: Preview) -> Self {
        let remark = |note: &Note| Remark::of(words, note);
        let table = seen.table.as_ref();
        let asks = |table: &TableRead| {
            let all = table.questions.iter();
            all.map(|question| asked(words, &table.profile, question))
                .collect()
        };
        let questions: Vec<String> = table.map(asks).unwrap_or_default();
        let sums = seen.sums.iter();
        let first = seen.first.iter().map(|one| ComingOut {
            source_id: one.source_id.clone(),
            title: one.title.clone(),
            amount: one.amount.clone(),
            promises: one.counts.0,
            claims: one.counts.1,
            flows: one.counts.2,
            known_as: one.there.map(|number| Series::Dossier.label(number)),
        });
        let [agreements, promises, claims, flows] = seen.totals;
        Self {
            format: seen.format.map(str::to_owned),
            may_be_taken: seen.may_be_taken(),
            unreadable: seen.unreadable.as_ref().map(remark),
            questions,
            agreements,
            promises,
            claims,
            flows,
            visits: seen.visits.0,
            seen: seen.visits.1,
            sums: sums
                .map(|(currency, sum)| (currency.clone(), sum.to_string()))
                .collect(),
            first: first.collect(),
            refused: seen.refused,
            refusals: seen.refusals.iter().map(remark).collect(),
            notes: seen.notes.iter().map(remark).collect(),
            sheets: table.map(|table| table.sheets.clone()).unwrap_or_default(),
            columns: table.map(columns).unwrap_or_default(),
            profile: table.and_then(|table| serde_json::to_value(&table.profile).ok()),
        }
    }
}
