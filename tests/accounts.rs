//! Accounts as people meet them: links that open once, sessions that end, passwords and codes that are tried.

pub(crate) mod drill;
mod events;
mod faults;
mod guesses;
mod journey;

use std::sync::Arc;

use chrono::TimeDelta;
use groundtruth::db::connect;
use groundtruth::infra::app::App;
use groundtruth::infra::config::{Config, SecondFactor};
use groundtruth::infra::words::Words;

use crate::support::house::{House, PASSWORD, codes_in};
use crate::support::station::Station;

const OTHER: &str = "four green ladders lean";

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_use_one_link_at_once_make_one_member() {
    for station in Station::on_each().await {
        let house = House::over(station).await;
        let first = house.first_code(house.station.scope).await;
        let made = race(&house, "/begin", &first).await;
        assert_eq!(made, 1, "{}", house.station.engine);
        let code = {
            let administrator = house.visitor();
            let names = (0..50).map(|at| format!("racer-{at}"));
            let found = names
                .into_iter()
                .find(|name| administrator.signs_in(name, PASSWORD).status == 303);
            house
                .sets_up_a_factor(&administrator, &found.unwrap())
                .await;
            administrator.invites("observer", "many")
        };
        assert_eq!(race(&house, "/join", &code).await, 1);
        let app = &house.station.app;
        let count = groundtruth::db::member::count_members(app.db.reads(), house.station.scope);
        assert_eq!(count.await.unwrap(), 2);
    }
}

