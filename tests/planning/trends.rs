//! Two rounds: a change is shown only where question and method are the same, and the reason is told where they are not.

use super::{houses, listed, read, sent};
use crate::support::house::Visitor;

fn visited(lead: &Visitor, round: &str, place: &str, day: &str, seen: &str) {
    let visit = [
        ("place", place),
        ("date", day),
        ("observers", "W-01"),
        ("seen-o-01", seen),
    ];
    sent(lead, &format!("/checks/{round}/visits"), &visit);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trend_is_drawn_only_where_question_and_method_match() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let plan = [
            ("design", "judgmental"),
            ("unit", "toilets"),
            ("chosen_because", "People complained about these"),
            ("announced", "unannounced"),
        ];
        sent(&lead, "/checks/a-0001/plan", &plan);
        sent(&lead, "/checks/a-0001/instruments", &[]);
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        visited(&lead, "a-0001", "site-01", &today, "in_order");
        visited(&lead, "a-0001", "site-02", &today, "not_in_order");
        let next = sent(&lead, "/checks/a-0001/rounds", &[]);
        assert_eq!(next, "/checks/a-0001-r2");
        let rounds = "/checks/a-0001-r2/rounds";
        // The same questions in the same way, before anything was seen.
        let page = read(&lead, rounds);
        assert!(
            page.contains("in order: 1 of 2 looked at") && page.contains("nothing was looked at"),
            "{page}"
        );
        visited(&lead, "a-0001-r2", "site-01", &today, "in_order");
        visited(&lead, "a-0001-r2", "site-02", &today, "in_order");
        let page = read(&lead, rounds);
        assert!(page.contains("in order: 2 of 2 looked at"), "{page}");
        assert!(!page.contains("No trend is shown"), "{page}");
        // Another way of looking: no trend, and why.
        for (field, value, reason) in [
            (
                "announced",
                "announced",
                "one round was announced and the other was not",
            ),
            (
                "unit",
                "wash basins",
                "something else was chosen to be seen",
            ),
            ("design", "convenience", "places were chosen in another way"),
        ] {
            let mut other: Vec<(&str, &str)> = plan.to_vec();
            for one in &mut other {
                if one.0 == field {
                    one.1 = value;
                }
            }
            sent(&lead, "/checks/a-0001-r2/plan", &other);
            let page = read(&lead, rounds);
            assert!(
                page.contains("No trend is shown") && page.contains(reason),
                "{field}: {page}"
            );
            assert!(
                !page.contains("in order: 2 of 2 looked at"),
                "{field}: {page}"
            );
        }
        sent(&lead, "/checks/a-0001-r2/plan", &plan);
        assert!(!read(&lead, rounds).contains("No trend is shown"));
        // Another question: of what is asked otherwise there is no trend.
        let asked = read(&lead, "/checks/a-0001-r2/instruments/visit/questions/o-01");
        assert!(asked.contains("<form"), "{asked}");
    }
}
