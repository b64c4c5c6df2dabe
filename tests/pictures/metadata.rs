//! What could tell more than a picture shows is in no copy: planted words are looked for in the bytes, and by another
//! program.
#![expect(
    clippy::disallowed_methods,
    reason = "copies are read by another program, where it is there"
)]

use std::collections::BTreeSet;
use std::process::Command;

use groundtruth::domain::covering::Covered;
use groundtruth::infra::pictures::{Copies, copies};
use groundtruth_reports::photographs::PublicCopy;

use super::makers::*;

/// Words that stand nowhere else.
struct Planted(BTreeSet<String>);

impl Planted {
    fn word(&mut self, place: &str) -> String {
        let word = format!("ZQX{:02}{place}XQZ", self.0.len());
        assert!(self.0.insert(word.clone()));
        word
    }
}

/// What a device writes, with a word in every table, and beside them words that are no text.
fn told(planted: &mut Planted) -> Vec<u8> {
    let mut word = |place: &str| planted.word(place);
    let first = vec![
        ascii(0x010E, &word("Description")),
        ascii(0x010F, &word("Maker")),
        ascii(0x0110, &word("Model")),
        ascii(0x0131, &word("Software")),
        ascii(0x0132, &word("Changed")),
        ascii(0x013B, &word("Artist")),
        ascii(0x8298, &word("Copyright")),
        raw(0x9C9C, word("Comment").as_bytes()),
        raw(0x9C9D, word("Author").as_bytes()),
    ];
    let exposure = vec![
        ascii(0x9003, &word("Taken")),
        raw(0x927C, word("MakerNote").as_bytes()),
        raw(0x9286, word("UserComment").as_bytes()),
        ascii(0xA420, &word("Unique")),
        ascii(0xA430, &word("Owner")),
        ascii(0xA431, &word("Serial")),
        ascii(0xA434, &word("Lens")),
    ];
    let place = vec![
        ascii(1, "N"),
        rationals(2, &[(26, 1), (12, 1), (36, 1)]),
        raw(0x1B, word("Method").as_bytes()),
        raw(0x1C, word("Area").as_bytes()),
    ];
    let small = word("Thumbnail");
    let small = with_segments(
        &jpeg(&scene(16, 12, 1), 40),
        &[segment(0xFE, small.as_bytes())],
    );
    let fields = vec![ascii(0x010E, &word("SecondTable"))];
    written(first, exposure, place, Some((fields, &small)))
}

/// A JPEG with a word wherever a word can be.
fn full_jpeg() -> (Vec<u8>, BTreeSet<String>) {
    let mut planted = Planted(BTreeSet::new());
    let told = as_segment(&told(&mut planted));
    let mut word = |place: &str| planted.word(place);
    let guid = "0123456789ABCDEF0123456789ABCDEF";
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:li>{}</rdf:li></x:xmpmeta>",
        word("Xmp")
    );
    let more = [
        b"http://ns.adobe.com/xmp/extension/\0".as_slice(),
        guid.as_bytes(),
        &[0, 0, 0, 50, 0, 0, 0, 0],
        word("ExtendedXmp").as_bytes(),
    ]
    .concat();
    let press = [
        b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20\x1c\x02\x78\0\x1a".as_slice(),
        word("Iptc").as_bytes(),
    ]
    .concat();
    let profile = [
        b"ICC_PROFILE\0\x01\x01desc".as_slice(),
        word("Icc").as_bytes(),
    ]
    .concat();
    let several = [b"MPF\0II*\0\x08\0\0\0".as_slice(), word("Mpf").as_bytes()].concat();
    let inner = with_segments(
        &jpeg(&scene(16, 12, 2), 40),
        &[segment(0xFE, word("JfxxThumbnail").as_bytes())],
    );
    let small = [b"JFXX\0\x10".as_slice(), &inner].concat();
    let mut segments = vec![
        told,
        segment(0xE1, xmp.as_bytes()),
        segment(0xE1, &more),
        segment(0xED, &press),
        segment(0xE2, &profile),
        segment(0xE2, &several),
        segment(0xE0, &small),
        segment(0xFE, word("Com").as_bytes()),
        segment(
            0xEE,
            [b"Adobe".as_slice(), word("Adobe").as_bytes()]
                .concat()
                .as_slice(),
        ),
    ];
    for number in [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15_u8] {
        segments.push(segment(
            0xE0 + number,
            word(&format!("App{number}")).as_bytes(),
        ));
    }
    let behind = with_segments(
        &jpeg(&scene(16, 12, 3), 40),
        &[segment(0xFE, word("SecondPicture").as_bytes())],
    );
    let trailer = word("Behind");
    let file = with_segments(&jpeg(&scene(320, 240, 6), 90), &segments);
    ([file, behind, trailer.into_bytes()].concat(), planted.0)
}

