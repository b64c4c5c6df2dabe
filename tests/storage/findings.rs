//! Findings and money on both engines: what was stored comes back, nothing that was added is changed, nobody sees what is
//! another organisation's, and nothing that people wrote is readable on the disk.

use chrono::NaiveDate;
use groundtruth::db::findings::{self as kept, StepTaken, StepWord};
use groundtruth::db::{
    self, AuditId, Scope, StorageError, load_case, put_finding, put_money_line, put_recommendation,
    put_response, remove_case, remove_finding, store_case,
};
use groundtruth::domain::finding::{Draft, Progress, Stage, Step};
use groundtruth::domain::follow_up::{ClockRules, Hearing, Recommended};
use groundtruth::domain::letter::Letter;
use groundtruth::domain::money_line::{MoneyLine, MoneyState, StateEntry};
use serde_json::json;

use super::full_case::full_case;
use super::{MASTER, Store, code, ids};

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub async fn audit(store: &Store, scope: Scope) -> AuditId {
    let stored = db::write(&store.db, async |txn| {
        store_case(txn, scope, &MASTER, &full_case(), &mut ids("case")).await
    });
    stored.await.unwrap()
}

pub fn draft() -> Draft {
    serde_json::from_value(json!({
        "id": "f-present", "obligations": ["present"], "addressees": ["provider"],
        "category": "under_delivered", "help_needed": "canary help",
        "sentences": [{ "part": "condition", "says": { "typed": "canary sentence" },
            "cites": [{ "figure": "count" }] }],
        "exclusions": [{ "of": { "account": "u-1" }, "because": "canary exclusion" }],
    }))
    .unwrap()
}

fn taken(step: StepWord) -> StepTaken {
    StepTaken {
        step,
        by: "P-0001".to_owned(),
        on: day("2026-11-20"),
        note: Some("canary note".to_owned()),
        said: (step == StepWord::Edited).then(draft),
    }
}

#[tokio::test]
async fn a_finding_keeps_its_number_and_every_step() {
    for store in Store::on_each().await {
        let (scope, theirs) = (store.scope("one").await, store.scope("two").await);
        let audit = audit(&store, scope).await;
        let conn = store.db.reads();
        let begun = Progress::begun("P-0001".to_owned(), day("2026-11-20"));
        let first = db::write(&store.db, async |txn| {
            let new = (audit, &draft(), &begun);
            let first = kept::add_finding(txn, scope, &MASTER, new, &mut ids("a")).await?;
            let new = (audit, &draft(), &begun);
            let second = kept::add_finding(txn, scope, &MASTER, new, &mut ids("b")).await?;
            assert_eq!(
                (first.label(), second.label()),
                ("F-01".into(), "F-02".into())
            );
            for (at, step) in [StepWord::Begun, StepWord::Edited].into_iter().enumerate() {
                let step = (audit, first.number, &taken(step));
                let seed = format!("step {at}");
                kept::add_step(txn, scope, &MASTER, step, &mut ids(&seed)).await?;
            }
            Ok::<_, StorageError>(first)
        });
        let first = first.await.unwrap();
        assert_eq!(first.draft.id, code("f-01"));
        let mut changed = first.clone();
        changed.draft.title = Some("canary title".to_owned());
        let on = day("2026-11-21");
        changed.progress = begun
            .step(&Step::Submit, "P-0001", true, false, on)
            .unwrap();
        let saved = db::write(&store.db, async |txn| {
            kept::save_finding(txn, scope, &MASTER, (audit, &changed), &mut ids("c")).await
        });
        saved.await.unwrap();
        let all = kept::findings_kept_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0], changed, "{}", store.engine);
        assert_eq!(all[0].progress.stage, Stage::InReview);
        let one = kept::finding_numbered(conn, scope, &MASTER, (audit, 1))
            .await
            .unwrap();
        assert_eq!(one, Some(changed.clone()));
        let steps = kept::steps_of(conn, scope, &MASTER, (audit, 1))
            .await
            .unwrap();
        let told: Vec<_> = steps
            .iter()
            .map(|one| (one.number, one.taken.clone()))
            .collect();
        assert_eq!(
            told,
            [(1, taken(StepWord::Begun)), (2, taken(StepWord::Edited))]
        );
        // Another organisation has none of it, and cannot change it.
        let none = kept::findings_kept_of(conn, theirs, &MASTER, audit)
            .await
            .unwrap();
        assert!(none.is_empty());
        let foreign = db::write(&store.db, async |txn| {
            kept::save_finding(txn, theirs, &MASTER, (audit, &changed), &mut ids("d")).await
        });
        let foreign: Result<(), StorageError> = foreign.await;
        assert!(matches!(
            foreign,
            Err(StorageError::NotThere { what: "finding" })
        ));
        for word in ["sentence", "help", "exclusion", "note", "title"] {
            let word = format!("canary {word}");
            assert_ne!(store.holds(word.as_bytes()), Some(true), "{word}");
        }
    }
}

