//! What a file is, by its content: whole files, hostile ones, and any bytes at all.

use proptest::prelude::*;

use super::*;

fn whole(file: &[u8]) -> Result<Content, NotTaken> {
    let head = &file[..file.len().min(HEAD)];
    let tail = &file[file.len().saturating_sub(TAIL)..];
    content_of(head, tail)
}

/// An archive of files that are not packed.
fn zip(files: &[(&str, &[u8])], comment: &[u8]) -> Vec<u8> {
    let (mut all, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = u32::try_from(all.len()).unwrap();
        let length = u32::try_from(bytes.len()).unwrap();
        let named = u16::try_from(name.len()).unwrap();
        let mut middle = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        middle.extend(length.to_le_bytes());
        middle.extend(length.to_le_bytes());
        middle.extend(named.to_le_bytes());
        middle.extend([0, 0]);
        all.extend(b"PK\x03\x04");
        all.extend(&middle);
        all.extend(name.as_bytes());
        all.extend(*bytes);
        list.extend(b"PK\x01\x02\x14\0");
        list.extend(&middle);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (at, count) = (all.len(), u16::try_from(files.len()).unwrap());
    all.extend(&list);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend(count.to_le_bytes());
    all.extend(count.to_le_bytes());
    all.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    all.extend(u32::try_from(at).unwrap().to_le_bytes());
    all.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
    all.extend(comment);
    all
}

fn types<'f>(more: &'f str, bytes: &'f [u8]) -> [(&'f str, &'f [u8]); 2] {
    [("[Content_Types].xml", b"<Types/>"), (more, bytes)]
}

#[test]
fn a_file_is_what_it_contains() {
    let docx = zip(&types("word/document.xml", b"<w/>"), b"");
    let later = zip(
        &[
            ("_rels/.rels", b""),
            ("word/document.xml", b""),
            ("[Content_Types].xml", b""),
        ],
        b"",
    );
    let xlsx = zip(&types("xl/workbook.xml", b""), b"");
    let odt = zip(
        &[("mimetype", b"application/vnd.oasis.opendocument.text")],
        b"",
    );
    let folder = zip(&[("word/picture.jpg", b"\xff\xd8")], b"a comment");
    for (file, media_type, kind) in [
        (
            b"%PDF-1.7\n1 0 obj\nstartxref\n9\n%%EOF\n".as_slice(),
            "application/pdf",
            FileKind::Document,
        ),
        (b"{\\rtf1 words}", "application/rtf", FileKind::Document),
        (&docx, packed::DOCX, FileKind::Document),
        (&later, packed::DOCX, FileKind::Document),
        (&xlsx, packed::XLSX, FileKind::Document),
        (&odt, packed::ODT, FileKind::Document),
        (&folder, "application/zip", FileKind::Archive),
        (b"ID3\x04\0\0\0\0\0\0", "audio/mpeg", FileKind::Sound),
        (b"\xff\xfb\x90\x64rest", "audio/mpeg", FileKind::Sound),
        (b"\xff\xf1\x50\x80", "audio/aac", FileKind::Sound),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav", FileKind::Sound),
        (
            b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead",
            "audio/ogg",
            FileKind::Sound,
        ),
        (b"\0\0\0\x1cftypM4A \0\0\0\0", "audio/mp4", FileKind::Sound),
        (b"#!AMR\n", "audio/amr", FileKind::Sound),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4", FileKind::Video),
        (
            b"\0\0\0\x14ftypqt  \0\0\0\0",
            "video/quicktime",
            FileKind::Video,
        ),
        (b"\0\0\0\x143gp4ftyp", "", FileKind::Document),
        (b"\0\0\0\x14ftyp3gp4", "video/3gpp", FileKind::Video),
        (
            b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm",
            "video/webm",
            FileKind::Video,
        ),
        (
            b"RIFF\x24\0\0\0AVI LIST",
            "video/x-msvideo",
            FileKind::Video,
        ),
        (b"\xff\xd8\xff\xe0", "image/jpeg", FileKind::Photograph),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0",
            "image/heic",
            FileKind::Photograph,
        ),
    ] {
        let found = whole(file);
        let expected = Content { kind, media_type };
        match media_type {
            "" => assert_eq!(found, Err(NotTaken::Unknown)),
            _ => assert_eq!(found, Ok(expected), "{}", String::from_utf8_lossy(file)),
        }
    }
}

