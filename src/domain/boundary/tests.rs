//! What is read as a boundary, what is refused, and which points lie inside.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn polygon(rings: Value) -> Value {
    json!({ "type": "Polygon", "coordinates": rings })
}

fn square(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    json!([
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south]
    ])
}

fn at(lon: f64, lat: f64) -> Point {
    ((lon * MICRO).round() as i32, (lat * MICRO).round() as i32)
}

fn refused(file: &Value) -> (Reason, usize, usize) {
    let problem = read(&file.to_string()).unwrap_err();
    (problem.reason, problem.area, problem.point)
}

#[test]
fn a_hole_is_outside_an_island_in_it_is_inside_and_every_line_belongs_to_its_area() {
    let file = json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "name": "  Ward\t4 " }, "geometry": {
            "type": "MultiPolygon",
            "coordinates": [[square(0.0, 0.0, 10.0), square(2.0, 2.0, 6.0)], [square(4.0, 4.0, 2.0)]],
        } },
        { "type": "Feature", "properties": null, "geometry": polygon(json!([square(20.0, -5.0, 1.0)])) },
    ] });
    let areas = read(&format!("\u{FEFF}{file}")).unwrap();
    assert_eq!(areas[0].name.as_deref(), Some("Ward 4"));
    assert_eq!(areas[1].name, None);
    let holds = |lon, lat| areas[0].holds(at(lon, lat));
    assert!(holds(1.0, 1.0) && holds(5.0, 5.0) && holds(9.999_999, 5.0));
    assert!(!holds(3.0, 3.0) && !holds(10.000_001, 5.0) && !holds(-1.0, 0.0));
    // Corners, edges, and the rim of the hole.
    assert!(holds(0.0, 0.0) && holds(10.0, 10.0) && holds(5.0, 0.0) && holds(2.0, 5.0));
    // A line to the east that runs through corners.
    assert!(!holds(-1.0, 10.0) && !holds(11.0, 0.0));
    assert!(areas[1].holds(at(20.5, -4.5)) && !areas[1].holds(at(20.5, 4.5)));
}

#[test]
fn a_polygon_that_bends_in_is_read_as_it_bends() {
    let star = json!([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4], [0, 0]]);
    let area = &read(&polygon(json!([star])).to_string()).unwrap()[0];
    assert!(area.holds(at(0.5, 3.0)) && area.holds(at(3.5, 3.0)) && area.holds(at(2.0, 1.0)));
    assert!(!area.holds(at(2.0, 2.0)) && !area.holds(at(2.0, 3.999)));
}

