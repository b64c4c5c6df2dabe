//! Visits with their observers, and evidence, of a case. The observations are in `observations`.

use std::collections::HashMap;

use crate::db::StorageError;
use crate::db::counter::Series;
use crate::db::entity::{evidence, visit, visit_observer};
use crate::db::id::{EvidenceId, PlaceId, VisitId, VisitObserverId};
use crate::db::insert::insert_all;
use crate::domain::fieldwork::{Evidence, Visit};

use super::names::{Codes, Names};
use super::reading::Reading;
use super::writing::{Writing, in_order};

pub(super) async fn store_visits(
    w: &mut Writing<'_>,
    visits: &[Visit],
    places: &Names<PlaceId>,
) -> Result<Names<VisitId>, StorageError> {
    let mut names = Names::of("visit");
    let (mut rows, mut observers) = (Vec::with_capacity(visits.len()), Vec::new());
    for (position, visit) in in_order(visits) {
        let place = places.id("visits", &visit.place)?;
        let (row, those) = visit_rows(w, visit, (position, place));
        names.add(&visit.id, row.id)?;
        rows.push(row);
        observers.extend(those);
    }
    insert_all(w.txn, rows).await?;
    insert_all(w.txn, observers).await?;
    Ok(names)
}

/// A visit as a row, with a row for each who went.
pub(super) fn visit_rows(
    w: &mut Writing<'_>,
    visit: &Visit,
    (position, place): (i32, PlaceId),
) -> (visit::Model, Vec<visit_observer::Model>) {
    let index = w.key.observer_index(w.audit.as_uuid());
    let id = VisitId::new(w.ids);
    let note = visit.note.as_ref();
    let note = note.map(|note| w.sealed(note, id.as_uuid(), "visit.note"));
    let row = visit::Model {
        id,
        organisation_id: w.scope.organisation(),
        audit_id: w.audit,
        position,
        code: visit.id.clone(),
        place_id: place,
        date: visit.date,
        first_day: visit.date.first_day(),
        last_day: visit.date.last_day(),
        time: visit.time.clone(),
        announced: visit.announced,
        access: visit.access,
        purpose: visit.purpose,
        note,
    };
    let mut observers = Vec::new();
    for (position, observer) in in_order(&visit.observers) {
        let row = VisitObserverId::new(w.ids);
        observers.push(visit_observer::Model {
            id: row,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            visit_id: id,
            observer: w.sealed(observer, row.as_uuid(), "visit_observer.observer"),
            observer_index: index.of_exactly(observer).to_vec(),
        });
    }
    (row, observers)
}

pub(super) async fn load_visits(
    r: &Reading<'_>,
    places: &Codes<PlaceId>,
) -> Result<(Vec<Visit>, Codes<VisitId>), StorageError> {
    let mut observers: HashMap<VisitId, Vec<String>> = HashMap::new();
    for row in r.rows::<visit_observer::Entity>().await? {
        let observer = r.opened(&row.observer, row.id.as_uuid(), "visit_observer.observer")?;
        observers.entry(row.visit_id).or_default().push(observer);
    }
    let rows = r.rows::<visit::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let visits = rows
        .into_iter()
        .map(|row| {
            let note = row.note.as_ref();
            let note = note.map(|note| r.opened(note, row.id.as_uuid(), "visit.note"));
            Ok(Visit {
                observers: observers.remove(&row.id).unwrap_or_default(),
                id: row.code,
                place: places.code(row.place_id)?,
                date: row.date,
                time: row.time,
                announced: row.announced,
                access: row.access,
                purpose: row.purpose,
                note: note.transpose()?,
            })
        })
        .collect::<Result<_, StorageError>>()?;
    Ok((visits, codes))
}

pub(super) async fn store_evidence(
    w: &mut Writing<'_>,
    pieces: &[Evidence],
    places: &Names<PlaceId>,
) -> Result<(), StorageError> {
    let numbers = w
        .numbers(Series::Evidence, pieces.iter().map(|e| &e.id))
        .await?;
    let mut names = Names::of("piece of evidence");
    let mut rows = Vec::with_capacity(pieces.len());
    for ((position, piece), number) in in_order(pieces).zip(numbers) {
        let id = EvidenceId::new(w.ids);
        names.add(&piece.id, id)?;
        let by = piece.by.as_ref();
        let by = by.map(|by| w.sealed(by, id.as_uuid(), "evidence.by"));
        rows.push(evidence::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: piece.id.clone(),
            number,
            kind: piece.kind,
            title: piece.title.clone(),
            described: piece.described.clone(),
            file: piece.file.clone(),
            sha256: piece.sha256.clone(),
            date: piece.date,
            place_id: places.id_of("evidence", piece.place.as_ref())?,
            by,
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_evidence(
    r: &Reading<'_>,
    places: &Codes<PlaceId>,
) -> Result<Vec<Evidence>, StorageError> {
    let rows = r.rows::<evidence::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            let by = row.by.as_ref();
            let by = by.map(|by| r.opened(by, row.id.as_uuid(), "evidence.by"));
            Ok(Evidence {
                id: row.code,
                kind: row.kind,
                title: row.title,
                described: row.described,
                file: row.file,
                sha256: row.sha256,
                date: row.date,
                place: places.code_of(row.place_id)?,
                by: by.transpose()?,
            })
        })
        .collect()
}
