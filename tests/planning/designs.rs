//! From the plan to what may be concluded: a few that decide (LQAS), and places we chose.

use super::{houses, listed, read, refused, sent, visited};

#[tokio::test(flavor = "multi_thread")]
async fn a_few_that_decide_tell_whether_the_lot_reaches_its_target_and_never_a_rate() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let sample = "/checks/a-0001/sample";
        assert!(
            read(&lead, sample)
                .contains("Whether the whole reaches its target or not; never a rate.")
        );
        let page = refused(&lead, sample, &[("unit", "toilets"), ("design", "lqas")]);
        assert!(page.contains("f-lot_n-error"), "{page}");
        let page = refused(
            &lead,
            sample,
            &[
                ("unit", "toilets"),
                ("design", "lqas"),
                ("lot_n", "6"),
                ("lot_d", "6"),
            ],
        );
        assert!(page.contains("f-lot_d-error"), "{page}");
        let design = [
            ("unit", "toilets"),
            ("design", "lqas"),
            ("lot_n", "6"),
            ("lot_d", "4"),
            ("seed_kind", "text"),
            ("seed_text", "spoken at the meeting"),
            ("replacement", "none"),
        ];
        sent(&lead, sample, &design);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let page = read(&lead, sample);
        let drawn: Vec<String> = (1..=12)
            .map(|at| format!("site-{at:02}"))
            .filter(|site| {
                let taken = page.split("Places drawn").nth(1).unwrap_or_default();
                taken
                    .split("Next in the order")
                    .next()
                    .unwrap_or_default()
                    .contains(site.as_str())
            })
            .collect();
        assert_eq!(drawn.len(), 6, "{drawn:?}: {page}");
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        for (at, place) in drawn.iter().enumerate() {
            let seen = if at == 0 { "not_in_order" } else { "in_order" };
            visited(&lead, place, &today, seen);
        }
        let promise = read(&lead, "/audits/a-0001/promises/O-01");
        assert!(
            promise.contains("5 of 6 in order, more than 4: reaches the target"),
            "{promise}"
        );
        let method = read(&lead, "/audits/a-0001/method");
        assert!(method.contains("lot quality assurance"), "{method}");
        assert!(
            method.contains("A lot reaches its target or does not; it is never a rate."),
            "{method}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn places_we_chose_say_something_of_themselves_and_nothing_of_others() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let plan = [
            ("design", "judgmental"),
            ("unit", "toilets"),
            ("planned", "3"),
            ("chosen_because", "People complained about these"),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        let page = read(&lead, "/checks/a-0001/sample");
        assert!(
            page.contains("Something about the places seen, nothing about others."),
            "{page}"
        );
        // Chance has no part: no seed is drawn, and the list is sealed all the same.
        let lock = read(&lead, "/checks/a-0001/plan/lock");
        assert!(!lock.contains("a seed drawn by chance"), "{lock}");
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        assert!(read(&lead, "/checks/a-0001/sample").contains("Chance has no part in this plan"));
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        for (place, seen) in [
            ("site-01", "in_order"),
            ("site-02", "not_in_order"),
            ("site-03", "in_order"),
        ] {
            visited(&lead, place, &today, seen);
        }
        let promise = read(&lead, "/audits/a-0001/promises/O-01");
        assert!(promise.contains("2 of 3"), "{promise}");
        assert!(promise.contains("chosen, not drawn"), "{promise}");
        let method = read(&lead, "/audits/a-0001/method");
        for said in [
            "chosen, not drawn",
            "The results hold for those seen and for no others.",
            "People complained about these",
        ] {
            assert!(method.contains(said), "{said}: {method}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_many_were_refused_or_not_found_the_others_may_not_speak_for_them() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let plan = [("design", "census"), ("unit", "toilets")];
        sent(&lead, "/checks/a-0001/plan", &plan);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let many = "That is a fifth or more: those that were seen may not speak for them.";
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        let refuse = |place: &str| {
            let visit = [
                ("place", place),
                ("date", &*today),
                ("observers", "W-01"),
                ("access", "refused"),
            ];
            sent(&lead, "/checks/a-0001/visits", &visit);
        };
        for at in 1..=9 {
            visited(&lead, &format!("site-{at:02}"), &today, "in_order");
        }
        let method = read(&lead, "/audits/a-0001/method");
        assert!(
            method.contains("9 of 12 places were seen: something about these"),
            "{method}"
        );
        refuse("site-10");
        refuse("site-11");
        let method = read(&lead, "/audits/a-0001/method");
        assert!(!method.contains(many), "2 of 11 are fewer: {method}");
        // Nobody found it: as missing as one that was refused.
        visited(&lead, "site-12", &today, "not_found");
        let method = read(&lead, "/audits/a-0001/method");
        let said = "of 12 places visited, 3 were refused or not found.";
        assert!(method.contains(said) && method.contains(many), "{method}");
        // Somebody was let in on a second visit: it was seen after all, and that is said at once.
        visited(&lead, "site-10", &today, "in_order");
        let method = read(&lead, "/audits/a-0001/method");
        assert!(!method.contains(many), "{method}");
        assert!(
            method.contains("10 of 12 places were seen: something about these"),
            "{method}"
        );
    }
}
