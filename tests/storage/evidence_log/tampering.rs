//! Somebody with every right on the database changes something. `verify` finds it.

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};

use super::*;

/// Rows and columns in which each bit is flipped; all of them are bytes, text or ids.
const COLUMNS: [(&str, &str, &str); 8] = [
    ("log", "organisation_id", "public_key"),
    ("log", "organisation_id", "signing_key"),
    ("log_event", "seq", "subject"),
    ("log_event", "seq", "salt"),
    ("log_event", "seq", "body"),
    ("log_event", "seq", "opening"),
    ("log_node", "position", "hash"),
    ("log_checkpoint", "size", "note"),
];

async fn run(txn: &DatabaseTransaction, sql: &str, values: Vec<Value>) -> u64 {
    let statement = Statement::from_sql_and_values(txn.get_database_backend(), sql, values);
    txn.execute_raw(statement).await.unwrap().rows_affected()
}

/// A small log with everything in it: two ways of sealing, a time to the day, an erasure, several heads.
async fn small_log(store: &Store) -> Kept<'_> {
    let mut log = Kept::begin(store, "ours").await;
    let (one, two) = (log.subject(), log.subject());
    let person = log.person().await;
    log.observe(one, Some(person)).await;
    log.sign().await;
    log.consent(two).await;
    log.sign().await;
    assert_eq!(log.faults().await, []);
    log
}

#[tokio::test]
async fn log_proves_and_detects_tampering() {
    for store in Store::on_each().await {
        let log = small_log(&store).await;
        // Every bit on SQLite, and of sealed values every seventh: each byte, and each place in a byte; that the seal
        // notices every bit is tested where it is made. PostgreSQL takes a round trip for each question: one in 31.
        let step = |column: &str| match store.engine {
            "SQLite" if ["opening", "signing_key"].contains(&column) => 7,
            "SQLite" => 1,
            _ => 31,
        };
        let (mut flips, mut unfound) = (0, Vec::new());
        let all: Result<(), StorageError> = db::write(&store.db, async |txn| {
            for (table, order, column) in COLUMNS {
                for (seq, before) in stored(txn, table, order, column).await {
                    for at in (0..before.len() * 8).step_by(step(column)) {
                        let mut after = before.clone();
                        after[at / 8] ^= 1 << (at % 8);
                        if !put(txn, table, order, column, &seq, after).await {
                            continue;
                        }
                        flips += 1;
                        let state = verify_log(txn, log.scope, &log.key).await?;
                        if state.faults.is_empty() {
                            unfound.push(format!("{table}.{column} bit {at}"));
                        }
                    }
                    put(txn, table, order, column, &seq, before).await;
                }
            }
            Ok(())
        })
        .await;
        all.unwrap();
        assert_eq!(unfound, Vec::<String>::new(), "{}", store.engine);
        assert!(
            flips > 10_000 / step("body"),
            "only {flips} bits were flipped"
        );
        assert_eq!(log.faults().await, [], "everything was put back");

        let conn = store.db.reads();
        let key = verifier(conn, log.scope).await.unwrap().unwrap();
        let proof = proof_of(conn, log.scope, 0).await.unwrap().text();
        Proof::verify(&proof, &key).unwrap();
        for at in 0..proof.len() * 8 {
            let mut flipped = proof.clone().into_bytes();
            flipped[at / 8] ^= 1 << (at % 8);
            if let Ok(flipped) = String::from_utf8(flipped) {
                assert!(Proof::verify(&flipped, &key).is_err(), "bit {at}");
            }
        }
    }
}

