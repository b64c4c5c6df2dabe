//! Evidence and workings that accepted submissions bring into an audit that is stored. Nothing else in it is touched.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, QuerySelect, Value,
};

use super::accounts::load_accounts;
use super::obligations::{load_obligations, load_some_obligations};
use super::reading::Reading;
use super::{agreements, register};

use crate::db::columns::Json;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{derivation, evidence, obligation, observation, place};
use crate::db::id::{DerivationId, EvidenceId, PlaceId};
use crate::db::insert::insert_all;
use crate::db::key::{organisation_key, organisation_key_of};
use crate::db::{AuditId, Encrypted, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::derivation::Derivation;
use crate::domain::fieldwork::{Account, Evidence};
use crate::domain::keys::MasterKey;
use crate::domain::obligation::Obligation;

/// Adds pieces of evidence at the end of the list. Their names must be new in the audit.
pub async fn add_evidence(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, pieces): (AuditId, &[Evidence]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let Ok(count) = i64::try_from(pieces.len()) else {
        return Ok(());
    };
    if count == 0 {
        return Ok(());
    }
    let key = organisation_key(txn, scope, master, ids).await?;
    let first = take_numbers(txn, scope, Series::Evidence, count).await?;
    let places = scope.rows_of::<place::Entity>(audit).all(txn).await?;
    let last: Option<Option<i32>> = scope
        .rows_of::<evidence::Entity>(audit)
        .select_only()
        .expr(evidence::Column::Position.max())
        .into_tuple()
        .one(txn)
        .await?;
    let from = last.flatten().map_or(0, |last| last + 1);
    let mut rows = Vec::with_capacity(pieces.len());
    for ((number, position), piece) in (first..).zip(from..).zip(pieces) {
        let id = EvidenceId::new(ids);
        let sealed = scope.place(id.as_uuid(), "evidence.by");
        let by = piece.by.as_ref();
        let at = piece.place.as_ref();
        rows.push(evidence::Model {
            id,
            organisation_id: scope.organisation(),
            audit_id: audit,
            position,
            code: piece.id.clone(),
            number,
            kind: piece.kind,
            title: piece.title.clone(),
            described: piece.described.clone(),
            file: piece.file.clone(),
            sha256: piece.sha256.clone(),
            date: piece.date,
            place_id: at.and_then(|at| places.iter().find(|row| row.code == *at).map(|row| row.id)),
            by: by.map(|by| Encrypted::seal(&key, &sealed, by, ids.nonce())),
        });
    }
    insert_all(txn, rows).await
}

/// Takes pieces of evidence out of an audit. Observations that name them stay as they are.
pub async fn remove_evidence(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    codes: &[Code],
) -> Result<(), StorageError> {
    scope
        .removal::<evidence::Entity>()
        .filter(evidence::Column::AuditId.eq(audit))
        .filter(evidence::Column::Code.is_in(codes.iter().map(Code::as_str)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Says that the file of a piece of evidence is another one now. Nothing happens where the audit has no such piece.
pub async fn change_evidence(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    (code, sha256): (&Code, &str),
) -> Result<(), StorageError> {
    scope
        .changes::<evidence::Entity>()
        .filter(evidence::Column::AuditId.eq(audit))
        .filter(evidence::Column::Code.eq(code.as_str()))
        .col_expr(evidence::Column::Sha256, Expr::value(sha256.to_owned()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes a piece of evidence out of an audit and out of every observation that names it.
pub async fn withhold_evidence(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    code: &Code,
) -> Result<(), StorageError> {
    remove_evidence(txn, scope, audit, std::slice::from_ref(code)).await?;
    let naming = scope
        .rows_of::<observation::Entity>(audit)
        .filter(observation::Column::Evidence.is_not_null());
    for row in naming.all(txn).await? {
        let Some(Json(named)) = row.evidence else {
            continue;
        };
        if !named.contains(code) {
            continue;
        }
        let left: Vec<Code> = named.into_iter().filter(|one| one != code).collect();
        let left = match left.is_empty() {
            true => Value::Json(None),
            false => Json(left).into(),
        };
        scope
            .changes::<observation::Entity>()
            .filter(observation::Column::Id.eq(row.id))
            .col_expr(observation::Column::Evidence, Expr::value(left))
            .exec(txn)
            .await?;
    }
    Ok(())
}

/// Puts a derivation in the place of the one of its name, or at the end of the list.
pub async fn put_derivation(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, new): (AuditId, &Derivation),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<derivation::Entity>(audit).all(txn).await?;
    if let Some(row) = rows.iter().find(|row| row.code == new.id) {
        scope
            .changes::<derivation::Entity>()
            .filter(derivation::Column::Id.eq(row.id))
            .col_expr(derivation::Column::Title, Expr::value(new.title.clone()))
            .col_expr(
                derivation::Column::Inputs,
                Expr::value(Json(new.inputs.clone())),
            )
            .col_expr(
                derivation::Column::Steps,
                Expr::value(Json(new.steps.clone())),
            )
            .col_expr(derivation::Column::Note, Expr::value(new.note.clone()))
            .exec(txn)
            .await?;
        return Ok(());
    }
    let promises = scope.rows_of::<obligation::Entity>(audit).all(txn).await?;
    let of = new.obligation.as_ref();
    let row = derivation::Model {
        id: DerivationId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        position: rows.iter().map(|row| row.position + 1).max().unwrap_or(0),
        code: new.id.clone(),
        title: new.title.clone(),
        obligation_id: of.and_then(|of| promises.iter().find(|row| row.code == *of).map(|r| r.id)),
        inputs: Json(new.inputs.clone()),
        steps: Json(new.steps.clone()),
        disjoint: new.disjoint,
        note: new.note.clone(),
    };
    insert_all(txn, vec![row]).await
}

/// Takes a derivation out of an audit.
pub async fn remove_derivation(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<derivation::Entity>()
        .filter(derivation::Column::AuditId.eq(audit))
        .filter(derivation::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}

/// The promises of an audit, in their order, without anything else of it.
pub async fn promises_of(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<Obligation>, StorageError> {
    let r = Reading {
        txn,
        scope,
        audit,
        key: organisation_key_of(txn, scope, master).await?,
    };
    let (_, agreements) = agreements::load_agreements(&r).await?;
    let (_, parties) = register::load_parties(&r).await?;
    let (_, places) = register::load_places(&r).await?;
    let (promises, _) = load_obligations(&r, &agreements, &places, &parties).await?;
    Ok(promises)
}

/// Some promises of an audit by their names, in their order. A name that is not there is passed over.
pub async fn promises_named(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    codes: &[Code],
) -> Result<Vec<Obligation>, StorageError> {
    let r = Reading {
        txn,
        scope,
        audit,
        // Nothing of this is sealed.
        key: None,
    };
    load_some_obligations(&r, codes).await
}

/// What users said of an audit, with all its promises.
pub async fn accounts_of(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<(Vec<Obligation>, Vec<Account>), StorageError> {
    let r = Reading {
        txn,
        scope,
        audit,
        key: organisation_key_of(txn, scope, master).await?,
    };
    let (_, agreements) = agreements::load_agreements(&r).await?;
    let (_, parties) = register::load_parties(&r).await?;
    let (_, places) = register::load_places(&r).await?;
    let (promises, codes) = load_obligations(&r, &agreements, &places, &parties).await?;
    Ok((promises, load_accounts(&r, &codes, &places).await?))
}

/// Whether an audit has a place of this name.
pub async fn has_place(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    code: &Code,
) -> Result<bool, StorageError> {
    let found = scope
        .rows_of::<place::Entity>(audit)
        .filter(place::Column::Code.eq(code.as_str()));
    let found = found.select_only().column(place::Column::Id);
    Ok(found.into_tuple::<PlaceId>().one(conn).await?.is_some())
}

/// The places of an audit by their names, with what people call them, in their order.
pub async fn places_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<(Code, String)>, StorageError> {
    let rows = scope.rows_of::<place::Entity>(audit);
    let rows = rows.order_by_asc(place::Column::Position).all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name)).collect())
}
