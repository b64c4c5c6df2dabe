//! What a file is, told by its content.

use std::io::Cursor;

use groundtruth::features::imports::ocds::Shape;
use groundtruth::features::imports::sniff::{Encoding, FileKind, sniff, unpack};

use super::data::{file, files, folder};

fn kind(bytes: &[u8]) -> Result<FileKind, String> {
    sniff(&mut Cursor::new(bytes)).map_err(|error| error.to_string())
}

#[test]
fn every_kind_is_told_by_its_content() {
    for (bytes, wanted) in [
        (&b"\x1f\x8b\x08\x00"[..], FileKind::Gzip),
        (b"PK\x03\x04....[Content_Types].xml", FileKind::Workbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldWorkbook),
        (
            b"\xef\xbb\xbf {\"releases\": []}",
            FileKind::Ocds(Shape::ReleasePackage),
        ),
        (br#"{"records": []}"#, FileKind::Ocds(Shape::RecordPackage)),
        (
            br#"{"releases": [], "compiledRelease": {}}"#,
            FileKind::Ocds(Shape::Record),
        ),
        (br#"{"ocid": "x"}"#, FileKind::Ocds(Shape::Release)),
        (
            b"{\"ocid\": \"x\"}\n{\"ocid\": \"y\"}",
            FileKind::Ocds(Shape::List),
        ),
        (br#"[{"ocid": "x"}]"#, FileKind::Ocds(Shape::List)),
        (br#"{"grants": []}"#, FileKind::Giving),
        (
            b"<?xml version='1.0'?>\n<!-- x -->\n<iati-activities>",
            FileKind::Iati,
        ),
        (b"# a case\nformat: groundtruth-case/1\n", FileKind::Case),
        (b"format: \"groundtruth-kit/1\"\n", FileKind::Kit),
        (b"Identifier,Title\n1,2\n", FileKind::Text(Encoding::Utf8)),
        (b"Name\nCaf\xe9\n", FileKind::Text(Encoding::Windows1252)),
        (b"\xff\xfea\x00", FileKind::Text(Encoding::Utf16)),
    ] {
        assert_eq!(
            kind(bytes),
            Ok(wanted),
            "{}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[test]
fn what_fits_nothing_says_why() {
    for (bytes, code) in [
        (&b"  \n"[..], "file-empty"),
        (b"%PDF-1.7", "is-pdf"),
        (
            b"PK\x03\x04mimetypeapplication/epub",
            "zip-of-something-else",
        ),
        (b"a\x00b", "not-text"),
        (
            br#"{"type": "FeatureCollection"}"#,
            "json-of-something-else",
        ),
        (br#"{"releases": ["#, "json-ends-early"),
        (br#"{"versionedRelease": {}}"#, "versioned-release"),
        (b"<html>", "xml-of-something-else"),
        (
            b"<!DOCTYPE iati-activities [<!ENTITY a 'b'>]><iati-activities>",
            "xml-with-dtd",
        ),
    ] {
        let told = kind(bytes).unwrap_err();
        assert!(told.starts_with(code), "{told}");
    }
}

#[test]
fn gzip_is_unpacked_up_to_a_bound() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b'0'; 5_000_000]).unwrap();
    let packed = packer.finish().unwrap();
    assert!(packed.len() < 10_000);
    let mut out = Vec::new();
    assert_eq!(unpack(&packed[..], &mut out, 5_000_000).unwrap(), 5_000_000);
    let mut out = Vec::new();
    let bomb = unpack(&packed[..], &mut out, 100_000)
        .unwrap_err()
        .to_string();
    assert!(
        bomb.starts_with("unpacks-too-large") && out.len() <= 100_001,
        "{bomb}"
    );
    let cut = unpack(&packed[..packed.len() / 2], &mut Vec::new(), 5_000_000)
        .unwrap_err()
        .to_string();
    assert!(cut.starts_with("gzip-damaged"), "{cut}");
    assert!(unpack(&b"\x1f\x8bnonsense"[..], &mut Vec::new(), 10).is_err());
}

#[test]
fn published_files_are_what_they_are() {
    let Some(folder) = folder() else { return };
    for (name, ending, wanted) in [
        (
            "ocds/real-mexico-cdmx",
            ".json",
            FileKind::Ocds(Shape::Record),
        ),
        (
            "ocds/real-paraguay",
            ".json",
            FileKind::Ocds(Shape::RecordPackage),
        ),
        (
            "ocds/real-australia-nsw",
            ".json",
            FileKind::Ocds(Shape::ReleasePackage),
        ),
        ("360giving/real-abct", "YZAAY.json", FileKind::Giving),
        ("360giving/real-alwf", ".json", FileKind::Giving),
        ("360giving/real-alwf", ".xlsx", FileKind::Workbook),
        ("iati/real-acf-spain", ".xml", FileKind::Iati),
        (
            "iati/schema-tests/should-fail/result",
            ".xml",
            FileKind::Iati,
        ),
        (
            "iati/real-iadb-argentina-csv",
            ".csv",
            FileKind::Text(Encoding::Utf8),
        ),
    ] {
        for path in files(&folder, name, ending) {
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(kind(&bytes), Ok(wanted), "{}", path.display());
        }
    }
    let named_wrongly = file(
        &folder,
        "xlsform/field-forms/ifrc-distribution-site-assessment-v1.xlsx",
    );
    assert_eq!(kind(&named_wrongly), Ok(FileKind::OldWorkbook));
    let windows = file(
        &folder,
        "360giving/validator-fixtures/fundingproviders-grants_2_grants_cp1252.csv",
    );
    assert_eq!(kind(&windows), Ok(FileKind::Text(Encoding::Windows1252)));
}
