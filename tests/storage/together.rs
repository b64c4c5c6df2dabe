//! Writing together: each piece for itself, acknowledged once it is on the disk, and no failure takes another with it.

use groundtruth::db::organisation::{add_organisation, all_organisations};
use groundtruth::db::{StorageError, write_together};

use super::{Store, code, ids};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pieces_that_wait_are_written_together_and_one_that_fails_takes_back_itself_alone() {
    for store in Store::on_each().await {
        let mut all = Vec::new();
        for number in 0..200_u32 {
            let db = store.db.clone();
            all.push(tokio::spawn(async move {
                let done: Result<u32, StorageError> = write_together(&db, move |txn| {
                    Box::pin(async move {
                        let name = format!("one-{number}");
                        let mut ids = ids(&name);
                        add_organisation(txn, &code(&name), &name, "UTC", &mut ids).await?;
                        match number % 5 {
                            // It did something and then fails: by itself, and by what the database refuses.
                            0 => Err(StorageError::NotThere { what: "nothing" }),
                            1 => {
                                add_organisation(txn, &code(&name), "Again", "UTC", &mut ids)
                                    .await?;
                                Ok(number)
                            }
                            _ => Ok(number),
                        }
                    })
                })
                .await;
                // What was acknowledged is there for whoever asks then.
                let there = all_organisations(db.reads()).await.unwrap();
                let is_there = there.iter().any(|one| one.name == format!("one-{number}"));
                (number, done, is_there)
            }));
        }
        for one in all {
            let (number, done, is_there) = one.await.unwrap();
            let wanted = number % 5 > 1;
            assert_eq!(done.is_ok(), wanted, "{number}: {done:?} {}", store.engine);
            assert_eq!(is_there, wanted, "{number} {}", store.engine);
        }
        let there = all_organisations(store.db.reads()).await.unwrap();
        assert_eq!(there.len(), 120, "{}", store.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_goes_away_leaves_the_others_their_transaction() {
    for store in Store::on_each().await {
        let mut all = Vec::new();
        for number in 0..60_u32 {
            let db = store.db.clone();
            let piece = async move {
                let name = format!("one-{number}");
                let done: Result<(), StorageError> = write_together(&db, move |txn| {
                    Box::pin(async move {
                        let mut ids = ids(&name);
                        add_organisation(txn, &code(&name), &name, "UTC", &mut ids).await?;
                        Ok(())
                    })
                })
                .await;
                done
            };
            let task = tokio::spawn(piece);
            if number % 3 == 0 {
                tokio::task::yield_now().await;
                task.abort();
            } else {
                all.push(task);
            }
        }
        for one in all {
            one.await.unwrap().unwrap();
        }
        let there = all_organisations(store.db.reads()).await.unwrap();
        assert!(there.len() >= 40, "{}: {}", store.engine, there.len());
    }
}
