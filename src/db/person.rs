//! Who signs in. People, their sessions and what they tried belong to the home organisation, the first one: an account
//! is the server's own, and one person can be a member of several organisations.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, PaginatorTrait, QueryFilter};

use super::entity::{person, recovery_code};
use super::id::RecoveryCodeId;
use super::insert::insert_all;
use super::key::{add_subject_key, organisation_key, organisation_key_of, subject_key};
use super::{Encrypted, IdSource, PersonId, Scope, StorageError, SubjectKeyId};
use crate::domain::keys::{MasterKey, SubjectKey};

/// Somebody who signs in, opened.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Under what they sign in: an e-mail address or a chosen name.
    pub sign_in_name: String,
    /// The password as it is kept.
    pub password: String,
    /// The secret of the second factor, set up or being set up.
    pub second_factor: Option<Vec<u8>>,
    /// Whether the second factor is asked for.
    pub second_factor_on: bool,
    /// The last step of the second factor that was used.
    pub last_step: Option<i64>,
}

/// Adds somebody; `None` where the name is taken.
pub async fn add_person(
    txn: &DatabaseTransaction,
    home: Scope,
    master: &MasterKey,
    (sign_in_name, password): (&str, String),
    ids: &mut dyn IdSource,
) -> Result<Option<PersonId>, StorageError> {
    let name_index = master.address_index().of(sign_in_name).to_vec();
    if row_named(txn, home, &name_index).await?.is_some() {
        return Ok(None);
    }
    let organisation = organisation_key(txn, home, master, ids).await?;
    let (subject_key_id, key) = add_subject_key(txn, home, &organisation, ids).await?;
    let id = PersonId::new(ids);
    let place = home.place(id.as_uuid(), "person.sign_in_name");
    let row = person::Model {
        id,
        organisation_id: home.organisation(),
        subject_key_id,
        name_index,
        sign_in_name: Encrypted::seal(&key, &place, &sign_in_name.to_owned(), ids.nonce()),
        password,
        second_factor: None,
        second_factor_on: false,
        last_step: None,
    };
    insert_all(txn, vec![row]).await?;
    Ok(Some(id))
}

/// What signing in is held against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose they are.
    pub person: PersonId,
    /// The password, as it is kept.
    pub password: String,
    /// Whether a second factor is asked for.
    pub second_factor_on: bool,
}

/// The credentials under a name, however it is written. One question whether the name exists or not: nothing is opened, so
/// that the answer takes as long.
pub async fn credentials_named(
    conn: &impl ConnectionTrait,
    home: Scope,
    master: &MasterKey,
    sign_in_name: &str,
) -> Result<Option<Credentials>, StorageError> {
    let name_index = master.address_index().of(sign_in_name).to_vec();
    let row = row_named(conn, home, &name_index).await?;
    Ok(row.map(|row| Credentials {
        person: row.id,
        password: row.password,
        second_factor_on: row.second_factor_on,
    }))
}

/// Who signs in under this name, however it is written.
pub async fn person_named(
    conn: &impl ConnectionTrait,
    home: Scope,
    master: &MasterKey,
    sign_in_name: &str,
) -> Result<Option<Person>, StorageError> {
    let name_index = master.address_index().of(sign_in_name).to_vec();
    match row_named(conn, home, &name_index).await? {
        Some(row) => opened(conn, home, master, row).await.map(Some),
        None => Ok(None),
    }
}

/// Somebody by id.
pub async fn person_of(
    conn: &impl ConnectionTrait,
    home: Scope,
    master: &MasterKey,
    id: PersonId,
) -> Result<Person, StorageError> {
    let row = home
        .rows::<person::Entity>()
        .filter(person::Column::Id.eq(id));
    let row = row
        .one(conn)
        .await?
        .ok_or(StorageError::NotThere { what: "person" })?;
    opened(conn, home, master, row).await
}

/// Whether somebody's second factor is asked for.
pub async fn has_second_factor(
    conn: &impl ConnectionTrait,
    home: Scope,
    id: PersonId,
) -> Result<bool, StorageError> {
    let row = home
        .rows::<person::Entity>()
        .filter(person::Column::Id.eq(id));
    Ok(row.one(conn).await?.is_some_and(|row| row.second_factor_on))
}

async fn row_named(
    conn: &impl ConnectionTrait,
    home: Scope,
    name_index: &[u8],
) -> Result<Option<person::Model>, StorageError> {
    let rows = home.rows::<person::Entity>();
    Ok(rows
        .filter(person::Column::NameIndex.eq(name_index))
        .one(conn)
        .await?)
}

