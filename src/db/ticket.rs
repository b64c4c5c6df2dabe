//! Links that open a door once: of the first run, of an invitation, of a new password. Kept by the hash of their code.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};

use super::columns::Instant;
use super::entity::ticket;
use super::insert::insert_all;
use super::key::{organisation_key, organisation_key_of};
use super::{Encrypted, IdSource, PersonId, Scope, StorageError, TicketId};
use crate::domain::actor::Role;
use crate::domain::keys::MasterKey;

/// Which door a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    /// An organisation gets its first administrator.
    FirstRun,
    /// Somebody becomes a member.
    Invitation,
    /// Somebody chooses a new password.
    Reset,
}

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewTicket<'a> {
    /// Which door.
    pub kind: TicketKind,
    /// The hash of its code.
    pub hash: [u8; 32],
    /// As what, for an invitation.
    pub role: Option<Role>,
    /// Whose password.
    pub person: Option<PersonId>,
    /// For whom it is, as whoever made it says.
    pub note: Option<&'a str>,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// A link that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Of which organisation.
    pub scope: Scope,
    /// Which door.
    pub kind: TicketKind,
    /// As what.
    pub role: Option<Role>,
    /// Whose password.
    pub person: Option<PersonId>,
    /// For whom; only in lists.
    pub note: Option<String>,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Under what it is named in a form; it opens nothing.
    pub reference: String,
}

/// Makes a link.
pub async fn add_ticket(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    new: NewTicket<'_>,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let id = TicketId::new(ids);
    let note = match new.note {
        Some(note) => {
            let key = organisation_key(txn, scope, master, ids).await?;
            let place = scope.place(id.as_uuid(), "ticket.note");
            Some(Encrypted::seal(&key, &place, &note.to_owned(), ids.nonce()))
        }
        None => None,
    };
    let row = ticket::Model {
        id,
        organisation_id: scope.organisation(),
        kind: new.kind,
        hash: new.hash.to_vec(),
        role: new.role,
        person_id: new.person,
        note,
        until: new.until.into(),
        used_at: None,
        withdrawn_at: None,
    };
    insert_all(txn, vec![row]).await
}

/// The link of a code, where it can be used. The code says of which organisation it is.
pub async fn ticket_of(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Ticket>, StorageError> {
    let row = usable(ticket::Entity::find(), now).filter(ticket::Column::Hash.eq(hash.to_vec()));
    Ok(row.one(conn).await?.map(|row| read(row, None)))
}

fn usable<Q: QueryFilter>(query: Q, now: DateTime<Utc>) -> Q {
    query
        .filter(ticket::Column::UsedAt.is_null())
        .filter(ticket::Column::WithdrawnAt.is_null())
        .filter(ticket::Column::Until.gt(Instant::from(now)))
}

/// Uses a link; false where somebody was faster.
pub async fn use_ticket(
    txn: &DatabaseTransaction,
    used: &Ticket,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let change = usable(used.scope.changes::<ticket::Entity>(), now);
    let changed = change
        .filter(ticket::Column::Id.eq(used.id))
        .col_expr(ticket::Column::UsedAt, Expr::value(Instant::from(now)))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Takes a link back.
pub async fn withdraw_ticket(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: TicketId,
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let change = usable(scope.changes::<ticket::Entity>(), now);
    let changed = change
        .filter(ticket::Column::Id.eq(id))
        .col_expr(ticket::Column::WithdrawnAt, Expr::value(Instant::from(now)))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// Takes all links of a kind back; for a new password, those of one person.
pub async fn withdraw_all(
    txn: &DatabaseTransaction,
    scope: Scope,
    (kind, person): (TicketKind, Option<PersonId>),
    now: DateTime<Utc>,
) -> Result<(), StorageError> {
    let mut change =
        usable(scope.changes::<ticket::Entity>(), now).filter(ticket::Column::Kind.eq(kind));
    if let Some(person) = person {
        change = change.filter(ticket::Column::PersonId.eq(person));
    }
    let withdrawn = Expr::value(Instant::from(now));
    change
        .col_expr(ticket::Column::WithdrawnAt, withdrawn)
        .exec(txn)
        .await?;
    Ok(())
}

/// The invitations that can be used, with their notes.
pub async fn open_invitations(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    now: DateTime<Utc>,
) -> Result<Vec<Ticket>, StorageError> {
    let rows = usable(scope.rows::<ticket::Entity>(), now)
        .filter(ticket::Column::Kind.eq(TicketKind::Invitation))
        .order_by_asc(ticket::Column::Until)
        .all(conn)
        .await?;
    let key = organisation_key_of(conn, scope, master).await?;
    let mut tickets = Vec::new();
    for row in rows {
        let place = scope.place(row.id.as_uuid(), "ticket.note");
        let note = match (&row.note, &key) {
            (Some(note), Some(key)) => Some(note.open(key, &place)?),
            _ => None,
        };
        tickets.push(read(row, note));
    }
    Ok(tickets)
}

fn read(row: ticket::Model, note: Option<String>) -> Ticket {
    Ticket {
        id: row.id,
        scope: Scope::of(row.organisation_id),
        kind: row.kind,
        role: row.role,
        person: row.person_id,
        note,
        until: row.until.utc(),
        reference: super::session::reference(&row.hash),
    }
}
