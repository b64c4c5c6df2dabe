//! What a person is in an organisation: a number, a role, a name.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::columns::Instant;
use super::counter::{Series, take_numbers};
use super::entity::member;
use super::insert::insert_all;
use super::key::{add_subject_key, organisation_key, organisation_key_of, subject_key};
use super::{Encrypted, IdSource, MemberId, PersonId, Scope, StorageError};
use crate::domain::actor::Role;
use crate::domain::keys::MasterKey;

/// A member without the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// In which organisation.
    pub scope: Scope,
    /// Its id.
    pub id: MemberId,
    /// Who it is.
    pub person: PersonId,
    /// The number: P-0001 is 1.
    pub number: i64,
    /// The role.
    pub role: Role,
    /// Since when it is disabled.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// A member with the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// All but the name.
    pub is: Membership,
    /// The name.
    pub name: String,
}

/// Which mails about the work a member gets, and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailWish {
    /// The code of a language; that of the organisation where nothing was chosen.
    pub language: Option<String>,
    /// What a week brought, for those who answer for audits.
    pub weekly: bool,
    /// What happened just now: a visit to make, what became of one, an answer.
    pub news: bool,
}

/// Which mails a member gets.
pub async fn mail_wish_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    member: MemberId,
) -> Result<Option<MailWish>, StorageError> {
    let rows = scope.rows::<member::Entity>();
    let row = rows.filter(member::Column::Id.eq(member)).one(conn).await?;
    Ok(row.map(|row| MailWish {
        language: row.language,
        weekly: row.weekly,
        news: row.news,
    }))
}

/// Says which mails a member gets. False where there is no such member.
pub async fn set_mail_wish(
    txn: &DatabaseTransaction,
    scope: Scope,
    member: MemberId,
    wish: &MailWish,
) -> Result<bool, StorageError> {
    let changed = scope
        .changes::<member::Entity>()
        .filter(member::Column::Id.eq(member))
        .col_expr(member::Column::Language, Expr::value(wish.language.clone()))
        .col_expr(member::Column::Weekly, Expr::value(wish.weekly))
        .col_expr(member::Column::News, Expr::value(wish.news))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Adds a member and gives the number; `None` where the person is one already.
pub async fn add_member(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (person, role, name): (PersonId, Role, &str),
    ids: &mut dyn IdSource,
) -> Result<Option<i64>, StorageError> {
    if membership_of(txn, scope, person).await?.is_some() {
        return Ok(None);
    }
    let organisation = organisation_key(txn, scope, master, ids).await?;
    let (subject_key_id, key) = add_subject_key(txn, scope, &organisation, ids).await?;
    let number = take_numbers(txn, scope, Series::Person, 1).await?;
    let id = MemberId::new(ids);
    let place = scope.place(id.as_uuid(), "member.name");
    let row = member::Model {
        id,
        organisation_id: scope.organisation(),
        person_id: person,
        subject_key_id,
        number,
        role,
        name: Encrypted::seal(&key, &place, &name.to_owned(), ids.nonce()),
        disabled_at: None,
        language: None,
        weekly: true,
        news: true,
    };
    insert_all(txn, vec![row]).await?;
    Ok(Some(number))
}

/// Everybody who was not taken out, by number, without the names.
pub async fn memberships_in(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<Membership>, StorageError> {
    let rows = scope.rows::<member::Entity>();
    let rows = rows
        .filter(member::Column::DisabledAt.is_null())
        .order_by_asc(member::Column::Number)
        .all(conn)
        .await?;
    Ok(rows.iter().map(read).collect())
}

/// Every member of the organisation, by number.
pub async fn members_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
) -> Result<Vec<Member>, StorageError> {
    let Some(organisation) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let rows = scope
        .rows::<member::Entity>()
        .order_by_asc(member::Column::Number);
    let mut members = Vec::new();
    for row in rows.all(conn).await? {
        let key = subject_key(conn, scope, &organisation, row.subject_key_id).await?;
        let place = scope.place(row.id.as_uuid(), "member.name");
        let name = row.name.open(&key, &place)?;
        let is = read(&row);
        members.push(Member { is, name });
    }
    Ok(members)
}

/// Whether the organisation has any member.
pub async fn has_members(conn: &impl ConnectionTrait, scope: Scope) -> Result<bool, StorageError> {
    Ok(scope.rows::<member::Entity>().one(conn).await?.is_some())
}

/// What a person is in this organisation.
pub async fn membership_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    person: PersonId,
) -> Result<Option<Membership>, StorageError> {
    let rows = scope.rows::<member::Entity>();
    let row = rows
        .filter(member::Column::PersonId.eq(person))
        .one(conn)
        .await?;
    Ok(row.as_ref().map(read))
}

/// A member by number.
pub async fn membership_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    number: i64,
) -> Result<Option<Membership>, StorageError> {
    let rows = scope.rows::<member::Entity>();
    let row = rows
        .filter(member::Column::Number.eq(number))
        .one(conn)
        .await?;
    Ok(row.as_ref().map(read))
}

/// What a person is, in every organisation: asked by the person, or on the person's behalf.
pub async fn memberships_of(
    conn: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<Membership>, StorageError> {
    let rows = member::Entity::find()
        .filter(member::Column::PersonId.eq(person))
        .order_by_asc(member::Column::OrganisationId)
        .all(conn)
        .await?;
    Ok(rows.iter().map(read).collect())
}

/// Changes role and standing; false where that would leave the organisation without an administrator.
pub async fn change_member(
    txn: &DatabaseTransaction,
    scope: Scope,
    number: i64,
    (role, disabled_at): (Role, Option<DateTime<Utc>>),
) -> Result<bool, StorageError> {
    // Two administrators who take each other out at once: the second finds the first already out.
    let administrators = scope
        .rows::<member::Entity>()
        .filter(member::Column::Role.eq(Role::Administrator))
        .filter(member::Column::DisabledAt.is_null())
        .lock_exclusive()
        .all(txn)
        .await?;
    let others = administrators.iter().any(|row| row.number != number);
    let stays = role == Role::Administrator && disabled_at.is_none();
    if !others && !stays {
        return Ok(false);
    }
    let changed = scope
        .changes::<member::Entity>()
        .filter(member::Column::Number.eq(number))
        .col_expr(member::Column::Role, Expr::value(role))
        .col_expr(
            member::Column::DisabledAt,
            Expr::value(disabled_at.map(Instant::from)),
        )
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// How many members the organisation has.
pub async fn count_members(conn: &impl ConnectionTrait, scope: Scope) -> Result<u64, StorageError> {
    Ok(scope.rows::<member::Entity>().count(conn).await?)
}

fn read(row: &member::Model) -> Membership {
    Membership {
        scope: Scope::of(row.organisation_id),
        id: row.id,
        person: row.person_id,
        number: row.number,
        role: row.role,
        disabled_at: row.disabled_at.map(Instant::utc),
    }
}
