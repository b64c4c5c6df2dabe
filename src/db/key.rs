//! The keys of organisations and of subjects, each wrapped under the key above it. Not the master key: that is never
//! in here.

use std::collections::HashMap;

use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::entity::{account, evidence, log, mail, organisation_key, subject_key, visit};
use super::insert::insert_all;
use super::log::lock;
use super::{AuditId, IdSource, Scope, StorageError, SubjectKeyId};
use crate::domain::keys::{MasterKey, OrganisationKey, Place, SubjectKey};

/// The key of an organisation, made when it is first asked for.
///
/// # Errors
/// [`StorageError::Sealed`] where another master key wrapped it, [`StorageError::KeyMissing`] where it was lost.
pub async fn organisation_key(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    ids: &mut dyn IdSource,
) -> Result<OrganisationKey, StorageError> {
    if let Some(key) = organisation_key_of(txn, scope, master).await? {
        return Ok(key);
    }
    // Two that ask for it first at the same time must get the same one.
    lock(txn, scope).await?;
    if let Some(key) = organisation_key_of(txn, scope, master).await? {
        return Ok(key);
    }
    // A new key would hide that the old one was lost, and could not open what that one sealed.
    if has_sealed_rows(txn, scope).await? {
        return Err(StorageError::KeyMissing);
    }
    let key = OrganisationKey::new(ids.random_secret());
    let row = organisation_key::Model {
        organisation_id: scope.organisation(),
        wrapped: master.wrap(&key, &place_of(scope), ids.nonce()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(key)
}

/// The key of an organisation, where it has one.
///
/// # Errors
/// [`StorageError::Sealed`] where another master key wrapped it.
pub async fn organisation_key_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
) -> Result<Option<OrganisationKey>, StorageError> {
    let rows = scope.rows::<organisation_key::Entity>();
    match rows.one(conn).await? {
        None => Ok(None),
        Some(row) => Ok(Some(master.unwrap(&row.wrapped, &place_of(scope))?)),
    }
}

async fn has_sealed_rows(conn: &impl ConnectionTrait, scope: Scope) -> Result<bool, StorageError> {
    let subject = scope.rows::<subject_key::Entity>().one(conn).await?;
    let log = scope.rows::<log::Entity>().one(conn).await?;
    let visit = scope.rows::<visit::Entity>().one(conn).await?;
    let taken_by = scope.rows::<evidence::Entity>();
    let taken_by = taken_by.filter(evidence::Column::By.is_not_null());
    let evidence = taken_by.one(conn).await?;
    Ok(subject.is_some() || log.is_some() || visit.is_some() || evidence.is_some())
}

/// Whether anything was sealed under a master key: then it must not be replaced by a new one.
pub async fn has_keys(conn: &impl ConnectionTrait) -> Result<bool, StorageError> {
    let key = organisation_key::Entity::find().one(conn).await?;
    let mail = mail::Entity::find().one(conn).await?;
    Ok(key.is_some() || mail.is_some())
}

/// Makes the key of a new subject: a person, a testimony.
pub async fn add_subject_key(
    txn: &DatabaseTransaction,
    scope: Scope,
    organisation: &OrganisationKey,
    ids: &mut dyn IdSource,
) -> Result<(SubjectKeyId, SubjectKey), StorageError> {
    let mut keys = add_subject_keys(txn, scope, organisation, 1, ids).await?;
    keys.pop().ok_or(StorageError::NotThere {
        what: "key of the subject",
    })
}

/// Makes the keys of so many new subjects.
pub(super) async fn add_subject_keys(
    txn: &DatabaseTransaction,
    scope: Scope,
    organisation: &OrganisationKey,
    count: usize,
    ids: &mut dyn IdSource,
) -> Result<Vec<(SubjectKeyId, SubjectKey)>, StorageError> {
    let (mut keys, mut rows) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for _ in 0..count {
        let (id, key) = (SubjectKeyId::new(ids), SubjectKey::new(ids.random_secret()));
        rows.push(subject_key::Model {
            id,
            organisation_id: scope.organisation(),
            wrapped: organisation.wrap(&key, &place_of_subject(scope, id), ids.nonce()),
        });
        keys.push((id, key));
    }
    insert_all(txn, rows).await?;
    Ok(keys)
}

/// The keys of an audit's accounts.
pub(super) async fn keys_of_accounts(
    conn: &impl ConnectionTrait,
    scope: Scope,
    organisation: &OrganisationKey,
    audit: AuditId,
) -> Result<HashMap<SubjectKeyId, SubjectKey>, StorageError> {
    let rows = scope.rows::<subject_key::Entity>();
    let rows = rows.filter(subject_key::Column::Id.in_subquery(of_accounts(scope, audit)));
    let rows = rows.all(conn).await?;
    rows.into_iter()
        .map(|row| {
            let key = organisation.unwrap(&row.wrapped, &place_of_subject(scope, row.id))?;
            Ok((row.id, key))
        })
        .collect()
}

/// Destroys the keys of an audit's accounts.
pub(super) async fn destroy_keys_of_accounts(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<(), StorageError> {
    let removal = scope.removal::<subject_key::Entity>();
    removal
        .filter(subject_key::Column::Id.in_subquery(of_accounts(scope, audit)))
        .exec(txn)
        .await?;
    Ok(())
}

fn of_accounts(scope: Scope, audit: AuditId) -> SelectStatement {
    let rows = scope.rows_of::<account::Entity>(audit);
    let ids = rows.select_only().column(account::Column::SubjectKeyId);
    ids.into_query()
}

/// The key of a subject.
///
/// # Errors
/// [`StorageError::NotThere`] where it was destroyed, [`StorageError::Sealed`] where it does not open.
pub async fn subject_key(
    conn: &impl ConnectionTrait,
    scope: Scope,
    organisation: &OrganisationKey,
    id: SubjectKeyId,
) -> Result<SubjectKey, StorageError> {
    let rows = scope.rows::<subject_key::Entity>();
    let row = rows
        .filter(subject_key::Column::Id.eq(id))
        .one(conn)
        .await?;
    let row = row.ok_or(StorageError::NotThere {
        what: "key of the subject",
    })?;
    Ok(organisation.unwrap(&row.wrapped, &place_of_subject(scope, id))?)
}

/// Destroys the key of a subject: everything sealed with it is unreadable for ever.
///
/// # Errors
/// [`StorageError::NotThere`] where there is none.
pub async fn destroy_subject_key(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: SubjectKeyId,
) -> Result<(), StorageError> {
    let removal = scope.removal::<subject_key::Entity>();
    let removal = removal.filter(subject_key::Column::Id.eq(id));
    match removal.exec(txn).await?.rows_affected {
        0 => Err(StorageError::NotThere {
            what: "key of the subject",
        }),
        _ => Ok(()),
    }
}

fn place_of_subject(scope: Scope, id: SubjectKeyId) -> Place {
    scope.place(id.as_uuid(), "subject_key.wrapped")
}

fn place_of(scope: Scope) -> Place {
    // The organisation has one key, so its row needs no further name.
    scope.place(Uuid::nil(), "organisation_key.wrapped")
}
