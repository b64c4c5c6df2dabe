//! The register on both engines: what is found again, what is in force when, what an import leaves when it is taken back.

use chrono::NaiveDate;
use groundtruth::db::register::{
    self as stored, Claim, Flow, ImportLine, LineOutcome, NewBody, NewImport, NewSite, NewVersion,
    Order, Search,
};
use groundtruth::db::{self, DossierId, Scope, StorageError};
use groundtruth::domain::agreement::AgreementType;
use groundtruth::domain::exchange::{FlowKind, OrgId};
use groundtruth::domain::figure::{Figure, Value};
use groundtruth::domain::keys::MasterKey;
use groundtruth::domain::obligation::Obligation;
use groundtruth::domain::party::{Counter, Role};
use groundtruth::domain::published::Stated;
use groundtruth::domain::register::{Dossier, Outcome, RecordsRequest, Terms, obligation_on};

use super::{Store, code, ids};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn promise(id: &str, sentence: &str, at_least: &str) -> Obligation {
    serde_json::from_value(serde_json::json!({
        "id": id, "promise": sentence, "kind": "quantity", "unit": "toilets",
        "criteria": [{"id": "agreed", "target": {"at_least": at_least}, "rank": "agreement"}],
    }))
    .unwrap()
}

fn terms(title: &str, promises: Vec<Obligation>) -> Terms {
    let mut terms = Terms::begun(code("new"), title.to_owned(), AgreementType::Contract);
    terms.obligations = promises;
    terms
}

fn version<'a>(name: &str, effective: Option<&str>, terms: &'a Terms) -> NewVersion<'a> {
    NewVersion {
        code: code(name),
        effective: effective.map(|date| day(date).into()),
        changed: "as signed",
        terms,
        pointers: Default::default(),
        said: None,
        import: None,
        by: 1,
    }
}

