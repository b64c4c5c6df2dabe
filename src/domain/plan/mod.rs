//! The plan of an audit: one value for each version of it. Nothing in it is required, so that nothing blocks visit
//! one; what is missing is told. Not the visits made by it ([`crate::domain::intake`]).

mod calendar;
mod conflicts;
mod deviation;
mod difference;
mod lock;
mod mandate;
mod missing;
mod one_page;
mod round;
mod rule;
mod sampling;
mod team;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::code::Code;
use super::money::Currency;
use super::period::Period;
use super::published::Stated;
use super::sample::Announced;

pub use calendar::{CalendarVisit, VisitTime, calendar};
pub use conflicts::{Conflict, Follows, conflicts};
pub use deviation::{Deviation, PlanPart};
pub use difference::{Draft, Field, difference};
pub use lock::{Sealed, SealedInstrument, SeedProblem};
pub use mandate::{Alternative, FitAnswer, FitQuestion, Mandate, YesNoUnsure};
pub use missing::{Beside, Missing, missing};
pub use one_page::{Line, one_page};
pub use round::{NotComparable, RoundAsked, comparable};
pub use rule::{DecisionRule, is_of_plan};
pub use sampling::{
    ClusterPlan, LotPlan, Replacement, SamplingPlan, Seed, SeedKind, StratumPlan, VisitTimes,
};
pub use team::{Declaration, Interest, Member, TeamRole};

/// The plan of an audit, as one version of it says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Who asked for the audit, what for, and whether this organisation should make it.
    #[serde(default)]
    pub mandate: Mandate,
    /// What it sets out to find.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<String>,
    /// What it covers, and what not.
    #[serde(default)]
    pub scope: Scope,
    /// Who takes part, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<Member>,
    /// What could happen to whom, and when to stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<GroupRisk>,
    /// How things are found out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<MethodKind>,
    /// What result counts as kept, decided before anything is seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decision_rules: Vec<DecisionRule>,
    /// Which places are visited, and how they come to be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampling: Option<SamplingPlan>,
    /// Whether the audited side knows when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announced>,
    /// In which weeks visits are made, as the provider is told. Weeks, not days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Telling the provider what was seen, before the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debrief: Option<Debrief>,
    /// Hours and money the audit may take.
    #[serde(default)]
    pub budget: Budget,
    /// Which round this is, where an earlier audit asked the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

/// What the audit covers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Which promises are checked.
    #[serde(default)]
    pub promises: Covered,
    /// The time that is looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What is not covered, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_covered: Vec<String>,
}

/// Which promises are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Covered {
    /// Every promise of the audit.
    #[default]
    All,
    /// These.
    Only(Vec<Code>),
}

impl Covered {
    /// Whether a promise is checked.
    #[must_use]
    pub fn covers(&self, promise: &Code) -> bool {
        match self {
            Self::All => true,
            Self::Only(promises) => promises.contains(promise),
        }
    }
}

/// How likely and how bad it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

/// What could happen to one group of people because of the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupRisk {
    /// Who: `people who use the service`, `cleaners`, `observers`.
    pub group: String,
    /// How serious.
    pub level: RiskLevel,
    /// What could happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub could_happen: Option<String>,
    /// What is done against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// When the visits stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_rule: Option<String>,
}

/// A way of finding out.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MethodKind {
    /// Visits as an observer.
    Observation,
    /// Visits as an ordinary user would make them, unseen as an audit.
    MysteryVisit,
    /// Calls with a script.
    Call,
    /// Letters or mails with a script.
    Mail,
    /// Interviews with people who use the service.
    Interview,
    /// Counting the provider's registers again.
    RegisterRecount,
    /// Two testers, alike but for one trait.
    PairedTest,
    /// Reading documents.
    DocumentReview,
    /// Observing how time is spent.
    TimeObservation,
    /// Comparing answers of users and of staff in a meeting.
    ScoreCard,
}

impl MethodKind {
    /// Whether those who are watched do not know it at the time.
    #[must_use]
    pub fn is_covert(self) -> bool {
        matches!(self, Self::MysteryVisit | Self::PairedTest)
    }
}

/// The weeks in which visits are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// A day of the first week; the Monday of that week counts.
    #[schemars(with = "String")]
    pub first_week: NaiveDate,
    /// How many weeks.
    pub weeks: u32,
    /// By when the provider is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub notice_by: Option<NaiveDate>,
}

impl Window {
    /// Whether a day lies in these weeks.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        let monday = self.first_week.week(chrono::Weekday::Mon).first_day();
        let days = (day - monday).num_days();
        (0..i64::from(self.weeks) * 7).contains(&days)
    }
}

/// Telling the provider what was seen, before the draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Debrief {
    /// The day it is planned for.
    #[schemars(with = "String")]
    pub planned_on: NaiveDate,
    /// With which parties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Code>,
}

/// What the audit may take.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Hours of everybody together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Stated>,
    /// What one visit costs, in the currency below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_per_visit: Option<Stated>,
    /// Hours that one visit takes, with the way there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_per_visit: Option<Stated>,
    /// Money there is, in the currency below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Stated>,
    /// The currency of both amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

/// Which round of the same questions this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The audit that it repeats.
    pub of: Code,
    /// 2 for the first repetition.
    pub number: u32,
}
