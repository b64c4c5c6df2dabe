//! The keys of organisations and of subjects, each wrapped under the key above it. Not the master key: that is never
//! in here.

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{log, mail, organisation_key, subject_key};
use super::insert::insert_all;
use super::log::lock;
use super::{IdSource, Scope, StorageError, SubjectKeyId};
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
    Ok(subject.is_some() || log.is_some())
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
    let (id, key) = (SubjectKeyId::new(ids), SubjectKey::new(ids.random_secret()));
    let place = scope.place(id.as_uuid(), "subject_key.wrapped");
    let row = subject_key::Model {
        id,
        organisation_id: scope.organisation(),
        wrapped: organisation.wrap(&key, &place, ids.nonce()),
    };
    insert_all(txn, vec![row]).await?;
    Ok((id, key))
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
    let place = scope.place(id.as_uuid(), "subject_key.wrapped");
    Ok(organisation.unwrap(&row.wrapped, &place)?)
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

fn place_of(scope: Scope) -> Place {
    // The organisation has one key, so its row needs no further name.
    scope.place(Uuid::nil(), "organisation_key.wrapped")
}