async fn add(store: &Store, scope: Scope, terms: &Terms, seed: &str) -> (DossierId, i64) {
    db::write(&store.db, async |txn| {
        let first = version("original", None, terms);
        stored::add_dossier(txn, scope, (None, None), first, &mut ids(seed)).await
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn an_amendment_changes_what_is_in_force_and_keeps_what_was() {
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let first = terms("Toilets", vec![promise("o-01", "Ten toilets stand.", "10")]);
        let (id, number) = add(&store, scope, &first, "a").await;
        assert_eq!(number, 1);
        let mut second = stored::versions_of(store.db.reads(), scope, id)
            .await
            .unwrap()[0]
            .terms
            .clone();
        assert_eq!(second.agreement.id.as_str(), "a-0001");
        let two = vec![
            promise("o-01", "Twelve toilets stand.", "12"),
            promise("o-02", "A caretaker comes every day.", "1"),
        ];
        second.obligations = two;
        let added = db::write(&store.db, async |txn| {
            let amended = version("mod-1", Some("2026-03-01"), &second);
            stored::add_version(txn, scope, id, amended, &mut ids("b")).await
        });
        assert_eq!(added.await.unwrap(), 2);

        let versions = stored::versions_of(store.db.reads(), scope, id)
            .await
            .unwrap();
        let dossier = Dossier {
            versions,
            claims: Vec::new(),
            payments: Vec::new(),
        };
        let in_force = |on: &str| {
            let terms = dossier.terms_on(day(on)).unwrap();
            terms.obligations[0].promise.clone()
        };
        assert_eq!(in_force("2026-02-28"), "Ten toilets stand.");
        assert_eq!(in_force("2026-03-01"), "Twelve toilets stand.");

        // The audit holds both wordings, each for its own days; a visit is held against the one of its day.
        let case = dossier.case(day("2026-06-01")).unwrap();
        let names: Vec<_> = case.obligations.iter().map(|o| o.id.as_str()).collect();
        assert_eq!(names, ["o-01", "o-01-mod-1", "o-02"]);
        let ends = case.obligations[0].period.as_ref().unwrap().to.unwrap();
        assert_eq!(ends.to_string(), "2026-02-28");
        let of = |on: &str| obligation_on(&dossier.versions, &code("o-01"), day(on)).unwrap();
        assert_eq!(of("2026-02-28").as_str(), "o-01");
        assert_eq!(of("2026-03-01").as_str(), "o-01-mod-1");

        let promises = stored::promises_of(store.db.reads(), scope, id)
            .await
            .unwrap();
        let numbered: Vec<_> = promises.iter().map(|p| (p.number, p.stands)).collect();
        assert_eq!(numbered, [(1, true), (2, true)]);
    }
}

#[tokio::test]
async fn a_search_finds_what_has_all_its_words_and_nothing_of_others() {
    for store in Store::on_each().await {
        let (ours, theirs) = (store.scope("ours").await, store.scope("theirs").await);
        for (title, seed) in [
            ("School meals, Ward 1", "a"),
            ("50% of clinics", "b"),
            ("Meals on wheels", "c"),
        ] {
            add(&store, ours, &terms(title, Vec::new()), seed).await;
        }
        add(
            &store,
            theirs,
            &terms("School meals of theirs", Vec::new()),
            "d",
        )
        .await;
        let find = async |words: &str, order| {
            let search = Search {
                words,
                order,
                take: 10,
                ..Search::default()
            };
            let found = stored::search(store.db.reads(), ours, &search)
                .await
                .unwrap();
            let titles: Vec<_> = found.lines.into_iter().map(|line| line.title).collect();
            (titles, found.of)
        };
        assert_eq!(
            find("MEALS", Order::Title).await.0,
            ["Meals on wheels", "School meals, Ward 1"]
        );
        assert_eq!(
            find("meals ward", Order::Number).await.0,
            ["School meals, Ward 1"]
        );
        // Signs of the search language are letters like others.
        assert_eq!(find("50%", Order::Number).await.0, ["50% of clinics"]);
        assert_eq!(find("%", Order::Number).await.1, 1);
        assert_eq!(find("_", Order::Number).await.1, 0);
        assert_eq!(find("a-0002", Order::Number).await.0, ["50% of clinics"]);
        assert_eq!(find("", Order::Ends).await.1, 3);
    }
}

fn claim(value: u64) -> Claim {
    let value = Value::Count(Stated::parse(&value.to_string()).unwrap());
    Claim {
        figure: Figure::of(
            code("c-1"),
            "toilets delivered".to_owned(),
            value,
            Counter::Provider,
        ),
        read_at: Some(("/x".to_owned(), "9".to_owned())),
        import: None,
    }
}

fn paid(amount: &str) -> Flow {
    Flow {
        kind: FlowKind::Payment,
        title: "First instalment".to_owned(),
        amount: Stated::parse(amount).unwrap(),
        currency: None,
        period: None,
        payer: None,
        payee: None,
        level: None,
        budget_line: None,
        counted_by: Counter::Funder,
        source_id: Some("t-1".to_owned()),
        source: None,
        read_at: None,
        import: None,
    }
}

#[tokio::test]
async fn an_import_that_is_taken_back_leaves_what_was_there_before() {
    let master = MasterKey::new([7; 32]);
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let import = async |seed: &str, sha: &str, title: &str, claimed: u64, amount: &str| {
            let said = terms(title, vec![promise("o-01", title, "10")]);
            db::write(&store.db, async |txn| {
                let mut ids = ids(seed);
                let new = NewImport {
                    format: "table",
                    file_name: "Mrs Okafor's list.csv",
                    sha256: sha,
                    bytes: 10,
                    blob: None,
                    profile: None,
                    counts: (1, 0),
                    by: 1,
                };
                let (run, _) = stored::add_import(txn, scope, &master, new, &mut ids).await?;
                let there = stored::dossier_of_source(txn, scope, "grant-1").await?;
                let line = match there {
                    None => {
                        let mut first = version("original", None, &said);
                        first.import = Some(run);
                        let key = (Some("grant-1"), None);
                        let (id, _) = stored::add_dossier(txn, scope, key, first, &mut ids).await?;
                        (id, LineOutcome::Made, 1)
                    }
                    Some(there) => {
                        let mut next = version("import-2", None, &said);
                        next.import = Some(run);
                        let added =
                            stored::add_version(txn, scope, there.id, next, &mut ids).await?;
                        stored::replace_imported(txn, scope, there.id, run).await?;
                        (there.id, LineOutcome::Updated, added)
                    }
                };
                let mut claim = claim(claimed);
                claim.import = Some(run);
                let mut flow = paid(amount);
                flow.import = Some(run);
                stored::add_claims(txn, scope, line.0, (vec![claim], 1), &mut ids).await?;
                stored::add_flows(txn, scope, line.0, (vec![flow], 1), &mut ids).await?;
                let lines = vec![ImportLine {
                    outcome: line.1,
                    dossier: Some(line.0),
                    added_version: Some(line.2),
                    note: None,
                }];
                stored::settle_import(txn, scope, run, ("table", (1, 0))).await?;
                stored::add_lines(txn, scope, run, lines, &mut ids).await?;
                Ok::<_, StorageError>((run, line.0))
            })
            .await
            .unwrap()
        };
        let (first, dossier) = import("a", "aa", "As first published", 9, "100.50").await;
        let (second, same) = import("b", "bb", "As corrected", 7, "90").await;
        assert_eq!(dossier, same);
        let conn = store.db.reads();
        let now = async || {
            let line = stored::dossier_numbered(conn, scope, 1)
                .await
                .unwrap()
                .unwrap();
            let claims = stored::claims_of(conn, scope, dossier).await.unwrap();
            let flows = stored::flows_of(conn, scope, dossier).await.unwrap();
            let claimed: Vec<_> = claims.into_iter().map(|one| one.figure.value).collect();
            let flows: Vec<_> = flows
                .iter()
                .map(|one| one.amount.text().to_owned())
                .collect();
            (line.title, line.versions, claimed, flows)
        };
        let count = |n: &str| vec![Value::Count(Stated::parse(n).unwrap())];
        let corrected = (
            "As corrected".to_owned(),
            2,
            count("7"),
            vec!["90".to_owned()],
        );
        assert_eq!(now().await, corrected);

        let undo = async |run| {
            db::write(&store.db, async |txn| {
                stored::undo_import(txn, scope, run, &mut ids("u")).await
            })
            .await
            .unwrap()
        };
        // What something else was built on does not go.
        assert_eq!(undo(first).await, Err(1));
        assert_eq!(now().await, corrected);
        assert_eq!(undo(second).await, Ok(()));
        let before = (
            "As first published".to_owned(),
            1,
            count("9"),
            vec!["100.50".to_owned()],
        );
        assert_eq!(now().await, before);
        assert_eq!(undo(first).await, Ok(()));
        assert!(
            stored::dossier_numbered(conn, scope, 1)
                .await
                .unwrap()
                .is_none()
        );
        let found = stored::import_of_bytes(conn, scope, &master, "aa")
            .await
            .unwrap();
        assert_eq!(found, None);
        let runs = stored::imports_of(conn, scope, &master).await.unwrap();
        assert_eq!(runs[0].file_name, "Mrs Okafor's list.csv");
        assert_ne!(store.holds(b"Okafor"), Some(true));
    }
}

#[tokio::test]
async fn bodies_are_told_apart_until_somebody_decides() {
    let master = MasterKey::new([7; 32]);
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let body = async |name: &str,
                          person_as: Option<&'static str>,
                          identifier: Option<&str>,
                          seed: &str| {
            db::write(&store.db, async |txn| {
                let identifiers = identifier.map(|one| OrgId {
                    normal: one.to_owned(),
                    original: one.to_lowercase(),
                });
                let new = NewBody {
                    name,
                    person_as,
                    roles: vec![Role::Provider],
                    identifiers: identifiers.into_iter().collect(),
                    note: None,
                };
                stored::add_body(txn, scope, &master, new, &mut ids(seed)).await
            })
            .await
            .unwrap()
        };
        let one = body("St Mary's", None, Some("GB-CHC-1"), "a").await;
        let two = body("St. Marys", None, Some("GB-CHC-2"), "b").await;
        let three = body("ST MARY'S", None, None, "c").await;
        let person = body("Thandi Mokoena", Some("a private person"), None, "d").await;
        let conn = store.db.reads();
        let named = stored::bodies_named(conn, scope, "st mary's")
            .await
            .unwrap();
        let numbers: Vec<_> = named.iter().map(|body| body.number).collect();
        assert_eq!(numbers, [1, 3]);
        let found = stored::body_identified(conn, scope, "GB-CHC-2")
            .await
            .unwrap();
        assert_eq!(found.map(|body| body.id), Some(two.id));
        db::write(&store.db, async |txn| {
            stored::decide_same(txn, scope, three.id, Some(one.id), 4).await
        })
        .await
        .unwrap();
        let decided = stored::body_numbered(conn, scope, 3)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(decided.same_as, Some((one.id, 4)));
        assert_eq!(
            (person.name.as_str(), person.is_person),
            ("a private person", true)
        );
        assert_ne!(store.holds(b"Mokoena"), Some(true));

        let new = |name: &str| NewSite {
            name: name.to_owned(),
            ..NewSite::default()
        };
        let sites = db::write(&store.db, async |txn| {
            let new = vec![new("Ward 1"), new("Ward 2"), new("ward 1")];
            stored::add_sites(txn, scope, new, &mut ids("s")).await
        });
        let numbers: Vec<_> = sites
            .await
            .unwrap()
            .iter()
            .map(|site| site.number)
            .collect();
        assert_eq!(numbers, [1, 2, 1]);
    }
}

