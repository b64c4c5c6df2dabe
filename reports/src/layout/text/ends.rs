//! The places where lines of a paragraph may end.

use super::atoms::{Atom, Atoms};
use super::breaks::{Candidate, EndKind};
use super::lines::Typesetter;
use super::rich::Rich;
use super::shaper::Word;

/// The hyphen at the end of a line, which is not part of the text.
pub(super) const HYPHEN: &str = "-";
/// A line filled less than this is very ragged.
const RAGGED: f64 = 0.7;

impl Typesetter {
    /// The places where a line may end; inside words where `divide` asks for it, and inside what is wider
    /// than the width in any case.
    pub(super) fn candidates(
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

/// True where an edge is so uneven that words had better be divided.
pub(super) fn is_ragged(candidates: &[Candidate], ends: &[usize], width: f64) -> bool {
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
