//! Sources, parties and places of a case.

use crate::db::StorageError;
use crate::db::columns::Json;
use crate::db::entity::{party, place, source};
use crate::db::id::{PartyId, PlaceId, SourceId};
use crate::db::insert::insert_all;
use crate::domain::case::Source;
use crate::domain::fieldwork::Place;
use crate::domain::party::Party;

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_sources(
    w: &mut Writing<'_>,
    sources: &[Source],
) -> Result<(), StorageError> {
    let mut names = Names::of("source");
    let mut rows = Vec::with_capacity(sources.len());
    for (position, source) in in_order(sources) {
        let id = SourceId::new(w.ids);
        names.add(&source.id, id)?;
        rows.push(source::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            date: source.date,
            url: source.url.clone(),
            sha256: source.sha256.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_sources(r: &Reading<'_>) -> Result<Vec<Source>, StorageError> {
    let rows = r.rows::<source::Entity>().await?;
    Ok(rows
        .into_iter()
        .map(|row| Source {
            id: row.code,
            title: row.title,
            publisher: row.publisher,
            date: row.date,
            url: row.url,
            sha256: row.sha256,
        })
        .collect())
}

pub(super) async fn store_parties(
    w: &mut Writing<'_>,
    parties: &[Party],
) -> Result<Names<PartyId>, StorageError> {
    let mut names = Names::of("party");
    let mut rows = Vec::with_capacity(parties.len());
    for (position, party) in in_order(parties) {
        let id = PartyId::new(w.ids);
        names.add(&party.id, id)?;
        rows.push(party::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: party.id.clone(),
            name: party.name.clone(),
            roles: Json(party.roles.clone()),
            identifier: party.identifier.clone(),
            note: party.note.clone(),
        });
    }
    insert_all(w.txn, rows).await?;
    Ok(names)
}

pub(super) async fn load_parties(
    r: &Reading<'_>,
) -> Result<(Vec<Party>, Codes<PartyId>), StorageError> {
    let rows = r.rows::<party::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let parties = rows
        .into_iter()
        .map(|row| Party {
            id: row.code,
            name: row.name,
            roles: row.roles.0,
            identifier: row.identifier,
            note: row.note,
        })
        .collect();
    Ok((parties, codes))
}

pub(super) async fn store_places(
    w: &mut Writing<'_>,
    places: &[Place],
) -> Result<Names<PlaceId>, StorageError> {
    let mut names = Names::of("place");
    let mut rows = Vec::with_capacity(places.len());
    for (position, place) in in_order(places) {
        let id = PlaceId::new(w.ids);
        names.add(&place.id, id)?;
        rows.push(place::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: place.id.clone(),
            name: place.name.clone(),
            stratum: place.stratum.clone(),
            note: place.note.clone(),
        });
    }
    insert_all(w.txn, rows).await?;
    Ok(names)
}

pub(super) async fn load_places(
    r: &Reading<'_>,
) -> Result<(Vec<Place>, Codes<PlaceId>), StorageError> {
    let rows = r.rows::<place::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let places = rows
        .into_iter()
        .map(|row| Place {
            id: row.code,
            name: row.name,
            stratum: row.stratum,
            note: row.note,
        })
        .collect();
    Ok((places, codes))
}
