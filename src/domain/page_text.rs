//! The text of one page of a document: its words in reading order, each with the box in which it stands. Not the page
//! as a picture, and not how a file is read.

use serde::{Deserialize, Serialize};

/// Where a word stands, from the upper left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordBox {
    /// From the left edge, in hundredths of a point.
    #[serde(rename = "x")]
    pub left: u32,
    /// From the upper edge, in hundredths of a point.
    #[serde(rename = "y")]
    pub top: u32,
    /// In hundredths of a point.
    #[serde(rename = "w")]
    pub width: u32,
    /// In hundredths of a point.
    #[serde(rename = "h")]
    pub height: u32,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// As it is printed, without spaces.
    #[serde(rename = "t")]
    pub text: String,
    /// The line on which it stands, counted from 0 in reading order.
    #[serde(rename = "l")]
    pub line: u32,
    /// Its box; none where the document has no pages of its own, as a plain text.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub at: Option<WordBox>,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// In hundredths of a point; 0 where the page has no picture.
    pub width: u32,
    /// In hundredths of a point; 0 where the page has no picture.
    pub height: u32,
    /// In reading order.
    pub words: Vec<Word>,
}

impl PageText {
    /// The lines, each as its words.
    pub fn lines(&self) -> impl Iterator<Item = &[Word]> {
        self.words.chunk_by(|a, b| a.line == b.line)
    }

    /// The text: words with a space between them, lines with a line feed.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |words: &[Word]| {
            let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            words.join(" ")
        };
        self.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether there is anything to read on it.
    #[must_use]
    pub fn has_text(&self) -> bool {
        !self.words.is_empty()
    }

    /// The pages of a plain text: a form feed ends one, and so do 60 lines.
    #[must_use]
    pub fn of_plain_text(text: &str) -> Vec<Self> {
        const LINES: usize = 60;
        let mut pages = Vec::new();
        for part in text.split('\u{c}') {
            let lines: Vec<&str> = part.lines().collect();
            for lines in lines.chunks(LINES) {
                pages.push(Self::of_lines(lines));
            }
        }
        pages
    }

    fn of_lines(lines: &[&str]) -> Self {
        let word = |(line, text): (u32, &str)| Word {
            text: text.to_owned(),
            line,
            at: None,
        };
        let lines = (0..).zip(lines.iter().copied());
        let words = lines.flat_map(|(at, line)| line.split_whitespace().map(move |w| (at, w)));
        Self {
            words: words.map(word).collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_text_has_pages_lines_and_words() {
        let text = "One two\n\n  three\u{c}four";
        let pages = PageText::of_plain_text(text);
        let texts: Vec<String> = pages.iter().map(PageText::text).collect();
        assert_eq!(texts, ["One two\nthree", "four"]);
        let long = "line\n".repeat(121);
        assert_eq!(PageText::of_plain_text(&long).len(), 3);
        assert!(PageText::of_plain_text("").is_empty());
    }
}
