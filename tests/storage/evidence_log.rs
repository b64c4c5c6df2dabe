//! The evidence log on both engines: it proves, it notices what was changed, it forgets whom it must.

mod imports;
mod tampering;

use groundtruth::db::key::{add_subject_key, destroy_subject_key, organisation_key, subject_key};
use groundtruth::db::log::{
    Fact, LogFault, LogState, checkpoint_now, checkpoints_of, consistency_from, erase_subject,
    events_of_subject, latest_checkpoint, new_subject, proof_of, record, verifier, verify_log,
};
use groundtruth::db::{self, Scope, SeededIds, StorageError, SubjectKeyId};
use groundtruth::domain::code::Code;
use groundtruth::domain::fieldwork::Audience;
use groundtruth::domain::keys::{MasterKey, OrganisationKey};
use groundtruth::domain::log::{Consistency, Digest, Happening, Proof, Subject};

use super::{Store, code, ids};

/// One organisation with its log.
struct Kept<'a> {
    store: &'a Store,
    scope: Scope,
    key: OrganisationKey,
    ids: SeededIds,
}

impl<'a> Kept<'a> {
    async fn begin(store: &'a Store, name: &str) -> Self {
        let scope = store.scope(name).await;
        let master = MasterKey::new([7; 32]);
        let mut ids = ids(&format!("{name} keeps a log"));
        let key = db::write(&store.db, async |txn| {
            organisation_key(txn, scope, &master, &mut ids).await
        });
        let key = key.await.unwrap();
        Self {
            store,
            scope,
            key,
            ids,
        }
    }

    /// An observation of a subject, sealed with the subject's own key where there is one.
    async fn observe(&mut self, subject: Subject, sealed_by: Option<SubjectKeyId>) -> u64 {
        let recorded = db::write(&self.store.db, async |txn| {
            let opened = match sealed_by {
                Some(id) => Some((id, subject_key(txn, self.scope, &self.key, id).await?)),
                None => None,
            };
            let mut fact = Fact::about(subject, "W-07");
            fact.audit = Some("taps");
            fact.record = vec![("seen".to_owned(), "in_order".to_owned())];
            fact.sealed_by = opened.as_ref().map(|(id, key)| (*id, key));
            record(txn, self.scope, &self.key, fact, &mut self.ids, |opening| {
                Happening::ObservationReceived {
                    record: opening.record_commitment(),
                    blobs: opening.blob_commitments(),
                }
            })
            .await
        });
        recorded.await.map_err(|e: StorageError| e).unwrap()
    }

    async fn consent(&mut self, subject: Subject) -> u64 {
        let what = Happening::TestimonyConsent {
            audience: Audience::Internal,
            obtained: code("spoken"),
            language: code("xh"),
            interpreter: false,
        };
        let recorded = db::write(&self.store.db, async |txn| {
            let fact = Fact::about(subject, "W-07");
            record(txn, self.scope, &self.key, fact, &mut self.ids, |_| what).await
        });
        recorded.await.map_err(|e: StorageError| e).unwrap()
    }

    async fn happens(&mut self, subject: Subject, what: Happening) {
        let recorded = db::write(&self.store.db, async |txn| {
            let fact = Fact::about(subject, "W-07");
            record(txn, self.scope, &self.key, fact, &mut self.ids, |_| what).await
        });
        recorded.await.map_err(|e: StorageError| e).unwrap();
    }

    async fn erase(&mut self, subject: Subject, ground: &Code) -> Result<u64, StorageError> {
        db::write(&self.store.db, async |txn| {
            let (scope, key, ids) = (self.scope, &self.key, &mut self.ids);
            erase_subject(txn, scope, key, subject, ground.clone(), "W-01", ids).await
        })
        .await
    }

    async fn person(&mut self) -> SubjectKeyId {
        let added = db::write(&self.store.db, async |txn| {
            add_subject_key(txn, self.scope, &self.key, &mut self.ids).await
        });
        added.await.map_err(|e: StorageError| e).unwrap().0
    }

