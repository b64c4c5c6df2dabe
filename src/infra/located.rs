//! Files in YAML, read with line and column of each key and item, so that a problem found later can name them.
//! What such a file has no use for is refused: anchors, aliases, tags, a second document, deep nesting.

use std::collections::HashMap;

use granit_parser::{Event, Parser, Span};
use serde::de::DeserializeOwned;

use super::words::Words;
use crate::domain::case_check::{Place, Severity};

/// Deepest nesting; a case needs eight levels.
const DEEPEST: usize = 32;

/// Something that is wrong in a file, with its line and column where they are known (both from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Whether the file can be used in spite of it.
    pub severity: Severity,
    /// Line and column.
    pub at: Option<(u64, u64)>,
    /// What is wrong, what was expected, what to do.
    pub message: String,
}

/// Reads a text into a value, or says where it cannot be read.
pub fn read_located<T: DeserializeOwned>(text: &str, words: &Words) -> Result<(T, Lines), Located> {
    let wrong = |at, message| Located {
        severity: Severity::Error,
        at,
        message,
    };
    let lines =
        Lines::of(text, DEEPEST).map_err(|problem| wrong(problem.at, problem.say(words)))?;
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { max_depth: DEEPEST, max_documents: 1, max_aliases: 0, max_anchors: 0 },
        strict_booleans: true,
    };
    let value = serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let plain = error.without_snippet();
        let at = plain.location().map(|l| (l.line(), l.column()));
        wrong(at, say_parse_error(plain, words))
    })?;
    Ok((value, lines))
}

/// The parser's own sentence without its position, which stands before it already.
fn say_parse_error(error: &serde_saphyr::Error, words: &Words) -> String {
    let sentence = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
    let sentence = sentence.lines().next().unwrap_or_default();
    let sentence = sentence
        .split(" at line ")
        .next()
        .unwrap_or(sentence)
        .trim_end_matches(['.', ',', ':']);
    words.say("problem-parse", &[("says", sentence)])
}

/// Line and column of every place, by its path.
#[derive(Debug, Default)]
pub struct Lines(HashMap<String, (u64, u64)>);

/// Why a text is no case file, whatever it says.
#[derive(Debug)]
pub struct NotYaml {
    /// Line and column, from 1.
    pub at: Option<(u64, u64)>,
    key: &'static str,
    says: String,
}

impl NotYaml {
    /// The sentence for a person.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        words.say(self.key, &[("says", &self.says)])
    }
}

/// What the next node is to its parent.
enum Open {
    /// In a mapping, waiting for a key.
    Key(String),
    /// In a mapping, waiting for the value of a key.
    Value(String, String),
    /// In a sequence, waiting for item number n.
    Item(String, usize),
}

impl Lines {
    /// Walks the text once. `deepest` bounds nesting, so a hostile file costs no more than its size.
    pub fn of(text: &str, deepest: usize) -> Result<Self, NotYaml> {
        let mut lines = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut documents = 0_usize;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| NotYaml {
                at: Some((
                    error.marker().line() as u64,
                    error.marker().col() as u64 + 1,
                )),
                key: "problem-not-yaml",
                says: error.info().to_string(),
            })?;
            let refuse = |key| {
                Err(NotYaml {
                    at: Some(position(&span)),
                    key,
                    says: String::new(),
                })
            };
            match event {
                Event::DocumentStart(..) => documents += 1,
                Event::Alias(_) => return refuse("problem-alias"),
                Event::Scalar(_, _, anchor, _) if anchor > 0 => return refuse("problem-alias"),
                Event::Scalar(value, ..) => lines.scalar(&mut open, &value, &span),
                Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                    if anchor > 0 =>
                {
                    return refuse("problem-alias");
                }
                Event::SequenceStart(..) => {
                    let path = lines.node(&mut open, &span);
                    open.push(Open::Item(path, 0));
                }
                Event::MappingStart(..) => {
                    let path = lines.node(&mut open, &span);
                    open.push(Open::Key(path));
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                }
                _ => {}
            }
            if open.len() > deepest {
                return refuse("problem-too-deep");
            }
            if documents > 1 {
                return refuse("problem-two-documents");
            }
        }
        Ok(lines)
    }

    /// Line and column of a place, or of the nearest place around it that is written down.
    #[must_use]
    pub fn find(&self, place: &Place) -> Option<(u64, u64)> {
        let mut path = place.as_str();
        loop {
            if let Some(at) = self.0.get(path) {
                return Some(*at);
            }
            path = &path[..path.rfind('/')?];
        }
    }

    fn scalar(&mut self, open: &mut Vec<Open>, value: &str, span: &Span) {
        if let Some(Open::Key(path)) = open.last() {
            let path = path.clone();
            self.0
                .entry(format!("{path}/{value}"))
                .or_insert_with(|| position(span));
            open.pop();
            open.push(Open::Value(path, value.to_owned()));
        } else {
            self.node(open, span);
        }
    }

    /// Notes a node below the innermost open one, and returns its path.
    fn node(&mut self, open: &mut Vec<Open>, span: &Span) -> String {
        let (path, next) = match open.pop() {
            None => (String::new(), None),
            // A mapping as a key: nothing of ours looks like that, the typed reader refuses it.
            Some(Open::Key(path)) => (format!("{path}/?"), Some(Open::Value(path, "?".to_owned()))),
            Some(Open::Value(path, key)) => (format!("{path}/{key}"), Some(Open::Key(path))),
            Some(Open::Item(path, n)) => (format!("{path}/{n}"), Some(Open::Item(path, n + 1))),
        };
        open.extend(next);
        self.0.entry(path.clone()).or_insert_with(|| position(span));
        path
    }
}

fn position(span: &Span) -> (u64, u64) {
    (span.start.line() as u64, span.start.col() as u64 + 1)
}
