//! One visit contradicts another: said by a checker, shown at both, at the promise, in the comparison and in the report; and the
//! pictures of accepted visits in the report.

use sha2::{Digest as _, Sha256};

use super::{begun, decide, houses, observed, sent};
use crate::checking::text;
use crate::pictures::makers::{jpeg, scene};
use crate::support::house::Visitor;

fn link(visitor: &Visitor, visit: &str, fields: &[(&str, &str)]) -> crate::portal::browser::Answer {
    visitor.post(&format!("/checks/a-0001/visits/{visit}/links"), fields)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_visit_contradicts_another_and_the_report_says_so() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        let checker = house.member(&lead, "checker", "cleo").await;
        begun(&lead, 3);
        sent(&observer, 1, &observed(("s-0001", "W-01", 10), ""));
        sent(&observer, 2, &observed(("s-0001", "W-02", 3), ""));
        let says = [
            ("bearing", "contradicts"),
            ("to", " v-0001 "),
            ("promise", "o-01"),
            ("link-note", "Three of ten taps ran an hour later."),
        ];
        // Not by those who may not check, not about nothing, not about itself.
        assert_eq!(link(&observer, "V-0002", &says).status, 404);
        for (fields, said) in [
            (vec![("to", "V-0001")], "f-bearing"),
            (
                vec![("bearing", "contradicts"), ("to", "V-0009")],
                "no such visit",
            ),
            (
                vec![("bearing", "contradicts"), ("to", "V-0002")],
                "cannot bear itself out",
            ),
            (
                vec![("bearing", "contradicts"), ("to", "V-0001"), ("file", "7")],
                "f-file",
            ),
            (
                vec![
                    ("bearing", "contradicts"),
                    ("to", "V-0001"),
                    ("promise", "o-99"),
                ],
                "f-promise",
            ),
        ] {
            let wrong = link(&checker, "V-0002", &fields);
            assert_eq!(wrong.status, 422, "{fields:?}");
            assert!(text(&wrong).contains(said), "{said}: {}", text(&wrong));
        }
        let made = link(&checker, "V-0002", &says);
        assert_eq!(made.status, 303, "{engine}: {}", text(&made));
        let twice = link(&checker, "V-0002", &says);
        assert!(text(&twice).contains("said of these two already"));
        for label in ["V-0001", "V-0002"] {
            let page = text(&checker.get(&format!("/checks/a-0001/visits/{label}")));
            assert!(
                page.contains("V-0002 contradicts V-0001, of O-01")
                    && page.contains("ran an hour later"),
                "{label}: {page}"
            );
        }
        // Neither counts yet, so nothing is printed.
        let said = "V-0002 (Tap 1, 5 January 2026) contradicts what V-0001 (Tap 1, 5 January 2026) says of O-01.";
        let promise = || text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(!promise().contains("contradicts"));
        for label in ["V-0001", "V-0002"] {
            let accepted = decide(&checker, label, &[("decision", "accepted")]);
            assert_eq!(accepted.status, 303, "{}", text(&accepted));
        }
        assert!(promise().contains(said), "{engine}: {}", promise());
        let behind = text(&lead.get("/checks/a-0001/promises/O-01/observations"));
        assert_eq!(
            behind.matches("contradicts").count(),
            4,
            "at both: {behind}"
        );
        let method = text(&lead.get("/audits/a-0001/method"));
        assert!(
            method.contains(said) && method.contains("V-0002"),
            "{method}"
        );
        let report = text(&lead.get("/audits/a-0001/report.html"));
        assert!(report.contains(said), "{engine}");
        // How it was asked, and how often nobody was let in.
        for told in [", version 1: ", "let in at 2 of 2 visits"] {
            assert!(report.contains(told), "{engine}: {told}: {report}");
        }
        let json = lead.get("/audits/a-0001/report.json").text();
        assert!(json.contains("contradicts what V-0001"), "{engine}");

        // Taken back, it is told nowhere.
        let drop = "/checks/a-0001/visits/V-0001/links/1/drop";
        assert_eq!(observer.post(drop, &[]).status, 404);
        assert_eq!(
            checker
                .post("/checks/a-0001/visits/V-0001/links/9/drop", &[])
                .status,
            404
        );
        assert_eq!(checker.post(drop, &[]).status, 303);
        assert!(!promise().contains("contradicts"), "{}", promise());
        let told = super::told(&house).await;
        assert_eq!(
            told.iter().filter(|one| *one == "review.decided").count(),
            4
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_pictures_stand_in_the_report_and_withheld_ones_do_not() {
    for house in houses().await {
        let engine = house.station.engine;
        let lead = house.administrator("amina").await;
        let observer = house.member(&lead, "observer", "ben").await;
        begun(&lead, 2);
        let pictures = [3, 4].map(|seed| jpeg(&scene(900, 600, seed), 85));
        let hash = |bytes: &[u8]| -> String {
            let digest = Sha256::digest(bytes);
            digest.iter().map(|byte| format!("{byte:02x}")).collect()
        };
        let evidence: Vec<String> = pictures
            .iter()
            .enumerate()
            .map(|(at, bytes)| {
                format!(
                    r#"{{"sha256":"{}","len":{},"kind":"photograph","class":"gallery","caption":"The pump, side {at}"}}"#,
                    hash(bytes),
                    bytes.len()
                )
            })
            .collect();
        let body = format!(
            r#"{{"audit":"a-0001","instrument":"visit","version":1,"place":"s-0001","channel":"ordinary_visit",
            "observers":["W-01"],"started":"2026-01-05T09:30:00","answers":[
            {{"question":"o-01-there","value":{{"place":{{"found":true}}}}}},
            {{"question":"o-01","value":{{"count":"8"}},"evidence":[{}]}}]}}"#,
            evidence.join(",")
        );
        sent(&observer, 1, &body);
        for bytes in &pictures {
            let path = format!("/observations/{}/files/{}", super::uuid(1), hash(bytes));
            let kind = ("application/octet-stream", bytes.as_slice());
            let put = crate::visits::sent(&observer, "PUT", &path, kind);
            assert_eq!(put.status, 201, "{}", put.text());
        }
        let html = || lead.get("/audits/a-0001/report.html").text();
        let picture = "/audits/a-0001/pictures/E-001";
        assert!(!html().contains("The pump"), "nothing was accepted");
        assert_eq!(lead.get(picture).status, 404);
        assert_eq!(
            decide(&lead, "V-0001", &[("decision", "accepted")]).status,
            303
        );

        let copies: Vec<String> = [1, 2]
            .map(|number| {
                let path = format!("/checks/a-0001/visits/V-0001/files/{number}/copy");
                hash(&crate::visits::whole(&lead.get(&path)))
            })
            .to_vec();
        let page = html();
        assert!(
            page.contains("The pump, side 0 · Tap 1, 5 January 2026"),
            "{engine}"
        );
        assert!(page.contains("data:image/jpeg;base64,"), "{engine}");
        for (original, copy) in pictures.iter().zip(&copies) {
            assert!(page.contains(copy), "the hash of the copy");
            assert!(!page.contains(&hash(original)), "never of the original");
        }
        let pdf = lead.get("/audits/a-0001/report.pdf").body;
        let drawn = |pdf: &[u8]| {
            let mark: &[u8] = b"/DCTDecode";
            pdf.windows(mark.len()).filter(|part| *part == mark).count()
        };
        assert_eq!(drawn(&pdf), 2, "{engine}");
        let promise = text(&lead.get("/audits/a-0001/promises/O-01"));
        assert!(promise.contains(&format!("src=\"{picture}\"")), "{promise}");
        assert!(promise.contains("alt=\"The pump, side 0\""), "{promise}");
        let shown = lead.get(picture);
        assert_eq!(
            (shown.status, shown.header("content-type")),
            (200, "image/jpeg")
        );
        assert_eq!(hash(&shown.body), copies[0]);
        assert_eq!(house.visitor().get(picture).status, 404, "it is a draft");

        // Withheld, nothing of it is anywhere.
        let whole = [("withhold", "yes")];
        let path = "/checks/a-0001/visits/V-0001/files/1";
        let withheld = lead.post(path, &whole);
        assert_eq!(withheld.status, 303, "{}", text(&withheld));
        let page = html();
        assert!(
            !page.contains("The pump, side 0") && !page.contains(&copies[0]),
            "{engine}"
        );
        assert!(page.contains("The pump, side 1") && page.contains(&copies[1]));
        assert_eq!(drawn(&lead.get("/audits/a-0001/report.pdf").body), 1);
        let shown = lead.get(picture);
        assert!(
            shown.status == 200 && hash(&shown.body) == copies[1],
            "E-001 is the other now"
        );
    }
}
