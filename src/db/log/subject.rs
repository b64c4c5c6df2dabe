//! Subjects of what keeps its name when its row is replaced, such as the versions of an agreement.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::new_subject;
use crate::db::entity::log_subject;
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
    let subject = new_subject(ids);
    let row = log_subject::Model {
        organisation_id: scope.organisation(),
        audit_id: audit,
        name: name.to_owned(),
        subject: Uuid::from_bytes(subject.0),
    };
    // Most that are asked for are new. Of two who ask at once, whoever comes second waits for the first, and takes what is
    // there then.
    let taken = OnConflict::columns([
        log_subject::Column::OrganisationId,
        log_subject::Column::AuditId,
        log_subject::Column::Name,
    ])
    .do_nothing()
    .to_owned();
    let inserted = log_subject::Entity::insert(row.into_active_model())
        .on_conflict(taken)
        .exec_without_returning(txn)
        .await?;
    if inserted > 0 {
        return Ok(subject);
    }
    let there = scope
        .rows_of::<log_subject::Entity>(audit)
        .filter(log_subject::Column::Name.eq(name))
        .one(txn)
        .await?;
    let there = there.ok_or(StorageError::NotThere { what: "subject" })?;
    Ok(Subject(there.subject.into_bytes()))
}
