//! What somebody finds who takes the disk without the key: nothing that names anybody. And that reading changes nothing.

use std::path::Path;

use sea_orm::{ConnectionTrait, Statement};

use crate::support::house::House;

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
                ("password", crate::support::house::PASSWORD),
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
    secrets.push(crate::support::house::PASSWORD.to_owned());
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

async fn everything(house: &House) -> Vec<String> {
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
        // That somebody looked is what the access log is for.
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
