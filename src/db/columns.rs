//! How values of the domain stand in a column: words and dates as text, numbers as whole ten-thousandths,
//! compound values as JSON. Not what they mean.
#![expect(
    unused_qualifications,
    reason = "a derive for columns spells out where the inner type comes from"
)]

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, StringLen, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, DeriveValueType, QueryResult, TryGetError, TryGetable, Value};
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

use crate::domain::actor::Role;
use crate::domain::agreement::{AgreementType, Coverage, PaymentBasis};
use crate::domain::case::Format;
use crate::domain::code::Code;
use crate::domain::derivation::SetKind;
use crate::domain::exchange::FlowKind;
use crate::domain::fieldwork::{
    AccessGiven, Audience, ConsentGiven, EvidenceType, SeenAs, VisitPurpose,
};
use crate::domain::figure::{Tested, Visits};
use crate::domain::finding::{CauseCertainty, Stage};
use crate::domain::follow_up::ProblemState;
use crate::domain::money::Currency;
use crate::domain::money_line::{Certainty, MoneyBasis, MoneyState};
use crate::domain::number::{Exact, Fixed};
use crate::domain::obligation::{CriterionRank, Kind};
use crate::domain::party::Counter;
use crate::domain::period::{PartialDate, Period};
use crate::domain::published::Stated;
use crate::domain::register::Outcome;
use crate::domain::reply::ReplyState;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::domain::sample::{Announced, Design};
use crate::domain::site::SiteKind;

use super::StorageError;
use super::fieldwork::{AssignmentState, MilestoneKind, Origin, PlanState};
use super::findings::{PassKind, RecheckState};
use super::job::JobState;
use super::mail::MailState;
use super::register::{ImportState, LineOutcome};
use super::ticket::TicketKind;

/// Whose audit it is; the bodies of a restated one stand beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    /// This organisation's.
    Own,
    /// Invented, for practice.
    Practice,
    /// Somebody else's.
    Restated,
}

/// Which list of a case a figure stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// A count of the method that measures no promise.
    Fact,
    /// Claimed.
    Claim,
    /// Found, as a published sum.
    Tally,
}

/// The text of a value that serialises to a string.
fn text_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        // Every type listed below is an enum of plain words or writes itself as a string.
        other => unreachable!("stored as text, but written as {other:?}"),
    }
}

/// The value that a text stands for.
fn read_text<T: DeserializeOwned>(text: &str) -> Result<T, WordError> {
    let deserializer: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(deserializer)
}

fn unreadable(kind: &str, reason: impl std::fmt::Display) -> TryGetError {
    TryGetError::DbErr(DbErr::Type(format!("{kind}: {reason}")))
}

/// Lets types of the domain be columns without the domain knowing of columns.
macro_rules! stored_as_text {
    ($($name:ty),* $(,)?) => {$(
        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                text_of(&value).into()
            }
        }

        impl TryGetable for $name {
            fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
                let text = String::try_get_by(row, index)?;
                read_text(&text).map_err(|reason| unreadable(stringify!($name), reason))
            }
        }

        impl ValueType for $name {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                let text = <String as ValueType>::try_from(value)?;
                read_text(&text).map_err(|_| ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> ArrayType {
                ArrayType::String
            }

            fn column_type() -> ColumnType {
                ColumnType::String(StringLen::None)
            }
        }

        impl Nullable for $name {
            fn null() -> Value {
                Value::String(None)
            }
        }
    )*};
}

stored_as_text!(
    AccessGiven,
    AssignmentState,
    MilestoneKind,
    Origin,
    PlanState,
    ReasonCode,
    ReviewState,
    AgreementType,
    Announced,
    Audience,
    CauseCertainty,
    Certainty,
    Code,
    Counter,
    Coverage,
    CriterionRank,
    Currency,
    Design,
    EvidenceType,
    Format,
    Kind,
    MoneyBasis,
    MoneyState,
    PartialDate,
    PaymentBasis,
    ReplyState,
    Section,
    SetKind,
    StandingWord,
    Stated,
    Tested,
    VisitPurpose,
    Visits,
    FlowKind,
    ImportState,
    LineOutcome,
    Outcome,
    SiteKind,
    JobState,
    MailState,
    Role,
    TicketKind,
    PassKind,
    ProblemState,
    RecheckState,
    Stage,
);

/// What is sealed of an account: who spoke, what, when, in which language.
#[derive(Serialize, Deserialize)]
pub struct Said {
    /// Pseudonym.
    pub speaker: String,
    /// The words.
    pub says: String,
    /// When.
    pub date: Option<PartialDate>,
    /// Language spoken, and whether an interpreter helped.
    pub language: Option<String>,
    /// What they come to for the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenAs>,
    /// From which stated list or place the speaker was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_from: Option<String>,
    /// What the speaker agreed to, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<ConsentGiven>,
}

/// A compound value that nothing filters on, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: Serialize> From<Json<T>> for Value {
    fn from(value: Json<T>) -> Self {
        match serde_json::to_value(&value.0) {
            Ok(json) => Value::Json(Some(Box::new(json))),
            // Values of the domain have text for keys and no floats, so nothing in them is without a JSON form.
            Err(reason) => unreachable!("a value of the domain has no JSON form: {reason}"),
        }
    }
}

