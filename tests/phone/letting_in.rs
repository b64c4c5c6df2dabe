//! Letting a phone in and shutting it out: a link opens once, and a phone does what it is for and nothing else.

use chrono::TimeDelta;
use groundtruth::db::access::entries_of;

use super::{houses, id, json, knock, let_in, link, somebody, with_a_phone};
use crate::support::house::{House, PASSWORD};
use crate::visits::{TAPS, begun};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lets_one_phone_in_and_a_lost_answer_is_given_again() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let code = somebody(&lead, "Ada");
        let token = link(&lead, &code);
        assert_eq!(token.len(), 43, "{token}");
        // Looking at the address does not use it up: what stands behind the sign is sent nowhere.
        for _ in 0..3 {
            assert!([200, 404].contains(&house.visitor().get("/field").status));
        }
        let body =
            format!(r#"{{"token":"{token}","device_name":"Nokia","nonce":"0123456789abcdef"}}"#);
        let first = knock(house.address, &body);
        assert_eq!(first.status, 200, "{}", first.text());
        let told = json(&first);
        assert_eq!(told["observer"], code.as_str());
        assert_eq!(told["device"], "T-0001");
        assert_eq!(told["audit"], "a-0001");
        assert_eq!(told["organisation"], "Water Watch");
        let old = told["device_token"].as_str().unwrap().to_owned();
        assert!(old.starts_with("gtd_") && old.len() == 47);
        assert_eq!(first.header("cache-control"), "no-store");
        // The answer was lost: the same phone asks again and gets a token that is good; the one that nobody saw is not.
        let again = knock(house.address, &body);
        assert_eq!(again.status, 200);
        let new = json(&again)["device_token"].as_str().unwrap().to_owned();
        assert_eq!(json(&again)["device"], "T-0001");
        assert_ne!(old, new);
        for (token, status) in [(&old, 401), (&new, 200)] {
            let bearer = format!("Bearer {token}");
            let headers = [("Authorization", bearer.as_str())];
            let answer = house.visitor().ask("GET", "/field/today", &headers, "");
            assert_eq!(answer.status, status, "{}", answer.text());
        }
        // Somebody else with the same link, or the same phone a day later.
        for other in [
            body.replace("0123456789abcdef", "fedcba9876543210"),
            format!(r#"{{"token":"{token}"}}"#),
            body.replace(&token, "nonsense"),
        ] {
            let refused = knock(house.address, &other);
            assert_eq!(
                (refused.status, &json(&refused)["code"]),
                (410, &"link-used".into())
            );
        }
        house.advance(TimeDelta::hours(25));
        assert_eq!(knock(house.address, &body).status, 410);
        for wrong in [
            "",
            "{}",
            "[]",
            r#"{"token":5}"#,
            r#"{"token":"x","more":"y"}"#,
            r#"{"token":""}"#,
        ] {
            assert_eq!(knock(house.address, wrong).status, 422, "{wrong}");
        }
        // What was done is noted, by numbers and codes.
        let ctx = house.station.ctx();
        let entries = entries_of(ctx.app.db.reads(), ctx.scope, 50).await.unwrap();
        let noted: Vec<_> = entries
            .iter()
            .map(|one| (one.number, one.what.as_str()))
            .collect();
        assert!(noted.contains(&(1, "phone-invited")), "{noted:?}");
        assert!(noted.contains(&(-1, "phone-let-in")), "{noted:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_lapses_can_be_taken_back_and_is_for_somebody_of_the_audit() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    begun(&lead, &[TAPS]);
    let code = somebody(&lead, "Ada");
    let body = |token: &str| format!(r#"{{"token":"{token}"}}"#);
    let nobody = lead.post("/checks/a-0001/phones", &[("code", "W-0000")]);
    assert_eq!(nobody.status, 422);
    let first = link(&lead, &code);
    let page = lead.get("/checks/a-0001/phones").text();
    assert!(!page.contains(&first), "a link is shown once");
    let reference = crate::portal::browser::between(&page, "name=\"reference\" value=\"", "\"");
    let withdrawn = [("reference", reference)];
    assert_eq!(
        lead.post("/checks/a-0001/phones/withdraw", &withdrawn)
            .status,
        303
    );
    assert_eq!(
        lead.post("/checks/a-0001/phones/withdraw", &withdrawn)
            .status,
        404
    );
    assert_eq!(knock(house.address, &body(&first)).status, 410);
    let second = link(&lead, &code);
    house.advance(TimeDelta::days(7) + TimeDelta::seconds(1));
    assert_eq!(knock(house.address, &body(&second)).status, 410);
    // From a page of somebody else's it opens nothing.
    lead.signs_in("amina", PASSWORD);
    let elsewhere = [
        ("Content-Type", "application/json"),
        ("Sec-Fetch-Site", "cross-site"),
    ];
    let answer = house
        .visitor()
        .ask("POST", "/field/enrol", &elsewhere, &body("x"));
    assert_eq!(answer.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_that_knock_at_once_let_one_in() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let code = somebody(&lead, "Ada");
        let body = format!(r#"{{"token":"{}"}}"#, link(&lead, &code));
        // A network has a number of tries; fewer than those knock here.
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let (address, body) = (house.address, body.clone());
                std::thread::spawn(move || knock(address, &body).status)
            })
            .collect();
        let mut answers: Vec<u16> = threads.into_iter().map(|one| one.join().unwrap()).collect();
        answers.sort_unstable();
        assert_eq!(answers[0], 200, "{}", house.station.engine);
        assert!(
            answers[1..].iter().all(|one| [410, 429].contains(one)),
            "{answers:?}"
        );
        let page = lead.get("/checks/a-0001/phones").text();
        assert_eq!(
            page.matches("T-000").count(),
            page.matches("T-0001").count()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_is_shut_out_sends_nothing_more_and_one_that_rests_too_long_neither() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        phone.sends(&id(1), &[]);
        // Used, it is good for two months more each day.
        for _ in 0..3 {
            house.advance(TimeDelta::days(50));
            assert_eq!(phone.get("/field/visits").status, 200);
        }
        lead.signs_in("amina", PASSWORD);
        let digits = house.digits("amina").await;
        lead.post("/sign-in/code", &[("code", &digits)]);
        let revoked = [("number", "1")];
        let other = house.member(&lead, "observer", "otto").await;
        assert_eq!(
            other.post("/checks/a-0001/phones/revoke", &revoked).status,
            404
        );
        let done = lead.post("/checks/a-0001/phones/revoke", &revoked);
        assert_eq!(done.status, 303, "{}", done.text());
        for (method, path) in [
            ("GET", "/field/today"),
            ("GET", "/field/visits"),
            ("GET", "/field/time"),
        ] {
            let answer = phone.ask(method, path, &[], b"");
            assert_eq!(
                (answer.status, &json(&answer)["code"]),
                (401, &"revoked".into())
            );
        }
        let refused = phone.put(&id(2), &phone.visit(&[]));
        assert_eq!(refused.status, 401);
        assert_eq!(phone.creates(&id(1), b"x").status, 401);
        // What it sent stays; another link lets the observer in again, on whichever phone.
        let phone = let_in(&house, &lead, &phone.observer);
        assert_eq!(phone.device, "T-0002");
        assert_eq!(json(&phone.get("/field/visits"))[0]["number"], "V-0001");
        house.advance(TimeDelta::days(61));
        let answer = phone.get("/field/today");
        assert_eq!(
            (answer.status, &json(&answer)["code"]),
            (401, &"expired".into())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_speaks_for_its_observer_in_its_audit_and_reads_nothing_else() {
    for house in houses().await {
        let (lead, phone) = with_a_phone(&house).await;
        let other = somebody(&lead, "Ben");
        let ours = phone.visit(&[]);
        for (body, status, field) in [
            (ours.replace(&phone.observer, &other), 422, "observers"),
            (
                ours.replace(
                    &format!("\"{}\"", phone.observer),
                    &format!("\"{}\",\"{other}\"", phone.observer),
                ),
                422,
                "observers",
            ),
            (
                ours.replace("\"clock\"", "\"note\":\"x\",\"clock\"")
                    .replace(
                        &ours[ours.find("\"clock\"").unwrap()..ours.find("\"position\"").unwrap()],
                        "",
                    ),
                400,
                "",
            ),
            (ours.replace("a-0001", "a-0002"), 404, ""),
        ] {
            let answer = phone.put(&id(7), &body);
            assert!(
                answer.status == status || field.is_empty(),
                "{status} {}",
                answer.text()
            );
            if !field.is_empty() {
                assert_eq!(json(&answer)["errors"][0]["field"], field);
            }
        }
        let from = ours.find("\"clock\"").unwrap();
        let to = ours.find("\"position\"").unwrap();
        let without = format!("{}{}", &ours[..from], &ours[to..]);
        let answer = phone.put(&id(8), &without);
        assert_eq!(
            (answer.status, &json(&answer)["errors"][0]["field"]),
            (422, &"clock".into())
        );
        // Every page and every other program's address is not there for it.
        for path in [
            "/checks",
            "/checks/a-0001",
            "/checks/a-0001/people",
            "/checks/a-0001/phones",
            "/register",
            "/api/me",
            "/api/audits",
            "/account",
            "/people",
            "/access-log",
            "/operations",
        ] {
            assert_eq!(phone.get(path).status, 404, "{path}");
        }
        assert_eq!(phone.put(&id(9), &ours).status, 201);
        let came = lead.get("/checks/a-0001/visits/V-0001").text();
        assert!(came.contains(&phone.observer), "{came}");
        // Another organisation's lead sees neither the phone nor the visit.
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        assert_eq!(theirs.get("/checks/a-0001/phones").status, 404);
        assert_eq!(
            theirs
                .post("/checks/a-0001/phones/revoke", &[("number", "1")])
                .status,
            404
        );
        assert_eq!(phone.get("/field/today").status, 200);
    }
}
