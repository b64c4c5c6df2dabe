//! How bright and how sharp a picture is, for a hint to whoever took it. A hint only: nothing is refused by it.

use serde::{Deserialize, Serialize};

use super::pixels::Pixels;

/// It is measured on so many pixels along the longer side.
const SIDE: u32 = 512;

/// How bright and how sharp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Light {
    /// The mean, from 0 (black) to 255 (white).
    pub mean: u8,
    /// How much neighbouring pixels differ: the variance of what a pixel differs from the four around it.
    pub sharpness: u32,
}

impl Light {
    /// Hardly anything is to be seen.
    #[must_use]
    pub fn is_dark(self) -> bool {
        self.mean < 40
    }

    /// Edges are washed out, or there are none.
    #[must_use]
    pub fn is_blurred(self) -> bool {
        self.sharpness < 10
    }

    pub(super) fn of(pixels: &Pixels) -> Self {
        let longest = pixels.width.max(pixels.height);
        let along = |side: u32| {
            let scaled = u64::from(side) * u64::from(SIDE) / u64::from(longest.max(SIDE));
            u32::try_from(scaled).unwrap_or(SIDE).max(1)
        };
        let small = pixels.scaled((along(pixels.width), along(pixels.height)));
        let (width, tones) = (small.width as usize, small.brightness());
        let sum: u64 = tones.iter().map(|tone| u64::from(*tone)).sum();
        // A mean of bytes is a byte.
        let mean = (sum / (tones.len() as u64).max(1)) as u8;
        Self {
            mean,
            sharpness: sharpness(&tones, width),
        }
    }
}

fn sharpness(tones: &[u8], width: usize) -> u32 {
    let rows: Vec<&[u8]> = tones.chunks_exact(width).collect();
    let (mut count, mut sum, mut squares) = (0_i64, 0_i64, 0_i64);
    for three in rows.windows(3) {
        for at in 1..width.saturating_sub(1) {
            let tone = |row: usize, at: usize| i64::from(three[row][at]);
            let around = tone(0, at) + tone(2, at) + tone(1, at - 1) + tone(1, at + 1);
            let differs = 4 * tone(1, at) - around;
            count += 1;
            sum += differs;
            squares += differs * differs;
        }
    }
    if count == 0 {
        return 0;
    }
    let variance = squares / count - (sum / count) * (sum / count);
    u32::try_from(variance).unwrap_or(0)
}