#[test]
fn what_is_no_boundary_is_refused_with_its_place() {
    let feature = |geometry: Value| json!({ "type": "Feature", "geometry": geometry });
    let collection = |all: Vec<Value>| json!({ "type": "FeatureCollection", "features": all });
    let good = || feature(polygon(json!([square(0.0, 0.0, 1.0)])));
    assert!(read(&collection(vec![good()]).to_string()).is_ok());
    let cases = [
        (json!([1, 2]), (Reason::NotAreas, 0, 0)),
        (json!({ "type": "Topology" }), (Reason::NotAreas, 0, 0)),
        (collection(vec![]), (Reason::NotAreas, 0, 0)),
        (
            json!({ "type": "FeatureCollection", "features": {} }),
            (Reason::NotAreas, 0, 0),
        ),
        (
            collection(vec![
                good(),
                feature(json!({ "type": "Point", "coordinates": [1, 2] })),
            ]),
            (Reason::NotAreas, 2, 0),
        ),
        (
            collection(vec![feature(Value::Null)]),
            (Reason::NotAreas, 1, 0),
        ),
        (polygon(json!([])), (Reason::NotAreas, 1, 0)),
        (polygon(json!([7])), (Reason::NotAreas, 1, 0)),
        (
            polygon(json!([[[0, 0], [1, 1], [0, 0]]])),
            (Reason::Short, 1, 0),
        ),
        (
            polygon(json!([[[0, 0], [1, 0], [1, 1], [0, 1]]])),
            (Reason::Open, 1, 0),
        ),
        (
            polygon(json!([[[0, 0], [1, "0"], [1, 1], [0, 0]]])),
            (Reason::NotAPoint, 1, 2),
        ),
        (
            polygon(json!([[[0, 0], [1], [1, 1], [0, 0]]])),
            (Reason::NotAPoint, 1, 2),
        ),
        (
            polygon(json!([[[0, 0], [1, null], [1, 1], [0, 0]]])),
            (Reason::NotAPoint, 1, 2),
        ),
        // Metres of a grid, and north before east.
        (
            polygon(json!([[[500_000, 7_150_000], [1, 0], [1, 1], [0, 0]]])),
            (Reason::NotDegrees, 1, 1),
        ),
        (
            polygon(json!([[[-26.1, 128.2], [1, 0], [1, 1], [0, 0]]])),
            (Reason::NotDegrees, 1, 1),
        ),
        (
            collection(vec![good(); MOST_AREAS + 1]),
            (Reason::TooManyAreas, 0, 0),
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(refused(&file), expected, "{file}");
    }
}

#[test]
fn hostile_files_are_refused_before_they_cost_anything() {
    let reason = |text: &str| read(text).unwrap_err().reason;
    assert_eq!(reason(&"[".repeat(1_000_000)), Reason::TooDeep);
    assert_eq!(
        reason(&format!("{}1{}", "{\"a\":".repeat(17), "}".repeat(17))),
        Reason::TooDeep
    );
    // Brackets in a name are no depth.
    let name = "[".repeat(500);
    let named = json!({ "type": "Feature", "properties": { "name": name },
        "geometry": polygon(json!([square(0.0, 0.0, 1.0)])) });
    let read_name = read(&named.to_string()).unwrap()[0].name.clone();
    assert_eq!(read_name.unwrap().len(), LONGEST_NAME);
    for text in [
        "",
        "{",
        "{\"type\":",
        "NaN",
        "{\"type\":\"Polygon\"} x",
        "\u{0}",
    ] {
        assert_eq!(reason(text), Reason::NotJson, "{text:?}");
    }
    // Numbers that are none in any machine.
    for number in ["1e999", "-1e400", "NaN", "Infinity"] {
        let text =
            format!(r#"{{"type":"Polygon","coordinates":[[[{number},0],[1,0],[1,1],[0,0]]]}}"#);
        assert!(
            matches!(reason(&text), Reason::NotJson | Reason::NotAPoint),
            "{number}"
        );
    }
    let ring = |points: usize| {
        let mut ring = vec![json!([0, 0]); points];
        ring[1] = json!([1, 1]);
        polygon(json!([ring]))
    };
    assert!(read(&ring(MOST_POINTS).to_string()).is_ok());
    assert_eq!(
        refused(&ring(MOST_POINTS + 1)),
        (Reason::TooManyPoints, 1, 0)
    );
}

proptest! {
    #[test]
    fn no_text_ends_the_reading(text in ".{0,300}") {
        let _ = read(&text);
    }

    /// A point in a rectangle is inside by two comparisons; the ring says the same, whichever way it runs.
    #[test]
    fn a_rectangle_holds_what_two_comparisons_say(
        (west, south) in (-50_i32..50, -50_i32..50),
        (wide, high) in (1_i32..40, 1_i32..40),
        (x, y) in (-60_i32..60, -60_i32..60),
        backwards in any::<bool>(),
        from in 0_usize..4,
    ) {
        let mut corners = vec![(west, south), (west + wide, south), (west + wide, south + high), (west, south + high)];
        corners.rotate_left(from);
        corners.push(corners[0]);
        if backwards {
            corners.reverse();
        }
        let area = Area { name: None, polygons: vec![vec![corners]] };
        let inside = (west..=west + wide).contains(&x) && (south..=south + high).contains(&y);
        prop_assert_eq!(area.holds((x, y)), inside);
    }

    /// What is read is written and read again the same.
    #[test]
    fn what_is_kept_comes_back(lon in -180.0_f64..180.0, lat in -90.0_f64..90.0) {
        let file = polygon(json!([[[lon, lat], [0, 0], [1, 0], [lon, lat]]]));
        let areas = read(&file.to_string()).unwrap();
        let kept: Vec<Area> = serde_json::from_str(&serde_json::to_string(&areas).unwrap()).unwrap();
        prop_assert_eq!(kept, areas);
    }
}
