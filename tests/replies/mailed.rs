//! The code that is mailed when a browser first opens a link that went by mail: for ten minutes, once, for that browser alone. Where
//! the link was handed over there is none.

use std::path::Path;

use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::infra::config::{Config, MailSettings, MailWay};

use super::mails::readable;
use super::{audit, back, begun, finding, jobs_run, party, read, refused, sends, text, token};
use crate::support::house::{House, Visitor, codes_in};
use crate::support::station::Station;

const ROUND: &str = "/checks/a-0001/replies/1";

/// The codes of every mail that carries one.
fn mailed(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mails = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let mails = mails.map(|mail| readable(&mail));
    let mails = mails.filter(|mail| mail.contains("has just opened the link"));
    let code = |mail: String| {
        assert!(mail.contains("water@company.example"), "{mail}");
        let mut words = mail.split(|c: char| c.is_whitespace() || "<>".contains(c));
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
        words
            .find(is_code)
            .unwrap_or_else(|| panic!("{mail}"))
            .to_owned()
    };
    mails.map(code).collect()
}

/// The code that was mailed since.
async fn fresh(house: &House, folder: &Path, known: &mut Vec<String>) -> String {
    jobs_run(house).await;
    let all = mailed(folder);
    assert_eq!(all.len(), known.len() + 1, "one mail for each code");
    let mut rest = all.clone();
    for one in known.iter() {
        let at = rest.iter().position(|other| other == one).unwrap();
        rest.remove(at);
    }
    *known = all;
    rest.pop().unwrap()
}

