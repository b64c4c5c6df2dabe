//! Draws of whole plans, with the published vector.

use super::*;

const SEED: &str = "2026-11-21 Khayelitsha";

fn plan(fields: serde_json::Value) -> SamplingPlan {
    let mut plan = serde_json::json!({
        "unit": "toilets",
        "seed": { "text": SEED, "kind": "recorded_before" },
    });
    for (name, value) in fields.as_object().unwrap() {
        plan[name] = value.clone();
    }
    serde_json::from_value(plan).unwrap()
}

fn sites(count: usize, strata: &[&str]) -> Vec<FrameUnit> {
    let stratum = |at: usize| (!strata.is_empty()).then(|| strata[at % strata.len()].to_owned());
    (0..count)
        .map(|at| FrameUnit {
            id: format!("site-{:02}", at + 1),
            stratum: stratum(at),
        })
        .collect()
}

fn drawn(fields: serde_json::Value, units: &[FrameUnit]) -> DrawnSample {
    draw_plan(&plan(fields), units).unwrap()
}

fn refused(fields: serde_json::Value, units: &[FrameUnit]) -> &'static str {
    draw_plan(&plan(fields), units).unwrap_err().code()
}

#[test]
fn a_simple_draw_and_a_lot_are_the_published_vector() {
    let expected = ["site-09", "site-07", "site-02", "site-05", "site-06"];
    let simple = drawn(
        serde_json::json!({ "design": "simple_random", "planned": 5 }),
        &sites(12, &[]),
    );
    assert_eq!(simple.taken().collect::<Vec<_>>(), expected);
    assert_eq!(simple.groups[0].substitutes[..2], ["site-04", "site-03"]);
    assert_eq!(
        simple.list_sha256,
        "077d5c77b70ea0a35bb438f4741d59f3290fa48db1cecbacdc54b8d6128018ea"
    );
    let lot = serde_json::json!({ "design": "lqas", "lot": { "n": 5, "d": 3 } });
    assert_eq!(
        drawn(lot, &sites(12, &[])).taken().collect::<Vec<_>>(),
        expected
    );
}

#[test]
fn every_fifth_place_of_a_systematic_draw_and_all_of_a_census() {
    let units = sites(12, &[]);
    let every = drawn(
        serde_json::json!({ "design": "systematic", "planned": 5 }),
        &units,
    );
    let expected = ["site-01", "site-03", "site-05", "site-08", "site-10"];
    assert_eq!(every.taken().collect::<Vec<_>>(), expected);
    let mut census = plan(serde_json::json!({ "design": "census" }));
    census.seed = None;
    assert_eq!(draw_plan(&census, &units).unwrap().taken().count(), 12);
}

#[test]
fn each_stratum_gives_its_number() {
    let fields = serde_json::json!({
        "design": "stratified",
        "strata": [{ "name": "north", "planned": 2 }, { "name": "south", "planned": 3 }],
    });
    let units = sites(12, &["north", "south"]);
    let sample = drawn(fields.clone(), &units);
    let shape: Vec<_> = sample
        .groups
        .iter()
        .map(|g| (g.name.as_str(), g.size, g.taken.len()))
        .collect();
    assert_eq!(shape, [("north", 6, 2), ("south", 6, 3)]);
    let odd = |unit: &str| unit[5..].parse::<u32>().unwrap() % 2 == 1;
    assert!(sample.groups[0].taken.iter().all(|unit| odd(unit)));
    assert!(sample.groups[1].taken.iter().all(|unit| !odd(unit)));
    assert_eq!(refused(fields.clone(), &sites(12, &[])), "draw-no-stratum");
    assert_eq!(
        refused(fields.clone(), &sites(12, &["north", "east"])),
        "draw-no-stratum"
    );
    assert_eq!(
        refused(fields, &sites(12, &["north"])),
        "draw-empty-stratum"
    );
}

#[test]
fn clusters_are_drawn_first_and_units_within_them() {
    let fields = serde_json::json!({
        "design": "cluster",
        "clusters": { "unit": "villages", "planned": 2, "within": 3 },
    });
    let units = sites(20, &["a", "b", "c", "d", "e", "a", "a"]);
    let sample = drawn(fields.clone(), &units);
    let clusters = sample.clusters.as_ref().unwrap();
    assert_eq!((clusters.drawn.taken.len(), clusters.drawn.size), (2, 5));
    assert_ne!(clusters.list_sha256, sample.list_sha256);
    assert_eq!(sample.groups.len(), 2);
    for group in &sample.groups {
        let of = |id: &String| units.iter().find(|unit| unit.id == *id).unwrap();
        assert!(
            group
                .taken
                .iter()
                .all(|id| of(id).stratum.as_ref() == Some(&group.name))
        );
        assert_eq!(group.taken.len() as u64, group.size.min(3));
    }
    assert_eq!(refused(fields, &sites(20, &["a"])), "draw-wrong-size");
}

#[test]
fn every_place_drawn_gets_its_visits() {
    let fields = serde_json::json!({
        "design": "simple_random", "planned": 3,
        "times": { "days": ["2026-11-23", "2026-11-24"], "slots": ["08:00", "14:00"], "per_place": 2 },
    });
    let sample = drawn(fields.clone(), &sites(12, &[]));
    let visits = sample.visits.as_ref().unwrap();
    let places: Vec<_> = visits
        .places
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    assert_eq!(places, sample.taken().collect::<Vec<_>>());
    for group in &visits.places {
        assert_eq!((group.size, group.taken.len()), (4, 2));
        assert!(
            group
                .taken
                .iter()
                .all(|line| line.starts_with(&format!("{}\t2026-11-2", group.name)))
        );
    }
    let mut more = fields;
    more["times"]["per_place"] = 5.into();
    assert_eq!(refused(more, &sites(12, &[])), "draw-too-few-times");
}

#[test]
fn what_is_not_drawn_has_no_seed_or_says_no_number_is_refused() {
    let units = sites(12, &[]);
    assert_eq!(
        refused(serde_json::json!({ "design": "judgmental" }), &units),
        "draw-not-drawn"
    );
    assert_eq!(
        refused(serde_json::json!({ "design": "simple_random" }), &units),
        "draw-no-number"
    );
    let unseeded = serde_json::json!({ "design": "simple_random", "planned": 2, "seed": null });
    assert_eq!(refused(unseeded, &units), "draw-no-seed");
    let many = serde_json::json!({ "design": "simple_random", "planned": 13 });
    assert_eq!(refused(many, &units), "draw-wrong-size");
    let twice = [sites(2, &[]), sites(2, &[])].concat();
    assert_eq!(
        refused(serde_json::json!({ "design": "census" }), &twice),
        "draw-duplicate"
    );
}
