//! Runs of a document as one string with spans of style, ready to be broken into lines.

use crate::document::{Inline, Inlines, LinkTarget};

use super::style::TextStyle;

/// Text with what is known of each part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rich {
    pub text: String,
    pub spans: Vec<Span>,
    pub marks: Vec<Mark>,
}

/// A stretch of one style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub style: TextStyle,
    /// Index of the mark it belongs to.
    pub mark: Option<usize>,
}

/// Something a stretch of text is, apart from how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub kind: MarkKind,
    /// The mark that this one stands in.
    pub within: Option<usize>,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    Link(LinkTarget),
    Foreign(String),
    Code,
}

impl Rich {
    /// The runs in a base style.
    pub(crate) fn new(runs: &Inlines, style: TextStyle) -> Self {
        let mut rich = Self::default();
        rich.push(runs, style);
        rich
    }

    /// Words alone.
    pub(crate) fn plain(words: &str, style: TextStyle) -> Self {
        let mut rich = Self::default();
        rich.words(words, style, None);
        rich
    }

    /// Adds runs.
    pub(crate) fn push(&mut self, runs: &Inlines, style: TextStyle) {
        self.runs(runs, style, None);
    }

    /// Adds words.
    pub(crate) fn push_words(&mut self, words: &str, style: TextStyle) {
        self.words(words, style, None);
    }

    /// True when there is nothing to see.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn runs(&mut self, runs: &Inlines, style: TextStyle, mark: Option<usize>) {
        for run in &runs.0 {
            self.run(run, style, mark);
        }
    }

    fn run(&mut self, run: &Inline, style: TextStyle, mark: Option<usize>) {
        match run {
            Inline::Text(words) | Inline::Time { text: words, .. } => {
                self.words(words, style, mark);
            }
            Inline::Strong(inner) => self.runs(inner, style.strong(), mark),
            Inline::Emphasis(inner) => self.runs(inner, style.emphasis(), mark),
            Inline::Soft(inner) => self.runs(inner, style.soft(), mark),
            Inline::Code(words) => {
                let mark = self.mark(MarkKind::Code, mark);
                self.words(words, style.code(), mark);
            }
            Inline::Foreign { language, text } => {
                let mark = self.mark(MarkKind::Foreign(language.clone()), mark);
                self.words(text, style, mark);
            }
            Inline::Link { to, text } => {
                let mark = self.mark(MarkKind::Link(to.clone()), mark);
                self.runs(text, style.in_ink(crate::figures::Ink::Accent), mark);
            }
        }
    }

    fn mark(&mut self, kind: MarkKind, within: Option<usize>) -> Option<usize> {
        self.marks.push(Mark { kind, within });
        Some(self.marks.len() - 1)
    }

    /// Adds words with their spaces made even and without signs that steer direction or lines.
    fn words(&mut self, words: &str, style: TextStyle, mark: Option<usize>) {
        let start = self.text.len();
        for letter in words.chars() {
            if is_space(letter) {
                if !self.text.ends_with(' ') && !self.text.is_empty() {
                    self.text.push(' ');
                }
            } else if !is_steering(letter) {
                self.text.push(letter);
            }
        }
        let end = self.text.len();
        if end > start {
            self.spans.push(Span {
                start,
                end,
                style,
                mark,
            });
        }
    }
}

/// White space that may be stretched or broken; spaces that hold words together are letters.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// Controls, hidden hyphens and signs that turn text around.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{AD}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Letters and digits of scripts that run from right to left.
pub(crate) fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{code, strong, text};

    #[test]
    fn spaces_are_evened_out_across_runs() {
        let runs: Inlines = vec![text(" a \n\t b "), strong(" c"), code("d")].into();
        let rich = Rich::new(&runs, TextStyle::BODY);
        assert_eq!(rich.text, "a b cd");
        assert_eq!(rich.spans.len(), 3);
    }

    #[test]
    fn signs_that_turn_text_around_are_left_out() {
        let rich = Rich::plain("a\u{202E}b\u{2067}c\u{0}d\u{AD}e\u{FEFF}", TextStyle::BODY);
        assert_eq!(rich.text, "abcde");
    }
}
