//! Fifty at once: a notice is sent once (V2.3.4).

use super::{begun, case_of, dated, drafted, houses, saw, step, text, told};
use crate::support::house::{House, Visitor};

/// The same form, fifty times at once; how often each status was answered.
async fn at_once(lead: &Visitor, path: &str, fields: &[(&str, &str)]) -> (usize, usize) {
    let (cookie, address) = (lead.cookie.borrow().clone(), lead.address);
    let mut racers = Vec::new();
    for _ in 0..50 {
        let (cookie, path) = (cookie.clone(), path.to_owned());
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        racers.push(tokio::task::spawn_blocking(move || {
            let visitor = Visitor {
                address,
                cookie: cookie.into(),
            };
            let fields: Vec<_> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            let answer = visitor.post(&path, &fields);
            // On a slow machine some wait in vain for their turn.
            let is_told = answer.status < 500 || answer.status == 503;
            assert!(is_told, "{}", answer.status);
            answer.status
        }));
    }
    let (mut done, mut refused) = (0, 0);
    for racer in racers {
        match racer.await.unwrap() {
            200..400 => done += 1,
            _ => refused += 1,
        }
    }
    (done, refused)
}

/// A finding that a checker passed.
async fn passed(house: &House) -> Visitor {
    let lead = house.administrator("amina").await;
    begun(&lead);
    saw(&lead, 1, "s-0001", 4);
    saw(&lead, 2, "s-0002", 10);
    let checker = house.member(&lead, "checker", "ben").await;
    dated(&lead);
    drafted(&lead);
    assert_eq!(step(&lead, "submit", "").status, 303);
    assert_eq!(step(&checker, "pass", "").status, 303);
    lead
}

/// How often the evidence log tells something.
async fn times(house: &House, kind: &str) -> usize {
    told(house).await.iter().filter(|one| *one == kind).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_who_send_a_notice_at_once_send_it_once() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = passed(&house).await;
        let case = case_of(&house).await;
        let party = case.agreements[0].providers[0].to_string();
        let round = [
            ("party", party.as_str()),
            ("deadline", "2026-08-15"),
            ("about-f-01", "yes"),
        ];
        let made = lead.post("/checks/a-0001/replies", &round);
        assert_eq!(made.status, 303, "{engine}: {}", text(&made));
        let send = [
            ("to", "Director of water"),
            ("mail", ""),
            ("language", "en"),
        ];
        let path = format!("{}/send", made.header("location"));
        let (done, refused) = at_once(&lead, &path, &send).await;
        assert_eq!((done, refused), (1, 49), "{engine}");
        assert_eq!(times(&house, "reply.invited").await, 1, "{engine}");
    }
}
