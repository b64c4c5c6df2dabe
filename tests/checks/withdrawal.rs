//! Somebody takes back what they said: on the web, with the password again, and every later report says that it replaces
//! the earlier ones.

use std::sync::Arc;

use groundtruth::db::audit::audit_named;
use groundtruth::db::load_case;
use groundtruth::db::log::events_of;
use groundtruth::domain::case::{Case, Standing};
use groundtruth::features::audits::withdrawal::withdraw;
use groundtruth::features::cases::actions::{IfThere, import_case};
use groundtruth::features::cases::reading::read_case;
use groundtruth::infra::action::ActionError;
use groundtruth::infra::words::Words;

use super::houses;
use crate::support::house::{House, PASSWORD, codes_in};

/// An audit of the organisation's own in which users said something.
async fn with_accounts(house: &House) -> Case {
    let text = include_str!("../../templates/cases/practice-lunch-tables/case.yaml");
    let mut case = read_case(text, &Words::english()).unwrap().case;
    case.standing = Standing::Own;
    let ctx = house.station.ctx();
    import_case(&ctx, &case, IfThere::Refuse).await.unwrap();
    case
}

async fn stored(house: &House, case: &Case) -> Case {
    let app = &house.station.app;
    let scope = house.station.scope;
    let line = audit_named(app.db.reads(), scope, &case.id).await;
    let audit = line.unwrap().unwrap().id;
    load_case(&app.db, scope, &app.master, audit).await.unwrap()
}

/// How often the log says that something was erased.
async fn erased(house: &House) -> usize {
    let conn = house.station.app.db.reads();
    let all = events_of(conn, house.station.scope, 0, 1_000).await;
    let kinds = all.unwrap().into_iter().filter_map(|line| line.event);
    kinds
        .filter(|event| event.kind() == "subject.erased")
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_taken_out_with_the_password_again_and_every_later_report_says_so() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let case = with_accounts(&house).await;
        let (gone, stays) = (&case.accounts[0], &case.accounts[1]);
        let desk = format!("/checks/{}", case.id);
        let list = format!("{desk}/accounts");
        let question = format!("{list}/{}", gone.id);
        let report = format!("/audits/{}/report.html", case.id);

        let plain = |page: String| page.replace("&#x2f;", "/").replace("&#x27;", "'");
        assert!(plain(lead.get(&desk).text()).contains(&list), "{engine}");
        let page = plain(lead.get(&list).text());
        assert!(
            page.contains(&question) && page.contains(&gone.speaker),
            "{page}"
        );
        assert!(!page.contains(&gone.says), "what was said is not shown");
        let page = plain(lead.get(&question).text());
        assert!(page.contains("cannot be called back"), "{page}");
        let before = lead.get(&report).text();
        assert!(before.contains(&gone.says) && !before.contains("Replaces earlier editions"));

        // Not by an observer, not by another organisation, not by a program, and not without the password.
        let observer = house.member(&lead, "observer", "otto").await;
        assert!(!plain(observer.get(&desk).text()).contains(&list));
        let theirs = house.visitor();
        let scope = house.station.another("theirs").await;
        theirs.begins(&house.first_code(scope).await, "Theirs", "olga");
        house.sets_up_a_factor(&theirs, "olga").await;
        let right = [("current", PASSWORD)];
        for visitor in [&observer, &theirs, &house.visitor()] {
            assert_eq!(visitor.get(&list).status, 404);
            assert_eq!(visitor.get(&question).status, 404);
            assert_eq!(visitor.post(&question, &right).status, 404);
        }
        let new = [("token_name", "sheets"), ("current", PASSWORD)];
        let token = codes_in(&lead.post("/account/tokens", &new).text()).remove(0);
        let bearer = format!("Bearer {token}");
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let program = house.visitor();
        let answer = program.ask("POST", &question, &headers, "current=x");
        assert_eq!(answer.status, 404);
        let wrong = lead.post(&question, &[("current", "seven wrong boats drift")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.text().contains("This is not your present password"));
        assert_ne!(lead.post(&question, &[]).status, 303);
        assert_eq!(
            stored(&house, &case).await,
            case,
            "{engine}: nothing was done"
        );
        assert_eq!(erased(&house).await, 0);

        assert_eq!(lead.post(&question, &right).status, 303);
        let mut expected = case.clone();
        expected.accounts.remove(0);
        expected.accounts_withdrawn = 1;
        assert_eq!(stored(&house, &case).await, expected, "{engine}");
        assert_eq!(erased(&house).await, 1);
        assert!(
            lead.get("/access-log")
                .text()
                .contains("took out what a user said")
        );
        assert_eq!(lead.get(&question).status, 404);
        assert_eq!(lead.post(&question, &right).status, 404);
        for page in [&desk, &list] {
            let page = lead.get(page).text();
            assert!(page.contains("One account was withdrawn."), "{page}");
        }
        let after = lead.get(&report).text();
        assert!(after.contains("Replaces earlier editions: an account was withdrawn"));
        assert!(
            after.contains("One account that was withdrawn"),
            "among what is withheld"
        );
        assert!(!after.contains(&gone.says) && after.contains(&stays.says));
        let page = lead.get(&format!("/audits/{}", case.id)).text();
        assert!(page.contains("Replaces earlier editions"), "{page}");
        let pdf = lead.get(&format!("/audits/{}/report.pdf", case.id));
        assert_eq!(pdf.status, 200, "the line fits every page of the PDF");

        // An older file does not make it forgotten that somebody withdrew.
        let mut older = case.clone();
        older.accounts.remove(0);
        let ctx = house.station.ctx();
        import_case(&ctx, &older, IfThere::Replace).await.unwrap();
        assert_eq!(stored(&house, &case).await.accounts_withdrawn, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_take_out_one_account_at_once_take_it_out_once() {
    for house in houses().await {
        let case = with_accounts(&house).await;
        let mut racers = Vec::new();
        for _ in 0..50 {
            let (app, scope) = (Arc::clone(&house.station.app), house.station.scope);
            let (audit, account) = (case.id.clone(), case.accounts[0].id.clone());
            racers.push(tokio::spawn(async move {
                let console = groundtruth::domain::actor::Actor::Console;
                let ctx = groundtruth::infra::app::Ctx::begin(app, console, scope);
                withdraw(&ctx, &audit, &account).await
            }));
        }
        let mut done = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(()) => done += 1,
                Err(error) => assert!(matches!(error, ActionError::NotThere), "{error:?}"),
            }
        }
        assert_eq!(done, 1, "{}", house.station.engine);
        assert_eq!(stored(&house, &case).await.accounts_withdrawn, 1);
        assert_eq!(erased(&house).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_the_password_of_a_desk_left_open_is_slowed_down() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    let case = with_accounts(&house).await;
    let question = format!("/checks/{}/accounts/{}", case.id, case.accounts[0].id);
    let mut tries = 0;
    loop {
        let answer = lead.post(&question, &[("current", "seven wrong boats drift")]);
        assert_eq!(answer.status, 422);
        if answer.text().contains("Too many tries") {
            break;
        }
        tries += 1;
        assert!(tries < 30, "nobody slows it down");
    }
    // Not even the right one counts before the time is over.
    let right = [("current", PASSWORD)];
    assert_eq!(lead.post(&question, &right).status, 422);
    assert_eq!(stored(&house, &case).await, case);
}
