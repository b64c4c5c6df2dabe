//! Pictures of the field, each read by a process of its own: `groundtruth read-picture`.

use super::apart::Unanswered;
use super::{Given, Reader, child, framing};
use crate::domain::covering::Covered;
use crate::infra::blobs::BlobError;
use crate::infra::pictures::{Copies, Look, NoPicture};

/// Why there is no look and no copy.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file.
    #[error(transparent)]
    No(#[from] NoPicture),
    /// Where it is stored.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The process that reads could not be started.
    #[error("the reader of pictures: {0}")]
    Program(std::io::Error),
}

impl From<Unanswered> for PictureError {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Code(code) => child::no_picture_of(code).into(),
            // It was ended by the system: out of its memory, its time or its stack.
            Unanswered::Ended | Unanswered::TooMuch => NoPicture::Damaged.into(),
            Unanswered::TookTooLong => NoPicture::TookTooLong.into(),
            Unanswered::Blob(error) => Self::Blob(error),
            Unanswered::Program(error) => Self::Program(error),
        }
    }
}

impl Reader {
    /// What a picture of the field is and what it shows about itself.
    ///
    /// # Errors
    /// Where it is no picture that is taken, and where it is not stored as it came.
    pub async fn look(&self, file: impl Into<Given>) -> Result<Look, PictureError> {
        let answer = self.asked(&["read-picture", "look"], file.into()).await?;
        serde_json::from_slice(&answer).map_err(|_| NoPicture::Damaged.into())
    }

    /// The same, with a copy and a preview of it under these boxes.
    ///
    /// # Errors
    /// As [`Reader::look`].
    pub async fn copies(
        &self,
        file: impl Into<Given>,
        boxes: &[Covered],
    ) -> Result<Copies, PictureError> {
        // Four numbers each.
        let boxes = serde_json::to_string(boxes).unwrap_or_default();
        let what = ["read-picture", "copies", &boxes];
        let answer = self.asked(&what, file.into()).await?;
        framing::read(&answer).ok_or(NoPicture::Damaged.into())
    }
}
