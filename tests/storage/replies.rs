//! Replies and what follows on both engines: a link opens its round and nothing else, answers stand beside each other, and
//! whoever is to look again is never given the claim.

use chrono::{DateTime, TimeDelta, Utc};
use groundtruth::db::blob::{Blob, add_blob};
use groundtruth::db::findings::{
    self as kept, AboutReplyFile, ClaimReader, Claims, Invited, Letting, NewReplyFile,
    RecheckState, RecheckTask,
};
use groundtruth::db::key::organisation_key;
use groundtruth::db::{self, AuditId, BlobId, IdSource, Scope, StorageError, remove_case};
use groundtruth::domain::follow_up::{Problem, ProblemState};
use groundtruth::domain::keys::SubjectKey;
use groundtruth::domain::log::Digest;
use groundtruth::domain::reply::{Answer, Confirmation, Evaluation, Notice, ReplyRound};
use groundtruth::domain::sample::Announced;
use serde_json::json;

use super::findings::{audit, day, draft};
use super::{MASTER, Store, code, ids};

fn now() -> DateTime<Utc> {
    ids("now").now()
}

fn round() -> ReplyRound {
    serde_json::from_value(json!({
        "number": 1, "party": "provider", "about": [{ "finding": "f-01" }], "deadline": "2026-12-05",
    }))
    .unwrap()
}

fn letting(byte: u8) -> Letting {
    Letting {
        token: [byte; 32],
        typed: [byte + 1; 32],
        by_mail: false,
    }
}

async fn sent(store: &Store, scope: Scope, audit: AuditId) -> ReplyRound {
    let mut round = round();
    let asked = db::write(&store.db, async |txn| {
        let number = kept::add_round(txn, scope, &MASTER, (audit, &round), &mut ids("r")).await?;
        assert_eq!(number, 1);
        round.notice = Some(Notice {
            sent_on: day("2026-11-20"),
            sha256: "ab".repeat(32),
            log_size: 12,
            log_root: "cd".repeat(32),
        });
        let invited = Invited {
            to: "canary office".to_owned(),
            mail: Some("canary@example.org".to_owned()),
            language: "en".to_owned(),
            notice: "canary notice".to_owned(),
            findings: vec![draft()],
            recommendations: Vec::new(),
        };
        let one = ((audit, 1), &round, &invited);
        kept::send_round(txn, scope, &MASTER, one, letting(1), &mut ids("s")).await?;
        // It is sent once.
        let again = kept::send_round(txn, scope, &MASTER, one, letting(3), &mut ids("t")).await;
        assert!(matches!(again, Err(StorageError::NotThere { .. })));
        Ok::<_, StorageError>(round.clone())
    });
    asked.await.unwrap()
}

#[tokio::test]
async fn a_round_opens_with_its_link_or_its_code_and_with_nothing_else() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let conn = store.db.reads();
        let round = sent(&store, scope, audit).await;
        let rounds = kept::rounds_of(conn, scope, &MASTER, audit).await.unwrap();
        assert_eq!(rounds[0].round, round, "{}", store.engine);
        assert_eq!(rounds[0].invited.as_ref().unwrap().notice, "canary notice");
        let open = kept::rounds_open(conn, scope, &MASTER, day("2026-12-05"))
            .await
            .unwrap();
        assert_eq!(open, rounds);
        let over = kept::rounds_open(conn, scope, &MASTER, day("2026-12-06"))
            .await
            .unwrap();
        assert!(over.is_empty());
        let until = now() + TimeDelta::hours(12);
        // The same link opens again: it is not used up.
        let tries = [
            ([1_u8; 32], true),
            ([1; 32], true),
            ([2; 32], true),
            ([7; 32], false),
        ];
        for (made, (secret, opens)) in (101_u8..).zip(tries) {
            let pass = db::write(&store.db, async |txn| {
                let made = ([made; 32], until);
                kept::add_pass(txn, secret, made, &mut ids(&format!("p {made:?}"))).await
            });
            let pass: Result<_, StorageError> = pass.await;
            let pass = pass.unwrap();
            assert_eq!(pass.is_some(), opens);
        }
        let shown = kept::pass_with(conn, [101; 32], now())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((shown.scope, shown.audit, shown.round), (scope, audit, 1));
        let late = kept::pass_with(conn, [101; 32], until).await.unwrap();
        assert_eq!(late, None);
        let closed = db::write(&store.db, async |txn| {
            kept::let_in(txn, scope, (audit, 1), letting(5)).await?;
            kept::close_passes(txn, scope, (audit, 1)).await?;
            kept::add_pass(txn, [1; 32], ([9; 32], until), &mut ids("q")).await
        });
        let closed: Result<_, StorageError> = closed.await;
        assert_eq!(closed.unwrap(), None);
        assert_eq!(kept::pass_with(conn, [102; 32], now()).await.unwrap(), None);
        for word in ["canary office", "canary@", "canary notice"] {
            assert_ne!(store.holds(word.as_bytes()), Some(true), "{word}");
        }
        // What was sent is never lost.
        let removed = db::write(&store.db, async |txn| remove_case(txn, scope, audit).await);
        let removed: Result<(), StorageError> = removed.await;
        assert!(
            matches!(removed, Err(StorageError::HoldsReplies)),
            "{removed:?}"
        );
    }
}

