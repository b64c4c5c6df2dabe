//! What the log is told when a case is stored.

use std::sync::Arc;

use groundtruth::db::log::events_of;
use groundtruth::domain::actor::Actor;
use groundtruth::features::audits::withdrawal::withdraw;
use groundtruth::features::cases::actions::{IfThere, exported_case, import_case};
use groundtruth::infra::app::{App, Ctx};
use groundtruth::infra::clock::Machine;
use groundtruth::infra::config::Config;
use groundtruth::infra::words::Words;

use super::super::full_case::full_case;
use super::*;

fn operation(store: &Store, scope: Scope) -> Ctx {
    let app = App {
        blobs: groundtruth::infra::blobs::Blobs::in_memory(),
        reader: groundtruth::infra::reader::Reader::new(env!("CARGO_BIN_EXE_groundtruth").into()),
        config: Config::default(),
        db: store.db.clone(),
        master: MasterKey::new([7; 32]),
        words: Words::english(),
        surroundings: Box::new(Machine),
    };
    Ctx::begin(Arc::new(app), Actor::Console, scope)
}

#[tokio::test]
async fn each_version_of_an_agreement_is_recorded_once_and_again_when_it_says_something_else() {
    for store in Store::on_each().await {
        let log = Kept::begin(&store, "ours").await;
        let ctx = operation(&store, log.scope);
        let mut case = full_case();
        let versions: usize = case
            .agreements
            .iter()
            .map(|a| a.versions.len().max(1))
            .sum();
        assert!(versions > 1);
        import_case(&ctx, &case, IfThere::Refuse).await.unwrap();
        let recorded = async || {
            events_of(store.db.reads(), log.scope, 0, 100)
                .await
                .unwrap()
        };
        let first = recorded().await;
        assert_eq!(first.len(), versions);
        let kinds = first.iter().map(|line| line.event.as_ref().unwrap().kind());
        assert!(kinds.clone().all(|kind| kind == "agreement.version"));

        // A refused import leaves no trace, and the same words are not recorded twice.
        assert!(import_case(&ctx, &case, IfThere::Refuse).await.is_err());
        import_case(&ctx, &case, IfThere::Replace).await.unwrap();
        assert_eq!(recorded().await, first);

        let changed = case
            .agreements
            .iter_mut()
            .find_map(|agreement| agreement.versions.last_mut())
            .unwrap();
        changed.changed.push_str(" And more.");
        import_case(&ctx, &case, IfThere::Replace).await.unwrap();
        let then = recorded().await;
        assert_eq!(then.len(), versions + 1, "{}", store.engine);
        let again = then.last().unwrap();
        assert_eq!(
            first
                .iter()
                .filter(|line| line.subject == again.subject)
                .count(),
            1
        );
        assert_eq!(log.faults().await, []);
    }
}

#[tokio::test]
async fn what_a_user_takes_back_is_gone_and_the_log_says_that_something_was_erased() {
    for store in Store::on_each().await {
        let log = Kept::begin(&store, "ours").await;
        let ctx = operation(&store, log.scope);
        let mut case = full_case();
        import_case(&ctx, &case, IfThere::Refuse).await.unwrap();
        let account = case.accounts.remove(0).id;
        case.accounts_withdrawn += 1;
        withdraw(&ctx, &case.id, &account).await.unwrap();
        assert_eq!(exported_case(&ctx, &case.id).await.unwrap(), case);
        let events = events_of(store.db.reads(), log.scope, 0, 100)
            .await
            .unwrap();
        let kinds = events
            .iter()
            .map(|line| line.event.as_ref().unwrap().kind());
        let last: Vec<_> = kinds.skip(events.len() - 2).collect();
        assert_eq!(
            last,
            ["subject.erased", "access.exported"],
            "{}",
            store.engine
        );
        let noted = db::access::entries_of(store.db.reads(), log.scope, 9).await;
        let mut noted: Vec<_> = noted.unwrap().into_iter().map(|entry| entry.what).collect();
        noted.sort();
        assert_eq!(noted, ["account-forgotten", "case-exported"]);
        let before = events.len();
        assert!(withdraw(&ctx, &case.id, &account).await.is_err());
        let after = events_of(store.db.reads(), log.scope, 0, 100).await;
        assert_eq!(after.unwrap().len(), before);
    }
}
