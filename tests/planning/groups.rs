//! Places drawn within groups, and in groups: what was seen at them comes to an estimate for the whole list, with an
//! interval by which promises and rules are judged. The published figures of both, through the product.

use std::fmt::Write as _;

use groundtruth::db::audit::audit_named;
use groundtruth::db::comparison::{ComparedAudit, compared};
use groundtruth::domain::code::Code;
use groundtruth::domain::comparison::{Measured, Row, VerdictCode};
use groundtruth::domain::sampling::{DrawnSample, FrameUnit, draw_plan};
use groundtruth::domain::statistics::IntervalMethod;

use super::{houses, read, refused, sent, visited};
use crate::support::house::{House, Visitor};

/// A check of these groups of places, with one promise: `site-001 | north`, each with its number.
fn begun(lead: &Visitor, promise: &[(&str, &str)], groups: &[(String, usize)]) -> Vec<FrameUnit> {
    let agreement = [
        ("title", "Clinics of the district"),
        ("kind", "contract"),
        ("funders", "District"),
        ("providers", "Health Services"),
    ];
    sent(lead, "/register/new", &agreement);
    sent(lead, "/register/A-0001/promises/new", promise);
    sent(lead, "/register/A-0001/check", &[]);
    let (mut lines, mut units) = (String::new(), Vec::new());
    for (group, size) in groups {
        for _ in 0..*size {
            let id = format!("site-{:03}", units.len() + 1);
            writeln!(lines, "{id} | {group}").unwrap();
            units.push(FrameUnit {
                id,
                stratum: Some(group.clone()),
            });
        }
    }
    sent(lead, "/checks/a-0001/sample/places", &[("lines", &lines)]);
    units
}

/// The draw as anyone repeats it.
fn drawn(sampling: serde_json::Value, units: &[FrameUnit]) -> DrawnSample {
    let sampling = serde_json::from_value(sampling).unwrap();
    draw_plan(&sampling, units).unwrap()
}

fn today(house: &House) -> chrono::NaiveDate {
    house.station.app.surroundings.now().date_naive()
}

async fn comparison(house: &House) -> ComparedAudit {
    let ctx = house.station.ctx();
    let code = Code::parse("a-0001").unwrap();
    let line = audit_named(ctx.app.db.reads(), ctx.scope, &code).await;
    let (db, master) = (&ctx.app.db, &ctx.app.master);
    compared(
        db,
        ctx.scope,
        master,
        line.unwrap().unwrap().id,
        today(house),
    )
    .await
    .unwrap()
}

fn found(row: &Row) -> &Measured {
    let measured = row.found_in_use().find_map(|one| one.measured.as_ref());
    measured.unwrap()
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9, "{a} is not {b}");
}

