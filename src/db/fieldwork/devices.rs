//! Phones of observers and the links that let them in. Of a token and of a link, the hash alone is kept; what a phone is
//! called is sealed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use super::keyed::key_of;
use crate::db::columns::Instant;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{device, device_link};
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{
    AuditId, DeviceId, DeviceLinkId, Encrypted, IdSource, Scope, StorageError, session,
};
use crate::domain::keys::MasterKey;

/// A phone of an observer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its number in the organisation: T-0001 is 1.
    pub number: i64,
    /// For which audit it is.
    pub audit: AuditId,
    /// Whose it is there: W-07.
    pub code: String,
    /// The day on which it was let in.
    pub added_on: NaiveDate,
    /// Until when its token is good, where it is not used.
    pub until: DateTime<Utc>,
    /// The last day on which it was used.
    pub used_on: Option<NaiveDate>,
    /// Since when it is shut out.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Device {
    /// T-0001.
    #[must_use]
    pub fn label(&self) -> String {
        Series::Device.label(self.number)
    }

    /// Whether its token opens anything.
    #[must_use]
    pub fn is_good(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.until > now
    }
}

/// A phone that is let in.
#[derive(Clone, Copy, Debug)]
pub struct NewDevice<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The hash of its token.
    pub hash: [u8; 32],
    /// Until when it is good.
    pub until: DateTime<Utc>,
}

/// A link that lets one phone in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceLink {
    /// Its id.
    pub id: DeviceLinkId,
    /// In whose part of the database.
    pub scope: Scope,
    /// For which audit.
    pub audit: AuditId,
    /// As whom: W-07.
    pub code: String,
    /// Until when.
    pub until: DateTime<Utc>,
    /// Under what it is named in a form; it opens nothing.
    pub reference: String,
}

/// A link to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewDeviceLink<'a> {
    /// As whom.
    pub code: &'a str,
    /// The hash of its token.
    pub hash: [u8; 32],
    /// Who makes it.
    pub by: i64,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Lets a phone in as the observer of a link; gives its number.
pub async fn add_device(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (link, new): (&DeviceLink, NewDevice<'_>),
    ids: &mut dyn IdSource,
) -> Result<i64, StorageError> {
    let number = take_numbers(txn, scope, Series::Device, 1).await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = DeviceId::new(ids);
    let place = scope.place(id.as_uuid(), "device.name");
    let row = device::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: link.audit,
        number,
        code: link.code.clone(),
        name: Encrypted::seal(&key, &place, &new.name.to_owned(), ids.nonce()),
        hash: new.hash.to_vec(),
        added_on: ids.now().date_naive(),
        until: new.until.into(),
        used_on: None,
        revoked_at: None,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number)
}

/// The phone of a token, good or not, with whose it is: the token itself says of which organisation.
pub async fn device_of(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
) -> Result<Option<(Scope, Device)>, StorageError> {
    let rows = device::Entity::find().filter(device::Column::Hash.eq(hash.to_vec()));
    let row = rows.one(conn).await?;
    Ok(row.map(|row| (Scope::of(row.organisation_id), read(&row))))
}

/// A phone by its number.
pub async fn device_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    number: i64,
) -> Result<Option<Device>, StorageError> {
    let rows = scope.rows::<device::Entity>();
    let row = rows
        .filter(device::Column::Number.eq(number))
        .one(conn)
        .await?;
    Ok(row.map(|row| read(&row)))
}

/// The phones of an audit by number, each with what it is called.
pub async fn devices_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<(Device, String)>, StorageError> {
    let rows = scope.rows_of::<device::Entity>(audit);
    let rows = rows.order_by_asc(device::Column::Number).all(conn).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let key = key_of(conn, scope, master).await?;
    let opened = rows.iter().map(|row| {
        let place = scope.place(row.id.as_uuid(), "device.name");
        Ok((read(row), row.name.open(&key, &place)?))
    });
    opened.collect()
}

