//! Lines: a paragraph broken to a width, each line with its pieces in visual order.

use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};

use super::atoms::{Atoms, atoms};
use super::breaks::{Candidate, EndKind, choose};
use super::ends::{HYPHEN, is_ragged};
use super::faces::Faces;
use super::hyphens::Hyphens;
use super::rich::Rich;
use super::shaper::{Shaper, Word};
use super::style::TextStyle;
use crate::model::TextDirection;

/// A line of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Its pieces in the order in which they are read.
    pub runs: Vec<Run>,
    /// Width of what can be seen.
    pub width: f64,
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// From the left end of the line.
    pub x: f64,
    pub word: Rc<Word>,
    pub style: TextStyle,
    /// Index of its mark in the rich text.
    pub mark: Option<usize>,
}

/// Sets text. One for each document.
pub(crate) struct Typesetter {
    pub(super) shaper: Shaper,
    pub(super) hyphens: Hyphens,
    base: Level,
}

const SOFT_HYPHEN: &str = "\u{AD}";
/// Columns narrower than this many times the size are ragged in any case; words stay whole there.
const NARROW: f64 = 14.0;

/// A paragraph that was set.
pub(crate) struct Setting {
    pub lines: Vec<Line>,
    /// True where letters of a tall script occur.
    pub tall: bool,
}

impl Typesetter {
    pub(crate) fn new(faces: Faces, language: &str, direction: TextDirection) -> Self {
        Self {
            shaper: Shaper::new(faces, language),
            hyphens: Hyphens::of(language),
            base: match direction {
                TextDirection::Ltr => Level::ltr(),
                TextDirection::Rtl => Level::rtl(),
            },
        }
    }

    /// True where the paragraphs run from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.base.is_rtl()
    }

    /// Breaks text into lines of a width. Nothing is wider than the width unless a single letter is.
    pub(crate) fn set(&mut self, rich: &Rich, width: f64) -> Setting {
        let atoms = self.shape(rich);
        self.set_shaped(rich, &atoms, width)
    }

    /// Shapes text that is measured before it is set.
    pub(crate) fn shape(&mut self, rich: &Rich) -> Atoms {
        atoms(&mut self.shaper, rich, self.base)
    }

    /// The same for text that is shaped already.
    pub(crate) fn set_shaped(&mut self, rich: &Rich, atoms: &Atoms, width: f64) -> Setting {
        let natural = self.candidates(rich, atoms, width, false);
        let ends = match natural.last() {
            None => Vec::new(),
            Some(last) if last.end <= width => vec![*last],
            Some(_) => self.best_ends(rich, atoms, natural, width),
        };
        Setting {
            tall: atoms.tall,
            lines: self.assemble(rich, atoms, &ends),
        }
    }

    /// Width of the text on one line, and of its widest piece that cannot be broken.
    pub(crate) fn extent(&mut self, rich: &Rich, atoms: &Atoms) -> (f64, f64) {
        let all = self.candidates(rich, atoms, f64::INFINITY, false);
        let mut begin = 0.0;
        let mut widest: f64 = 0.0;
        for candidate in &all {
            widest = widest.max(candidate.end - begin);
            begin = candidate.next;
        }
        (all.last().map_or(0.0, |last| last.end), widest)
    }

    fn best_ends(
        &mut self,
        rich: &Rich,
        atoms: &Atoms,
        natural: Vec<Candidate>,
        width: f64,
    ) -> Vec<Candidate> {
        let ends = choose(&natural, width);
        let size = rich.spans.first().map_or(10.0, |span| span.style.size);
        if width < NARROW * size || !is_ragged(&natural, &ends, width) {
            return ends.into_iter().map(|end| natural[end]).collect();
        }
        let with_hyphens = self.candidates(rich, atoms, width, true);
        let ends = choose(&with_hyphens, width);
        ends.into_iter().map(|end| with_hyphens[end]).collect()
    }

    fn assemble(&mut self, rich: &Rich, atoms: &Atoms, ends: &[Candidate]) -> Vec<Line> {
        let mut lines = Vec::with_capacity(ends.len());
        let mut begin = (0, 0);
        for end in ends {
            let pieces = self.pieces(rich, atoms, begin, end);
            lines.push(in_line(pieces, atoms));
            let whole = atoms.list[end.atom].word.text.len() == end.offset;
            begin = if whole {
                (end.atom + 1, 0)
            } else {
                (end.atom, end.offset)
            };
        }
        lines
    }

    /// The pieces of a line in the order of the text.
    fn pieces(
        &mut self,
        rich: &Rich,
        atoms: &Atoms,
        begin: (usize, usize),
        end: &Candidate,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (index, atom) in atoms
            .list
            .iter()
            .enumerate()
            .take(end.atom + 1)
            .skip(begin.0)
        {
            let span = rich.spans[atom.span];
            let from = if index == begin.0 { begin.1 } else { 0 };
            let to = if index == end.atom {
                end.offset
            } else {
                atom.word.text.len()
            };
            let word = match atom.word.text.get(from..to) {
                Some(part) if part.len() < atom.word.text.len() => self.part(&atom.word, part),
                _ => Rc::clone(&atom.word),
            };
            pieces.push(Piece {
                word,
                style: span.style,
                mark: span.mark,
                level: atom.level,
                blank: atom.blank,
            });
        }
        if end.kind == EndKind::Hyphen
            && let Some(last) = pieces.last()
        {
            let drawn = self.shaper.word(last.word.face, false, HYPHEN);
            let word = Word {
                text: SOFT_HYPHEN.to_owned(),
                spelled_out: true,
                ..(*drawn).clone()
            };
            pieces.push(Piece {
                word: Rc::new(word),
                ..last.clone()
            });
        }
        pieces
    }

    fn part(&mut self, whole: &Word, text: &str) -> Rc<Word> {
        if whole.missing {
            return self.shaper.missing(text);
        }
        self.shaper.word(whole.face, whole.rtl, text)
    }
}

#[derive(Clone)]
struct Piece {
    word: Rc<Word>,
    style: TextStyle,
    mark: Option<usize>,
    level: Level,
    blank: bool,
}

/// Puts pieces side by side: their places follow what is seen, their order what is read.
fn in_line(mut pieces: Vec<Piece>, atoms: &Atoms) -> Line {
    // Space at the end of a line takes the direction of the paragraph, and takes no room.
    let seen = pieces.iter().rposition(|piece| !piece.blank);
    let seen = seen.map_or(0, |last| last + 1);
    for piece in pieces.iter_mut().skip(seen) {
        piece.level = atoms.base;
    }
    let order: Vec<usize> = if atoms.plain {
        (0..pieces.len()).collect()
    } else {
        let levels: Vec<Level> = pieces.iter().map(|piece| piece.level).collect();
        BidiInfo::reorder_visual(&levels)
    };
    let trailing: f64 = pieces
        .iter()
        .skip(seen)
        .map(|piece| piece.word.width(piece.style.size))
        .sum();
    // From right to left, the space at the end hangs over the left edge.
    let mut pen = if atoms.base.is_rtl() { -trailing } else { 0.0 };
    let mut places = vec![0.0; pieces.len()];
    for index in order {
        places[index] = pen;
        pen += pieces[index].word.width(pieces[index].style.size);
    }
    let width = if atoms.base.is_rtl() {
        pen
    } else {
        pen - trailing
    };
    let runs = pieces
        .into_iter()
        .zip(places)
        .map(|(piece, x)| Run {
            x,
            word: piece.word,
            style: piece.style,
            mark: piece.mark,
        })
        .collect();
    Line { runs, width }
}
