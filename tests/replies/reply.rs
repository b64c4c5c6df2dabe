//! From the notice to what stands beside the finding.

use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;

use super::{
    answers, asks, audit, back, begun, enters, finding, houses, jobs_run, published, read, refused,
    sends, told,
};

#[tokio::test(flavor = "multi_thread")]
async fn no_reply_by_the_date() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        let draft = finding(&house, "Four of ten taps worked.").await;
        let (_, case) = audit(&house).await;
        let party = super::party(&case, Role::Provider);
        // Less than a week is no time to answer.
        let short = [
            ("party", party.as_str()),
            ("about-f-01", "yes"),
            ("deadline", "2026-07-05"),
        ];
        let page = refused(&lead, "/checks/a-0001/replies", &short);
        assert!(
            page.contains("4 days are too few: at least 7 are given."),
            "{page}"
        );
        let nothing = [("party", party.as_str()), ("deadline", "2026-07-15")];
        let page = refused(&lead, "/checks/a-0001/replies", &nothing);
        assert!(
            page.contains("Name what the party is asked about."),
            "{page}"
        );
        asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        let page = read(&lead, "/checks/a-0001/replies/1/notice");
        for said in [
            "Four of ten taps worked.",
            "Ten taps were promised at each place.",
            "no reply by the date",
            "15 July 2026",
            "Director of water",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        // The head of the evidence log stands in it, signed.
        let head = page.split("<pre").nth(1).unwrap();
        assert!(head.contains("\u{2014} "), "{head}");
        let paper = lead.get("/checks/a-0001/replies/1/notice.pdf");
        assert!(paper.body.starts_with(b"%PDF-"), "{}", paper.status);
        // It cannot be sent twice.
        let send = [("to", "Director"), ("mail", ""), ("language", "en")];
        let page = refused(&lead, "/checks/a-0001/replies/1/send", &send);
        assert!(page.contains("It was sent already."), "{page}");
        published(&house, &draft).await;
        house.advance(TimeDelta::days(20));
        jobs_run(&house).await;
        // Nothing shows that it arrived: nobody is said to be silent.
        assert_eq!(audit(&house).await.1.responses, [], "{engine}");
        let lead = back(&house, "amina").await;
        let page = read(&lead, "/checks/a-0001/replies/1");
        assert!(page.contains("nothing shows yet that it arrived"), "{page}");
        let proof = [
            ("kind", "registered_letter"),
            ("on", "2026-07-05"),
            ("note", "RR 123"),
        ];
        sends(&lead, "/checks/a-0001/replies/1/proof", &proof);
        house.advance(TimeDelta::hours(1));
        jobs_run(&house).await;
        let (_, case) = audit(&house).await;
        let [one] = case.responses.as_slice() else {
            panic!("{engine}: {:?}", case.responses)
        };
        assert_eq!(one.state, ReplyState::NoReplyByTheDate, "{engine}");
        assert_eq!(one.date.unwrap().to_string(), "2026-07-15");
        assert_eq!(one.sent[0].date.unwrap().to_string(), "2026-07-01");
        // A further hour adds nothing.
        house.advance(TimeDelta::hours(1));
        jobs_run(&house).await;
        let lead = back(&house, "amina").await;
        assert_eq!(audit(&house).await.1.responses.len(), 1);
        let page = read(&lead, "/audits/a-0001/findings");
        assert!(page.contains("no reply by the date"), "{engine}: {page}");
        let report = read(&lead, "/audits/a-0001/report.html");
        assert!(report.contains("no reply by the date"), "{engine}");
        let told = told(&house).await;
        let count = |kind: &str| told.iter().filter(|one| *one == kind).count();
        assert_eq!(
            (count("reply.invited"), count("reply.published")),
            (1, 1),
            "{told:?}"
        );
    }
}

const PAPER: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