fn full_png() -> (Vec<u8>, BTreeSet<String>) {
    let mut planted = Planted(BTreeSet::new());
    let told = told(&mut planted);
    let mut word = |place: &str| planted.word(place);
    let text = |name: &str, word: &str| [name.as_bytes(), b"\0", word.as_bytes()].concat();
    let international = [
        b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(),
        word("International").as_bytes(),
    ]
    .concat();
    // What is packed here is found by its packed bytes.
    let hidden = packed(b"packed words that nobody should read");
    let chunks = [
        chunk(b"eXIf", &told),
        chunk(b"tEXt", &text("Author", &word("Text"))),
        chunk(b"iTXt", &international),
        chunk(b"zTXt", &[b"Comment\0\0".as_slice(), &hidden].concat()),
        chunk(
            b"iCCP",
            &[word("ProfileName").as_bytes(), b"\0\0", &hidden].concat(),
        ),
        chunk(b"prVt", word("Private").as_bytes()),
        chunk(b"tIME", &[7, 232, 5, 13, 9, 30, 0]),
    ];
    let file = with_chunks(&png(&scene(320, 240, 6)), &chunks);
    let behind = word("Behind");
    let mut words = planted.0;
    let hidden: String = hidden.iter().map(|byte| char::from(*byte)).collect();
    words.insert(hidden);
    ([file, behind.into_bytes()].concat(), words)
}

fn full_webp() -> (Vec<u8>, BTreeSet<String>) {
    let mut planted = Planted(BTreeSet::new());
    let told = told(&mut planted);
    let mut word = |place: &str| planted.word(place);
    let before = [part(b"ICCP", word("Icc").as_bytes())];
    let after = [
        part(b"EXIF", &told),
        part(b"XMP ", word("Xmp").as_bytes()),
        part(b"ZZZZ", word("Unknown").as_bytes()),
    ];
    let file = with_parts(&webp(&scene(320, 240, 6)), (320, 240), &before, &after);
    let behind = word("Behind");
    ([file, behind.into_bytes()].concat(), planted.0)
}

fn holds(file: &[u8], word: &str) -> bool {
    let bytes: Vec<u8> = word
        .chars()
        .map(|one| u8::try_from(u32::from(one)).unwrap())
        .collect();
    file.windows(bytes.len()).any(|part| part == bytes)
}

/// The marks of a JPEG before its pixels, in their order.
fn marks(file: &[u8]) -> Vec<u8> {
    let (mut at, mut all) = (2, Vec::new());
    while file[at + 1] != 0xDA {
        all.push(file[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
    all
}

#[test]
fn none_of_the_planted_words_is_in_a_copy() {
    let boxes = [Covered::try_from([1_000, 1_000, 2_000, 2_000]).unwrap()];
    let mut all = 0;
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, (original, words), least) in [
        ("jpeg", full_jpeg(), 30),
        ("png", full_png(), 25),
        ("webp", full_webp(), 23),
    ] {
        assert!(words.len() >= least, "{name}: {}", words.len());
        for word in &words {
            assert!(holds(&original, word), "{name}: {word} was not planted");
        }
        for boxes in [&[][..], &boxes] {
            let Copies {
                look,
                copy,
                preview,
                ..
            } = copies(&original, boxes).unwrap();
            assert!(look.device.names_device && look.behind > 0, "{name}");
            for made in [copy, preview] {
                for word in &words {
                    assert!(!holds(&made, word), "{name}: {word}");
                }
                PublicCopy::read(&made).unwrap();
                assert_eq!(made[made.len() - 2..], [0xFF, 0xD9]);
                let marks = marks(&made);
                assert_eq!(marks.iter().filter(|mark| **mark == 0xE0).count(), 1);
                let plain = marks
                    .iter()
                    .all(|mark| [0xE0, 0xDB, 0xC0, 0xC4].contains(mark));
                assert!(plain, "{name}: {marks:x?}");
                files.push((format!("{name}-{}", files.len()), made));
            }
        }
        all += words.len();
    }
    println!(
        "{all} planted words, none of them in {} copies",
        files.len()
    );
    nothing_is_found_by_exiftool(&files);
}

/// What is not of the file as such, nor of how its pixels are coded.
fn nothing_is_found_by_exiftool(files: &[(String, Vec<u8>)]) {
    if Command::new("exiftool").arg("-ver").output().is_err() {
        let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!ci, "there is no exiftool (install libimage-exiftool-perl)");
        println!("skipped: copies read by exiftool (install libimage-exiftool-perl)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, file) in files {
        let path = folder.path().join(format!("{name}.jpg"));
        std::fs::write(&path, file).unwrap();
        let read = Command::new("exiftool")
            .args(["-a", "-u", "-U", "-G0", "-s", "-j"])
            .arg(&path)
            .output()
            .unwrap();
        let told: serde_json::Value = serde_json::from_slice(&read.stdout).unwrap();
        for key in told[0].as_object().unwrap().keys() {
            let group = key.split(':').next().unwrap();
            assert!(
                ["SourceFile", "ExifTool", "File", "JFIF", "Composite"].contains(&group),
                "{name}: {key}"
            );
        }
        let text = String::from_utf8_lossy(&read.stdout);
        assert!(!text.contains("XQZ"), "{name}: {text}");
    }
}
