//! The lines that nobody can switch off, and what else stands on every page.

use super::edition;
use super::reader::{Reader, Tag};
use crate::samples;
use groundtruth_reports::compose::compose;

#[test]
fn the_stamps_stand_on_every_page() {
    for report in [
        samples::mshengu(),
        samples::everything(),
        samples::from_right_to_left(),
        samples::extremes::long_table(300),
    ] {
        let document = compose(&report).unwrap();
        let reader = Reader::new(&edition(&report));
        let tags = reader.tags();
        for stamp in &document.stamps {
            assert!(tags.text.contains(stamp), "heard once: {stamp}");
            for page in 1..reader.pages() {
                assert!(
                    reader.decoration[page].contains(stamp),
                    "page {}: {stamp}",
                    page + 1
                );
            }
        }
    }
}

#[test]
fn every_page_says_its_number_and_the_number_of_the_report() {
    let mut report = samples::everything();
    report.check_address = "https://groundtruth.example/check/R-2026-0009".into();
    let reader = Reader::new(&edition(&report));
    let pages = reader.pages();
    assert!(pages > 10);
    for (index, decoration) in reader.decoration.iter().enumerate() {
        assert!(
            decoration.contains(&format!("{} / {pages}", index + 1)),
            "{decoration}"
        );
        assert!(
            decoration.contains("R-2026-0009 · version 2"),
            "{decoration}"
        );
        assert!(decoration.contains(&report.check_address), "{decoration}");
        let content = reader
            .doc
            .get_page_content(reader.doc.get_pages()[&(index as u32 + 1)]);
        assert!(
            content.windows(5).any(|part| part == b"QR Do"),
            "the code is drawn"
        );
    }
}

#[test]
fn the_foot_of_a_page_names_the_sources_it_refers_to() {
    let reader = Reader::new(&edition(&samples::mshengu()));
    let tags = reader.tags();
    let notes: Vec<_> = tags
        .named("Note")
        .filter(|note| note.text.trim_start().starts_with("[a]") && note.text.contains("GroundUp"))
        .collect();
    assert_eq!(notes.len(), 1, "heard once");
    let labelled = |tag: &&Tag| tag.name == "Lbl" && tag.text.trim() == "[a]";
    assert!(
        notes[0].tags.iter().any(|tag| labelled(&tag)),
        "by the name that refers to it"
    );
    let repeated = reader
        .decoration
        .iter()
        .filter(|page| page.contains("[a] GroundUp"));
    assert!(
        repeated.count() > 3,
        "printed on every page that refers to it"
    );
}

#[test]
fn nothing_of_a_report_is_lost_when_it_has_nothing_to_say() {
    let reader = Reader::new(&edition(&samples::empty()));
    assert_eq!(reader.pages(), 1);
    assert!(
        reader
            .tags()
            .text
            .contains("A service nobody has looked at yet")
    );
}
