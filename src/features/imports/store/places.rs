//! The places that a file names. A place of the same name, kind and group is one; those of the register are read once for a
//! whole file.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;

use crate::db::counter::Series;
use crate::db::register::{NewSite, Site, add_new_sites, name_key, sites_of};
use crate::db::{IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::exchange::PublishedAgreement;
use crate::domain::fieldwork::Place;
use crate::domain::site::SiteKind;

/// What makes two places one.
type Key = (SiteKind, Option<String>, String);

/// What is known of places while one file is taken; nothing before the first is named.
#[derive(Debug, Default)]
pub(super) struct Places(Option<HashMap<Key, (i64, String)>>);

fn key_of(kind: SiteKind, stratum: Option<&String>, name: &str) -> Key {
    (kind, stratum.cloned(), name_key(name))
}

impl Places {
    /// The places of an agreement.
    pub(super) async fn of(
        &mut self,
        txn: &DatabaseTransaction,
        scope: Scope,
        published: &PublishedAgreement,
        ids: &mut dyn IdSource,
    ) -> Result<Vec<Place>, StorageError> {
        let named = named(published);
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let known = match &mut self.0 {
            Some(known) => known,
            unread => {
                let all = sites_of(txn, scope).await?.into_iter();
                let all = all.map(|site: Site| {
                    let key = key_of(site.kind, site.stratum.as_ref(), &site.name);
                    (key, (site.number, site.name))
                });
                // Of several alike the first is meant.
                let mut known = HashMap::new();
                all.for_each(|(key, site)| {
                    known.entry(key).or_insert(site);
                });
                unread.insert(known)
            }
        };
        let (mut keys, mut new) = (Vec::new(), Vec::new());
        for site in named {
            let key = key_of(site.kind, site.stratum.as_ref(), &site.name);
            if !known.contains_key(&key) && !keys.contains(&key) {
                new.push(site);
            }
            keys.push(key);
        }
        for site in add_new_sites(txn, scope, new, ids).await? {
            let key = key_of(site.kind, site.stratum.as_ref(), &site.name);
            known.insert(key, (site.number, site.name));
        }
        let mut places: Vec<Place> = Vec::new();
        for (number, name) in keys.iter().filter_map(|key| known.get(key)) {
            let label = Series::Site.label(*number).to_lowercase();
            let id = Code::parse(&label).map_err(StorageError::Log)?;
            if !places.iter().any(|place| place.id == id) {
                places.push(Place {
                    id,
                    name: name.clone(),
                    stratum: None,
                    note: None,
                });
            }
        }
        Ok(places)
    }
}

/// The places that an agreement and its promises name.
fn named(published: &PublishedAgreement) -> Vec<NewSite> {
    // Where a provider has its seat need not be where the service arrives.
    let strong = published.places.iter().filter(|place| !place.is_weak);
    let mut named: Vec<NewSite> = Vec::new();
    named.extend(strong.map(|place| NewSite {
        name: place.name.value.clone(),
        kind: SiteKind::Site,
        stratum: None,
        point: place.point.as_ref().map(|point| point.value.clone()),
        note: place.code.as_ref().map(|code| code.value.clone()),
    }));
    for promise in &published.promises {
        if let Some(place) = &promise.place
            && !named.iter().any(|site| site.name == place.value)
        {
            named.push(NewSite {
                name: place.value.clone(),
                ..NewSite::default()
            });
        }
    }
    named
}
