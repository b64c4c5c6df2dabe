//! Photographs in the file: passed through, shared, described, and refused where they tell too much.

use super::reader::Reader;
use crate::samples::extremes::tall_and_wide;
use crate::samples::{self, photographed, photographs, pictures};
use groundtruth_reports::export::pdf::{self, PdfError};
use groundtruth_reports::model::{Report, ReportError};
use groundtruth_reports::photographs::{InMemory, NoPhotographs, Photographs};
use lopdf::Object;
use std::borrow::Cow;
use std::cell::Cell;

fn images(reader: &Reader) -> Vec<&lopdf::Stream> {
    let streams = reader
        .doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| {
            stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"Image")
        })
        .collect()
}

#[test]
fn a_jpeg_is_passed_through_byte_by_byte_and_stands_once() {
    let report = samples::everything();
    let reader = Reader::new(&pdf::bytes(&report, &photographs()).unwrap());
    let source = photographs();
    for number in ["E-002", "E-004"] {
        let bytes = source.bytes(number).unwrap();
        let same = images(&reader)
            .into_iter()
            .filter(|image| image.content == *bytes);
        assert_eq!(same.count(), 1, "{number}");
    }
    assert_eq!(
        images(&reader).len(),
        3,
        "one object for each, however often it is shown"
    );
}

#[test]
fn photographs_are_described_and_their_captions_read() {
    let report = samples::everything();
    let tags = Reader::new(&pdf::bytes(&report, &photographs()).unwrap()).tags();
    assert!(
        tags.named("Figure")
            .any(|figure| figure.text == "A grey door, E-002")
    );
    assert!(
        tags.named("Caption")
            .any(|caption| caption.text.contains("the meal left outside"))
    );
}

#[test]
fn without_bytes_the_words_stand_in_their_place() {
    let tags = Reader::new(&pdf::bytes(&samples::everything(), &NoPhotographs).unwrap()).tags();
    assert!(tags.text.contains("A grey door, E-002"));
    assert!(
        tags.named("Figure")
            .all(|figure| figure.text != "A grey door, E-002")
    );
}

#[test]
fn a_jpeg_that_tells_more_than_its_pixels_is_refused() {
    let report = Report {
        evidence: vec![photographed("E-001", "jpeg", 64, 48)],
        ..samples::empty()
    };
    let parts = [
        (0xE1, &b"Exif\0\0MM"[..], "APP1"),
        (0xED, &b"Photoshop 3.0\0"[..], "APP13"),
        (0xFE, &b"taken at the door of no. 7"[..], "COM"),
        (0xE2, &b"MPF\0"[..], "APP2"),
    ];
    for (marker, body, name) in parts {
        let bytes = pictures::jpeg_with(64, 48, &pictures::segment(marker, body));
        let error = pdf::bytes(&report, &InMemory::new([("E-001", bytes)])).unwrap_err();
        let PdfError::Report(ReportError::Photograph { number, why }) = &error else {
            panic!("{error}");
        };
        assert_eq!(number, "E-001");
        assert!(why.to_string().contains(name), "{why}");
    }
}

#[test]
fn a_png_becomes_pixels_and_nothing_else() {
    let report = Report {
        evidence: vec![photographed("E-001", "png", 30, 90)],
        ..samples::empty()
    };
    let source = InMemory::new([("E-001", pictures::png(30, 90))]);
    let reader = Reader::new(&pdf::bytes(&report, &source).unwrap());
    let images = images(&reader);
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].get_plain_content().unwrap(), vec![0x9A; 30 * 90]);
    let broken = pictures::png_with(30, 90, &pictures::chunk(b"IDAT", b"\x78\x01garbage"));
    let error = pdf::bytes(&report, &InMemory::new([("E-001", broken)])).unwrap_err();
    assert!(matches!(error, PdfError::Undecodable { .. }), "{error}");
}

/// A source that loses a photograph after it was asked once.
struct Forgetful(InMemory, Cell<bool>);

impl Photographs for Forgetful {
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>> {
        if self.1.replace(true) {
            None
        } else {
            self.0.bytes(evidence_number)
        }
    }
}

#[test]
fn a_photograph_that_vanishes_meanwhile_is_an_error() {
    let report = Report {
        evidence: vec![photographed("E-001", "jpeg", 64, 48)],
        ..samples::empty()
    };
    let source = InMemory::new([("E-001", pictures::jpeg(64, 48))]);
    let error = pdf::bytes(&report, &Forgetful(source, Cell::new(false))).unwrap_err();
    assert!(matches!(error, PdfError::PhotographChanged(number) if number == "E-001"));
}

#[test]
fn portraits_and_panoramas_stay_inside_the_page() {
    let (report, bytes) = tall_and_wide();
    let reader = Reader::new(&pdf::bytes(&report, &bytes).unwrap());
    let tags = reader.tags();
    let figures = tags
        .named("Figure")
        .filter(|figure| figure.text.starts_with("A grey door"));
    let mut seen = 0;
    for figure in figures {
        let attributes = reader.entry(&figure.dict, "A").unwrap().as_dict().unwrap();
        let corners = attributes.get(b"BBox").unwrap().as_array().unwrap();
        let corners: Vec<f32> = corners
            .iter()
            .map(|corner| corner.as_float().unwrap())
            .collect();
        assert!(corners[0] >= 45.0 && corners[2] <= 550.5, "{corners:?}");
        assert!(corners[1] >= 70.0 && corners[3] <= 800.0, "{corners:?}");
        seen += 1;
    }
    assert_eq!(seen, 7, "two large, five small");
}
