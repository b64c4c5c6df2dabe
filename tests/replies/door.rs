//! The door of a party: what opens it, what does not, and what stands behind it for whom.

use chrono::TimeDelta;
use groundtruth::domain::party::Role;

use super::{asks, begun, enters, finding, houses, read, refused, sends, text, token};

#[tokio::test(flavor = "multi_thread")]
async fn fifty_prefetches_use_nothing_up_and_the_code_opens_what_the_link_opens() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead);
        finding(&house, "Four of ten taps worked.").await;
        finding(&house, "Nobody paid the second instalment.").await;
        let (link, code) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        let (theirs, _) = asks(&house, &lead, Role::Funder, 2, &["f-02"]).await;
        // The token stands behind the sign: no server is sent it by following the link.
        let (address, _) = link.split_once('#').unwrap();
        assert!(address.ends_with("/reply"), "{link}");
        let scanner = house.visitor();
        for at in 0..50 {
            let method = if at % 2 == 0 { "GET" } else { "HEAD" };
            let answer = scanner.ask(method, "/reply", &[], "");
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("set-cookie"), "");
            assert_eq!(answer.header("referrer-policy"), "no-referrer");
        }
        let door = scanner.get("/reply");
        let policy = door.header("content-security-policy").to_owned();
        assert!(policy.contains("script-src 'self'"), "{policy}");
        assert!(text(&door).contains("code.js"));
        let person = enters(&house, &link);
        let page = read(&person, "/reply/findings");
        assert!(
            page.contains("Four of ten taps worked."),
            "{engine}: {page}"
        );
        // Typed, in small letters and without hyphens, it opens the same.
        let typist = house.visitor();
        let typed = code.to_lowercase().replace('-', " ");
        let opened = typist.post("/reply", &[("code", &typed)]);
        assert_eq!(
            (opened.status, opened.header("location")),
            (303, "/reply/findings")
        );
        let cookie = opened.header("set-cookie").to_owned();
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
        assert_eq!(read(&typist, "/reply/findings"), page);
        // What another is asked about is not there.
        assert!(!page.contains("second instalment") && !page.contains("F-02"));
        for path in [
            "/reply/findings/F-02",
            "/reply/findings/F-03",
            "/reply/findings/f-01",
        ] {
            assert_eq!(person.get(path).status, 404, "{path}");
        }
        assert!(!read(&person, "/reply/notice").contains("second instalment"));
        let other = enters(&house, &theirs);
        assert!(read(&other, "/reply/findings").contains("second instalment"));
        assert_eq!(other.get("/reply/findings/F-01").status, 404);
        assert_eq!(
            other
                .post("/reply/fixed/1", &[("on", "2026-07-01"), ("words", "x")])
                .status,
            404
        );
        // It opens nothing else: no audit, no desk of ours.
        for path in [
            "/checks",
            "/checks/a-0001/replies",
            "/audits/a-0001",
            "/people",
        ] {
            assert_eq!(person.get(path).status, 404, "{path}");
        }
        // And without it there is the way to the door alone.
        for path in ["/reply/findings", "/reply/findings/F-01", "/reply/notice"] {
            let away = scanner.get(path);
            assert_eq!(
                (away.status, away.header("location")),
                (303, "/reply"),
                "{path}"
            );
        }
        // Observers are told nothing of replies.
        for path in ["/checks/a-0001/replies", "/checks/a-0001/replies/1"] {
            assert_eq!(observer.get(path).status, 404);
        }
        // Another link: the one before opens nothing, and whoever was in is out.
        let shown = lead.post("/checks/a-0001/replies/1/link", &[]);
        let fresh = crate::support::house::codes_in(&text(&shown));
        assert_eq!(person.get("/reply/findings").status, 303);
        let page = refused(&house.visitor(), "/reply", &[("code", token(&link))]);
        assert!(page.contains("This opens nothing."), "{page}");
        let person = enters(&house, &fresh[0]);
        sends(&person, "/reply/leave", &[]);
        assert_eq!(person.get("/reply/findings").status, 303);
        // Half a day later it is shown again.
        let person = enters(&house, &fresh[0]);
        house.advance(TimeDelta::hours(12));
        assert_eq!(person.get("/reply/findings").status, 303);
        enters(&house, &fresh[0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_codes_has_a_budget_that_the_right_link_does_not_share() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead);
        finding(&house, "Four of ten taps worked.").await;
        let (link, code) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        let guesser = house.visitor();
        for _ in 0..5 {
            let page = refused(&guesser, "/reply", &[("code", "0000-0000-0000-0000")]);
            assert!(page.contains("This opens nothing."), "{page}");
        }
        // Not even the right one is looked at now; who holds the link comes in.
        let page = refused(&guesser, "/reply", &[("code", &code)]);
        assert!(page.contains("too many wrong codes"), "{page}");
        enters(&house, &link);
        house.advance(TimeDelta::seconds(20));
        sends(&guesser, "/reply", &[("code", &code)]);
        for odd in ["", "F-01", "../..", "\u{0}", &"x".repeat(5_000)] {
            refused(&house.visitor(), "/reply", &[("code", odd)]);
        }
    }
}
