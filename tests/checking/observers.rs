//! Two who look at the same: second observers on part of the places, and paired tests.

use groundtruth::db::audit::audit_named;
use groundtruth::db::fieldwork::{Who, add_code};
use groundtruth::db::{StorageError, write};
use groundtruth::domain::code::Code;

use super::{begun, decide, houses, observed, sent, text};
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn second_observer_disagrees() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead, 6);
        // Of five places seen by two, four alike: 10 and 10, 10 and 10, 4 and 4, 4 and 4, 10 and 7.
        let seen = [(10, 10), (10, 10), (4, 4), (4, 4), (10, 7)];
        for (at, (first, second)) in (1_u32..).zip(seen) {
            let place = format!("s-{at:04}");
            let (a, b) = (u128::from(at), u128::from(at + 50));
            sent(&observer, a, &observed((&place, "W-01", first), ""));
            sent(&observer, b, &observed((&place, "W-02", second), ""));
        }
        sent(&observer, 99, &observed(("s-0006", "W-01", 10), ""));
        let page = text(&lead.get("/checks/a-0001/observers"));
        assert!(
            page.contains("5 places were seen by two."),
            "{engine}: {page}"
        );
        assert!(
            page.contains("Noted alike: 4 of 5 (80%)"),
            "{engine}: {page}"
        );
        // po = 0.8, pe = (3·2 + 2·2 + 0·1) / 25 = 0.4, kappa = 2/3.
        assert!(
            page.contains("0.67") && page.contains("substantial"),
            "{page}"
        );
        assert!(
            page.contains("1 place to settle") && page.contains("Tap 5"),
            "{page}"
        );
        assert!(page.contains("one noted “10”, the other “7”"), "{page}");
        // It is printed with the method.
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(
            method.contains("4 of 5 places (80%; kappa 0.67)"),
            "{engine}: {method}"
        );
        // Settled: the one that was wrong does not count, and the two agree no worse than the rest.
        let wrong = [("decision", "rejected"), ("reason", "answer_implausible")];
        assert_eq!(decide(&lead, "V-0010", &wrong).status, 303);
        let page = text(&lead.get("/checks/a-0001/observers"));
        assert!(page.contains("Noted alike: 4 of 4 (100%)"), "{page}");
        assert_eq!(observer.get("/checks/a-0001/observers").status, 404);
    }
}

