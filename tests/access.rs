//! Every route as every role: what may be read and changed follows from the one table of permissions.

mod feeds;
mod swaps;

use std::sync::Arc;

use groundtruth::db::member::memberships_of;
use groundtruth::domain::actor::{Actor, Permission, Role};
use groundtruth::features::portal::shelf::Shelf;
use groundtruth::infra::http::{METRICS, RouteLine, Takes, Web};
use groundtruth::server::every_route;

use crate::portal::browser::{Answer, between};
use crate::support::house::{House, PASSWORD, Visitor, codes_in, form};

/// What a page says, without the number of its request.
fn words(answer: &Answer) -> String {
    let text = answer.text();
    let number = between(&text, "Number of this request: ", "<").to_owned();
    text.replace(&number, "")
}

fn routes(house: &House) -> Vec<RouteLine> {
    let web = Web::new(Arc::clone(&house.station.app), house.station.scope);
    every_route(&web, &Arc::new(Shelf::new(Vec::new())))
        .table()
        .to_vec()
}

fn send(visitor: &Visitor, line: &RouteLine, token: Option<&str>) -> Answer {
    let path = line.path.replace(['{', '}'], "");
    let bearer = token.map(|token| format!("Bearer {token}"));
    let mut headers = vec![("Sec-Fetch-Site", "same-origin")];
    if let Some(bearer) = &bearer {
        headers.push(("Authorization", bearer));
    }
    if line.method != "GET" {
        headers.push(("Content-Type", line.takes.content_type()));
    }
    visitor.ask(line.method, &path, &headers, "")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_open_to_whom_the_table_says_and_not_there_for_the_others() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let member = |role, operator| Actor::Member {
        number: 1,
        role,
        operator,
    };
    let mut all = vec![(Actor::Public, house.visitor(), None)];
    for (role, name) in Role::ALL
        .into_iter()
        .zip(["ann", "bea", "cai", "dan", "eve"])
    {
        let visitor = house.member(&administrator, role.word(), name).await;
        all.push((member(role, true), visitor, None));
    }
    // An administrator who has no second factor yet, an administrator of another organisation, a program.
    let guest = house.visitor();
    guest.joins(&administrator.invites("administrator", "guest"), "guest");
    all.push((Actor::Guest, guest, None));
    let other = house.visitor();
    let theirs = house.station.another("theirs").await;
    other.begins(&house.first_code(theirs).await, "Theirs", "olga");
    house.sets_up_a_factor(&other, "olga").await;
    all.push((member(Role::Administrator, false), other, None));
    let new = [("token_name", "sheets"), ("current", PASSWORD)];
    let token = codes_in(&administrator.post("/account/tokens", &new).text()).remove(0);
    let role = Role::Administrator;
    all.push((
        Actor::Program {
            number: 1,
            role,
            writes: false,
        },
        house.visitor(),
        Some(token),
    ));
    let new = [
        ("token_name", "sheets"),
        ("token_writes", "yes"),
        ("current", PASSWORD),
    ];
    let token = codes_in(&administrator.post("/account/tokens", &new).text()).remove(0);
    all.push((
        Actor::Program {
            number: 1,
            role,
            writes: true,
        },
        house.visitor(),
        Some(token),
    ));

    // Somebody who was taken out, somebody who has not shown the second factor yet, and a program of an audit lead.
    let out = house.member(&administrator, "audit_lead", "oona").await;
    let new = [("token_name", "sheets"), ("current", PASSWORD)];
    let token = codes_in(&out.post("/account/tokens", &new).text()).remove(0);
    let half = house.visitor();
    assert_eq!(half.signs_in("bea", PASSWORD).status, 303);
    all.push((Actor::Public, half, None));
    let role = Role::AuditLead;
    all.push((
        Actor::Program {
            number: 7,
            role,
            writes: false,
        },
        house.visitor(),
        Some(token),
    ));
    let gone = house.member(&administrator, "audit_lead", "gina").await;
    let number = (2..12).find(|number| {
        let page = administrator.get("/people").text();
        let label = format!("</strong> · P-{number:04}");
        let before = page.split(&label).next().unwrap_or_default();
        before.len() < page.len() && before.ends_with("gina</bdi>")
    });
    let number = number.expect("she is on the page").to_string();
    let fields = [
        ("number", number.as_str()),
        ("role", "audit_lead"),
        ("standing", "out"),
    ];
    assert_eq!(administrator.post("/people/change", &fields).status, 303);
    all.push((Actor::Guest, gone, None));

    // The phone of an observer.
    crate::visits::begun(&administrator, &[crate::visits::TAPS]);
    let phone = crate::phone::phone_token(&house, &administrator);
    let number = 1;
    all.push((Actor::Device { number }, house.visitor(), Some(phone)));

    let mut counted = 0;
    for line in routes(&house) {
        for (actor, visitor, token) in &all {
            // The figures are open to this machine; signing out would end the walk.
            if line.path == METRICS || line.path == "/sign-out" {
                continue;
            }
            let answer = send(visitor, &line, token.as_deref());
            let what = format!(
                "{} {} as {actor:?}: {}",
                line.method, line.path, answer.status
            );
            let is_named = line.path.contains('{');
            if actor.may(line.permission) {
                assert!(answer.status != 404 || is_named, "{what}");
                assert!(answer.status < 500, "{what}");
            } else {
                let nothing = send(
                    visitor,
                    &RouteLine {
                        path: "/nothing",
                        ..line
                    },
                    token.as_deref(),
                );
                assert_eq!(answer.status, 404, "{what}");
                let missing = match line.path.split('/').nth(1) {
                    Some("api") => Some("/api/nothing"),
                    Some("observations" | "field" | "uploads") => {
                        Some("/observations/nothing/at/all")
                    }
                    _ => None,
                };
                let missing = match missing {
                    Some(path) => send(visitor, &RouteLine { path, ..line }, token.as_deref()),
                    None => nothing,
                };
                let without = |answer: &Answer| match serde_json::from_slice(&answer.body) {
                    Ok(serde_json::Value::Object(mut problem)) => {
                        problem.remove("request");
                        serde_json::Value::Object(problem).to_string()
                    }
                    _ => words(answer),
                };
                assert_eq!(without(&answer), without(&missing), "{what}");
                let kept = answer.header("cache-control");
                assert_eq!(kept, missing.header("cache-control"), "{what}");
            }
            counted += 1;
        }
    }
    assert_eq!(all.len(), 14);
    assert!(counted >= 1_500, "{counted}");
}

