//! Inks on paper.

use printpdf::{Color, Rgb};

use crate::figures::Ink;

/// The colour of an ink. Each is dark enough to read in black and white.
pub(super) fn colour(ink: Ink) -> Color {
    let [r, g, b] = match ink {
        Ink::Ink => [0x1c, 0x1b, 0x18],
        Ink::Soft => [0x5d, 0x5a, 0x52],
        Ink::Hairline => [0xc9, 0xc2, 0xb2],
        Ink::Accent => [0x0b, 0x4f, 0x5c],
        Ink::Paper => [0xff, 0xff, 0xff],
        Ink::Delivered => [0x2b, 0x6a, 0x47],
        Ink::Partly => [0x8f, 0x5a, 0x00],
        Ink::NotDelivered => [0x9c, 0x24, 0x28],
        Ink::WrongWay => [0x74, 0x21, 0x5d],
        Ink::Neutral => [0x5a, 0x61, 0x6b],
    };
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb {
        r: part(r),
        g: part(g),
        b: part(b),
        icc_profile: None,
    })
}
