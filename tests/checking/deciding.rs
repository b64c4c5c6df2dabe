//! From a visit that came in to the comparison, and back out of it.

use super::{begun, decide, houses, observed, sent, told};
use crate::checking::text;

#[tokio::test(flavor = "multi_thread")]
async fn submission_to_accepted_observation() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead, 3);
        let receipt = sent(&observer, 1, &observed(("s-0001", "W-01", 4), ""));
        assert_eq!(receipt["number"], "V-0001", "{engine}: {receipt}");
        let slip = receipt["slip"].as_str().unwrap().to_owned();
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("0 of 3 places visited"), "{engine}: {desk}");

        // It waits, however long: nothing is accepted by itself.
        house.advance(chrono::TimeDelta::days(40));
        for (name, visitor) in [("amina", &lead), ("ben", &observer), ("cleo", &checker)] {
            assert_eq!(
                visitor
                    .signs_in(name, crate::support::house::PASSWORD)
                    .status,
                303
            );
        }
        let code = house.digits("amina").await;
        assert_eq!(lead.post("/sign-in/code", &[("code", &code)]).status, 303);
        let queue = text(&checker.get("/checks/a-0001/visits?state=received"));
        assert!(
            queue.contains("V-0001") && queue.contains("Tap 1"),
            "{queue}"
        );
        let today = text(&lead.get("/checks/a-0001/today"));
        assert!(today.contains("To check <strong>1</strong>"), "{today}");
        let one = text(&checker.get("/checks/a-0001/visits/V-0001"));
        for part in ["4 taps", "Ten taps work at each place.", "W-01", "to check"] {
            assert!(one.contains(part), "{engine}: {part}: {one}");
        }
        // Whoever looked cannot look at the queue, and sees what became of their own.
        assert_eq!(observer.get("/checks/a-0001/visits").status, 404);
        assert_eq!(observer.get("/checks/a-0001/visits/V-0001").status, 404);
        let mine = text(&observer.get("/checks/a-0001/mine"));
        assert!(mine.contains("It came in and is being checked."), "{mine}");

        // Sent back: with a reason and words, or not at all.
        let back = decide(&checker, "V-0001", &[("decision", "revision_asked")]);
        assert_eq!(back.status, 422);
        assert!(text(&back).contains("Say why"), "{}", text(&back));
        let why = [
            ("decision", "revision_asked"),
            ("reason", "photograph_missing"),
            ("words", "Please photograph the pump."),
        ];
        assert_eq!(decide(&checker, "V-0001", &why).status, 303);
        let mine = text(&observer.get("/checks/a-0001/mine"));
        assert!(mine.contains("Please photograph the pump."), "{mine}");
        let public = house.visitor();
        let looked_up = public.post("/slip", &[("code", &slip.to_lowercase())]);
        assert_eq!(looked_up.status, 200, "{}", looked_up.text());
        let looked_up = text(&looked_up);
        assert!(looked_up.contains("It was sent back") && looked_up.contains("the pump"));
        assert!(!looked_up.contains("Tap 1") && !looked_up.contains("W-01"));

        // The correction is a further one; the first stays to be read.
        let path = format!("/observations/{}?corrects=V-0001", super::uuid(2));
        let corrected = super::sent_to(&observer, &path, &observed(("s-0001", "W-01", 5), ""));
        assert_eq!(corrected["number"], "V-0002");
        assert_eq!(
            decide(&checker, "V-0002", &[("decision", "accepted")]).status,
            303
        );
        let first = text(&checker.get("/checks/a-0001/visits/V-0001"));
        assert!(
            first.contains("4 taps") && first.contains("corrected by V-0002"),
            "{first}"
        );
        let second = text(&checker.get("/checks/a-0001/visits/V-0002"));
        assert!(
            second.contains("5 taps") && second.contains("says “4 taps”"),
            "{second}"
        );

        // The comparison shows it at once, and what stands behind it.
        let page = text(&lead.get("/audits/a-0001"));
        assert!(page.contains("1 of 3 places visited"), "{engine}: {page}");
        let behind = text(&observer.get("/checks/a-0001/promises/O-01/observations"));
        assert!(
            behind.contains("Tap 1") && behind.contains("V-0002"),
            "{behind}"
        );
        let behind_nothing = lead.get("/checks/a-0001/promises/O-02/observations");
        assert_eq!(behind_nothing.status, 404);
        let map = text(&observer.get("/checks/a-0001/map"));
        assert!(
            map.contains("0 of 3 places are drawn") && map.contains("Tap 3"),
            "{map}"
        );
        // Two people had a part in it, so the report says nothing of one.
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(!method.contains("Checked by one person"), "{method}");

        // Taken back by whoever gave it: out of the comparison, for good, and told.
        let take = [("reason", "no_consent"), ("words", "They asked me to.")];
        let path = "/checks/a-0001/mine/V-0002/withdraw";
        assert_eq!(checker.post(path, &take).status, 404, "not theirs");
        assert_eq!(observer.post(path, &take[1..]).status, 422);
        assert_eq!(observer.post(path, &take).status, 303);
        assert_eq!(observer.post(path, &take).status, 404, "done already");
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("0 of 3 places visited"), "{engine}: {desk}");
        let again = decide(&checker, "V-0002", &[("decision", "accepted")]);
        assert_eq!(again.status, 422, "what was withdrawn stays so");
        let told = told(&house).await;
        let count = |kind: &str| told.iter().filter(|one| *one == kind).count();
        assert_eq!(count("observation.received"), 1, "{told:?}");
        assert_eq!(count("observation.corrected"), 1, "{told:?}");
        assert_eq!(count("observation.withdrawn"), 1, "{told:?}");
        assert!(count("review.decided") >= 3, "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_alone_may_accept_and_it_is_printed() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, 2);
        sent(&lead, 1, &observed(("s-0001", "W-01", 4), ""));
        sent(&lead, 2, &observed(("s-0002", "W-01", 4), ""));
        let one = text(&lead.get("/checks/a-0001/visits/V-0001"));
        assert!(one.contains("checked by one person"), "{one}");
        assert_eq!(
            decide(&lead, "V-0001", &[("decision", "accepted")]).status,
            303
        );
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(
            method.contains("Checked by one person: 1 of 1 accepted visits"),
            "{}: {method}",
            house.station.engine
        );
        // Once somebody else may check, they do.
        let checker = house.member(&lead, "checker", "cleo").await;
        let own = decide(&lead, "V-0002", &[("decision", "accepted")]);
        assert_eq!(own.status, 422);
        assert!(text(&own).contains("V-0002 is your own"), "{}", text(&own));
        assert_eq!(
            decide(&checker, "V-0002", &[("decision", "accepted")]).status,
            303
        );
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(method.contains("1 of 2 accepted visits"), "{method}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_are_decided_at_once_or_none_of_them() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead, 60);
        for at in 1..=55_u32 {
            let place = format!("s-{at:04}");
            sent(
                &observer,
                u128::from(at),
                &observed((&place, "W-01", 10), ""),
            );
        }
        let queue = text(&lead.get("/checks/a-0001/visits"));
        assert!(
            queue.contains("V-0055") && !queue.contains("V-0005\""),
            "fifty on a page"
        );
        assert!(queue.contains("visits?before=V-0006"), "{queue}");
        let rest = text(&lead.get("/checks/a-0001/visits?before=V-0006"));
        assert!(
            rest.contains("V-0005") && !rest.contains(">V-0006<"),
            "{rest}"
        );
        assert!(rest.contains("visits?after=V-0005"), "{rest}");
        let back = text(&lead.get("/checks/a-0001/visits?after=V-0005"));
        assert!(
            back.contains(">V-0006<") && back.contains(">V-0055<") && !back.contains(">V-0005<"),
            "{back}"
        );
        assert!(!back.contains("rel=\"prev\""), "nothing newer: {back}");
        let place = text(&lead.get("/checks/a-0001/visits?place=s-0007&observer=w-01"));
        assert!(
            place.contains("V-0007") && !place.contains("V-0008"),
            "{place}"
        );
        let nobody = text(&lead.get("/checks/a-0001/visits?observer=W-99"));
        assert!(
            nobody.contains("Nothing came in that was asked for"),
            "{nobody}"
        );

        let path = "/checks/a-0001/visits/decide";
        let some = |visits: &[&'static str], decision: &'static str| {
            let mut fields = vec![("decision", decision)];
            fields.extend(visits.iter().map(|visit| ("visit", *visit)));
            lead.post(path, &fields)
        };
        assert_eq!(some(&[], "accepted").status, 422);
        assert_eq!(some(&["V-0001", "V-0002"], "accepted").status, 303);
        // One of these was accepted before: then none is.
        let mixed = some(&["V-0002", "V-0003"], "accepted");
        assert_eq!(mixed.status, 422);
        assert!(text(&mixed).contains("V-0002"), "{}", text(&mixed));
        let third = text(&lead.get("/checks/a-0001/visits/V-0003"));
        assert!(third.contains("Nobody decided yet."), "{third}");
        assert_eq!(some(&["V-0003", "V-9999"], "accepted").status, 404);
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("2 of 60 places visited"), "{desk}");
        let rejected = [
            ("decision", "rejected"),
            ("reason", "duplicate"),
            ("visit", "V-0003"),
            ("visit", "V-0004"),
        ];
        assert_eq!(lead.post(path, &rejected).status, 303);
        let all = text(&lead.get("/checks/a-0001/visits?state=rejected"));
        assert!(all.contains("V-0003") && all.contains("V-0004"), "{all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_slips_are_told_the_same_and_counted() {
    for house in houses().await {
        let public = house.visitor();
        let body = |code: &str| {
            let answer = public.post("/slip", &[("code", code)]);
            assert_eq!(answer.status, 422, "{code}");
            answer.text()
        };
        let wrong = body("7VQ2-K0HM-3XWA-9TNE");
        for code in [
            "",
            "7VQ2",
            "<script>alert(1)</script>",
            "0000-0000-0000-0000",
        ] {
            assert_eq!(body(code), wrong, "{code}");
        }
        for _ in 0..300 {
            public.post("/slip", &[("code", "0000-0000-0000-0000")]);
        }
        let answer = public.post("/slip", &[("code", "0000-0000-0000-0000")]);
        assert_eq!(answer.status, 429);
    }
}
