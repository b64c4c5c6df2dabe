//! Connections: their settings, who may write, and writers side by side.

use std::collections::BTreeSet;

use groundtruth::db::{
    self, Db, StorageError,
    counter::{Series, take_numbers},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use super::{Store, code, ids};

/// What `PRAGMA` answers for each setting.
const SETTINGS: [(&str, &str); 8] = [
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("busy_timeout", "5000"),
    ("foreign_keys", "1"),
    ("secure_delete", "1"),
    ("trusted_schema", "0"),
    ("mmap_size", "0"),
    ("cache_size", "-16000"),
];

async fn assert_settings(txn: &DatabaseTransaction, query_only: &str) {
    for (name, expected) in SETTINGS.into_iter().chain([("query_only", query_only)]) {
        let sql = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
        let row = txn.query_one_raw(sql).await.unwrap().unwrap();
        let value = row
            .try_get_by_index::<i64>(0)
            .map(|number| number.to_string());
        let value = value
            .or_else(|_| row.try_get_by_index::<String>(0))
            .unwrap();
        assert_eq!(value, expected, "{name}");
    }
}

#[tokio::test]
async fn every_connection_to_sqlite_has_the_same_settings() {
    let store = Store::on_sqlite().await;
    let checked = db::write(&store.db, async |txn| {
        assert_settings(txn, "0").await;
        Ok::<_, StorageError>(())
    });
    checked.await.unwrap();
    // Four readers at once are four connections: each waits until all are there.
    let all_there = tokio::sync::Barrier::new(4);
    let reader = || {
        db::read(&store.db, async |txn| {
            all_there.wait().await;
            assert_settings(txn, "1").await;
            Ok::<_, StorageError>(())
        })
    };
    tokio::try_join!(reader(), reader(), reader(), reader()).unwrap();
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let written = db::read(&store.db, async |txn| {
            take_numbers(txn, scope, Series::Finding, 1).await
        });
        assert!(written.await.is_err(), "{}", store.engine);
        let directly = store
            .db
            .reads()
            .execute_unprepared("DELETE FROM organisation");
        assert!(directly.await.is_err(), "{}", store.engine);
    }
}

/// Takes the next number by reading and then writing, as an action does.
async fn reads_then_writes(db: &Db, scope: db::Scope) -> Result<i64, StorageError> {
    db::write(db, async |txn| {
        let seen = db::organisation::organisation_named(txn, &code("one")).await?;
        assert!(seen.is_some());
        take_numbers(txn, scope, Series::Evidence, 1).await
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_writers_with_a_hundred_transactions_each_lose_nothing() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let db = store.db.clone();
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    for _ in 0..100 {
                        taken.push(reads_then_writes(&db, scope).await.unwrap());
                    }
                    taken
                })
            })
            .collect();
        let mut numbers = BTreeSet::new();
        for writer in writers {
            numbers.extend(writer.await.unwrap());
        }
        assert_eq!(numbers, (1..=800).collect(), "{}", store.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_on_the_same_file_waits_its_turn() {
    let store = Store::on_sqlite().await;
    let scope = store.scope("one").await;
    let other = db::connect(&store.url).await.unwrap();
    let mut numbers = BTreeSet::new();
    let (here, there) = tokio::join!(
        async {
            let mut taken = Vec::new();
            for _ in 0..50 {
                taken.push(reads_then_writes(&store.db, scope).await.unwrap());
            }
            taken
        },
        async {
            let mut taken = Vec::new();
            for _ in 0..50 {
                taken.push(reads_then_writes(&other, scope).await.unwrap());
            }
            taken
        }
    );
    numbers.extend(here.into_iter().chain(there));
    assert_eq!(numbers, (1..=100).collect());
}

#[tokio::test]
async fn an_error_takes_everything_back() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let failed: Result<(), StorageError> = db::write(&store.db, async |txn| {
            take_numbers(txn, scope, Series::Finding, 5).await?;
            Err(StorageError::NotThere { what: "audit" })
        })
        .await;
        assert!(failed.is_err());
        let next = db::write(&store.db, async |txn| {
            take_numbers(txn, scope, Series::Finding, 1).await
        });
        assert_eq!(next.await.unwrap(), 1, "{}", store.engine);
    }
}

#[tokio::test]
async fn a_caller_that_goes_away_leaves_no_half_of_a_write() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let endless = db::write(&store.db, async |txn| {
            take_numbers(txn, scope, Series::Finding, 5).await?;
            std::future::pending::<Result<(), StorageError>>().await
        });
        let gone = tokio::time::timeout(std::time::Duration::from_millis(200), endless).await;
        assert!(gone.is_err());
        let next = db::write(&store.db, async |txn| {
            take_numbers(txn, scope, Series::Finding, 1).await
        });
        assert_eq!(next.await.unwrap(), 1, "{}", store.engine);
    }
}

#[tokio::test]
async fn an_address_that_cannot_work_is_refused_with_its_reason() {
    for url in [
        "sqlite::memory:",
        "sqlite://x?mode=memory",
        "mysql://host/x",
        "nonsense",
    ] {
        let refused = db::connect(url).await;
        assert!(
            matches!(refused, Err(StorageError::Address { .. })),
            "{url}"
        );
    }
    let _ = ids("unused");
}
