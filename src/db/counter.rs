//! The numbers that people meet: A-0001, O-01, F-01, E-001. Counted for each organisation, in the transaction
//! that gives them, so that none is given twice and none is lost.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};

use super::entity::counter;
use super::{Scope, StorageError};

/// A series of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Series {
    /// Audits.
    Audit,
    /// Agreements: A-0001.
    Agreement,
    /// Obligations: O-01.
    Obligation,
    /// Findings: F-01.
    Finding,
    /// Evidence: E-001.
    Evidence,
    /// People: P-0001.
    Person,
    /// Bodies of the register: B-0001.
    Body,
    /// Sites of the register: S-0001.
    Site,
    /// Requests for documents: Q-0001.
    RecordsRequest,
    /// Imports: I-0001.
    Import,
    /// Agreements of the register: A-0001.
    Dossier,
    /// Documents: D-0001.
    Document,
    /// What came in from the field: V-0001.
    Submission,
    /// Phones of observers: T-0001.
    Device,
}

impl Series {
    /// The word under which the series is counted.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Agreement => "agreement",
            Self::Obligation => "obligation",
            Self::Finding => "finding",
            Self::Evidence => "evidence",
            Self::Person => "person",
            Self::Body => "body",
            Self::Site => "site",
            Self::RecordsRequest => "records_request",
            Self::Import => "import",
            Self::Dossier => "dossier",
            Self::Document => "document",
            Self::Submission => "submission",
            Self::Device => "device",
        }
    }

    /// A number as people write it; longer than its width when it must be.
    #[must_use]
    pub fn label(self, number: i64) -> String {
        match self {
            Self::Audit => format!("{number}"),
            Self::Agreement => format!("A-{number:04}"),
            Self::Obligation => format!("O-{number:02}"),
            Self::Finding => format!("F-{number:02}"),
            Self::Evidence => format!("E-{number:03}"),
            Self::Person => format!("P-{number:04}"),
            Self::Body => format!("B-{number:04}"),
            Self::Site => format!("S-{number:04}"),
            Self::RecordsRequest => format!("Q-{number:04}"),
            Self::Import => format!("I-{number:04}"),
            Self::Dossier => format!("A-{number:04}"),
            Self::Document => format!("D-{number:04}"),
            Self::Submission => format!("V-{number:04}"),
            Self::Device => format!("T-{number:04}"),
        }
    }

    /// Who did something, by the number that is kept beside it: P-0001, of a phone T-0001.
    #[must_use]
    pub fn who(number: i64) -> String {
        match number {
            ..0 => Self::Device.label(-number),
            _ => Self::Person.label(number),
        }
    }
}

impl Series {
    /// The number of a label: `A-0001` is 1. Only as people write it.
    #[must_use]
    pub fn number_of(self, label: &str) -> Option<i64> {
        let digits = label.get(2..)?;
        let number = digits.parse().ok().filter(|number| *number > 0)?;
        (self.label(number) == label).then_some(number)
    }
}

/// Takes `how_many` numbers of a series and gives the first of them.
pub async fn take_numbers(
    txn: &DatabaseTransaction,
    scope: Scope,
    series: Series,
    how_many: i64,
) -> Result<i64, StorageError> {
    let row = counter::Model {
        organisation_id: scope.organisation(),
        series: series.word().to_owned(),
        next: 1 + how_many,
    };
    let further = Expr::col((counter::Entity, counter::Column::Next)).add(how_many);
    let taken = counter::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::columns([counter::Column::OrganisationId, counter::Column::Series])
                .value(counter::Column::Next, further)
                .to_owned(),
        )
        .exec_with_returning(txn)
        .await?;
    Ok(taken.next - how_many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_meet_them() {
        assert_eq!(Series::Agreement.label(1), "A-0001");
        assert_eq!(Series::Obligation.label(7), "O-07");
        assert_eq!(Series::Finding.label(100), "F-100");
        assert_eq!(Series::Evidence.label(12), "E-012");
    }
}