fn entry(state: &str, amount: &str, date: &str) -> StateEntry {
    serde_json::from_value(json!({
        "state": state, "amount": amount, "date": date, "counted_by": "auditor",
    }))
    .unwrap()
}

fn line() -> MoneyLine {
    serde_json::from_value(json!({
        "id": "new", "title": "canary meals", "basis": "undelivered", "currency": "EUR",
        "certainty": "likely", "lower_limit": "600",
        "states": [{ "state": "flagged", "amount": "1000", "date": "2026-11-01", "counted_by": "auditor" }],
    }))
    .unwrap()
}

#[tokio::test]
async fn an_entry_of_money_is_added_and_the_earlier_stays() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let recorded = db::write(&store.db, async |txn| {
            let new = (audit, &line(), 1);
            let line = kept::add_money_line(txn, scope, &MASTER, new, &mut ids("a")).await?;
            for (state, amount) in [
                ("flagged", "900"),
                ("sustained", "800"),
                ("recovered", "300.50"),
            ] {
                let entry = entry(state, amount, "2026-11-10");
                let one = (audit, line.number, &entry, 2);
                kept::add_state(txn, scope, &MASTER, one, &mut ids(state)).await?;
            }
            Ok::<_, StorageError>(line)
        });
        let line = recorded.await.unwrap();
        assert_eq!(
            (line.label(), line.line.id),
            ("M-01".to_owned(), code("m-01"))
        );
        let all = kept::money_kept_of(store.db.reads(), scope, &MASTER, audit)
            .await
            .unwrap();
        let states: Vec<_> = all[0]
            .line
            .states
            .iter()
            .map(|e| (e.state, e.amount.text()))
            .collect();
        let expected = [
            (MoneyState::Flagged, "1000"),
            (MoneyState::Flagged, "900"),
            (MoneyState::Sustained, "800"),
            (MoneyState::Recovered, "300.50"),
        ];
        assert_eq!(states, expected, "{}", store.engine);
        let by: Vec<_> = all[0].entries.iter().map(|entry| entry.by).collect();
        assert_eq!(by, [1, 2, 2, 2]);
        assert_ne!(store.holds(b"canary meals"), Some(true));
    }
}

#[tokio::test]
async fn what_is_concluded_enters_the_audit_at_its_place_and_leaves_it() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let mut case = full_case();
        let party = case.parties[0].id.clone();
        let mut finding = case.findings[0].clone();
        finding.title = "Changed".to_owned();
        let mut added = finding.clone();
        added.id = code("f-09");
        let mut line = line();
        line.id = code("m-09");
        let mut asked = case.recommendations[0].clone();
        asked.id = code("c-09");
        let mut said = case.responses[0].clone();
        said.id = code("said-09");
        said.party = party;
        let put = db::write(&store.db, async |txn| {
            let ids = &mut ids("put");
            put_finding(txn, scope, &MASTER, (audit, &finding), ids).await?;
            put_finding(txn, scope, &MASTER, (audit, &added), ids).await?;
            put_money_line(txn, scope, &MASTER, (audit, &line), ids).await?;
            put_money_line(txn, scope, &MASTER, (audit, &line), ids).await?;
            put_recommendation(txn, scope, &MASTER, (audit, &asked), ids).await?;
            put_response(txn, scope, &MASTER, (audit, &said), ids).await
        });
        put.await.unwrap();
        case.findings[0] = finding;
        case.findings.push(added.clone());
        case.money.push(line);
        case.recommendations.push(asked);
        case.responses.push(said);
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, case, "{}", store.engine);
        let removed = db::write(&store.db, async |txn| {
            remove_finding(txn, scope, (audit, &added.id)).await
        });
        let removed: Result<(), StorageError> = removed.await;
        removed.unwrap();
        case.findings.pop();
        let loaded = load_case(&store.db, scope, &MASTER, audit).await.unwrap();
        assert_eq!(loaded, case);
    }
}

