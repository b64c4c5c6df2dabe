//! A photograph of about 300 KB: noise over a slope, made the same each time, so that nothing has to be kept here.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

const WIDE: u32 = 1600;
const HIGH: u32 = 1200;

/// Its bytes.
pub fn photograph() -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut pixels = Vec::with_capacity((WIDE * HIGH * 3) as usize);
    for y in 0..HIGH {
        for x in 0..WIDE {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let noise = (state & 15) as u32;
            let colours = [x * 200 / WIDE, y * 200 / HIGH, (x + y) % 200];
            pixels.extend(colours.map(|colour| u8::try_from(colour + noise).unwrap_or(255)));
        }
    }
    let made = |quality| {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode(&pixels, WIDE, HIGH, ExtendedColorType::Rgb8)
            .unwrap();
        bytes
    };
    let sizes = (20..=95).step_by(5).map(made);
    let near = |bytes: &Vec<u8>| bytes.len().abs_diff(300_000);
    sizes.min_by_key(near).unwrap()
}

/// The same picture in other bytes: a comment behind its beginning.
pub fn another(picture: &[u8], number: u64) -> Vec<u8> {
    let mut bytes = picture[..2].to_vec();
    bytes.extend([0xff, 0xfe, 0, 18]);
    bytes.extend(format!("{number:016x}").into_bytes());
    bytes.extend_from_slice(&picture[2..]);
    bytes
}
