//! What is concluded, put into an audit that is stored: findings, money lines, recommendations, replies. Each takes the place
//! of the one of its name, or stands at the end of its list. Nothing else in the audit is touched.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::figures::References;
use super::names::Names;
use super::numbers::Numbers;
use super::replies::{finding_rows, recommendation_rows, response_rows};
use super::slots::AllSlots;
use super::writing::Writing;
use super::{money, reading::Reading};
use crate::db::columns::Json;
use crate::db::counter::Series;
use crate::db::entity::{
    criterion, derivation, finding, money_line, obligation, party, place, recommendation, response,
    sample, source,
};
use crate::db::id::SourceId;
use crate::db::insert::insert_all;
use crate::db::key::organisation_key;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::finding::{Finding, Recommendation};
use crate::domain::keys::MasterKey;
use crate::domain::money_line::MoneyLine;
use crate::domain::reply::Response;

async fn writing<'a>(
    txn: &'a DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
    ids: &'a mut dyn IdSource,
) -> Result<Writing<'a>, StorageError> {
    let key = organisation_key(txn, scope, master, ids).await?;
    Ok(Writing {
        txn,
        scope,
        audit,
        ids,
        numbers: Numbers::default(),
        key,
    })
}

/// The position after the last one of a list, or that of what is replaced.
async fn position_in<E: EntityTrait>(
    txn: &DatabaseTransaction,
    (scope, audit): (Scope, AuditId),
    position: E::Column,
    of_name: Option<i32>,
) -> Result<i32, StorageError> {
    if let Some(position) = of_name {
        return Ok(position);
    }
    let last: Option<i32> = scope
        .rows_of::<E>(audit)
        .select_only()
        .column(position)
        .order_by_desc(position)
        .limit(1)
        .into_tuple()
        .one(txn)
        .await?;
    Ok(last.map_or(0, |last| last + 1))
}

/// Puts a finding into an audit. It keeps its place and its number where one of its name was there.
pub async fn put_finding(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Finding),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let named = finding::Column::Code.eq(new.id.as_str());
    let rows = scope.rows_of::<finding::Entity>(audit);
    let before = rows.filter(named).one(txn).await?;
    let there = before.as_ref().map(|row| row.position);
    let at = (scope, audit);
    let position = position_in::<finding::Entity>(txn, at, finding::Column::Position, there);
    let position = position.await?;
    remove_finding(txn, scope, (audit, &new.id)).await?;
    let mut w = writing(txn, scope, master, audit, ids).await?;
    let numbers = match before {
        Some(row) => vec![row.number],
        None => w.numbers(Series::Finding, [&new.id].into_iter()).await?,
    };
    let rows = finding_rows(&mut w, (std::slice::from_ref(new), position), numbers)?;
    insert_all(txn, rows).await
}

