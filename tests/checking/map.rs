//! The map with areas behind its places: drawn, told in words, and what is no area refused.

use super::{begun, houses, text};
use crate::portal::browser::Answer;
use crate::support::house::Visitor;

fn upload(visitor: &Visitor, bytes: &str) -> Answer {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"wards.geojson\"\r\n\r\n{bytes}\r\n--b--\r\n"
    );
    let headers = [
        ("Content-Type", "multipart/form-data; boundary=b"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    visitor.ask("POST", "/checks/a-0001/map/areas", &headers, &body)
}

fn square(name: &str, west: f64, south: f64, side: f64) -> serde_json::Value {
    let (east, north) = (west + side, south + side);
    serde_json::json!({ "type": "Feature", "properties": { "name": name }, "geometry": { "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } })
}

/// A check of three sites of the register that have points, and one that has none.
fn placed(lead: &Visitor) {
    let sites = [
        ("kind", "site"),
        (
            "list",
            "Tap A | Ward 4 | -33.95, 18.55\nTap B | Ward 4 | -33.85, 18.75\nTap C | Ward 5 | -34.5, 19.5\nTap D | Ward 5",
        ),
    ];
    assert_eq!(lead.post("/sites", &sites).status, 303);
    begun(lead, 1);
    for group in ["Ward 4", "Ward 5"] {
        let added = lead.post("/checks/a-0001/sample/sites", &[("group", group)]);
        assert_eq!(added.status, 303, "{}", text(&added));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_place_is_told_as_inside_or_outside_of_the_areas() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        placed(&lead);
        let page = text(&lead.get("/checks/a-0001/map"));
        assert!(page.contains("3 of 5 places are drawn"), "{page}");
        assert!(!page.contains("class=\"area\""), "{page}");
        let wards = serde_json::json!({ "type": "FeatureCollection", "features": [
            square("Ward 4", 18.5, -34.0, 0.1), square("The <b>rest</b>", 18.6, -34.0, 0.3),
        ] });
        let brought = upload(&lead, &wards.to_string());
        assert_eq!(brought.status, 303, "{}", text(&brought));
        let page = text(&lead.get("/checks/a-0001/map"));
        assert_eq!(page.matches("class=\"area\"").count(), 2, "{page}");
        assert!(!page.contains("<b>rest"), "{page}");
        let line = |place: &str| {
            let part = page.split(&format!("<bdi>{place}")).nth(1);
            let part = part
                .or_else(|| page.split(&format!(">{place}</bdi>")).nth(1))
                .unwrap_or_default();
            part.split("</li>").next().unwrap_or_default().to_owned()
        };
        assert!(
            line("Tap A").contains("inside of") && line("Tap A").contains("Ward 4"),
            "{}",
            line("Tap A")
        );
        assert!(!line("Tap A").contains("outside of the area of its group"));
        assert!(
            line("Tap B").contains("inside of")
                && line("Tap B").contains("outside of the area of its group"),
            "{}",
            line("Tap B")
        );
        assert!(line("Tap C").contains("in no area"), "{}", line("Tap C"));
        assert!(
            line("Tap D").contains("no position in the register")
                && !line("Tap D").contains("in no area")
        );
        assert!(
            page.contains("One place with a point lies in no area."),
            "{page}"
        );
        // A new file takes the place of the one before; somebody else of the team reads and does not change.
        assert_eq!(
            upload(&lead, &square("All", 18.0, -35.0, 2.0).to_string()).status,
            303
        );
        let observer = house.member(&lead, "observer", "ben").await;
        let page = text(&observer.get("/checks/a-0001/map"));
        assert_eq!(page.matches("class=\"area\"").count(), 1);
        assert!(
            page.contains("Every place with a point lies inside of an area."),
            "{page}"
        );
        assert!(!page.contains("type=\"file\""));
        assert_eq!(upload(&observer, "{}").status, 404);
        assert_eq!(lead.post("/checks/a-0001/map/no-areas", &[]).status, 303);
        assert!(!text(&lead.get("/checks/a-0001/map")).contains("class=\"area\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_boundary_is_refused_beside_its_field_and_nothing_is_kept() {
    let house = houses().await.remove(0);
    let lead = house.administrator("amina").await;
    placed(&lead);
    let ring = |points: &str| format!(r#"{{"type":"Polygon","coordinates":[[{points}]]}}"#);
    let many = vec!["[1,1]"; 20_001].join(",");
    for (file, said) in [
        ("kml".to_owned(), "no GeoJSON"),
        ("[".repeat(200_000), "deeper than boundaries"),
        (
            r#"{"type":"Point","coordinates":[1,2]}"#.to_owned(),
            "Only polygons are taken",
        ),
        (
            ring("[0,0],[1,0],[1,1],[0,1]"),
            "does not end where it begins",
        ),
        (ring("[0,0],[1,1],[0,0]"), "fewer than four points"),
        (
            ring("[500000,7150000],[1,0],[1,1],[500000,7150000]"),
            "WGS 84",
        ),
        (ring("[1e999,0],[1,0],[1,1],[0,0]"), "GeoJSON"),
        (ring(&many), "More than 20000 points"),
        ("\u{0}\u{1}".to_owned(), "no GeoJSON"),
        ("x".repeat(1_000_001), "too large"),
    ] {
        let answer = upload(&lead, &file);
        assert_eq!(answer.status, 422, "{said}");
        let page = text(&answer).replace(',', "");
        assert!(
            page.contains(&said.replace(',', "")) && page.contains("f-file-error"),
            "{said}: {page}"
        );
    }
    assert!(!text(&lead.get("/checks/a-0001/map")).contains("class=\"area\""));
    assert_eq!(lead.post("/checks/a-0001/map/areas", &[]).status, 403);
}