/// Notes the day on which a phone was used, from which its token is good again for so long.
pub async fn see_device(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: DeviceId,
    (day, until): (NaiveDate, DateTime<Utc>),
) -> Result<(), StorageError> {
    scope
        .changes::<device::Entity>()
        .filter(device::Column::Id.eq(id))
        .filter(device::Column::RevokedAt.is_null())
        .col_expr(device::Column::UsedOn, Expr::value(day))
        .col_expr(device::Column::Until, Expr::value(Instant::from(until)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Shuts a phone of an audit out; false where there is no such phone that is in.
pub async fn revoke_device(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, number): (AuditId, i64),
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let changed = scope
        .changes::<device::Entity>()
        .filter(device::Column::AuditId.eq(audit))
        .filter(device::Column::Number.eq(number))
        .filter(device::Column::RevokedAt.is_null())
        .col_expr(device::Column::RevokedAt, Expr::value(Instant::from(now)))
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

fn read(row: &device::Model) -> Device {
    Device {
        id: row.id,
        number: row.number,
        audit: row.audit_id,
        code: row.code.clone(),
        added_on: row.added_on,
        until: row.until.utc(),
        used_on: row.used_on,
        revoked_at: row.revoked_at.map(Instant::utc),
    }
}

/// Makes a link.
pub async fn add_device_link(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, new): (AuditId, NewDeviceLink<'_>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = device_link::Model {
        id: DeviceLinkId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        code: new.code.to_owned(),
        hash: new.hash.to_vec(),
        by: new.by,
        until: new.until.into(),
        used_at: None,
        withdrawn_at: None,
        device: None,
        nonce: None,
    };
    insert_all(txn, vec![row]).await
}

fn usable<Q: QueryFilter>(query: Q, now: DateTime<Utc>) -> Q {
    query
        .filter(device_link::Column::UsedAt.is_null())
        .filter(device_link::Column::WithdrawnAt.is_null())
        .filter(device_link::Column::Until.gt(Instant::from(now)))
}

/// The link of a token, where it can be used. The token says of which organisation it is.
pub async fn device_link_of(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<DeviceLink>, StorageError> {
    let rows = usable(device_link::Entity::find(), now);
    let row = rows
        .filter(device_link::Column::Hash.eq(hash.to_vec()))
        .one(conn)
        .await?;
    Ok(row.map(|row| link(&row)))
}

/// The links of an audit that can be used.
pub async fn device_links_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    now: DateTime<Utc>,
) -> Result<Vec<DeviceLink>, StorageError> {
    let rows = usable(scope.rows_of::<device_link::Entity>(audit), now);
    let rows = rows
        .order_by_asc(device_link::Column::Until)
        .all(conn)
        .await?;
    Ok(rows.iter().map(link).collect())
}

/// Uses a link for a phone, and remembers the hash of what the phone may ask again with; false where somebody was faster.
pub async fn use_device_link(
    txn: &DatabaseTransaction,
    used: &DeviceLink,
    (device, nonce): (i64, Option<[u8; 32]>),
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let change = usable(used.scope.changes::<device_link::Entity>(), now);
    let changed = change
        .filter(device_link::Column::Id.eq(used.id))
        .col_expr(device_link::Column::UsedAt, Expr::value(Instant::from(now)))
        .col_expr(device_link::Column::Device, Expr::value(device))
        .col_expr(
            device_link::Column::Nonce,
            Expr::value(nonce.map(|nonce| nonce.to_vec())),
        )
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

/// The phone that used a link and asks again with the same secret, since the answer never reached it. Not after so long.
pub async fn device_again(
    conn: &impl ConnectionTrait,
    (hash, nonce): ([u8; 32], [u8; 32]),
    since: DateTime<Utc>,
) -> Result<Option<(Scope, Device)>, StorageError> {
    let rows = device_link::Entity::find()
        .filter(device_link::Column::Hash.eq(hash.to_vec()))
        .filter(device_link::Column::Nonce.eq(nonce.to_vec()))
        .filter(device_link::Column::UsedAt.gt(Instant::from(since)));
    let Some(row) = rows.one(conn).await? else {
        return Ok(None);
    };
    let Some(number) = row.device else {
        return Ok(None);
    };
    let scope = Scope::of(row.organisation_id);
    let device = device_numbered(conn, scope, number).await?;
    Ok(device.map(|device| (scope, device)))
}

/// Gives a phone another token; the one before opens nothing from then on.
pub async fn renew_device(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: DeviceId,
    (hash, until): ([u8; 32], DateTime<Utc>),
) -> Result<(), StorageError> {
    scope
        .changes::<device::Entity>()
        .filter(device::Column::Id.eq(id))
        .col_expr(device::Column::Hash, Expr::value(hash.to_vec()))
        .col_expr(device::Column::Until, Expr::value(Instant::from(until)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes a link of an audit back; false where it is not there or was used.
pub async fn withdraw_device_link(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, id): (AuditId, DeviceLinkId),
    now: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let change = usable(scope.changes::<device_link::Entity>(), now);
    let changed = change
        .filter(device_link::Column::Id.eq(id))
        .filter(device_link::Column::AuditId.eq(audit))
        .col_expr(
            device_link::Column::WithdrawnAt,
            Expr::value(Instant::from(now)),
        )
        .exec(txn)
        .await?;
    Ok(changed.rows_affected == 1)
}

fn link(row: &device_link::Model) -> DeviceLink {
    DeviceLink {
        id: row.id,
        scope: Scope::of(row.organisation_id),
        audit: row.audit_id,
        code: row.code.clone(),
        until: row.until.utc(),
        reference: session::reference(&row.hash),
    }
}
