//! Where visits came from that were not recorded here: the import, the cells, and what an update replaced.

use std::collections::BTreeMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::db::entity::visit_origin;
use crate::db::id::VisitOriginId;
use crate::db::insert::insert_all;
use crate::db::key::{organisation_key, organisation_key_of};
use crate::db::{AuditId, Encrypted, IdSource, ImportId, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::fieldwork::{Observation, Visit};
use crate::domain::keys::MasterKey;

/// Where this is sealed.
const FIELD: &str = "visit_origin.origin";

/// What is kept sealed of where a visit came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VisitOrigin {
    /// Who is named as having looked, as the file has it, with the code that stands for them.
    pub observers: Vec<(String, Code)>,
    /// Where in the file each field was read, and its text: `place`, `date`, `observations[1].seen`.
    pub cells: BTreeMap<String, (String, String)>,
    /// Where the evidence log tells of it.
    pub event: u64,
    /// What stood here before, where the import changed a visit that was there.
    pub before: Option<(Visit, Vec<Observation>)>,
}

/// A visit that came with an import.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptOrigin {
    /// Its name in the audit.
    pub visit: Code,
    /// The import.
    pub import: ImportId,
    /// A keyed hash of what tells it from others.
    pub key_index: Vec<u8>,
    /// The rest.
    pub origin: VisitOrigin,
    /// The import that changed it since.
    pub replaced_by: Option<ImportId>,
}

/// Under which keyed hash a row is found again in an audit, however often it is brought in.
pub async fn row_index(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
    ids: &mut dyn IdSource,
) -> Result<impl Fn(&str) -> Vec<u8> + use<>, StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    let index = key.observer_index(audit.as_uuid());
    Ok(move |row: &str| index.of_exactly(&format!("row/{row}")).to_vec())
}

/// Keeps where visits came from. An earlier origin of the same visit is replaced.
pub async fn add_origins(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, Vec<KeptOrigin>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut rows = Vec::with_capacity(new.len());
    for (position, one) in (0..).zip(new) {
        if one.origin.before.is_some() {
            scope
                .changes::<visit_origin::Entity>()
                .filter(visit_origin::Column::AuditId.eq(audit))
                .filter(visit_origin::Column::Visit.eq(one.visit.as_str()))
                .filter(visit_origin::Column::ReplacedBy.is_null())
                .col_expr(
                    visit_origin::Column::ReplacedBy,
                    Expr::value(Some(one.import)),
                )
                .exec(txn)
                .await?;
        }
        let id = VisitOriginId::new(ids);
        let place = scope.place(id.as_uuid(), FIELD);
        rows.push(visit_origin::Model {
            id,
            organisation_id: scope.organisation(),
            audit_id: audit,
            visit: one.visit,
            import_id: one.import,
            position,
            key_index: one.key_index,
            origin: Encrypted::seal(&key, &place, &one.origin, ids.nonce()),
            replaced_by: None,
        });
    }
    insert_all(txn, rows).await
}

/// The origins of the visits of an audit, those that were replaced among them.
pub async fn origins_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptOrigin>, StorageError> {
    let rows = scope
        .rows_of::<visit_origin::Entity>(audit)
        .order_by_asc(visit_origin::Column::Position)
        .order_by_asc(visit_origin::Column::Id);
    opened(conn, scope, master, rows.all(conn).await?).await
}

/// The origins that an import added, in the order of its file.
pub async fn origins_of_import(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    import: ImportId,
) -> Result<Vec<KeptOrigin>, StorageError> {
    let rows = scope
        .rows::<visit_origin::Entity>()
        .filter(visit_origin::Column::ImportId.eq(import))
        .order_by_asc(visit_origin::Column::Position);
    opened(conn, scope, master, rows.all(conn).await?).await
}

/// The visits of an audit that were collected before it had a plan: they came with an import.
pub async fn collected_before_plan(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Code>, StorageError> {
    let rows = scope
        .rows_of::<visit_origin::Entity>(audit)
        .filter(visit_origin::Column::ReplacedBy.is_null())
        .order_by_asc(visit_origin::Column::Visit);
    let rows = rows.all(conn).await?;
    Ok(rows.into_iter().map(|row| row.visit).collect())
}

/// Forgets the origins that an import added, and lets what they replaced count again.
pub async fn drop_origins(
    txn: &DatabaseTransaction,
    scope: Scope,
    import: ImportId,
) -> Result<(), StorageError> {
    scope
        .removal::<visit_origin::Entity>()
        .filter(visit_origin::Column::ImportId.eq(import))
        .exec(txn)
        .await?;
    scope
        .changes::<visit_origin::Entity>()
        .filter(visit_origin::Column::ReplacedBy.eq(import))
        .col_expr(
            visit_origin::Column::ReplacedBy,
            Expr::value(None::<ImportId>),
        )
        .exec(txn)
        .await?;
    Ok(())
}

async fn opened(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    rows: Vec<visit_origin::Model>,
) -> Result<Vec<KeptOrigin>, StorageError> {
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let open = |row: visit_origin::Model| {
        let place = scope.place(row.id.as_uuid(), FIELD);
        Ok(KeptOrigin {
            visit: row.visit,
            import: row.import_id,
            key_index: row.key_index,
            origin: row.origin.open(&key, &place)?,
            replaced_by: row.replaced_by,
        })
    };
    rows.into_iter().map(open).collect()
}
