//! Pictures of the field: what a file is, what its device says about it, and copies that tell no more than the picture
//! shows. Pure functions from bytes to values. The program calls them in a process of their own, since a picture can be made to
//! end or to busy whoever decodes it.
//!
//! * `parts` takes a file apart by its content and refuses what is no picture, or something else as well
//! * `pixels` decodes what is left of it, `device` reads what the camera wrote
//! * [`look`] and [`copies`] are what others call

mod copying;
mod device;
mod light;
mod likeness;
mod parts;
mod pixels;
mod turn;

use serde::{Deserialize, Serialize};

pub use copying::{Share, pixels_under};
pub use device::{DeviceSays, Position};
pub use light::Light;
pub use likeness::Likeness;

/// Bytes of one file that are read at all, whatever may be stored.
pub const MOST_BYTES: usize = 40 * 1024 * 1024;
/// Pixels of one picture, told by its head before any of it is decoded.
pub const MOST_PIXELS: u64 = 50_000_000;
/// Pixels of one side.
pub const LONGEST_SIDE: u32 = 30_000;
/// Longest side of a public copy in pixels: print can be read on it, and sixty of them fit into a report.
pub const COPY: u32 = 1_600;
/// Longest side of a preview in pixels.
pub const PREVIEW: u32 = 400;

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// Baseline or progressive.
    Jpeg,
    /// Not animated.
    Png,
    /// Not animated.
    Webp,
}

impl PictureKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Webp];

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The ending of a saved file.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// Why a file is not taken as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NoPicture {
    /// No bytes.
    #[error("it is empty")]
    Empty,
    /// HEIC, HEIF or AVIF, as some phones store them.
    #[error("it is a HEIC picture")]
    Heic,
    /// GIF.
    #[error("it is a GIF")]
    Gif,
    /// SVG, HTML or a script: it could run where it is opened.
    #[error("it is a page or a drawing that can run")]
    Page,
    /// A PDF.
    #[error("it is a PDF")]
    Pdf,
    /// A film.
    #[error("it is a film")]
    Film,
    /// None of these, nor a picture that is taken.
    #[error("it is no JPEG, PNG or WebP")]
    Other,
    /// A picture, and an archive, a PDF or a page at the same time.
    #[error("it is a picture and something else")]
    TwoThings,
    /// It ends early.
    #[error("it ends early")]
    CutOff,
    /// It does not hold what its head says.
    #[error("it is damaged")]
    Damaged,
    /// Its way of coding is none that cameras use, or one that keeps a decoder busy.
    #[error("it is coded in an unusual way")]
    Unusual,
    /// It has several pictures that follow each other.
    #[error("it moves")]
    Moving,
    /// More than [`MOST_PIXELS`], or a side above [`LONGEST_SIDE`].
    #[error("it has too many pixels")]
    TooManyPixels,
    /// More than [`MOST_BYTES`].
    #[error("it has too many bytes")]
    TooLarge,
    /// It took more time than a picture takes.
    #[error("it took too long")]
    TookTooLong,
}

impl NoPicture {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::Empty,
        Self::Heic,
        Self::Gif,
        Self::Page,
        Self::Pdf,
        Self::Film,
        Self::Other,
        Self::TwoThings,
        Self::CutOff,
        Self::Damaged,
        Self::Unusual,
        Self::Moving,
        Self::TooManyPixels,
        Self::TooLarge,
        Self::TookTooLong,
    ];

    /// Last part of the key of its words, `picture-refused-…`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Heic => "heic",
            Self::Gif => "gif",
            Self::Page => "page",
            Self::Pdf => "pdf",
            Self::Film => "film",
            Self::Other => "other",
            Self::TwoThings => "two-things",
            Self::CutOff => "cut-off",
            Self::Damaged => "damaged",
            Self::Unusual => "unusual",
            Self::Moving => "moving",
            Self::TooManyPixels => "too-many-pixels",
            Self::TooLarge => "too-large",
            Self::TookTooLong => "slow",
        }
    }
}

/// What a picture shows about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// By its content.
    pub kind: PictureKind,
    /// Pixels from left to right, as people see it.
    pub width: u32,
    /// Pixels from top to bottom, as people see it.
    pub height: u32,
    /// What the device wrote into it: its word alone, which anybody can change.
    pub device: DeviceSays,
    /// What finds it again among others; nothing where it shows too little for that.
    pub likeness: Option<Likeness>,
    /// How bright and how sharp it is.
    pub light: Light,
    /// Bytes behind its end, as some phones put there; no copy has them.
    pub behind: u64,
}

/// A picture as others may see it, twice: JPEG files made of pixels alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Copies {
    /// What the original shows about itself.
    pub look: Look,
    /// At most [`COPY`] pixels along its longest side.
    pub copy: Vec<u8>,
    /// Width and height of the copy.
    pub copy_size: (u32, u32),
    /// At most [`PREVIEW`] pixels along its longest side.
    pub preview: Vec<u8>,
}

impl std::fmt::Debug for Copies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Copies")
            .field("look", &self.look)
            .field("copy", &self.copy.len())
            .field("preview", &self.preview.len())
            .finish_non_exhaustive()
    }
}

/// What a file is, by its content and never by its name: its head is read and its parts are counted, none of it is decoded.
///
/// # Errors
/// Whatever is no picture that is taken.
pub fn kind(original: &[u8]) -> Result<PictureKind, NoPicture> {
    Ok(parts::taken_apart(original)?.kind)
}

/// What a picture shows about itself.
///
/// # Errors
/// Whatever is no picture that is taken.
pub fn look(original: &[u8]) -> Result<Look, NoPicture> {
    let parts = parts::taken_apart(original)?;
    let read = device::read(parts.device.as_deref());
    let pixels = pixels::decoded(&parts)?;
    Ok(seen(&parts, read, &pixels))
}

/// A copy without the boxes: a JPEG made of pixels alone, at most so many along its longest side. The same picture and boxes
/// give the same bytes.
///
/// # Errors
/// As [`look`].
pub fn public_copy(
    original: &[u8],
    boxes: &[Share],
    longest_side: u32,
) -> Result<Vec<u8>, NoPicture> {
    let parts = parts::taken_apart(original)?;
    let (_, turn) = device::read(parts.device.as_deref());
    let mut pixels = pixels::decoded(&parts)?;
    copying::cover(&mut pixels, boxes, turn);
    Ok(copying::made(&pixels, turn, longest_side)?.0)
}

/// The look of a picture with its public copy and preview; it is decoded once.
///
/// # Errors
/// As [`look`].
pub fn copies(original: &[u8], boxes: &[Share]) -> Result<Copies, NoPicture> {
    let parts = parts::taken_apart(original)?;
    let read = device::read(parts.device.as_deref());
    let turn = read.1;
    let mut pixels = pixels::decoded(&parts)?;
    let look = seen(&parts, read, &pixels);
    copying::cover(&mut pixels, boxes, turn);
    let (copy, copy_size) = copying::made(&pixels, turn, COPY)?;
    let (preview, _) = copying::made(&pixels, turn, PREVIEW)?;
    Ok(Copies {
        look,
        copy,
        copy_size,
        preview,
    })
}

fn seen(
    parts: &parts::Parts,
    (device, turn): (DeviceSays, turn::Turn),
    pixels: &pixels::Pixels,
) -> Look {
    let (width, height) = turn.size((pixels.width, pixels.height));
    Look {
        kind: parts.kind,
        width,
        height,
        device,
        likeness: Likeness::of(pixels, turn),
        light: Light::of(pixels),
        behind: parts.behind,
    }
}