#[tokio::test]
async fn answers_stand_beside_each_other_with_files_confirmation_and_evaluation() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let conn = store.db.reads();
        sent(&store, scope, audit).await;
        let oral: Answer = serde_json::from_value(json!({
            "about": { "finding": "f-01" }, "state": "disagrees", "text": "canary answer",
            "received_on": "2026-11-25",
            "how": { "oral": { "by": { "office": "canary head" }, "spoken_on": "2026-11-24" } },
        }))
        .unwrap();
        let confirmed: Confirmation =
            serde_json::from_value(json!({ "on": "2026-11-26" })).unwrap();
        let evaluation: Evaluation = serde_json::from_value(json!({
            "about": { "finding": "f-01" }, "says": "canary evaluation", "changed": ["wording"],
            "on": "2026-11-27", "by": "W-01",
        }))
        .unwrap();
        let about = AboutReplyFile {
            title: "canary receipt".to_owned(),
            file_name: None,
        };
        let answered = db::write(&store.db, async |txn| {
            let ids = &mut ids("answered");
            let key = organisation_key(txn, scope, &MASTER, ids).await?;
            let blob = Blob {
                id: BlobId::new(ids),
                sha256: Digest([9; 32]),
                bytes: 7,
                key: SubjectKey::new([4; 32]),
            };
            add_blob(txn, scope, &key, &blob, ids).await?;
            let new = NewReplyFile {
                blob: &blob,
                media_type: "application/pdf",
                about: &about,
            };
            let at = (audit, 1);
            let file = kept::add_reply_file(txn, scope, &MASTER, (at, new), ids).await?;
            assert_eq!(file, code("reply-1-1"));
            let mut first = oral.clone();
            first.documents = vec![file];
            let typing = vec![first.clone()];
            kept::keep_typing(txn, scope, &MASTER, (at, Some(&typing)), ids).await?;
            let one = kept::add_answer(txn, scope, &MASTER, (at, &first, 3), ids).await?;
            let two = kept::add_answer(txn, scope, &MASTER, (at, &oral, 0), ids).await?;
            assert_eq!((one, two), (1, 2));
            let which = (audit, 1, 1);
            let said = (which, &confirmed);
            assert!(kept::confirm_answer(txn, scope, &MASTER, said, ids).await?);
            assert!(!kept::confirm_answer(txn, scope, &MASTER, said, ids).await?);
            kept::add_evaluation(txn, scope, &MASTER, (at, &evaluation, 1), ids).await
        });
        let answered: Result<u32, StorageError> = answered.await;
        assert_eq!(answered.unwrap(), 1);
        let answers = kept::answers_of(conn, scope, &MASTER, audit).await.unwrap();
        assert_eq!((answers[0].by, answers[1].by), (3, 0));
        assert!(answers[0].answer.counts(), "{}", store.engine);
        assert!(!answers[1].answer.counts());
        assert_eq!(answers[1].answer, oral);
        let typing = kept::typing_of(conn, scope, &MASTER, (audit, 1))
            .await
            .unwrap();
        assert_eq!(typing.len(), 1);
        let files = kept::reply_files_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!((files[0].bytes, &files[0].about), (7, &about));
        let made = kept::evaluations_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(made[0].evaluation, evaluation);
        for word in ["answer", "head", "evaluation", "receipt"] {
            let word = format!("canary {word}");
            assert_ne!(store.holds(word.as_bytes()), Some(true), "{word}");
        }
    }
}

