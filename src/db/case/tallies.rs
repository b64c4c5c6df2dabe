//! A sum of what was found that is worked out from what came in: what users said of a promise. Nothing else in the audit is
//! touched.

use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter, QuerySelect};

use super::figures::{References, store_figures_from};
use super::names::Names;
use super::numbers::Numbers;
use super::slots::AllSlots;
use super::writing::Writing;
use crate::db::columns::Section;
use crate::db::entity::{figure, obligation};
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::figure::Figure;
use crate::domain::keys::MasterKey;

/// Puts a sum that names a promise and nothing else in the place of the one of its name, or at the end of the list.
pub async fn put_tally(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, figure): (AuditId, &Figure),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    remove_tally(txn, scope, (audit, &figure.id)).await?;
    let last: Option<Option<i32>> = scope
        .rows_of::<figure::Entity>(audit)
        .filter(figure::Column::Section.eq(Section::Tally))
        .select_only()
        .expr(figure::Column::Position.max())
        .into_tuple()
        .one(txn)
        .await?;
    let from = last.flatten().map_or(0, |last| last + 1);
    let mut obligations = Names::of("obligation");
    for row in scope.rows_of::<obligation::Entity>(audit).all(txn).await? {
        obligations.add(&row.code, row.id)?;
    }
    let (parties, samples, places) = (Names::of("party"), Names::of("sample"), Names::of("place"));
    let to = References {
        obligations: &obligations,
        parties: &parties,
        samples: &samples,
        places: &places,
        slots: &AllSlots::of(&[]),
    };
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut w = Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: Numbers::default(),
        key,
    };
    let one = std::slice::from_ref(figure);
    store_figures_from(&mut w, Section::Tally, (one, from), &to).await
}

/// Takes a sum of this name out of an audit; nothing happens where it has none.
pub async fn remove_tally(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<figure::Entity>()
        .filter(figure::Column::AuditId.eq(audit))
        .filter(figure::Column::Section.eq(Section::Tally))
        .filter(figure::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}