#[tokio::test]
async fn recommendations_hearings_and_clocks_come_back_and_go_with_their_audit() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let audit = audit(&store, scope).await;
        let conn = store.db.reads();
        let asked: Recommended = serde_json::from_value(json!({
            "cause": "staffing",
            "recommendation": { "id": "new", "to": "provider", "action": "canary action", "due": "2026-12" },
        }))
        .unwrap();
        let hearing: Hearing = serde_json::from_value(json!({
            "id": "h-1", "on": "2026-12-10", "attendance": [{ "who": "canary resident", "people": 3 }],
        }))
        .unwrap();
        let letter: Letter = serde_json::from_value(json!({
            "kind": "escalation", "about": "c-01", "language": "en", "to": "canary mayor",
            "subject": "Taps", "before": "canary words", "after": "",
            "facts": [{ "id": "f-01", "says": "4 of 10 taps", "from": "canary visits" }],
        }))
        .unwrap();
        let mut rules = ClockRules::default();
        assert_eq!(kept::clock_rules_of(conn, scope).await.unwrap(), rules);
        rules.action_months = 9;
        let stored = db::write(&store.db, async |txn| {
            let ids = &mut ids("rest");
            let new = (audit, &asked);
            let first = kept::add_recommendation(txn, scope, &MASTER, new, ids).await?;
            assert_eq!(first.label(), "C-01");
            let mut changed = first.is.clone();
            changed.recommendation.office = Some("canary office".to_owned());
            let one = (audit, 1, &changed);
            kept::save_recommendation(txn, scope, &MASTER, one, ids).await?;
            kept::drop_recommendation(txn, scope, (audit, 1)).await?;
            let number = kept::add_hearing(txn, scope, &MASTER, (audit, &hearing), ids).await?;
            kept::save_hearing(txn, scope, &MASTER, (audit, number, &hearing), ids).await?;
            let number = kept::add_letter(txn, scope, &MASTER, (audit, &letter, 7), ids).await?;
            let one = (audit, number, &letter);
            kept::save_letter(txn, scope, &MASTER, one, ids).await?;
            kept::set_clock_rules(txn, scope, (&rules, 1), ids).await?;
            kept::set_clock_rules(txn, scope, (&rules, 1), ids).await?;
            Ok::<_, StorageError>(changed)
        });
        let changed = stored.await.unwrap();
        let all = kept::recommendations_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(
            (&all[0].is, all[0].dropped),
            (&changed, true),
            "{}",
            store.engine
        );
        let hearings = kept::hearings_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert_eq!(hearings[0].hearing, hearing);
        assert_eq!(kept::clock_rules_of(conn, scope).await.unwrap(), rules);
        let letters = kept::letters_of(conn, scope, &MASTER, audit).await.unwrap();
        assert_eq!((&letters[0].is, letters[0].by), (&letter, 7));
        for word in ["action", "office", "resident", "mayor", "words", "visits"] {
            let word = format!("canary {word}");
            assert_ne!(store.holds(word.as_bytes()), Some(true), "{word}");
        }
        let removed = db::write(&store.db, async |txn| remove_case(txn, scope, audit).await);
        let removed: Result<(), StorageError> = removed.await;
        removed.unwrap();
        let none = kept::hearings_of(conn, scope, &MASTER, audit)
            .await
            .unwrap();
        assert!(none.is_empty());
        let none = kept::letters_of(conn, scope, &MASTER, audit).await;
        assert!(none.unwrap().is_empty());
        let none = kept::letters_of(conn, scope, &MASTER, audit).await.unwrap();
        assert!(none.is_empty());
    }
}
