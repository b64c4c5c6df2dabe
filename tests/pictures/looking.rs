//! What a picture shows about itself.

use chrono::NaiveDate;
use groundtruth::infra::pictures::{
    Copies, Likeness, Look, NoPicture, PictureKind, Position, copies, kind, look, public_copy,
};
use image::RgbImage;
use image::imageops::{FilterType, crop_imm, resize};

use super::makers::*;

#[test]
fn a_picture_is_what_it_contains_and_is_told_as_people_see_it() {
    let picture = scene(64, 48, 1);
    for (file, expected) in [
        (jpeg(&picture, 90), PictureKind::Jpeg),
        (png(&picture), PictureKind::Png),
        (webp(&picture), PictureKind::Webp),
    ] {
        assert_eq!(kind(&file), Ok(expected));
        let seen = look(&file).unwrap();
        assert_eq!((seen.width, seen.height, seen.kind), (64, 48, expected));
        assert_eq!((seen.behind, seen.device), (0, Default::default()));
    }
}

/// Eight squares of grey, each of a bit: a picture that goes over its pixels twice.
#[test]
fn a_progressive_picture_is_taken() {
    let file = progressive(1);
    let seen = look(&file).unwrap();
    assert_eq!((seen.width, seen.height), (32, 16));
    assert_eq!(seen.likeness, None);
    assert_eq!(look(&progressive(3_000)), Err(NoPicture::Unusual));
}

/// A grey progressive picture of 32 by 16 pixels with so many scans.
pub fn progressive(scans: usize) -> Vec<u8> {
    let table = [vec![0], vec![1; 64]].concat();
    // One code of one bit, for nothing that changes.
    let codes = [vec![0, 1], vec![0; 15], vec![0]].concat();
    let frame = [8, 0, 16, 0, 32, 1, 1, 0x11, 0];
    let mut file = [
        vec![0xFF, 0xD8],
        segment(0xDB, &table),
        segment(0xC2, &frame),
        segment(0xC4, &codes),
    ]
    .concat();
    for _ in 0..scans {
        file.extend_from_slice(&segment(0xDA, &[1, 1, 0, 0, 0, 0]));
        file.push(0x00);
    }
    file.extend_from_slice(&[0xFF, 0xD9]);
    file
}

fn told() -> Vec<u8> {
    written(
        vec![ascii(0x010F, "Maker"), short(0x0112, 6)],
        vec![
            ascii(0x9003, "2024:05:13 09:30:00"),
            ascii(0x9011, "+05:30"),
        ],
        vec![
            ascii(1, "S"),
            rationals(2, &[(26, 1), (12, 1), (36, 1)]),
            ascii(3, "E"),
            rationals(4, &[(28, 1), (2, 1), (30, 1)]),
            rationals(7, &[(4, 1), (0, 1), (7, 1)]),
            ascii(0x1D, "2024:05:13"),
            rationals(0x1F, &[(65, 10)]),
        ],
        None,
    )
}

#[test]
fn what_the_device_says_is_read_from_every_kind() {
    let picture = scene(64, 48, 1);
    let as_jpeg = with_segments(&jpeg(&picture, 90), &[as_segment(&told())]);
    let as_png = with_chunks(&png(&picture), &[chunk(b"eXIf", &told())]);
    let part = part(b"EXIF", &told());
    let as_webp = with_parts(&webp(&picture), (64, 48), &[], &[part]);
    let day = NaiveDate::from_ymd_opt(2024, 5, 13).unwrap();
    for file in [as_jpeg, as_png, as_webp] {
        let seen = look(&file).unwrap();
        assert_eq!((seen.width, seen.height), (48, 64));
        let says = seen.device;
        assert_eq!(says.taken, day.and_hms_opt(9, 30, 0));
        assert_eq!(says.offset_minutes, Some(330));
        assert_eq!(says.satellite, day.and_hms_opt(4, 0, 7));
        assert_eq!(
            says.position,
            Some(Position {
                latitude: -26_210_000,
                longitude: 28_041_667,
                accuracy: Some(65)
            })
        );
        assert!(says.names_device);
    }
}

