//! What cannot be published, and why.

use super::{asked, begun, case_of, dated, drafted, houses, saw, step, text};
use crate::support::house::{PASSWORD, Visitor};

const AT: &str = "/checks/a-0001/findings/F-01";
const NEW: &str = "/checks/a-0001/findings/F-01/sentences/new";

fn sentence(lead: &Visitor, fields: &[(&str, &str)]) {
    let said = lead.post(NEW, fields);
    assert_eq!(said.status, 303, "{}", text(&said));
}

/// What somebody says of the promise.
fn account(lead: &Visitor, seen: &str, says: &str) {
    let fields = [
        ("use-take_part", "yes"),
        ("use-quote", "yes"),
        ("use-public", "yes"),
        ("obtained", "spoken"),
        ("chosen_from", "people at the taps"),
        ("language", "English"),
        ("date", "2026-01-05"),
        ("promise", "o-01"),
        ("seen", seen),
        ("kind", "summary"),
        ("says", says),
        ("read_back", "yes"),
    ];
    let said = lead.post("/checks/a-0001/accounts/new", &fields);
    assert_eq!(said.status, 200, "{}", text(&said));
}

#[tokio::test(flavor = "multi_thread")]
async fn unsupported_sentence_cannot_be_published() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        saw(&lead, 1, "s-0001", 10);
        saw(&lead, 2, "s-0002", 10);
        account(&lead, "in_order", "The taps work.");
        drafted(&lead);
        let before = || text(&lead.get(&format!("{AT}/before")));
        // A standard without the date of its document is told, with a way to say it.
        let told = before();
        assert!(told.contains("has no date"), "{engine}: {told}");
        dated(&lead);
        assert!(!before().contains("has no date"), "{engine}: {}", before());

        sentence(
            &lead,
            &[
                ("part", "condition"),
                ("words", "The manager stole all the pipes."),
            ],
        );
        let told = before();
        assert!(
            told.contains("This sentence rests on nothing."),
            "{engine}: {told}"
        );
        assert!(
            told.contains("accuses somebody of a crime"),
            "{engine}: {told}"
        );
        let tries = |lead: &Visitor| {
            for word in ["submit", "pass"] {
                let taken = step(lead, word, "");
                assert_eq!(taken.status, 303, "{engine} {word}: {}", text(&taken));
            }
            lead.post(&format!("{AT}/publish"), &[("current", PASSWORD)])
                .status
        };
        assert_eq!(tries(&lead), 422, "{engine}");
        assert!(case_of(&house).await.findings.is_empty());

        // One person's account alone does not pass either, however it is said.
        let case = case_of(&house).await;
        let cite = format!("cite-account:{}", case.accounts[0].id);
        let page = text(&lead.get(AT));
        let at = page.matches("/sentences/").count() - page.matches("/sentences/new").count();
        let place = (1..=at).find(|at| {
            let page = text(&lead.get(&format!("{AT}/sentences/{at}")));
            page.contains("stole all the pipes")
        });
        let path = format!("{AT}/sentences/{}", place.unwrap());
        let was = "{\"typed\":\"The manager stole all the pipes.\"}";
        let changed = [
            ("part", "condition"),
            ("words", "One person told us that water comes every day."),
            ("alleged", "yes"),
            ("was", was),
            (cite.as_str(), "yes"),
        ];
        let saved = lead.post(&path, &changed);
        assert_eq!(saved.status, 303, "{engine}: {}", text(&saved));
        let told = before();
        assert!(
            told.contains("It rests on one person’s account alone."),
            "{engine}: {told}"
        );
        assert_eq!(tries(&lead), 422, "{engine}");
        // Somebody who saw the sentence as it was before does not overwrite it.
        assert_eq!(lead.post(&path, &changed).status, 422, "{engine}");
        let wrong = [
            ("part", "condition"),
            ("words", "x"),
            ("others", "nothing:here"),
        ];
        assert_eq!(lead.post(NEW, &wrong).status, 422, "{engine}");
        let removed = [
            ("do", "remove"),
            (
                "was",
                "{\"typed\":\"One person told us that water comes every day.\"}",
            ),
        ];
        let removed = lead.post(&path, &removed);
        assert_eq!(removed.status, 303, "{engine}: {}", text(&removed));
        assert_eq!(tries(&lead), 303, "{engine}: {}", before());
        assert_eq!(case_of(&house).await.findings.len(), 1, "{engine}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conflicting_evidence_is_shown() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead);
        saw(&lead, 1, "s-0001", 4);
        saw(&lead, 2, "s-0002", 4);
        account(&lead, "in_order", "All ten work, I use them daily.");
        dated(&lead);
        drafted(&lead);
        let case = case_of(&house).await;
        let token = format!("account:{}", case.accounts[0].id);
        let page = text(&lead.get(AT));
        assert!(
            page.contains("neither shown nor explained"),
            "{engine}: {page}"
        );
        assert!(
            page.contains(&format!("/sentences/new?cite={token}")),
            "{engine}: {page}"
        );
        let told = text(&lead.get(&format!("{AT}/before")));
        assert!(
            told.contains("Accepted evidence says otherwise"),
            "{engine}: {told}"
        );
        let attack = text(&lead.get(&format!("{AT}/attack")));
        assert!(
            attack.contains("Accepted evidence says otherwise"),
            "{engine}: {attack}"
        );
        // Explained: it passes, and the reason is printed in every edition.
        let why = "She speaks of the tap inside the clinic, which is not promised.";
        let out = [("of", token.as_str()), ("because", why)];
        assert_eq!(lead.post(&format!("{AT}/left-out"), &out).status, 303);
        let told = text(&lead.get(&format!("{AT}/before")));
        assert!(
            !told.contains("Accepted evidence says otherwise"),
            "{engine}: {told}"
        );
        for word in ["submit", "pass"] {
            assert_eq!(step(&lead, word, "").status, 303, "{engine}");
        }
        asked(&house, None).await;
        let published = lead.post(&format!("{AT}/publish"), &[("current", PASSWORD)]);
        assert_eq!(published.status, 303, "{engine}: {}", text(&published));
        let report = text(&lead.get("/audits/a-0001/findings"));
        assert!(report.contains(why), "{engine}: {report}");
        assert!(
            report.contains("no reply by the date"),
            "{engine}: {report}"
        );
        let whole = text(&lead.get("/audits/a-0001/report.html"));
        assert!(whole.contains(why), "{engine}");
        // Taken back, the reason is asked for again, and the finding is a draft again; the report keeps what was published.
        let back = [("of", token.as_str()), ("because", "")];
        assert_eq!(lead.post(&format!("{AT}/left-out"), &back).status, 303);
        let told = text(&lead.get(&format!("{AT}/before")));
        assert!(
            told.contains("Accepted evidence says otherwise"),
            "{engine}: {told}"
        );
        let report = text(&lead.get("/audits/a-0001/findings"));
        assert!(report.contains(why), "{engine}: {report}");
    }
}
