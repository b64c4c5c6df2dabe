//! Requests for documents. Whom was asked and what they said stands sealed.

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::RequestWords;
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::records_request;
use crate::db::id::{DossierId, RecordsRequestId};
use crate::db::insert::insert_all;
use crate::db::key::{organisation_key, organisation_key_of};
use crate::db::{Encrypted, IdSource, Scope, StorageError};
use crate::domain::keys::{MasterKey, Place};
use crate::domain::register::{Outcome, RecordsRequest};

/// A request with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number: Q-0001 is 1.
    pub number: i64,
    /// The dossier it belongs to.
    pub dossier: DossierId,
    /// What was asked, and what came of it.
    pub is: RecordsRequest,
}

fn place(scope: Scope, id: RecordsRequestId) -> Place {
    scope.place(id.as_uuid(), "records_request.said")
}

/// Adds a request and gives its number.
pub async fn add_request(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (dossier, request, by): (DossierId, &RecordsRequest, i64),
    ids: &mut dyn IdSource,
) -> Result<i64, StorageError> {
    let number = take_numbers(txn, scope, Series::RecordsRequest, 1).await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let id = RecordsRequestId::new(ids);
    let said = RequestWords {
        what: request.what.clone(),
        asked_of: request.asked_of.clone(),
        how: request.how.clone(),
        law: request.law.clone(),
        answer: request.answer.clone(),
    };
    let row = records_request::Model {
        id,
        organisation_id: scope.organisation(),
        dossier_id: dossier,
        number,
        said: Encrypted::seal(&key, &place(scope, id), &said, ids.nonce()),
        asked_on: request.asked_on,
        due_on: request.due_on,
        answered_on: request.answered_on,
        outcome: request.outcome,
        by,
    };
    insert_all(txn, vec![row]).await?;
    Ok(number)
}

/// Notes what came of a request.
pub async fn answer_request(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (number, on, outcome, answer): (i64, NaiveDate, Outcome, Option<String>),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows::<records_request::Entity>();
    let row = rows
        .filter(records_request::Column::Number.eq(number))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "request" })?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let mut said = row.said.open(&key, &place(scope, row.id))?;
    said.answer = answer;
    let said = Encrypted::seal(&key, &place(scope, row.id), &said, ids.nonce());
    scope
        .changes::<records_request::Entity>()
        .filter(records_request::Column::Id.eq(row.id))
        .col_expr(records_request::Column::Said, Expr::value(said))
        .col_expr(records_request::Column::AnsweredOn, Expr::value(on))
        .col_expr(records_request::Column::Outcome, Expr::value(outcome))
        .exec(txn)
        .await?;
    Ok(())
}

/// A request by number.
pub async fn request_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    number: i64,
) -> Result<Option<Request>, StorageError> {
    let rows = scope
        .rows::<records_request::Entity>()
        .filter(records_request::Column::Number.eq(number));
    let rows = rows.all(conn).await?;
    Ok(opened(conn, scope, master, rows).await?.pop())
}

/// The requests of a dossier, or of all of them, by number.
pub async fn requests_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    dossier: Option<DossierId>,
) -> Result<Vec<Request>, StorageError> {
    let mut rows = scope
        .rows::<records_request::Entity>()
        .order_by_asc(records_request::Column::Number);
    if let Some(dossier) = dossier {
        rows = rows.filter(records_request::Column::DossierId.eq(dossier));
    }
    let rows = rows.all(conn).await?;
    opened(conn, scope, master, rows).await
}

async fn opened(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    rows: Vec<records_request::Model>,
) -> Result<Vec<Request>, StorageError> {
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let open = |row: records_request::Model| {
        let said = row.said.open(&key, &place(scope, row.id))?;
        Ok(Request {
            number: row.number,
            dossier: row.dossier_id,
            is: RecordsRequest {
                what: said.what,
                asked_of: said.asked_of,
                how: said.how,
                asked_on: row.asked_on,
                law: said.law,
                due_on: row.due_on,
                answered_on: row.answered_on,
                outcome: row.outcome,
                answer: said.answer,
            },
        })
    };
    rows.into_iter().map(open).collect()
}
