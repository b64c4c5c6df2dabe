//! Organisations: who makes audits, and whose every row is.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
};

use super::columns::Instant;
use super::entity::organisation;
use super::insert::insert_all;
use super::{IdSource, OrganisationId, Scope, StorageError};
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
    /// What it calls its work, where it has said so: `social audit`.
    pub work_name: Option<String>,
    /// Code of the language of its reports, where it has chosen one: `es`.
    pub language: Option<String>,
}

/// What an organisation says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imprint<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it calls its work.
    pub work_name: &'a str,
    /// Code of the language of its reports; absent: that of the settings file.
    pub language: Option<&'a str>,
    /// Its time zone by the IANA name; absent: as it is.
    pub zone: Option<&'a str>,
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
        work_name: None,
        language: None,
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

/// One organisation.
///
/// # Errors
/// [`StorageError::NotThere`] where there is none.
pub async fn organisation_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Organisation, StorageError> {
    let found = organisation::Entity::find_by_id(scope.organisation());
    let row = found.one(conn).await?.ok_or(StorageError::NotThere {
        what: "organisation",
    })?;
    Ok(read(row))
}

/// Keeps what an organisation says of itself.
pub async fn name_organisation(
    txn: &DatabaseTransaction,
    scope: Scope,
    imprint: &Imprint<'_>,
) -> Result<(), StorageError> {
    use organisation::Column::{Id, Language, Name, WorkName, Zone};
    let mut change = organisation::Entity::update_many()
        .filter(Id.eq(scope.organisation()))
        .col_expr(Name, Expr::value(imprint.name))
        .col_expr(WorkName, Expr::value(imprint.work_name))
        .col_expr(Language, Expr::value(imprint.language.map(str::to_owned)));
    if let Some(zone) = imprint.zone {
        change = change.col_expr(Zone, Expr::value(zone));
    }
    change.exec(txn).await?;
    Ok(())
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
        work_name: row.work_name,
        language: row.language,
    }
}