impl<T: DeserializeOwned> TryGetable for Json<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let json = serde_json::Value::try_get_by(row, index)?;
        serde_json::from_value(json)
            .map(Self)
            .map_err(|reason| unreadable("JSON", reason))
    }
}

impl<T: DeserializeOwned> ValueType for Json<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let json = <serde_json::Value as ValueType>::try_from(value)?;
        serde_json::from_value(json)
            .map(Self)
            .map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Json".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Json<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

/// An amount or a measure in whole ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Scaled(i64);

impl Scaled {
    /// An exact number; refused where four decimals or 922 trillion do not hold it.
    pub(super) fn exact(
        what: &'static str,
        value: &Exact,
        text: &str,
    ) -> Result<Self, StorageError> {
        let fixed = Fixed::from_exact(value).map_err(|reason| StorageError::Number {
            what,
            text: text.to_owned(),
            reason,
        })?;
        Ok(Self(fixed.scaled()))
    }

    /// A number as stated.
    pub(super) fn stated(what: &'static str, number: &Stated) -> Result<Self, StorageError> {
        Self::exact(what, &number.value(), number.text())
    }

    /// The number for computing with.
    #[must_use]
    pub fn fixed(self) -> Fixed {
        Fixed::from_scaled(self.0)
    }
}

/// What was seen, as the number that the index over observations holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, DeriveValueType)]
pub struct SeenCode(i16);

impl SeenCode {
    /// In the order of the numbers.
    const ALL: [SeenAs; 7] = [
        SeenAs::InOrder,
        SeenAs::Partly,
        SeenAs::NotInOrder,
        SeenAs::NotFound,
        SeenAs::NotInspectable,
        SeenAs::Refused,
        SeenAs::NotApplicable,
    ];

    pub(super) fn of(seen: SeenAs) -> Self {
        Self(match seen {
            SeenAs::InOrder => 0,
            SeenAs::Partly => 1,
            SeenAs::NotInOrder => 2,
            SeenAs::NotFound => 3,
            SeenAs::NotInspectable => 4,
            SeenAs::Refused => 5,
            SeenAs::NotApplicable => 6,
        })
    }

    pub(super) fn read(self) -> Result<SeenAs, StorageError> {
        let at: Option<usize> = self.0.try_into().ok();
        let found = at.and_then(|at| Self::ALL.get(at)).copied();
        found.ok_or_else(|| DbErr::Type(format!("seen: {} has no meaning", self.0)).into())
    }
}

/// An instant in UTC, to the second: the same precision everywhere, so that its text sorts as time does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, DeriveValueType)]
pub struct Instant(DateTime<Utc>);

impl From<DateTime<Utc>> for Instant {
    fn from(instant: DateTime<Utc>) -> Self {
        Self(instant.trunc_subsecs(0))
    }
}

impl Instant {
    /// The instant.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        self.0
    }
}

/// The full dates that a period can mean.
pub(super) fn days_of(period: Option<&Period>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (
        period.and_then(|p| p.from).map(|d| d.first_day()),
        period.and_then(|p| p.to).map(|d| d.last_day()),
    )
}

/// A count as the database holds it.
pub(super) fn stored_count(what: &'static str, count: u64) -> Result<i64, StorageError> {
    count
        .try_into()
        .map_err(|_| StorageError::TooMany { what, count })
}

/// A count as the database held it. What was stored came from a count, so it is not below zero.
pub(super) fn read_count(count: i64) -> Result<u64, StorageError> {
    let unreadable = || DbErr::Type(format!("a count is {count}"));
    count.try_into().map_err(|_| unreadable().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip<T>(value: &T)
    where
        T: ValueType + Into<Value> + Clone + PartialEq + std::fmt::Debug,
    {
        let stored: Value = value.clone().into();
        assert_eq!(<T as ValueType>::try_from(stored).unwrap(), *value);
    }

    #[test]
    fn words_dates_and_numbers_come_back_as_they_went_in() {
        Counter::ALL.iter().for_each(round_trip);
        for text in ["2013", "2013-05", "2013-05-10"] {
            round_trip(&PartialDate::parse(text).unwrap());
        }
        for text in ["346", "more than 126 million", "50.10", "6,15,840", "10%"] {
            round_trip(&Stated::parse(text).unwrap());
        }
        round_trip(&Json(vec![Code::parse("kpi-1").unwrap()]));
    }

    #[test]
    fn every_way_of_being_seen_has_its_own_number() {
        for (number, seen) in (0..).zip(SeenCode::ALL) {
            assert_eq!(SeenCode::of(seen), SeenCode(number));
            assert_eq!(SeenCode(number).read().unwrap(), seen);
        }
        assert!(SeenCode(7).read().is_err());
    }

    #[test]
    fn what_four_decimals_cannot_hold_is_refused_with_its_reason() {
        let refused = Scaled::stated("payments.amount", &Stated::parse("0.12345").unwrap());
        assert!(matches!(
            refused,
            Err(StorageError::Number {
                what: "payments.amount",
                ..
            })
        ));
        // Beyond 922 trillion a number is refused where it is read.
        assert!(Stated::parse("923 lakh crore").is_err());
    }

    #[test]
    fn an_instant_is_kept_to_the_second() {
        let fine = DateTime::from_timestamp(1_800_000_000, 987_654_321).unwrap();
        assert_eq!(
            Instant::from(fine).utc(),
            DateTime::from_timestamp(1_800_000_000, 0).unwrap()
        );
    }
}
