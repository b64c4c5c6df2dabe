//! Reading files of strangers: the pages of documents as text and as pictures, and pictures of the field. A file can be made
//! to end a reader or to keep it busy for ever, so every file is read by a process of its own, with little memory, little
//! time and no secrets.
//!
//! * [`Reader`] starts that process and gives up on it; `apart` says how
//! * [`child`] is what runs in it: `groundtruth read-document` and `groundtruth read-picture`

mod apart;
pub mod child;
mod framing;
mod lines;
mod pdf;
mod photographs;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use apart::Unanswered;

use super::blobs::{BlobError, Reading};
use crate::domain::page_text::PageText;

pub use apart::Given;
pub use photographs::PictureError;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Files that are read at once.
const AT_ONCE: usize = 2;
/// Pixels from left to right: fine print can be read, and a phone gets it in a moment.
pub const WIDTH: u16 = 1_240;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotRead {
    /// It asks for a password.
    #[error("it asks for a password")]
    Locked,
    /// It is not whole, or no reader gets through it.
    #[error("it is damaged")]
    Damaged,
    /// It has too many pages.
    #[error("it has too many pages")]
    TooLong,
    /// It took more time than a document takes.
    #[error("it took too long")]
    TookTooLong,
}

impl CannotRead {
    /// Last part of the key of its words.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Damaged => "damaged",
            Self::TooLong => "too-long",
            Self::TookTooLong => "slow",
        }
    }
}

/// Why there is no text or no picture.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file.
    #[error(transparent)]
    Cannot(#[from] CannotRead),
    /// Where it is stored.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The process that reads could not be started.
    #[error("the reader of documents: {0}")]
    Program(std::io::Error),
}

/// What reads documents.
#[derive(Clone, Debug)]
pub struct Reader {
    program: PathBuf,
    patience: Duration,
    places: Arc<Semaphore>,
}

impl Reader {
    /// Reads by a program, which is this one.
    #[must_use]
    pub fn new(program: PathBuf) -> Self {
        Self {
            program,
            patience: PATIENCE,
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Reads by the program that runs.
    ///
    /// # Errors
    /// Where the system does not tell which one that is.
    pub fn of_this_program() -> std::io::Result<Self> {
        std::env::current_exe().map(Self::new)
    }

    /// The same with another patience.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The text of every page of a PDF.
    ///
    /// # Errors
    /// Where it cannot be read, and where it is not stored as it came.
    pub async fn texts(&self, file: Reading) -> Result<Vec<PageText>, ReadError> {
        let answer = self.document(&["text"], file).await?;
        serde_json::from_slice(&answer).map_err(|_| CannotRead::Damaged.into())
    }

    /// A page of a PDF as a PNG picture of [`WIDTH`]; pages are counted from 1.
    ///
    /// # Errors
    /// As [`Reader::texts`].
    pub async fn picture(&self, file: Reading, page: u32) -> Result<Vec<u8>, ReadError> {
        let number = page.to_string();
        self.document(&["picture", &number], file).await
    }

    async fn document(&self, what: &[&str], file: Reading) -> Result<Vec<u8>, ReadError> {
        let what = [&["read-document"], what].concat();
        let answer = self.asked(&what, Given::from(file)).await;
        answer.map_err(|why| match why {
            Unanswered::Code(code) => child::reason_of(code).into(),
            // It was ended by the system: out of its memory, its time or its stack.
            Unanswered::Ended => CannotRead::Damaged.into(),
            Unanswered::TooMuch => CannotRead::TooLong.into(),
            Unanswered::TookTooLong => CannotRead::TookTooLong.into(),
            Unanswered::Blob(error) => ReadError::Blob(error),
            Unanswered::Program(error) => ReadError::Program(error),
        })
    }
}
