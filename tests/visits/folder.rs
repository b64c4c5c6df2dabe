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

/// A packed folder of these files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_folder_is_unpacked_and_each_file_is_told_of() {
    for house in houses().await {
        let lead = house.administrator("amina").await;
        begun(&lead, &[TAPS]);
        let body = observation("s-0001", 8);
        let path = "/observations/00000000-0000-4000-8000-000000000001";
        let put = sent(&lead, "PUT", path, ("application/json", body.as_bytes()));
        assert_eq!(put.status, 201);
        let one = jpeg(&scene(300, 200, 1), 80);
        let other = jpeg(&scene(300, 200, 2), 80);
        let inner = packed(&[("v-0001.jpg", &one)]);
        let zeros = vec![0; 30 << 20];
        let song = [&b"ID3\x04"[..], &[9; 500]].concat();
        let folder = packed(&[
            ("V-0001/gate.jpg", &one),
            ("V-0001/song.mp3", &song),
            ("__MACOSX/V-0001/._gate.jpg", b"left behind"),
            ("V-0001/.DS_Store", b"left behind"),
            ("holiday.jpg", &other),
            ("V-0001/again.jpg", &one),
            ("../../V-0001.svg", b"<svg onload='x'/>"),
            ("V-0001/inner.zip", &inner),
            ("V-0001/zeros.jpg", &zeros),
        ]);
        let answer = uploaded(
            &lead,
            "/checks/a-0001/folder",
            &[("photograph", "all.zip", &folder)],
        );
        assert_eq!(answer.status, 200, "{}", text(&answer));
        let page = text(&answer);
        let line = |name: &str| {
            let named = format!("{name}</bdi>");
            let lines = page.split("<li>").filter(|l| l.contains(&named));
            let lines: Vec<&str> = lines.collect();
            assert_eq!(lines.len(), 1, "{name}: {page}");
            lines[0].to_owned()
        };
        assert!(line("gate.jpg").contains("by its name"), "{page}");
        assert!(line("song.mp3").contains("V-0001"), "{page}");
        assert!(line("holiday.jpg").contains("no visit of this name or time"));
        assert!(line("again.jpg").contains("this picture is there already"));
        assert!(line("V-0001.svg").contains("web page or a drawing"));
        assert!(line("inner.zip").contains("a folder packed in a folder"));
        assert!(line("zeros.jpg").contains("too large when it is unpacked"));
        assert!(
            !page.contains("DS_Store") && !page.contains("MACOSX"),
            "{page}"
        );
        let files = "/checks/a-0001/visits/V-0001/files";
        assert_eq!(whole(&lead.get(&format!("{files}/1/original"))), one);
        assert_eq!(whole(&lead.get(&format!("{files}/2/original"))), song);
        assert_eq!(lead.get(&format!("{files}/3")).status, 404);
        // The folder itself does not stay: two originals, a copy and a preview.
        let blobs = std::fs::read_dir(house.station.folder().join("blobs")).unwrap();
        let blobs = blobs
            .flatten()
            .flat_map(|dir| std::fs::read_dir(dir.path()).unwrap());
        assert_eq!(blobs.count(), 4);
        let cut = &folder[..folder.len() - 5];
        let answer = uploaded(
            &lead,
            "/checks/a-0001/folder",
            &[("photograph", "cut.zip", cut)],
        );
        assert!(text(&answer).contains("The end of this file is missing"));
    }
}
