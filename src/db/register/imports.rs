//! Imports: which file, what it did, and taking it back.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::dossiers::{refresh_line, remove_dossier, versions_of};
use super::words::{ImportState, LineOutcome};
use crate::db::columns::{Instant, Json, stored_count};
use crate::db::counter::{Series, take_numbers};
use crate::db::entity::{
    dossier, dossier_claim, dossier_flow, dossier_version, import, import_line, import_profile,
};
use crate::db::id::{DossierId, ImportId, ImportLineId, ImportProfileId};
use crate::db::insert::insert_all;
use crate::db::key::{organisation_key, organisation_key_of};
use crate::db::{Encrypted, IdSource, Scope, StorageError};
use crate::domain::exchange::Note;
use crate::domain::keys::MasterKey;
use crate::domain::register::in_force;

/// An import as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRun {
    /// Its id.
    pub id: ImportId,
    /// Its number: I-0001 is 1.
    pub number: i64,
    /// The format that was found: `360giving-json`, `ocds-release-package`, `table`.
    pub format: String,
    /// The name of the file.
    pub file_name: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// Where the bytes are kept.
    pub blob: Option<Uuid>,
    /// How its columns were read.
    pub profile: Option<serde_json::Value>,
    /// Whether it still counts.
    pub state: ImportState,
    /// How many agreements were taken, and how many rows were not.
    pub counts: (u64, u64),
    /// Who did it: the number of a member, 0 for the console.
    pub by: i64,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// An import to keep.
#[derive(Clone, Debug)]
pub struct NewImport<'a> {
    /// The format that was found.
    pub format: &'a str,
    /// The name of the file.
    pub file_name: &'a str,
    /// SHA-256 of its bytes.
    pub sha256: &'a str,
    /// How many bytes.
    pub bytes: u64,
    /// Where the bytes are kept.
    pub blob: Option<Uuid>,
    /// How its columns were read.
    pub profile: Option<serde_json::Value>,
    /// How many agreements were taken, and how many rows were not.
    pub counts: (u64, u64),
    /// Who does it.
    pub by: i64,
}

/// What an import did with one agreement, or why it did not take a row.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportLine {
    /// What.
    pub outcome: LineOutcome,
    /// Which agreement.
    pub dossier: Option<DossierId>,
    /// The number of the version that was added.
    pub added_version: Option<u32>,
    /// What a reader must know.
    pub note: Option<Note>,
}

