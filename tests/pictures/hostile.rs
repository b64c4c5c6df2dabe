//! Files that mean harm: each is refused with its reason, or taken without harm, before anything large is decoded.

use groundtruth::infra::pictures::{NoPicture, kind, look};
use proptest::prelude::*;

use super::looking::progressive;
use super::makers::*;

/// What must become of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Refused with this reason.
    No(NoPicture),
    /// Taken: what is bad about it stays behind.
    Taken,
    /// Either, for a reason or none: nothing else happens.
    Ends,
}

use Fate::{Ends, No, Taken};

fn changed(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

/// Where the frame of a JPEG says its height and width.
fn frame_at(file: &[u8]) -> usize {
    file.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap() + 5
}

fn animated(frames: u32) -> Vec<u8> {
    let control = [frames.to_be_bytes(), [0; 4]].concat();
    with_chunks(&png(&scene(20, 20, 1)), &[chunk(b"acTL", &control)])
}

/// Heads that promise more than there is.
fn promises() -> Vec<(String, Vec<u8>, Fate)> {
    let little = chunk(b"IDAT", &packed(&[0; 100]));
    let mut all = Vec::new();
    for (width, height, fate) in [
        (60_000, 60_000, NoPicture::TooManyPixels),
        (u32::MAX, u32::MAX, NoPicture::TooManyPixels),
        (0x7FFF_FFFF, 1, NoPicture::TooManyPixels),
        (1, 30_001, NoPicture::TooManyPixels),
        (10_000, 5_001, NoPicture::TooManyPixels),
        (10_000, 5_000, NoPicture::CutOff),
        (0, 10, NoPicture::Damaged),
    ] {
        for (bits, colour, interlaced) in [(8, 2, false), (16, 6, true)] {
            let head = png_head(width, height, bits, colour, interlaced);
            let name = format!("PNG {width}×{height}, {bits} bits");
            all.push((name, png_of(&[head, little.clone()]), No(fate)));
        }
    }
    let photograph = jpeg(&scene(64, 64, 1), 80);
    let at = frame_at(&photograph);
    for (size, fate) in [
        ([0xFF, 0xFF, 0xFF, 0xFF], NoPicture::TooManyPixels),
        ([0x1B, 0x58, 0x1B, 0x58], NoPicture::CutOff),
        ([0, 0, 0, 64], NoPicture::Damaged),
    ] {
        all.push((
            format!("JPEG {size:x?}"),
            changed(&photograph, at, &size),
            No(fate),
        ));
    }
    let lossless = [0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0];
    all.push((
        "WebP of 16,384 by 16,384".into(),
        webp_of(&[part(b"VP8L", &lossless)]),
        No(NoPicture::TooManyPixels),
    ));
    all.push((
        "WebP with a wide canvas".into(),
        webp_of(&[canvas(0, 1 << 24, 1 << 24), part(b"VP8L", &lossless)]),
        No(NoPicture::TooManyPixels),
    ));
    all.push((
        "WebP with another canvas".into(),
        with_parts(&webp(&scene(20, 20, 1)), (21, 20), &[], &[]),
        No(NoPicture::Damaged),
    ));
    all
}

/// Parts that unpack to much, or never end.
fn parts() -> Vec<(String, Vec<u8>, Fate)> {
    let plain = png(&scene(20, 20, 1));
    let photograph = jpeg(&scene(64, 64, 1), 80);
    let zeros = packed_zeros(128);
    let text =
        |name: &[u8; 4], head: &[u8]| with_chunks(&plain, &[chunk(name, &[head, &zeros].concat())]);
    let much = png_of(&[png_head(20, 20, 8, 2, false), chunk(b"IDAT", &zeros)]);
    let mut ring = held(1);
    let last = ring.len() - 4;
    ring.copy_within(4..8, last);
    let mut counts = held(1);
    let at = counts.len() - 14;
    counts[at..at + 4].copy_from_slice(&[0xFF; 4]);
    let many_comments = with_segments(&photograph, &vec![segment(0xFE, b"x"); 30_000]);
    let restarts = [
        &photograph[..photograph.len() - 2],
        &[0xFF, 0xD0].repeat(500_000),
        &[0xFF, 0xD9],
    ]
    .concat();
    let first = photograph.windows(2).position(|two| two == [0xFF, 0xDA]);
    let scan = segment(0xDA, &photograph[first.unwrap() + 4..first.unwrap() + 14]);
    let scans = [
        &photograph[..photograph.len() - 2],
        &scan.repeat(5_000),
        &[0xFF, 0xD9],
    ]
    .concat();
    let all = [
        ("zTXt bomb", text(b"zTXt", b"Comment\0\0"), Taken),
        ("iTXt bomb", text(b"iTXt", b"Comment\0\x01\0\0\0"), Taken),
        ("iCCP bomb", text(b"iCCP", b"Profile\0\0"), Taken),
        ("IDAT that unpacks to more", much, Ends),
        (
            "a million small chunks",
            with_chunks(&plain, &vec![chunk(b"tEXt", b"a\0b"); 250_000]),
            Taken,
        ),
        (
            "a chunk of four gigabytes",
            changed(&plain, 33, &[0xFF; 4]),
            No(NoPicture::CutOff),
        ),
        (
            "a palette that is missing",
            png_of(&[
                png_head(9, 9, 8, 3, false),
                chunk(b"IDAT", &packed(&[0; 90])),
            ]),
            No(NoPicture::Damaged),
        ),
        (
            "a check sum that is wrong",
            changed(&plain, 29, &[0; 4]),
            No(NoPicture::Damaged),
        ),
        (
            "a chunk that nobody knows",
            with_chunks(&plain, &[chunk(b"CgBI", b"0000")]),
            No(NoPicture::Unusual),
        ),
        (
            "APNG of 4,000,000,000 frames",
            animated(4_000_000_000),
            No(NoPicture::Moving),
        ),
        ("APNG of two frames", animated(2), No(NoPicture::Moving)),
        ("APNG of no frame", animated(0), No(NoPicture::Moving)),
        (
            "WebP that moves",
            webp_of(&[canvas(2, 20, 20), part(b"ANIM", &[0; 6])]),
            No(NoPicture::Moving),
        ),
        (
            "WebP that moves without saying so",
            webp_of(&[part(b"ANMF", &[0; 40])]),
            No(NoPicture::Moving),
        ),
        (
            "WebP with a long part",
            webp_of(&[[b"ABCD", [0xFF; 4].as_slice()].concat()]),
            No(NoPicture::CutOff),
        ),
        ("WebP of nothing", webp_of(&[]), No(NoPicture::CutOff)),
        (
            "WebP told by a frame before it",
            webp_of(&[part(b"VP8 ", &[1; 20])]),
            No(NoPicture::Damaged),
        ),
        (
            "progressive, thousands of scans",
            progressive(5_000),
            No(NoPicture::Unusual),
        ),
        (
            "baseline, thousands of scans",
            scans,
            No(NoPicture::Unusual),
        ),
        (
            "tables that bite their tail",
            with_segments(&photograph, &[as_segment(&ring)]),
            Taken,
        ),
        (
            "a field of four billion values",
            with_segments(&photograph, &[as_segment(&counts)]),
            Taken,
        ),
        ("too many comments", many_comments, No(NoPicture::Unusual)),
        ("restarts for ever", restarts, Ends),
        (
            "a segment of no length",
            with_segments(&photograph, &[vec![0xFF, 0xE1, 0, 0]]),
            No(NoPicture::Damaged),
        ),
        (
            "fill bytes for ever",
            [&[0xFF, 0xD8][..], &[0xFF; 1_000_000]].concat(),
            No(NoPicture::CutOff),
        ),
        (
            "two pictures in one",
            with_segments(
                &photograph,
                &[segment(0xC0, &[8, 0, 9, 0, 9, 1, 1, 0x11, 0])],
            ),
            No(NoPicture::Damaged),
        ),
        (
            "twelve bits",
            changed(&photograph, frame_at(&photograph) - 1, &[12]),
            No(NoPicture::Unusual),
        ),
    ];
    all.into_iter()
        .map(|(name, file, fate)| (name.to_owned(), file, fate))
        .collect()
}

/// What is a picture and something else, and what is none.
fn disguised() -> Vec<(String, Vec<u8>, Fate)> {
    let plain = png(&scene(20, 20, 1));
    let photograph = jpeg(&scene(64, 64, 1), 80);
    let archive = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    let behind = |file: &[u8], more: &[u8]| [file, more].concat();
    let two = No(NoPicture::TwoThings);
    let page = No(NoPicture::Page);
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
    let long = format!("<!--{}-->{svg}", "x".repeat(2_000));
    let wide: Vec<u8> = svg.bytes().flat_map(|byte| [byte, 0]).collect();
    let all = [
        ("JPEG and ZIP", behind(&photograph, &archive), two),
        (
            "JPEG and ZIP with a comment",
            behind(&behind(&photograph, &archive), &[b'x'; 900]),
            two,
        ),
        ("PNG and RAR", behind(&plain, b"Rar!\x1a\x07\x01\0"), two),
        ("PNG and 7z", behind(&plain, b"7z\xbc\xaf\x27\x1c"), two),
        (
            "JPEG and a program",
            behind(&photograph, b"\x7fELF\x02"),
            two,
        ),
        (
            "JPEG and PDF",
            with_segments(&photograph, &[segment(0xFE, b"%PDF-1.4 1 0 obj")]),
            two,
        ),
        (
            "JPEG and HTML",
            with_segments(&photograph, &[segment(0xFE, b"<html><script>1</script>")]),
            two,
        ),
        (
            "JPEG, then HTML",
            behind(&photograph, b"<html><body>x"),
            two,
        ),
        (
            "JPEG and PHP",
            with_segments(&photograph, &[segment(0xFE, b"<?php system(1);")]),
            two,
        ),
        (
            "PNG and script",
            with_chunks(&plain, &[chunk(b"tEXt", b"a\0<script>1</script>")]),
            two,
        ),
        (
            "JPEG and what a phone puts behind it",
            behind(&photograph, b"SEFH\x6b\0\0\0"),
            Taken,
        ),
        (
            "JPEG and a second one",
            behind(&photograph, &photograph),
            Taken,
        ),
        (
            "PDF and ZIP",
            behind(b"%PDF-1.7\n", &archive),
            No(NoPicture::Pdf),
        ),
        (
            "GIF",
            b"GIF89a\x01\0\x01\0".repeat(1_000),
            No(NoPicture::Gif),
        ),
        ("GIF and script", b"GIF89a/*<script>*/=1;".to_vec(), page),
        ("drawing", svg.into(), page),
        ("drawing in capitals", svg.to_uppercase().into(), page),
        (
            "drawing behind a mark",
            format!("\u{feff} \n{svg}").into(),
            page,
        ),
        (
            "drawing with a head",
            format!("<?xml version='1.0'?>{svg}").into(),
            page,
        ),
        ("drawing behind a comment", long.into(), page),
        ("drawing of wide letters", wide, page),
        (
            "HEIC",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(),
            No(NoPicture::Heic),
        ),
        (
            "film",
            b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec(),
            No(NoPicture::Film),
        ),
        (
            "packed drawing",
            b"\x1f\x8b\x08\0\0\0\0\0".to_vec(),
            No(NoPicture::Other),
        ),
        ("text", b"hello".to_vec(), No(NoPicture::Other)),
        ("nothing", vec![], No(NoPicture::Empty)),
    ];
    all.into_iter()
        .map(|(name, file, fate)| (name.to_owned(), file, fate))
        .collect()
}

/// Every file with what must become of it.
pub fn bombs() -> Vec<(String, Vec<u8>, Fate)> {
    [promises(), parts(), disguised()].concat()
}

#[test]
fn every_hostile_file_is_refused_with_its_reason_or_does_no_harm() {
    let all = bombs();
    assert!(all.len() >= 40, "{}", all.len());
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for (name, file, fate) in all {
        let began = tokio::time::Instant::now();
        let seen = look(&file);
        slowest = slowest.max((began.elapsed(), name.clone()));
        match fate {
            No(why) => assert_eq!(seen.err(), Some(why), "{name}"),
            Taken => assert!(seen.is_ok(), "{name}: {seen:?}"),
            Ends => {}
        }
    }
    println!("the slowest: {slowest:?}");
}

#[test]
fn a_file_of_too_many_bytes_is_not_read() {
    let mut file = jpeg(&scene(16, 16, 1), 50);
    file.resize(groundtruth::infra::pictures::MOST_BYTES + 1, 0);
    assert_eq!(kind(&file), Err(NoPicture::TooLarge));
}

#[test]
fn a_picture_that_was_cut_is_told_so_wherever_it_was_cut() {
    let picture = scene(160, 120, 8);
    let told = as_segment(&held(6));
    for file in [
        jpeg(&picture, 90),
        with_segments(&jpeg(&picture, 90), &[told]),
        png(&picture),
        webp(&picture),
    ] {
        for part in 1..50 {
            let cut = &file[..file.len() * part / 50];
            assert_eq!(look(cut), Err(NoPicture::CutOff), "{part} of 50");
        }
        assert_eq!(look(&file[..file.len() - 1]), Err(NoPicture::CutOff));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn no_change_of_some_bytes_ends_the_reader(
        which in 0_usize..4, at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..9),
        cut in any::<prop::sample::Index>(), is_cut in any::<bool>(),
    ) {
        let picture = scene(40, 30, 8);
        let file = match which {
            0 => with_segments(&jpeg(&picture, 80), &[as_segment(&held(6))]),
            1 => png(&picture),
            2 => webp(&picture),
            _ => progressive(3),
        };
        let mut file = file;
        let at = at.index(file.len());
        for (place, byte) in file[at..].iter_mut().zip(bytes) {
            *place = byte;
        }
        if is_cut {
            file.truncate(cut.index(file.len()));
        }
        // A picture or a reason; a decoder that panics ends its own process, and is told here.
        let ended = std::panic::catch_unwind(|| look(&file).is_ok());
        if let Ok(true) = ended {
            let copy = groundtruth::infra::pictures::public_copy(&file, &[], 100).unwrap();
            prop_assert!(groundtruth_reports::photographs::PublicCopy::read(&copy).is_ok());
        }
    }

    #[test]
    fn bytes_of_chance_are_no_picture(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for head in [&[][..], &[0xFF, 0xD8, 0xFF], PNG, b"RIFF\x20\0\0\0WEBP"] {
            let file = [head, &bytes].concat();
            prop_assert!(look(&file).is_err());
        }
    }
}