#[tokio::test(flavor = "multi_thread")]
async fn reply_changes_a_finding() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead);
        let draft = finding(&house, "Four of ten taps worked.").await;
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        let provider = enters(&house, &link);
        let page = read(&provider, "/reply/findings");
        assert!(
            page.contains("F-01") && page.contains("15 July 2026"),
            "{page}"
        );
        let page = read(&provider, "/reply/findings/F-01");
        assert!(page.contains("Four of ten taps worked."), "{page}");
        // Who disagrees says with what; who says nothing at all is asked again.
        let bare = answers(
            &provider,
            "F-01",
            &[("state", "disagrees"), ("text", "")],
            None,
        );
        assert_eq!(bare.status, 422);
        let kept = answers(&provider, "F-01", &[("state", ""), ("text", "words")], None);
        assert!(kept.status == 422 && super::text(&kept).contains("words"));
        // What is kept is not sent, and is there when they come back.
        let keeps = [
            ("state", "partly_agrees"),
            ("text", "We are still counting."),
            ("do", "keep"),
        ];
        assert_eq!(answers(&provider, "F-01", &keeps, None).status, 303);
        let page = read(&provider, "/reply/findings");
        assert!(page.contains("typed, not sent"), "{page}");
        assert!(!read(&lead, "/checks/a-0001/replies/1").contains("We are still counting."));
        let provider = enters(&house, &link);
        assert!(read(&provider, "/reply/findings/F-01").contains("We are still counting."));
        let page = [("state", "disagrees"), ("text", "x"), ("do", "send")];
        let program = answers(
            &provider,
            "F-01",
            &page,
            Some(b"MZ\x90\x00 a program of old"),
        );
        assert_eq!(program.status, 422, "{}", super::text(&program));
        let words = "Six of ten worked on that day: two were counted as broken\nthat were switched off for cleaning.";
        let said = [
            ("state", "disagrees"),
            ("text", words),
            ("file_title", "Cleaning record"),
            ("do", "send"),
        ];
        let sent = answers(&provider, "F-01", &said, Some(PAPER));
        assert_eq!(sent.status, 303, "{}", super::text(&sent));
        let page = read(&checker, "/checks/a-0001/replies/1");
        for said in [
            "switched off for cleaning.",
            "Cleaning record",
            "An objection waits",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        let file = checker.get("/checks/a-0001/replies/1/files/reply-1-1");
        assert_eq!(
            (file.status, file.body.as_slice()),
            (200, PAPER),
            "{engine}"
        );
        assert!(file.header("content-disposition").starts_with("attachment"));
        // Nothing stands in the report while the finding does not.
        assert_eq!(audit(&house).await.1.responses, []);
        let weigh = "/checks/a-0001/replies/1/weigh";
        let silent = [("about", "f-01"), ("says", ""), ("changed-figure", "yes")];
        assert!(refused(&lead, weigh, &silent).contains("Say why it stands, or what was changed."));
        let both = [
            ("about", "f-01"),
            ("says", "Yes."),
            ("changed-figure", "yes"),
            ("changed-stands", "yes"),
        ];
        assert!(
            refused(&lead, weigh, &both).contains("What stands as it was sent did not change.")
        );
        published(&house, &draft).await;
        let fair = [
            ("about", "f-01"),
            (
                "says",
                "The record is convincing: two taps were switched off.",
            ),
            ("changed-wording", "yes"),
            ("changed-figure", "yes"),
        ];
        sends(&lead, weigh, &fair);
        let (_, case) = audit(&house).await;
        let [one] = case.responses.as_slice() else {
            panic!("{engine}: {:?}", case.responses)
        };
        assert_eq!(one.state, ReplyState::Disagrees);
        assert_eq!(one.points[0].says, words, "in full");
        let evaluation = one.points[0].evaluation.as_deref().unwrap();
        assert_eq!(
            evaluation,
            "The record is convincing: two taps were switched off. \
             Changed because of it: the wording, a figure."
        );
        assert!(
            one.note
                .as_deref()
                .unwrap()
                .contains("Cleaning record (SHA-256 ")
        );
        for path in ["/audits/a-0001/findings", "/audits/a-0001/report.html"] {
            let page = read(&lead, path);
            for said in [
                "switched off for cleaning.",
                "The record is convincing",
                "a figure",
            ] {
                assert!(page.contains(said), "{engine} {path} {said}");
            }
        }
        // The party reads what was made of it, and sees its document counted.
        let page = read(&provider, "/reply/findings/F-01");
        assert!(
            page.contains("The record is convincing") && page.contains("1 document"),
            "{page}"
        );
        // Spoken words count once they are confirmed; after the last day they are late.
        house.advance(TimeDelta::days(16));
        let lead = back(&house, "amina").await;
        let spoken = [
            ("about", "f-01"),
            ("state", "agrees"),
            ("how", "oral"),
            ("office", "Head of operations"),
            ("text", "They accept it as it stands now."),
            ("on", "2026-07-17"),
        ];
        sends(&lead, "/checks/a-0001/replies/1/answer", &spoken);
        assert_eq!(
            audit(&house).await.1.responses[0].state,
            ReplyState::Disagrees
        );
        let early = [("confirmed", "2026-07-16")];
        refused(&lead, "/checks/a-0001/replies/1/answers/2/confirm", &early);
        sends(
            &lead,
            "/checks/a-0001/replies/1/answers/2/confirm",
            &[("confirmed", "2026-07-17")],
        );
        let (_, case) = audit(&house).await;
        let one = &case.responses[0];
        assert_eq!(
            (one.state, one.points.len()),
            (ReplyState::Agrees, 2),
            "{engine}"
        );
        assert!(one.note.as_deref().unwrap().contains("after the last day"));
        let told = told(&house).await;
        let count = |kind: &str| told.iter().filter(|one| *one == kind).count();
        assert_eq!(count("reply.received"), 2, "{told:?}");
        assert_eq!(count("reply.published"), 2, "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_time_moves_the_end_and_the_earlier_end_stays() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead);
        let draft = finding(&house, "Four of ten taps worked.").await;
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        enters(&house, &link);
        published(&house, &draft).await;
        let extend = "/checks/a-0001/replies/1/extend";
        let back_then = [("until", "2026-07-14"), ("reason", "holidays")];
        assert!(refused(&lead, extend, &back_then).contains("longer only"));
        refused(&lead, extend, &[("until", "2026-07-25"), ("reason", "")]);
        sends(
            &lead,
            extend,
            &[
                ("until", "2026-07-25"),
                ("reason", "holidays"),
                ("asked", "yes"),
            ],
        );
        // That the link was opened shows that the notice arrived: the time runs.
        let page = read(&lead, "/checks/a-0001/replies/1");
        for said in ["the link was opened", "as they asked", "until 25 July 2026"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        house.advance(TimeDelta::days(19));
        jobs_run(&house).await;
        assert_eq!(audit(&house).await.1.responses, []);
        // A reminder went out by itself, once.
        let lead = back(&house, "amina").await;
        let page = read(&lead, "/checks/a-0001/replies/1");
        assert!(page.contains("Reminded: 20 July 2026<"), "{page}");
        house.advance(TimeDelta::days(6));
        jobs_run(&house).await;
        let (_, case) = audit(&house).await;
        assert_eq!(case.responses[0].state, ReplyState::NoReplyByTheDate);
        assert_eq!(case.responses[0].date.unwrap().to_string(), "2026-07-25");
    }
}
