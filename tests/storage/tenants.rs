//! Two organisations in one database: neither sees, changes or removes what is the other's.

use groundtruth::db::{
    self, StorageError,
    audit::{audit_named, audits_of, promises_of},
    cells_of,
    counter::{Series, take_numbers},
    load_case, remove_case, replace_case, store_case,
};

use super::full_case::full_case;
use super::{MASTER, Store, ids};

#[tokio::test]
async fn the_same_name_may_be_used_by_two_and_each_has_its_own() {
    let case = full_case();
    let mut theirs_differs = full_case();
    theirs_differs.title = "Theirs".to_owned();
    for store in Store::on_each().await {
        let (ours, theirs) = (store.scope("ours").await, store.scope("theirs").await);
        let (our_audit, their_audit) = db::write(&store.db, async |txn| {
            let our_audit = store_case(txn, ours, &MASTER, &case, &mut ids("a")).await?;
            let their_audit =
                store_case(txn, theirs, &MASTER, &theirs_differs, &mut ids("b")).await?;
            Ok::<_, StorageError>((our_audit, their_audit))
        })
        .await
        .unwrap();
        assert_eq!(
            load_case(&store.db, ours, &MASTER, our_audit)
                .await
                .unwrap(),
            case
        );
        assert_eq!(
            load_case(&store.db, theirs, &MASTER, their_audit)
                .await
                .unwrap(),
            theirs_differs
        );
        // Numbers are counted for each.
        for (scope, title) in [(ours, case.title.as_str()), (theirs, "Theirs")] {
            let lines = audits_of(store.db.reads(), scope).await.unwrap();
            assert_eq!(lines.len(), 1);
            assert_eq!((lines[0].number, lines[0].title.as_str()), (1, title));
        }
    }
}

#[tokio::test]
async fn what_is_anothers_is_not_there() {
    let case = full_case();
    for store in Store::on_each().await {
        let (ours, theirs) = (store.scope("ours").await, store.scope("theirs").await);
        let conn = store.db.reads();
        let audit = db::write(&store.db, async |txn| {
            store_case(txn, ours, &MASTER, &case, &mut ids("a")).await
        });
        let audit = audit.await.unwrap();

        let loaded = load_case(&store.db, theirs, &MASTER, audit).await;
        assert!(matches!(
            loaded,
            Err(StorageError::NotThere { what: "audit" })
        ));
        assert!(cells_of(&store.db, theirs, audit).await.unwrap().is_empty());
        assert!(audits_of(conn, theirs).await.unwrap().is_empty());
        assert!(audit_named(conn, theirs, &case.id).await.unwrap().is_none());
        assert!(promises_of(conn, theirs, audit).await.unwrap().is_empty());

        let removed = db::write(&store.db, async |txn| remove_case(txn, theirs, audit).await);
        assert!(matches!(
            removed.await,
            Err(StorageError::NotThere { what: "audit" })
        ));
        // Replacing under the same name makes a second one and leaves the first alone.
        let replaced = db::write(&store.db, async |txn| {
            replace_case(txn, theirs, &MASTER, &case, &mut ids("b")).await
        });
        assert_ne!(replaced.await.unwrap(), audit);
        let number = db::write(&store.db, async |txn| {
            take_numbers(txn, theirs, Series::Obligation, 1).await
        });
        assert_eq!(number.await.unwrap(), 3);
        assert_eq!(
            load_case(&store.db, ours, &MASTER, audit).await.unwrap(),
            case,
            "{}",
            store.engine
        );
    }
}

#[tokio::test]
async fn no_row_can_stand_under_an_audit_of_another() {
    use sea_orm::ConnectionTrait;
    for store in Store::on_each().await {
        let (ours, theirs) = (store.scope("ours").await, store.scope("theirs").await);
        let moved = db::write(&store.db, async |txn| {
            store_case(txn, ours, &MASTER, &full_case(), &mut ids("a")).await?;
            let backend = txn.get_database_backend();
            let sql = "UPDATE source SET organisation_id = $1 WHERE code = 'report'";
            let values = [theirs.organisation().into()];
            let statement = sea_orm::Statement::from_sql_and_values(backend, sql, values);
            txn.execute_raw(statement).await?;
            Ok::<_, StorageError>(())
        });
        assert!(moved.await.is_err(), "{}", store.engine);
    }
}