fn opens(visitor: &Visitor, secret: &str) -> String {
    let answer = visitor.post("/reply", &[("code", secret)]);
    assert_eq!(answer.status, 303, "{}", text(&answer));
    answer.header("location").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_went_by_mail_asks_each_new_browser_for_a_code_that_is_mailed() {
    let folder = tempfile::tempdir().unwrap();
    let stations = Station::on_each_with(|engine| Config {
        mail: Some(MailSettings {
            from: "mail@watch.example".to_owned(),
            way: MailWay::Files {
                folder: folder.path().join(engine),
            },
        }),
        ..Config::default()
    });
    for station in stations.await {
        let engine = station.engine;
        let folder = folder.path().join(engine);
        let house = House::over(station).await;
        let lead = house.administrator("amina").await;
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
        let send = [
            ("to", "Director of water"),
            ("mail", "water@company.example"),
            ("language", "en"),
        ];
        let sent = lead.post(&format!("{ROUND}/send"), &send);
        assert_eq!(sent.status, 200, "{engine}: {}", text(&sent));
        assert!(
            text(&sent).contains("mailed to the same address"),
            "{engine}"
        );
        assert!(
            read(&lead, ROUND).contains("mailed to the same address"),
            "{engine}"
        );
        let shown = codes_in(&text(&sent));
        let (link, typed) = (shown[0].clone(), shown[1].clone());
        jobs_run(&house).await;
        let mut known = mailed(&folder);
        assert!(known.is_empty(), "nobody opened it yet");

        // Link and typed code ask alike; nothing of the findings is open before.
        let browser = house.visitor();
        assert_eq!(opens(&browser, token(&link)), "/reply/code", "{engine}");
        let away = browser.get("/reply/findings");
        assert_eq!((away.status, away.header("location")), (303, "/reply"));
        assert!(
            read(&lead, ROUND).contains("What shows that it arrived: 0"),
            "{engine}"
        );
        let code = fresh(&house, &folder, &mut known).await;
        // Looking mails nothing, uses nothing up, and tells of the mailbox no more than its owner knows.
        for at in 0..50 {
            let method = if at % 2 == 0 { "GET" } else { "HEAD" };
            assert_eq!(browser.ask(method, "/reply/code", &[], "").status, 200);
        }
        jobs_run(&house).await;
        assert_eq!(mailed(&folder), known, "{engine}");
        let page = read(&browser, "/reply/code");
        assert!(page.contains("w…@company.example"), "{engine}: {page}");
        for hidden in ["water@", "Four of ten", "Taps in Ward 5", "code.js"] {
            assert!(!page.contains(hidden), "{engine} {hidden}: {page}");
        }
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let page = refused(&browser, "/reply/code", &[("code", wrong)]);
        assert!(page.contains("This is not the code"), "{engine}: {page}");
        // Whoever holds the link and has shown nothing has no such page.
        let stranger = house.visitor();
        assert_eq!(stranger.get("/reply/code").status, 303);
        assert_eq!(
            stranger
                .post("/reply/code", &[("code", &code)])
                .header("location"),
            "/reply"
        );
        // It opens with the code as a person types it, and only in this browser.
        let other = house.visitor();
        assert_eq!(opens(&other, &typed), "/reply/code", "{engine}");
        let theirs = fresh(&house, &folder, &mut known).await;
        if theirs != code {
            refused(&other, "/reply/code", &[("code", &code)]);
        }
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        let before = browser.cookie.borrow().clone();
        sends(&browser, "/reply/code", &[("code", &spaced)]);
        assert!(read(&browser, "/reply/findings").contains("Four of ten taps worked."));
        assert!(
            read(&lead, ROUND).contains("What shows that it arrived: 1"),
            "{engine}"
        );
        // It is used up, and what waited for it opens nothing.
        let late = house.visitor();
        *late.cookie.borrow_mut() = before;
        assert_eq!(
            late.post("/reply/code", &[("code", &code)])
                .header("location"),
            "/reply"
        );
        assert_eq!(late.get("/reply/findings").status, 303);

        // Ten minutes, by the clock; then another one is asked for.
        house.advance(TimeDelta::minutes(10));
        let page = refused(&other, "/reply/code", &[("code", &theirs)]);
        assert!(page.contains("opens nothing any more"), "{engine}: {page}");
        sends(&other, "/reply/code", &[("do", "again")]);
        let again = fresh(&house, &folder, &mut known).await;
        sends(&other, "/reply/code", &[("code", &again)]);
        assert!(read(&other, "/reply/findings").contains("Four of ten taps worked."));

        // Five that are wrong end it, also for the right one.
        let guesser = house.visitor();
        assert_eq!(opens(&guesser, token(&link)), "/reply/code", "{engine}");
        let right = fresh(&house, &folder, &mut known).await;
        let wrong = if right == "123456" {
            "654321"
        } else {
            "123456"
        };
        for _ in 0..5 {
            refused(&guesser, "/reply/code", &[("code", wrong)]);
        }
        let page = refused(&guesser, "/reply/code", &[("code", &right)]);
        assert!(page.contains("opens nothing any more"), "{engine}: {page}");
        // Whoever has the link cannot fill the mailbox with codes.
        for _ in 0..4 {
            sends(&guesser, "/reply/code", &[("do", "again")]);
        }
        let page = refused(&guesser, "/reply/code", &[("do", "again")]);
        assert!(page.contains("too many codes"), "{engine}: {page}");
        let page = refused(&house.visitor(), "/reply", &[("code", token(&link))]);
        assert!(page.contains("too many codes"), "{engine}: {page}");

        // A browser that showed one is not asked again, half a day later.
        house.advance(TimeDelta::hours(12));
        assert_eq!(browser.get("/reply/findings").status, 303, "{engine}");
        assert_eq!(opens(&browser, token(&link)), "/reply/findings", "{engine}");
        // Its leaving forgets that, too.
        sends(&browser, "/reply/leave", &[]);
        assert_eq!(opens(&browser, token(&link)), "/reply/code", "{engine}");

        // What the lead hands over opens alone, and says so; what was mailed opens nothing.
        let lead = back(&house, "amina").await;
        let shown = lead.post(&format!("{ROUND}/link"), &[]);
        assert!(
            text(&shown).contains("open alone"),
            "{engine}: {}",
            text(&shown)
        );
        assert!(read(&lead, ROUND).contains("open alone"), "{engine}");
        let handed = codes_in(&text(&shown));
        assert_eq!(
            opens(&house.visitor(), token(&handed[0])),
            "/reply/findings"
        );
        assert_eq!(opens(&house.visitor(), &handed[1]), "/reply/findings");
        refused(&house.visitor(), "/reply", &[("code", token(&link))]);
        assert_eq!(browser.get("/reply/code").status, 303, "{engine}");
    }
}
