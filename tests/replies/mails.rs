//! Mails about replies: to the party in its language, to those who answer for the audit, and what the mail server said of the
//! notice.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::infra::config::{Config, MailSettings, MailWay};

use super::{audit, begun, finding, jobs_run, party, read, sends, text};
use crate::support::house::{House, codes_in};
use crate::support::station::Station;

/// A mail with its parts as they read, whichever way each was packed.
pub(super) fn readable(mail: &str) -> String {
    let mut read = mail.replace("=\r\n", "").replace("=3D", "=");
    for part in mail.split("\r\n\r\n") {
        let packed: String = part
            .split("\r\n--")
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        if let Ok(bytes) = STANDARD.decode(packed) {
            read.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    read
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_goes_out_in_their_language_and_the_answer_is_told() {
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
    let lead = house.administrator("amina@watch.example").await;
    begun(&lead);
    finding(&house, "Four of ten taps worked.").await;
    let (_, case) = audit(&house).await;
    let provider = party(&case, Role::Provider);
    let round = [
        ("party", provider.as_str()),
        ("about-f-01", "yes"),
        ("deadline", "2026-07-15"),
    ];
    sends(&lead, "/checks/a-0001/replies", &round);
    let send = "/checks/a-0001/replies/1/send";
    let wrong = [("to", "Director"), ("mail", "nobody"), ("language", "es")];
    assert_eq!(lead.post(send, &wrong).status, 422);
    let right = [
        ("to", "Director"),
        ("mail", "water@company.example"),
        ("language", "es"),
    ];
    let sent = lead.post(send, &right);
    assert_eq!(sent.status, 200, "{}", text(&sent));
    let link = codes_in(&text(&sent))[0].clone();
    jobs_run(&house).await;
    house.advance(TimeDelta::minutes(5));
    jobs_run(&house).await;
    let all: Vec<String> = std::fs::read_dir(folder.path().join("mails"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert_eq!(all.len(), 1);
    let mail = readable(&all[0]);
    assert!(mail.contains("water@company.example"), "{mail}");
    assert!(mail.contains("Message-ID: <"), "{mail}");
    assert!(mail.contains("multipart/alternative"), "{mail}");
    assert!(mail.contains(link.split('#').nth(1).unwrap()), "{mail}");
    assert!(mail.contains("Four of ten taps worked."), "{mail}");
    let page = read(&lead, "/checks/a-0001/replies/1");
    assert!(page.contains("the mail server took it"), "{page}");
    // It went by mail: a code is mailed when a browser first opens it, in the same language.
    let party = super::enters(&house, &link);
    assert_eq!(party.get("/reply/findings").status, 303);
    jobs_run(&house).await;
    let asks = "acaba de abrir el enlace";
    let files = std::fs::read_dir(folder.path().join("mails")).unwrap();
    let mails = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let coded: Vec<String> = mails
        .map(|mail| readable(&mail))
        .filter(|mail| mail.contains(asks))
        .collect();
    let [mail] = coded.as_slice() else {
        panic!("{}", coded.len())
    };
    let mut words = mail.split(|c: char| c.is_whitespace() || "<>".contains(c));
    let code = words.find(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()));
    sends(&party, "/reply/code", &[("code", code.unwrap())]);
    let said = [("state", "agrees"), ("text", "Yes."), ("do", "send")];
    assert_eq!(super::answers(&party, "F-01", &said, None).status, 303);
    assert_eq!(super::answers(&party, "F-01", &said, None).status, 303);
    jobs_run(&house).await;
    let count = std::fs::read_dir(folder.path().join("mails"))
        .unwrap()
        .count();
    assert_eq!(count, 3, "one mail a day tells that something came");
}