/// Keeps an import and gives its id and number.
pub async fn add_import(
    txn: &DatabaseTransaction,
    scope: Scope,
    master: &MasterKey,
    new: NewImport<'_>,
    ids: &mut dyn IdSource,
) -> Result<(ImportId, i64), StorageError> {
    let id = ImportId::new(ids);
    let number = take_numbers(txn, scope, Series::Import, 1).await?;
    let key = organisation_key(txn, scope, master, ids).await?;
    let place = scope.place(id.as_uuid(), "import.file_name");
    let name = new.file_name.to_owned();
    let row = import::Model {
        id,
        organisation_id: scope.organisation(),
        number,
        format: new.format.to_owned(),
        file_name: Some(Encrypted::seal(&key, &place, &name, ids.nonce())),
        sha256: new.sha256.to_owned(),
        bytes: stored_count("import.bytes", new.bytes)?,
        blob_id: new.blob,
        profile: new.profile.map(Json),
        state: ImportState::Waiting,
        taken: stored_count("import.taken", new.counts.0)?,
        refused: stored_count("import.refused", new.counts.1)?,
        by: new.by,
        made_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok((id, number))
}

/// Lets an import say what it was and how much it took; from now on it counts.
pub async fn settle_import(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ImportId,
    (format, (taken, refused)): (&str, (u64, u64)),
) -> Result<(), StorageError> {
    let taken = stored_count("import.taken", taken)?;
    let refused = stored_count("import.refused", refused)?;
    scope
        .changes::<import::Entity>()
        .filter(import::Column::Id.eq(id))
        .col_expr(import::Column::Format, Expr::value(format))
        .col_expr(import::Column::Taken, Expr::value(taken))
        .col_expr(import::Column::Refused, Expr::value(refused))
        .col_expr(import::Column::State, Expr::value(ImportState::Done))
        .exec(txn)
        .await?;
    Ok(())
}

/// Keeps how the columns of a waiting import are read.
pub async fn keep_profile(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ImportId,
    profile: serde_json::Value,
) -> Result<(), StorageError> {
    scope
        .changes::<import::Entity>()
        .filter(import::Column::Id.eq(id))
        .col_expr(import::Column::Profile, Expr::value(Json(profile)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Lets a waiting import go, with what was said about its file.
pub async fn drop_import(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ImportId,
) -> Result<(), StorageError> {
    scope
        .removal::<import::Entity>()
        .filter(import::Column::Id.eq(id))
        .filter(import::Column::State.eq(ImportState::Waiting))
        .exec(txn)
        .await?;
    Ok(())
}

/// Keeps what an import did.
pub async fn add_lines(
    txn: &DatabaseTransaction,
    scope: Scope,
    import: ImportId,
    lines: Vec<ImportLine>,
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    let row = |(position, line): (i32, ImportLine)| import_line::Model {
        id: ImportLineId::new(ids),
        organisation_id: scope.organisation(),
        import_id: import,
        position,
        outcome: line.outcome,
        dossier_id: line.dossier,
        added_version: line.added_version.and_then(|n| i32::try_from(n).ok()),
        note: line.note.map(Json),
    };
    let rows: Vec<_> = (1..).zip(lines).map(row).collect();
    insert_all(txn, rows).await
}

/// Every import, the newest first.
pub async fn imports_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
) -> Result<Vec<ImportRun>, StorageError> {
    let rows = scope
        .rows::<import::Entity>()
        .order_by_desc(import::Column::Number)
        .all(conn)
        .await?;
    opened(conn, scope, master, rows).await
}

/// An import by number.
pub async fn import_numbered(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    number: i64,
) -> Result<Option<ImportRun>, StorageError> {
    let rows = scope
        .rows::<import::Entity>()
        .filter(import::Column::Number.eq(number));
    let rows = rows.all(conn).await?;
    Ok(opened(conn, scope, master, rows).await?.pop())
}

/// The import of these bytes that counts, by their SHA-256.
pub async fn import_of_bytes(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    sha256: &str,
) -> Result<Option<ImportRun>, StorageError> {
    let rows = scope
        .rows::<import::Entity>()
        .filter(import::Column::Sha256.eq(sha256))
        .filter(import::Column::State.eq(ImportState::Done));
    let rows = rows.all(conn).await?;
    Ok(opened(conn, scope, master, rows).await?.pop())
}

async fn opened(
    conn: &impl ConnectionTrait,
    scope: Scope,
    master: &MasterKey,
    rows: Vec<import::Model>,
) -> Result<Vec<ImportRun>, StorageError> {
    let Some(key) = organisation_key_of(conn, scope, master).await? else {
        return Ok(Vec::new());
    };
    let open = |row: import::Model| {
        let place = scope.place(row.id.as_uuid(), "import.file_name");
        let name = row.file_name.as_ref().map(|name| name.open(&key, &place));
        let count = |count: i64| u64::try_from(count).unwrap_or(0);
        Ok(ImportRun {
            id: row.id,
            number: row.number,
            format: row.format,
            file_name: name.transpose()?.unwrap_or_default(),
            sha256: row.sha256,
            bytes: count(row.bytes),
            blob: row.blob_id,
            profile: row.profile.map(|profile| profile.0),
            state: row.state,
            counts: (count(row.taken), count(row.refused)),
            by: row.by,
            made_at: row.made_at.utc(),
        })
    };
    rows.into_iter().map(open).collect()
}

/// What an import did, in the order of its file.
pub async fn lines_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
    import: ImportId,
) -> Result<Vec<ImportLine>, StorageError> {
    let rows = scope
        .rows::<import_line::Entity>()
        .filter(import_line::Column::ImportId.eq(import))
        .order_by_asc(import_line::Column::Position)
        .all(conn)
        .await?;
    let read = |row: import_line::Model| ImportLine {
        outcome: row.outcome,
        dossier: row.dossier_id,
        added_version: row.added_version.and_then(|n| u32::try_from(n).ok()),
        note: row.note.map(|note| note.0),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Takes an import back: what it made goes, what it changed is as it was. Refused, by giving the number of an agreement,
/// where something else was built on it since: a later version, or an audit.
pub async fn undo_import(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ImportId,
    ids: &mut dyn IdSource,
) -> Result<Result<(), i64>, StorageError> {
    let lines = lines_of(txn, scope, id).await?;
    let touched = |line: &ImportLine| {
        line.dossier
            .map(|dossier| (dossier, line.outcome, line.added_version))
    };
    let touched: Vec<_> = lines.iter().filter_map(touched).collect();
    for (dossier_id, outcome, added) in &touched {
        let Some(row) = row_of(txn, scope, *dossier_id).await? else {
            continue;
        };
        let newest = u32::try_from(row.versions).unwrap_or(0);
        let built_on = match outcome {
            LineOutcome::Made => newest > 1 || row.audit_id.is_some(),
            _ => added.is_some_and(|added| newest > added),
        };
        if built_on {
            return Ok(Err(row.number));
        }
    }
    for (dossier_id, outcome, added) in touched {
        if outcome == LineOutcome::Made {
            remove_dossier(txn, scope, dossier_id).await?;
        } else if added.is_some() {
            take_back(txn, scope, (id, dossier_id), ids).await?;
        }
    }
    scope
        .removal::<dossier_claim::Entity>()
        .filter(dossier_claim::Column::ImportId.eq(id))
        .exec(txn)
        .await?;
    scope
        .removal::<dossier_flow::Entity>()
        .filter(dossier_flow::Column::ImportId.eq(id))
        .exec(txn)
        .await?;
    let nobody = Expr::value(None::<ImportId>);
    scope
        .changes::<dossier_claim::Entity>()
        .filter(dossier_claim::Column::ReplacedBy.eq(id))
        .col_expr(dossier_claim::Column::ReplacedBy, nobody.clone())
        .exec(txn)
        .await?;
    scope
        .changes::<dossier_flow::Entity>()
        .filter(dossier_flow::Column::ReplacedBy.eq(id))
        .col_expr(dossier_flow::Column::ReplacedBy, nobody)
        .exec(txn)
        .await?;
    mark_undone(txn, scope, id).await?;
    Ok(Ok(()))
}

/// Lets an import no longer count.
pub async fn mark_undone(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: ImportId,
) -> Result<(), StorageError> {
    scope
        .changes::<import::Entity>()
        .filter(import::Column::Id.eq(id))
        .col_expr(import::Column::State, Expr::value(ImportState::Undone))
        .exec(txn)
        .await?;
    Ok(())
}

async fn row_of(
    txn: &DatabaseTransaction,
    scope: Scope,
    id: DossierId,
) -> Result<Option<dossier::Model>, StorageError> {
    let rows = scope.rows::<dossier::Entity>();
    Ok(rows.filter(dossier::Column::Id.eq(id)).one(txn).await?)
}

/// Takes the version of an import away from a dossier that was there before it.
async fn take_back(
    txn: &DatabaseTransaction,
    scope: Scope,
    (import, dossier_id): (ImportId, DossierId),
    ids: &mut dyn IdSource,
) -> Result<(), StorageError> {
    scope
        .removal::<dossier_version::Entity>()
        .filter(dossier_version::Column::DossierId.eq(dossier_id))
        .filter(dossier_version::Column::ImportId.eq(import))
        .exec(txn)
        .await?;
    let left = versions_of(txn, scope, dossier_id).await?;
    let Some(last) = in_force(&left, chrono::NaiveDate::MAX) else {
        return Ok(());
    };
    let number = left.last().map_or(1, |version| version.number);
    scope
        .changes::<dossier::Entity>()
        .filter(dossier::Column::Id.eq(dossier_id))
        .col_expr(
            dossier::Column::Versions,
            Expr::value(i32::try_from(number).unwrap_or(1)),
        )
        .exec(txn)
        .await?;
    refresh_line(txn, scope, dossier_id, &last.terms, ids).await
}

/// Marks what an import replaces in a dossier: claims and flows that earlier imports brought.
pub async fn replace_imported(
    txn: &DatabaseTransaction,
    scope: Scope,
    dossier_id: DossierId,
    by: ImportId,
) -> Result<(), StorageError> {
    scope
        .changes::<dossier_claim::Entity>()
        .filter(dossier_claim::Column::DossierId.eq(dossier_id))
        .filter(dossier_claim::Column::ImportId.is_not_null())
        .filter(dossier_claim::Column::ReplacedBy.is_null())
        .col_expr(dossier_claim::Column::ReplacedBy, Expr::value(by))
        .exec(txn)
        .await?;
    scope
        .changes::<dossier_flow::Entity>()
        .filter(dossier_flow::Column::DossierId.eq(dossier_id))
        .filter(dossier_flow::Column::ImportId.is_not_null())
        .filter(dossier_flow::Column::ReplacedBy.is_null())
        .col_expr(dossier_flow::Column::ReplacedBy, Expr::value(by))
        .exec(txn)
        .await?;
    Ok(())
}

/// The saved ways to read tables: name and the newest of each.
pub async fn profiles_of(
    conn: &impl ConnectionTrait,
    scope: Scope,
) -> Result<Vec<(String, u32, serde_json::Value)>, StorageError> {
    let rows = scope
        .rows::<import_profile::Entity>()
        .order_by_asc(import_profile::Column::Name)
        .order_by_desc(import_profile::Column::Version)
        .all(conn)
        .await?;
    let mut newest: Vec<(String, u32, serde_json::Value)> = Vec::new();
    for row in rows {
        if newest.last().is_none_or(|(name, _, _)| *name != row.name) {
            newest.push((
                row.name,
                u32::try_from(row.version).unwrap_or(1),
                row.profile.0,
            ));
        }
    }
    Ok(newest)
}

/// Saves a way to read tables under a name, as its next version. Saying the same again changes nothing.
pub async fn save_profile(
    txn: &DatabaseTransaction,
    scope: Scope,
    name: &str,
    profile: &serde_json::Value,
    ids: &mut dyn IdSource,
) -> Result<u32, StorageError> {
    let known = profiles_of(txn, scope).await?;
    let before = known.iter().find(|(known, _, _)| known == name);
    if let Some((_, version, same)) = before
        && same == profile
    {
        return Ok(*version);
    }
    let version = before.map_or(1, |(_, version, _)| version + 1);
    let row = import_profile::Model {
        id: ImportProfileId::new(ids),
        organisation_id: scope.organisation(),
        name: name.to_owned(),
        version: i32::try_from(version).unwrap_or(i32::MAX),
        profile: Json(profile.clone()),
        saved_at: Instant::from(ids.now()),
    };
    insert_all(txn, vec![row]).await?;
    Ok(version)
}
