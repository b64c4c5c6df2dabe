//! Copies: boxes that cover, the eight ways of holding a camera, the same bytes each time.

use groundtruth::domain::covering::Covered;
use groundtruth::infra::pictures::{COPY, PREVIEW, copies, pixels_under, public_copy};
use groundtruth_reports::photographs::{PixelFormat, PublicCopy};
use image::metadata::Orientation;
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::makers::*;

fn boxed(shares: [u16; 4]) -> Covered {
    Covered::try_from(shares).unwrap()
}

fn decoded(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).unwrap().into_rgb8()
}

#[test]
fn a_copy_is_small_and_is_made_of_pixels_alone() {
    let picture = scene(1_680, 1_260, 7);
    for file in [jpeg(&picture, 92), png(&picture), webp(&picture)] {
        let made = copies(&file, &[]).unwrap();
        assert_eq!(made.copy_size, (COPY, 1_200));
        for (copy, size) in [(&made.copy, (COPY, 1_200)), (&made.preview, (PREVIEW, 300))] {
            let found = PublicCopy::read(copy).unwrap();
            assert_eq!(found.format, PixelFormat::Jpeg);
            assert_eq!((found.width, found.height), size);
        }
        // It shows the same.
        let (there, here) = (decoded(&made.preview), picture.clone());
        for (x, y) in [(20, 20), (200, 150), (390, 290)] {
            let (seen, was) = (
                there.get_pixel(x, y).0,
                here.get_pixel(x * 21 / 5, y * 21 / 5).0,
            );
            let far = seen.iter().zip(was).any(|(a, b)| a.abs_diff(b) > 60);
            assert!(!far, "{x} {y}: {seen:?} {was:?}");
        }
    }
}

#[test]
fn a_small_picture_stays_as_large_as_it_is() {
    let made = copies(&png(&scene(120, 90, 2)), &[]).unwrap();
    assert_eq!(made.copy_size, (120, 90));
    assert_eq!(made.copy, made.preview);
}

#[test]
fn each_of_the_eight_ways_is_turned_as_another_program_turns_it() {
    let picture = scene(330, 210, 4);
    for number in 1..=8_u8 {
        let mut turned = DynamicImage::ImageRgb8(picture.clone());
        turned.apply_orientation(Orientation::from_exif(number).unwrap());
        let turned = turned.into_rgb8();
        let told = chunk(b"eXIf", &held(number.into()));
        let boxes = [
            boxed([1_000, 500, 2_500, 1_000]),
            boxed([9_000, 0, 1_000, 10_000]),
        ];
        for side in [1_600, 100] {
            let copy = public_copy(
                &with_chunks(&png(&picture), std::slice::from_ref(&told)),
                &boxes,
                side,
            );
            let expected = public_copy(&png(&turned), &boxes, side);
            assert!(copy == expected, "{number} at {side}");
        }
    }
}

