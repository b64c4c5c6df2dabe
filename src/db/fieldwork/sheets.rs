//! Paper sheets: each has a code, its photograph is kept, and it is keyed by two people.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use super::keyed::{Keyed, opened};
use crate::db::entity::sheet;
use crate::db::id::SheetId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, BlobId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::intake::Submission;
use crate::domain::keys::MasterKey;

/// Where it stands what the first person keyed, and what the second one.
const FIRST: &str = "sheet.first";
const SECOND: &str = "sheet.second";

/// What one person keyed from a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keying {
    /// What they read.
    pub submission: Submission,
    /// Who: the number of a member.
    pub by: i64,
}

/// A sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its id.
    pub id: SheetId,
    /// The code that is printed on it.
    pub code: String,
    /// The instrument by code and version.
    pub instrument: (Code, u32),
    /// The place it was printed for.
    pub place: Option<Code>,
    /// Its photograph.
    pub photograph: Option<BlobId>,
    /// What the first person keyed.
    pub first: Option<Keying>,
    /// What the second person keyed.
    pub second: Option<Keying>,
    /// The number of what it became.
    pub settled_as: Option<i64>,
}

/// Adds sheets that are about to be printed.
pub async fn add_sheets(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, instrument): (AuditId, (&Code, u32)),
    sheets: &[(String, Option<Code>)],
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let mut rows = Vec::with_capacity(sheets.len());
    for (code, place) in sheets {
        rows.push(sheet::Model {
            id: SheetId::new(ids),
            organisation_id: scope.organisation(),
            audit_id: audit,
            code: code.clone(),
            instrument: instrument.0.clone(),
            instrument_version: i32::try_from(instrument.1).unwrap_or(i32::MAX),
            place: place.clone(),
            blob_id: None,
            first: None,
            second: None,
            settled_as: None,
        });
    }
    insert_all(txn, rows).await
}

/// The sheets of an audit by their codes.
pub async fn sheets_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Sheet>, StorageError> {
    let rows = scope.rows_of::<sheet::Entity>(audit);
    let rows = rows.order_by_asc(sheet::Column::Code).all(conn).await?;
    if rows.iter().all(|row| row.first.is_none()) {
        let bare = rows.into_iter().map(|row| sheet_of(row, None, None));
        return Ok(bare.collect());
    }
    let open = |mut row: sheet::Model, keyed: &Keyed| {
        let keying = |sealed: Option<Encrypted<Keying>>, field| {
            keyed.open_some((row.id.as_uuid(), field), sealed.as_ref())
        };
        let first = keying(row.first.take(), FIRST)?;
        let second = keying(row.second.take(), SECOND)?;
        Ok(sheet_of(row, first, second))
    };
    opened(conn, scope, master, rows, open).await
}

fn sheet_of(row: sheet::Model, first: Option<Keying>, second: Option<Keying>) -> Sheet {
    Sheet {
        id: row.id,
        code: row.code,
        instrument: (row.instrument, row.instrument_version.unsigned_abs()),
        place: row.place,
        photograph: row.blob_id,
        first,
        second,
        settled_as: row.settled_as,
    }
}

/// Keeps the photograph of a sheet.
pub async fn photograph_sheet(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SheetId,
    blob: BlobId,
) -> Result<(), StorageError> {
    scope
        .changes::<sheet::Entity>()
        .filter(sheet::Column::Id.eq(id))
        .col_expr(sheet::Column::BlobId, Expr::value(blob))
        .exec(txn)
        .await?;
    Ok(())
}

/// Keeps what somebody keyed: as the first where nobody has, else as the second.
///
/// # Errors
/// [`StorageError::NotThere`] where both are there.
pub async fn key_sheet(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (sheet, keying): (&Sheet, &Keying),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let (column, field) = match (&sheet.first, &sheet.second) {
        (None, _) => (sheet::Column::First, FIRST),
        (_, None) => (sheet::Column::Second, SECOND),
        _ => {
            return Err(StorageError::NotThere {
                what: "free keying",
            });
        }
    };
    let sealed = keyed.seal((sheet.id.as_uuid(), field), keying, ids);
    scope
        .changes::<sheet::Entity>()
        .filter(sheet::Column::Id.eq(sheet.id))
        .col_expr(column, Expr::value(sealed))
        .exec(txn)
        .await?;
    Ok(())
}

/// Says what a sheet became.
pub async fn settle_sheet(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SheetId,
    submission: i64,
) -> Result<(), StorageError> {
    scope
        .changes::<sheet::Entity>()
        .filter(sheet::Column::Id.eq(id))
        .col_expr(sheet::Column::SettledAs, Expr::value(submission))
        .exec(txn)
        .await?;
    Ok(())
}