    async fn sign(&mut self) -> String {
        let signed = db::write(&self.store.db, async |txn| {
            checkpoint_now(txn, self.scope, &self.key, &mut self.ids).await
        });
        signed.await.map_err(|e: StorageError| e).unwrap().note
    }

    async fn state(&self) -> LogState {
        let state = db::read(&self.store.db, async |txn| {
            verify_log(txn, self.scope, &self.key).await
        });
        state.await.map_err(|e: StorageError| e).unwrap()
    }

    async fn faults(&self) -> Vec<LogFault> {
        self.state().await.faults
    }

    fn subject(&mut self) -> Subject {
        new_subject(&mut self.ids)
    }
}

#[tokio::test]
async fn everyone_who_kept_a_head_can_check_the_log_that_grew_from_it() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "water-watch").await;
        assert_eq!(log.faults().await, []);
        let empty = log.sign().await;
        let mut kept = vec![empty];
        for _ in 0..9 {
            let subject = log.subject();
            log.observe(subject, None).await;
            kept.push(log.sign().await);
        }
        // Signing again without growth signs nothing new.
        assert_eq!(log.sign().await, kept[9]);
        let conn = store.db.reads();
        let key = verifier(conn, log.scope).await.unwrap().unwrap();
        assert!(key.text().starts_with("groundtruth/log/"));
        for seq in 0..9 {
            let proof = proof_of(conn, log.scope, seq).await.unwrap();
            let (event, head) = Proof::verify(&proof.text(), &key).unwrap();
            assert_eq!((u64::from(event.seq), head.size), (seq, 9));
        }
        for (old, kept) in (1..).zip(&kept[1..]) {
            let proof = consistency_from(conn, log.scope, old).await.unwrap();
            Consistency::verify(&proof.text(), kept, &key).unwrap();
        }
        let notes = checkpoints_of(conn, log.scope).await.unwrap();
        assert_eq!(notes.into_iter().map(|c| c.note).collect::<Vec<_>>(), kept);
        let state = log.state().await;
        assert_eq!((state.events, state.checkpoints), (9, 10));
        assert_eq!(state.faults, [], "{}", store.engine);
        for missing in [0, 10] {
            let proof = consistency_from(conn, log.scope, missing).await;
            assert!(matches!(proof, Err(StorageError::NotThere { .. })));
        }
        assert!(proof_of(conn, log.scope, 9).await.is_err());
    }
}

#[tokio::test]
async fn two_organisations_have_two_logs_and_neither_reaches_the_other() {
    for store in Store::on_each().await {
        let mut ours = Kept::begin(&store, "ours").await;
        let mut theirs = Kept::begin(&store, "theirs").await;
        let subject = ours.subject();
        ours.observe(subject, None).await;
        ours.sign().await;
        let conn = store.db.reads();
        assert!(proof_of(conn, theirs.scope, 0).await.is_err());
        assert!(
            events_of_subject(conn, theirs.scope, subject)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(theirs.observe(subject, None).await, 0);
        theirs.sign().await;
        let proof = proof_of(conn, ours.scope, 0).await.unwrap().text();
        let keys = (
            verifier(conn, ours.scope).await.unwrap().unwrap(),
            verifier(conn, theirs.scope).await.unwrap().unwrap(),
        );
        assert!(Proof::verify(&proof, &keys.0).is_ok());
        assert!(Proof::verify(&proof, &keys.1).is_err());
        let master = MasterKey::new([7; 32]);
        let same = db::key::organisation_key_of(conn, theirs.scope, &master).await;
        assert!(same.unwrap().is_some());
        let other = MasterKey::new([8; 32]);
        let refused = db::key::organisation_key_of(conn, theirs.scope, &other).await;
        assert!(matches!(refused, Err(StorageError::Sealed(_))));
    }
}

#[tokio::test]
async fn an_append_that_fails_takes_the_change_with_it() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "ours").await;
        let subject = log.subject();
        let failed = db::write(&store.db, async |txn| {
            let (id, _) = add_subject_key(txn, log.scope, &log.key, &mut log.ids).await?;
            let mut fact = Fact::about(subject, "console");
            fact.record = vec![("seen".to_owned(), "in_order".to_owned())];
            // It is said to carry a record and carries another.
            let what = |_: &_| Happening::ObservationReceived {
                record: Digest([0; 32]),
                blobs: Vec::new(),
            };
            record(txn, log.scope, &log.key, fact, &mut log.ids, what).await?;
            Ok::<_, StorageError>(id)
        });
        assert!(matches!(failed.await, Err(StorageError::Log(_))));
        let state = log.state().await;
        assert_eq!((state.events, state.faults), (0, vec![]));
        let rows = super::schema::count(&store, "subject_key").await;
        assert_eq!(rows, 0, "{}", store.engine);
    }
}

