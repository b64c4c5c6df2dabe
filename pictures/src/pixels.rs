//! Decoding, within limits that were told before it begins; and making pictures smaller, in whole numbers.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, ImageDecoder, Limits};

use super::parts::Parts;
use super::turn::Turn;
use super::{NoPicture, PictureKind};

/// Bytes of a decoded picture: 50 megapixels of four colours with 16 bits each.
const MOST_DECODED: u64 = 400_000_000;

/// A picture in red, green and blue, row by row, as it is stored.
pub(super) struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

/// Decodes what is left of a file.
///
/// # Errors
/// Where it does not hold what its head says.
pub(super) fn decoded(parts: &Parts) -> Result<Pixels, NoPicture> {
    let file = || Cursor::new(parts.bare.as_slice());
    let size = (parts.width, parts.height);
    let rgb = match parts.kind {
        PictureKind::Jpeg => pixels_of(JpegDecoder::new(file()).map_err(damaged)?, size),
        PictureKind::Png => {
            let decoder = PngDecoder::with_limits(file(), limits());
            pixels_of(decoder.map_err(damaged)?, size)
        }
        PictureKind::Webp => pixels_of(WebPDecoder::new(file()).map_err(damaged)?, size),
    }?;
    Ok(Pixels {
        width: parts.width,
        height: parts.height,
        rgb,
    })
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_DECODED + MOST_DECODED / 2);
    limits
}

// What a decoder says of a file is written for whoever makes decoders.
fn damaged(_: image::ImageError) -> NoPicture {
    NoPicture::Damaged
}

fn pixels_of(mut decoder: impl ImageDecoder, size: (u32, u32)) -> Result<Vec<u8>, NoPicture> {
    decoder.set_limits(limits()).map_err(damaged)?;
    if decoder.dimensions() != size {
        return Err(NoPicture::Damaged);
    }
    let colour = decoder.color_type();
    let bytes = decoder.total_bytes();
    if bytes > MOST_DECODED {
        return Err(NoPicture::TooManyPixels);
    }
    let mut raw = vec![0; usize::try_from(bytes).map_err(|_| NoPicture::TooManyPixels)?];
    decoder.read_image(&mut raw).map_err(damaged)?;
    coloured(raw, colour)
}

/// Red, green and blue with 8 bits each; what is see-through lies on white.
fn coloured(mut raw: Vec<u8>, colour: ColorType) -> Result<Vec<u8>, NoPicture> {
    let (samples, wide) = match colour {
        ColorType::L8 => (1, false),
        ColorType::La8 => (2, false),
        ColorType::Rgb8 => return Ok(raw),
        ColorType::Rgba8 => (4, false),
        ColorType::L16 => (1, true),
        ColorType::La16 => (2, true),
        ColorType::Rgb16 => (3, true),
        ColorType::Rgba16 => (4, true),
        _ => return Err(NoPicture::Unusual),
    };
    let step = samples * if wide { 2 } else { 1 };
    let sample = |pixel: &[u8], at: usize| {
        if wide {
            let both = u16::from_ne_bytes([pixel[2 * at], pixel[2 * at + 1]]);
            // Of 65,535 to of 255, to the nearest.
            ((u32::from(both) * 255 + 32_767) / 65_535) as u8
        } else {
            pixel[at]
        }
    };
    let seen = |pixel: &[u8]| {
        let first = sample(pixel, 0);
        let (colour, share) = match samples {
            1 => ([first; 3], 255),
            2 => ([first; 3], sample(pixel, 1)),
            3 => ([first, sample(pixel, 1), sample(pixel, 2)], 255),
            _ => (
                [first, sample(pixel, 1), sample(pixel, 2)],
                sample(pixel, 3),
            ),
        };
        colour.map(|one| on_white(one, share))
    };
    let pixels = raw.len() / step;
    if step < 3 {
        let mut rgb = Vec::with_capacity(pixels * 3);
        for pixel in raw.chunks_exact(step) {
            rgb.extend_from_slice(&seen(pixel));
        }
        return Ok(rgb);
    }
    // In place: what is written never runs ahead of what is read.
    for at in 0..pixels {
        let pixel = seen(&raw[at * step..(at + 1) * step]);
        raw[at * 3..at * 3 + 3].copy_from_slice(&pixel);
    }
    raw.truncate(pixels * 3);
    Ok(raw)
}

fn on_white(colour: u8, share: u8) -> u8 {
    let (colour, share) = (u32::from(colour), u32::from(share));
    ((colour * share + 255 * (255 - share) + 127) / 255) as u8
}

impl Pixels {
    /// The size as it is stored.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The same picture with just so many pixels: each is the mean of what it covers, parts of pixels by their share.
    pub(super) fn scaled(&self, (width, height): (u32, u32)) -> Self {
        let columns = shares(self.width, width);
        let rows = shares(self.height, height);
        let row_length = self.width as usize * 3;
        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        let all = u64::from(self.width) * u64::from(self.height);
        let mut sums = vec![0_u64; width as usize * 3];
        for (first, weights) in &rows {
            sums.fill(0);
            for (row, weight) in (*first..).zip(weights) {
                let row = &self.rgb[row * row_length..(row + 1) * row_length];
                add_row(&mut sums, row, &columns, *weight);
            }
            // To the nearest; a mean of bytes is a byte.
            rgb.extend(sums.iter().map(|sum| ((sum + all / 2) / all) as u8));
        }
        Self { width, height, rgb }
    }

    /// The same picture as people see it.
    pub(super) fn turned(self, turn: Turn) -> Self {
        if turn == Turn::default() {
            return self;
        }
        let stored = self.size();
        let (width, height) = turn.size(stored);
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (x, y) = turn.pixel((x, y), stored);
                let at = (y as usize * self.width as usize + x as usize) * 3;
                rgb.extend_from_slice(&self.rgb[at..at + 3]);
            }
        }
        Self { width, height, rgb }
    }

    /// How bright each pixel is.
    pub(super) fn brightness(&self) -> Vec<u8> {
        let of = |pixel: &[u8]| {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
            ((299 * red + 587 * green + 114 * blue + 500) / 1_000) as u8
        };
        self.rgb.chunks_exact(3).map(of).collect()
    }
}

/// For each pixel of the smaller side: the first one that it covers, and the shares of that and the following ones. The
/// shares of one add up to the larger side.
fn shares(from: u32, to: u32) -> Vec<(usize, Vec<u64>)> {
    let (from, to) = (u64::from(from), u64::from(to));
    let one = |at: u64| {
        let (begins, ends) = (at * from, (at + 1) * from);
        let (first, last) = (begins / to, (ends - 1) / to);
        let weights = (first..=last).map(|pixel| {
            let (left, right) = (pixel * to, (pixel + 1) * to);
            right.min(ends) - left.max(begins)
        });
        (first as usize, weights.collect())
    };
    (0..to).map(one).collect()
}

fn add_row(sums: &mut [u64], row: &[u8], columns: &[(usize, Vec<u64>)], weight: u64) {
    for (sum, (first, weights)) in sums.chunks_exact_mut(3).zip(columns) {
        let mut here = [0_u64; 3];
        for (pixel, share) in row[first * 3..].chunks_exact(3).zip(weights) {
            for (sum, colour) in here.iter_mut().zip(pixel) {
                *sum += u64::from(*colour) * share;
            }
        }
        for (sum, here) in sum.iter_mut().zip(here) {
            *sum += here * weight;
        }
    }
}
