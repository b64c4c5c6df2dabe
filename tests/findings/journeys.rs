//! From the comparison to the report.

use super::{asked, begun, case_of, dated, drafted, houses, saw, step, text, told};
use crate::support::house::PASSWORD;

const AT: &str = "/checks/a-0001/findings/F-01";

#[tokio::test(flavor = "multi_thread")]
async fn comparison_to_finding_to_publication() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        saw(&lead, 1, "s-0001", 4);
        saw(&lead, 2, "s-0002", 10);
        let checker = house.member(&lead, "checker", "ben").await;
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("/checks/a-0001/findings"), "{engine}: {desk}");
        dated(&lead);
        drafted(&lead);
        // Beginning again begins nothing twice.
        drafted(&lead);
        let list = text(&lead.get("/checks/a-0001/findings"));
        assert!(
            list.contains("F-01") && !list.contains("F-02"),
            "{engine}: {list}"
        );
        let page = text(&lead.get(AT));
        assert!(page.contains("written by the program"), "{engine}: {page}");
        assert!(page.contains("4 of 10 taps"), "{engine}: {page}");
        assert!(page.contains("Contract 7, page 2"), "{engine}: {page}");
        // The observer and the public have none of it.
        let observer = house.member(&lead, "observer", "cleo").await;
        for somebody in [&observer, &house.visitor()] {
            for path in [AT, "/checks/a-0001/findings", "/checks/a-0001/money"] {
                assert_ne!(somebody.get(path).status, 200, "{engine} {path}");
            }
        }
        let before = text(&lead.get(&format!("{AT}/before")));
        assert!(
            before.contains("Nobody has checked it."),
            "{engine}: {before}"
        );
        assert!(
            before.contains("Water Works was not asked to reply."),
            "{before}"
        );
        assert!(!before.contains("has no date"), "{engine}: {before}");
        // Nobody passes what they wrote while somebody else could.
        assert_eq!(step(&lead, "submit", "").status, 303);
        let own = step(&lead, "pass", "");
        assert_eq!(own.status, 422, "{engine}");
        assert!(text(&own).contains("Somebody else must check what you wrote."));
        assert_eq!(step(&checker, "send_back", "Say since when.").status, 303);
        assert_eq!(step(&lead, "submit", "").status, 303);
        assert_eq!(step(&checker, "pass", "").status, 303);
        // What was not asked is not published.
        let early = lead.post(&format!("{AT}/publish"), &[("current", PASSWORD)]);
        assert_eq!(early.status, 422, "{engine}");
        assert!(case_of(&house).await.findings.is_empty());
        asked(&house, Some(("agrees", "We will mend them by June."))).await;
        let ready = text(&lead.get(&format!("{AT}/before")));
        assert!(ready.contains("Nothing is missing."), "{engine}: {ready}");
        // A checker does not publish.
        assert_ne!(
            checker
                .post(&format!("{AT}/publish"), &[("current", PASSWORD)])
                .status,
            303
        );
        // Nor does anybody at a desk that was left open.
        for wrong in [
            &[][..],
            &[("current", "")],
            &[("current", "some other words")],
        ] {
            let refused = lead.post(&format!("{AT}/publish"), wrong);
            assert_eq!(refused.status, 422, "{engine}");
            assert!(text(&refused).contains("This is not your present password."));
        }
        assert!(case_of(&house).await.findings.is_empty());
        let published = lead.post(&format!("{AT}/publish"), &[("current", PASSWORD)]);
        assert_eq!(published.status, 303, "{engine}: {}", text(&published));
        let case = case_of(&house).await;
        assert_eq!(case.findings.len(), 1);
        assert_eq!(case.responses.len(), 1);
        let report = text(&lead.get("/audits/a-0001/findings"));
        assert!(report.contains("F-01"), "{engine}: {report}");
        assert!(
            report.contains("We will mend them by June."),
            "{engine}: {report}"
        );
        assert!(
            report.contains("Kind of finding: under-delivered."),
            "{report}"
        );
        assert!(
            !report.contains("Checked by one person."),
            "{engine}: {report}"
        );
        for edition in ["report.html", "report.pdf", "report.xlsx"] {
            let made = lead.get(&format!("/audits/a-0001/{edition}"));
            assert_eq!(made.status, 200, "{engine} {edition}");
        }
        let kinds = told(&house).await;
        for kind in ["finding.written", "review.decided", "finding.published"] {
            assert!(kinds.iter().any(|one| one == kind), "{engine}: {kind}");
        }
        // What is asked follows its finding into the report.
        let ask = [
            ("to", case.agreements[0].providers[0].as_str()),
            ("office", "head of works"),
            ("action", "Mend six taps at Tap one."),
            ("due", "2027-06"),
            ("finding-f-01", "yes"),
        ];
        let new = lead.post("/checks/a-0001/recommendations", &ask);
        assert_eq!(new.status, 303, "{engine}: {}", text(&new));
        let page = text(&lead.get("/checks/a-0001/recommendations"));
        assert!(
            page.contains("the cause it is to remove"),
            "{engine}: {page}"
        );
        let report = text(&lead.get("/audits/a-0001/findings"));
        assert!(
            report.contains("Mend six taps at Tap one."),
            "{engine}: {report}"
        );
        // Taking the register over again keeps all of it.
        assert_eq!(lead.post("/checks/a-0001/refresh", &[]).status, 303);
        let again = case_of(&house).await;
        assert_eq!(
            (again.findings, again.recommendations.len()),
            (case.findings, 1)
        );
        // Withdrawn, it leaves the report.
        assert_eq!(step(&lead, "withdraw", "").status, 422);
        assert_eq!(step(&lead, "withdraw", "We were wrong.").status, 303);
        assert!(case_of(&house).await.findings.is_empty(), "{engine}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_kept_report_is_complete() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        saw(&lead, 1, "s-0001", 10);
        saw(&lead, 2, "s-0002", 10);
        dated(&lead);
        drafted(&lead);
        let page = text(&lead.get(AT));
        assert!(page.contains("a promise kept"), "{engine}: {page}");
        // One person works here: they may, and it is printed.
        assert_eq!(step(&lead, "submit", "").status, 303);
        let page = text(&lead.get(AT));
        assert!(
            page.contains("Nobody else can check it."),
            "{engine}: {page}"
        );
        assert_eq!(step(&lead, "pass", "").status, 303);
        let ready = text(&lead.get(&format!("{AT}/before")));
        assert!(ready.contains("Nothing is missing."), "{engine}: {ready}");
        let published = lead.post(&format!("{AT}/publish"), &[("current", PASSWORD)]);
        assert_eq!(published.status, 303, "{engine}: {}", text(&published));
        let report = text(&lead.get("/audits/a-0001/findings"));
        assert!(
            report.contains("Checked by one person."),
            "{engine}: {report}"
        );
        let whole = text(&lead.get("/audits/a-0001/report.html"));
        let words = groundtruth::infra::words::Words::english();
        assert!(whole.contains(&words.get("money-none")), "{engine}");
        assert!(whole.contains("Checked by one person."), "{engine}");
        assert!(!whole.contains(&words.get("empty-money")), "{engine}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_published_follows_no_visit_by_itself_and_is_written_anew() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        saw(&lead, 1, "s-0001", 10);
        dated(&lead);
        drafted(&lead);
        saw(&lead, 2, "s-0002", 3);
        let page = text(&lead.get(AT));
        assert!(
            page.contains("The comparison says something else by now."),
            "{engine}: {page}"
        );
        assert_eq!(lead.post(&format!("{AT}/renew"), &[]).status, 303);
        let page = text(&lead.get(AT));
        assert!(page.contains("3 of 10 taps"), "{engine}: {page}");
        assert!(
            !page.contains("says something else by now"),
            "{engine}: {page}"
        );
        assert!(page.contains("under-delivered"), "{engine}: {page}");
        // The page of the lawyer has its facts.
        let attack = text(&lead.get(&format!("{AT}/attack")));
        assert!(
            attack.contains("Nobody found out why."),
            "{engine}: {attack}"
        );
        assert!(
            attack.contains("The plan was not locked"),
            "{engine}: {attack}"
        );
    }
}
