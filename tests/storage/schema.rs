//! The schema: migrations and entities say the same, every row has an owner, up and down and up again.

use std::collections::{BTreeMap, BTreeSet};

use groundtruth::db::{self, schema::expected_tables};
use groundtruth_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::full_case::full_case;
use super::{MASTER, Store, ids};
use crate::support::postgres::fresh_database;

/// Table, column, type, whether it may be empty.
pub type Columns = BTreeMap<String, BTreeSet<(String, String, bool)>>;

/// The rows of a statement.
pub async fn query(conn: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(conn.get_database_backend(), sql.to_owned());
    conn.query_all_raw(statement).await.unwrap()
}

async fn tables(conn: &DatabaseConnection) -> Vec<String> {
    let sql = match conn.get_database_backend() {
        DbBackend::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'"
        }
        _ => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    };
    let rows = query(conn, sql).await;
    rows.iter()
        .map(|row| row.try_get_by_index::<String>(0).unwrap())
        .filter(|name| name != "seaql_migrations")
        .collect()
}

pub async fn columns(conn: &DatabaseConnection) -> Columns {
    let mut columns = Columns::new();
    for table in tables(conn).await {
        let sql = match conn.get_database_backend() {
            DbBackend::Postgres => format!(
                "SELECT column_name::text, udt_name::text, is_nullable = 'YES' FROM information_schema.columns \
                 WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
            _ => format!(
                "SELECT name, type, \"notnull\" = 0 AND pk = 0 FROM pragma_table_info('{table}')"
            ),
        };
        let rows = query(conn, &sql).await;
        let described = rows.iter().map(|row| {
            (
                row.try_get_by_index(0).unwrap(),
                row.try_get_by_index(1).unwrap(),
                row.try_get_by_index(2).unwrap(),
            )
        });
        columns.insert(table, described.collect());
    }
    columns
}

#[tokio::test]
async fn migrations_and_entities_agree() {
    let folder = tempfile::tempdir().unwrap();
    for store in Store::on_each().await {
        // A second, empty database, in which the entities make their own tables.
        let (url, _home) = match store.engine {
            "PostgreSQL" => {
                let scratch = fresh_database().await.unwrap();
                (scratch.url().to_owned(), Some(scratch))
            }
            _ => {
                let file = folder.path().join("scratch.db");
                (format!("sqlite://{}?mode=rwc", file.display()), None)
            }
        };
        let scratch = Database::connect(&url).await.unwrap();
        for table in expected_tables(&store.db) {
            scratch.execute_unprepared(&table.create).await.unwrap();
        }
        let expected = columns(&scratch).await;
        let migrated = columns(store.db.reads()).await;
        scratch.close().await.unwrap();
        assert_eq!(
            expected.keys().collect::<Vec<_>>(),
            migrated.keys().collect::<Vec<_>>()
        );
        for (table, columns) in &migrated {
            assert_eq!(columns, &expected[table], "{table} on {}", store.engine);
        }
    }
}

#[tokio::test]
async fn every_row_belongs_to_an_organisation() {
    for store in Store::on_each().await {
        for (table, columns) in columns(store.db.reads()).await {
            let owner = columns.iter().find(|(name, ..)| name == "organisation_id");
            match (table.as_str(), owner) {
                ("organisation", None) => {}
                (_, Some((_, _, may_be_empty))) => assert!(!may_be_empty, "{table}"),
                (_, None) => panic!("{table} has no organisation_id"),
            }
        }
    }
}

#[tokio::test]
async fn a_reference_is_found_from_both_ends() {
    let store = Store::on_sqlite().await;
    let conn = store.db.reads();
    for table in tables(conn).await {
        let sql = format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}') WHERE seq = 0");
        let references = query(conn, &sql).await;
        let mut indexed = BTreeSet::new();
        for index in query(
            conn,
            &format!("SELECT name FROM pragma_index_list('{table}')"),
        )
        .await
        {
            let name: String = index.try_get_by_index(0).unwrap();
            let first = query(
                conn,
                &format!("SELECT name FROM pragma_index_info('{name}')"),
            )
            .await;
            indexed.insert(first[0].try_get_by_index::<String>(0).unwrap());
        }
        for reference in references {
            let column: String = reference.try_get_by_index(0).unwrap();
            // Organisations and whole audits are taken away so seldom that a scan will do, where the audit
            // has no index of its own.
            let by_audit = column == "organisation_id";
            assert!(by_audit || indexed.contains(&column), "{table}.{column}");
        }
        let wholes = [
            "audit_id",
            "organisation_id",
            "dossier_id",
            "import_id",
            "body_id",
        ];
        let has_audit = wholes.iter().any(|whole| indexed.contains(*whole));
        assert!(
            has_audit || ["organisation", "counter"].contains(&table.as_str()),
            "{table}"
        );
    }
}

#[tokio::test]
async fn the_schema_goes_up_and_down_and_up_again_with_data_in_it() {
    for store in Store::on_each().await {
        assert!(store.db.pending_migrations().await.unwrap().is_empty());
        let before = columns(store.db.reads()).await;
        for _ in 0..2 {
            let scope = store.scope("one").await;
            let stored = db::write(&store.db, async |txn| {
                db::store_case(txn, scope, &MASTER, &full_case(), &mut ids("case")).await
            });
            stored.await.unwrap();
            let down = db::write(&store.db, async |txn| {
                Migrator::down(txn, None)
                    .await
                    .map_err(db::StorageError::from)
            });
            down.await.unwrap();
            assert!(tables(store.db.reads()).await.is_empty());
            let pending = store.db.pending_migrations().await.unwrap();
            assert_eq!(pending.len(), Migrator::migrations().len());
            assert!(store.db.require_migrated().await.is_err());
            store.db.migrate().await.unwrap();
        }
        assert_eq!(columns(store.db.reads()).await, before);
        store.db.require_migrated().await.unwrap();
    }
}

#[tokio::test]
async fn asking_for_pending_migrations_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "sqlite://{}?mode=rwc",
        folder.path().join("new.db").display()
    );
    let db = db::connect(&url).await.unwrap();
    assert!(!db.pending_migrations().await.unwrap().is_empty());
    let rows = query(db.reads(), "SELECT name FROM sqlite_schema").await;
    assert!(rows.is_empty());
}

/// How many rows a table has.
pub(super) async fn count(store: &Store, table: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM \"{table}\"");
    let rows = query(store.db.reads(), &sql).await;
    rows[0].try_get_by_index(0).unwrap()
}

/// Fails unless every table is empty but those that outlive an audit: its organisation with the key of it, and numbers.
pub(super) async fn assert_only_organisations_and_counters_are_left(store: &Store) {
    for table in tables(store.db.reads()).await {
        let count = count(store, &table).await;
        let outlives = ["organisation", "organisation_key", "counter"].contains(&table.as_str());
        assert!(
            outlives || count == 0,
            "{table} holds {count} on {}",
            store.engine
        );
    }
}