/// Fifty at once; how many came in.
async fn race(house: &House, path: &'static str, code: &str) -> usize {
    let mut racers = Vec::new();
    for at in 0..50 {
        let (address, code) = (house.address, code.to_owned());
        racers.push(tokio::task::spawn_blocking(move || {
            let visitor = crate::support::house::Visitor {
                address,
                cookie: Default::default(),
            };
            let name = format!("racer-{at}{}", &path[1..2].replace('b', ""));
            let answer = if path == "/begin" {
                visitor.begins(&code, "Race", &name)
            } else {
                visitor.joins(&code, &name)
            };
            assert!([303, 422].contains(&answer.status), "{}", answer.status);
            answer.status == 303
        }));
    }
    let mut came = 0;
    for racer in racers {
        came += usize::from(racer.await.unwrap());
    }
    came
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_works_once_in_its_time_at_its_door_and_not_when_taken_back() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let refused = |code: &str| house.visitor().joins(code, "late").status == 422;
    // Reading the page, as scanners of mail do, uses nothing.
    let code = administrator.invites("observer", "a");
    for _ in 0..50 {
        assert_eq!(house.visitor().get("/join").status, 200);
        assert_eq!(house.visitor().ask("HEAD", "/join", &[], "").status, 200);
    }
    assert!(house.visitor().begins(&code, "Theirs", "eve").status == 422);
    assert_eq!(
        house
            .visitor()
            .joins(&code.to_lowercase().replace('-', " "), "ann")
            .status,
        303
    );
    assert!(refused(&code));
    let code = administrator.invites("observer", "b");
    let page = administrator.get("/people").text();
    let reference = crate::portal::browser::between(&page, "name=\"reference\" value=\"", "\"");
    assert_eq!(
        administrator
            .post("/people/invitations/withdraw", &[("reference", reference)])
            .status,
        303
    );
    assert!(refused(&code));
    let code = administrator.invites("observer", "c");
    house.advance(TimeDelta::days(7));
    assert!(refused(&code) && refused("0000-0000-0000-0000") && refused("") && refused("'--"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begins_anew_at_signing_in_and_ends_idle_at_its_end_and_when_told() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let ann = house.member(&administrator, "observer", "ann").await;
    // A token that somebody else planted is not taken over, and what was there before is worth nothing after.
    let planted = house.visitor();
    *planted.cookie.borrow_mut() = Some("groundtruth-local=planted".to_owned());
    assert_eq!(planted.signs_in("ann", PASSWORD).status, 303);
    let first = planted.cookie.borrow().clone().unwrap();
    assert!(!first.contains("planted"));
    assert_eq!(planted.signs_in("ann", PASSWORD).status, 303);
    let second = planted.cookie.replace(Some(first.clone()));
    assert_ne!(second, Some(first));
    assert_eq!(planted.get("/account").status, 404);
    // Half an hour without anything, or twelve hours with something.
    planted.cookie.replace(second);
    house.advance(TimeDelta::minutes(29));
    assert_eq!(planted.get("/account").status, 200);
    house.advance(TimeDelta::minutes(29));
    assert_eq!(planted.get("/account").status, 200);
    assert_eq!(ann.get("/account").status, 404);
    for _ in 0..23 {
        house.advance(TimeDelta::minutes(29));
        planted.get("/account");
    }
    house.advance(TimeDelta::minutes(29));
    assert_eq!(planted.get("/account").status, 404);
    // Signing out ends it on the server, and not only in the browser.
    ann.signs_in("ann", PASSWORD);
    let kept = ann.cookie.borrow().clone();
    let out = ann.post("/sign-out", &[]);
    assert_eq!(out.status, 303);
    assert!(out.header("clear-site-data").contains("cookies"));
    *ann.cookie.borrow_mut() = kept;
    assert_eq!(ann.get("/account").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_every_other_session_and_one_can_be_ended_from_the_list() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let here = house.member(&administrator, "observer", "ann").await;
    let there = house.visitor();
    there.signs_in("ann", PASSWORD);
    let wrong = [("current", OTHER), ("password", OTHER)];
    assert_eq!(here.post("/account/password", &wrong).status, 422);
    let weak = [("current", PASSWORD), ("password", "password1234")];
    assert_eq!(here.post("/account/password", &weak).status, 422);
    assert_eq!(there.get("/account").status, 200);
    let right = [("current", PASSWORD), ("password", OTHER)];
    assert_eq!(here.post("/account/password", &right).status, 303);
    assert_eq!(
        (here.get("/account").status, there.get("/account").status),
        (200, 404)
    );
    assert_eq!(there.signs_in("ann", PASSWORD).status, 422);
    assert_eq!(there.signs_in("ann", OTHER).status, 303);
    let page = here.get("/account").text();
    let lines: Vec<_> = page.split("<li><p>Since ").skip(1).collect();
    assert_eq!(lines.len(), 2);
    let other = lines
        .iter()
        .find(|line| !line.contains("this one"))
        .unwrap();
    let reference = crate::portal::browser::between(other, "value=\"", "\"");
    assert_eq!(
        here.post("/account/sessions", &[("reference", reference)])
            .status,
        303
    );
    assert_eq!(
        (here.get("/account").status, there.get("/account").status),
        (200, 404)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_unknown_and_who_mistypes_are_told_the_same() {
    let house = House::on_sqlite().await;
    house.administrator("amina").await;
    let visitor = house.visitor();
    for tried in 0..8 {
        let known = visitor.signs_in("amina", "not the one at all");
        let unknown = visitor.signs_in("nobody", "not the one at all");
        assert_eq!(known.status, if tried < 5 { 422 } else { 429 });
        assert_eq!(known.status, unknown.status);
        assert_eq!(known.text().replace("amina", "nobody"), unknown.text());
        assert_eq!(known.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_password_is_tried_with_the_same_work_whether_there_is_an_account_or_not() {
    let passwords = groundtruth::infra::passwords::Passwords::default();
    let kept = passwords.kept(PASSWORD.to_owned().into(), [1; 32]).await;
    assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(
        passwords
            .is_kept(PASSWORD.to_owned().into(), Some(kept))
            .await
    );
    assert!(!passwords.is_kept(PASSWORD.to_owned().into(), None).await);
    let nobodys = "nobody signs in with this".to_owned();
    assert!(!passwords.is_kept(nobodys.into(), None).await);
    assert_eq!(passwords.tried(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_slowed_down_and_a_restart_forgives_nothing() {
    for station in Station::on_each().await {
        let mut house = House::over(station).await;
        house.administrator("amina").await;
        for _ in 0..5 {
            assert_eq!(house.visitor().signs_in("amina", OTHER).status, 422);
        }
        assert_eq!(house.visitor().signs_in(" AMINA ", PASSWORD).status, 429);
        // The same database under a new program.
        let old = &house.station.app;
        let db = connect(&old.config.database_url()).await.unwrap();
        let app = Arc::new(App {
            blobs: old.blobs.clone(),
            reader: old.reader.clone(),
            config: old.config.clone(),
            db,
            master: old.master.clone(),
            words: Words::english(),
            surroundings: Box::new(house.station.clock.clone()),
        });
        house.station.app = app;
        let house = House::over(house.station).await;
        assert_eq!(house.visitor().signs_in("amina", PASSWORD).status, 429);
        house.advance(TimeDelta::seconds(16));
        assert_eq!(house.visitor().signs_in("amina", OTHER).status, 422);
        // The waits grow.
        house.advance(TimeDelta::seconds(16));
        assert_eq!(house.visitor().signs_in("amina", PASSWORD).status, 429);
        house.advance(TimeDelta::minutes(1));
        assert_eq!(house.visitor().signs_in("amina", PASSWORD).status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_factor_is_asked_for_and_each_code_works_once() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let ann = house.visitor();
    ann.joins(&administrator.invites("audit_lead", "ann"), "ann");
    assert_eq!(
        ann.get("/api/audits").status,
        404,
        "a lead without a second factor"
    );
    let recovery = house.sets_up_a_factor(&ann, "ann").await;
    assert_eq!((recovery.len(), ann.get("/api/audits").status), (10, 200));
    let used = house.digits("ann").await;
    let again = house.visitor();
    assert_eq!(
        again.signs_in("ann", PASSWORD).header("location"),
        "/sign-in/code"
    );
    assert_eq!(again.get("/account").status, 404);
    let half = again.cookie.borrow().clone();
    // The code with which it was set up was used.
    assert_eq!(again.post("/sign-in/code", &[("code", &used)]).status, 422);
    assert_eq!(
        again.post("/sign-in/code", &[("code", "000000")]).status,
        422
    );
    house.advance(TimeDelta::seconds(30));
    let digits = house.digits("ann").await;
    assert_eq!(
        again.post("/sign-in/code", &[("code", &digits)]).status,
        303
    );
    assert_eq!(again.get("/account").status, 200);
    assert_ne!(
        half,
        *again.cookie.borrow(),
        "a new token after the second step"
    );
    for expected in [303, 422] {
        let third = house.visitor();
        third.signs_in("ann", PASSWORD);
        assert_eq!(
            third.post("/sign-in/code", &[("code", &digits)]).status,
            422
        );
        assert_eq!(
            third
                .post("/sign-in/code", &[("code", &recovery[3])])
                .status,
            expected
        );
    }
    // A link for a new password does not lead past it.
    let page = administrator
        .post("/people/reset", &[("number", "2")])
        .text();
    let code = codes_in(&page).pop().unwrap();
    let reset = house.visitor();
    assert_eq!(
        reset
            .post("/reset", &[("code", &code), ("password", OTHER)])
            .status,
        303
    );
    assert_eq!(
        reset
            .post("/reset", &[("code", &code), ("password", OTHER)])
            .status,
        422
    );
    assert_eq!(
        (reset.get("/account").status, again.get("/account").status),
        (404, 404)
    );
    assert_eq!(
        reset.signs_in("ann", OTHER).header("location"),
        "/sign-in/code"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_can_do_without_the_second_factor_by_its_settings() {
    let config = Config {
        second_factor: SecondFactor::Optional,
        ..Config::default()
    };
    let house = House::over(Station::with(config).await).await;
    let visitor = house.visitor();
    let code = house.first_code(house.station.scope).await;
    assert_eq!(visitor.begins(&code, "Small group", "amina").status, 303);
    assert_eq!(visitor.get("/people").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_role_and_being_taken_out_count_at_once() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    let bea = house.member(&administrator, "administrator", "bea").await;
    let change = |role, standing| {
        let fields = [("number", "2"), ("role", role), ("standing", standing)];
        administrator.post("/people/change", &fields).status
    };
    let made = bea.post(
        "/account/tokens",
        &[("token_name", "t"), ("current", PASSWORD)],
    );
    let token = codes_in(&made.text()).remove(0);
    let bearer = format!("Bearer {token}");
    let by_token = || {
        house
            .visitor()
            .ask("GET", "/api/audits", &[("Authorization", &bearer)], "")
            .status
    };
    assert_eq!((bea.get("/people").status, by_token()), (200, 200));
    assert_eq!(change("checker", "in"), 303);
    assert_eq!(
        (
            bea.get("/people").status,
            bea.get("/account").status,
            by_token()
        ),
        (404, 200, 200)
    );
    assert_eq!(change("checker", "out"), 303);
    assert_eq!((bea.get("/api/audits").status, by_token()), (404, 404));
    assert!(bea.get("/account").text().contains("none at this time"));
    assert_eq!(change("administrator", "in"), 303);
    assert_eq!((bea.get("/people").status, by_token()), (200, 200));
    // The last administrator stays.
    let alone = [("number", "1"), ("role", "checker"), ("standing", "in")];
    assert_eq!(bea.post("/people/change", &alone).status, 303);
    let last = [("number", "2"), ("role", "checker"), ("standing", "in")];
    assert_eq!(bea.post("/people/change", &last).status, 422);
}

#[tokio::test]
async fn what_was_taken_away_in_the_middle_of_a_request_counts_in_it() {
    use groundtruth::domain::actor::{Actor, Role};
    use groundtruth::features::accounts::actions::people::{change, reset_link};
    let station = Station::on_sqlite().await;
    let mut ids = station.ctx().ids();
    let (app, scope) = (&station.app, station.scope);
    let added = groundtruth::db::write(&app.db, async |txn| {
        for name in ["ann", "bea"] {
            let person = (name, String::new());
            let person =
                groundtruth::db::person::add_person(txn, scope, &app.master, person, &mut ids)
                    .await?;
            let member = (person.unwrap(), Role::Administrator, name);
            groundtruth::db::member::add_member(txn, scope, &app.master, member, &mut ids).await?;
        }
        Ok::<_, groundtruth::db::StorageError>(())
    });
    added.await.unwrap();
    // The request of the second began while they were an administrator.
    let mut ctx = station.ctx();
    ctx.actor = Actor::Member {
        number: 2,
        role: Role::Administrator,
        operator: true,
    };
    change(&station.ctx(), 2, (Role::Checker, false))
        .await
        .unwrap();
    assert!(change(&ctx, 1, (Role::Funder, true)).await.is_err());
    assert!(reset_link(&ctx, 1).await.is_err());
}
