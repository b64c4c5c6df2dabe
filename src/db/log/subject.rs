//! Subjects of what keeps its name when its row is replaced, such as the versions of an agreement.

use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};
use uuid::Uuid;

use super::new_subject;
use crate::db::entity::log_subject;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::log::Subject;

/// The subject of a named thing of an audit, made when it is first asked for.
pub async fn subject_named(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    name: &str,
    ids: &mut dyn IdSource,
) -> Result<Subject, StorageError> {
    let rows = scope.rows_of::<log_subject::Entity>(audit);
    let rows = rows.filter(log_subject::Column::Name.eq(name));
    if let Some(row) = rows.one(txn).await? {
        return Ok(Subject(row.subject.into_bytes()));
    }
    let subject = new_subject(ids);
    let row = log_subject::Model {
        organisation_id: scope.organisation(),
        audit_id: audit,
        name: name.to_owned(),
        subject: Uuid::from_bytes(subject.0),
    };
    insert_all(txn, vec![row]).await?;
    Ok(subject)
}
