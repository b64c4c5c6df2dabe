//! Second observers at some of the drawn places: where, chance says by the seed of the plan; nobody goes twice to a place.

use std::collections::BTreeMap;

use groundtruth::domain::sampling::{SealedList, Stratum, draw};

use super::{houses, listed, read, refused, sent};

/// Who is sent to which place, by code, from the page of the sample.
fn going(page: &str) -> BTreeMap<String, Vec<String>> {
    let mut going: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let visits = page.split("id=\"visits\"").nth(1).unwrap_or_default();
    for line in visits.split("<li>").skip(1) {
        let place = line.split("<bdi>").nth(1).unwrap_or_default();
        let place = place.split('<').next().unwrap_or_default().to_owned();
        let who = line.split("<span class=\"nowrap\">").nth(1);
        let who = who.and_then(|who| who.split('<').next());
        going
            .entry(place)
            .or_default()
            .push(who.unwrap_or("anyone").to_owned());
    }
    going
}

#[tokio::test(flavor = "multi_thread")]
async fn second_observers_are_drawn_by_the_seed_and_are_somebody_else() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        listed(&lead);
        let assign = "/checks/a-0001/sample/assign";
        let page = refused(&lead, assign, &[("second", "2")]);
        assert!(page.contains("nothing was drawn by a seed yet"), "{page}");
        let people = "/checks/a-0001/people";
        let person = |name: &'static str| {
            [
                ("name", name),
                ("role-observer", "yes"),
                ("reason", "More hands"),
            ]
        };
        sent(&lead, people, &person("Nomvula"));
        let design = [
            ("unit", "toilets"),
            ("design", "simple_random"),
            ("planned", "5"),
            ("seed_kind", "text"),
            ("seed_text", "spoken at the meeting"),
            ("replacement", "next_unless_result"),
        ];
        sent(&lead, "/checks/a-0001/sample", &design);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        for (second, said) in [
            ("six", "A whole number is needed."),
            ("6", "5 places are drawn, no more."),
        ] {
            let page = refused(&lead, assign, &[("second", second)]);
            assert!(page.contains(said), "{engine}: {second}: {page}");
        }
        // One person alone is nobody else, and then nothing at all was made.
        let page = refused(&lead, assign, &[("second", "2")]);
        assert!(
            page.contains("There is nobody else who may go to"),
            "{page}"
        );
        assert!(going(&read(&lead, "/checks/a-0001/sample")).is_empty());
        for name in ["Thandi", "Sipho"] {
            sent(&lead, people, &person(name));
        }
        sent(&lead, assign, &[("second", "2")]);
        let sample = read(&lead, "/checks/a-0001/sample");
        let first = going(&sample);
        assert_eq!(first.len(), 5, "{first:?}");
        // Anyone works out which: the ranking of the draw among the places drawn.
        let list = SealedList::seal((1..=12).map(|at| format!("site-{at:02}"))).unwrap();
        let drawn: Vec<&String> = first.keys().collect();
        let stratum = Stratum::of("second-observer", &list, &drawn).unwrap();
        let ranked = draw(&list, "spoken at the meeting", &stratum, 2).unwrap();
        for (place, codes) in &first {
            let expected = if ranked.chosen.contains(place) { 2 } else { 1 };
            assert_eq!(codes.len(), expected, "{engine}: {place}: {codes:?}");
            assert!(codes.iter().all(|code| code.starts_with("W-")), "{codes:?}");
            assert!(
                codes.len() == 1 || codes[0] != codes[1],
                "{place}: {codes:?}"
            );
        }
        // Asked again, the two that are there count; three of the five is one more.
        let page = refused(&lead, assign, &[("second", "2")]);
        assert!(page.contains("Somebody was sent to every place"), "{page}");
        sent(&lead, assign, &[("second", "3")]);
        let again = going(&read(&lead, "/checks/a-0001/sample"));
        let twice = again.values().filter(|codes| codes.len() == 2).count();
        assert_eq!(twice, 3, "{again:?}");
    }
}