async fn key_of(
    conn: &impl ConnectionTrait,
    home: Scope,
    master: &MasterKey,
    id: SubjectKeyId,
) -> Result<SubjectKey, StorageError> {
    let organisation = organisation_key_of(conn, home, master).await?;
    let organisation = organisation.ok_or(StorageError::NotThere {
        what: "key of the organisation",
    })?;
    subject_key(conn, home, &organisation, id).await
}

async fn opened(
    conn: &impl ConnectionTrait,
    home: Scope,
    master: &MasterKey,
    row: person::Model,
) -> Result<Person, StorageError> {
    let key = key_of(conn, home, master, row.subject_key_id).await?;
    let place = |field| home.place(row.id.as_uuid(), field);
    let second_factor = row.second_factor.as_ref();
    let second_factor = second_factor.map(|f| f.open(&key, &place("person.second_factor")));
    Ok(Person {
        id: row.id,
        sign_in_name: row.sign_in_name.open(&key, &place("person.sign_in_name"))?,
        password: row.password,
        second_factor: second_factor.transpose()?,
        second_factor_on: row.second_factor_on,
        last_step: row.last_step,
    })
}

/// Changes a password, as it is kept.
pub async fn set_password(
    txn: &DatabaseTransaction,
    home: Scope,
    id: PersonId,
    password: String,
) -> Result<(), StorageError> {
    let change = home
        .changes::<person::Entity>()
        .filter(person::Column::Id.eq(id));
    change
        .col_expr(person::Column::Password, Expr::value(password))
        .exec(txn)
        .await?;
    Ok(())
}

/// Begins to set up a second factor, or takes it away.
pub async fn set_second_factor(
    txn: &DatabaseTransaction,
    home: Scope,
    master: &MasterKey,
    (id, secret): (PersonId, Option<&[u8]>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = home
        .rows::<person::Entity>()
        .filter(person::Column::Id.eq(id));
    let row = row
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "person" })?;
    let key = key_of(txn, home, master, row.subject_key_id).await?;
    let place = home.place(id.as_uuid(), "person.second_factor");
    let sealed = secret.map(|secret| Encrypted::seal(&key, &place, &secret.to_vec(), ids.nonce()));
    home.changes::<person::Entity>()
        .filter(person::Column::Id.eq(id))
        .col_expr(person::Column::SecondFactor, Expr::value(sealed))
        .col_expr(person::Column::SecondFactorOn, Expr::value(false))
        .col_expr(person::Column::LastStep, Expr::value(None::<i64>))
        .exec(txn)
        .await?;
    put_recovery_codes(txn, home, id, &[], ids).await
}

/// Notes that a step was used, which also turns the second factor on; false where it, or a later one, was used before.
pub async fn use_step(
    txn: &DatabaseTransaction,
    home: Scope,
    id: PersonId,
    step: i64,
) -> Result<bool, StorageError> {
    let unused = person::Column::LastStep
        .is_null()
        .or(person::Column::LastStep.lt(step));
    let changed = home
        .changes::<person::Entity>()
        .filter(person::Column::Id.eq(id))
        .filter(person::Column::SecondFactor.is_not_null())
        .filter(unused)
        .col_expr(person::Column::LastStep, Expr::value(step))
        .col_expr(person::Column::SecondFactorOn, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Puts recovery codes in the place of those there are.
pub async fn put_recovery_codes(
    txn: &DatabaseTransaction,
    home: Scope,
    id: PersonId,
    hashes: &[[u8; 32]],
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let old = home.removal::<recovery_code::Entity>();
    old.filter(recovery_code::Column::PersonId.eq(id))
        .exec(txn)
        .await?;
    let rows = hashes.iter().map(|hash| recovery_code::Model {
        id: RecoveryCodeId::new(ids),
        organisation_id: home.organisation(),
        person_id: id,
        hash: hash.to_vec(),
        used: false,
    });
    insert_all(txn, rows.collect()).await
}

/// Uses a recovery code; false where there is no such code, or it was used.
pub async fn use_recovery_code(
    txn: &DatabaseTransaction,
    home: Scope,
    id: PersonId,
    hash: [u8; 32],
) -> Result<bool, StorageError> {
    let changed = home
        .changes::<recovery_code::Entity>()
        .filter(recovery_code::Column::PersonId.eq(id))
        .filter(recovery_code::Column::Hash.eq(hash.to_vec()))
        .filter(recovery_code::Column::Used.eq(false))
        .col_expr(recovery_code::Column::Used, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// How many recovery codes are left.
pub async fn recovery_codes_left(
    conn: &impl ConnectionTrait,
    home: Scope,
    id: PersonId,
) -> Result<u64, StorageError> {
    let codes = home.rows::<recovery_code::Entity>();
    let codes = codes.filter(recovery_code::Column::PersonId.eq(id));
    Ok(codes
        .filter(recovery_code::Column::Used.eq(false))
        .count(conn)
        .await?)
}
