//! Reading documents of strangers: their pages as text and as pictures. A file can be made to end a reader or to keep it
//! busy for ever, so every file is read by a process of its own, with little memory, little time and no secrets.
//!
//! * [`Reader`] starts that process and gives up on it
//! * [`child`] is what runs in it: `groundtruth read-document`

pub mod child;
mod lines;
mod pdf;

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use super::blobs::{BlobError, Reading};
use crate::domain::page_text::PageText;

/// How long a file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Files that are read at once.
const AT_ONCE: usize = 2;
/// Bytes of an answer: the texts of a long document, the picture of a page.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;
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
        let answer = self.asked(&["text"], file).await?;
        serde_json::from_slice(&answer).map_err(|_| CannotRead::Damaged.into())
    }

    /// A page of a PDF as a PNG picture of [`WIDTH`]; pages are counted from 1.
    ///
    /// # Errors
    /// As [`Reader::texts`].
    pub async fn picture(&self, file: Reading, page: u32) -> Result<Vec<u8>, ReadError> {
        let number = page.to_string();
        self.asked(&["picture", &number], file).await
    }

    async fn asked(&self, what: &[&str], file: Reading) -> Result<Vec<u8>, ReadError> {
        // It is never closed.
        let _place = Arc::clone(&self.places).acquire_owned().await;
        let mut child = self.start(what).map_err(ReadError::Program)?;
        let asked = tokio::time::timeout(self.patience, answered(&mut child, file)).await;
        // Dropped, it is ended.
        asked.map_err(|_| CannotRead::TookTooLong)?
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one other program that is started is this one, to read a file apart from everything"
    )]
    fn start(&self, what: &[&str]) -> std::io::Result<Child> {
        Command::new(&self.program)
            .arg("read-document")
            .args(what)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

async fn answered(child: &mut Child, mut file: Reading) -> Result<Vec<u8>, ReadError> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let given = async move {
        if let Some(mut stdin) = stdin {
            while let Some(part) = file.next().await? {
                // One that gave up takes nothing more; its exit code says why.
                if stdin.write_all(&part).await.is_err() {
                    break;
                }
            }
        }
        Ok::<(), BlobError>(())
    };
    let taken = async move {
        let mut answer = Vec::new();
        if let Some(stdout) = stdout {
            let mut stdout = stdout.take(LONGEST_ANSWER + 1);
            stdout.read_to_end(&mut answer).await?;
        }
        Ok::<Vec<u8>, std::io::Error>(answer)
    };
    let (given, taken) = tokio::join!(given, taken);
    given?;
    let answer = taken.map_err(ReadError::Program)?;
    if answer.len() as u64 > LONGEST_ANSWER {
        return Err(CannotRead::TooLong.into());
    }
    let status = child.wait().await.map_err(ReadError::Program)?;
    match status.code() {
        Some(0) => Ok(answer),
        Some(code) => Err(child::reason_of(code).into()),
        // It was ended by the system: out of its memory, its time or its stack.
        None => Err(CannotRead::Damaged.into()),
    }
}
