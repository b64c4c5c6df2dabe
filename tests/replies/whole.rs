//! The whole way of one promise: from a visit to a finding, its reply, its publication, and what was fixed when somebody looked
//! again; and how it is told to a volunteer who has a slip and nothing else.

use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;

use super::following::{member, observer, seen};
use super::{answers, asks, audit, back, enters, houses, party, read, refused, sends, text, told};
use crate::findings::{begun, dated, drafted, step};
use crate::support::house::{House, PASSWORD, Visitor};

const AT: &str = "/checks/a-0001/findings/F-01";
const WORDS: &str = "Six taps wait for spare parts.\nWe will mend them by June.";

/// Somebody of each kind, and what they hold.
pub(crate) struct Story {
    pub lead: Visitor,
    pub ben: Visitor,
    /// The codes of those who look.
    pub codes: [String; 2],
    /// The desk of the provider.
    pub desk: Visitor,
    /// The slips of both visits: to the tap that was broken, and to the other.
    pub slips: [String; 2],
}

/// What a slip tells, to somebody without an account.
fn slip(house: &House, code: &str) -> String {
    let answer = house.visitor().post("/slip", &[("code", code)]);
    assert_eq!(answer.status, 200, "{}", text(&answer));
    text(&answer)
}

fn decided(lead: &Visitor, number: &str) {
    let path = format!("/checks/a-0001/visits/{number}/decide");
    sends(lead, &path, &[("decision", "accepted")]);
}

/// As far as the report: two visits, a finding, its reply, publication.
pub(crate) async fn to_publication(house: &House) -> Story {
    to_publication_by(house, ["amina", "ben", "cleo"]).await
}

/// The same, by people of these names.
pub(super) async fn to_publication_by(house: &House, names: [&str; 3]) -> Story {
    let engine = house.station.engine;
    let lead = house.administrator(names[0]).await;
    let ben = house.member(&lead, "observer", names[1]).await;
    let cleo = house.member(&lead, "checker", names[2]).await;
    begun(&lead);
    let first = observer(&lead, "Ben", &member(&lead, names[1]));
    let second = observer(&lead, "Dan", "");
    let slips = [
        seen(&ben, 1, ("s-0001", &first, "2026-06-20", 4)),
        seen(&ben, 2, ("s-0002", &first, "2026-06-20", 10)),
    ];
    let waits = slip(house, &slips[0]);
    assert!(
        waits.contains("It came in and is being checked."),
        "{waits}"
    );
    // Nothing counts before it is accepted.
    let page = read(&lead, "/audits/a-0001");
    assert!(!page.contains("4 of 10"), "{engine}: {page}");
    decided(&lead, "V-0001");
    decided(&lead, "V-0002");
    let counts = slip(house, &slips[0]);
    assert!(counts.contains("It was accepted and counts."), "{counts}");
    assert!(!counts.contains("F-01"), "{counts}");
    let page = read(&lead, "/audits/a-0001");
    assert!(
        page.contains("Ten taps work at each place."),
        "{engine}: {page}"
    );

    dated(&lead);
    drafted(&lead);
    let page = read(&lead, AT);
    for said in [
        "4 of 10 taps",
        "Contract 7, page 2",
        "written by the program",
    ] {
        assert!(page.contains(said), "{engine} {said}: {page}");
    }
    let before = read(&lead, &format!("{AT}/before"));
    for said in [
        "Nobody has checked it.",
        "Water Works was not asked to reply.",
    ] {
        assert!(before.contains(said), "{engine} {said}: {before}");
    }
    assert_eq!(step(&lead, "submit", "").status, 303);
    assert_eq!(step(&lead, "pass", "").status, 422, "not by its author");
    assert_eq!(step(&cleo, "pass", "").status, 303);
    refused(&lead, &format!("{AT}/publish"), &[("current", PASSWORD)]);

    let (link, _) = asks(house, &lead, Role::Provider, 1, &["f-01"]).await;
    let notice = read(&lead, "/checks/a-0001/replies/1/notice");
    for said in [
        "4 of 10 taps",
        "20 June 2026",
        "15 July 2026",
        "Contract 7, page 2",
    ] {
        assert!(notice.contains(said), "{engine} {said}: {notice}");
    }
    // Who still has time is waited for.
    refused(&lead, &format!("{AT}/publish"), &[("current", PASSWORD)]);
    let desk = enters(house, &link);
    let page = read(&desk, "/reply/findings/F-01");
    assert!(page.contains("4 of 10 taps"), "{engine}: {page}");
    let said = [("state", "partly_agrees"), ("text", WORDS), ("do", "send")];
    let sent = answers(&desk, "F-01", &said, None);
    assert_eq!(sent.status, 303, "{engine}: {}", text(&sent));
    let page = read(&lead, "/checks/a-0001/replies/1");
    assert!(page.contains("wait for spare parts."), "{engine}: {page}");
    // An objection is answered first.
    refused(&lead, &format!("{AT}/publish"), &[("current", PASSWORD)]);
    let weighed = [
        ("about", "f-01"),
        ("says", "Spare parts are part of the promise."),
        ("changed-stands", "yes"),
    ];
    sends(&lead, "/checks/a-0001/replies/1/weigh", &weighed);
    // Nothing of it is in the report, nor on a slip, while the finding is not.
    let (_, case) = audit(house).await;
    assert_eq!((case.findings.len(), case.responses.len()), (0, 0));
    assert!(!slip(house, &slips[0]).contains("F-01"));
    let before = read(&lead, &format!("{AT}/before"));
    assert!(before.contains("Nothing is missing."), "{engine}: {before}");
    sends(&lead, &format!("{AT}/publish"), &[("current", PASSWORD)]);
    Story {
        lead,
        ben,
        codes: [first, second],
        desk,
        slips,
    }
}