#[tokio::test]
async fn writers_side_by_side_share_one_order() {
    for store in Store::on_each().await {
        // The key and the log themselves are made by whoever is first.
        let scope = store.scope("ours").await;
        let master = MasterKey::new([7; 32]);
        let mut writers = Vec::new();
        for writer in 0..10 {
            let (db, master) = (store.db.clone(), master.clone());
            writers.push(tokio::spawn(async move {
                let mut ids = ids(&format!("writer {writer}"));
                for _ in 0..5 {
                    let recorded = db::write(&db, async |txn| {
                        let key = organisation_key(txn, scope, &master, &mut ids).await?;
                        let fact = Fact::about(new_subject(&mut ids), "console");
                        let what = |_: &_| Happening::PlanLocked {
                            sha256: Digest([1; 32]),
                        };
                        record(txn, scope, &key, fact, &mut ids, what).await
                    });
                    recorded.await.map_err(|e: StorageError| e).unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let key = db::key::organisation_key_of(store.db.reads(), scope, &master).await;
        let key = key.unwrap().unwrap();
        let state = verify_log(store.db.reads(), scope, &key).await.unwrap();
        assert_eq!(
            (state.events, state.faults),
            (50, vec![]),
            "{}",
            store.engine
        );
    }
}

#[tokio::test]
async fn who_is_erased_is_unreadable_and_every_other_proof_still_holds() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "ours").await;
        let (stays, goes) = (log.subject(), log.subject());
        let person = log.person().await;
        log.observe(stays, None).await;
        log.observe(goes, Some(person)).await;
        log.consent(goes).await;
        log.observe(stays, None).await;
        let kept = log.sign().await;
        let conn = store.db.reads();
        let key = verifier(conn, log.scope).await.unwrap().unwrap();
        let salt = proof_of(conn, log.scope, 1).await.unwrap().salt.0.0;
        assert_ne!(
            store.holds(&salt),
            Some(false),
            "the drill looks in the wrong place"
        );

        let ground: Code = code("asked-for");
        let erased = db::write(&store.db, async |txn| {
            destroy_subject_key(txn, log.scope, person).await?;
            let (scope, key, ids) = (log.scope, &log.key, &mut log.ids);
            erase_subject(txn, scope, key, goes, ground.clone(), "W-01", ids).await
        });
        assert_eq!(erased.await.map_err(|e: StorageError| e).unwrap(), 4);
        store.db.overwrite_freed().await.unwrap();
        assert_ne!(
            store.holds(&salt),
            Some(true),
            "the salt is still on the disk"
        );
        log.sign().await;

        let gone = subject_key(conn, log.scope, &log.key, person).await;
        assert!(matches!(gone, Err(StorageError::NotThere { .. })));
        for seq in [1, 2] {
            let proof = proof_of(conn, log.scope, seq).await;
            assert!(matches!(proof, Err(StorageError::NotThere { .. })));
        }
        for seq in [0, 3, 4] {
            let proof = proof_of(conn, log.scope, seq).await.unwrap();
            Proof::verify(&proof.text(), &key).unwrap();
        }
        let proof = consistency_from(conn, log.scope, 4).await.unwrap();
        Consistency::verify(&proof.text(), &kept, &key).unwrap();
        let lines = events_of_subject(conn, log.scope, goes).await.unwrap();
        let kinds: Vec<_> = lines
            .iter()
            .map(|l| l.event.as_ref().map(|e| e.kind()))
            .collect();
        assert_eq!(kinds, [None, None, Some("subject.erased".to_owned())]);
        let state = log.state().await;
        assert_eq!((state.events, state.erased), (5, 2));
        assert_eq!(state.faults, [], "{}", store.engine);
        assert_eq!(
            latest_checkpoint(conn, log.scope)
                .await
                .unwrap()
                .unwrap()
                .size,
            5
        );

        let nobody = log.subject();
        let refused = db::write(&store.db, async |txn| {
            let (scope, key, ids) = (log.scope, &log.key, &mut log.ids);
            erase_subject(txn, scope, key, nobody, ground, "W-01", ids).await
        });
        assert!(matches!(refused.await, Err(StorageError::NotThere { .. })));
    }
}

#[tokio::test]
async fn a_lost_key_is_said_and_not_replaced() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "water-watch").await;
        let subject = log.subject();
        log.observe(subject, None).await;
        let lost: Result<(), StorageError> = db::write(&store.db, async |txn| {
            let statement = sea_orm::Statement::from_string(
                sea_orm::ConnectionTrait::get_database_backend(txn),
                "DELETE FROM organisation_key",
            );
            sea_orm::ConnectionTrait::execute_raw(txn, statement).await?;
            Ok(())
        })
        .await;
        lost.unwrap();
        let master = MasterKey::new([7; 32]);
        let asked: Result<_, StorageError> = db::write(&store.db, async |txn| {
            organisation_key(txn, log.scope, &master, &mut log.ids).await
        })
        .await;
        assert!(
            matches!(asked, Err(StorageError::KeyMissing)),
            "{}",
            store.engine
        );
    }
}

