//! Figures: claims of the parties and published tallies, each with who counted it and how.
//! Single observations of a visit are [`crate::domain::fieldwork`]; they are summed up into the same shape.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::obligation::Fraction;
use super::party::Counter;
use super::period::{PartialDate, Period};
use super::published::Stated;

/// What a source says in words about a tested promise, where it gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResultInWords {
    /// Kept in all that was seen.
    Kept,
    /// Broken in some cases.
    BrokenInSome,
    /// Broken in most cases.
    BrokenInMost,
    /// Not met as a whole.
    NotMet,
    /// The words tell something and decide nothing.
    Undecided,
}

/// Units seen one by one: how many were in order, of how many judged, and how many could not be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// k: units in order.
    pub count: u64,
    /// n: units judged. Units that could not be judged are not among them.
    pub of: u64,
    /// Units partly in order; among `of`, not among `count`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub partly: u64,
    /// Units that could not be inspected.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_inspectable: u64,
    /// Units to which access was refused.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub refused: u64,
    /// Units to which the promise does not apply.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_applicable: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// What was counted, measured or said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Value {
    /// So many units altogether.
    Count(Stated),
    /// k of n units in order.
    InOrder(Seen),
    /// k of n units at least once in the period; how often is not known.
    AtLeastOnce(Seen),
    /// A measure in the unit of the promise, of a whole where there is one: 2.2 of 8.5 hours.
    Measure {
        /// The measure.
        value: Stated,
        /// The whole it is part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<Stated>,
    },
    /// A share as published, without its count.
    Share(Stated),
    /// A change against the baseline, as published: `+18%`.
    Change(Fraction),
    /// A sum of money.
    Amount(Stated),
    /// A price charged for so many units.
    Rate {
        /// Price of one unit.
        price: Stated,
        /// How many units it was charged for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        units: Option<Stated>,
        /// The volume that decides the tier, where the price depends on one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        volume: Option<u32>,
    },
    /// Users and the units they share.
    Sharing {
        /// How many people, families or households.
        users: u64,
        /// How many units stand there.
        units: u64,
        /// Units broken.
        #[serde(default, skip_serializing_if = "is_zero")]
        broken: u64,
        /// Units locked.
        #[serde(default, skip_serializing_if = "is_zero")]
        locked: u64,
        /// Units both broken and locked; absent when not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        both: Option<u64>,
    },
    /// Staff at an unannounced visit.
    Staff {
        /// On the roster.
        rostered: u64,
        /// Of these, not on shift at that hour.
        off_shift: u64,
        /// Absent with leave, in training, on duty elsewhere.
        authorised: u64,
        /// Absent without a reason known.
        unexplained: u64,
    },
    /// A provider's own register, recounted from its source documents.
    Recount {
        /// What the recount came to.
        recounted: u64,
        /// What had been reported.
        reported: u64,
    },
    /// The date on which it was done.
    DoneOn(PartialDate),
    /// Found in words only.
    Words {
        /// The words.
        says: String,
        /// What they mean for the promise.
        result: ResultInWords,
    },
}

/// What a found figure rests on.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Seen on the spot.
    Observation,
    /// A document read and tested against its source.
    Document,
    /// Counted again from source documents.
    Recount,
    /// Worked out from data.
    Analysis,
    /// Told by people.
    Account,
    /// Conceded by the party itself.
    Admission,
}

/// One kind of evidence behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestsOn {
    /// What kind.
    pub kind: EvidenceKind,
    /// When it came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How often it was looked at. Absent where the source does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visits {
    /// Once.
    One,
    /// More than once, or so many times.
    Several,
}

/// How many people said so, of how many asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// n: how many said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<u64>,
    /// N: how many were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
}

/// What the auditor did with a party's figure, so that it may stand under *Found*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tested {
    /// Counted again.
    Recounted,
    /// Traced to source documents.
    TracedToSource,
}

/// A claim or a published tally.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Name inside this file.
    pub id: Code,
    /// The promise it speaks to; absent for a figure that measures no promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Code>,
    /// What was counted, as a phrase: `toilets found damaged`.
    pub title: String,
    /// What was counted, measured or said.
    pub value: Value,
    /// Unit, where it differs from the promise's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who counted.
    pub counted_by: Counter,
    /// Which party, where a party counted or is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Code>,
    /// How it was counted, in words; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
    /// What the auditor did with a party's figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tested: Option<Tested>,
    /// The sample it comes from; absent when not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Code>,
    /// `true` where every unit is in the party's own records, so that nothing was sampled.
    #[serde(default, skip_serializing_if = "is_false")]
    pub full_count: bool,
    /// How many people said so, of how many asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
    /// Kinds of evidence behind it; none named means one look, of a kind not told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<RestsOn>,
    /// How often it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits: Option<Visits>,
    /// By how many people, independently.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observers: Option<u32>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Code>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// A share that the source printed for it, to be recomputed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_share: Option<Stated>,
    /// What else the same party said that disagrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also_given: Option<String>,
    /// Accepted figures that this one contradicts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradicts: Vec<Code>,
    /// `true` where it speaks to the promise without measuring it: shown, not judged.
    #[serde(default, skip_serializing_if = "is_false")]
    pub context: bool,
    /// Kept beside the others and not used in any result: superseded, or not verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
    /// Where this is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Code>,
    /// Anything a reader must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// The column of the comparison that a figure fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// What a party says.
    Claimed,
    /// What independent observation found.
    Found,
}

impl Figure {
    /// A figure with nothing but a name, a title, a value and who counted it.
    #[must_use]
    pub fn of(id: Code, title: String, value: Value, counted_by: Counter) -> Self {
        Self {
            id,
            obligation: None,
            title,
            value,
            unit: None,
            counted_by,
            party: None,
            how: None,
            tested: None,
            sample: None,
            full_count: false,
            asked: None,
            rests_on: Vec::new(),
            visits: None,
            observers: None,
            place: None,
            period: None,
            published_share: None,
            also_given: None,
            contradicts: Vec::new(),
            context: false,
            set_aside: None,
            sources: Vec::new(),
            note: None,
        }
    }

    /// The column follows from who counted, never from who printed the figure: a party's own figure
    /// rises to *Found* only where the auditor recounted or tested it.
    #[must_use]
    pub fn column(&self) -> Column {
        match self.counted_by {
            by if by.is_independent() => Column::Found,
            Counter::NotPublished | Counter::Press => Column::Claimed,
            _ if self.tested.is_some() => Column::Found,
            _ => Column::Claimed,
        }
    }
}
