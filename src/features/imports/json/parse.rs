//! One JSON value parsed strictly into a flat list of nodes that is used again for the next one: no tree of small
//! allocations, no number turned into floating point. RFC 8259, and names in an object must differ.

use super::text::{hex, unescaped};
use super::{DEPTH, LONGEST_NUMBER, MOST_MEMBERS, MOST_VALUES};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
}

/// One value. Positions are bytes of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// First byte; of a string the first inside the quotes.
    pub start: u32,
    /// Behind the last byte; of a string the closing quote.
    pub end: u32,
    /// The array or object that holds it.
    pub parent: u32,
    /// The node behind it and all it holds.
    pub next: u32,
    /// In an array its index, in an object where its name begins.
    pub place: u32,
    pub kind: Kind,
    /// The string holds escapes.
    pub escaped: bool,
    /// Its name holds escapes.
    pub name_escaped: bool,
}

/// Why a text is no JSON that is taken, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct BadJson {
    /// The code of the sentence that says it.
    pub code: &'static str,
    /// The byte of the text.
    pub at: usize,
}

/// Nodes of one value, with room that is used again.
#[derive(Debug, Default)]
pub(in super::super) struct Tape {
    pub(super) nodes: Vec<Node>,
    names: Vec<(u32, u32, bool)>,
}

impl Tape {
    /// How many values were parsed.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Parses the whole of `text`, at most 4 GiB.
    pub fn parse(&mut self, text: &str) -> Result<(), BadJson> {
        self.nodes.clear();
        self.names.clear();
        let mut parser = Parser {
            bytes: text.as_bytes(),
            text,
            at: 0,
            tape: self,
        };
        parser.space();
        parser.value(0, 0, 0, false)?;
        parser.space();
        if parser.at < parser.bytes.len() {
            return Err(parser.bad("json-broken"));
        }
        Ok(())
    }
}

struct Parser<'t> {
    bytes: &'t [u8],
    text: &'t str,
    at: usize,
    tape: &'t mut Tape,
}