#[tokio::test]
async fn a_request_for_a_document_keeps_its_clock_and_its_words_sealed() {
    let master = MasterKey::new([7; 32]);
    for store in Store::on_each().await {
        let scope = store.scope("one").await;
        let (dossier, _) = add(&store, scope, &terms("Toilets", Vec::new()), "a").await;
        let request = RecordsRequest {
            what: "the contract".to_owned(),
            asked_of: "the clerk Mr Zwane".to_owned(),
            how: "letter".to_owned(),
            asked_on: day("2026-01-05"),
            law: None,
            due_on: Some(day("2026-02-04")),
            answered_on: None,
            outcome: None,
            answer: None,
        };
        let number = db::write(&store.db, async |txn| {
            stored::add_request(txn, scope, &master, (dossier, &request, 1), &mut ids("r")).await
        });
        assert_eq!(number.await.unwrap(), 1);
        db::write(&store.db, async |txn| {
            let answer = (
                1,
                day("2026-02-10"),
                Outcome::Refused,
                Some("too busy".to_owned()),
            );
            stored::answer_request(txn, scope, &master, answer, &mut ids("q")).await
        })
        .await
        .unwrap();
        let conn = store.db.reads();
        let kept = stored::requests_of(conn, scope, &master, Some(dossier))
            .await
            .unwrap();
        assert_eq!(kept[0].is.asked_of, "the clerk Mr Zwane");
        assert_eq!(kept[0].is.outcome, Some(Outcome::Refused));
        assert_ne!(store.holds(b"Zwane"), Some(true));
    }
}