fn problem() -> Problem {
    serde_json::from_value(json!({
        "id": "p-1", "finding": "f-01", "promise": "present", "body": "provider", "opened": "2026-11-01",
        "steps": [{ "to": "claimed_fixed", "on": "2026-11-10", "words": "canary claim" }],
    }))
    .unwrap()
}

#[tokio::test]
async fn whoever_is_to_look_again_is_never_given_the_claim() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let conn = store.db.reads();
        let reader = |who: &str, on: &str| ClaimReader {
            who: who.to_owned(),
            on: day(on),
        };
        let task = RecheckTask {
            who: "W-03".to_owned(),
            instrument: (code("visit"), 1),
            announced: Announced::Unannounced,
            visit: None,
        };
        let opened = db::write(&store.db, async |txn| {
            let ids = &mut ids("problem");
            let number =
                kept::add_problem(txn, scope, &MASTER, (audit, &problem(), 0), ids).await?;
            let at = (audit, number);
            for (who, on) in [
                ("W-01", "2026-11-11"),
                ("W-02", "2026-11-12"),
                ("W-01", "2026-11-13"),
            ] {
                let reader = reader(who, on);
                kept::claim_was_read(txn, scope, &MASTER, (at, &reader), ids).await?;
            }
            let new = (audit, number, Some(4), Some(day("2026-12-01")));
            kept::add_recheck(txn, scope, &MASTER, new, &task, ids).await
        });
        let opened: Result<u32, StorageError> = opened.await;
        assert_eq!(opened.unwrap(), 1);
        let all = kept::problems_of(conn, scope, &MASTER, (audit, Claims::Read))
            .await
            .unwrap();
        assert_eq!(all[0].problem, problem(), "{}", store.engine);
        let blind = kept::problems_of(conn, scope, &MASTER, (audit, Claims::Left))
            .await
            .unwrap();
        assert_eq!(blind[0].problem.state(), ProblemState::Open);
        assert!(!format!("{blind:?}").contains("canary claim"));
        let readers = kept::claims_read_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(
            readers[&1],
            [reader("W-01", "2026-11-11"), reader("W-02", "2026-11-12")]
        );
        let waiting = kept::waiting_for_recheck(conn, scope).await.unwrap();
        assert_eq!(waiting, [(audit, 1)]);
        let looked = serde_json::from_value(json!({
            "to": "rechecked_not_fixed", "on": "2026-11-20", "visit": "v-9",
        }))
        .unwrap();
        let done = RecheckTask {
            visit: Some(code("v-9")),
            ..task.clone()
        };
        let settled = db::write(&store.db, async |txn| {
            let ids = &mut ids("looked");
            let step = ((audit, 1), &looked, 1);
            kept::add_problem_step(txn, scope, &MASTER, step, ids).await?;
            let to = (audit, 1, RecheckState::Done);
            kept::settle_recheck(txn, scope, &MASTER, to, &done, ids).await?;
            let again = kept::settle_recheck(txn, scope, &MASTER, to, &done, ids).await;
            assert!(matches!(again, Err(StorageError::NotThere { .. })));
            Ok::<_, StorageError>(())
        });
        settled.await.unwrap();
        let one = kept::problem_numbered(conn, scope, &MASTER, (audit, 1, Claims::Read)).await;
        let one = one.unwrap().unwrap();
        assert_eq!(one.problem.steps.len(), 2);
        assert_eq!(one.problem.false_closures(), 1);
        assert!(
            kept::waiting_for_recheck(conn, scope)
                .await
                .unwrap()
                .is_empty()
        );
        let looks = kept::rechecks_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(
            (looks[0].state, looks[0].assignment),
            (RecheckState::Done, Some(4))
        );
        assert_eq!(looks[0].task, done);
        assert_ne!(store.holds(b"canary claim"), Some(true));
        assert_ne!(store.holds(b"W-03"), Some(true));
    }
}
