//! Visits with their observers, evidence and accounts of a case. The observations are in `observations`.

use std::collections::HashMap;

use crate::db::StorageError;
use crate::db::counter::Series;
use crate::db::entity::{account, evidence, visit, visit_observer};
use crate::db::id::{AccountId, EvidenceId, ObligationId, PlaceId, VisitId, VisitObserverId};
use crate::db::insert::insert_all;
use crate::domain::fieldwork::{Account, Evidence, Visit};

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
        let id = VisitId::new(w.ids);
        names.add(&visit.id, id)?;
        rows.push(visit::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: visit.id.clone(),
            place_id: places.id("visits", &visit.place)?,
            date: visit.date,
            first_day: visit.date.first_day(),
            last_day: visit.date.last_day(),
            time: visit.time.clone(),
            announced: visit.announced,
            access: visit.access,
            purpose: visit.purpose,
            note: visit.note.clone(),
        });
        for (position, observer) in in_order(&visit.observers) {
            observers.push(visit_observer::Model {
                id: VisitObserverId::new(w.ids),
                organisation_id: w.scope.organisation(),
                audit_id: w.audit,
                position,
                visit_id: id,
                observer: observer.clone(),
            });
        }
    }
    insert_all(w.txn, rows).await?;
    insert_all(w.txn, observers).await?;
    Ok(names)
}

pub(super) async fn load_visits(
    r: &Reading<'_>,
    places: &Codes<PlaceId>,
) -> Result<(Vec<Visit>, Codes<VisitId>), StorageError> {
    let mut observers: HashMap<VisitId, Vec<String>> = HashMap::new();
    for row in r.rows::<visit_observer::Entity>().await? {
        observers
            .entry(row.visit_id)
            .or_default()
            .push(row.observer);
    }
    let rows = r.rows::<visit::Entity>().await?;
    let codes = Codes::of(rows.iter().map(|row| (row.id, row.code.clone())));
    let visits = rows
        .into_iter()
        .map(|row| {
            Ok(Visit {
                observers: observers.remove(&row.id).unwrap_or_default(),
                id: row.code,
                place: places.code(row.place_id)?,
                date: row.date,
                time: row.time,
                announced: row.announced,
                access: row.access,
                purpose: row.purpose,
                note: row.note,
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
            by: piece.by.clone(),
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
            Ok(Evidence {
                id: row.code,
                kind: row.kind,
                title: row.title,
                described: row.described,
                file: row.file,
                sha256: row.sha256,
                date: row.date,
                place: places.code_of(row.place_id)?,
                by: row.by,
            })
        })
        .collect()
}

pub(super) async fn store_accounts(
    w: &mut Writing<'_>,
    accounts: &[Account],
    obligations: &Names<ObligationId>,
    places: &Names<PlaceId>,
) -> Result<(), StorageError> {
    let mut names = Names::of("account");
    let mut rows = Vec::with_capacity(accounts.len());
    for (position, account) in in_order(accounts) {
        let id = AccountId::new(w.ids);
        names.add(&account.id, id)?;
        rows.push(account::Model {
            id,
            organisation_id: w.scope.organisation(),
            audit_id: w.audit,
            position,
            code: account.id.clone(),
            obligation_id: obligations.id_of("accounts", account.obligation.as_ref())?,
            speaker: account.speaker.clone(),
            says: account.says.clone(),
            consent: account.consent,
            read_back: account.read_back,
            date: account.date,
            place_id: places.id_of("accounts", account.place.as_ref())?,
            language: account.language.clone(),
        });
    }
    insert_all(w.txn, rows).await
}

pub(super) async fn load_accounts(
    r: &Reading<'_>,
    obligations: &Codes<ObligationId>,
    places: &Codes<PlaceId>,
) -> Result<Vec<Account>, StorageError> {
    let rows = r.rows::<account::Entity>().await?;
    rows.into_iter()
        .map(|row| {
            Ok(Account {
                id: row.code,
                obligation: obligations.code_of(row.obligation_id)?,
                speaker: row.speaker,
                says: row.says,
                consent: row.consent,
                read_back: row.read_back,
                date: row.date,
                place: places.code_of(row.place_id)?,
                language: row.language,
            })
        })
        .collect()
}
