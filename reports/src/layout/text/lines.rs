//! Lines: a paragraph broken to a width, each line with its pieces in visual order.

use std::rc::Rc;

use unicode_bidi::{BidiInfo, Level};

use super::atoms::{Atom, Atoms, atoms};
use super::breaks::{Candidate, EndKind, choose};
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
    shaper: Shaper,
    hyphens: Hyphens,
    base: Level,
}

/// The hyphen at the end of a line, which is not part of the text.
const HYPHEN: &str = "-";
const SOFT_HYPHEN: &str = "\u{AD}";
/// A line filled less than this is very ragged.
const RAGGED: f64 = 0.7;
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

    /// The places where a line may end; inside words where `divide` asks for it, and inside what is wider
    /// than the width in any case.
    fn candidates(
        &mut self,
        rich: &Rich,
        atoms: &Atoms,
        width: f64,
        divide: bool,
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut pen = 0.0;
        let mut seen = 0.0;
        let mut begin = 0.0;
        for (index, atom) in atoms.list.iter().enumerate() {
            let size = rich.spans[atom.span].style.size;
            let advance = atom.word.width(size);
            let wide = pen + advance - begin > width;
            if !atom.blank && (divide || wide) {
                self.inside(&mut found, (index, atom), size, pen, wide.then_some(width));
            }
            pen += advance;
            if !atom.blank {
                seen = pen;
            }
            if atom.breaks {
                found.push(Candidate {
                    atom: index,
                    offset: atom.word.text.len(),
                    kind: EndKind::Word,
                    end: seen,
                    next: pen,
                });
                begin = pen;
            }
        }
        found
    }

    /// Ends inside a word: at hyphens, and anywhere where even a syllable is wider than the line.
    fn inside(
        &mut self,
        found: &mut Vec<Candidate>,
        (index, atom): (usize, &Atom),
        size: f64,
        pen: f64,
        too_wide_for: Option<f64>,
    ) {
        let word = &atom.word;
        let points = self.hyphens.points(&word.text);
        let hyphen = self.shaper.word(word.face, false, HYPHEN).width(size);
        let mut last = 0.0;
        let mut places: Vec<(usize, EndKind)> =
            points.into_iter().map(|at| (at, EndKind::Hyphen)).collect();
        if let Some(width) = too_wide_for {
            let long = |from: f64, to: f64| to - from > width;
            let mut gaps = places
                .iter()
                .map(|(at, _)| prefix(word, *at, size) + hyphen);
            let too_long = gaps.any(|end| {
                let long = long(last, end);
                last = end;
                long
            }) || long(last, word.width(size));
            if too_long {
                let cuts = word.glyphs.iter().map(|glyph| glyph.from as usize);
                places.extend(
                    cuts.filter(|at| *at > 0)
                        .map(|at| (at, cut(&word.text, at))),
                );
                places.sort_by_key(|(at, kind)| (*at, *kind != EndKind::Hyphen));
                places.dedup_by_key(|(at, _)| *at);
            }
        }
        found.extend(places.into_iter().map(|(offset, kind)| {
            let next = pen + prefix(word, offset, size);
            let shown = if kind == EndKind::Hyphen { hyphen } else { 0.0 };
            Candidate {
                atom: index,
                offset,
                kind,
                end: next + shown,
                next,
            }
        }));
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

/// A cut behind a sign reads better than one between letters or digits.
fn cut(text: &str, at: usize) -> EndKind {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    match before {
        Some(letter) if !letter.is_alphanumeric() => EndKind::Seam,
        _ => EndKind::Cut,
    }
}

/// Width of a word up to a byte offset, as it stands in the whole word.
fn prefix(word: &Word, offset: usize, size: f64) -> f64 {
    let units: i32 = if word.rtl {
        let first = word
            .glyphs
            .iter()
            .rfind(|glyph| (glyph.from as usize) < offset);
        first.map_or(0, |glyph| word.advance - glyph.x)
    } else {
        let first = word
            .glyphs
            .iter()
            .find(|glyph| glyph.from as usize >= offset);
        first.map_or(word.advance, |glyph| glyph.x)
    };
    f64::from(units) * size / 1000.0
}

fn is_ragged(candidates: &[Candidate], ends: &[usize], width: f64) -> bool {
    let mut begin = 0.0;
    let count = ends.len();
    for (index, end) in ends.iter().enumerate() {
        let candidate = candidates[*end];
        let filled = (candidate.end - begin) / width;
        begin = candidate.next;
        if index + 1 < count && filled < RAGGED || filled > 1.001 {
            return true;
        }
    }
    false
}