/// Two originals that differ only under the boxes have equal copies.
fn covers(width: u32, height: u32, shares: [u16; 4], held_as: u16, side: u32) {
    let one = boxed(shares);
    let mut seen = DynamicImage::ImageRgb8(scene(width, height, 9));
    let orientation = Orientation::from_exif(u8::try_from(held_as).unwrap()).unwrap();
    // Where the box lies as people see it, painted there, then turned back to how it is stored.
    seen.apply_orientation(orientation);
    let mut seen = seen.into_rgb8();
    let plain = seen.clone();
    let ([left, right], [top, bottom]) = pixels_under(one.into(), seen.dimensions());
    for y in top..bottom {
        for x in left..right {
            seen.put_pixel(x, y, Rgb([(x * 7 % 256) as u8, 255, (y * 13 % 256) as u8]));
        }
    }
    let back = match held_as {
        6 => Orientation::Rotate270,
        8 => Orientation::Rotate90,
        // Each of the others is its own way back.
        _ => orientation,
    };
    let stored = |picture: RgbImage| {
        let mut picture = DynamicImage::ImageRgb8(picture);
        picture.apply_orientation(back);
        let told = chunk(b"eXIf", &held(held_as));
        with_chunks(&png(&picture.into_rgb8()), &[told])
    };
    let (without, with) = (stored(plain), stored(seen));
    assert!(without != with);
    let (without, with) = (
        public_copy(&without, &[one], side).unwrap(),
        public_copy(&with, &[one], side).unwrap(),
    );
    assert!(without == with, "{width}×{height} {shares:?} {held_as}");
    // And something was covered: without the box it is another picture.
    let bare = public_copy(&stored(scene(width, height, 9)), &[], side).unwrap();
    assert!(bare != with);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_under_a_box_is_in_a_copy(
        width in 9_u32..90, height in 9_u32..90, held_as in 1_u16..=8,
        left in 0_u16..9_000, top in 0_u16..9_000, across in 900_u16..10_000, down in 900_u16..10_000,
        side in prop::sample::select(vec![20_u32, 50, 1_600]),
    ) {
        let shares = [left, top, across.min(10_000 - left), down.min(10_000 - top)];
        covers(width, height, shares, held_as, side);
    }

    #[test]
    fn a_box_covers_whatever_it_touches_and_nothing_beyond_the_picture(
        left in 0_u16..10_000, top in 0_u16..10_000, across in 1_u16..=10_000, down in 1_u16..=10_000,
        width in 1_u32..30_000, height in 1_u32..30_000,
    ) {
        let (across, down) = (across.min(10_000 - left), down.min(10_000 - top));
        let (x, y) = pixels_under([left, top, across, down], (width, height));
        for ([from, to], start, length, side) in [(x, left, across, width), (y, top, down, height)] {
            prop_assert!(from < to && to <= side);
            let (begins, ends) = (u64::from(start), u64::from(start) + u64::from(length));
            prop_assert!(u64::from(from) * 10_000 <= begins * u64::from(side));
            prop_assert!(u64::from(to) * 10_000 >= ends * u64::from(side));
        }
    }

    #[test]
    fn the_same_picture_and_boxes_give_the_same_bytes(
        width in 1_u32..60, height in 1_u32..60, seed in 0_u32..100,
    ) {
        let file = png(&scene(width, height, seed));
        let boxes = [boxed([100, 200, 3_000, 4_000])];
        let made = copies(&file, &boxes).unwrap();
        prop_assert_eq!(&made, &copies(&file, &boxes).unwrap());
        prop_assert_eq!(&made.copy, &public_copy(&file, &boxes, COPY).unwrap());
        prop_assert!(PublicCopy::read(&made.copy).is_ok());
    }
}

#[test]
fn a_box_over_all_of_it_leaves_nothing() {
    let all = [boxed([0, 0, 10_000, 10_000])];
    let [one, other] = [1, 2].map(|seed| public_copy(&png(&scene(90, 70, seed)), &all, 1_600));
    assert_eq!(one, other);
}

#[test]
fn in_a_photograph_a_box_that_ends_between_squares_covers_what_it_touches() {
    // Of a JPEG whole squares change; a box along their edges covers all of the difference.
    let picture = scene(160, 160, 3);
    let mut other = picture.clone();
    for y in 32..64 {
        for x in 64..96 {
            other.put_pixel(x, y, Rgb([x as u8, y as u8, 255]));
        }
    }
    let boxes = [boxed([4_000, 2_000, 2_000, 2_000])];
    let [one, two] = [picture, other].map(|one| public_copy(&jpeg(&one, 90), &boxes, 1_600));
    assert_eq!(one, two);
}

#[test]
fn what_is_see_through_lies_on_white_and_all_depths_are_read() {
    let through = RgbaImage::from_pixel(40, 40, Rgba([10, 200, 30, 0]));
    let half = RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 128]));
    let of = |picture: DynamicImage| {
        let mut file = std::io::Cursor::new(Vec::new());
        picture
            .write_to(&mut file, image::ImageFormat::Png)
            .unwrap();
        let copy = public_copy(file.get_ref(), &[], 1_600).unwrap();
        decoded(&copy).get_pixel(20, 20).0
    };
    assert_eq!(of(DynamicImage::ImageRgba8(through)), [255; 3]);
    let grey = of(DynamicImage::ImageRgba8(half.clone()))[0];
    assert!((126..=128).contains(&grey), "{grey}");
    let half = DynamicImage::ImageRgba8(half);
    for same in [
        DynamicImage::ImageRgba16(half.to_rgba16()),
        DynamicImage::ImageLumaA8(half.to_luma_alpha8()),
        DynamicImage::ImageLumaA16(half.to_luma_alpha16()),
    ] {
        assert!(of(same)[0].abs_diff(grey) <= 1);
    }
    let plain = DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 40, Rgb([90; 3])));
    for same in [
        DynamicImage::ImageLuma8(plain.to_luma8()),
        DynamicImage::ImageLuma16(plain.to_luma16()),
        DynamicImage::ImageRgb16(plain.to_rgb16()),
    ] {
        assert!(of(same)[0].abs_diff(90) <= 1);
    }
}
