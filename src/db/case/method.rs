//! What an audit says of its method and its samples: read without what was seen, and written without touching anything else.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, IntoActiveModel,
    QueryFilter, QuerySelect, Statement, Value,
};

use super::obligations::named_obligations;
use super::reading::Reading;
use super::workings::sample_row;
use super::{agreements, register, workings};
use crate::db::audit::standing_of;
use crate::db::columns::{Json, read_count};
use crate::db::entity::{audit, obligation, place, sample, visit};
use crate::db::id::{SampleId, VisitId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::case::{Case, Method};
use crate::domain::code::Code;
use crate::domain::sample::Sample;

/// A case without figures, targets, visits and what was seen on them: its method, samples, bodies, places and the sentences of
/// its promises.
pub async fn load_outline(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
) -> Result<Case, StorageError> {
    let r = Reading {
        txn,
        scope,
        audit,
        // Nothing of this is sealed.
        key: None,
    };
    let row = scope
        .rows::<audit::Entity>()
        .filter(audit::Column::Id.eq(audit));
    let row = row.one(txn).await?;
    let row = row.ok_or(StorageError::NotThere { what: "audit" })?;
    let (parties, _) = register::load_parties(&r).await?;
    let (places, _) = register::load_places(&r).await?;
    let (agreements, codes) = agreements::load_agreements(&r).await?;
    let promises = r.rows::<obligation::Entity>().await?;
    let (samples, _) = workings::load_samples(&r).await?;
    let Json(method) = row.method;
    Ok(Case {
        format: row.format,
        id: row.code,
        title: row.title,
        answer: row.answer,
        standing: standing_of(row.standing, row.restated_from.0),
        as_of: row.as_of,
        method,
        sources: Vec::new(),
        parties,
        places,
        agreements,
        payments: Vec::new(),
        obligations: named_obligations(promises, HashMap::new(), &codes)?,
        claims: Vec::new(),
        samples,
        tallies: Vec::new(),
        visits: Vec::new(),
        observations: Vec::new(),
        categories: Vec::new(),
        reconciliations: Vec::new(),
        derivations: Vec::new(),
        money: Vec::new(),
        accounts: Vec::new(),
        accounts_withdrawn: u64::try_from(row.accounts_withdrawn).unwrap_or(0),
        evidence: Vec::new(),
        responses: Vec::new(),
        findings: Vec::new(),
        recommendations: Vec::new(),
        events: Vec::new(),
        does_not_say: row.does_not_say.0,
    })
}

/// Writes what an audit says of its method, and its samples: those that are there by their names, further ones at the end. The
/// facts of the method are figures and stay as they are.
pub async fn put_method(
    txn: &DatabaseTransaction,
    scope: Scope,
    audit: AuditId,
    (method, samples): (&Method, &[Sample]),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let method = Method {
        facts: Vec::new(),
        ..method.clone()
    };
    scope
        .changes::<audit::Entity>()
        .filter(audit::Column::Id.eq(audit))
        .col_expr(audit::Column::Method, Expr::value(Json(method)))
        .exec(txn)
        .await?;
    let there = scope.rows_of::<sample::Entity>(audit).all(txn).await?;
    let last = there.iter().map(|row| row.position).max();
    let mut next = last.map_or(0, |last| last + 1);
    for one in samples {
        match there.iter().find(|row| row.code == one.id) {
            Some(row) => {
                let new = sample_row((scope, audit), (row.position, row.id), one)?;
                if new == *row {
                    continue;
                }
                let change = scope
                    .changes::<sample::Entity>()
                    .filter(sample::Column::Id.eq(row.id));
                let new = new.into_active_model().reset_all();
                change.set(new).exec(txn).await?;
            }
            None => {
                let new = sample_row((scope, audit), (next, SampleId::new(ids)), one)?;
                insert_all(txn, vec![new]).await?;
                next += 1;
            }
        }
    }
    Ok(())
}

/// The place and the last day of a visit.
pub async fn visit_at(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
    code: &Code,
) -> Result<Option<(Code, NaiveDate)>, StorageError> {
    let found = scope
        .rows_of::<visit::Entity>(audit)
        .filter(visit::Column::Code.eq(code.as_str()));
    let Some(row) = found.one(conn).await? else {
        return Ok(None);
    };
    let at = scope
        .rows_of::<place::Entity>(audit)
        .filter(place::Column::Id.eq(row.place_id));
    let at = at.one(conn).await?;
    Ok(at.map(|place| (place.code, row.last_day)))
}

/// Whether anything of a place hangs on which visits to it there are: none got in, or found anything, on some day.
pub async fn was_missing(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, place): (AuditId, &Code),
) -> Result<bool, StorageError> {
    const SQL: &str = "SELECT count(*) FROM visit v JOIN place p ON p.id = v.place_id \
         WHERE p.organisation_id = $1 AND p.audit_id = $2 AND p.code = $3 AND NOT ";
    let values = [
        scope.organisation().into(),
        audit.into(),
        place.as_str().into(),
    ];
    let sql = format!("{SQL}({SAW_SOMETHING})");
    Ok(counted(conn, &sql, values).await? > 0)
}

/// How many of the places of an audit were visited and not seen: nobody was let in, or nothing was found, on every visit.
pub async fn places_missed(
    conn: &impl ConnectionTrait,
    scope: Scope,
    audit: AuditId,
) -> Result<u64, StorageError> {
    const SQL: &str = "SELECT count(*) FROM place p WHERE p.organisation_id = $1 AND p.audit_id = $2 \
         AND EXISTS (SELECT 1 FROM visit v WHERE v.place_id = p.id) \
         AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.place_id = p.id AND ";
    let values = [scope.organisation().into(), audit.into()];
    counted(conn, &format!("{SQL}{SAW_SOMETHING})"), values).await
}

/// Of a visit: somebody got in, and not everything was gone.
const SAW_SOMETHING: &str = "v.access <> 'refused' \
     AND (NOT EXISTS (SELECT 1 FROM observation o WHERE o.visit_id = v.id) \
          OR EXISTS (SELECT 1 FROM observation o WHERE o.visit_id = v.id AND o.seen <> 3))";

async fn counted(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StorageError> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let row = conn.query_one_raw(statement).await?;
    let count = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    read_count(count.unwrap_or(0))
}

/// Whether more than so many visits were made to a place.
pub async fn visited_more_than(
    conn: &impl ConnectionTrait,
    scope: Scope,
    (audit, place, times): (AuditId, &Code, u64),
) -> Result<bool, StorageError> {
    let at = scope
        .rows_of::<place::Entity>(audit)
        .filter(place::Column::Code.eq(place.as_str()));
    let Some(place) = at.one(conn).await? else {
        return Ok(false);
    };
    let some = scope
        .rows::<visit::Entity>()
        .filter(visit::Column::PlaceId.eq(place.id))
        .select_only()
        .column(visit::Column::Id)
        .limit(times + 1)
        .into_tuple::<VisitId>();
    Ok(some.all(conn).await?.len() as u64 > times)
}
