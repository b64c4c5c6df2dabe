//! What is told of a photograph, over real HTTP: another day, another place, a picture that was sent before. What it says of
//! whoever took it is for the lead alone. Each public copy that is made, taken away or put into words is told to the log.

use sha2::{Digest as _, Sha256};

use super::{begun, houses, sent, text, uuid};
use crate::pictures::makers::{as_segment, ascii, jpeg, rationals, scene, with_segments, written};
use crate::support::house::{House, Visitor};

fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where and when the device says that it was: 26° 12′ 36″ S, 28° 2′ 30″ E, on 13 May 2024 at 9:30.
fn told() -> Vec<u8> {
    written(
        vec![ascii(0x010F, "Maker")],
        vec![ascii(0x9003, "2024:05:13 09:30:00")],
        vec![
            ascii(1, "S"),
            rationals(2, &[(26, 1), (12, 1), (36, 1)]),
            ascii(3, "E"),
            rationals(4, &[(28, 1), (2, 1), (30, 1)]),
        ],
        None,
    )
}

/// A visit with one file of a kind, and the file.
fn visited(visitor: &Visitor, id: u128, (place, day): (&str, &str), (kind, bytes): (&str, &[u8])) {
    let body = format!(
        r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"{place}","channel":"ordinary_visit",
        "observers":["W-01"],"started":"{day}T09:30:00","ended":"{day}T10:00:00","answers":[
        {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
        {{"question":"o-01","value":{{"count":"8"}},"evidence":[
        {{"sha256":"{}","len":{},"kind":"{kind}","class":"gallery"}}]}}]}}"#,
        hash(bytes),
        bytes.len()
    );
    sent(visitor, id, &body);
    let path = format!("/observations/{}/files/{}", uuid(id), hash(bytes));
    let file = ("application/octet-stream", bytes);
    let put = crate::visits::sent(visitor, "PUT", &path, file);
    assert_eq!(put.status, 201, "{}", put.text());
}

/// What is told of the photographs of a page, by how it came out: `fail`, `warn`, `pass`.
fn checks(page: &str, outcome: &str) -> Vec<String> {
    let head = format!("<li class=\"told-{outcome}\">");
    let items = page.split(head.as_str()).skip(1);
    let items = items.map(|one| one.split("</li>").next().unwrap_or_default());
    items.map(str::to_owned).collect()
}

/// Two sites of the register with points, some 1,260 km apart, in a check.
fn placed(lead: &Visitor) {
    let list = "Tap A | Ward 4 | -26.21, 28.041667\nTap B | Ward 4 | -33.85, 18.75";
    let sites = [("kind", "site"), ("list", list)];
    assert_eq!(lead.post("/sites", &sites).status, 303);
    begun(lead, 1);
    let added = lead.post("/checks/a-0001/sample/sites", &[("group", "Ward 4")]);
    assert_eq!(added.status, 303, "{}", text(&added));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_day_another_place_and_a_repeated_picture_are_told_in_sentences() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        placed(&lead);
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "dora").await;
        let plain = jpeg(&scene(900, 600, 3), 90);
        let picture = with_segments(&plain, &[as_segment(&told())]);
        let photograph = ("photograph", picture.as_slice());
        visited(&observer, 1, ("s-0001", "2024-05-13"), photograph);
        visited(&observer, 2, ("s-0002", "2024-06-20"), photograph);
        // Packed again, without what the device wrote.
        let again = jpeg(&scene(900, 600, 3), 60);
        visited(
            &observer,
            3,
            ("s-0001", "2024-07-01"),
            ("photograph", &again),
        );
        let page = |visit: &str| text(&checker.get(&format!("/checks/a-0001/visits/{visit}")));
        let has = |all: &[String], said: &str| all.iter().any(|one| one.contains(said));

        let first = page("V-0001");
        let fine = checks(&first, "pass");
        assert!(has(&fine, "during the visit ("), "{engine}: {fine:?}");
        assert!(
            has(&fine, "it was taken 0 metres from the place."),
            "{fine:?}"
        );
        let second = page("V-0002");
        let wrong = checks(&second, "fail");
        assert_eq!(wrong.len(), 3, "{engine}: {wrong:?}");
        assert!(has(&wrong, "on another day than the visit ("), "{wrong:?}");
        assert!(has(&wrong, "13 May 2024"), "{wrong:?}");
        let far = wrong
            .iter()
            .find(|one| one.contains("metres from the place."));
        let metres = far.unwrap().split("it was taken ").nth(1).unwrap();
        let metres = metres.split(" metres").next().unwrap();
        let metres: String = metres.chars().filter(char::is_ascii_digit).collect();
        let metres: u64 = metres.parse().unwrap();
        assert!((1_200_000..1_320_000).contains(&metres), "{metres}");
        let repeated = "The same picture was sent with another visit (V-0001, 1).";
        assert!(has(&wrong, repeated), "{wrong:?}");
        let third = page("V-0003");
        let unsure = checks(&third, "warn");
        assert!(
            has(&unsure, "Nothing says when it was taken."),
            "{unsure:?}"
        );
        assert!(
            has(&unsure, "Nothing says where it was taken."),
            "{unsure:?}"
        );
        assert!(
            has(&unsure, "It looks nearly the same as V-000"),
            "{unsure:?}"
        );
        assert_eq!(checks(&third, "fail"), Vec::<String>::new());

        // That one observer sent one picture twice is a sign, for the lead and for nobody else.
        let sign = "One photograph with several visits";
        let private = "Only the lead sees this.";
        for path in ["/checks/a-0001/today", "/checks/a-0001/visits/V-0002"] {
            let seen = text(&lead.get(path));
            assert!(
                seen.contains(sign) && seen.contains(private),
                "{engine}: {path}: {seen}"
            );
            for other in [&checker, &observer] {
                let answer = other.get(path);
                let page = text(&answer);
                assert!(
                    !page.contains(sign) && !page.contains(private),
                    "{path}: {page}"
                );
            }
            assert_eq!(checker.get(path).status, 200, "{path} is open to a checker");
        }
        let mine = text(&observer.get("/checks/a-0001/mine/V-0002"));
        assert!(!mine.contains(sign) && !mine.contains(private), "{mine}");
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(!report.contains(sign), "it is never printed");
    }
}

