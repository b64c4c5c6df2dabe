//! Money lines of audits of one's own, with every state that they went through. An entry is added and never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder, Select};

use super::drafts::named;
use crate::db::columns::Instant;
use crate::db::entity::{money_entry, money_record};
use crate::db::fieldwork::keyed::{Keyed, next_number, opened};
use crate::db::id::{MoneyEntryId, MoneyRecordId};
use crate::db::insert::insert_all;
use crate::db::{AuditId, IdSource, Scope, StorageError};
use crate::domain::keys::MasterKey;
use crate::domain::money_line::{MoneyLine, StateEntry};

/// Where a line stands, and where a state of it.
const LINE: &str = "money_record.body";
const ENTRY: &str = "money_entry.body";

/// Who recorded a state, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// The number of a member, 0 for the console.
    pub by: i64,
    /// When it was written down; the day it speaks of stands in the entry.
    pub recorded_at: DateTime<Utc>,
}

/// A money line with its states.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptLine {
    /// Its number in the audit, from 1.
    pub number: u32,
    /// The line, its states in the order in which they were recorded.
    pub line: MoneyLine,
    /// Who recorded each state, in the same order.
    pub entries: Vec<KeptEntry>,
}

impl KeptLine {
    /// The number as people write it: M-01.
    #[must_use]
    pub fn label(&self) -> String {
        format!("M-{:02}", self.number)
    }
}

/// Adds a line with the states that it has, and gives it with its number and its name: M-01 is `m-01` wherever it is named.
pub async fn add_money_line(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, line, by): (AuditId, &MoneyLine, i64),
    ids: &mut dyn IdSource,
) -> Result<KeptLine, StorageError> {
    let rows = scope.rows_of::<money_record::Entity>(audit);
    let number = next_number(txn, rows, money_record::Column::Number).await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = MoneyRecordId::new(ids);
    let mut kept = KeptLine {
        number: number.unsigned_abs(),
        line: line.clone(),
        entries: Vec::new(),
    };
    kept.line.id = named(&kept.label())?;
    let bare = MoneyLine {
        states: Vec::new(),
        ..kept.line.clone()
    };
    let row = money_record::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        number,
        code: kept.line.id.clone(),
        body: keyed.seal((id.as_uuid(), LINE), &bare, ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    for entry in &line.states {
        let one = (audit, kept.number, entry, by);
        kept.entries
            .push(add_state(txn, scope, master, one, ids).await?);
    }
    Ok(kept)
}

/// Adds a state of a line. Those before it stay as they are.
pub async fn add_state(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    (audit, line, entry, by): (AuditId, u32, &StateEntry, i64),
    ids: &mut dyn IdSource,
) -> Result<KeptEntry, StorageError> {
    let number = next_number(
        txn,
        entries_of(scope, audit, line),
        money_entry::Column::Number,
    )
    .await?;
    let keyed = Keyed::to_write(txn, scope, master, ids).await?;
    let id = MoneyEntryId::new(ids);
    let row = money_entry::Model {
        id,
        organisation_id: scope.organisation(),
        audit_id: audit,
        line: i32::try_from(line).unwrap_or(i32::MAX),
        number,
        state: entry.state,
        body: keyed.seal((id.as_uuid(), ENTRY), entry, ids),
        by,
        recorded_at: Instant::from(ids.now()),
    };
    let kept = KeptEntry {
        by,
        recorded_at: row.recorded_at.utc(),
    };
    insert_all(txn, vec![row]).await?;
    Ok(kept)
}

fn entries_of(scope: Scope, audit: AuditId, line: u32) -> Select<money_entry::Entity> {
    let rows = scope.rows_of::<money_entry::Entity>(audit);
    rows.filter(money_entry::Column::Line.eq(i64::from(line)))
}

/// The money lines of an audit, by number.
pub async fn money_kept_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    audit: AuditId,
) -> Result<Vec<KeptLine>, StorageError> {
    let rows = scope.rows_of::<money_entry::Entity>(audit);
    let rows = rows
        .order_by_asc(money_entry::Column::Line)
        .order_by_asc(money_entry::Column::Number)
        .all(conn)
        .await?;
    let entry = |row: money_entry::Model, keyed: &Keyed| {
        let entry = keyed.open((row.id.as_uuid(), ENTRY), &row.body)?;
        let kept = KeptEntry {
            by: row.by,
            recorded_at: row.recorded_at.utc(),
        };
        Ok((row.line, entry, kept))
    };
    let mut entries: BTreeMap<i32, (Vec<StateEntry>, Vec<KeptEntry>)> = BTreeMap::new();
    for (line, entry, kept) in opened(conn, scope, master, rows, entry).await? {
        let of_line = entries.entry(line).or_default();
        of_line.0.push(entry);
        of_line.1.push(kept);
    }
    let rows = scope.rows_of::<money_record::Entity>(audit);
    let rows = rows
        .order_by_asc(money_record::Column::Number)
        .all(conn)
        .await?;
    let line = |row: money_record::Model, keyed: &Keyed| {
        let bare: MoneyLine = keyed.open((row.id.as_uuid(), LINE), &row.body)?;
        let (states, kept) = entries.get(&row.number).cloned().unwrap_or_default();
        Ok(KeptLine {
            number: row.number.unsigned_abs(),
            line: MoneyLine { states, ..bare },
            entries: kept,
        })
    };
    opened(conn, scope, master, rows, line).await
}
