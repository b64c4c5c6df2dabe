//! Whether the database answers, and how much it holds. Nothing of what it holds.

use groundtruth_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Db, StorageError};

/// Fails where the database does not answer.
pub async fn answers(db: &Db) -> Result<(), StorageError> {
    let conn = db.reads();
    let ask = Statement::from_string(conn.get_database_backend(), "SELECT 1");
    conn.query_one_raw(ask).await?;
    Ok(())
}

/// Bytes that the whole database takes.
pub async fn size_in_bytes(db: &Db) -> Result<u64, StorageError> {
    let conn = db.reads();
    let backend = conn.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => "SELECT pg_database_size(current_database()) AS bytes",
        _ => "SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()",
    };
    let row = conn
        .query_one_raw(Statement::from_string(backend, sql))
        .await?;
    let bytes: i64 = match row {
        Some(row) => row.try_get("", "bytes")?,
        None => 0,
    };
    Ok(u64::try_from(bytes).unwrap_or(0))
}

/// The name of the newest migration that this program knows.
#[must_use]
pub fn newest_schema() -> String {
    let all = Migrator::migrations();
    all.last()
        .map(|migration| migration.name().to_owned())
        .unwrap_or_default()
}
