//! Starting this program again for one file, giving it the file, taking its answer, and giving up on it.

use std::process::Stdio;
use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use zeroize::Zeroizing;

use super::Reader;
use crate::infra::blobs::{BlobError, Reading};

/// Bytes of an answer: the texts of a long document, the picture of a page.
const LONGEST_ANSWER: u64 = 64 * 1024 * 1024;

/// The file that is read.
#[derive(Debug)]
pub enum Given {
    /// One that is stored: it is opened piece by piece.
    Stored(Box<Reading>),
    /// One that is in memory.
    Bytes(Zeroizing<Vec<u8>>),
}

impl From<Reading> for Given {
    fn from(file: Reading) -> Self {
        Self::Stored(Box::new(file))
    }
}

impl From<Vec<u8>> for Given {
    fn from(file: Vec<u8>) -> Self {
        Self::Bytes(Zeroizing::new(file))
    }
}

/// Why there is no answer.
pub(super) enum Unanswered {
    /// The process says why, by its exit code.
    Code(i32),
    /// The system ended it.
    Ended,
    /// It answers more than anything has to say.
    TooMuch,
    /// It was given up.
    TookTooLong,
    /// Where the file is stored.
    Blob(BlobError),
    /// It could not be started.
    Program(std::io::Error),
}

impl Reader {
    pub(super) async fn asked(&self, what: &[&str], file: Given) -> Result<Vec<u8>, Unanswered> {
        // It is never closed.
        let _place = Arc::clone(&self.places).acquire_owned().await;
        let mut child = self.start(what).map_err(Unanswered::Program)?;
        let asked = tokio::time::timeout(self.patience, answered(&mut child, file)).await;
        // Dropped, it is ended.
        asked.map_err(|_| Unanswered::TookTooLong)?
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one other program that is started is this one, to read a file apart from everything"
    )]
    fn start(&self, what: &[&str]) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args(what)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

async fn answered(child: &mut Child, file: Given) -> Result<Vec<u8>, Unanswered> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let given = async move {
        let Some(mut stdin) = stdin else {
            return Ok(());
        };
        match file {
            // One that gave up takes nothing more; its exit code says why.
            Given::Bytes(bytes) => _ = stdin.write_all(&bytes).await,
            Given::Stored(mut file) => {
                while let Some(part) = file.next().await? {
                    if stdin.write_all(&part).await.is_err() {
                        break;
                    }
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
    given.map_err(Unanswered::Blob)?;
    let answer = taken.map_err(Unanswered::Program)?;
    if answer.len() as u64 > LONGEST_ANSWER {
        return Err(Unanswered::TooMuch);
    }
    let status = child.wait().await.map_err(Unanswered::Program)?;
    match status.code() {
        Some(0) => Ok(answer),
        Some(code) => Err(Unanswered::Code(code)),
        None => Err(Unanswered::Ended),
    }
}
