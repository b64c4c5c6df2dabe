//! Cutting activities out of a stream of XML, whatever lies inside them.

use std::io::{ErrorKind, Read};

use crate::features::imports::json::LARGEST_PART;
use crate::features::imports::refusal::Unreadable;

const CHUNK: usize = 128 << 10;
const OPENS: &[u8] = b"<iati-activity";
const CLOSES: &[u8] = b"</iati-activity>";

/// One piece of the stream.
#[derive(Debug)]
pub(super) enum Cut<'b> {
    /// `<?xml …?>`
    Declaration(String),
    /// `<iati-activities …>`
    Root(String),
    /// One activity; not whole where its end is missing.
    Activity {
        bytes: &'b [u8],
        byte: u64,
        whole: bool,
    },
    /// An activity that is larger than any that is taken.
    TooLarge,
}

pub(super) struct Splitter<R> {
    source: R,
    buffer: Vec<u8>,
    /// The next byte that was not looked at.
    at: usize,
    /// The byte of the file at which the buffer begins.
    before: u64,
    ended: bool,
    seen_element: bool,
    /// What is being kept has grown beyond what is taken, and is dropped.
    too_large: bool,
}

impl<R: Read> Splitter<R> {
    pub fn new(source: R) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            at: 0,
            before: 0,
            ended: false,
            seen_element: false,
            too_large: false,
        }
    }

    /// The next piece, or none at the end of the file.
    pub fn next(&mut self) -> Result<Option<Cut<'_>>, Unreadable> {
        loop {
            self.forget();
            if !self.find(b"<", false)? {
                return Ok(None);
            }
            self.ahead(16)?;
            let rest = &self.buffer[self.at..];
            if rest.starts_with(b"<!--") {
                self.find(b"-->", false)?;
            } else if rest.starts_with(b"<?") {
                let start = self.at;
                self.find(b"?>", true)?;
                self.bounded()?;
                let text = String::from_utf8_lossy(&self.buffer[start..self.at]).into_owned();
                if text.starts_with("<?xml ") {
                    return Ok(Some(Cut::Declaration(text)));
                }
            } else if rest.starts_with(b"<!") {
                return Err(self.refused("xml-with-dtd"));
            } else if rest.starts_with(b"<iati-activities") {
                let start = self.at;
                self.seen_element = true;
                self.find(b">", true)?;
                self.bounded()?;
                let text = String::from_utf8_lossy(&self.buffer[start..self.at]).into_owned();
                return Ok(Some(Cut::Root(text)));
            } else if opens(rest) {
                self.seen_element = true;
                return self.activity().map(Some);
            } else {
                if !self.seen_element {
                    return Err(self.refused("not-iati"));
                }
                self.at += 1;
            }
        }
    }

    fn bounded(&self) -> Result<(), Unreadable> {
        if self.too_large {
            return Err(self.refused("part-too-large"));
        }
        Ok(())
    }

    fn refused(&self, code: &str) -> Unreadable {
        let byte = self.before + self.at as u64;
        Unreadable::because(code, &format!("byte {byte}"))
    }

    /// From the opening tag to behind the closing one, or to the next opening one.
    fn activity(&mut self) -> Result<Cut<'_>, Unreadable> {
        let start = self.at;
        let byte = self.before + start as u64;
        self.at += OPENS.len();
        let whole = loop {
            if !self.find(b"<", true)? {
                break false;
            }
            self.ahead(OPENS.len() + 2)?;
            let rest = &self.buffer[self.at..];
            if rest.starts_with(CLOSES) {
                self.at += CLOSES.len();
                break true;
            }
            if opens(rest) {
                break false;
            }
            if rest.starts_with(b"<!--") {
                self.find(b"-->", true)?;
            } else if rest.starts_with(b"<![CDATA[") {
                self.find(b"]]>", true)?;
            } else {
                self.at += 1;
            }
            if !self.too_large && (self.at - start) as u64 > LARGEST_PART {
                self.too_large = true;
            }
            if self.too_large {
                self.forget();
            }
        };
        if std::mem::take(&mut self.too_large) {
            return Ok(Cut::TooLarge);
        }
        Ok(Cut::Activity {
            bytes: &self.buffer[start..self.at],
            byte,
            whole,
        })
    }

    /// Drops what was looked at.
    fn forget(&mut self) {
        if self.at >= CHUNK || self.at == self.buffer.len() {
            self.before += self.at as u64;
            self.buffer.drain(..self.at);
            self.at = 0;
        }
    }

    /// Reads until `many` bytes lie ahead, or the file ends.
    fn ahead(&mut self, many: usize) -> Result<(), Unreadable> {
        while self.buffer.len() - self.at < many && self.more()? {}
        Ok(())
    }

    fn more(&mut self) -> Result<bool, Unreadable> {
        if self.ended {
            return Ok(false);
        }
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK, 0);
        let read = loop {
            match self.source.read(&mut self.buffer[filled..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(filled + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        Ok(!self.ended)
    }

    /// Goes to the next `wanted` (before it for `<`, behind it for all else). `keep` holds what is passed, as far as a
    /// part may be long.
    fn find(&mut self, wanted: &[u8], keep: bool) -> Result<bool, Unreadable> {
        let from = self.at;
        loop {
            let rest = &self.buffer[self.at..];
            let found = match wanted {
                [one] => rest.iter().position(|byte| byte == one),
                _ => rest
                    .windows(wanted.len())
                    .position(|window| window == wanted),
            };
            if let Some(found) = found {
                self.at += found + if wanted == b"<" { 0 } else { wanted.len() };
                return Ok(true);
            }
            self.at += rest.len().saturating_sub(wanted.len() - 1);
            if keep && !self.too_large && (self.at - from) as u64 > LARGEST_PART {
                self.too_large = true;
            }
            if !keep || self.too_large {
                self.forget();
            }
            if !self.more()? {
                self.at = self.buffer.len();
                return Ok(false);
            }
        }
    }
}

/// An opening tag of an activity, and not of `iati-activities`.
fn opens(bytes: &[u8]) -> bool {
    let next = bytes.strip_prefix(OPENS).map(<[u8]>::first);
    matches!(next, Some(Some(b' ' | b'\t' | b'\r' | b'\n' | b'>')))
}
