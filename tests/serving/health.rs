//! Whether the program says truly how it is, and to whom it says its figures.

use std::sync::Arc;

use groundtruth::db::mail::MailState;
use groundtruth::domain::actor::Actor;
use groundtruth::features::operations::actions::{Check, Readiness, figures, overview, readiness};
use groundtruth::features::operations::pages::rendered;
use groundtruth::infra::app::Ctx;
use groundtruth::infra::config::Config;
use groundtruth::infra::http::Templates;
use groundtruth::infra::jobs::Jobs;
use groundtruth::infra::mail::{Letters, MailTest, Mailbox, Outbox};
use groundtruth::infra::words::Words;
use groundtruth::server::Entrance;

use super::{Running, named};
use crate::support::sealing::TestSealing;
use crate::support::station::Station;

async fn with_mail(station: &Station) {
    let ctx = station.ctx();
    let outbox = Outbox::new(Letters::new(Words::english()), Arc::new(TestSealing), None);
    let to = Mailbox::new("recipient", Some("Ana"), "ana@people.example").unwrap();
    let letter = MailTest {
        organisation: "Water Watch".to_owned(),
        when: "now".to_owned(),
    };
    groundtruth::db::write(&station.app.db, async |txn| {
        outbox.queue(txn, &ctx, &to, None, &letter).await
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_figures_count_and_name_nobody() {
    for station in Station::on_each().await {
        with_mail(&station).await;
        station.another("river-watch").await;
        station.clock.advance(chrono::TimeDelta::minutes(2));
        let watcher = Ctx {
            actor: Actor::Watcher,
            ..station.ctx()
        };
        let all = figures(&watcher).await.unwrap();
        assert_eq!(all.jobs[0], ("queued", 1), "{}", station.engine);
        assert_eq!(all.mails[0], (MailState::Queued.word(), 1));
        assert_eq!(all.longest_wait, 120);
        assert!(all.database_bytes > 10_000);
        // Whoever may read figures may not operate, and the public neither.
        assert!(overview(&watcher).await.is_err());
        let public = Ctx {
            actor: Actor::Public,
            ..station.ctx()
        };
        assert!(figures(&public).await.is_err() && overview(&public).await.is_err());
    }
}

#[tokio::test]
async fn the_operators_page_shows_what_waits_and_not_what_it_says() {
    let station = Station::on_sqlite().await;
    let templates = Templates::new(Arc::clone(&station.app));
    let empty = rendered(&templates, &station.ctx()).await.unwrap();
    assert!(empty.contains("Everything is in order") && empty.contains("No mail waits"));
    with_mail(&station).await;
    let page = rendered(&templates, &station.ctx()).await.unwrap();
    assert!(
        page.contains("mail.deliver") && page.contains("mail_test") && page.contains("</html>")
    );
    for secret in ["ana@", "Ana", "people.example"] {
        assert!(!page.contains(secret), "{secret}");
    }
    // Ids of the database are nobody's business.
    assert_eq!(page.matches("<h1").count(), 1);
}

#[tokio::test]
async fn a_program_with_an_old_schema_or_a_full_disk_is_not_ready() {
    let station = Station::on_sqlite().await;
    let all = readiness(&station.app).await;
    assert!(all.iter().all(|check| check.in_order), "{all:?}");
    assert_eq!(
        std::fs::read_dir(station.folder())
            .unwrap()
            .flatten()
            .filter(|file| { file.file_name().to_string_lossy().starts_with(".ready") })
            .count(),
        0
    );
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        data: folder.path().to_owned(),
        ..Config::default()
    };
    let db = groundtruth::db::connect(&config.database_url())
        .await
        .unwrap();
    let app = Arc::new(groundtruth::infra::app::App {
        blobs: station.app.blobs.clone(),
        reader: station.app.reader.clone(),
        master: groundtruth::domain::keys::MasterKey::new([5; 32]),
        config: Config {
            data: folder.path().join("gone"),
            ..config
        },
        db,
        words: Words::english(),
        surroundings: Box::new(station.clock.clone()),
    });
    let expected = [("database", true), ("schema", false), ("disk", false)];
    let expected = expected.map(|(what, in_order)| Check { what, in_order });
    assert_eq!(readiness(&app).await, expected);
}

#[tokio::test]
async fn many_who_ask_at_once_make_it_look_once_and_leave_nothing_behind() {
    let station = Station::on_sqlite().await;
    let asked = Readiness::default();
    let ready = async || {
        let checks = asked.checks(&station.app).await;
        checks.iter().all(|check| check.in_order)
    };
    assert!(ready().await);
    // Whoever goes away in the middle leaves no file.
    for _ in 0..20 {
        station.clock.advance(Readiness::KEPT);
        let leaving = tokio::time::timeout(std::time::Duration::ZERO, ready());
        let _ = leaving.await;
    }
    assert!(ready().await);
    let hidden = std::fs::read_dir(station.folder()).unwrap().flatten();
    let left = hidden.filter(|file| file.file_name().to_string_lossy().starts_with('.'));
    assert_eq!(left.count(), 0);
    // It is not looked again before its time, and then it is.
    std::fs::remove_dir_all(station.folder()).unwrap();
    assert!(ready().await);
    station.clock.advance(Readiness::KEPT);
    assert!(!ready().await);
}

#[test]
fn health_is_told_to_anyone_and_the_operators_page_is_not_there() {
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    let alive = running.ask("/healthz", &[]);
    assert_eq!((alive.status, alive.text().as_str()), (200, "ok\n"));
    let ready = running.ask("/readyz", &[]);
    assert_eq!(ready.text(), "database: ok\nschema: ok\ndisk: ok\n");
    assert_eq!(ready.header("cache-control"), "no-store");
    // Without an account it is as if there were no such page.
    let operations = running.ask("/operations", &[]);
    let nothing = running.ask("/nothing", &[]);
    assert_eq!(operations.status, 404);
    let without_number = |answer: &crate::portal::browser::Answer| {
        let text = answer.text();
        let number = answer.header("x-request-id").to_owned();
        text.replace(&number, "")
    };
    assert_eq!(without_number(&operations), without_number(&nothing));
}

#[test]
fn what_is_not_ready_says_so_to_machines() {
    let running = Running::start(Config::default(), Entrance::on_this_machine(0));
    std::fs::remove_dir_all(&running.app.config.data).unwrap();
    let ready = running.ask("/readyz", &[]);
    assert_eq!(ready.status, 503);
    assert!(ready.text().contains("disk: failed"), "{}", ready.text());
    assert_eq!(running.ask("/healthz", &[]).status, 200);
}

#[test]
fn figures_are_for_this_machine_or_for_a_token() {
    let local = Running::start(Config::default(), Entrance::on_this_machine(0));
    let figures = local.ask("/metrics", &[]);
    assert_eq!(figures.status, 200);
    let text = figures.text();
    for line in [
        "# TYPE groundtruth_jobs gauge",
        "groundtruth_jobs{state=\"queued\"} 0",
        "groundtruth_mails{state=\"dead\"} 0",
        "groundtruth_http_responses_total{status=\"2xx\"}",
        "groundtruth_http_requests_under_way 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(text.ends_with('\n') && !text.contains("127.0.0.1"));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "a long token of thirty-two letters\n").unwrap();
    let config = Config {
        metrics_token_file: Some(file),
        ..named("https://watch.example")
    };
    let public = Running::start(config, Entrance::on_this_machine(0));
    // With a public name a request from this machine may be anybody's, passed on.
    assert_eq!(public.ask("/metrics", &[]).status, 404);
    for (token, status) in [
        ("Bearer a long token of thirty-two letters", 200),
        ("Bearer a long token of thirty-two letter", 404),
        ("Bearer ", 404),
        ("a long token of thirty-two letters", 404),
    ] {
        let answer = public.ask("/metrics", &[("Authorization", token)]);
        assert_eq!(answer.status, status, "{token}");
    }
    let operations = [("Authorization", "Bearer a long token of thirty-two letters")];
    assert_eq!(public.ask("/operations", &operations).status, 404);
}

#[tokio::test]
async fn without_settings_mail_waits_and_nothing_is_sent() {
    use groundtruth::infra::config::{MailSettings, MailWay};
    use groundtruth::infra::mail::KeySealing;
    let silent = Station::with(Config::default()).await;
    with_mail(&silent).await;
    let sealing = || KeySealing(Arc::clone(&silent.app));
    let jobs: Jobs = groundtruth::server::jobs(&silent.app, silent.scope, sealing()).unwrap();
    assert!(!jobs.names().contains(&"mail.deliver"));
    let ran = jobs.run_one(&silent.app).await.unwrap();
    assert_eq!(ran, groundtruth::infra::jobs::Ran::Nothing);
    let sending = Station::with(Config {
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: "mails".into(),
            },
        }),
        ..Config::default()
    })
    .await;
    let jobs = groundtruth::server::jobs(&sending.app, sending.scope, sealing()).unwrap();
    assert!(jobs.names().contains(&"mail.deliver"));
}
