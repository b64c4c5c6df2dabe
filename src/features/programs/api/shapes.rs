//! The shapes of answers. What stands here is described in the document from these types themselves.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::domain::figure::Figure;
use crate::domain::obligation::Obligation;
use crate::domain::register::Terms;

/// A day: 2026-11-22.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date", "description": "A day: 2026-11-22."})
    }
}

/// A part of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Part<T> {
    /// The lines of this part.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// Which part it is, from 1.
    pub page: u64,
    /// How many lines a part has at most.
    pub per_page: u64,
}

/// A line of the list of agreements.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AgreementLine {
    /// Its number: A-0001.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Kind of instrument: contract, grant, law.
    pub kind: String,
    /// Names of those who pay.
    pub funders: String,
    /// Names of those who deliver.
    pub providers: String,
    /// Currency, by ISO 4217.
    pub currency: Option<String>,
    /// Total value as stated.
    pub value: Option<String>,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// How many promises stand.
    pub promises: u32,
    /// How many versions are recorded.
    pub versions: u32,
}

/// A version without what it says.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VersionLine {
    /// 1 for the first that was recorded.
    pub number: u32,
    /// Its name: original, amendment-1.
    pub code: String,
    /// From when it is in force: a day, a month or a year; absent from the beginning.
    pub effective: Option<String>,
    /// What changed.
    pub changed: String,
}

/// An agreement with the terms in force on a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AgreementOut {
    /// Its line.
    #[serde(flatten)]
    pub line: AgreementLine,
    /// The day asked for; today where none was.
    pub on: Day,
    /// Every version, oldest recorded first.
    pub all_versions: Vec<VersionLine>,
    /// What is in force on that day; before the first version begins, what the first says.
    pub terms: Terms,
    /// Where the fields of those terms were read, by their paths: `agreement.value`. Empty for what was typed.
    pub pointers: BTreeMap<String, PointerOut>,
}

/// Where a field was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PointerOut {
    /// The import: I-0001.
    pub import: String,
    /// SHA-256 of its file, lower-case hex.
    pub sha256: String,
    /// The cell (`Grants!F12`), the JSON Pointer or the XPath.
    pub at: String,
    /// The text as published.
    pub text: String,
}

/// A promise with its number.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PromiseOut {
    /// Its number in the agreement: O-01. It stays.
    pub number: String,
    /// Whether the newest version still has it.
    pub stands: bool,
    /// The last day by which something of it is owed.
    pub last_day: Option<Day>,
    /// What is promised, as the newest version that has it says.
    pub promise: Obligation,
    /// Where its fields were read, by their paths: `obligations[o-01].target`. Empty for what was typed.
    pub pointers: BTreeMap<String, PointerOut>,
}

/// A claim. It is never found: who counted it is a party, or nobody knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClaimOut {
    /// What is claimed; `set_aside` says why it is used in no result, where it was corrected.
    pub figure: Figure,
    /// Where it stands in the file it came from.
    pub pointer: Option<String>,
    /// The text as published.
    pub as_published: Option<String>,
    /// The day on which it was recorded.
    pub recorded_on: Day,
}

/// A budget line with what became of it. Sums are exact decimals in the agreement's currency.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LineOut {
    /// Its name; absent for what belongs to no line.
    pub line: Option<String>,
    /// What was set aside.
    pub planned: Option<String>,
    /// What was spent.
    pub spent: String,
    /// What was paid.
    pub paid: String,
    /// Set aside and not spent; absent where nothing spent is recorded.
    pub left: Option<String>,
    /// Set aside and not paid; absent where nothing paid is recorded.
    pub unpaid: Option<String>,
}

/// Money that moved.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowOut {
    /// Its number in the agreement.
    pub number: u32,
    /// payment, spending, commitment, incoming or budget.
    pub kind: String,
    /// For what.
    pub title: String,
    /// How much, as stated.
    pub amount: String,
    /// Currency; absent where it is the agreement's.
    pub currency: Option<String>,
    /// First day known.
    pub from: Option<String>,
    /// Last day known.
    pub to: Option<String>,
    /// Who gave it: the code of a party or body.
    pub payer: Option<String>,
    /// Who got it.
    pub payee: Option<String>,
    /// Which step from the first who gives.
    pub level: Option<u32>,
    /// The budget line.
    pub line: Option<String>,
    /// Who says so.
    pub counted_by: String,
    /// Why it is in no sum, where it was corrected.
    pub set_aside: Option<String>,
}

/// A step of funds from level to level. Losses are exact shares of one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepOut {
    /// The level that got the money.
    pub from: u32,
    /// The next level recorded.
    pub to: u32,
    /// The share that is missing between them.
    pub lost: Option<String>,
}

/// Funds of one currency followed through the levels.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FollowedOut {
    /// The currency.
    pub currency: Option<String>,
    /// From level to level.
    pub steps: Vec<StepOut>,
    /// The share that is missing over all steps.
    pub in_all: Option<String>,
}

