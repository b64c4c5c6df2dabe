//! What counts as kept, decided before: asked, sealed, held against what was seen beside the promise itself, printed.

use super::{houses, listed, read, refused, sent, visited};

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_in_numbers_has_a_result_beside_that_of_the_promise() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        listed(&lead);
        let plan = "/checks/a-0001/plan";
        let wrong = [
            ("design", "census"),
            ("kept-how-o-01", "at_least"),
            ("kept-off-o-01", "5%"),
        ];
        let page = refused(&lead, plan, &wrong);
        assert!(page.contains("f-kept-number-o-01-error"), "{page}");
        assert!(page.contains("f-kept-off-o-01-error"), "{page}");
        let page = refused(
            &lead,
            plan,
            &[
                ("design", "census"),
                ("kept-number-o-01", "-3"),
                ("kept-how-o-01", "at_least"),
            ],
        );
        assert!(page.contains("f-kept-number-o-01-error"), "{page}");
        let page = refused(
            &lead,
            plan,
            &[
                ("design", "census"),
                ("kept-number-o-01", "9"),
                ("kept-how-o-01", "at_least"),
            ],
        );
        assert!(
            page.contains("f-rule-o-01-error"),
            "a number has a sentence: {page}"
        );
        let rule = [
            ("design", "census"),
            ("unit", "toilets"),
            ("rule-o-01", "Kept where nearly all can be used."),
            ("kept-how-o-01", "at_least"),
            ("kept-number-o-01", "90%"),
            ("kept-off-o-01", "5"),
        ];
        sent(&lead, plan, &rule);
        // What was typed is there again.
        let page = read(&lead, plan);
        assert!(page.contains("value=\"90%\""), "{page}");
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let sealed = lead.get("/checks/a-0001/plan/plan.json").text();
        assert!(
            sealed.contains("\"at_least\":\"90%\"") && sealed.contains("\"tolerance\":\"5\""),
            "{sealed}"
        );
        let today = house
            .station
            .app
            .surroundings
            .now()
            .date_naive()
            .to_string();
        for at in 1..=12 {
            // 11 of 12 are 91.7%: every one is promised, 85% are enough by the rule.
            let seen = if at == 12 { "not_in_order" } else { "in_order" };
            visited(&lead, &format!("site-{at:02}"), &today, seen);
        }
        let table = lead.get("/audits/a-0001/comparison.csv");
        let table = match table.status {
            200 => table.text(),
            _ => read(&lead, "/audits/a-0001"),
        };
        assert!(
            table.contains("by the rule decided before the visits"),
            "{table}"
        );
        let method = read(&lead, "/audits/a-0001/method");
        let said = "Kept where nearly all can be used. (at least 90%; up to 5 off still counts)";
        assert!(method.contains(said), "{method}");
        let json = lead.get("/audits/a-0001/report.json");
        if json.status == 200 {
            let report: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
            let rows = report["promises"].as_array().map_or(0, Vec::len);
            assert!(rows >= 2, "{report}");
        }
        // Changed after the lock it is a deviation, told in a sentence; taken away, the promise stands by itself again.
        let mut changed = rule.to_vec();
        changed[4].1 = "80%";
        changed.push(("reason", "The provider showed a repair plan"));
        sent(&lead, plan, &changed);
        let page = read(&lead, plan);
        assert!(
            page.contains("at least 90%") && page.contains("at least 80%"),
            "{page}"
        );
        assert!(page.contains("“Every toilet can be used.”"), "{page}");
        let none = [
            ("design", "census"),
            ("unit", "toilets"),
            ("rule-o-01", ""),
            ("kept-how-o-01", ""),
            ("kept-number-o-01", ""),
            ("kept-off-o-01", ""),
            ("reason", "We hold them to the promise"),
        ];
        sent(&lead, plan, &none);
        let page = read(&lead, "/audits/a-0001");
        assert!(
            !page.contains("by the rule decided before the visits"),
            "{page}"
        );
    }
}
