//! What a column can mean, and what a row can be.

use serde::{Deserialize, Serialize};

/// What one row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowIs {
    /// An agreement; rows with one name make one agreement.
    Agreement,
    /// A promise of an agreement.
    Promise,
    /// What a party says was delivered.
    Claim,
    /// Money that moved.
    Payment,
    /// A place of an agreement.
    Place,
    /// A visit that was made: read by [`crate::features::imports::tables::visits`].
    Visit,
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name of the agreement wherever it is published.
    SourceId,
    /// Title of the agreement.
    Title,
    /// What the agreement is about.
    Description,
    /// State by the publisher's word.
    Status,
    /// Who pays.
    FunderName,
    /// Identifier of who pays.
    FunderId,
    /// Who delivers.
    ProviderName,
    /// Identifier of who delivers.
    ProviderId,
    /// Number of a charity of England and Wales, or of Scotland with its letters.
    ProviderCharity,
    /// Number of a company of the United Kingdom.
    ProviderCompany,
    /// A person who receives; the name stays out of reports.
    PersonName,
    /// Identifier of that person.
    PersonId,
    /// The sum agreed.
    Amount,
    /// Another sum for the same thing: applied for, estimated.
    OtherAmount,
    /// Currency of all sums of the row.
    Currency,
    /// When it was signed or awarded.
    Signed,
    /// First day.
    Start,
    /// Last day.
    End,
    /// Name of a place.
    PlaceName,
    /// Code of that place.
    PlaceCode,
    /// Its country.
    PlaceCountry,
    /// Its latitude.
    Latitude,
    /// Its longitude.
    Longitude,
    /// Where the provider has its seat: a weak place.
    ProviderPlace,
    /// What names a promise inside its agreement.
    PromiseId,
    /// The promise in words.
    PromiseWhat,
    /// Unit of the promise.
    Unit,
    /// What is to be reached.
    Target,
    /// Where it began.
    Baseline,
    /// First day of the promise.
    PromiseFrom,
    /// Last day of the promise, or the day it is due.
    PromiseTo,
    /// Where the promise holds.
    PromisePlace,
    /// For whom.
    PromiseGroup,
    /// Output, outcome or impact.
    Level,
    /// What a party says was delivered.
    ClaimValue,
    /// The claim in words.
    ClaimWhat,
    /// Who counted it.
    CountedBy,
    /// First day of the claim.
    ClaimFrom,
    /// Last day of the claim.
    ClaimTo,
    /// What names a payment.
    PaymentId,
    /// When it was paid.
    PaymentDate,
    /// How much.
    PaymentAmount,
    /// All that was paid; a payment where the file tells of no single ones.
    PaidTotal,
    /// Who paid.
    Payer,
    /// Who was paid.
    Payee,
    /// For what.
    PaymentWhat,
    /// Title of a document.
    DocumentTitle,
    /// Its address on the web.
    DocumentUrl,
    /// Where a visit was.
    VisitPlace,
    /// When.
    VisitDate,
    /// The code of who looked.
    Observer,
    /// What was seen; the heading is the question.
    Answer,
    /// How many or how much was seen.
    AnswerValue,
    /// What else was noted beside it.
    AnswerNote,
    /// The promise that a row speaks to, where each row is one thing seen.
    VisitPromise,
    /// What names a visit, where a place may be visited twice on one day.
    VisitName,
    /// Weather and what else mattered on a visit.
    VisitNote,
}

impl Field {
    /// Every one, in the order of the vocabulary.
    pub const ALL: [Self; 57] = [
        Self::SourceId,
        Self::Title,
        Self::Description,
        Self::Status,
        Self::FunderName,
        Self::FunderId,
        Self::ProviderName,
        Self::ProviderId,
        Self::ProviderCharity,
        Self::ProviderCompany,
        Self::PersonName,
        Self::PersonId,
        Self::Amount,
        Self::OtherAmount,
        Self::Currency,
        Self::Signed,
        Self::Start,
        Self::End,
        Self::PlaceName,
        Self::PlaceCode,
        Self::PlaceCountry,
        Self::Latitude,
        Self::Longitude,
        Self::ProviderPlace,
        Self::PromiseId,
        Self::PromiseWhat,
        Self::Unit,
        Self::Target,
        Self::Baseline,
        Self::PromiseFrom,
        Self::PromiseTo,
        Self::PromisePlace,
        Self::PromiseGroup,
        Self::Level,
        Self::ClaimValue,
        Self::ClaimWhat,
        Self::CountedBy,
        Self::ClaimFrom,
        Self::ClaimTo,
        Self::PaymentId,
        Self::PaymentDate,
        Self::PaymentAmount,
        Self::PaidTotal,
        Self::Payer,
        Self::Payee,
        Self::PaymentWhat,
        Self::DocumentTitle,
        Self::DocumentUrl,
        Self::VisitPlace,
        Self::VisitDate,
        Self::Observer,
        Self::Answer,
        Self::AnswerValue,
        Self::AnswerNote,
        Self::VisitPromise,
        Self::VisitName,
        Self::VisitNote,
    ];

    /// Holds a date.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(
            self,
            Self::Signed
                | Self::Start
                | Self::End
                | Self::PromiseFrom
                | Self::PromiseTo
                | Self::ClaimFrom
                | Self::ClaimTo
                | Self::PaymentDate
                | Self::VisitDate
        )
    }

    /// Holds a sum of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Amount | Self::OtherAmount | Self::PaymentAmount | Self::PaidTotal
        )
    }

    /// Holds a number, or words in its place.
    #[must_use]
    pub fn is_number(self) -> bool {
        self.is_money()
            || matches!(
                self,
                Self::Target | Self::Baseline | Self::ClaimValue | Self::AnswerValue
            )
    }

    /// May stand in several columns of one table.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::OtherAmount | Self::ProviderPlace) || self.is_seen()
    }

    /// Says what was seen of a promise.
    #[must_use]
    pub fn is_seen(self) -> bool {
        matches!(self, Self::Answer | Self::AnswerValue | Self::AnswerNote)
    }

    /// What a column of this kind of rows can mean.
    #[must_use]
    pub fn of_rows(row: RowIs) -> Vec<Self> {
        let of_visits = |field: &Self| {
            field.is_seen()
                || matches!(
                    field,
                    Self::VisitPlace
                        | Self::VisitDate
                        | Self::Observer
                        | Self::VisitPromise
                        | Self::VisitName
                        | Self::VisitNote
                )
        };
        let all = Self::ALL.into_iter();
        all.filter(|field| of_visits(field) == (row == RowIs::Visit))
            .collect()
    }
}
