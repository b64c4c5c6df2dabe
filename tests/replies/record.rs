//! The record of a provider over audits: findings, answers, fixes and money, each with what it is of, and only rounds that asked
//! the same in the same way beside each other.

use chrono::TimeDelta;
use groundtruth::db::audit::audit_named;
use groundtruth::db::findings::{add_finding, add_problem, add_problem_step};
use groundtruth::db::{StorageError, load_case, put_finding, write};
use groundtruth::domain::finding::{Draft, Progress};
use groundtruth::domain::follow_up::{Problem, ProblemStep};
use groundtruth::domain::party::{Counter, Role};
use serde_json::json;

use super::{
    answers, asks, audit, back, begun, code, enters, finding, houses, jobs_run, party, published,
    read, sends, told,
};
use crate::portal::browser::raw;
use crate::support::house::{House, Visitor};

/// A finding and a problem of it in another audit, put there as publishing does.
async fn found_in(house: &House, audit: &str, category: &str, steps: &[&str]) {
    let (app, scope) = (&house.station.app, house.station.scope);
    let line = audit_named(app.db.reads(), scope, &code(audit))
        .await
        .unwrap()
        .unwrap();
    let case = load_case(&app.db, scope, &app.master, line.id)
        .await
        .unwrap();
    let promise = &case.obligations[0].id;
    let body = party(&case, Role::Provider);
    let draft: Draft = serde_json::from_value(json!({
        "id": "f-00", "title": "About taps, again", "obligations": [promise],
        "category": category, "addressees": [body],
        "sentences": [{ "part": "condition", "says": { "typed": "Four of ten taps worked." } }],
    }))
    .unwrap();
    let problem: Problem = serde_json::from_value(json!({
        "id": "p-01", "finding": "f-01", "promise": promise, "body": body, "opened": "2026-06-20",
    }))
    .unwrap();
    let today = app.surroundings.now().date_naive();
    let done = write(&app.db, async |txn| {
        let mut ids = house.station.ctx().ids();
        let master = &app.master;
        let begun = Progress::begun("P-0001".to_owned(), today);
        let kept = add_finding(txn, scope, master, (line.id, &draft, &begun), &mut ids).await?;
        let said = kept
            .draft
            .finding(Counter::Auditor, "Taps", &|key, _| key.to_owned());
        put_finding(txn, scope, master, (line.id, &said), &mut ids).await?;
        let number = add_problem(txn, scope, master, (line.id, &problem, 1), &mut ids).await?;
        for to in steps {
            let step: ProblemStep = serde_json::from_value(json!({
                "to": to, "on": "2026-06-25", "visit": "v-0001", "words": "w",
            }))
            .unwrap();
            let one = ((line.id, number), &step, 1);
            add_problem_step(txn, scope, master, one, &mut ids).await?;
        }
        Ok::<_, StorageError>(())
    });
    done.await.unwrap();
}

/// So many taps seen at a place in an audit, and accepted.
fn saw((lead, checker): (&Visitor, &Visitor), id: u128, audit: &str, taps: u32) {
    let body = format!(
        r#"{{"audit":"{audit}","instrument":"visit","version":1,"place":"s-0001","channel":"ordinary_visit",
        "observers":["W-01"],"started":"2026-06-20T09:30:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"{taps}"}}}}]}}"#
    );
    let id = uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid();
    let cookie = lead.cookie.borrow().clone().unwrap_or_default();
    let request = format!(
        "PUT /observations/{id} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        lead.address,
        body.len()
    );
    let sent = raw(lead.address, request.as_bytes());
    assert_eq!(sent.status, 201, "{}", sent.text());
    let receipt: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
    let number = receipt["number"].as_str().unwrap();
    let path = format!("/checks/{audit}/visits/{number}/decide");
    sends(checker, &path, &[("decision", "accepted")]);
}

