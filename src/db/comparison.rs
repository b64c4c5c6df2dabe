//! A stored audit, compared: the case as it was stored and the sums of its observations, in the domain's hands.

use chrono::NaiveDate;

use super::cell::{Cell, cells_of, kept_cells_of};
use super::connection::{connect, write};
use super::organisation::add_organisation;
use super::{AuditId, Db, IdSource, Scope, StorageError, load_case, store_case};
use crate::domain::case::Case;
use crate::domain::comparison::{Comparison, ObservedCell, compare};
use crate::domain::fieldwork::VisitPurpose;
use crate::domain::figure::Seen;
use crate::domain::keys::MasterKey;
use crate::domain::number::{Exact, NumberError};
use crate::domain::obligation::Obligation;
use crate::domain::period::Period;

/// An audit with its comparison.
#[derive(Clone, Debug)]
pub struct ComparedAudit {
    /// The audit as one value.
    pub case: Case,
    /// What comes of it.
    pub comparison: Comparison,
}

/// Why an audit cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum ComparisonError {
    /// It cannot be read.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Its numbers cannot be computed with exactly.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// A folder for a passing database cannot be made.
    #[error("a temporary folder: {0}")]
    Folder(#[from] std::io::Error),
}

/// Compares a stored audit. `today` is used where the audit itself does not fix its day.
pub async fn compared(
    db: &Db,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
    today: NaiveDate,
) -> Result<ComparedAudit, ComparisonError> {
    let case = load_case(db, scope, master, audit).await?;
    let cells = cells_of(db, scope, audit).await?;
    together(case, &cells, today)
}

/// The same from the sums that are kept with each acceptance, for looking at while visits go on. What is published is added up
/// anew from its observations.
pub async fn compared_so_far(
    db: &Db,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
    today: NaiveDate,
) -> Result<ComparedAudit, ComparisonError> {
    let case = load_case(db, scope, master, audit).await?;
    let cells = kept_cells_of(db, scope, audit, None).await?;
    together(case, &cells, today)
}

fn together(
    case: Case,
    cells: &[Cell],
    today: NaiveDate,
) -> Result<ComparedAudit, ComparisonError> {
    let sums = cells.iter().filter(|cell| cell.figure.is_none());
    let cells: Vec<ObservedCell> = sums.map(|cell| observed(&case, cell)).collect();
    let comparison = compare(&case, &cells, today)?;
    Ok(ComparedAudit { case, comparison })
}

/// Compares a case that is not stored: in a database of its own that is gone afterwards, so that there is one
/// way to add observations up. A case without single observations needs none.
pub async fn compared_in_passing(
    case: Case,
    today: NaiveDate,
    ids: &mut dyn IdSource,
) -> Result<ComparedAudit, ComparisonError> {
    if case.observations.is_empty() {
        let comparison = compare(&case, &[], today)?;
        return Ok(ComparedAudit { case, comparison });
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("passing.db");
    let db = connect(&format!("sqlite://{}?mode=rwc", file.display())).await?;
    db.migrate().await?;
    // Goes with the database: what is sealed in passing is read in passing.
    let master = MasterKey::new(ids.random_secret());
    let stored = write(&db, async |txn| {
        let organisation = add_organisation(txn, &case.id, "", "UTC", ids).await?;
        let scope = Scope::of(organisation);
        let audit = store_case(txn, scope, &master, &case, ids).await?;
        Ok::<_, StorageError>((scope, audit))
    });
    let (scope, audit) = stored.await?;
    let result = compared(&db, scope, &master, audit, today).await;
    db.close().await?;
    result
}

fn observed(case: &Case, cell: &Cell) -> ObservedCell {
    let counts = &cell.seen;
    ObservedCell {
        obligation: cell.obligation.clone(),
        place: cell.place.clone(),
        period: case
            .obligation(&cell.obligation)
            .and_then(|obligation| period_of(obligation, cell.slot)),
        recheck: cell.purpose == VisitPurpose::Recheck,
        seen: Seen {
            count: counts.in_order,
            of: counts.judged(),
            partly: counts.partly,
            not_inspectable: counts.not_inspectable,
            refused: counts.refused,
            not_applicable: counts.not_applicable,
        },
        not_found: counts.not_found,
        sum: cell.value_sum.map_or(Exact::ZERO, Exact::from_fixed),
        values: cell.value_count,
        visits: cell.visits.unwrap_or(0),
        observers: cell.observers.unwrap_or(0),
        days: cell
            .first_day
            .zip(cell.last_day)
            .map(|(first, last)| (first.into(), last.into())),
    }
}

/// The period that a slot numbers: from 1, in the order in which the targets first name it.
fn period_of(obligation: &Obligation, slot: u32) -> Option<Period> {
    let mut named: Vec<&Period> = Vec::new();
    let targets = obligation.criteria.iter().flat_map(|c| &c.targets);
    for period in targets.filter_map(|t| t.period.as_ref()) {
        if !named.contains(&period) {
            named.push(period);
        }
    }
    let index = usize::try_from(slot).ok()?.checked_sub(1)?;
    named.get(index).map(|period| (*period).clone())
}