/// A page of the report as a browser shows it, and everything that a program reads in it.
fn report(lead: &Visitor) -> (String, String) {
    let promise = read(lead, "/audits/a-0001/promises/O-01");
    let json = lead.get("/audits/a-0001/report.json");
    assert_eq!(json.status, 200);
    (promise, json.text())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_total_from_places_drawn_within_groups_is_the_published_one() {
    let promise = [
        (
            "promise",
            "The clinics are open 200 hours a week, all together.",
        ),
        ("step", "fields"),
        ("kind", "quantity"),
        ("unit", "hours"),
        ("target", "at_least"),
        ("amount", "200"),
    ];
    let groups = [("1".to_owned(), 15), ("2".to_owned(), 12)];
    let values = [
        ["2.8", "4.1", "6.8", "6.8", "9.2"].as_slice(),
        ["3.7", "6.6", "4.2"].as_slice(),
    ];
    for house in houses().await {
        let lead = house.administrator("amina").await;
        let units = begun(&lead, &promise, &groups);
        let seed = "spoken at the meeting";
        let form = [
            ("unit", "clinics"),
            ("design", "stratified"),
            ("group-1", "5"),
            ("group-2", "3"),
            ("seed_kind", "text"),
            ("seed_text", seed),
            ("replacement", "none"),
        ];
        sent(&lead, "/checks/a-0001/sample", &form);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let taken = drawn(
            serde_json::json!({"unit": "clinics", "design": "stratified", "planned": 8,
                "strata": [{"name": "1", "size": 15, "planned": 5}, {"name": "2", "size": 12, "planned": 3}],
                "seed": {"text": seed, "kind": "recorded_before"}}),
            &units,
        );
        let day = today(&house).to_string();
        for (at, (group, values)) in taken.groups.iter().zip(values).enumerate() {
            for (nth, (place, hours)) in group.taken.iter().zip(values).enumerate() {
                if (at, nth) == (1, 2) {
                    // Two of three are in: the whole interval reaches from below the promise to above it.
                    let row = comparison(&house).await.comparison.rows[0].clone();
                    assert_eq!(found(&row).rule, 10, "{:?}", row.verdict);
                }
                let visit = [
                    ("place", place.as_str()),
                    ("date", &day),
                    ("observers", "W-01"),
                    ("seen-o-01", "partly"),
                    ("value-o-01", hours),
                ];
                sent(&lead, "/checks/a-0001/visits", &visit);
                if (at, nth) == (0, 4) || (at, nth) == (1, 0) {
                    // A group that nobody went to, or a single place: nothing is said of the whole.
                    let row = comparison(&house).await.comparison.rows[0].clone();
                    assert!(row.verdict.code.reason().is_some(), "{:?}", row.verdict);
                }
            }
        }
        let row = comparison(&house).await.comparison.rows[0].clone();
        let measured = found(&row);
        assert_eq!(measured.rule, 9);
        assert_eq!(row.verdict.code, VerdictCode::PartlyDelivered);
        let drawing = measured.drawing.as_ref().unwrap();
        close(drawing.value, 147.1);
        let (low, high) = drawing.interval.unwrap();
        // 16.633099530754933 x t(0.975; 6) = 2.4469118511449692
        close(
            low,
            147.1 - 16.633_099_530_754_933 * 2.446_911_851_144_969_2,
        );
        close(
            high,
            147.1 + 16.633_099_530_754_933 * 2.446_911_851_144_969_2,
        );
        let (promise, json) = report(&lead);
        for said in ["147.1", "106.4", "187.8", "from 2 groups", "Student’s t"] {
            assert!(promise.contains(said), "{said}: {promise}");
        }
        assert!(promise.contains("1: 5.94 hours a place, at 5 of 15 places"));
        for said in ["stratified.total", "5.4481", "0.6160", "16.6331", "2.4469"] {
            assert!(json.contains(said), "{said}: {json}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_share_from_groups_drawn_of_ten_is_the_published_one_and_decides_the_rule() {
    let promise = [
        ("promise", "Every clinic can be used."),
        ("step", "fields"),
        ("kind", "condition"),
        ("unit", "clinics"),
        ("target", "every"),
    ];
    let mut groups: Vec<(String, usize)> = vec![
        ("ward-a".to_owned(), 10),
        ("ward-b".to_owned(), 20),
        ("ward-c".to_owned(), 30),
    ];
    groups.extend(('d'..='j').map(|letter| (format!("ward-{letter}"), 2)));
    for house in houses().await {
        let lead = house.administrator("amina").await;
        let units = begun(&lead, &promise, &groups);
        // A seed by which chance takes the three wards of the vector.
        let sampling = |seed: &str| {
            serde_json::json!({"unit": "clinics", "design": "cluster",
                "clusters": {"unit": "wards", "universe": 10, "planned": 3, "within": 10},
                "seed": {"text": seed, "kind": "recorded_before"}})
        };
        let is_vector = |taken: &DrawnSample| {
            let names = taken.groups.iter().map(|group| group.name.as_str());
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            names == ["ward-a", "ward-b", "ward-c"]
        };
        let mut seeds = (0..10_000).map(|nth| format!("seed {nth}"));
        let seed = seeds.find(|seed| is_vector(&drawn(sampling(seed), &units)));
        let seed = seed.unwrap();
        let taken = drawn(sampling(&seed), &units);
        let rule = [
            ("design", "census"),
            ("unit", "clinics"),
            ("rule-o-01", "Kept where 45% can be used."),
            ("kept-how-o-01", "at_least"),
            ("kept-number-o-01", "45%"),
        ];
        sent(&lead, "/checks/a-0001/plan", &rule);
        let none = refused(
            &lead,
            "/checks/a-0001/sample",
            &[("unit", "clinics"), ("design", "cluster")],
        );
        assert!(none.contains("f-cluster_planned-error"), "{none}");
        let form = [
            ("unit", "clinics"),
            ("design", "cluster"),
            ("cluster_unit", "wards"),
            ("cluster_planned", "3"),
            ("cluster_within", "10"),
            ("seed_kind", "text"),
            ("seed_text", seed.as_str()),
            ("replacement", "none"),
        ];
        sent(&lead, "/checks/a-0001/sample", &form);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let day = today(&house).to_string();
        for group in &taken.groups {
            let in_order = match group.name.as_str() {
                "ward-a" => 5,
                "ward-b" => 8,
                _ => 9,
            };
            assert_eq!(group.taken.len(), 10);
            for (nth, place) in group.taken.iter().enumerate() {
                let seen = if nth < in_order {
                    "in_order"
                } else {
                    "not_in_order"
                };
                visited(&lead, place, &day, seen);
            }
        }
        let result = comparison(&house).await;
        let rows = &result.comparison.rows;
        let [by_promise, by_rule] = rows.as_slice() else {
            panic!("{rows:?}");
        };
        for row in [by_promise, by_rule] {
            let measured = found(row);
            let interval = measured.interval.unwrap();
            assert_eq!(interval.method, IntervalMethod::ClusterT);
            close(interval.low, 0.488_243_191_425_900_56);
            close(interval.high, 1.0);
            assert_eq!(measured.value, Some("0.8".parse().unwrap()));
        }
        // Eight were seen broken: not every one can be used. 45% lies below the whole interval.
        assert_eq!(by_promise.by_this_criterion.rule, 9);
        assert_eq!(
            by_promise.by_this_criterion.code,
            VerdictCode::PartlyDelivered
        );
        assert_eq!(by_rule.by_this_criterion.rule, 8);
        assert_eq!(by_rule.by_this_criterion.code, VerdictCode::Delivered);
        let (promise, json) = report(&lead);
        for said in [
            "80.0% (48.8% to 100.0%)",
            "from 3 of 10 groups",
            "ward-b: 8 of 10 in order (80.0%), at 10 of 20 places",
            "Student’s t",
        ] {
            assert!(promise.contains(said), "{said}: {promise}");
        }
        assert!(!promise.contains("no design effect"), "{promise}");
        for said in ["cluster.ratio_mean", "0.0725", "4.3027", "0.4882"] {
            assert!(json.contains(said), "{said}: {json}");
        }
        let method = read(&lead, "/audits/a-0001/method");
        assert!(
            method
                .contains("30 of 74 places were seen, drawn by chance: a rate for the whole list"),
            "{method}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_that_were_drawn_are_alike_nothing_is_claimed_to_be_certain() {
    let promise = [
        ("promise", "Every clinic can be used."),
        ("step", "fields"),
        ("kind", "condition"),
        ("unit", "clinics"),
        ("target", "every"),
    ];
    let groups = [("north".to_owned(), 6), ("south".to_owned(), 6)];
    for house in houses().await {
        let lead = house.administrator("amina").await;
        let units = begun(&lead, &promise, &groups);
        let form = [
            ("unit", "clinics"),
            ("design", "stratified"),
            ("group-1", "2"),
            ("group-2", "2"),
            ("seed_kind", "text"),
            ("seed_text", "s"),
            ("replacement", "none"),
        ];
        sent(&lead, "/checks/a-0001/sample", &form);
        sent(&lead, "/checks/a-0001/plan/lock", &[]);
        let taken = drawn(
            serde_json::json!({"unit": "clinics", "design": "stratified", "planned": 4,
                "strata": [{"name": "north", "size": 6, "planned": 2}, {"name": "south", "size": 6, "planned": 2}],
                "seed": {"text": "s", "kind": "recorded_before"}}),
            &units,
        );
        for place in taken.taken() {
            visited(&lead, place, &today(&house).to_string(), "in_order");
        }
        let row = comparison(&house).await.comparison.rows[0].clone();
        assert_eq!(found(&row).interval, None);
        assert_eq!(found(&row).rule, 12, "it holds for those seen");
        let (promise, _) = report(&lead);
        assert!(promise.contains("show no spread"), "{promise}");
    }
}
