//! Recommendations in the making: who is asked to do what by when, and which cause it removes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::drafts::named;
use crate::db::entity::recommendation_draft;
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::RecommendationDraftId;
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::follow_up::Recommended;
use crate::domain::keys::MasterKey;

/// Where a recommendation stands.
const BODY: &str = "recommendation_draft.body";

/// A recommendation of an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecommendation {
    /// Its number in the audit: C-01 is 1.
    pub number: u32,
    /// Who is asked to do what by when.
    pub is: Recommended,
    /// Whether it was taken back before it was published.
    pub dropped: bool,
}

impl KeptRecommendation {
    /// The number as people write it: C-01.
    #[must_use]
    pub fn label(&self) -> String {
        format!("C-{:02}", self.number)
    }
}

/// Adds a recommendation and gives it with its number and its name: C-01 is `c-01` wherever it is named.
pub async fn add_recommendation(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, new): (AuditId, &Recommended),
    ids: &mut dyn IdSource,
) -> Result<KeptRecommendation, StorageError> {
    let rows = scope.rows_of::<recommendation_draft::Entity>(audit);
    let number = next_number(txn, rows, recommendation_draft::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = RecommendationDraftId::new(ids);
    let mut kept = KeptRecommendation {
        number: number.unsigned_abs(),
        is: new.clone(),
        dropped: false,
    };
    kept.is.recommendation.id = named(&kept.label())?;
    let row = recommendation_draft::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        code: kept.is.recommendation.id.clone(),
        dropped: false,
        body: keyed.seal((id.as_uuid(), BODY), &kept.is, ids),
    };
    insert_all(txn, vec![row]).await?;
    Ok(kept)
}

/// The recommendations of an audit, by number; also those that were dropped.
pub async fn recommendations_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptRecommendation>, StorageError> {
    let rows = scope.rows_of::<recommendation_draft::Entity>(audit);
    let rows = rows
        .order_by_asc(recommendation_draft::Column::Number)
        .all(conn)
        .await?;
    let kept = |row: recommendation_draft::Model, keyed: &Keyed| {
        Ok(KeptRecommendation {
            number: row.number.unsigned_abs(),
            is: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
            dropped: row.dropped,
        })
    };
    opened(conn, scope, master, rows, kept).await
}

/// Saves what a recommendation says.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such recommendation.
pub async fn save_recommendation(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, number, now): (AuditId, u32, &Recommended),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<recommendation_draft::Entity>(audit);
    let row = rows
        .filter(recommendation_draft::Column::Number.eq(i64::from(number)))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere {
            what: "recommendation",
        })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), now, ids);
    scope
        .changes::<recommendation_draft::Entity>()
        .filter(recommendation_draft::Column::Id.eq(row.id))
        .col_expr(recommendation_draft::Column::Body, Expr::value(body))
        .exec(txn)
        .await?;
    Ok(())
}

/// Takes a recommendation back. Its number is not given again.
pub async fn drop_recommendation(
    txn: &DatabaseTransaction,
    scope: Scope,
    (audit, number): (AuditId, u32),
) -> Result<(), StorageError> {
    scope
        .changes::<recommendation_draft::Entity>()
        .filter(recommendation_draft::Column::AuditId.eq(audit))
        .filter(recommendation_draft::Column::Number.eq(i64::from(number)))
        .col_expr(recommendation_draft::Column::Dropped, Expr::value(true))
        .exec(txn)
        .await?;
    Ok(())
}
