//! A sentence in pieces: words, numbers, days, signs, each with its place.

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Letters.
    Word,
    /// Digits, with points and commas inside.
    Number,
    /// A day or month as `2026-06-30`.
    Day,
    /// A time of day, `08:30`.
    Time,
    /// Any other sign.
    Sign,
}

/// A piece of a sentence.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub piece: Piece,
    /// The text in small letters without accents.
    pub plain: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Token {
    /// Whether it is this word.
    pub fn is(&self, word: &str) -> bool {
        self.plain == word
    }
}

fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

/// Small letters without accents.
pub fn plain(text: &str) -> String {
    let small = text.chars().flat_map(char::to_lowercase);
    small.map(without_accent).collect()
}

/// The pieces of a sentence in their order. Spaces are none.
pub fn tokens(sentence: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = sentence[at..].chars().next() {
        let rest = &sentence[at..];
        let (piece, length) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            number(rest)
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic());
            (Piece::Word, end.unwrap_or(rest.len()))
        } else {
            (Piece::Sign, c.len_utf8())
        };
        found.push(Token {
            piece,
            plain: plain(&rest[..length]),
            start: at,
            end: at + length,
        });
        at += length;
    }
    found
}

/// What begins with a digit, and how long it is.
fn number(rest: &str) -> (Piece, usize) {
    let bytes = rest.as_bytes();
    let digits = |from: usize, count: usize| {
        let part = bytes.get(from..from + count);
        part.is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_digit);
    let dash = |at: usize| bytes.get(at) == Some(&b'-');
    if digits(0, 4) && dash(4) && digits(5, 2) {
        if dash(7) && digits(8, 2) && ends(10) {
            return (Piece::Day, 10);
        }
        if ends(7) && !dash(7) {
            return (Piece::Day, 7);
        }
    }
    let mut end = 0;
    while digits(end, 1) || (matches!(bytes.get(end), Some(b'.' | b',')) && digits(end + 1, 1)) {
        end += 1;
    }
    if bytes.get(end) == Some(&b':') && digits(end + 1, 2) && ends(end + 3) {
        return (Piece::Time, end + 3);
    }
    (Piece::Number, end)
}