/// The money of an agreement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MoneyOut {
    /// Currency of the agreement.
    pub currency: Option<String>,
    /// Total value as stated.
    pub value: Option<String>,
    /// What each funder pays: the code of the funder, and a sum or a percentage as stated.
    pub shares: BTreeMap<String, String>,
    /// The budget line by line.
    pub lines: Vec<LineOut>,
    /// Everything that moved.
    pub flows: Vec<FlowOut>,
    /// Funds followed level by level, each currency by itself.
    pub followed: Vec<FollowedOut>,
}

/// A request for a document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequestOut {
    /// Its number: Q-0001.
    pub number: String,
    /// Which document.
    pub what: String,
    /// Which body was asked.
    pub asked_of: String,
    /// When.
    pub asked_on: Day,
    /// The law it rests on.
    pub law: Option<String>,
    /// The last day on which an answer is in time.
    pub due_on: Option<Day>,
    /// When they answered.
    pub answered_on: Option<Day>,
    /// given, partly_given, refused or does_not_exist.
    pub outcome: Option<String>,
}

/// An identifier in a public register.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IdentifierOut {
    /// In the form for comparing.
    pub normal: String,
    /// As it was written.
    pub original: String,
}

/// A body. Of a person only that it is one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BodyOut {
    /// Its number: B-0001.
    pub number: String,
    /// Its name; of a person the words that stand in its place.
    pub name: String,
    /// Whether it is a person.
    pub is_person: bool,
    /// What it has been to services.
    pub roles: Vec<String>,
    /// Its identifiers.
    pub identifiers: Vec<IdentifierOut>,
    /// The body that somebody decided it is another name of.
    pub same_as: Option<String>,
}

/// A site, an asset or a group.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SiteOut {
    /// Its number: S-0001.
    pub number: String,
    /// Its name.
    pub name: String,
    /// site, asset or group.
    pub kind: String,
    /// The group it is drawn in.
    pub stratum: Option<String>,
    /// Latitude in degrees, as given.
    pub latitude: Option<String>,
    /// Longitude in degrees, as given.
    pub longitude: Option<String>,
}

/// For whom a token speaks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeOut {
    /// The organisation.
    pub organisation: String,
    /// The number of the member: P-0001.
    pub number: String,
    /// The role of the member.
    pub role: String,
    /// What the token may do.
    pub scopes: Vec<String>,
}

/// A stored audit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditOut {
    /// Its number.
    pub number: i64,
    /// Its name in addresses.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// Why there is no answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What kind; about:blank.
    #[serde(rename = "type")]
    pub kind: String,
    /// In words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// The number of the request, for whoever is asked about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Every field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub errors: Vec<WrongField>,
}

/// A field that is wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WrongField {
    /// Its name.
    pub field: String,
    /// What is wrong, as a code that stays.
    pub code: String,
    /// What is wrong, in words.
    pub detail: String,
    /// Where it stands in a file that was sent: sheet and cell, JSON Pointer, XPath.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// What is looked for in a list. Everything may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// Words that must all be there.
    pub q: String,
    /// Kind of instrument.
    pub kind: String,
    /// Those that run on this day; for one agreement, the day whose terms are given.
    pub on: String,
    /// Which part, from 1.
    pub page: String,
    /// How many lines a part has: 1 to 100.
    pub per_page: String,
}

/// A document.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DocumentOut {
    /// Its number: D-0001.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What the file is, by its content: application/pdf.
    pub media_type: String,
    /// SHA-256 of the file as it was sent.
    pub sha256: String,
    /// How many pages; 0 where it is kept and not read.
    pub pages: u32,
    /// Whether words can be quoted from it.
    pub has_text: bool,
    /// The day on which it was stored.
    pub stored_on: Day,
    /// Where its file is read, with the same token.
    pub file: String,
}

/// A line of the list of imports.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImportLine {
    /// Its number: I-0001.
    pub number: String,
    /// The name of its file.
    pub file_name: String,
    /// What the file is: ocds, ocds-tables, 360giving, iati, iati-tables, table, visits. Empty until it is taken.
    pub format: String,
    /// waiting, done or undone.
    pub state: String,
    /// How many agreements or visits were taken.
    pub taken: u64,
    /// How many rows were not.
    pub refused: u64,
    /// SHA-256 of the file as it was sent.
    pub sha256: String,
    /// The day on which it came.
    pub came_on: Day,
}

/// An import with what it did.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImportOut {
    /// Its line.
    #[serde(flatten)]
    pub line: ImportLine,
    /// Agreements that are new, a thousand at most.
    pub made: Vec<String>,
    /// Agreements that have a further version, a thousand at most.
    pub updated: Vec<String>,
    /// Agreements that say what was known, a thousand at most.
    pub unchanged: Vec<String>,
    /// What was not taken and why, a thousand at most.
    pub refusals: Vec<NoteOut>,
    /// What a reader must know, a thousand at most.
    pub notes: Vec<NoteOut>,
    /// Where its file is read, with the same token.
    pub file: String,
}

/// Something about a place in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NoteOut {
    /// A code that stays.
    pub code: String,
    /// Where: sheet and cell, JSON Pointer, XPath; empty for the whole file.
    pub at: String,
    /// The same in words.
    pub detail: String,
}