/// Takes a finding out of an audit; nothing happens where it has none of this name.
pub async fn remove_finding(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<finding::Entity>()
        .filter(finding::Column::AuditId.eq(audit))
        .filter(finding::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Puts a recommendation into an audit.
///
/// # Errors
/// [`StorageError::Dangling`] where the audit has no party of the name that is asked.
pub async fn put_recommendation(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Recommendation),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let named = recommendation::Column::Code.eq(new.id.as_str());
    let rows = scope.rows_of::<recommendation::Entity>(audit);
    let there = rows.filter(named).one(txn).await?.map(|row| row.position);
    let column = recommendation::Column::Position;
    let position =
        position_in::<recommendation::Entity>(txn, (scope, audit), column, there).await?;
    remove_recommendation(txn, scope, (audit, &new.id)).await?;
    let mut w = writing(txn, scope, master, audit, ids).await?;
    let parties = parties(&w).await?;
    let rows = recommendation_rows(&mut w, (std::slice::from_ref(new), position), &parties)?;
    insert_all(txn, rows).await
}

/// Takes a recommendation out of an audit; nothing happens where it has none of this name.
pub async fn remove_recommendation(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<recommendation::Entity>()
        .filter(recommendation::Column::AuditId.eq(audit))
        .filter(recommendation::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Puts a party's reply into an audit.
///
/// # Errors
/// [`StorageError::Dangling`] where the audit has no party of this name.
pub async fn put_response(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Response),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let named = response::Column::Code.eq(new.id.as_str());
    let rows = scope.rows_of::<response::Entity>(audit);
    let there = rows.filter(named).one(txn).await?.map(|row| row.position);
    let column = response::Column::Position;
    let position = position_in::<response::Entity>(txn, (scope, audit), column, there).await?;
    remove_response(txn, scope, (audit, &new.id)).await?;
    let mut w = writing(txn, scope, master, audit, ids).await?;
    let parties = parties(&w).await?;
    let rows = response_rows(&mut w, (std::slice::from_ref(new), position), &parties)?;
    insert_all(txn, rows).await
}

/// Takes a reply out of an audit; nothing happens where it has none of this name.
pub async fn remove_response(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, code): (AuditId, &Code),
) -> Result<(), StorageError> {
    scope
        .removal::<response::Entity>()
        .filter(response::Column::AuditId.eq(audit))
        .filter(response::Column::Code.eq(code.as_str()))
        .exec(txn)
        .await?;
    Ok(())
}

/// Puts a money line into an audit, with every state that it went through.
///
/// # Errors
/// [`StorageError::Dangling`] where it names something that the audit does not have.
pub async fn put_money_line(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &MoneyLine),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let named = money_line::Column::Code.eq(new.id.as_str());
    let rows = scope.rows_of::<money_line::Entity>(audit);
    let there = rows.filter(named).one(txn).await?.map(|row| row.position);
    let column = money_line::Column::Position;
    let position = position_in::<money_line::Entity>(txn, (scope, audit), column, there).await?;
    // Its states are parts of it and go with it.
    scope
        .removal::<money_line::Entity>()
        .filter(money_line::Column::AuditId.eq(audit))
        .filter(money_line::Column::Code.eq(new.id.as_str()))
        .exec(txn)
        .await?;
    let mut w = writing(txn, scope, master, audit, ids).await?;
    let mut obligations = Names::of("obligation");
    for row in scope.rows_of::<obligation::Entity>(audit).all(txn).await? {
        obligations.add(&row.code, row.id)?;
    }
    let mut samples = Names::of("sample");
    for row in scope.rows_of::<sample::Entity>(audit).all(txn).await? {
        samples.add(&row.code, row.id)?;
    }
    let mut places = Names::of("place");
    for row in scope.rows_of::<place::Entity>(audit).all(txn).await? {
        places.add(&row.code, row.id)?;
    }
    let mut derivations = Names::of("derivation");
    for row in scope.rows_of::<derivation::Entity>(audit).all(txn).await? {
        derivations.add(&row.code, row.id)?;
    }
    let parties = parties(&w).await?;
    let to = References {
        obligations: &obligations,
        parties: &parties,
        samples: &samples,
        places: &places,
        slots: &AllSlots::of(&[]),
    };
    let one = std::slice::from_ref(new);
    money::store_money_lines_from(&mut w, (one, position), &to, &derivations).await
}

async fn parties(w: &Writing<'_>) -> Result<Names<crate::db::id::PartyId>, StorageError> {
    let mut parties = Names::of("party");
    for row in w.scope.rows_of::<party::Entity>(w.audit).all(w.txn).await? {
        parties.add(&row.code, row.id)?;
    }
    Ok(parties)
}

/// The findings that are in an audit: those that were published.
pub async fn findings_in(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<Vec<Finding>, StorageError> {
    let r = Reading {
        txn,
        scope,
        audit,
        key: None,
    };
    super::replies::load_findings(&r).await
}

/// Puts a document that facts come from into an audit, in the place of the one of its name or at the end of the list.
pub async fn put_source(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, new): (AuditId, &Source),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let named = source::Column::Code.eq(new.id.as_str());
    let there = scope.rows_of::<source::Entity>(audit);
    let there = there.filter(named).one(txn).await?;
    let before = there.as_ref().map(|row| row.position);
    let column = source::Column::Position;
    let position = position_in::<source::Entity>(txn, (scope, audit), column, before).await?;
    if let Some(row) = there {
        scope
            .removal::<source::Entity>()
            .filter(source::Column::Id.eq(row.id))
            .exec(txn)
            .await?;
    }
    let row = source::Model {
        id: SourceId::new(ids),
        organisation_id: scope.organisation(),
        audit_id: audit,
        position,
        code: new.id.clone(),
        title: new.title.clone(),
        publisher: new.publisher.clone(),
        date: new.date,
        url: new.url.clone(),
        sha256: new.sha256.clone(),
    };
    insert_all(txn, vec![row]).await
}

/// Says in which documents a criterion of a promise stands. Nothing happens where the audit has no such criterion.
pub async fn put_criterion_sources(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, promise, of): (AuditId, &Code, &Code),
    sources: &[Code],
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<obligation::Entity>(audit);
    let rows = rows.filter(obligation::Column::Code.eq(promise.as_str()));
    let Some(row) = rows.one(txn).await? else {
        return Ok(());
    };
    scope
        .changes::<criterion::Entity>()
        .filter(criterion::Column::ObligationId.eq(row.id))
        .filter(criterion::Column::Code.eq(of.as_str()))
        .col_expr(
            criterion::Column::Sources,
            Expr::value(Json(sources.to_vec())),
        )
        .exec(txn)
        .await?;
    Ok(())
}
