//! Mails about the work to members: each in their language, each to be left with one click, and left alone afterwards.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::TimeDelta;
use groundtruth::infra::config::{Config, MailSettings, MailWay};

use super::following::{member, observer, seen};
use super::mails::readable;
use super::{back, begun, jobs_run, read, sends, text};
use crate::support::house::{House, PASSWORD};
use crate::support::station::Station;

/// Mails that are new since the last look, by whom each is for.
fn new_mails(folder: &Path, known: &mut BTreeSet<String>) -> Vec<String> {
    let mut new = Vec::new();
    for file in std::fs::read_dir(folder).into_iter().flatten() {
        let path = file.unwrap().path();
        if known.insert(path.display().to_string()) {
            new.push(std::fs::read_to_string(path).unwrap());
        }
    }
    new.sort();
    new
}

fn to<'m>(mails: &'m [String], address: &str) -> Vec<&'m String> {
    let line = format!("To: {address}");
    mails.iter().filter(|mail| mail.contains(&line)).collect()
}

/// A line of the head, unfolded.
fn head(mail: &str, name: &str) -> Option<String> {
    let head = mail.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let found = head
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
    found.map(|value| value.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_told_once_a_week_until_somebody_leaves() {
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("mails");
    let config = Config {
        origin: Some("https://watch.example".to_owned()),
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: mails.clone(),
            },
        }),
        ..Config::default()
    };
    let house = House::over(Station::with(config).await).await;
    let lead = house.administrator("amina@watch.example").await;
    let ben = house.member(&lead, "observer", "ben@watch.example").await;
    begun(&lead);
    let mut known = BTreeSet::new();
    jobs_run(&house).await;
    new_mails(&mails, &mut known);
    // Nothing waits: there is no mail.
    house.advance(TimeDelta::days(7));
    jobs_run(&house).await;
    assert_eq!(new_mails(&mails, &mut known), [""; 0]);

    let lead = back(&house, "amina@watch.example").await;
    assert_eq!(ben.signs_in("ben@watch.example", PASSWORD).status, 303);
    let code = observer(&lead, "Ben", &member(&lead, "ben@watch.example"));
    // Whoever is sent somewhere is told that a visit waits, once for all of them, and neither where nor when.
    sends(
        &lead,
        "/checks/a-0001/sample/assign",
        &[("who", code.as_str()), ("due", "2026-09-30")],
    );
    jobs_run(&house).await;
    let sent_out = new_mails(&mails, &mut known);
    let [waits] = &to(&sent_out, "ben@watch.example")[..] else {
        panic!("{sent_out:#?}")
    };
    let waits = readable(waits);
    assert!(waits.contains("a visit waits for you"), "{waits}");
    assert!(
        !waits.contains("Tap 1") && !waits.contains("30 September"),
        "{waits}"
    );
    seen(&ben, 1, ("s-0001", &code, "2026-07-01", 4));
    seen(&ben, 2, ("s-0002", &code, "2026-07-01", 10));
    house.advance(TimeDelta::days(7));
    jobs_run(&house).await;
    let week = new_mails(&mails, &mut known);
    // Those who answer for audits, and nobody else.
    let [mail] = week.as_slice() else {
        panic!("{week:#?}")
    };
    let [_] = to(&week, "amina@watch.example")[..] else {
        panic!("{mail}")
    };
    let said = readable(mail);
    for part in [
        "what waits this week",
        "Taps in Ward 5",
        "2 visits to check",
        "https://watch.example/checks/a-0001/today",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(
        !said.contains("clocks"),
        "what does not wait is not told: {said}"
    );
    assert!(
        head(mail, "Message-ID")
            .unwrap()
            .ends_with("@watch.example>"),
        "{mail}"
    );
    assert_eq!(
        head(mail, "List-Unsubscribe-Post").as_deref(),
        Some("List-Unsubscribe=One-Click")
    );
    let address = head(mail, "List-Unsubscribe").unwrap();
    let address = address.trim_matches(['<', '>']);
    let path = address.strip_prefix("https://watch.example").unwrap();
    assert!(path.starts_with("/unsubscribe/"), "{path}");
    assert!(said.contains(address), "in the text as well: {said}");

    // Scanners look at it; nothing changes.
    let anybody = house.visitor();
    for _ in 0..5 {
        let page = text(&anybody.get(path));
        assert!(page.contains("You get these mails."), "{page}");
    }
    // A mail program sends what RFC 8058 says, from nowhere.
    let program = [("Content-Type", "application/x-www-form-urlencoded")];
    let left = anybody.ask("POST", path, &program, "List-Unsubscribe=One-Click");
    assert_eq!(left.status, 200, "{}", text(&left));
    assert!(text(&left).contains("You get no more mails of this sort."));
    let bent = path.replace("/unsubscribe/", "/unsubscribe/A");
    for none in [bent.as_str(), "/unsubscribe/x"] {
        assert_eq!(anybody.get(none).status, 404, "{none}");
        let posted = anybody.ask("POST", none, &program, "List-Unsubscribe=One-Click");
        assert_eq!(posted.status, 404, "{none}");
    }
    house.advance(TimeDelta::days(7));
    jobs_run(&house).await;
    assert_eq!(new_mails(&mails, &mut known), [""; 0]);
    let lead = back(&house, "amina@watch.example").await;
    let page = read(&lead, "/account");
    assert!(page.contains("name=\"weekly\" value=\"yes\"><"), "{page}");
    // Wanted again, in Spanish.
    sends(
        &lead,
        "/account/mails",
        &[("language", "es"), ("weekly", "yes"), ("news", "yes")],
    );
    house.advance(TimeDelta::days(7));
    jobs_run(&house).await;
    let week = new_mails(&mails, &mut known);
    let [mail] = week.as_slice() else {
        panic!("{week:#?}")
    };
    assert!(readable(mail).contains("2 visitas por revisar"), "{mail}");

    // What became of a visit is told to whoever made it, and not in the mail itself.
    let lead = back(&house, "amina@watch.example").await;
    for visit in ["V-0001", "V-0002"] {
        sends(
            &lead,
            &format!("/checks/a-0001/visits/{visit}/decide"),
            &[("decision", "accepted")],
        );
    }
    jobs_run(&house).await;
    let told = new_mails(&mails, &mut known);
    assert_eq!(to(&told, "ben@watch.example").len(), 2, "{told:#?}");
    let said = readable(&told[0]);
    assert!(said.contains("your visit was looked at"), "{said}");
    for secret in ["Tap 1", "accepted", "W-0", "V-0001"] {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
    // Left as well, each sort by itself.
    let address = head(&told[0], "List-Unsubscribe").unwrap();
    let path = address
        .trim_matches(['<', '>'])
        .strip_prefix("https://watch.example")
        .unwrap();
    assert_eq!(
        anybody
            .ask("POST", path, &program, "List-Unsubscribe=One-Click")
            .status,
        200
    );
    assert_eq!(ben.signs_in("ben@watch.example", PASSWORD).status, 303);
    let page = read(&ben, "/account");
    assert!(
        page.contains("name=\"weekly\" value=\"yes\" checked"),
        "{page}"
    );
    assert!(page.contains("name=\"news\" value=\"yes\"><"), "{page}");
    // A new password is told of all the same: no account is without its mails.
    let changed = [
        ("current", PASSWORD),
        ("password", "four green ladders lean"),
    ];
    sends(&ben, "/account/password", &changed);
    jobs_run(&house).await;
    let told = new_mails(&mails, &mut known);
    let [mail] = told.as_slice() else {
        panic!("{told:#?}")
    };
    assert!(head(mail, "List-Unsubscribe").is_none(), "{mail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_made_a_visit_is_mailed_that_something_came_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let station = Station::with(Config {
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: folder.path().join("mails"),
            },
        }),
        ..Config::default()
    })
    .await;
    let house = House::over(station).await;
    let names = [
        "amina@watch.example",
        "ben@watch.example",
        "cleo@watch.example",
    ];
    super::whole::to_publication_by(&house, names).await;
    jobs_run(&house).await;
    let mails = new_mails(&folder.path().join("mails"), &mut BTreeSet::new());
    let came: Vec<String> = to(&mails, "ben@watch.example")
        .into_iter()
        .map(|mail| readable(mail))
        .filter(|mail| mail.contains("something came of your visit"))
        .collect();
    let [mail] = came.as_slice() else {
        panic!("{mails:#?}")
    };
    assert!(mail.contains("/checks/a-0001/mine"), "{mail}");
    for secret in ["F-01", "4 of 10", "Tap one", "V-0001"] {
        assert!(!mail.contains(secret), "{secret}: {mail}");
    }
}