#[tokio::test]
async fn what_is_held_is_not_erased_and_that_it_was_held_stays_known() {
    for store in Store::on_each().await {
        let mut log = Kept::begin(&store, "water-watch").await;
        let subject = log.subject();
        log.observe(subject, None).await;
        let ground: Code = code("court-order");
        let until = "2027-01-01".parse().unwrap();
        let placed = Happening::HoldPlaced {
            ground: ground.clone(),
            until,
        };
        log.happens(subject, placed).await;
        assert!(matches!(
            log.erase(subject, &ground).await,
            Err(StorageError::Held)
        ));
        let lifted = Happening::HoldLifted {
            ground: ground.clone(),
        };
        log.happens(subject, lifted).await;
        log.erase(subject, &ground).await.unwrap();
        let lines = events_of_subject(store.db.reads(), log.scope, subject).await;
        let kinds: Vec<_> = lines
            .unwrap()
            .iter()
            .map(|line| line.event.as_ref().map(|event| event.kind()))
            .collect();
        let kinds: Vec<_> = kinds.iter().map(|kind| kind.as_deref()).collect();
        let stays = ["hold.placed", "hold.lifted", "subject.erased"].map(Some);
        assert_eq!(kinds[0], None, "{}", store.engine);
        assert_eq!(kinds[1..], stays);
        assert_eq!(log.faults().await, []);
    }
}

#[tokio::test]
async fn what_somebody_still_reads_is_not_said_to_be_overwritten() {
    let store = Store::on_sqlite().await;
    let mut log = Kept::begin(&store, "water-watch").await;
    let subject = log.subject();
    let read: Result<(), StorageError> = db::read(&store.db, async |txn| {
        assert!(events_of_subject(txn, log.scope, subject).await?.is_empty());
        log.observe(subject, None).await;
        let refused = store.db.overwrite_freed().await;
        assert!(
            matches!(refused, Err(StorageError::StillRead)),
            "{refused:?}"
        );
        Ok(())
    })
    .await;
    read.unwrap();
    store.db.overwrite_freed().await.unwrap();
}