/// Gives a member of the organisation a code of the audit.
async fn coded(house: &House, code: &str, member: i64) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let audit = Code::parse("a-0001").unwrap();
    let audit = audit_named(app.db.reads(), scope, &audit)
        .await
        .unwrap()
        .unwrap();
    let who = Who {
        member: Some(member),
        name: None,
    };
    let added = write(&app.db, async |txn| {
        let mut ids = house.station.ctx().ids();
        add_code(txn, scope, &app.master, (audit.id, code, &who), &mut ids).await?;
        Ok::<_, StorageError>(())
    });
    added.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn mystery_pair_kept_apart() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let ben = house.member(&lead, "observer", "ben").await;
        let cleo = house.member(&lead, "observer", "cleo").await;
        begun(&lead, 2);
        coded(&house, "W-21", 2).await;
        coded(&house, "W-22", 3).await;
        let test = [
            ("place", "s-0001"),
            ("varied", "language"),
            ("majority", "W-21"),
            ("minority", "W-22"),
            ("grounds", "Nobody is lured, nothing scarce is taken."),
        ];
        let path = "/checks/a-0001/pairs";
        let mut same = test;
        same[3].1 = "W-21";
        let refused = lead.post(path, &same);
        assert_eq!(refused.status, 422);
        assert!(text(&refused).contains("Two testers are two people"));
        assert_eq!(
            lead.post(path, &test[..4]).status,
            422,
            "not without grounds"
        );
        assert_eq!(ben.post(path, &test).status, 404);
        assert_eq!(lead.post(path, &test).status, 303);

        let half = |side: &str| {
            format!(r#""note":"SECRET-{side}","pair":{{"test":"pair-01","side":"{side}"}},"#)
        };
        let first = observed(("s-0001", "W-21", 8), &half("majority"));
        sent(&ben, 1, &first);
        // In or not in, and no more, for anybody.
        let page = text(&lead.get(path));
        assert!(
            page.contains("W-21 · <strong>in</strong>"),
            "{engine}: {page}"
        );
        assert!(page.contains("W-22 · <strong>not in</strong>"), "{page}");
        assert!(
            page.contains("pair-01.") || page.contains("Sealed until both are in"),
            "{page}"
        );
        for place in [
            path,
            "/checks/a-0001/visits",
            "/checks/a-0001/visits/V-0001",
            "/checks/a-0001/visits?warned=yes",
            "/checks/a-0001/today",
            "/checks/a-0001/observers",
            "/checks/a-0001/mine",
        ] {
            let page = text(&lead.get(place));
            assert!(
                !page.contains("SECRET") && !page.contains("8 taps"),
                "{place}: {page}"
            );
        }
        let one = text(&lead.get("/checks/a-0001/visits/V-0001"));
        assert!(one.contains("This is half of a paired test"), "{one}");
        // It cannot be decided either, also not among others.
        assert_eq!(
            decide(&lead, "V-0001", &[("decision", "accepted")]).status,
            422
        );
        let some = [("decision", "accepted"), ("visit", "V-0001")];
        assert_eq!(lead.post("/checks/a-0001/visits/decide", &some).status, 422);
        assert!(!text(&cleo.get("/checks/a-0001/mine")).contains("V-0001"));
        // A record by somebody else in the other tester's name is no half.
        sent(&ben, 2, &observed(("s-0001", "W-21", 3), &half("minority")));
        assert!(text(&lead.get(path)).contains("W-22 · <strong>not in</strong>"));

        sent(
            &cleo,
            3,
            &observed(("s-0001", "W-22", 5), &half("minority")),
        );
        let page = text(&lead.get(path));
        assert!(
            page.contains("Both records side by side"),
            "{engine}: {page}"
        );
        assert!(page.contains("8 taps") && page.contains("5 taps"), "{page}");
        let shown = text(&lead.get("/checks/a-0001/pairs?question=o-01&better=more"));
        assert!(
            shown.contains("favoured in 1 of 1 tests (100.0%)"),
            "{engine}: {shown}"
        );
        assert!(shown.contains("Net: 100.0 percentage points"), "{shown}");
        let turned = text(&lead.get("/checks/a-0001/pairs?question=o-01&better=less"));
        assert!(turned.contains("Net: -100.0 percentage points"), "{turned}");
        let one = text(&lead.get("/checks/a-0001/visits/V-0001"));
        assert!(one.contains("SECRET-majority"), "{one}");
        // The report waits until both were accepted, and then tells it with its working.
        let report = || text(&lead.get("/audits/a-0001/report.json"));
        let waits = |open: u32, all: u32| {
            format!("once all are complete and accepted: {open} of {all} are not.")
        };
        let printed = report();
        assert!(printed.contains(&waits(1, 1)), "{engine}: {printed}");
        assert!(!printed.contains("paired.sign_test"), "{printed}");
        for visit in ["V-0001", "V-0003"] {
            let done = decide(&lead, visit, &[("decision", "accepted")]);
            assert_eq!(done.status, 303, "{engine}: {visit}: {}", text(&done));
        }
        let printed = report();
        for said in [
            "Paired tests (language): ",
            "tester without the trait favoured, of all tests",
            "net difference",
            "paired.sign_test",
            "1 against 0 of 1",
            "1.0000",
        ] {
            assert!(printed.contains(said), "{engine}: {said}: {printed}");
        }
        assert!(!printed.contains(&waits(1, 1)), "{printed}");
        // A second test that is not complete: nothing is said of all.
        assert_eq!(lead.post(path, &test).status, 303);
        let printed = report();
        assert!(printed.contains(&waits(1, 2)), "{engine}: {printed}");
        assert!(!printed.contains("paired.sign_test"), "{printed}");
        let page = text(&lead.get("/checks/a-0001/pairs?question=o-01"));
        assert!(
            page.contains("while some are not complete: pair-02"),
            "{page}"
        );
    }
}