/// The provider says that it is fixed; somebody who has not read that looks again, and it is.
pub(super) async fn to_fixed(house: &House, story: &mut Story) {
    let (_, case) = audit(house).await;
    let provider = party(&case, Role::Provider);
    let problem = [
        ("finding", "f-01"),
        ("place", "s-0001"),
        ("body", provider.as_str()),
        ("severity", "serious"),
        ("on", "2026-06-20"),
    ];
    sends(&story.lead, "/checks/a-0001/follow-up", &problem);
    let claim = [
        ("on", "2026-07-01"),
        ("words", "All ten taps were mended on Monday."),
    ];
    sends(&story.desk, "/reply/fixed/1", &claim);
    let look = [("who", story.codes[1].as_str()), ("due", "2026-07-04")];
    sends(&story.lead, "/checks/a-0001/follow-up/1/look", &look);
    // Nobody who may look again reads that it is said to be fixed.
    for slip_of in &story.slips {
        let page = slip(house, slip_of);
        assert!(
            !page.contains("fixed") && !page.contains("mended"),
            "{page}"
        );
    }
    for path in ["/checks/a-0001/mine", "/audits/a-0001/findings"] {
        let page = text(&story.ben.get(path));
        assert!(!page.contains("mended on Monday"), "{path}: {page}");
    }
    house.advance(TimeDelta::days(2));
    story.lead = back(house, "amina").await;
    assert_eq!(story.ben.signs_in("ben", PASSWORD).status, 303);
    let dan = story.codes[1].as_str();
    seen(&story.ben, 3, ("s-0001", dan, "2026-07-03", 10));
    decided(&story.lead, "V-0003");
    let looked = [("visit", "v-0003"), ("outcome", "fixed")];
    sends(&story.lead, "/checks/a-0001/follow-up/1/looks/1", &looked);
}

