//! Profiles: which column of a table means what, as a named, versioned file that a group can keep, share and use again
//! on next month's table. Not the reading of the table: that is [`super::tables`].

mod apply;
pub mod field;
mod giving;
mod iati;
mod parties;
mod row;
mod suggest;
mod synonyms;
mod visits;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use apply::{Applied, Reason, RowOutcome, RowState, apply, apply_joined};
pub use field::{Field, RowIs};
pub use giving::{GIVING, is_giving};
pub use iati::{IatiCounts, is_iati_tables, read_iati_tables};
pub(super) use parties::{charity, company};
pub(crate) use row::is_nothing;
pub use suggest::{Question, Suggestion, ask_about, suggest, suggest_as, suggest_for};
pub use synonyms::is_heading;
pub use visits::{VisitTable, read_visits};

use super::tables::amounts::DecimalSign;
use super::tables::dates::DateOrder;
use super::tables::head::{self, Head};
use super::tables::{Sheet, column_letters};
use crate::domain::agreement::AgreementType;
use crate::domain::code::Code;
use crate::domain::fieldwork::SeenAs;
use crate::domain::party::Counter;
use crate::domain::period::PartialDate;

/// The version of the form of a profile.
pub const VERSION: &str = "groundtruth-profile/1";

/// Which column means what, and how its values are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// [`VERSION`].
    pub format: String,
    /// What people call it.
    pub name: String,
    /// The sheet; the first that is not hidden where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Where the headings are; looked for where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadRows>,
    /// What one row is.
    pub row: RowIs,
    /// What kind of instrument the agreements are.
    pub agreement: AgreementType,
    /// Who counted what stands in columns of claims.
    pub counted_by: Counter,
    /// The columns that mean something; all others are kept as extras.
    pub columns: Vec<Column>,
    /// Values that hold for every row: the currency, the funder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<Field, String>,
    /// Columns that are left out, by heading: names of persons, say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// Where headings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadRows {
    /// The first row, from 1 as a spreadsheet shows it.
    pub row: usize,
    /// How many rows: 1 or 2.
    pub rows: usize,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading; capitals and blanks do not matter.
    pub heading: String,
    /// Its letters, for a heading that stands twice or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What it means.
    pub field: Field,
    /// What comes first in its dates. Without an answer an ambiguous date is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// What stands before the decimals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<DecimalSign>,
    /// The time that all its values are for: a column for each month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<ColumnTime>,
    /// The promise of a check that its answers speak to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Code>,
    /// What its words mean for that promise, by the word in small letters; `#` stands for a number alone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub meanings: BTreeMap<String, SeenAs>,
}

impl Column {
    /// A column with nothing more to say.
    #[must_use]
    pub fn new(heading: &str, field: Field) -> Self {
        Self {
            heading: heading.to_owned(),
            at: None,
            field,
            dates: None,
            decimals: None,
            time: None,
            promise: None,
            meanings: BTreeMap::new(),
        }
    }
}

/// The time of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnTime {
    /// First day, month or year.
    pub from: PartialDate,
    /// Last.
    pub to: PartialDate,
}

/// A profile that cannot be used, or does not fit a sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// The file is no profile; what the reader says.
    #[error("this is not a profile: {0}")]
    NotAProfile(String),
    /// The sheet is not in the file.
    #[error("there is no sheet `{0}`")]
    NoSheet(String),
    /// No headings were found.
    #[error("no headings were found in `{0}`")]
    NoHead(String),
    /// None of the columns is in the sheet.
    #[error("none of the columns of the profile is in `{0}`")]
    NoColumn(String),
}

impl ProfileError {
    /// A code of the catalogue, without `problem-import-`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAProfile(_) => "profile-not-one",
            Self::NoSheet(_) => "profile-no-sheet",
            Self::NoHead(_) => "profile-no-head",
            Self::NoColumn(_) => "profile-no-column",
        }
    }
}

