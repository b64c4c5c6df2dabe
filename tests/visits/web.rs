//! One question a screen, without a script: begun, answered, photographed, sent; and a picture with boxes burnt in.

use sha2::{Digest as _, Sha256};

use super::{TAPS, begun, houses, sent, text, uploaded, whole};
use crate::pictures::makers::{jpeg, scene};
use crate::support::house::Visitor;

fn location(answer: &crate::portal::browser::Answer) -> String {
    assert_eq!(answer.status, 303, "{}", text(answer));
    answer.header("location").to_owned()
}

fn started(observer: &Visitor, place: &str) -> String {
    let fields = [
        ("instrument", "visit"),
        ("place", place),
        ("date", "2026-01-05"),
        ("time", "09:30"),
        ("observers", "W-07"),
    ];
    location(&observer.post("/checks/a-0001/drafts", &fields))
}

#[tokio::test(flavor = "multi_thread")]
async fn visit_one_question_a_screen() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let clean = (
            "The area around each tap is clean.",
            "condition",
            "taps",
            "",
        );
        begun(&lead, &[TAPS, clean]);
        let observer = house.member(&lead, "observer", "ben").await;
        let which = text(&observer.get("/checks/a-0001/visits/new?place=s-0001"));
        let first = "/checks/a-0001/visits/new?instrument=visit&amp;place=s-0001";
        assert!(which.contains(first), "{engine}: {which}");
        let start = text(&observer.get("/checks/a-0001/visits/new?instrument=visit&place=s-0001"));
        assert!(
            start.contains("W-01, W-02") && !start.contains("<script"),
            "{start}"
        );
        let wrong = [
            ("instrument", "visit"),
            ("observers", "Ben"),
            ("date", "soon"),
            ("time", "9"),
        ];
        let wrong = observer.post("/checks/a-0001/drafts", &wrong);
        assert_eq!(wrong.status, 422);
        let wrong = text(&wrong);
        for said in ["“BEN” is not a code", "f-place", "08:15"] {
            assert!(wrong.contains(said), "{said}: {wrong}");
        }

        let here = started(&observer, "s-0001");
        let draft = here.split("/questions/").next().unwrap().to_owned();
        let page = text(&observer.get(&here));
        for said in [
            "If someone stops me",
            "question 1 of",
            "Could not check",
            "value=\"yes\"",
        ] {
            assert!(page.contains(said), "{engine} {said}: {page}");
        }
        // Nobody else has it, not even whoever leads.
        assert_eq!(lead.get(&here).status, 404);
        let wanted = location(&observer.post(&here, &[("value", "yes")]));
        assert!(wanted.ends_with("?then=photographs"), "{wanted}");
        let next = text(&observer.get(&wanted));
        let here = format!("{draft}/questions/o-01");
        assert!(next.contains(&format!("href=\"{here}\"")), "{next}");
        assert!(here.ends_with("/questions/o-01"), "{here}");
        assert_eq!(observer.post(&here, &[("value", "many")]).status, 422);
        let mut here = location(&observer.post(&here, &[("value", "8")]));
        let scene = jpeg(&scene(800, 600, 7), 85);
        let mut photographed = false;
        if here.ends_with("?then=photographs") {
            photographed = true;
            let question = here.split('?').next().unwrap().to_owned();
            let path = format!("{question}/photographs");
            let script = uploaded(
                &observer,
                &path,
                &[("photograph", "a.jpg", b"<svg onload=x>")],
            );
            assert_eq!(script.status, 415, "{}", text(&script));
            let none = uploaded(&observer, &path, &[("photograph", "", b"")]);
            assert_eq!(none.status, 422);
            let taken = uploaded(&observer, &path, &[("photograph", "tap.jpg", &scene)]);
            here = location(&taken);
            let shown = observer.get(&format!("{draft}/photographs/1"));
            assert_eq!(shown.status, 200);
            assert_eq!(shown.header("content-type"), "image/jpeg");
            assert!(text(&observer.get(&here)).contains("/photographs/1"));
            here = format!("{draft}/questions/o-02");
        }
        assert!(here.ends_with("/questions/o-02"), "{here}");
        let why = location(&observer.post(&here, &[("value", "not-in-order")]));
        assert!(why.ends_with("?then=reason"), "{why}");
        let next = location(&observer.post(&why, &[("reason", "the pump of Mrs Okafor broke")]));
        if next.ends_with("?then=photographs") {
            let question = next.split('?').next().unwrap();
            let path = format!("{question}/photographs");
            photographed = true;
            location(&uploaded(
                &observer,
                &path,
                &[("photograph", "mud.jpg", &scene)],
            ));
        }
        assert!(photographed, "a promise wants a photograph");
        // The address is the state: the page of all answers shows them, and each can be changed.
        let review = text(&observer.get(&draft));
        assert!(
            review.contains("not in order") && review.contains("Mrs Okafor"),
            "{review}"
        );
        let receipt = observer.post(&draft, &[("ended", "10:05"), ("note", "rain")]);
        assert_eq!(receipt.status, 200, "{}", text(&receipt));
        let receipt = text(&receipt);
        let slip = crate::support::house::codes_in(&receipt);
        assert!(
            receipt.contains("V-0001 has come in") && slip[0].len() == 19,
            "{receipt}"
        );
        // Sent again, by a reload: the same slip, and nothing twice.
        let again = text(&observer.post(&draft, &[("ended", "10:05")]));
        assert!(
            again.contains("nothing was taken twice") && again.contains(&slip[0]),
            "{again}"
        );
        assert_eq!(observer.get(&draft).status, 404);
        let desk = text(&lead.get("/checks/a-0001"));
        assert!(desk.contains("0 of 3 places visited"), "{desk}");

        let file = "/checks/a-0001/visits/V-0001/files/1";
        let page = text(&lead.get(file));
        let hash: String = Sha256::digest(&scene)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        assert!(page.contains(&hash), "{page}");
        let original = lead.get(&format!("{file}/original"));
        assert_eq!((original.status, whole(&original)), (200, scene.clone()));
        assert!(
            original
                .header("content-disposition")
                .starts_with("attachment")
        );
        assert!(
            original
                .header("content-security-policy")
                .contains("sandbox")
        );
        assert_eq!(observer.get(file).status, 200);
        assert_eq!(observer.get(&format!("{file}/original")).status, 404);
        let other = house.member(&lead, "observer", "cleo").await;
        assert_eq!(other.get(file).status, 404);

        let copy = lead.get(&format!("{file}/copy")).body;
        let boxes = [
            ("box-1-left", "10"),
            ("box-1-top", "10"),
            ("box-1-width", "50"),
            ("box-1-height", "50"),
        ];
        assert_eq!(observer.post(file, &boxes).status, 404);
        assert_eq!(location(&lead.post(file, &boxes)), file);
        let covered = lead.get(&format!("{file}/copy")).body;
        assert_ne!(covered, copy);
        // What was covered stays covered where the editor is opened again.
        assert!(text(&lead.get(file)).contains("value=\"10\""));
        let half = [
            ("box-1-left", "90"),
            ("box-1-top", "10"),
            ("box-1-width", "50"),
            ("box-1-height", "50"),
        ];
        assert_eq!(lead.post(file, &half).status, 422);
        assert_eq!(location(&lead.post(file, &[("withhold", "yes")])), file);
        assert_eq!(lead.get(&format!("{file}/copy")).status, 404);
        assert_eq!(lead.get(&format!("{file}/original")).status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_program_is_held_against_what_was_announced() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let picture = jpeg(&scene(400, 300, 3), 80);
        let hash: String = Sha256::digest(&picture)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        let body = format!(
            r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"s-0001","channel":"ordinary_visit",
            "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[
            {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
            {{"question":"o-01","value":{{"count":"8"}},"evidence":[
            {{"sha256":"{hash}","len":{0},"kind":"photograph","class":"gallery"}},
            {{"sha256":"{hash}","len":{0},"kind":"photograph","class":"gallery"}}]}}]}}"#,
            picture.len()
        );
        let path = "/observations/00000000-0000-4000-8000-000000000001";
        let put = sent(&lead, "PUT", path, ("application/json", body.as_bytes()));
        assert_eq!(put.status, 201, "{}", put.text());
        let bytes = "application/octet-stream";
        let file = format!("{path}/files/{hash}");
        let cut = sent(&lead, "PUT", &file, (bytes, &picture[..1_000]));
        assert_eq!(cut.status, 422, "{}", cut.text());
        let none = format!("{path}/files/{}", "0".repeat(64));
        assert_eq!(sent(&lead, "PUT", &none, (bytes, &picture)).status, 404);
        let taken = sent(&lead, "PUT", &file, (bytes, &picture));
        assert_eq!(taken.status, 201, "{}", taken.text());
        let again = sent(&lead, "PUT", &file, (bytes, &picture));
        assert_eq!(again.status, 200);
        // Two files of one observation may have equal bytes.
        for number in 1..=2 {
            let original = format!("/checks/a-0001/visits/V-0001/files/{number}/original");
            assert_eq!(whole(&lead.get(&original)), picture);
        }
    }
}
