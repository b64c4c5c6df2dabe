//! Who is signed in. Of the token, its hash alone is kept.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::columns::Instant;
use super::entity::session;
use super::insert::insert_all;
use super::{IdSource, OrganisationId, PersonId, Scope, SessionId, StorageError};

/// Somebody's being signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// In which organisation they are at work.
    pub chosen: Option<OrganisationId>,
    /// Whether the second factor was shown, or none is set up.
    pub passed: bool,
    /// Since when.
    pub began_at: DateTime<Utc>,
    /// When something was asked last, to the minute.
    pub seen_at: DateTime<Utc>,
    /// Under what it is named in a form; it opens nothing.
    pub reference: String,
}

/// A session to be begun.
#[derive(Clone, Copy, Debug)]
pub struct NewSession {
    /// The hash of its token.
    pub hash: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// In which organisation.
    pub chosen: Option<OrganisationId>,
    /// Whether the second factor was shown, or none is set up.
    pub passed: bool,
}

/// Begins a session.
pub async fn add_session(
    txn: &DatabaseTransaction,
    home: Scope,
    new: NewSession,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let now = Instant::from(ids.now());
    let row = session::Model {
        id: SessionId::new(ids),
        organisation_id: home.organisation(),
        hash: new.hash.to_vec(),
        person_id: new.person,
        chosen: new.chosen,
        passed: new.passed,
        began_at: now,
        seen_at: now,
    };
    insert_all(txn, vec![row]).await
}

/// The session of a token, over or not.
pub async fn session_of(
    conn: &impl ConnectionTrait,
    home: Scope,
    hash: [u8; 32],
) -> Result<Option<Session>, StorageError> {
    let rows = home.rows::<session::Entity>();
    let row = rows
        .filter(session::Column::Hash.eq(hash.to_vec()))
        .one(conn)
        .await?;
    Ok(row.map(read))
}

/// Every session of a person, the newest first.
pub async fn sessions_of(
    conn: &impl ConnectionTrait,
    home: Scope,
    person: PersonId,
) -> Result<Vec<Session>, StorageError> {
    let rows = home
        .rows::<session::Entity>()
        .filter(session::Column::PersonId.eq(person))
        .order_by_desc(session::Column::BeganAt)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

/// Notes that something was asked.
pub async fn see_session(
    txn: &DatabaseTransaction,
    home: Scope,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let change = home
        .changes::<session::Entity>()
        .filter(session::Column::Id.eq(id));
    let seen = Expr::value(Instant::from(now));
    change
        .col_expr(session::Column::SeenAt, seen)
        .exec(txn)
        .await?;
    Ok(())
}

/// Chooses the organisation in which a session works.
pub async fn choose(
    txn: &DatabaseTransaction,
    home: Scope,
    id: SessionId,
    organisation: OrganisationId,
) -> Result<(), StorageError> {
    let change = home
        .changes::<session::Entity>()
        .filter(session::Column::Id.eq(id));
    let chosen = Expr::value(Some(organisation));
    change
        .col_expr(session::Column::Chosen, chosen)
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends a session of a person.
pub async fn end_session(
    txn: &DatabaseTransaction,
    home: Scope,
    (person, id): (PersonId, SessionId),
) -> Result<bool, StorageError> {
    let ended = home
        .removal::<session::Entity>()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::PersonId.eq(person))
        .exec(txn)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends every session of a person.
pub async fn end_sessions(
    txn: &DatabaseTransaction,
    home: Scope,
    person: PersonId,
) -> Result<(), StorageError> {
    let ended = home.removal::<session::Entity>();
    ended
        .filter(session::Column::PersonId.eq(person))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes away what began before this: it is over.
pub async fn forget_sessions(
    txn: &DatabaseTransaction,
    home: Scope,
    before: DateTime<Utc>,
) -> Result<(), StorageError> {
    let over = home.removal::<session::Entity>();
    over.filter(session::Column::BeganAt.lt(Instant::from(before)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Sixteen digits of a hash: enough to tell one row of a list from another, and worth nothing at any door.
pub(super) fn reference(hash: &[u8]) -> String {
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn read(row: session::Model) -> Session {
    Session {
        reference: reference(&row.hash),
        id: row.id,
        person: row.person_id,
        chosen: row.chosen,
        passed: row.passed,
        began_at: row.began_at.utc(),
        seen_at: row.seen_at.utc(),
    }
}
