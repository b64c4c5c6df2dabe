//! Marked fixed, but was not: the claim is kept from whoever looks again, and counted against the body when it was not so.

use chrono::TimeDelta;
use groundtruth::domain::party::Role;
use groundtruth::domain::reply::ReplyState;

use super::{
    asks, audit, back, begun, enters, finding, houses, party, published, read, refused, sends,
    text, told,
};
use crate::portal::browser::raw;
use crate::support::house::Visitor;

/// What somebody saw at a place on a day: so many taps. Gives the code of the slip.
pub(super) fn seen(
    visitor: &Visitor,
    id: u128,
    (place, observer, day, taps): (&str, &str, &str, u32),
) -> String {
    let body = format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["{observer}"],"started":"{day}T09:30:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"{taps}"}}}}]}}"#
    );
    let id = uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid();
    let cookie = visitor.cookie.borrow().clone().unwrap_or_default();
    let request = format!(
        "PUT /observations/{id} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        visitor.address,
        body.len()
    );
    let answer = raw(visitor.address, request.as_bytes());
    assert_eq!(answer.status, 201, "{}", answer.text());
    let receipt: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    receipt["slip"].as_str().unwrap_or_default().to_owned()
}

/// Adds somebody who goes and looks, who may be a member; gives the code.
pub(super) fn observer(lead: &Visitor, name: &str, member: &str) -> String {
    let before = codes(lead);
    let fields = [
        ("name", name),
        ("member", member),
        ("role-observer", "yes"),
        ("declared", "yes"),
    ];
    sends(lead, "/checks/a-0001/people", &fields);
    let now = codes(lead);
    now.into_iter().find(|code| !before.contains(code)).unwrap()
}

fn codes(lead: &Visitor) -> Vec<String> {
    let page = read(lead, "/checks/a-0001/people");
    let parts = page.split("<strong>W-").skip(1);
    let codes = parts.filter_map(|part| part.split('<').next());
    codes.map(|code| format!("W-{code}")).collect()
}

