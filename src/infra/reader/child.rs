//! The process that reads one document: the file comes in, texts or a picture go out, and the exit code says why not.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use super::{CannotRead, WIDTH, pdf};

/// Room for what a file nests.
const STACK: usize = 64 * 1024 * 1024;
#[cfg(unix)]
const MEMORY: u64 = 2 * 1024 * 1024 * 1024;
#[cfg(unix)]
const SECONDS: u64 = 30;

const CODES: [(CannotRead, u8); 4] = [
    (CannotRead::Locked, 10),
    (CannotRead::Damaged, 11),
    (CannotRead::TooLong, 12),
    (CannotRead::TookTooLong, 13),
];

/// What is asked of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The text of every page, as JSON.
    Texts,
    /// One page as PNG, counted from 1.
    Picture(usize),
}

/// Reads the file on standard input and answers on standard output.
#[must_use]
pub fn run(asked: Asked) -> ExitCode {
    limit();
    let reading = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let mut file = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut file);
            read.map_err(|_| CannotRead::Damaged)?;
            answer(asked, file)
        });
    // A reader that panics has met something that it does not know.
    let answer = match reading.map(std::thread::JoinHandle::join) {
        Ok(Ok(answer)) => answer,
        _ => Err(CannotRead::Damaged),
    };
    let sent = answer.and_then(|answer| {
        let mut out = std::io::stdout().lock();
        let sent = out.write_all(&answer).and_then(|()| out.flush());
        sent.map_err(|_| CannotRead::Damaged)
    });
    match sent {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            let code = CODES.iter().find(|(known, _)| *known == reason);
            ExitCode::from(code.map_or(11, |(_, code)| *code))
        }
    }
}

/// What an exit code says.
#[must_use]
pub fn reason_of(code: i32) -> CannotRead {
    let known = CODES.iter().find(|(_, known)| i32::from(*known) == code);
    known.map_or(CannotRead::Damaged, |(reason, _)| *reason)
}

fn answer(asked: Asked, file: Vec<u8>) -> Result<Vec<u8>, CannotRead> {
    match asked {
        Asked::Texts => {
            let texts = pdf::texts(file)?;
            serde_json::to_vec(&texts).map_err(|_| CannotRead::Damaged)
        }
        Asked::Picture(page) => pdf::picture(file, page, WIDTH),
    }
}

/// Memory and time that the system takes away from whoever wants more. Where it has no such limits, the time of whoever
/// waits is the limit.
fn limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        for (what, most) in [
            (Resource::As, MEMORY),
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