#[test]
fn its_size_is_measured_by_how_it_begins() {
    for (head, kind) in [
        (b"\xff\xd8".as_slice(), FileKind::Photograph),
        (b"PK\x03\x04", FileKind::Archive),
        (b"\0\0\0\x18ftypmp42", FileKind::Video),
        (b"ID3", FileKind::Sound),
        (b"", FileKind::Document),
        (b"anything", FileKind::Document),
    ] {
        assert_eq!(kind_of(head), kind);
    }
}

#[test]
fn what_could_do_harm_where_it_is_opened_is_not_taken() {
    let macros = zip(&types("word/vbaProject.bin", b"\xd0\xcf"), b"");
    let mut both = b"%PDF-1.7\n".to_vec();
    both.extend(zip(&[("a", b"b")], b"\n%%EOF"));
    let mut song = b"ID3\x04\0\0\0\0\0\0".to_vec();
    song.extend(zip(&[("a", b"b")], b""));
    let mut whole_zip = zip(&[("a.jpg", b"b")], b"");
    whole_zip.pop();
    let wide: Vec<u8> = "<svg onload='x'>"
        .bytes()
        .flat_map(|byte| [byte, 0])
        .collect();
    for (file, why) in [
        (b"".as_slice(), NotTaken::Empty),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NotTaken::Page),
        (b"\xef\xbb\xbf\n\n <!DOCTYPE html>", NotTaken::Page),
        (b"<?xml version='1.0'?><!-- long -->", NotTaken::Page),
        (&wide, NotTaken::Page),
        (b"<?php system($_GET['x']); ?>", NotTaken::Page),
        (b"MZ\x90\0", NotTaken::Program),
        (b"\x7fELF\x02", NotTaken::Program),
        (b"#!/bin/sh\nrm -rf ~", NotTaken::Program),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotTaken::OldOffice),
        (&macros, NotTaken::Macros),
        (&both, NotTaken::TwoThings),
        (&song, NotTaken::TwoThings),
        (b"ID3\x04\0<script>alert(1)</script>", NotTaken::TwoThings),
        (b"\0\0\0\x18ftypmp42<html>", NotTaken::TwoThings),
        (b"RIFF\x24\0\0\0WAVE%PDF-1.7", NotTaken::TwoThings),
        (b"%PDF-1.7\n1 0 obj", NotTaken::CutOff),
        (&whole_zip, NotTaken::CutOff),
        (
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            NotTaken::Empty,
        ),
        (b"words", NotTaken::Unknown),
        (b"RIFF\x24\0\0\0ACON", NotTaken::Unknown),
        (b"\xff\xff\xff\xff", NotTaken::Unknown),
    ] {
        assert_eq!(whole(file), Err(why), "{}", String::from_utf8_lossy(file));
    }
}

#[test]
fn a_list_that_lies_about_itself_ends_nothing() {
    let good = zip(&[("a.jpg", b"b"), ("c.jpg", b"d")], b"");
    let last = good.len() - 22;
    // The size of the list, then of a name: too much, nothing, one off.
    for value in [0_u32, 1, 45, 46, 60, u32::MAX] {
        let mut bad = good.clone();
        bad[last + 12..last + 16].copy_from_slice(&value.to_le_bytes());
        let _ = whole(&bad);
    }
    let list = good
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    let mut bad = good.clone();
    bad[list + 28..list + 30].copy_from_slice(&u16::MAX.to_le_bytes());
    assert_eq!(whole(&bad), Err(NotTaken::CutOff));
}

proptest! {
    #[test]
    fn any_bytes_are_answered(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"%PDF-", b"RIFF", b"OggS", b"\0\0\0\x18ftyp"]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
        end in prop::sample::select(vec![&b""[..], b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0"]),
    ) {
        let file = [start, &rest, end].concat();
        if let Ok(content) = whole(&file) {
            prop_assert!(!content.media_type.is_empty());
        }
        let _ = kind_of(&file);
    }
}