/// The values of a column with what names their row: for a node also its level.
async fn stored(
    txn: &DatabaseTransaction,
    table: &str,
    order: &str,
    column: &str,
) -> Vec<(Vec<Value>, Vec<u8>)> {
    let level = if table == "log_node" { "level" } else { "0" };
    let order = if order == "organisation_id" {
        "0"
    } else {
        order
    };
    let sql = format!("SELECT {order}, {level}, {column} FROM {table} WHERE {column} IS NOT NULL");
    let statement = Statement::from_string(txn.get_database_backend(), sql);
    let rows = txn.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|row| {
            let number = |at: usize| {
                let wide = row.try_get_by_index::<i64>(at);
                let small = || row.try_get_by_index::<i16>(at).map(i64::from);
                let plain = || row.try_get_by_index::<i32>(at).map(i64::from);
                wide.or_else(|_| small()).or_else(|_| plain()).unwrap()
            };
            let bytes = match column {
                "note" => row.try_get_by_index::<String>(2).unwrap().into_bytes(),
                "subject" => row
                    .try_get_by_index::<uuid::Uuid>(2)
                    .unwrap()
                    .into_bytes()
                    .to_vec(),
                _ => row.try_get_by_index::<Vec<u8>>(2).unwrap(),
            };
            (vec![number(0).into(), number(1).into()], bytes)
        })
        .collect()
}

/// Writes a value; says no where the column's type cannot hold it, which is a change that nobody can make.
async fn put(
    txn: &DatabaseTransaction,
    table: &str,
    order: &str,
    column: &str,
    row: &[Value],
    bytes: Vec<u8>,
) -> bool {
    let value: Value = match column {
        "note" => match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text.into(),
            _ => return false,
        },
        "subject" => uuid::Uuid::from_slice(&bytes).unwrap().into(),
        _ => bytes.into(),
    };
    let level = if table == "log_node" { "level" } else { "0" };
    let order = if order == "organisation_id" {
        "0"
    } else {
        order
    };
    let sql = format!("UPDATE {table} SET {column} = $1 WHERE {order} = $2 AND {level} = $3");
    assert_eq!(run(txn, &sql, [&[value], row].concat()).await, 1);
    true
}

#[tokio::test]
async fn rows_that_were_removed_added_swapped_or_emptied_are_found() {
    let forgeries: [(&str, &str); 13] = [
        ("an event removed", "DELETE FROM log_event WHERE seq = 0"),
        (
            "the last event removed",
            "DELETE FROM log_event WHERE seq = 1",
        ),
        ("every event removed", "DELETE FROM log_event"),
        ("a hash removed", "DELETE FROM log_node WHERE level = 1"),
        (
            "a hash added",
            "INSERT INTO log_node SELECT organisation_id, 7, position, hash FROM log_node WHERE level = 1",
        ),
        (
            "a hash moved",
            "UPDATE log_node SET position = 9 WHERE level = 0 AND position = 1",
        ),
        (
            "an event moved",
            "UPDATE log_event SET seq = 2 WHERE seq = 1",
        ),
        (
            "an event moved far",
            "UPDATE log_event SET seq = 9999 WHERE seq = 1",
        ),
        (
            "an event emptied",
            "UPDATE log_event SET salt = NULL, body = NULL, opening = NULL, subject_key_id = NULL WHERE seq = 0",
        ),
        (
            "an opening removed",
            "UPDATE log_event SET opening = NULL WHERE seq = 1",
        ),
        ("a key destroyed", "DELETE FROM subject_key"),
        (
            "one opening in the place of another",
            "UPDATE log_event SET opening = (SELECT opening FROM log_event WHERE seq = 0), subject_key_id = \
             (SELECT subject_key_id FROM log_event WHERE seq = 0) WHERE seq = 1",
        ),
        (
            "a log under another name",
            "UPDATE log SET origin = 'groundtruth/log/00000000000000000000000000000000'",
        ),
    ];
    for store in Store::on_each().await {
        let log = small_log(&store).await;
        for (what, sql) in forgeries {
            let state = db::write(&store.db, async |txn| {
                assert_ne!(run(txn, sql, Vec::new()).await, 0, "{what}");
                let state = verify_log(txn, log.scope, &log.key).await?;
                // An error takes the forgery back.
                Err::<(), _>(StorageError::Log(format!("{:?}", state.faults)))
            });
            let Err(StorageError::Log(faults)) = state.await else {
                panic!("{what}: the look itself failed");
            };
            assert_ne!(faults, "[]", "{what} on {}", store.engine);
        }
        assert_eq!(log.faults().await, []);
    }
}

