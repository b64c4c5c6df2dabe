//! Findings in the making: what each says now, how far it is, and every step that it took.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};

use super::words::StepTaken;
use crate::db::columns::Instant;
use crate::db::counter::Series;
use crate::db::entity::{finding_draft, finding_step};
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::{FindingDraftId, FindingStepId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::code::Code;
use crate::domain::finding::{Draft, Progress};
use crate::domain::keys::MasterKey;

/// Where it stands what a finding says, how far it is, and what was done with it.
const BODY: &str = "finding_draft.body";
const PROGRESS: &str = "finding_draft.progress";
const STEP: &str = "finding_step.body";

/// A finding while people work on it.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptFinding {
    /// Its number in the audit: F-01 is 1. It keeps it for ever.
    pub number: u32,
    /// What it says.
    pub draft: Draft,
    /// How far it is.
    pub progress: Progress,
}

impl KeptFinding {
    /// The number as people write it: F-01.
    #[must_use]
    pub fn label(&self) -> String {
        Series::Finding.label(self.number.into())
    }
}

/// A step of the work, with when it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptStep {
    /// Which in the order of the finding, from 1.
    pub number: u32,
    /// What was done.
    pub taken: StepTaken,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a finding and gives it with its number and its name: the finding F-01 is `f-01` wherever it is named.
pub async fn add_finding(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, draft, progress): (AuditId, &Draft, &Progress),
    ids: &mut dyn IdSource,
) -> Result<KeptFinding, StorageError> {
    let rows = scope.rows_of::<finding_draft::Entity>(audit);
    let number = next_number(txn, rows, finding_draft::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = FindingDraftId::new(ids);
    let mut draft = draft.clone();
    draft.id = named(&Series::Finding.label(number.into()))?;
    let row = finding_draft::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        code: draft.id.clone(),
        stage: progress.stage,
        body: keyed.seal((id.as_uuid(), BODY), &draft, ids),
        progress: keyed.seal((id.as_uuid(), PROGRESS), progress, ids),
    };
    insert_all(txn, vec![row]).await?;
    Ok(KeptFinding {
        number: number.unsigned_abs(),
        draft,
        progress: progress.clone(),
    })
}

/// The name inside the audit of what people call by a number: `f-01` of F-01.
pub(super) fn named(label: &str) -> Result<Code, StorageError> {
    let name = label.to_lowercase();
    Code::parse(&name).map_err(StorageError::Log)
}

/// The findings of an audit, by number; also those that were withdrawn.
pub async fn findings_kept_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptFinding>, StorageError> {
    let rows = scope.rows_of::<finding_draft::Entity>(audit);
    let rows = rows
        .order_by_asc(finding_draft::Column::Number)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows, kept).await
}

/// A finding by its number.
pub async fn finding_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, number): (AuditId, u32),
) -> Result<Option<KeptFinding>, StorageError> {
    let rows = scope.rows_of::<finding_draft::Entity>(audit);
    let rows = rows
        .filter(finding_draft::Column::Number.eq(i64::from(number)))
        .all(conn)
        .await?;
    Ok(opened(conn, scope, master, rows, kept).await?.pop())
}

fn kept(row: finding_draft::Model, keyed: &Keyed) -> Result<KeptFinding, StorageError> {
    Ok(KeptFinding {
        number: row.number.unsigned_abs(),
        draft: keyed.open((row.id.as_uuid(), BODY), &row.body)?,
        progress: keyed.open((row.id.as_uuid(), PROGRESS), &row.progress)?,
    })
}

/// Saves what a finding says and how far it is. What it said before stays in its steps. Its name never changes.
///
/// # Errors
/// [`StorageError::NotThere`] where there is no such finding.
pub async fn save_finding(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, finding): (AuditId, &KeptFinding),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<finding_draft::Entity>(audit);
    let row = rows
        .filter(finding_draft::Column::Number.eq(i64::from(finding.number)))
        .filter(finding_draft::Column::Code.eq(finding.draft.id.as_str()))
        .one(txn)
        .await?
        .ok_or(StorageError::NotThere { what: "finding" })?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let body = keyed.seal((row.id.as_uuid(), BODY), &finding.draft, ids);
    let progress = keyed.seal((row.id.as_uuid(), PROGRESS), &finding.progress, ids);
    scope
        .changes::<finding_draft::Entity>()
        .filter(finding_draft::Column::Id.eq(row.id))
        .col_expr(finding_draft::Column::Body, Expr::value(body))
        .col_expr(finding_draft::Column::Progress, Expr::value(progress))
        .col_expr(
            finding_draft::Column::Stage,
            Expr::value(finding.progress.stage),
        )
        .exec(txn)
        .await?;
    Ok(())
}

/// Adds a step of the work on a finding.
pub async fn add_step(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, finding, taken): (AuditId, u32, &StepTaken),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let rows = scope.rows_of::<finding_step::Entity>(audit);
    let rows = rows.filter(finding_step::Column::Finding.eq(i64::from(finding)));
    let number = next_number(txn, rows, finding_step::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = FindingStepId::new(ids);
    let row = finding_step::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        finding: i32::try_from(finding).unwrap_or(i32::MAX),
        number,
        body: keyed.seal((id.as_uuid(), STEP), taken, ids),
        taken_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await
}

/// The steps of a finding, oldest first.
pub async fn steps_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    (audit, finding): (AuditId, u32),
) -> Result<Vec<KeptStep>, StorageError> {
    let rows = scope.rows_of::<finding_step::Entity>(audit);
    let rows = rows
        .filter(finding_step::Column::Finding.eq(i64::from(finding)))
        .order_by_asc(finding_step::Column::Number)
        .all(conn)
        .await?;
    let step = |row: finding_step::Model, keyed: &Keyed| {
        Ok(KeptStep {
            number: row.number.unsigned_abs(),
            taken: keyed.open((row.id.as_uuid(), STEP), &row.body)?,
            at: row.taken_at.utc(),
        })
    };
    opened(conn, scope, master, rows, step).await
}