#[test]
fn what_the_device_says_may_be_nonsense() {
    let picture = jpeg(&scene(64, 48, 1), 90);
    let place = |latitude: &[(u32, u32)], side: &str| {
        written(
            vec![short(0x0112, 77)],
            vec![ascii(0x9003, "0000:00:00 00:00:00"), ascii(0x9011, "soon")],
            vec![
                ascii(1, side),
                rationals(2, latitude),
                ascii(3, "E"),
                rationals(4, &[(0, 1), (0, 1), (0, 1)]),
            ],
            None,
        )
    };
    let mut ring = held(1);
    let last = ring.len() - 4;
    ring.copy_within(4..8, last);
    for nonsense in [
        vec![],
        b"II*\0".to_vec(),
        vec![0xFF; 60_000],
        held(1)[..12].to_vec(),
        ring,
        place(&[(91, 1), (0, 1), (0, 1)], "N"),
        place(&[(1, 0), (0, 1), (0, 1)], "N"),
        place(&[(1, 1)], "N"),
        place(&[(u32::MAX, 1), (0, 1), (0, 1)], "S"),
        place(&[(1, 1), (0, 1), (0, 1)], "up"),
        place(&[(0, 1), (0, 1), (0, 1)], "N"),
    ] {
        let file = with_segments(&picture, &[as_segment(&nonsense)]);
        let seen = look(&file).unwrap();
        assert_eq!((seen.width, seen.height), (64, 48));
        assert_eq!(seen.device, Default::default(), "{nonsense:?}");
    }
}

fn likeness(file: &[u8]) -> Likeness {
    look(file).unwrap().likeness.expect("it shows something")
}

fn cut(picture: &RgbImage, hundredths: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (x, y) = (width * hundredths / 200, height * hundredths / 200);
    crop_imm(picture, x, y, width - 2 * x, height - 2 * y).to_image()
}

#[test]
fn a_picture_that_comes_again_is_found_and_another_is_not() {
    let all: Vec<RgbImage> = (1..=10).map(|seed| scene(400, 300, seed)).collect();
    let first: Vec<Likeness> = all.iter().map(|one| likeness(&png(one))).collect();
    let (mut farthest_again, mut nearest_other) = (0, 64);
    for (picture, own) in all.iter().zip(&first) {
        let brighter = RgbImage::from_fn(400, 300, |x, y| {
            image::Rgb(picture.get_pixel(x, y).0.map(|one| one.saturating_add(12)))
        });
        let small = resize(picture, 160, 120, FilterType::Triangle);
        for again in [
            jpeg(picture, 90),
            jpeg(picture, 40),
            webp(&small),
            jpeg(&small, 60),
            jpeg(&brighter, 75),
            jpeg(&cut(picture, 2), 75),
            jpeg(&cut(picture, 4), 75),
            public_copy(&png(picture), &[], 240).unwrap(),
        ] {
            farthest_again = farthest_again.max(own.differs(likeness(&again)));
        }
        for other in &first {
            if other != own {
                nearest_other = nearest_other.min(own.differs(*other));
            }
        }
    }
    println!("the farthest of the same: {farthest_again}; the nearest of others: {nearest_other}");
    assert!(farthest_again <= Likeness::NEAR, "{farthest_again}");
    assert!(nearest_other > Likeness::NEAR, "{nearest_other}");
}

#[test]
fn a_picture_is_like_itself_however_it_was_held_and_one_tone_is_like_nothing() {
    let picture = jpeg(&scene(640, 480, 3), 90);
    let turned = with_segments(&picture, &[as_segment(&held(3))]);
    let back = image::imageops::rotate180(&scene(640, 480, 3));
    assert!(likeness(&turned).differs(likeness(&png(&back))) <= 4);
    for tone in [0, 90, 255] {
        let plain = RgbImage::from_pixel(320, 240, image::Rgb([tone; 3]));
        for file in [png(&plain), jpeg(&plain, 50)] {
            assert_eq!(look(&file).unwrap().likeness, None, "{tone}");
        }
    }
}

#[test]
fn dark_and_blurred_pictures_are_hinted_at() {
    let picture = scene(520, 390, 5);
    let blurred = image::imageops::blur(&picture, 12.0);
    let dark = RgbImage::from_fn(520, 390, |x, y| {
        image::Rgb(picture.get_pixel(x, y).0.map(|one| one / 10))
    });
    let light = |picture: &RgbImage| look(&jpeg(picture, 90)).unwrap().light;
    println!(
        "plain {:?} blurred {:?} dark {:?}",
        light(&picture),
        light(&blurred),
        light(&dark)
    );
    assert!(!light(&picture).is_dark() && !light(&picture).is_blurred());
    assert!(light(&blurred).is_blurred() && !light(&blurred).is_dark());
    assert!(light(&dark).is_dark());
}

#[test]
fn a_look_is_the_same_with_its_copies_and_after_it_was_written_down() {
    let file = with_segments(&jpeg(&scene(64, 48, 1), 90), &[as_segment(&told())]);
    let Copies { look: seen, .. } = copies(&file, &[]).unwrap();
    assert_eq!(Ok(&seen), look(&file).as_ref());
    let text = serde_json::to_string(&seen).unwrap();
    assert_eq!(serde_json::from_str::<Look>(&text).unwrap(), seen);
}