#[tokio::test]
async fn a_history_that_was_written_anew_does_not_fit_the_heads_that_were_signed() {
    for store in Store::on_each().await {
        let mut log = small_log(&store).await;
        let kept = latest_checkpoint(store.db.reads(), log.scope)
            .await
            .unwrap()
            .unwrap();
        let removed: Result<(), StorageError> = db::write(&store.db, async |txn| {
            run(txn, "DELETE FROM log_event WHERE seq = 1", Vec::new()).await;
            let nodes = "DELETE FROM log_node WHERE level = 1 OR position = 1";
            run(txn, nodes, Vec::new()).await;
            Ok(())
        })
        .await;
        removed.unwrap();
        let subject = log.subject();
        log.observe(subject, None).await;
        assert_eq!(log.faults().await, [LogFault::Checkpoint { size: 2 }]);

        // Whoever also removes the head and signs another is caught by everyone who kept the first one.
        let removed: Result<(), StorageError> = db::write(&store.db, async |txn| {
            run(txn, "DELETE FROM log_checkpoint WHERE size = 2", Vec::new()).await;
            Ok(())
        })
        .await;
        removed.unwrap();
        log.observe(subject, None).await;
        log.sign().await;
        assert_eq!(log.faults().await, []);
        let conn = store.db.reads();
        let key = verifier(conn, log.scope).await.unwrap().unwrap();
        let proof = consistency_from(conn, log.scope, 2).await.unwrap();
        assert!(Consistency::verify(&proof.text(), &kept.note, &key).is_err());
    }
}

#[tokio::test]
async fn a_head_that_would_contradict_the_one_before_is_not_signed() {
    for store in Store::on_each().await {
        let mut log = small_log(&store).await;
        let kept = latest_checkpoint(store.db.reads(), log.scope).await;
        let bent: Result<(), StorageError> = db::write(&store.db, async |txn| {
            let nodes = "UPDATE log_node SET hash = (SELECT hash FROM log_node WHERE level = 0 AND \
                         position = 0) WHERE level = 1";
            run(txn, nodes, Vec::new()).await;
            Ok(())
        })
        .await;
        bent.unwrap();
        let subject = log.subject();
        log.observe(subject, None).await;
        let refused: Result<_, StorageError> = db::write(&store.db, async |txn| {
            checkpoint_now(txn, log.scope, &log.key, &mut log.ids).await
        })
        .await;
        assert!(
            matches!(refused, Err(StorageError::Log(_))),
            "{refused:?} on {}",
            store.engine
        );
        let then = latest_checkpoint(store.db.reads(), log.scope).await;
        assert_eq!(then.unwrap(), kept.unwrap());
    }
}

#[tokio::test]
async fn a_gap_of_more_than_a_page_does_not_end_the_look() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "ours").await;
        for _ in 0..60 {
            let subject = log.subject();
            log.observe(subject, None).await;
        }
        assert_eq!(log.faults().await, []);
        let moved = db::write(&store.db, async |txn| {
            let sql = "UPDATE log_event SET seq = seq + 4120 WHERE seq >= 5";
            Ok::<_, StorageError>(run(txn, sql, Vec::new()).await)
        });
        assert_eq!(moved.await.unwrap(), 55);
        let faults = log.faults().await;
        for fault in [
            LogFault::Missing { seq: 5 },
            LogFault::Missing { seq: 4_124 },
            LogFault::Event { seq: 4_179 },
        ] {
            assert!(faults.contains(&fault), "{fault:?} on {}", store.engine);
        }
        // One that is further off than any log of this size reaches is told too, and the look still ends.
        let moved = db::write(&store.db, async |txn| {
            let sql = "UPDATE log_event SET seq = 9007199254740000 WHERE seq = 4179";
            Ok::<_, StorageError>(run(txn, sql, Vec::new()).await)
        });
        assert_eq!(moved.await.unwrap(), 1);
        assert!(
            log.faults()
                .await
                .contains(&LogFault::Missing { seq: 4_179 })
        );
    }
}