/// The value under which a member stands in the list of accounts.
pub(super) fn member(lead: &Visitor, name: &str) -> String {
    let page = read(lead, "/checks/a-0001/people");
    let options = page.split("<option value=\"").skip(1);
    let mut options =
        options.filter(|option| option.split("</option>").next().unwrap().contains(name));
    let option = options.next().unwrap_or_else(|| panic!("{name}: {page}"));
    option.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn marked_fixed_but_was_not() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let ben = house.member(&lead, "observer", "ben").await;
        let cleo = house.member(&lead, "checker", "cleo").await;
        begun(&lead);
        let first = observer(&lead, "Ben", &member(&lead, "ben"));
        let second = observer(&lead, "Cleo", &member(&lead, "cleo"));
        seen(&ben, 1, ("s-0001", &first, "2026-06-20", 4));
        sends(
            &lead,
            "/checks/a-0001/visits/V-0001/decide",
            &[("decision", "accepted")],
        );
        let draft = finding(&house, "Four of ten taps worked at Tap 1.").await;
        let (link, _) = asks(&house, &lead, Role::Provider, 1, &["f-01"]).await;
        // With the place and the day, so that it can be answered.
        let notice = read(&lead, "/checks/a-0001/replies/1/notice");
        assert!(notice.contains("Visit to Tap 1, 20 June 2026"), "{notice}");
        published(&house, &draft).await;
        let (_, case) = audit(&house).await;
        let provider = party(&case, Role::Provider);
        let problem = [
            ("finding", "f-01"),
            ("place", "s-0001"),
            ("body", provider.as_str()),
            ("severity", "serious"),
            ("on", "2026-06-20"),
        ];
        sends(&lead, "/checks/a-0001/follow-up", &problem);
        let page = read(&lead, "/checks/a-0001/follow-up/1");
        assert!(page.contains("visit (1)"), "with what it was found: {page}");
        // Nothing is fixed by saying so on this page.
        let one = "/checks/a-0001/follow-up/1";
        let by_hand = [
            ("to", "rechecked_fixed"),
            ("on", "2026-07-01"),
            ("words", "seen"),
        ];
        refused(&lead, one, &by_hand);

        // The body says so at its own desk.
        let desk = enters(&house, &link);
        let claim = [
            ("on", "2026-07-01"),
            ("words", "All ten taps were mended on Monday."),
        ];
        sends(&desk, "/reply/fixed/1", &claim);
        assert!(read(&desk, "/reply/findings").contains("claimed fixed"));
        // An observer never reads it: there are no such pages, and it stands on no other.
        for path in ["/checks/a-0001/follow-up", one] {
            assert_eq!(ben.get(path).status, 404);
        }
        let open = [
            "/checks/a-0001",
            "/checks/a-0001/mine",
            "/audits/a-0001",
            "/audits/a-0001/findings",
            "/audits/a-0001/chronology",
            "/audits/a-0001/report.html",
        ];
        for path in open {
            let page = text(&ben.get(path));
            assert!(!page.contains("mended on Monday"), "{engine} {path}");
            assert!(!page.contains("claimed fixed"), "{engine} {path}");
        }
        // A checker reads it, and cannot be the one who looks.
        assert!(read(&cleo, one).contains("mended on Monday"));
        let look = "/checks/a-0001/follow-up/1/look";
        let page = refused(&lead, look, &[("who", &second)]);
        assert!(page.contains("This person has seen the claim."), "{page}");
        sends(&lead, look, &[("who", &first), ("due", "2026-07-04")]);
        let page = refused(&lead, look, &[("who", &first)]);
        assert!(page.contains("Somebody was sent already."), "{page}");
        // What they are given is a visit like any other.
        let mine = text(&ben.get("/checks/a-0001/mine"));
        assert!(!mine.contains("mended"), "{mine}");

        house.advance(TimeDelta::days(2));
        let lead = back(&house, "amina").await;
        assert_eq!(
            ben.signs_in("ben", crate::support::house::PASSWORD).status,
            303
        );
        // A visit of before the claim, and one by somebody else, prove nothing.
        seen(&ben, 2, ("s-0001", &first, "2026-06-30", 10));
        seen(&ben, 3, ("s-0001", &second, "2026-07-03", 10));
        seen(&ben, 4, ("s-0001", &first, "2026-07-03", 4));
        for visit in ["V-0002", "V-0003", "V-0004"] {
            let decide = format!("/checks/a-0001/visits/{visit}/decide");
            sends(&lead, &decide, &[("decision", "accepted")]);
        }
        let looked = "/checks/a-0001/follow-up/1/looks/1";
        for visit in ["v-0002", "v-0003"] {
            refused(&lead, looked, &[("visit", visit), ("outcome", "fixed")]);
        }
        sends(
            &lead,
            looked,
            &[("visit", "v-0004"), ("outcome", "not_fixed")],
        );
        let page = read(&lead, "/checks/a-0001/follow-up");
        for said in [
            "0 of 1 problems found (0.0%)",
            "Marked fixed, but was not: 1 of 1 that were looked at again (1 marked).",
            "re-checked: not fixed",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        assert!(read(&lead, one).contains("Marked fixed, but was not: once"));
        // It is published, in every edition, and now the observer may read it.
        for path in ["/audits/a-0001/chronology", "/audits/a-0001/report.html"] {
            let page = text(&ben.get(path));
            assert!(
                page.contains("Marked fixed, but was not: The Water Company"),
                "{engine} {path}"
            );
        }
        let told = told(&house).await;
        let count = |kind: &str| told.iter().filter(|one| *one == kind).count();
        assert_eq!(count("problem.recorded"), 2, "{told:?}");
        // Said again, looked at again, by a third who has not read it: fixed.
        let claim = [
            ("to", "claimed_fixed"),
            ("on", "2026-07-03"),
            ("words", "Now they work."),
        ];
        sends(&lead, one, &claim);
        let third = observer(&lead, "Dan", "");
        sends(&lead, look, &[("who", &third), ("due", "")]);
        house.advance(TimeDelta::days(2));
        let lead = back(&house, "amina").await;
        let password = crate::support::house::PASSWORD;
        assert_eq!(ben.signs_in("ben", password).status, 303);
        seen(&ben, 5, ("s-0001", &third, "2026-07-05", 10));
        sends(
            &lead,
            "/checks/a-0001/visits/V-0005/decide",
            &[("decision", "accepted")],
        );
        let looked = "/checks/a-0001/follow-up/1/looks/2";
        sends(&lead, looked, &[("visit", "v-0005"), ("outcome", "fixed")]);
        let page = read(&lead, "/checks/a-0001/follow-up");
        assert!(page.contains("1 of 1 problems found (100.0%)"), "{page}");
        assert!(
            page.contains("Marked fixed, but was not: 1 of 1"),
            "it stays told: {page}"
        );
        let (_, case) = audit(&house).await;
        assert_eq!(case.events.iter().filter(|one| one.since).count(), 2);
        assert!(
            case.responses
                .iter()
                .all(|one| one.state != ReplyState::Agrees)
        );
    }
}
