//! What may be in a public copy: pixels and what is needed to show them. Anything that could tell more
//! than the picture shows (where, when, by which device, a smaller older picture, words) is refused.

use super::{jpeg, png};

/// The two formats of public copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PixelFormat {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG, not animated.
    Png,
}

impl PixelFormat {
    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// What the head of a public copy says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicCopy {
    /// JPEG or PNG, by the first bytes of the file.
    pub format: PixelFormat,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Bits of one sample: 8 in a JPEG; 1, 2, 4, 8 or 16 in a PNG.
    pub bits: u8,
    /// Samples of one pixel: 1 grey or palette, 2 grey with opacity, 3 colour, 4 colour with opacity or
    /// four inks.
    pub samples: u8,
    /// True where the four inks of a JPEG are stored reversed, as Adobe's mark says.
    pub reversed_inks: bool,
}

/// Why bytes are no public copy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// Not a JPEG or PNG by its first bytes.
    #[error("it is neither a JPEG nor a PNG")]
    UnknownFormat,
    /// The file ends early or its parts do not follow each other as the format asks.
    #[error("its parts do not follow each other as the format asks: {0}")]
    Broken(&'static str),
    /// A part that could tell more than the picture shows.
    #[error(
        "it holds {part}, which a public copy may not hold: make a new copy from the pixels alone"
    )]
    Holds {
        /// The part, by the name the format gives it: `APP1`, `COM`, `tEXt`.
        part: String,
    },
    /// Bytes after the end of the picture.
    #[error("{count} bytes follow the end of the picture")]
    Trailing {
        /// How many.
        count: usize,
    },
    /// Another format than the report says.
    #[error("it is {is}, the report says {described}")]
    OtherFormat {
        /// As the report says.
        described: String,
        /// As the bytes say.
        is: &'static str,
    },
    /// Another size than the report says.
    #[error("it is {} by {} pixels, the report says {} by {}", .is.0, .is.1, .described.0, .described.1)]
    OtherSize {
        /// As the report says.
        described: (u32, u32),
        /// As the bytes say.
        is: (u32, u32),
    },
}

impl PublicCopy {
    /// Reads the parts of a picture without decoding it.
    ///
    /// # Errors
    /// Anything that is not a whole JPEG or PNG made of pixels alone.
    pub fn read(bytes: &[u8]) -> Result<Self, Unfit> {
        if bytes.starts_with(&jpeg::MAGIC) {
            jpeg::read(bytes)
        } else if bytes.starts_with(&png::MAGIC) {
            png::read(bytes)
        } else {
            Err(Unfit::UnknownFormat)
        }
    }
}