/// What the evidence log tells of public copies: what was done, and the hash of what came of it.
async fn copies(house: &House) -> Vec<(Vec<String>, String)> {
    let (app, scope) = (&house.station.app, house.station.scope);
    let events = groundtruth::db::log::events_of(app.db.reads(), scope, 0, 10_000).await;
    let events = events.unwrap().into_iter().filter_map(|line| line.event);
    let told = events.filter_map(|event| {
        let value: serde_json::Value = serde_json::from_slice(&event.to_bytes().unwrap()).unwrap();
        if value["type"] != "photo.redacted" {
            return None;
        }
        // Of which file stands there as a commitment and never as a name or a hash of the file.
        let parent = value["parent"].as_str().unwrap();
        assert!(!parent.is_empty(), "{value}");
        let operations = value["operations"].as_array().unwrap().iter();
        let operations = operations.map(|one| one.as_str().unwrap().to_owned());
        let sha256 = value["sha256"].as_str().unwrap().to_owned();
        Some((operations.collect(), sha256))
    });
    told.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_covered_withheld_or_put_into_words_is_told_to_the_log() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        begun(&lead, 2);
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "dora").await;
        let picture = jpeg(&scene(900, 600, 3), 90);
        visited(
            &observer,
            1,
            ("s-0001", "2026-01-05"),
            ("photograph", &picture),
        );
        let song = [&b"ID3\x04\0\0\0\0\0\0"[..], &[7; 3_000]].concat();
        visited(&observer, 2, ("s-0002", "2026-01-06"), ("sound", &song));
        let before = copies(&house).await;
        let picture = "/checks/a-0001/visits/V-0001/files/1";
        let boxes = [
            ("box-1-left", "10"),
            ("box-1-top", "20"),
            ("box-1-width", "50"),
            ("box-1-height", "25"),
        ];
        // Who may not, changes nothing and tells nothing.
        assert_eq!(observer.post(picture, &boxes).status, 404);
        assert_eq!(copies(&house).await, before, "{engine}");
        assert_eq!(checker.post(picture, &boxes).status, 303);
        let told = copies(&house).await;
        let copy = hash(&crate::visits::whole(
            &checker.get(&format!("{picture}/copy")),
        ));
        let boxed = (vec!["box-1000-2000-5000-2500".to_owned()], copy);
        assert_eq!(told[before.len()..], [boxed], "{engine}");
        let withhold = [("withhold", "yes")];
        assert_eq!(checker.post(picture, &withhold).status, 303);
        let told = copies(&house).await;
        let nothing = (vec!["withheld".to_owned()], hash(b""));
        assert_eq!(told[before.len() + 1..], [nothing], "{engine}");
        let words = [("described", "A pump runs dry.")];
        let path = "/checks/a-0001/visits/V-0002/files/1/words";
        assert_eq!(checker.post(path, &words).status, 303);
        let told = copies(&house).await;
        let spoken = (vec!["described".to_owned()], hash(b"A pump runs dry."));
        assert_eq!(told[before.len() + 2..], [spoken], "{engine}");
        // Of each the whole log is one tree still.
        let text = lead.get("/checks/a-0001").text();
        assert!(!text.contains("A pump runs dry."));
    }
}
