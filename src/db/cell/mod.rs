//! What was found, in sums: single observations added up where they meet, beside the figures that were claimed
//! and published. Not the verdict: that is `domain::comparison`.

mod kept;
mod lists;
mod sums;

use chrono::NaiveDate;
use sea_orm::DbErr;

pub use self::kept::{SeenOfAgreement, kept_cells_of, seen_by_agreement};
use self::lists::Lists;
use self::sums::{Part, sums_of};
use super::columns::Section;
use super::connection::read;
use super::id::ObligationId;
use super::{AuditId, Db, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::VisitPurpose;
use crate::domain::number::Fixed;

/// Units counted by what was seen of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenCounts {
    /// As promised.
    pub in_order: u64,
    /// Partly as promised.
    pub partly: u64,
    /// Not as promised.
    pub not_in_order: u64,
    /// Not found at the time of the visit.
    pub not_found: u64,
    /// Could not be inspected.
    pub not_inspectable: u64,
    /// Access was refused.
    pub refused: u64,
    /// The promise does not apply.
    pub not_applicable: u64,
}

impl SeenCounts {
    /// Units that could be judged, found or not.
    #[must_use]
    pub fn judged(&self) -> u64 {
        self.in_order + self.partly + self.not_in_order + self.not_found
    }

    /// Every unit that was looked for.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.judged() + self.not_inspectable + self.refused + self.not_applicable
    }
}

/// A published figure among the cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedFigure {
    /// Claim or tally.
    pub section: Section,
    /// Its name in the case.
    pub code: Code,
}

/// What was counted of one promise, in one place and period, on visits of one purpose: either the sum of single
/// observations, or one figure as it was claimed or published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The promise.
    pub obligation_id: ObligationId,
    /// Its name in the case.
    pub obligation: Code,
    /// The published figure; `None` for a sum of single observations.
    pub figure: Option<PublishedFigure>,
    /// Where; a figure may name no place.
    pub place: Option<Code>,
    /// The period, numbered from 1 in the order in which the targets of the promise name it; 0 for none of them.
    pub slot: u32,
    /// Found, or looked at again. Figures do not tell and count as found.
    pub purpose: VisitPurpose,
    /// Units by what was seen of them.
    pub seen: SeenCounts,
    /// Sum of the values given, exact; `None` where no value was given.
    pub value_sum: Option<Fixed>,
    /// How many values were given.
    pub value_count: u64,
    /// How many visits; a figure tells it only where it was one.
    pub visits: Option<u64>,
    /// How many people looked, where known.
    pub observers: Option<u64>,
    /// The first day looked at or spoken of.
    pub first_day: Option<NaiveDate>,
    /// The last day looked at or spoken of.
    pub last_day: Option<NaiveDate>,
}

/// Every cell of an audit and every figure that speaks to a promise, in the order of promises, places, slots and
/// purposes; in each the sum first, then claims and tallies in their order.
///
/// Everything is added up anew from the single observations. On SQLite, where there are many cells, two readers
/// that see the same moment take half of them each.
pub async fn cells_of(db: &Db, scope: Scope, audit: AuditId) -> Result<Vec<Cell>, StorageError> {
    let Some((middle, [one, two])) = sums::halves_of(db, scope, audit).await? else {
        return read(db, async |txn| {
            let sums = sums_of(txn, Part::All, scope, audit).await?;
            Lists::read(txn, scope, audit, None).await?.cells(sums)
        })
        .await;
    };
    let upper = tokio::spawn(async move { sums_of(&two, Part::After(middle), scope, audit).await });
    let mut sums = sums_of(&one, Part::UpTo(middle), scope, audit).await?;
    let lists = Lists::read(&one, scope, audit, None).await?;
    sums.extend(
        upper
            .await
            .map_err(|reason| DbErr::Custom(reason.to_string()))??,
    );
    lists.cells(sums)
}
