//! One row of the comparison: a promise read through the four words.

use serde::{Deserialize, Serialize};

use super::{Bar, Cell, Coded, Difference, Interval, Refusal, SourceRef};

/// One promise, under one reading, for one slice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseRow {
    /// Number people use: `O-01`. Rows of one promise share it.
    pub number: String,
    /// The promise as a sentence.
    pub sentence: String,
    /// Kind of promise: quantity, frequency, ratio …
    pub kind: Option<Coded>,
    /// Which reading or criterion this row applies, where several stand side by side.
    pub reading: Option<String>,
    /// Which place, period, provider or stage this row is about, where there are several.
    pub slice: Option<String>,
    /// Where the promise stands.
    pub clause: Option<Clause>,
    /// The criterion this row is judged by.
    pub criterion: Option<Criterion>,
    /// The verdict; none for a row that carries none.
    pub verdict: Option<Verdict>,
    /// The proof grade; none where nothing was tested.
    pub grade: Option<Grade>,
    /// Promised.
    pub promised: Cell,
    /// Claimed.
    pub claimed: Cell,
    /// Found.
    pub found: Cell,
    /// Since then.
    pub since: Cell,
    /// Found against promised, in the direction of the promise.
    pub gap: Option<Difference>,
    /// Claimed beyond found.
    pub over_claim: Option<Difference>,
    /// Interval of the found figure; never on a census.
    pub interval: Option<Interval>,
    /// The drawing; none where the measure does not fit the promise.
    pub bar: Option<Bar>,
    /// Stands where the drawing would be when there is none.
    pub instead_of_bar: Option<String>,
    /// Money of this row.
    pub money: RowMoney,
    /// What is refused in this row.
    pub refusals: Vec<Refusal>,
    /// Ids of the workings of this row's numbers, in reading order.
    pub workings: Vec<String>,
    /// Numbers of the evidence behind it.
    pub evidence: Vec<String>,
    /// Anything else that must be read with the row.
    pub notes: Vec<String>,
}

/// The words of the agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clause {
    /// The document, with its version and date.
    pub document: String,
    /// Clause or section.
    pub clause: Option<String>,
    /// Page.
    pub page: Option<String>,
    /// The quoted words.
    pub words: Option<String>,
    /// BCP 47 tag of the quoted words where it differs from the report.
    pub words_language: Option<String>,
    /// SHA-256 of the document, lower-case hex.
    pub sha256: Option<String>,
    /// Where it comes from.
    pub sources: Vec<SourceRef>,
}

/// What the row is judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Criterion {
    /// Source in words, with its date: "contract of 1 March 2024", "stated by officials".
    pub source: String,
    /// Rank: law, agreement, provider's plan, published norm, auditor's benchmark, stated by funder.
    pub rank: Option<Coded>,
    /// Flags such as "text and number disagree" or "wording unclear".
    pub flags: Vec<Coded>,
    /// The rule applied in words: "at least 346", "4 to 5 of 8.5 hours".
    pub target: Option<String>,
}

/// The seven verdicts. Each has its own shape and colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictCode {
    /// Kept.
    Delivered,
    /// Kept in part.
    PartlyDelivered,
    /// Not kept.
    NotDelivered,
    /// Moved the wrong way.
    WrongWay,
    /// Not due yet.
    NotDue,
    /// Cannot be judged; the reason stands beside it.
    #[default]
    CannotJudge,
    /// The standard is disputed.
    StandardDisputed,
}

impl VerdictCode {
    /// The code word used in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::PartlyDelivered => "partly_delivered",
            Self::NotDelivered => "not_delivered",
            Self::WrongWay => "wrong_way",
            Self::NotDue => "not_due",
            Self::CannotJudge => "cannot_judge",
            Self::StandardDisputed => "standard_disputed",
        }
    }
}

/// How far the promise was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdict {
    /// Which of the seven.
    pub code: VerdictCode,
    /// The words for it.
    pub label: String,
    /// Why it cannot be judged, or in what respect.
    pub reason: Option<Coded>,
    /// Words printed with the verdict, as large: "by the funder's own count", "for the 12 places seen".
    pub qualifier: Option<String>,
    /// Number of the rule that decided.
    pub rule: Option<u8>,
    /// The verdict as one short sentence.
    pub sentence: String,
}

/// How well it is proven.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grade {
    /// `claimed_only`, `users_said`, `observed_once`, `corroborated`, `documented`, `conflicting`.
    pub code: String,
    /// The words for it, with n of N where they belong.
    pub label: String,
    /// What the grade was computed from.
    pub because: Option<String>,
}

/// Money of one row: lines of the schedule, or a sentence why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowMoney {
    /// Numbers of lines in [`super::MoneySchedule::lines`].
    pub lines: Vec<String>,
    /// What is printed when an amount is refused, in the place of the amount.
    pub refused: Option<String>,
    /// True where no amount belongs to this row and none is missed.
    pub no_line: bool,
}
