//! Sites, assets and groups of the register.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryOrder};

use super::words::name_key;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::site;
use crate::db::id::SiteId;
use crate::db::insert::insert_all;
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::site::SiteKind;

/// A site, an asset or a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its number: S-0001 is 1.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// The group it is drawn in.
    pub stratum: Option<String>,
    /// Latitude and longitude in degrees, as given.
    pub point: Option<(String, String)>,
    /// Anything a reader must know.
    pub note: Option<String>,
}

/// A site to add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSite {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SiteKind,
    /// The group it is drawn in.
    pub stratum: Option<String>,
    /// Latitude and longitude in degrees, as given.
    pub point: Option<(String, String)>,
    /// Anything a reader must know.
    pub note: Option<String>,
}

/// Adds sites in their order and gives them with their numbers. A site that is there already under the same name, kind
/// and stratum is given as it is.
pub async fn add_sites(
    txn: &DatabaseTransaction,
    scope: Scope,
    new: Vec<NewSite>,
    ids: &mut dyn IdSource,
) -> Result<Vec<Site>, StorageError> {
    let mut known = sites_of(txn, scope).await?;
    let is_same = |site: &Site, new: &NewSite| {
        site.kind == new.kind
            && site.stratum == new.stratum
            && name_key(&site.name) == name_key(&new.name)
    };
    let mut given = Vec::new();
    for one in new {
        if let Some(there) = known.iter().find(|site| is_same(site, &one)) {
            given.push(there.clone());
            continue;
        }
        let site = add_new_sites(txn, scope, vec![one], ids).await?;
        known.extend(site.iter().cloned());
        given.extend(site);
    }
    Ok(given)
}

/// Adds sites in their order, also where there is one of the name already.
pub async fn add_new_sites(
    txn: &DatabaseTransaction,
    scope: Scope,
    new: Vec<NewSite>,
    ids: &mut dyn IdSource,
) -> Result<Vec<Site>, StorageError> {
    let how_many = i64::try_from(new.len()).unwrap_or(i64::MAX);
    if how_many == 0 {
        return Ok(Vec::new());
    }
    let first = take_numbers(txn, scope, Series::Site, how_many).await?;
    let (mut given, mut rows) = (Vec::new(), Vec::new());
    for (number, one) in (first..).zip(new) {
        let site = Site {
            number,
            name: one.name,
            kind: one.kind,
            stratum: one.stratum,
            point: one.point,
            note: one.note,
        };
        let (latitude, longitude) = site.point.clone().unzip();
        rows.push(site::Model {
            id: SiteId::new(ids),
            organisation_id: scope.organisation(),
            number,
            name: site.name.clone(),
            name_key: name_key(&site.name),
            kind: site.kind,
            stratum: site.stratum.clone(),
            latitude,
            longitude,
            note: site.note.clone(),
        });
        given.push(site);
    }
    insert_all(txn, rows).await?;
    Ok(given)
}

/// Every site, by number.
pub async fn sites_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<Site>, StorageError> {
    let rows = scope
        .rows::<site::Entity>()
        .order_by_asc(site::Column::Number)
        .all(conn)
        .await?;
    let read = |row: site::Model| Site {
        number: row.number,
        name: row.name,
        kind: row.kind,
        stratum: row.stratum,
        point: row.latitude.zip(row.longitude),
        note: row.note,
    };
    Ok(rows.into_iter().map(read).collect())
}