/// So much money of the provider in an audit, on a ground.
fn money(lead: &Visitor, audit: &str, provider: &str, (basis, amount): (&str, &str)) {
    let line = [
        ("title", "Taps not found"),
        ("basis", basis),
        ("certainty", "known"),
        ("amount", amount),
        ("currency", "ZAR"),
        ("date", "2026-06-10"),
        ("party", provider),
    ];
    sends(lead, &format!("/checks/{audit}/money"), &line);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_has_one_record_over_audits_and_only_like_is_compared() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead);
        let plan = [
            ("design", "judgmental"),
            ("unit", "taps"),
            ("chosen_because", "People complained"),
            ("announced", "unannounced"),
        ];
        sends(&lead, "/checks/a-0001/plan", &plan);
        let (_, case) = audit(&house).await;
        let provider = party(&case, Role::Provider);
        let label = provider.to_uppercase();
        let record = format!("/bodies/{label}/record");

        // The first audit: two findings about the provider, one answered, one not.
        let first = finding(&house, "Four of ten taps worked.").await;
        let second = finding(&house, "Two taps leaked.").await;
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01", "f-02"]).await;
        let desk = enters(&house, &link);
        let given = [
            ("state", "disagrees"),
            ("text", "All ten ran."),
            ("do", "send"),
        ];
        assert!(answers(&desk, "F-01", &given, None).status < 400);
        published(&house, &first).await;
        published(&house, &second).await;
        saw((&lead, &checker), 1, "a-0001", 4);
        money(&lead, "a-0001", &provider, ("undelivered", "11000"));
        money(&lead, "a-0001", &provider, ("unsupported", "7300"));
        // Money of nobody is not the provider's.
        money(&lead, "a-0001", "", ("undelivered", "5550"));
        // The next round: one finding, marked fixed, but was not.
        sends(&lead, "/checks/a-0001/rounds", &[]);
        saw((&lead, &checker), 2, "a-0001-r2", 4);
        found_in(
            &house,
            "a-0001-r2",
            "not_delivered",
            &["claimed_fixed", "rechecked_not_fixed"],
        )
        .await;
        money(&lead, "a-0001-r2", &provider, ("undelivered", "22000"));
        let problem = [
            ("finding", "f-01"),
            ("place", "s-0001"),
            ("body", provider.as_str()),
            ("severity", ""),
            ("on", "2026-06-20"),
        ];
        sends(&lead, "/checks/a-0001/follow-up", &problem);
        let claim = [("on", "2026-07-01"), ("words", "All mended.")];
        sends(&desk, "/reply/fixed/1", &claim);
        house.advance(TimeDelta::days(20));
        jobs_run(&house).await;
        let lead = back(&house, "amina").await;

        let body = read(&lead, &format!("/bodies/{label}"));
        assert!(body.contains(&record), "{engine}: {body}");
        let page = read(&lead, &record);
        for said in [
            "The Water Company",
            "2 published findings about it",
            "one published finding about it",
            // Of three findings over two audits, each by itself and together.
            "under-delivered</h3><p class=\"answer\">2 of 3 findings",
            "2 of 2 findings",
            "not delivered</h3><p class=\"answer\">1 of 3 findings",
            "1 of 1 findings",
            "disagrees</h3><p class=\"answer\">1 of 3 findings",
            "no reply by the date</h3><p class=\"answer\">1 of 3 findings",
            "no answer printed: not asked, or still has time</h3><p class=\"answer\">1 of 3 findings",
            "not followed up yet</h3><p class=\"answer\">1 of 3 findings",
            "claimed fixed</h3><p class=\"answer\">1 of 3 findings",
            "re-checked: not fixed</h3><p class=\"answer\">1 of 3 findings",
            // Never a rate alone.
            "0 of 2 problems found (0.0%)",
            "In 2 audits.",
            "Said to be fixed and not looked at yet: 1.",
            "Marked fixed, but was not: 1 of 1 that were looked at again (2 marked).",
            "/audits/a-0001/findings",
            "/audits/a-0001-r2/findings",
            "/checks/a-0001/money",
            "/checks/a-0001-r2/money",
            "/checks/a-0001/follow-up",
        ] {
            assert!(page.contains(said), "{engine} “{said}”: {page}");
        }
        for amount in ["11,000", "7,300", "22,000"] {
            assert!(page.contains(amount), "{engine} {amount}: {page}");
        }
        // Nothing is added across grounds, audits or owners, and nothing of nobody's stands here.
        for sum in [
            "18,300", "33,000", "40,300", "29,300", "5,550", "16,550", "27,550",
        ] {
            assert!(!page.contains(sum), "{engine} {sum}: {page}");
        }
        // The same question in the same way: the promise was broken again.
        assert!(page.contains("Found again: 1 of 1"), "{engine}: {page}");
        let mut other = plan.to_vec();
        other[3] = ("announced", "announced");
        sends(&lead, "/checks/a-0001-r2/plan", &other);
        let page = read(&lead, &record);
        assert!(
            page.contains("not compared: one round was announced and the other was not"),
            "{engine}: {page}"
        );
        assert!(!page.contains("Found again"), "{engine}: {page}");

        // Whoever looks again must not read a claim; whoever reads it here cannot look again.
        for somebody in [&observer, &house.visitor()] {
            assert_eq!(somebody.get(&record).status, 404, "{engine}");
        }
        let checker_again = checker.signs_in("cleo", crate::support::house::PASSWORD);
        assert_eq!(checker_again.status, 303);
        let readers = || async {
            let (id, _) = audit(&house).await;
            let (app, scope) = (&house.station.app, house.station.scope);
            let all =
                groundtruth::db::findings::claims_read_of(app.db.reads(), scope, &app.master, id);
            all.await.unwrap().get(&1).map_or(0, Vec::len)
        };
        let before = readers().await;
        assert_eq!(checker.get(&record).status, 200);
        assert_eq!(readers().await, before + 1, "{engine}");
        assert_eq!(checker.get(&record).status, 200);
        assert_eq!(readers().await, before + 1, "{engine}: once");
        assert_eq!(lead.get("/bodies/B-0099/record").status, 404);
        // The funder has its own: it was asked nothing and owes no fix.
        let funder = party(&case, Role::Funder).to_uppercase();
        let page = read(&lead, &format!("/bodies/{funder}/record"));
        assert!(page.contains("0 published findings about it"), "{page}");
        assert!(!page.contains("11,000"), "{page}");
        assert!(
            told(&house)
                .await
                .iter()
                .any(|one| one == "reply.published")
        );
    }
}