#[test]
fn the_table_of_permissions_is_as_it_was_agreed() {
    let mut table = String::new();
    for role in Role::ALL {
        let actor = Actor::Member {
            number: 1,
            role,
            operator: true,
        };
        let may: Vec<_> = Permission::ALL
            .into_iter()
            .filter(|p| actor.may(*p))
            .collect();
        table.push_str(&format!("{}: {may:?}\n", role.word()));
    }
    insta::assert_snapshot!(table, @r"
    administrator: [Public, SignedIn, ReadAudits, ChangeAudits, RecordVisits, SendVisits, CheckVisits, WriteFindings, ManagePeople, ReadAccessLog, Operate]
    audit_lead: [Public, SignedIn, ReadAudits, ChangeAudits, RecordVisits, SendVisits, CheckVisits, WriteFindings]
    checker: [Public, SignedIn, ReadAudits, RecordVisits, SendVisits, CheckVisits, WriteFindings]
    observer: [Public, SignedIn, ReadAudits, RecordVisits, SendVisits]
    funder: [Public, SignedIn]
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_from_elsewhere_changes_nothing() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let ours = format!("http://{}", house.address);
    let ours = ours.as_str();
    let body = form(&[("role", "administrator"), ("note", "evil")]);
    for line in routes(&house).iter().filter(|line| line.method != "GET") {
        let kind = line.takes.content_type();
        let others = [Takes::Form, Takes::File, Takes::Json];
        let others = others.into_iter().filter(|takes| *takes != line.takes);
        let others = others.map(|other| {
            vec![
                ("Content-Type", other.content_type()),
                ("Sec-Fetch-Site", "same-origin"),
            ]
        });
        for headers in [
            vec![("Content-Type", kind)],
            vec![("Content-Type", kind), ("Origin", "https://evil.example")],
            vec![("Content-Type", kind), ("Origin", "null")],
            vec![
                ("Content-Type", kind),
                ("Sec-Fetch-Site", "cross-site"),
                ("Origin", ours),
            ],
            vec![("Content-Type", kind), ("Sec-Fetch-Site", "same-site")],
            vec![("Content-Type", kind), ("Sec-Fetch-Site", "none")],
            vec![
                ("Content-Type", kind),
                ("Sec-Fetch-Site", "same-origin"),
                ("Origin", "https://evil.example"),
            ],
            vec![
                ("Content-Type", "text/plain"),
                ("Sec-Fetch-Site", "same-origin"),
            ],
            vec![("Sec-Fetch-Site", "same-origin")],
        ]
        .into_iter()
        .chain(others)
        {
            // Of a kind that programs send, a body of that kind from a page of ours is what is meant.
            let is_ours = headers.contains(&("Sec-Fetch-Site", "same-origin"))
                && !headers.iter().any(|(name, _)| *name == "Origin");
            if is_ours && headers.contains(&("Content-Type", kind)) {
                continue;
            }
            // What a mail program sends with one click comes from no page: its path says all, and this one says nothing.
            let answer = administrator.ask(line.method, line.path, &headers, &body);
            if line.path == "/unsubscribe/{token}" {
                assert!([404, 415].contains(&answer.status), "{headers:?}");
                continue;
            }
            assert_eq!(answer.status, 403, "{} {headers:?}", line.path);
        }
    }
    assert!(!administrator.get("/people").text().contains("evil"));
    // A browser that says nothing of sites but names the page's origin is believed.
    let headers = [
        ("Content-Type", Takes::Form.content_type()),
        ("Origin", ours),
    ];
    assert_eq!(
        administrator
            .ask("POST", "/people/invitations", &headers, &body)
            .status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_answers_as_what_is_not_there() {
    let house = House::on_sqlite().await;
    let ours = house.administrator("amina").await;
    house.member(&ours, "observer", "otto").await;
    house.member(&ours, "observer", "oda").await;
    ours.invites("checker", "waits");
    let theirs = house.visitor();
    let scope = house.station.another("theirs").await;
    theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
    house.sets_up_a_factor(&theirs, "olga").await;
    let page = ours.get("/people").text();
    let reference = between(&page, "name=\"reference\" value=\"", "\"").to_owned();
    assert_eq!(reference.len(), 16);
    let session = between(
        &ours.get("/account").text(),
        "name=\"reference\" value=\"",
        "\"",
    )
    .to_owned();
    for (path, foreign, missing) in [
        (
            "/people/invitations/withdraw",
            vec![("reference", reference.as_str())],
            vec![("reference", "0")],
        ),
        (
            "/account/sessions",
            vec![("reference", session.as_str())],
            vec![("reference", "0")],
        ),
        (
            "/account/tokens/revoke",
            vec![("reference", reference.as_str())],
            vec![("reference", "0")],
        ),
        (
            "/people/reset",
            vec![("number", "3")],
            vec![("number", "99")],
        ),
        (
            "/people/change",
            vec![("number", "3"), ("role", "funder"), ("standing", "out")],
            vec![("number", "99"), ("role", "funder"), ("standing", "out")],
        ),
        (
            "/organisations",
            vec![("code", "water-watch")],
            vec![("code", "nothing")],
        ),
    ] {
        let (foreign, missing) = (theirs.post(path, &foreign), theirs.post(path, &missing));
        assert_eq!((foreign.status, missing.status), (404, 404), "{path}");
        assert_eq!(words(&foreign), words(&missing), "{path}");
    }
    assert!(ours.get("/people").text().contains(&reference));
    assert_eq!(ours.get("/account").status, 200);
    // What a form may not carry is refused, not passed over.
    let more = [("role", "checker"), ("note", "x"), ("organisation_id", "1")];
    assert_eq!(ours.post("/people/invitations", &more).status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_organisations_never_meet() {
    for station in crate::support::station::Station::on_each().await {
        let house = House::over(station).await;
        let ours = house.administrator("amina").await;
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        let both = house.member(&ours, "checker", "berta").await;
        house.member(&theirs, "observer", "tilda").await;
        assert!(!ours.get("/people").text().contains("tilda"));
        assert!(!theirs.get("/people").text().contains("berta"));
        assert!(!theirs.get("/access-log").text().contains("P-0003"));
        // One person in both: with another role, and at work in one at a time.
        let code = theirs.invites("administrator", "berta too");
        assert_eq!(
            both.post("/join", &[("code", &code), ("name", "B.")])
                .status,
            303
        );
        assert!(both.get("/account").text().contains("Theirs"));
        assert_eq!(both.get("/people").status, 404, "no second factor yet");
        house.sets_up_a_factor(&both, "berta").await;
        let people = both.get("/people").text();
        assert!(people.contains("tilda") && !people.contains("amina"));
        assert_eq!(both.get("/operations").status, 404);
        assert_eq!(
            both.post("/organisations", &[("code", "water-watch")])
                .status,
            303
        );
        assert_eq!(both.get("/people").status, 404);
        assert!(both.get("/account").text().contains("Water Watch"));
        // Neither can make the link with which the password of both would change.
        let reset = ours.post("/people/reset", &[("number", "2")]);
        assert_eq!(reset.status, 422, "{}", house.station.engine);
        // Out of one, still in the other.
        let out = [("number", "2"), ("role", "checker"), ("standing", "out")];
        assert_eq!(ours.post("/people/change", &out).status, 303);
        assert_eq!(both.get("/people").status, 200);
        assert_eq!(
            both.post("/organisations", &[("code", "water-watch")])
                .status,
            404
        );
        let app = &house.station.app;
        let person = groundtruth::db::person::person_named(
            app.db.reads(),
            house.station.scope,
            &app.master,
            "berta",
        );
        let person = person.await.unwrap().unwrap();
        assert_eq!(
            memberships_of(app.db.reads(), person.id)
                .await
                .unwrap()
                .len(),
            2
        );
    }
}
