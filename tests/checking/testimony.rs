//! What users say: sealed, under pseudonyms, with what they agreed to, and publishable at its honest grade.

use groundtruth::db::audit::audit_named;
use groundtruth::db::load_case;
use groundtruth::domain::case::Case;
use groundtruth::domain::code::Code;

use super::{begun, decide, houses, observed, sent, text, told};
use crate::support::house::{House, PASSWORD, Visitor};

const PATH: &str = "/checks/a-0001/accounts/new";

/// An account of somebody new, of home care on no date finer than a day.
fn account<'a>(seen: &'a str, says: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("use-take_part", "yes"),
        ("use-quote", "yes"),
        ("use-public", "yes"),
        ("obtained", "spoken"),
        ("chosen_from", "clients of March"),
        ("language", "isiXhosa"),
        ("interpreter", "yes"),
        ("date", "2026-01-05"),
        ("promise", "o-01"),
        ("seen", seen),
        ("kind", "summary"),
        ("says", says),
        ("read_back", "yes"),
    ]
}

async fn case_of(house: &House) -> Case {
    let (app, scope) = (&house.station.app, house.station.scope);
    let code = Code::parse("a-0001").unwrap();
    let line = audit_named(app.db.reads(), scope, &code)
        .await
        .unwrap()
        .unwrap();
    load_case(&app.db, scope, &app.master, line.id)
        .await
        .unwrap()
}

fn pseudonym(page: &str) -> String {
    let after = page.split("This person is ").nth(1).unwrap();
    after.split('.').next().unwrap().to_owned()
}

fn recorded(lead: &Visitor, fields: &[(&str, &str)]) -> String {
    let answer = lead.post(PATH, fields);
    assert_eq!(answer.status, 200, "{}", text(&answer));
    pseudonym(&text(&answer))
}

#[tokio::test(flavor = "multi_thread")]
async fn service_without_physical_trace() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, 2);
        // One person's words support no statement.
        recorded(&lead, &account("not_in_order", "Nobody came in March."));
        assert!(case_of(&house).await.tallies.is_empty());
        let one = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(!one.contains("1 of 1"), "{engine}: {one}");
        let mut names = std::collections::BTreeSet::new();
        for at in 1..30 {
            let seen = if at < 20 { "not_in_order" } else { "in_order" };
            let says = format!("She told of visit {at}.");
            names.insert(recorded(&lead, &account(seen, &says)));
        }
        assert_eq!(names.len(), 29, "everybody has a pseudonym of their own");
        // The same person once more counts once.
        let somebody = names.first().unwrap().clone();
        let mut again = account("not_in_order", "And again.");
        again.push(("speaker", &somebody));
        assert_eq!(recorded(&lead, &again), somebody);
        let case = case_of(&house).await;
        let asked = case.tallies[0].asked.unwrap();
        assert_eq!((asked.said, asked.of), (Some(30), Some(30)), "{engine}");
        assert!(
            case.tallies[0]
                .note
                .as_ref()
                .unwrap()
                .contains("clients of March")
        );
        let page = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(page.contains("eported by users"), "{engine}: {page}");
        assert!(
            page.contains("10 of 30") || page.contains("30 people"),
            "{engine}: {page}"
        );
        // Nothing about any of them can be read in the database, and times are days.
        assert!(
            told(&house)
                .await
                .iter()
                .filter(|k| *k == "testimony.consent")
                .count()
                == 31
        );
        // An interview that is accepted is what a user said too, and nothing that we saw.
        let respondent = r#""respondent":{"code":"U-900","chosen_from":"clients of March","consent":"internal"},"#;
        sent(&lead, 7, &observed(("s-0001", "W-01", 10), respondent));
        assert_eq!(
            decide(&lead, "V-0001", &[("decision", "accepted")]).status,
            303
        );
        let case = case_of(&house).await;
        assert!(case.visits.is_empty() && case.observations.is_empty());
        assert_eq!(case.tallies[0].asked.unwrap().said, Some(31));
        let out = [("decision", "rejected"), ("reason", "no_consent")];
        assert_eq!(decide(&lead, "V-0001", &out).status, 303);
        assert_eq!(
            case_of(&house).await.tallies[0].asked.unwrap().said,
            Some(30)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn testimony_withdrawn() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead, 2);
        // Words as they were said need the warning; a summary needs to be read back; nobody is recorded who said no.
        let mut verbatim = account("", "They never came.");
        verbatim.retain(|(name, _)| *name != "kind");
        verbatim.push(("kind", "verbatim"));
        let unread = lead.post(PATH, &verbatim);
        assert_eq!(unread.status, 422);
        assert!(
            text(&unread).contains("Read the warning")
                && text(&unread).contains("They never came.")
        );
        let mut no = account("", "They never came.");
        no.retain(|(name, _)| *name != "use-take_part");
        assert_eq!(lead.post(PATH, &no).status, 422);
        let mut unheard = account("", "They never came.");
        unheard.retain(|(name, _)| *name != "read_back");
        assert_eq!(lead.post(PATH, &unheard).status, 422);
        assert!(case_of(&house).await.accounts.is_empty());
        assert_eq!(checker.post(PATH, &account("", "x")).status, 404);

        verbatim.push(("warned", "yes"));
        let speaker = recorded(&lead, &verbatim);
        for at in 0..4 {
            recorded(&lead, &account("not_in_order", &format!("Told {at}.")));
        }
        let report = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(
            report.contains("They never came."),
            "agreed to: everyone may read it"
        );
        let case = case_of(&house).await;
        assert_eq!(case.tallies.len(), 1);
        let account = case
            .accounts
            .iter()
            .find(|one| one.speaker == speaker)
            .unwrap();
        assert!(account.given.as_ref().unwrap().verbatim);
        let counted = case.accounts.iter().find(|one| one.seen.is_some()).unwrap();
        let (first, second) = (account.id.clone(), counted.id.clone());
        let list = text(&lead.get("/checks/a-0001/accounts"));
        assert!(
            list.contains(&speaker) && list.contains("/accounts/new"),
            "{list}"
        );
        for name in [first, second] {
            let path = format!("/checks/a-0001/accounts/{name}");
            assert_eq!(checker.post(&path, &[("current", PASSWORD)]).status, 404);
            let gone = lead.post(&path, &[("current", PASSWORD)]);
            assert_eq!(gone.status, 303, "{engine}: {}", text(&gone));
        }
        let report = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(!report.contains("They never came."), "{engine}: {report}");
        let case = case_of(&house).await;
        assert_eq!(case.accounts.len(), 3);
        assert!(
            case.tallies.is_empty(),
            "three people are too few for a figure"
        );
        let told = told(&house).await;
        let count = |kind: &str| told.iter().filter(|one| *one == kind).count();
        assert_eq!(count("testimony.consent"), 5, "{told:?}");
        assert_eq!(count("testimony.consent_withdrawn"), 2, "{told:?}");
        assert_eq!(count("subject.erased"), 2, "{told:?}");
    }
}