#[tokio::test(flavor = "multi_thread")]
async fn comparison_to_finding_to_reply_to_fixed() {
    for house in houses().await {
        let engine = house.station.engine;
        let mut story = to_publication(&house).await;
        let report = read(&story.lead, "/audits/a-0001/findings");
        for said in [
            "F-01",
            "4 of 10 taps",
            "Kind of finding: under-delivered.",
            "wait for spare parts.",
            "Spare parts are part of the promise.",
        ] {
            assert!(report.contains(said), "{engine} {said}: {report}");
        }
        assert!(!report.contains("Checked by one person."), "{engine}");
        to_fixed(&house, &mut story).await;
        let page = read(&story.lead, "/checks/a-0001/follow-up");
        assert!(
            page.contains("1 of 1 problems found (100.0%)"),
            "{engine}: {page}"
        );
        assert!(page.contains("re-checked: fixed"), "{engine}: {page}");

        // The last page and the editions tell all four words of it.
        let chronology = read(&story.lead, "/audits/a-0001/chronology");
        for said in [
            "Water Works said on 1 July 2026 that this was fixed.",
            "Somebody who had not seen that looked again at Tap one: fixed.",
            "Sent to Water Works: ",
            "visits to ",
        ] {
            assert!(chronology.contains(said), "{engine} {said}: {chronology}");
        }
        let html = read(&story.lead, "/audits/a-0001/report.html");
        for said in [
            "4 of 10 taps",
            "wait for spare parts.",
            "looked again at Tap one: fixed.",
        ] {
            assert!(html.contains(said), "{engine} {said}");
        }
        let json = story.lead.get("/audits/a-0001/report.json");
        assert_eq!(json.status, 200);
        let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
        let finding = json
            .pointer("/findings/0")
            .unwrap_or_else(|| panic!("{json:#}"));
        assert_eq!(finding["number"], "F-01", "{engine}: {finding:#}");
        let whole = json.to_string();
        for said in [
            "4 of 10 taps",
            "wait for spare parts.",
            "looked again at Tap one: fixed.",
        ] {
            assert!(whole.contains(said), "{engine} {said}");
        }
        for edition in ["report.pdf", "report.xlsx", "report.zip"] {
            let made = story.lead.get(&format!("/audits/a-0001/{edition}"));
            assert_eq!(made.status, 200, "{engine} {edition}");
        }
        let (_, case) = audit(&house).await;
        assert_eq!(case.responses[0].state, ReplyState::PartlyAgrees);
        assert_eq!(case.responses[0].points[0].says, WORDS, "in full");
        // What was seen on the second look does not change what was found on the first.
        assert!(case.findings[0].condition.contains("4 of 10 taps"));
        let told = told(&house).await;
        let mut kinds = told.iter().map(String::as_str);
        for kind in [
            "finding.written",
            "review.decided",
            "reply.invited",
            "reply.received",
            "finding.published",
            "problem.recorded",
        ] {
            assert!(kinds.any(|one| one == kind), "{engine} {kind}: {told:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn volunteer_without_mail_learns_the_result() {
    for house in houses().await {
        let engine = house.station.engine;
        let mut story = to_publication(&house).await;
        let used = slip(&house, &story.slips[0]);
        for said in [
            "A published finding rests on your visit: F-01.",
            "Those whom F-01 is about have answered.",
        ] {
            assert!(used.contains(said), "{engine} {said}: {used}");
        }
        // A slip may be lost: it says neither what was seen nor where, nor what was answered.
        for secret in ["Tap one", "4 of 10", "W-0", "spare parts"] {
            assert!(!used.contains(secret), "{engine} {secret}: {used}");
        }
        to_fixed(&house, &mut story).await;
        let fixed = slip(&house, &story.slips[0]);
        let said = "Somebody looked again: what F-01 is about was fixed.";
        assert!(fixed.contains(said), "{engine}: {fixed}");
        // At the other place nobody looked again.
        let other = slip(&house, &story.slips[1]);
        assert!(
            other.contains("rests on your visit: F-01."),
            "{engine}: {other}"
        );
        assert!(!other.contains("fixed"), "{engine}: {other}");
        // Whoever signs in reads the same beside each visit.
        let mine = text(&story.ben.get("/checks/a-0001/mine"));
        assert!(mine.contains(said), "{engine}: {mine}");
        // In the language of whoever asks.
        let french = house.visitor();
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
            ("Accept-Language", "fr"),
        ];
        let code = format!("code={}", story.slips[0]);
        let page = text(&french.ask("POST", "/slip", &headers, &code));
        assert!(page.contains("repose sur votre visite"), "{engine}: {page}");
        // Withdrawn, it leads to nothing any more.
        let withdraw = [("step", "withdraw"), ("note", "We were wrong.")];
        sends(&story.lead, &format!("{AT}/step"), &withdraw);
        assert!(!slip(&house, &story.slips[0]).contains("F-01"), "{engine}");
    }
}
