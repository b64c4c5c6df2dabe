//! Rich text as atoms: the largest pieces that have one style, one face and one direction and hold no
//! place where a line may end.

use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_script::{Script, UnicodeScript};

use super::faces::Face;
use super::rich::{Rich, is_right_to_left};
use super::shaper::{Shaper, Word};

/// A shaped piece of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    /// Where it begins in the text.
    pub start: usize,
    /// Index of its span.
    pub span: usize,
    /// Even: from left to right; odd: from right to left.
    pub level: Level,
    pub word: Rc<Word>,
    /// White space, which vanishes at the end of a line.
    pub blank: bool,
    /// A line may end after it.
    pub breaks: bool,
}

/// The paragraph in atoms.
pub(crate) struct Atoms {
    pub list: Vec<Atom>,
    /// The direction of the paragraph.
    pub base: Level,
    /// True where letters of a tall script occur.
    pub tall: bool,
    /// True where everything runs from left to right.
    pub plain: bool,
}

/// What decides whether the next letter joins the atom before it.
#[derive(Clone, Copy, PartialEq)]
struct Kind {
    span: usize,
    level: Level,
    face: Option<Face>,
    blank: bool,
}

/// Cuts and shapes a paragraph.
pub(crate) fn atoms(shaper: &mut Shaper, rich: &Rich, base: Level) -> Atoms {
    let text = rich.text.as_str();
    let plain = base == Level::ltr() && !text.chars().any(is_right_to_left);
    let levels = if plain {
        Vec::new()
    } else {
        levels(rich, base)
    };
    let mut cutter = Cutter {
        shaper,
        rich,
        list: Vec::new(),
        open: None,
    };
    let mut ends = linebreaks(text).map(|(at, _)| at).peekable();
    let mut span = 0;
    let mut script = Script::Common;
    for (at, letter) in text.char_indices() {
        if ends.peek() == Some(&at) {
            ends.next();
            cutter.close(at, true);
        }
        while rich.spans.get(span).is_some_and(|s| s.end <= at) {
            span += 1;
        }
        if is_invisible(letter) {
            cutter.close(at, false);
            continue;
        }
        script = match letter {
            'a'..='z' | 'A'..='Z' => Script::Latin,
            '\0'..='\x7F' => script,
            _ => match letter.script() {
                Script::Common | Script::Inherited => script,
                own => own,
            },
        };
        let level = levels.get(at).copied().unwrap_or(base);
        let blank = letter == ' ';
        let face = cutter.face(span, script, letter);
        let kind = Kind {
            span,
            level,
            face,
            blank,
        };
        cutter.take(at, kind);
    }
    cutter.close(text.len(), true);
    let list = cutter.list;
    Atoms {
        tall: list.iter().any(|atom| atom.word.face.is_tall()),
        list,
        base,
        plain,
    }
}

/// The direction of each byte. Spans of the other direction are isolated, so that they keep their own order
/// and do not pull their surroundings along.
fn levels(rich: &Rich, base: Level) -> Vec<Level> {
    const ISOLATE: char = '\u{2068}';
    const POP: char = '\u{2069}';
    let mut text = String::with_capacity(rich.text.len() + 6 * rich.spans.len());
    let mut stretches = Vec::new();
    for span in &rich.spans {
        let words = rich.text.get(span.start..span.end).unwrap_or_default();
        let turned = words.chars().any(is_right_to_left);
        let other = if base.is_rtl() {
            !turned && words.chars().any(char::is_alphabetic)
        } else {
            turned
        };
        if other {
            text.push(ISOLATE);
        }
        stretches.push((text.len(), words.len()));
        text.push_str(words);
        if other {
            text.push(POP);
        }
    }
    let info = BidiInfo::new(&text, Some(base));
    let of = |(from, length): (usize, usize)| info.levels.get(from..from + length);
    stretches
        .into_iter()
        .filter_map(of)
        .flatten()
        .copied()
        .collect()
}

/// Signs that steer and are not drawn.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2069}'
    )
}

struct Cutter<'a> {
    shaper: &'a mut Shaper,
    rich: &'a Rich,
    list: Vec<Atom>,
    open: Option<(usize, Kind)>,
}

impl Cutter<'_> {
    fn face(&self, span: usize, script: Script, letter: char) -> Option<Face> {
        let family = self.rich.spans.get(span)?.style.family;
        // A mark stays in the face of the letter that it stands on, where that face has it.
        self.shaper.faces().choose(family, script, letter)
    }

    fn take(&mut self, at: usize, kind: Kind) {
        if let Some((_, open)) = self.open
            && open == kind
        {
            return;
        }
        self.close(at, false);
        self.open = Some((at, kind));
    }

    fn close(&mut self, end: usize, breaks: bool) {
        if let Some((start, kind)) = self.open.take() {
            let text = self.rich.text.get(start..end).unwrap_or_default();
            let word = match kind.face {
                Some(face) => self.shaper.word(face, kind.level.is_rtl(), text),
                None => self.shaper.missing(text),
            };
            self.list.push(Atom {
                start,
                span: kind.span,
                level: kind.level,
                word,
                blank: kind.blank,
                breaks,
            });
        } else if breaks && let Some(last) = self.list.last_mut() {
            last.breaks = true;
        }
    }
}
