//! Copies that others may see: boxes burnt into the pixels, then a new file from these alone.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

use super::NoPicture;
use super::pixels::Pixels;
use super::turn::Turn;

/// The colour of a box, in every picture and for ever: nothing of what lies under it has a part in it.
const BOX: [u8; 3] = [0x1c, 0x1b, 0x18];
/// Of 100.
const QUALITY: u8 = 82;

/// A box over a picture: left, top, width and height in shares of 10,000.
pub type Share = [u16; 4];

/// The pixels that a box covers in a picture of this size, all that it touches: from and to (not included), across and
/// down. What reaches beyond the picture ends at its edge.
#[must_use]
pub fn pixels_under(one: Share, (width, height): (u32, u32)) -> ([u32; 2], [u32; 2]) {
    const WHOLE: u64 = 10_000;
    let [left, top, across, down] = one.map(u64::from);
    let along = |from: u64, length: u64, side: u32| {
        let first = from * u64::from(side) / WHOLE;
        let end = ((from + length) * u64::from(side)).div_ceil(WHOLE);
        [first, end].map(|at| u32::try_from(at).unwrap_or(side).min(side))
    };
    (along(left, across, width), along(top, down, height))
}

/// Fills the boxes, which lie on the picture as people see it.
pub(super) fn cover(pixels: &mut Pixels, boxes: &[Share], turn: Turn) {
    let stored = pixels.size();
    let row_length = pixels.width as usize * 3;
    for one in boxes {
        let seen = pixels_under(*one, turn.size(stored));
        let ([left, right], [top, bottom]) = turn.stored(seen, stored);
        for row in top..bottom {
            let begins = row as usize * row_length;
            let (from, to) = (left as usize * 3, right as usize * 3);
            let covered = &mut pixels.rgb[begins + from..begins + to];
            for pixel in covered.chunks_exact_mut(3) {
                pixel.copy_from_slice(&BOX);
            }
        }
    }
}

/// A baseline JPEG, at most so many pixels along its longest side, and its size.
///
/// # Errors
/// Where it cannot be written, which does not happen.
pub(super) fn made(
    pixels: &Pixels,
    turn: Turn,
    longest_side: u32,
) -> Result<(Vec<u8>, (u32, u32)), NoPicture> {
    let size = smaller(pixels.size(), longest_side.max(1));
    let small = pixels.scaled(size).turned(turn);
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .write_image(
            &small.rgb,
            small.width,
            small.height,
            ExtendedColorType::Rgb8,
        )
        .map_err(|_| NoPicture::Damaged)?;
    Ok((file, small.size()))
}

/// The size with this longest side, never larger than it is.
fn smaller((width, height): (u32, u32), longest: u32) -> (u32, u32) {
    let side = width.max(height);
    if side <= longest {
        return (width, height);
    }
    let of = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(longest) + u64::from(side) / 2) / u64::from(side);
        u32::try_from(scaled).unwrap_or(longest).clamp(1, longest)
    };
    (of(width), of(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_never_grows_and_never_vanishes() {
        assert_eq!(smaller((4_000, 3_000), 1_600), (1_600, 1_200));
        assert_eq!(smaller((3_000, 4_000), 1_600), (1_200, 1_600));
        assert_eq!(smaller((640, 480), 1_600), (640, 480));
        assert_eq!(smaller((30_000, 1), 400), (400, 1));
    }
}
