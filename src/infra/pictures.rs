//! Pictures of the field, by the package `pictures`, with the boxes of the domain. Whoever has a file of a stranger asks
//! [`super::reader::Reader`], which calls these in a process of their own.

pub use groundtruth_pictures::{
    COPY, Copies, DeviceSays, LONGEST_SIDE, Light, Likeness, Look, MOST_BYTES, MOST_PIXELS,
    NoPicture, PREVIEW, PictureKind, Position, Share, kind, look, pixels_under,
};

use crate::domain::covering::Covered;

/// A copy without what lies under the boxes: a JPEG made of pixels alone, at most so many along its longest side.
///
/// # Errors
/// Whatever is no picture that is taken.
pub fn public_copy(
    original: &[u8],
    boxes: &[Covered],
    longest_side: u32,
) -> Result<Vec<u8>, NoPicture> {
    groundtruth_pictures::public_copy(original, &shares(boxes), longest_side)
}

/// The look of a picture with its public copy and preview.
///
/// # Errors
/// As [`public_copy`].
pub fn copies(original: &[u8], boxes: &[Covered]) -> Result<Copies, NoPicture> {
    groundtruth_pictures::copies(original, &shares(boxes))
}

fn shares(boxes: &[Covered]) -> Vec<Share> {
    boxes.iter().map(|one| Share::from(*one)).collect()
}