impl Profile {
    /// A profile without columns.
    #[must_use]
    pub fn new(name: &str, row: RowIs) -> Self {
        Self {
            format: VERSION.to_owned(),
            name: name.to_owned(),
            sheet: None,
            head: None,
            row,
            agreement: AgreementType::Grant,
            counted_by: Counter::NotPublished,
            columns: Vec::new(),
            fixed: BTreeMap::new(),
            left_out: Vec::new(),
        }
    }

    /// Reads a profile from YAML or JSON.
    ///
    /// # Errors
    /// `NotAProfile` with what is wrong.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let profile: Self =
            serde_saphyr::from_str(text).map_err(|e| ProfileError::NotAProfile(e.to_string()))?;
        if profile.format != VERSION {
            return Err(ProfileError::NotAProfile(profile.format));
        }
        if profile
            .head
            .is_some_and(|head| head.row == 0 || !(1..=2).contains(&head.rows))
        {
            return Err(ProfileError::NotAProfile("head".to_owned()));
        }
        Ok(profile)
    }

    /// The profile as JSON, which is YAML too.
    ///
    /// # Errors
    /// None that a profile of this program can cause.
    pub fn to_json(&self) -> Result<String, ProfileError> {
        serde_json::to_string_pretty(self).map_err(|e| ProfileError::NotAProfile(e.to_string()))
    }

    /// The headings of a sheet, where the profile says or where they are found.
    ///
    /// # Errors
    /// `NoHead`.
    pub fn head_of(&self, sheet: &Sheet) -> Result<Head, ProfileError> {
        match self.head {
            Some(HeadRows { row, rows }) if row >= 1 && row <= sheet.height() => {
                Ok(head::at(sheet, row - 1, rows))
            }
            Some(_) => Err(ProfileError::NoHead(sheet.name.clone())),
            None => head::find(sheet).ok_or_else(|| ProfileError::NoHead(sheet.name.clone())),
        }
    }

    /// The sheet of a file that the profile is for.
    ///
    /// # Errors
    /// `NoSheet`.
    pub fn sheet_of<'a>(
        &self,
        tables: &'a super::tables::Tables,
    ) -> Result<&'a Sheet, ProfileError> {
        let found = match &self.sheet {
            Some(name) => tables.sheet(name),
            None => {
                let open = || tables.sheets.iter().filter(|sheet| !sheet.is_hidden);
                open()
                    .find(|sheet| sheet.height() > 0)
                    .or_else(|| open().next())
            }
        };
        found.ok_or_else(|| ProfileError::NoSheet(self.sheet.clone().unwrap_or_default()))
    }

    /// The place of each column of the profile among these headings; `None` for one that is not there.
    #[must_use]
    pub fn places(&self, head: &Head) -> Vec<Option<usize>> {
        let known: Vec<String> = head
            .headings
            .iter()
            .map(|heading| plain_heading(heading))
            .collect();
        let mut taken = vec![false; known.len()];
        let mut find = |column: &Column| {
            let wanted = plain_heading(&column.heading);
            let at = column.at.as_ref().and_then(|letters| {
                (0..known.len())
                    .find(|index| column_letters(*index).eq_ignore_ascii_case(letters.trim()))
            });
            let fits = |index: &usize| known[*index] == wanted && !taken[*index];
            let place = at
                .filter(fits)
                .or_else(|| (0..known.len()).find(fits).filter(|_| !wanted.is_empty()));
            if let Some(place) = place {
                taken[place] = true;
            }
            place
        };
        self.columns.iter().map(&mut find).collect()
    }
}

/// A heading for comparing: small letters, single blanks, none around a colon, no `:0:` of a flattened list.
#[must_use]
pub fn plain_heading(heading: &str) -> String {
    let parts = heading.split(':').map(|part| {
        part.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    });
    let kept: Vec<String> = parts
        .filter(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    kept.join(":")
}
