//! The process that reads one file: it comes in, texts or pictures go out, and the exit code says why not.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use super::{CannotRead, WIDTH, framing, pdf};
use crate::domain::covering::Covered;
use crate::infra::pictures::{self, NoPicture};

/// Room for what a file nests.
const STACK: usize = 64 * 1024 * 1024;
#[cfg(unix)]
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;
/// A picture of the field takes less: fifty megapixels, and what a decoder needs beside them.
#[cfg(unix)]
const MEMORY_OF_A_PICTURE: u64 = 1024 * 1024 * 1024;
#[cfg(unix)]
const SECONDS: u64 = 30;

const CODES: [(CannotRead, u8); 4] = [
    (CannotRead::Locked, 10),
    (CannotRead::Damaged, 11),
    (CannotRead::TooLong, 12),
    (CannotRead::TookTooLong, 13),
];
/// Codes of what is no picture begin here, in the order of [`NoPicture::ALL`].
const FIRST_OF_PICTURES: u8 = 40;

/// What is asked of the process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The text of every page, as JSON.
    Texts,
    /// One page as PNG, counted from 1.
    Picture(usize),
    /// What a picture of the field shows about itself, as JSON.
    Look,
    /// The same, and its copies with these boxes, one after the other.
    Copies(Vec<Covered>),
}

impl Asked {
    fn is_of_a_picture(&self) -> bool {
        matches!(self, Self::Look | Self::Copies(_))
    }
}

/// Reads the file on standard input and answers on standard output.
#[must_use]
pub fn run(asked: Asked) -> ExitCode {
    let is_of_a_picture = asked.is_of_a_picture();
    limit(is_of_a_picture);
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || read_and_answer(asked));
    // A reader that panics has met something that it does not know.
    let answer = match reading.map(std::thread::JoinHandle::join) {
        Ok(Ok(answer)) => answer,
        _ => Err(damaged(is_of_a_picture)),
    };
    let sent = answer.and_then(|answer| {
        let mut out = std::io::stdout().lock();
        let sent = out.write_all(&answer).and_then(|()| out.flush());
        sent.map_err(|_| damaged(is_of_a_picture))
    });
    match sent {
        Ok(()) => ExitCode::SUCCESS,
        Err(code) => ExitCode::from(code),
    }
}

/// What an exit code says of a document.
#[must_use]
pub fn reason_of(code: i32) -> CannotRead {
    let known = CODES.iter().find(|(_, known)| i32::from(*known) == code);
    known.map_or(CannotRead::Damaged, |(reason, _)| *reason)
}

/// What an exit code says of a picture.
#[must_use]
pub fn no_picture_of(code: i32) -> NoPicture {
    let known = NoPicture::ALL
        .into_iter()
        .find(|why| i32::from(code_of_picture(*why)) == code);
    known.unwrap_or(NoPicture::Damaged)
}

fn code_of_picture(why: NoPicture) -> u8 {
    let codes = FIRST_OF_PICTURES..;
    let mut known = codes.zip(NoPicture::ALL).filter(|(_, one)| *one == why);
    known.next().map_or(FIRST_OF_PICTURES, |(code, _)| code)
}

fn code_of_document(why: CannotRead) -> u8 {
    let code = CODES.iter().find(|(known, _)| *known == why);
    code.map_or(11, |(_, code)| *code)
}

fn damaged(is_of_a_picture: bool) -> u8 {
    if is_of_a_picture {
        code_of_picture(NoPicture::Damaged)
    } else {
        code_of_document(CannotRead::Damaged)
    }
}

/// The answer, or the code that says why there is none.
fn read_and_answer(asked: Asked) -> Result<Vec<u8>, u8> {
    let is_of_a_picture = asked.is_of_a_picture();
    let mut file = Vec::new();
    let input = std::io::stdin().lock();
    let read = if is_of_a_picture {
        // One more tells that there are too many.
        input
            .take(pictures::MOST_BYTES as u64 + 1)
            .read_to_end(&mut file)
    } else {
        input.take(u64::MAX).read_to_end(&mut file)
    };
    read.map_err(|_| damaged(is_of_a_picture))?;
    match asked {
        Asked::Texts => {
            let texts = pdf::texts(file).map_err(code_of_document)?;
            serde_json::to_vec(&texts).map_err(|_| damaged(false))
        }
        Asked::Picture(page) => pdf::picture(file, page, WIDTH).map_err(code_of_document),
        Asked::Look => {
            let look = pictures::look(&file).map_err(code_of_picture)?;
            serde_json::to_vec(&look).map_err(|_| damaged(true))
        }
        Asked::Copies(boxes) => {
            let copies = pictures::copies(&file, &boxes).map_err(code_of_picture)?;
            framing::written(&copies).ok_or(damaged(true))
        }
    }
}

/// Memory and time that the system takes away from whoever wants more. Where it has no such limits, the time of whoever
/// waits is the limit.
fn limit(is_of_a_picture: bool) {
    #[cfg(not(unix))]
    let _ = is_of_a_picture;
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let memory = if is_of_a_picture {
            MEMORY_OF_A_PICTURE
        } else {
            MEMORY
        };
        for (what, most) in [
            (Resource::As, memory),
            (Resource::Cpu, SECONDS),
            (Resource::Core, 0),
        ] {
            let most = Rlimit {
                current: Some(most),
                maximum: Some(most),
            };
            let _ = setrlimit(what, most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_comes_back_by_its_code() {
        for why in NoPicture::ALL {
            assert_eq!(no_picture_of(code_of_picture(why).into()), why);
        }
        for (why, _) in CODES {
            assert_eq!(reason_of(code_of_document(why).into()), why);
        }
        assert_eq!(no_picture_of(1), NoPicture::Damaged);
    }
}