impl Parser<'_> {
    fn bad(&self, code: &'static str) -> BadJson {
        BadJson { code, at: self.at }
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn here(&self) -> Result<u32, BadJson> {
        u32::try_from(self.at).map_err(|_| self.bad("part-too-large"))
    }

    fn push(&mut self, kind: Kind, parent: u32, place: u32, named: bool) -> Result<usize, BadJson> {
        let index = self.tape.nodes.len();
        if index >= MOST_VALUES {
            return Err(self.bad("too-many-values"));
        }
        let start = self.here()?;
        self.tape.nodes.push(Node {
            start,
            end: start,
            parent,
            next: 0,
            place,
            kind,
            escaped: false,
            name_escaped: named,
        });
        Ok(index)
    }

    fn close(&mut self, index: usize, end: u32) {
        let next = u32::try_from(self.tape.nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.tape.nodes.get_mut(index) {
            node.end = end;
            node.next = next;
        }
    }

    fn value(&mut self, parent: u32, place: u32, depth: usize, named: bool) -> Result<(), BadJson> {
        match self.bytes.get(self.at) {
            Some(b'{') => self.object(parent, place, depth, named),
            Some(b'[') => self.array(parent, place, depth, named),
            Some(b'"') => {
                let index = self.push(Kind::String, parent, place, named)?;
                let (start, end, escaped) = self.string()?;
                if let Some(node) = self.tape.nodes.get_mut(index) {
                    node.start = start;
                    node.escaped = escaped;
                }
                self.close(index, end);
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => {
                let index = self.push(Kind::Number, parent, place, named)?;
                self.number()?;
                let end = self.here()?;
                self.close(index, end);
                Ok(())
            }
            Some(b't') => self.word("true", Kind::True, parent, place, named),
            Some(b'f') => self.word("false", Kind::False, parent, place, named),
            Some(b'n') => self.word("null", Kind::Null, parent, place, named),
            _ => Err(self.bad("json-broken")),
        }
    }

    fn word(
        &mut self,
        word: &str,
        kind: Kind,
        parent: u32,
        place: u32,
        named: bool,
    ) -> Result<(), BadJson> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.bad("json-broken"));
        }
        let index = self.push(kind, parent, place, named)?;
        self.at += word.len();
        let end = self.here()?;
        self.close(index, end);
        Ok(())
    }

    fn array(&mut self, parent: u32, place: u32, depth: usize, named: bool) -> Result<(), BadJson> {
        let index = self.open(Kind::Array, parent, place, depth, named)?;
        let holder = u32::try_from(index).unwrap_or(u32::MAX);
        self.space();
        if self.bytes.get(self.at) != Some(&b']') {
            for position in 0.. {
                self.value(holder, position, depth + 1, false)?;
                self.space();
                match self.bytes.get(self.at) {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.bad("json-broken")),
                }
                self.space();
            }
        }
        self.at += 1;
        let end = self.here()?;
        self.close(index, end);
        Ok(())
    }

    fn object(
        &mut self,
        parent: u32,
        place: u32,
        depth: usize,
        named: bool,
    ) -> Result<(), BadJson> {
        let index = self.open(Kind::Object, parent, place, depth, named)?;
        let holder = u32::try_from(index).unwrap_or(u32::MAX);
        let first_name = self.tape.names.len();
        self.space();
        if self.bytes.get(self.at) != Some(&b'}') {
            loop {
                if self.bytes.get(self.at) != Some(&b'"') {
                    return Err(self.bad("json-broken"));
                }
                let (start, end, escaped) = self.string()?;
                if self.tape.names.len() - first_name >= MOST_MEMBERS {
                    return Err(self.bad("too-many-values"));
                }
                self.tape.names.push((start, end, escaped));
                self.space();
                if self.bytes.get(self.at) != Some(&b':') {
                    return Err(self.bad("json-broken"));
                }
                self.at += 1;
                self.space();
                self.value(holder, start, depth + 1, escaped)?;
                self.space();
                match self.bytes.get(self.at) {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break,
                    _ => return Err(self.bad("json-broken")),
                }
                self.space();
            }
        }
        self.names_differ(first_name)?;
        self.tape.names.truncate(first_name);
        self.at += 1;
        let end = self.here()?;
        self.close(index, end);
        Ok(())
    }

    fn open(
        &mut self,
        kind: Kind,
        parent: u32,
        place: u32,
        depth: usize,
        named: bool,
    ) -> Result<usize, BadJson> {
        if depth >= DEPTH {
            return Err(self.bad("too-deep"));
        }
        let index = self.push(kind, parent, place, named)?;
        self.at += 1;
        Ok(index)
    }

    /// Two members of one name mean two things at once: no reading is the right one.
    fn names_differ(&mut self, first: usize) -> Result<(), BadJson> {
        let (bytes, text) = (self.bytes, self.text);
        let names = self.tape.names.get_mut(first..).unwrap_or_default();
        let twice = if names.iter().any(|(_, _, escaped)| *escaped) {
            let mut plain: Vec<_> = names
                .iter()
                .map(|(start, end, _)| unescaped(&text[*start as usize..*end as usize]))
                .collect();
            plain.sort_unstable();
            plain.windows(2).any(|pair| pair[0] == pair[1])
        } else {
            let name = |(start, end, _): &(u32, u32, bool)| &bytes[*start as usize..*end as usize];
            if names.len() <= 12 {
                let earlier = |at: usize| names.iter().take(at);
                let mut all = names.iter().enumerate();
                all.any(|(at, one)| earlier(at).any(|other| name(other) == name(one)))
            } else {
                names.sort_unstable_by_key(name);
                names
                    .windows(2)
                    .any(|pair| name(&pair[0]) == name(&pair[1]))
            }
        };
        if twice {
            return Err(self.bad("member-twice"));
        }
        Ok(())
    }

    /// From the opening quote to behind the closing one: where the inside starts and ends, and whether it has escapes.
    fn string(&mut self) -> Result<(u32, u32, bool), BadJson> {
        self.at += 1;
        let start = self.here()?;
        let mut escaped = false;
        loop {
            self.at += plain_run(&self.bytes[self.at..]);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    let end = self.here()?;
                    self.at += 1;
                    return Ok((start, end, escaped));
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.bad("json-broken")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), BadJson> {
        match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let broken = self.bad("json-broken");
                let unit = |at: usize| self.bytes.get(at..).and_then(hex).ok_or(broken);
                match unit(self.at + 2)? {
                    0xDC00..=0xDFFF => return Err(broken),
                    0xD800..=0xDBFF => {
                        let pair = self.bytes.get(self.at + 6..self.at + 8) == Some(br"\u");
                        if !pair || !(0xDC00..=0xDFFF).contains(&unit(self.at + 8)?) {
                            return Err(broken);
                        }
                        self.at += 12;
                    }
                    _ => self.at += 6,
                }
            }
            _ => return Err(self.bad("json-broken")),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), BadJson> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        match self.bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        if self.at - start > LONGEST_NUMBER {
            return Err(self.bad("number-too-long"));
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), BadJson> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.bad("json-broken"));
        }
        Ok(())
    }
}

/// Bytes before the first quote, backslash or control character, eight at a time.
pub(super) fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    while let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let word = u64::from_le_bytes(eight);
        let zero = |w: u64| w.wrapping_sub(ONES) & !w & HIGH;
        let quote = zero(word ^ (ONES * u64::from(b'"')));
        let slash = zero(word ^ (ONES * u64::from(b'\\')));
        let control = word.wrapping_sub(ONES * 0x20) & !word & HIGH;
        let found = quote | slash | control;
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f))
        .unwrap_or(rest.len())
}
