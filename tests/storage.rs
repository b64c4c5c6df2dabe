//! The storage on both engines: the schema, who sees what, cases in and out, sums, writers side by side.
//! PostgreSQL takes part where this machine has it.

mod cases;
mod cells;
mod columns;
mod columns_of_findings;
mod connections;
mod evidence_log;
mod findings;
pub mod full_case;
mod kept;
mod register;
mod replies;
pub mod schema;
mod sealed_columns;
mod sealing;
mod tenants;

use std::any::Any;
use std::sync::LazyLock;

use chrono::DateTime;
use groundtruth::db::{
    self, Db, OrganisationId, Scope, SeededIds, StorageError, organisation::add_organisation,
};
use groundtruth::domain::code::Code;
use groundtruth::domain::keys::MasterKey;

use crate::support::postgres::fresh_database;

/// The master key of every test of storage.
static MASTER: LazyLock<MasterKey> = LazyLock::new(|| MasterKey::new([7; 32]));

/// A migrated database that goes when the test ends.
struct Store {
    db: Db,
    url: String,
    engine: &'static str,
    /// What holds the database.
    _home: Box<dyn Any>,
}

impl Store {
    async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            folder.path().join("store.db").display()
        );
        Self::open(url, "SQLite", Box::new(folder)).await
    }

    async fn on_postgres() -> Option<Self> {
        let database = fresh_database().await?;
        let url = database.url().to_owned();
        Some(Self::open(url, "PostgreSQL", Box::new(database)).await)
    }

    /// One store on each engine that this machine has.
    async fn on_each() -> Vec<Self> {
        let mut stores = vec![Self::on_sqlite().await];
        stores.extend(Self::on_postgres().await);
        stores
    }

    /// Whether an SQLite file, or the log beside it, holds these bytes; on PostgreSQL the files are the server's own.
    fn holds(&self, bytes: &[u8]) -> Option<bool> {
        let file = self.url.strip_prefix("sqlite://")?;
        let file = file.trim_end_matches("?mode=rwc");
        let found = ["", "-wal"].iter().any(|ending| {
            let content = std::fs::read(format!("{file}{ending}")).unwrap_or_default();
            content.windows(bytes.len()).any(|window| window == bytes)
        });
        Some(found)
    }

    async fn open(url: String, engine: &'static str, home: Box<dyn Any>) -> Self {
        let db = db::connect(&url).await.unwrap();
        db.migrate().await.unwrap();
        Self {
            db,
            url,
            engine,
            _home: home,
        }
    }

    /// A new organisation's part of the database.
    async fn scope(&self, name: &str) -> Scope {
        let added = db::write(&self.db, async |txn| {
            add_organisation(txn, &code(name), name, "Etc/UTC", &mut ids(name)).await
        });
        Scope::of(added.await.unwrap())
    }
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

/// Ids that are the same at every run.
fn ids(seed: &str) -> SeededIds {
    let mut bytes = [0; 32];
    for (byte, letter) in bytes.iter_mut().zip(seed.bytes()) {
        *byte = letter;
    }
    SeededIds::new(bytes, DateTime::from_timestamp(1_795_000_000, 0).unwrap())
}

#[tokio::test]
async fn an_organisation_is_added_once() {
    for store in Store::on_each().await {
        let scope = store.scope("water-watch").await;
        let again = db::write(&store.db, async |txn| {
            add_organisation(
                txn,
                &code("water-watch"),
                "Another",
                "Etc/UTC",
                &mut ids("again"),
            )
            .await
        });
        let again: Result<OrganisationId, StorageError> = again.await;
        assert!(
            matches!(again, Err(StorageError::Twice { .. })),
            "{}: {again:?}",
            store.engine
        );
        let all = db::organisation::all_organisations(store.db.reads())
            .await
            .unwrap();
        assert_eq!(
            all.iter().map(|o| o.id).collect::<Vec<_>>(),
            [scope.organisation()]
        );
    }
}
