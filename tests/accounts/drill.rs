//! What somebody finds who takes the disk without the key: nothing that names anybody. And that reading changes nothing.

#![expect(
    clippy::disallowed_methods,
    reason = "how long signing in takes is measured"
)]

use std::path::Path;

use std::time::Instant;

use chrono::TimeDelta;
use groundtruth::db::person::add_person;
use groundtruth::db::{StorageError, write};
use groundtruth::domain::password::{SALT, kept};
use sea_orm::{ConnectionTrait, Statement};

use crate::support::house::{House, PASSWORD};

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            // What is planted is ASCII, which this keeps.
            let bytes = std::fs::read(path).unwrap();
            found.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_readable_without_the_key() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("canary-first@example.org").await;
    let mut planted = vec!["canary-first@example.org".to_owned()];
    let mut secrets = Vec::new();
    for at in 0..167 {
        let (name, number) = (
            format!("Canary Person {at:03}"),
            format!("+27 82 555 0{at:03}"),
        );
        let address = format!("canary{at:03}@example.org");
        let code = administrator.invites("observer", &number);
        secrets.push(code.clone());
        if at < 12 {
            let visitor = house.visitor();
            let fields = [
                ("code", code.as_str()),
                ("name", name.as_str()),
                ("sign_in_name", address.as_str()),
                ("password", PASSWORD),
            ];
            assert_eq!(visitor.post("/join", &fields).status, 303);
            secrets.push(visitor.cookie.borrow().clone().unwrap());
        } else {
            let wrong = house.visitor().signs_in(&address, "canary password tried");
            assert_eq!(wrong.status, 422);
        }
        planted.extend([name, number, address]);
    }
    assert!(planted.len() > 500);
    let page = administrator.get("/people").text();
    assert!(page.contains("Canary Person 003") && page.contains("+27 82 555 0020"));
    secrets.push(PASSWORD.to_owned());
    secrets.push("canary password tried".to_owned());
    secrets.push(house.address.ip().to_string());
    let mut found = Vec::new();
    files(house.station.folder(), &mut found);
    assert!(found.len() >= 2, "the database and its log of writes");
    for text in planted.iter().chain(&secrets) {
        let bare = text.trim_start_matches("groundtruth-local=");
        for form in [bare, &bare.replace('-', ""), &bare.to_uppercase()] {
            let is_there = found.iter().any(|file| file.contains(form));
            assert!(!is_there, "{form} is readable");
        }
    }
    // The looking itself finds what is there.
    assert!(found.iter().any(|file| file.contains("Water Watch")));
}

/// Every row of every table of a SQLite database, but the access log: that somebody looked is what it is for.
pub(crate) async fn everything(house: &House) -> Vec<String> {
    let conn = house.station.app.db.reads();
    let backend = conn.get_database_backend();
    let ask = async |sql: String| {
        let rows = conn
            .query_all_raw(Statement::from_string(backend, sql))
            .await
            .unwrap();
        rows.iter()
            .map(|row| row.try_get_by_index::<String>(0).unwrap())
            .collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    for table in
        ask("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name".to_owned()).await
    {
        if table == "access_entry" {
            continue;
        }
        let columns = ask(format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let quoted: Vec<_> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
        let sql = format!(
            "SELECT {} FROM \"{table}\" ORDER BY 1",
            quoted.join(" || ',' || ")
        );
        all.extend(
            ask(sql)
                .await
                .into_iter()
                .map(|row| format!("{table}: {row}")),
        );
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_every_page_changes_nothing() {
    let house = House::on_sqlite().await;
    let administrator = house.administrator("amina").await;
    administrator.invites("observer", "waits");
    let before = everything(&house).await;
    assert!(before.len() > 10);
    for path in [
        "/",
        "/begin",
        "/join",
        "/reset",
        "/sign-in",
        "/sign-in/code",
        "/sign-out",
        "/account",
        "/welcome",
        "/organisations",
        "/people",
        "/settings",
        "/access-log",
        "/operations",
        "/api/me",
        "/api/audits",
        "/account/password",
        "/account/tokens",
        "/people/change",
        "/people/invitations/withdraw",
    ] {
        for visitor in [&administrator, &house.visitor()] {
            visitor.get(path);
            visitor.ask("HEAD", path, &[], "");
        }
    }
    assert_eq!(everything(&house).await, before);
}

/// The middle of sorted figures.
fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// The two-sided p of the Mann-Whitney test, by its normal approximation.
fn mann_whitney(one: &[f64], two: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = one.iter().map(|x| (*x, true)).collect();
    all.extend(two.iter().map(|x| (*x, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks = (1..).zip(&all).filter(|(_, (_, is_one))| *is_one);
    let sum: f64 = ranks.map(|(rank, _)| f64::from(rank)).sum();
    let (n, m) = (one.len() as f64, two.len() as f64);
    let u = sum - n * (n + 1.0) / 2.0;
    let z = (u - n * m / 2.0).abs() / (n * m * (n + m + 1.0) / 12.0).sqrt();
    libm::erfc(z / std::f64::consts::SQRT_2)
}

/// `cargo test --test all drill::signing_in_takes -- --ignored --nocapture` prints the figures. They are not asserted: on
/// a machine that does other work they say nothing.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a drill of a minute: cargo test --test all drill::signing_in_takes -- --ignored --nocapture"]
async fn signing_in_takes_as_long_for_names_that_exist_and_names_that_do_not() {
    let house = House::on_sqlite().await;
    let (app, home) = (&house.station.app, house.station.scope);
    let password = kept(PASSWORD, [3; SALT]);
    let added = write(&app.db, async |txn| {
        let mut ids = house.station.ctx().ids();
        for at in 0..500 {
            let name = format!("there{at:03}@example.org");
            add_person(txn, home, &app.master, (&name, password.clone()), &mut ids).await?;
        }
        Ok::<_, StorageError>(())
    });
    added.await.unwrap();
    let visitor = house.visitor();
    let timed = |name: &str| {
        let began = Instant::now();
        let answer = visitor.signs_in(name, "seven wrong boats drift");
        let took = began.elapsed().as_secs_f64() * 1e3;
        assert_eq!(answer.status, 422);
        (took, answer.body.len())
    };
    timed("warm@example.org");
    let (mut there, mut not) = (Vec::new(), Vec::new());
    for at in 0..500 {
        // A network has 300 tries an hour.
        if at % 100 == 0 {
            house.advance(TimeDelta::hours(1));
        }
        let (one, two) = (
            format!("there{at:03}@example.org"),
            format!("never{at:03}@example.org"),
        );
        let order = if at % 2 == 0 {
            [true, false]
        } else {
            [false, true]
        };
        let mut lengths = Vec::new();
        for is_there in order {
            let (took, length) = timed(if is_there { &one } else { &two });
            if is_there { &mut there } else { &mut not }.push(took);
            lengths.push(length);
        }
        assert_eq!(lengths[0], lengths[1], "as many bytes");
    }
    there.sort_by(f64::total_cmp);
    not.sort_by(f64::total_cmp);
    let (one, two) = (median(&there), median(&not));
    crate::support::postgres::say(&format!(
        "sign-in, 500 and 500: median {one:.2} ms where the name exists, {two:.2} ms where it does not, {:+.2} %; \
         Mann-Whitney p = {:.3}",
        (one / two - 1.0) * 100.0,
        mann_whitney(&there, &not)
    ));
}
