//! Running over JSON of any length without keeping it: where a value begins and ends. What lies inside a value is not
//! checked here; the parser does that when the part is read.

use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

use super::parse::plain_run;

/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// Why a run ended.
#[derive(Debug)]
pub(in super::super) enum Fault {
    /// The file could not be read.
    Io(io::Error),
    /// It is no JSON that is taken: the code, and the byte of the file.
    Bad(&'static str, u64),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

pub(in super::super) struct Skim<'r, R> {
    source: &'r mut R,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    before: u64,
    /// A value may not reach over the end of a line.
    pub one_line: bool,
}

/// Inside a value that is skipped.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Plain,
    String,
    Escape,
}

impl<'r, R: Read + Seek> Skim<'r, R> {
    pub fn new(source: &'r mut R) -> io::Result<Self> {
        let mut skim = Self {
            source,
            buffer: vec![0; CHUNK],
            at: 0,
            filled: 0,
            before: 0,
            one_line: false,
        };
        skim.seek(0)?;
        if skim.fill()? && skim.buffer[..skim.filled].starts_with(b"\xef\xbb\xbf") {
            skim.at = 3;
        }
        Ok(skim)
    }

    /// Goes on at a byte of the file.
    pub fn seek(&mut self, byte: u64) -> io::Result<()> {
        self.source.seek(SeekFrom::Start(byte))?;
        self.before = byte;
        self.at = 0;
        self.filled = 0;
        Ok(())
    }

    /// The byte of the file that comes next.
    pub fn position(&self) -> u64 {
        self.before + self.at as u64
    }

    pub fn bad(&self, code: &'static str) -> Fault {
        Fault::Bad(code, self.position())
    }

    /// More bytes once all were used; `false` at the end of the file.
    fn fill(&mut self) -> io::Result<bool> {
        if self.at < self.filled {
            return Ok(true);
        }
        self.before += self.filled as u64;
        self.at = 0;
        self.filled = loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        Ok(self.filled > 0)
    }

    /// The next byte that is no white space, without taking it.
    pub fn peek(&mut self) -> Result<Option<u8>, Fault> {
        while self.fill()? {
            match self.buffer[self.at] {
                b'\n' if self.one_line => return Ok(Some(b'\n')),
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                other => return Ok(Some(other)),
            }
        }
        Ok(None)
    }

    pub fn take(&mut self) {
        self.at += 1;
    }

    /// Takes the byte that must come next.
    pub fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek()? != Some(byte) {
            return Err(self.bad("json-broken"));
        }
        self.take();
        Ok(())
    }

    /// Takes a comma and says `true`, or the closing byte and says `false`.
    pub fn goes_on(&mut self, closing: u8) -> Result<bool, Fault> {
        match self.peek()? {
            Some(b',') => {
                self.take();
                Ok(true)
            }
            Some(byte) if byte == closing => {
                self.take();
                Ok(false)
            }
            _ => Err(self.bad("json-broken")),
        }
    }

    /// Takes a string; its raw inside goes into `into` as far as there is room for 256 bytes.
    pub fn string(&mut self, into: &mut Vec<u8>) -> Result<(), Fault> {
        into.clear();
        self.expect(b'"')?;
        let mut escape = false;
        loop {
            if !self.fill()? {
                return Err(self.bad("json-ends-early"));
            }
            let rest = &self.buffer[self.at..self.filled];
            if escape {
                keep(into, &rest[..1]);
                self.at += 1;
                escape = false;
                continue;
            }
            let run = plain_run(rest);
            keep(into, &rest[..run]);
            let stop = rest.get(run).copied();
            self.at += run;
            match stop {
                None => {}
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    keep(into, b"\\");
                    self.at += 1;
                    escape = true;
                }
                Some(_) => return Err(self.bad("json-broken")),
            }
        }
    }

    /// Takes one value of any kind.
    pub fn skip(&mut self) -> Result<(), Fault> {
        match self.peek()? {
            Some(b'{' | b'[') => self.skip_nested(),
            Some(b'"') => self.string(&mut Vec::new()),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                while self.fill()?
                    && matches!(self.buffer[self.at], b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E')
                {
                    self.at += 1;
                }
                Ok(())
            }
            None => Err(self.bad("json-ends-early")),
            _ => Err(self.bad("json-broken")),
        }
    }

    fn skip_nested(&mut self) -> Result<(), Fault> {
        let mut depth = 0_u64;
        let mut within = Within::Plain;
        loop {
            if !self.fill()? {
                return Err(self.bad("json-ends-early"));
            }
            let bytes = &self.buffer[self.at..self.filled];
            let mut at = 0;
            while let Some(byte) = bytes.get(at) {
                match within {
                    Within::String => {
                        at += plain_run(&bytes[at..]);
                        match bytes.get(at) {
                            None => break,
                            Some(b'"') => within = Within::Plain,
                            Some(b'\\') => within = Within::Escape,
                            Some(_) => {
                                self.at += at;
                                return Err(self.bad("json-broken"));
                            }
                        }
                    }
                    Within::Escape => within = Within::String,
                    Within::Plain => match byte {
                        b'"' => within = Within::String,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' => {
                            depth -= 1;
                            if depth == 0 {
                                self.at += at + 1;
                                return Ok(());
                            }
                        }
                        b'\n' if self.one_line => {
                            self.at += at;
                            return Err(self.bad("json-ends-early"));
                        }
                        _ => {}
                    },
                }
                at += 1;
            }
            self.at = self.filled;
        }
    }

    /// Takes what is left of the line, its end too.
    pub fn skip_line(&mut self) -> Result<(), Fault> {
        while self.fill()? {
            let rest = &self.buffer[self.at..self.filled];
            if let Some(end) = rest.iter().position(|b| *b == b'\n') {
                self.at += end + 1;
                return Ok(());
            }
            self.at = self.filled;
        }
        Ok(())
    }
}

fn keep(into: &mut Vec<u8>, bytes: &[u8]) {
    let room = 256_usize.saturating_sub(into.len());
    into.extend_from_slice(&bytes[..bytes.len().min(room)]);
}
