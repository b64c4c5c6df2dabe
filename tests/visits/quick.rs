//! The quick form of whoever leads: it counts at once where nobody else may check, and waits where somebody may.

use super::{TAPS, begun, houses, text};
use crate::support::house::Visitor;

fn quick(lead: &Visitor, place: &str) -> crate::portal::browser::Answer {
    let fields = [
        ("place", place),
        ("date", "2026-01-05"),
        ("observers", "W-01"),
        ("seen-o-01", "in_order"),
        ("value-o-01", "10"),
    ];
    lead.post("/checks/a-0001/visits", &fields)
}

#[tokio::test(flavor = "multi_thread")]
async fn lead_works_alone_and_with_somebody_who_may_check() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        // An observer may not check: whoever leads is still alone.
        let _ben = house.member(&lead, "observer", "ben").await;
        let page = text(&lead.get("/checks/a-0001/visits/new"));
        assert!(
            page.contains("counts as soon as you save it"),
            "{engine}: {page}"
        );
        assert_eq!(quick(&lead, "s-0001").status, 303);
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("1 of 3 places visited"), "{engine}: {desk}");
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(
            method.contains("Checked by one person: 1 of 1 accepted visits"),
            "{method}"
        );

        let checker = house.member(&lead, "checker", "cleo").await;
        let page = text(&lead.get("/checks/a-0001/visits/new"));
        assert!(
            page.contains("Somebody else checks this visit before it counts"),
            "{page}"
        );
        let wrong = lead.post("/checks/a-0001/visits", &[("place", "s-0002")]);
        assert_eq!(wrong.status, 422);
        assert!(
            text(&wrong).contains("Somebody else checks"),
            "{}",
            text(&wrong)
        );
        let waits = quick(&lead, "s-0002");
        assert_eq!(waits.status, 200, "{}", text(&waits));
        assert!(text(&waits).contains("V-0002"), "{}", text(&waits));
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("1 of 3 places visited"), "it waits: {desk}");
        let accept = [("decision", "accepted")];
        let path = "/checks/a-0001/visits/V-0002/decide";
        assert_eq!(lead.post(path, &accept).status, 422, "not their own");
        assert_eq!(checker.post(path, &accept).status, 303);
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("2 of 3 places visited"), "{desk}");
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(
            method.contains("Checked by one person: 1 of 2 accepted visits"),
            "{method}"
        );
    }
}
