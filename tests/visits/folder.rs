//! Photographs that were taken before find their visits by name or by time.

use super::{TAPS, begun, houses, observation, sent, text, uploaded, whole};
use crate::pictures::makers::{jpeg, scene};

#[tokio::test(flavor = "multi_thread")]
async fn photographs_of_a_folder_find_their_visits() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let body = observation("s-0001", 8);
        let path = "/observations/00000000-0000-4000-8000-000000000001";
        let put = sent(&lead, "PUT", path, ("application/json", body.as_bytes()));
        assert_eq!(put.status, 201);
        let (one, other) = (jpeg(&scene(300, 200, 1), 80), jpeg(&scene(300, 200, 2), 80));
        let files: [(&str, &str, &[u8]); 4] = [
            ("photograph", "v-0001-gate.jpg", &one),
            ("photograph", "v-0009.jpg", &other),
            ("photograph", "holiday.jpg", &other),
            ("photograph", "v-0001.html", b"<html>"),
        ];
        let answer = uploaded(&lead, "/checks/a-0001/folder", &files);
        assert_eq!(answer.status, 200, "{}", text(&answer));
        let page = text(&answer);
        assert!(
            page.contains("v-0001-gate.jpg") && page.contains("by its name"),
            "{page}"
        );
        assert_eq!(
            page.matches("no visit of this name or time").count(),
            2,
            "{page}"
        );
        let original = lead.get("/checks/a-0001/visits/V-0001/files/1/original");
        assert_eq!(whole(&original), one);
        let again = text(&uploaded(&lead, "/checks/a-0001/folder", &files[..1]));
        assert!(again.contains("this picture is there already"), "{again}");
        assert_eq!(lead.get("/checks/a-0001/visits/V-0001/files/2").status, 404);
    }
}
