//! A number of 64 bits that stays nearly the same when a picture is stored anew, made smaller, brighter or cut a little, so
//! that one that comes again is found. Made of whole numbers, the same on every machine.

use serde::{Deserialize, Serialize};

use super::pixels::Pixels;
use super::turn::Turn;

/// The picture is looked at with so many pixels along each side.
const SIDE: usize = 32;
/// So many waves across and as many down.
const WAVES: usize = 8;
/// The cosine of so many parts of a quarter turn, of 16,384.
const COSINE: [i64; 33] = [
    16384, 16364, 16305, 16207, 16069, 15893, 15679, 15426, 15137, 14811, 14449, 14053, 13623,
    13160, 12665, 12140, 11585, 11003, 10394, 9760, 9102, 8423, 7723, 7005, 6270, 5520, 4756, 3981,
    3196, 2404, 1606, 804, 0,
];
/// Below this a picture is one tone (a finger, the night), and all of these would be alike.
const LEAST: i64 = 40;

/// What finds a picture again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Likeness(u64);

impl Likeness {
    /// Up to this many bits two pictures are told to be nearly the same; a person decides.
    pub const NEAR: u32 = 12;

    /// In how many of its 64 bits another one differs.
    #[must_use]
    pub fn differs(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// The same as 16 letters, to be stored.
    #[must_use]
    pub fn text(self) -> String {
        format!("{:016x}", self.0)
    }

    /// What was stored.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_one = text.len() == 16 && text.bytes().all(plain);
        let bits = u64::from_str_radix(text, 16).ok().filter(|_| is_one);
        bits.map(Self)
    }

    /// By which of the 64 slowest waves are stronger than most. Nothing where a picture shows one tone.
    pub(super) fn of(pixels: &Pixels, turn: Turn) -> Option<Self> {
        // A side of the program: it fits.
        let side = SIDE as u32;
        let seen = pixels.scaled((side, side)).turned(turn).brightness();
        let waves = waves(&seen);
        // A tone that changes by one from light to dark makes about this much.
        let unit = 16_384 * 16_384 / 16;
        let all: i64 = waves.iter().map(|wave| wave.abs() / unit).sum();
        if all < LEAST * 64 {
            return None;
        }
        let mut ordered = waves;
        ordered.sort_unstable();
        let middle = i64::midpoint(ordered[31], ordered[32]);
        let bits = waves
            .iter()
            .fold(0, |bits, wave| (bits << 1) | u64::from(*wave > middle));
        Some(Self(bits))
    }
}

impl From<Likeness> for String {
    fn from(one: Likeness) -> Self {
        one.text()
    }
}

impl TryFrom<String> for Likeness {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::of_text(&text).ok_or("16 letters from 0 to f")
    }
}

/// How strong the waves 1 to 8 are, across and down: a discrete cosine transform.
fn waves(seen: &[u8]) -> [i64; WAVES * WAVES] {
    let mut across = [[0_i64; WAVES]; SIDE];
    for (row, sums) in seen.chunks_exact(SIDE).zip(&mut across) {
        for (wave, sum) in sums.iter_mut().enumerate() {
            *sum = row
                .iter()
                .enumerate()
                .map(|(at, tone)| i64::from(*tone) * cosine(at, wave + 1))
                .sum();
        }
    }
    let mut all = [0; WAVES * WAVES];
    for (at, one) in all.iter_mut().enumerate() {
        let (down, right) = (at / WAVES, at % WAVES);
        *one = across
            .iter()
            .enumerate()
            .map(|(row, sums)| sums[right] * cosine(row, down + 1))
            .sum();
    }
    all
}

/// The cosine of a wave in the middle of a pixel.
fn cosine(at: usize, wave: usize) -> i64 {
    // A whole turn has 128 parts.
    let part = (2 * at + 1) * wave % 128;
    let part = part.min(128 - part);
    if part <= 32 {
        COSINE[part]
    } else {
        -COSINE[64 - part]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_cosine() {
        for at in 0..SIDE {
            for wave in 1..=WAVES {
                let turn = std::f64::consts::PI * ((2 * at + 1) * wave) as f64 / 64.0;
                let exact = libm::cos(turn) * 16_384.0;
                assert!(
                    (exact - cosine(at, wave) as f64).abs() <= 0.5,
                    "{at} {wave}"
                );
            }
        }
    }

    #[test]
    fn it_is_stored_as_text_and_read_as_nothing_else() {
        let one = Likeness(0x00ff_1234_5678_9abc);
        assert_eq!(one.text(), "00ff123456789abc");
        assert_eq!(Likeness::of_text(&one.text()), Some(one));
        for none in [
            "",
            "00ff123456789ab",
            "00FF123456789ABC",
            "+0ff123456789abc",
        ] {
            assert_eq!(Likeness::of_text(none), None, "{none}");
        }
        assert_eq!(one.differs(Likeness(0x00ff_1234_5678_9abf)), 2);
    }
}
