//! Packed folders that are whole, and those that lie.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

const MOST: (usize, u64) = (10, 1 << 20);

fn packed(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(file: &[u8]) -> Result<Packed<Cursor<Vec<u8>>>, PackedError> {
    Packed::open(Cursor::new(file.to_vec()), MOST)
}

fn first(file: &[u8]) -> Result<Vec<u8>, PackedError> {
    let mut packed = open(file)?;
    let one = packed.files()[0].clone();
    packed.read(&one, 1 << 20)
}

#[test]
fn what_was_packed_comes_out() {
    let long = vec![7; 200_000];
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let files: [(&str, &[u8]); 3] = [("a/one.jpg", b"one"), ("two.jpg", &long), ("empty", b"")];
        let mut packed = open(&packed(&files, method)).unwrap();
        let listed = packed.files().to_vec();
        for (file, (name, bytes)) in listed.iter().zip(files) {
            assert_eq!(file.name, name);
            assert_eq!(packed.read(file, 1 << 20).unwrap(), bytes);
        }
        assert_eq!(listed.len(), 3);
    }
}

#[test]
fn what_systems_leave_behind_is_by_the_way() {
    let names = [
        "a/",
        "__MACOSX/._one.jpg",
        "a/._one.jpg",
        "a/.DS_Store",
        "Thumbs.db",
    ];
    for name in names {
        let file = packed(
            &[(name.trim_end_matches('/'), b"x")],
            CompressionMethod::Stored,
        );
        let mut one = open(&file).unwrap().files()[0].clone();
        one.name = name.to_owned();
        assert!(one.is_by_the_way(), "{name}");
        one.name = "a/one.jpg".to_owned();
        assert!(!one.is_by_the_way());
    }
}

#[test]
fn much_made_of_little_is_refused_and_takes_no_memory() {
    let zeros = packed(
        &[("zeros.jpg", &vec![0; 5 << 20])],
        CompressionMethod::Deflated,
    );
    assert!(zeros.len() < 10_000);
    let mut bomb = Packed::open(Cursor::new(zeros), (10, 3 << 20)).unwrap();
    let one = bomb.files()[0].clone();
    assert!(matches!(
        bomb.read(&one, 1 << 20),
        Err(PackedError::TooLarge)
    ));
    assert!(matches!(
        bomb.read(&one, 4 << 20),
        Err(PackedError::TooLarge)
    ));
    // All that it may unpack to is used up.
    assert!(matches!(bomb.read(&one, 10), Err(PackedError::TooLarge)));
    let many: Vec<String> = (0..11).map(|at| at.to_string()).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let many = open(&packed(&many, CompressionMethod::Stored));
    assert!(matches!(many, Err(PackedError::TooMany { most: 10 })));
}

#[test]
fn files_over_each_other_are_refused() {
    let two: [(&str, &[u8]); 2] = [("one", b"same bytes"), ("two", b"same bytes")];
    let mut file = packed(&two, CompressionMethod::Stored);
    let list: Vec<usize> = (0..file.len() - 4)
        .filter(|at| file[*at..].starts_with(b"PK\x01\x02"))
        .collect();
    // The second line speaks of the place of the first file.
    file[list[1] + 42..list[1] + 46].copy_from_slice(&0_u32.to_le_bytes());
    assert!(matches!(open(&file), Err(PackedError::Broken)));
}

#[test]
fn locked_linked_and_changed_files_are_told_apart() {
    let good = packed(&[("one", b"the bytes of it")], CompressionMethod::Stored);
    assert!(first(&good).is_ok());
    let line = good
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    let with = |at: usize, value: u8| {
        let mut bad = good.clone();
        bad[line + at] = value;
        first(&bad)
    };
    assert!(matches!(with(8, 1), Err(PackedError::Locked)));
    assert!(matches!(with(10, 12), Err(PackedError::OtherKind)));
    assert!(matches!(
        with(16, good[line + 16] ^ 1),
        Err(PackedError::Broken)
    ));
    let mut link = good.clone();
    link[line + 38..line + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
    assert!(matches!(first(&link), Err(PackedError::OtherKind)));
    for end in 0..good.len() {
        assert!(open(&good[..end]).is_err(), "cut after {end}");
    }
}

proptest! {
    #[test]
    fn any_change_of_a_folder_is_answered(at in 0_usize..300, value: u8, end in 0_usize..300) {
        let files: [(&str, &[u8]); 2] = [("one", b"words words words words"), ("two", b"more")];
        let mut file = packed(&files, CompressionMethod::Deflated);
        let at = at % file.len();
        file[at] = value;
        file.truncate(file.len().max(end));
        if let Ok(mut packed) = open(&file) {
            for one in packed.files().to_vec() {
                if let Ok(bytes) = packed.read(&one, 1_000) {
                    prop_assert!(bytes.len() <= 1_000);
                }
            }
        }
    }
}
