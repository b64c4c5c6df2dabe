//! The way to the database: one writer at a time, readers apart, every connection with the same settings.
//! The only place that begins a transaction.

/// What a query is asked of: the database as it is read, or a transaction.
pub use sea_orm::ConnectionTrait as Conn;
use std::time::Duration;

use groundtruth_migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    AccessMode, ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use super::StorageError;

/// Readers of an SQLite file. Each keeps a cache of its own.
const SQLITE_READERS: u32 = 4;
/// Connections of each kind to a PostgreSQL server.
const POSTGRES_CONNECTIONS: u32 = 8;
/// How long a comparison waits for two views of one moment before it makes do with one connection.
const TWIN_PATIENCE: Duration = Duration::from_millis(50);

/// Settings of every SQLite connection. FULL: what was acknowledged is on disk. Secure delete: what was erased
/// is overwritten. The rest keeps a hostile or broken file from doing harm, and the memory within bounds.
const SQLITE_SETTINGS: [(&str, &str); 8] = [
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("busy_timeout", "5000"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("trusted_schema", "OFF"),
    ("mmap_size", "0"),
    // Negative: in KiB. Per connection, so 16 MB and not more.
    ("cache_size", "-16000"),
];

/// An open database.
///
/// SQLite has one writing connection, so that writers wait in line instead of failing, and readers that
/// cannot write. PostgreSQL has a pool of each.
#[derive(Debug, Clone)]
pub struct Db {
    writes: DatabaseConnection,
    reads: DatabaseConnection,
}

/// Opens a database: `sqlite://path/to/file.db?mode=rwc` or `postgres://…`. Does not touch its schema.
pub async fn connect(url: &str) -> Result<Db, StorageError> {
    if url.starts_with("sqlite:") {
        if url.contains(":memory:") || url.contains("mode=memory") {
            let reason = "every connection would have a memory of its own; name a file";
            return Err(StorageError::Address {
                url: url.to_owned(),
                reason,
            });
        }
        // The writer first: it makes the file and turns on the write-ahead log.
        let writes = Database::connect(sqlite(url, 1, "OFF")).await?;
        let reads = Database::connect(sqlite(url, SQLITE_READERS, "ON")).await?;
        return Ok(Db { writes, reads });
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let writes = Database::connect(postgres(url, "off")).await?;
        let reads = Database::connect(postgres(url, "on")).await?;
        return Ok(Db { writes, reads });
    }
    let scheme = url.split(':').next().unwrap_or_default().to_owned();
    Err(StorageError::Address {
        url: scheme,
        reason: "write sqlite://… or postgres://…",
    })
}

fn sqlite(url: &str, connections: u32, query_only: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .idle_timeout(None)
        .max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |settings: SqliteConnectOptions| {
        SQLITE_SETTINGS
            .into_iter()
            .fold(settings, |settings, (name, value)| {
                settings.pragma(name, value)
            })
            .pragma("query_only", query_only)
            .optimize_on_close(true, None)
    });
    options
}

fn postgres(url: &str, read_only: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .sqlx_logging(false);
    options.map_sqlx_postgres_opts(move |settings| {
        settings.options([("default_transaction_read_only", read_only)])
    });
    options
}

impl Db {
    /// Connections for single reads. For several reads that must agree, see [`read`].
    #[must_use]
    pub fn reads(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Brings the schema up to date, all or nothing.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        write(self, async |txn| Ok(Migrator::up(txn, None).await?)).await
    }

    /// The names of migrations that have not run. Writes nothing.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StorageError> {
        let pending = Migrator::get_pending_migrations_read_only(&self.reads).await?;
        Ok(pending
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect())
    }

    /// Fails with the names of migrations that have not run, if there are any.
    pub async fn require_migrated(&self) -> Result<(), StorageError> {
        let names = self.pending_migrations().await?;
        if names.is_empty() {
            Ok(())
        } else {
            Err(StorageError::PendingMigrations { names })
        }
    }

    /// Overwrites what was erased wherever an SQLite file still holds it: in its write-ahead log and between its rows.
    /// On PostgreSQL that is the server's own work.
    pub async fn overwrite_freed(&self) -> Result<(), StorageError> {
        if self.writes.get_database_backend() == DbBackend::Sqlite {
            self.empty_write_ahead_log().await?;
            self.writes.execute_unprepared("VACUUM").await?;
            self.empty_write_ahead_log().await?;
        }
        Ok(())
    }

    /// Waits for readers, who may still need what the log holds, as long as `busy_timeout` says.
    async fn empty_write_ahead_log(&self) -> Result<(), StorageError> {
        let statement =
            Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let row = self.writes.query_one_raw(statement).await?;
        // It does not fail while somebody reads: it says so in its first column.
        let busy: i32 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        if busy == 0 {
            Ok(())
        } else {
            Err(StorageError::StillRead)
        }
    }

    /// Closes every connection once it is free.
    pub async fn close(self) -> Result<(), StorageError> {
        self.reads.close().await?;
        self.writes.close().await?;
        Ok(())
    }

    /// Two transactions that see the database at the same moment, for reading with two processors; `None` on
    /// PostgreSQL, which does that itself, and where a writer or other readers keep the file busy.
    pub(super) async fn twin_views(
        &self,
    ) -> Result<Option<[DatabaseTransaction; 2]>, StorageError> {
        if self.reads.get_database_backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        match tokio::time::timeout(TWIN_PATIENCE, self.begin_twins()).await {
            Ok(twins) => twins.map(Some),
            Err(_elapsed) => Ok(None),
        }
    }

    async fn begin_twins(&self) -> Result<[DatabaseTransaction; 2], StorageError> {
        // While this is held nobody commits, so both readers begin at the same moment.
        let nobody_commits = self.begin_write().await?;
        let twins = [self.begin_read().await?, self.begin_read().await?];
        for twin in &twins {
            // A reader's view begins with its first read.
            twin.query_one_raw(Statement::from_string(
                DbBackend::Sqlite,
                "SELECT count(*) FROM sqlite_schema",
            ))
            .await?;
        }
        nobody_commits.rollback().await?;
        Ok(twins)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that begins a transaction"
    )]
    async fn begin_write(&self) -> Result<DatabaseTransaction, StorageError> {
        // Immediate: a writer that began by reading would be refused the lock that another took since.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writes.begin_with_options(options).await?)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that begins a transaction"
    )]
    async fn begin_read(&self) -> Result<DatabaseTransaction, StorageError> {
        let one_moment = self.reads.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: one_moment.then_some(IsolationLevel::RepeatableRead),
            access_mode: one_moment.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        Ok(self.reads.begin_with_options(options).await?)
    }
}

/// Does some work in one transaction: all of it is on disk when this returns `Ok`, none of it after an error.
/// Never begin one inside another: on SQLite the inner one would wait for the outer.
pub async fn write<T, E>(
    db: &Db,
    work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<StorageError>,
{
    let txn = db.begin_write().await?;
    // An error, or a caller that goes away, drops the transaction, and that takes everything back.
    let result = work(&txn).await?;
    txn.commit().await.map_err(StorageError::from)?;
    Ok(result)
}

/// Reads several things as they were at one moment.
pub async fn read<T, E>(
    db: &Db,
    work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<StorageError>,
{
    let txn = db.begin_read().await?;
    let result = work(&txn).await?;
    txn.rollback().await.map_err(StorageError::from)?;
    Ok(result)
}
