//! Organisations: who makes audits, and whose every row is.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use super::columns::Instant;
use super::entity::organisation;
use super::insert::insert_all;
use super::{IdSource, OrganisationId, StorageError};
use crate::domain::code::Code;

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name in addresses.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its time zone by the IANA name: `Africa/Johannesburg`.
    pub zone: String,
}

/// Adds an organisation. Its code must be new.
pub async fn add_organisation(
    txn: &DatabaseTransaction,
    code: &Code,
    name: &str,
    zone: &str,
    ids: &mut dyn IdSource,
) -> Result<OrganisationId, StorageError> {
    if organisation_named(txn, code).await?.is_some() {
        return Err(StorageError::Twice {
            what: "organisations",
            code: code.clone(),
        });
    }
    let id = OrganisationId::new(ids);
    let row = organisation::Model {
        id,
        code: code.clone(),
        name: name.to_owned(),
        zone: zone.to_owned(),
        created_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(id)
}

/// The organisation of this name in addresses.
pub async fn organisation_named(
    conn: &impl ConnectionTrait,
    code: &Code,
) -> Result<Option<Organisation>, StorageError> {
    let found = organisation::Entity::find().filter(organisation::Column::Code.eq(code.as_str()));
    Ok(found.one(conn).await?.map(read))
}

/// Every organisation, by the order in which they came.
pub async fn all_organisations(
    conn: &impl ConnectionTrait,
) -> Result<Vec<Organisation>, StorageError> {
    let rows = organisation::Entity::find()
        .order_by_asc(organisation::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: organisation::Model) -> Organisation {
    Organisation {
        id: row.id,
        code: row.code,
        name: row.name,
        zone: row.zone,
    }
}
