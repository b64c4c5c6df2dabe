//! Numbers under each other: decimal mark under decimal mark, and last digits where there is none.

use crate::layout::slab::Slab;
use crate::layout::text::Atoms;

/// How far a column's numbers reach before and behind the decimal mark.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    before: f64,
    behind: f64,
    /// Width before the mark, by text.
    parts: Vec<(String, f64)>,
    rtl: bool,
}

impl Axis {
    /// Measures the first lines of a column.
    pub(super) fn of<'a>(
        lines: impl Iterator<Item = (&'a str, &'a Atoms, f64)>,
        rtl: bool,
    ) -> Self {
        let mut axis = Self {
            rtl,
            ..Self::default()
        };
        for (text, atoms, size) in lines {
            let (before, width) = measure(text, atoms, size);
            axis.before = axis.before.max(before);
            axis.behind = axis.behind.max(width - before);
            axis.parts.push((text.to_owned(), before));
        }
        axis.parts.sort_by(|a, b| a.0.cmp(&b.0));
        axis.parts.dedup_by(|a, b| a.0 == b.0);
        axis
    }

    /// Moves a line so that its mark stands under the others. Numbers that wrap end at the edge.
    pub(super) fn align(&self, slabs: &mut [Slab], (x, width): (f64, f64)) {
        let fits = self.before + self.behind <= width + 0.01;
        let single = slabs.len() == 1;
        for item in slabs.iter_mut().flat_map(|slab| &mut slab.items) {
            let crate::layout::slab::What::Line { line, .. } = &item.what else {
                continue;
            };
            let text: String = line.runs.iter().map(|run| run.word.text.as_str()).collect();
            let part = self
                .parts
                .binary_search_by(|(known, _)| known.as_str().cmp(&text));
            item.x = match part {
                Ok(index) if fits && single => {
                    let before = self.parts.get(index).map_or(0.0, |(_, before)| *before);
                    // Mirrored later, a line keeps its distance to the end instead of the start.
                    let lead = if self.rtl {
                        item.width - before
                    } else {
                        before
                    };
                    let longest = if self.rtl { self.behind } else { self.before };
                    x + width - self.before - self.behind + longest - lead
                }
                _ => x + width - item.width,
            };
        }
    }
}

/// Width of what stands before the decimal mark, or of everything up to the last digit; and of all.
fn measure(text: &str, atoms: &Atoms, size: f64) -> (f64, f64) {
    let mark = mark(text);
    let mut before = 0.0;
    let mut all = 0.0;
    for atom in &atoms.list {
        let word = &atom.word;
        for glyph in &word.glyphs {
            let at = atom.start + glyph.from as usize;
            let right = f64::from(glyph.x + glyph.width) * size / 1000.0;
            if at < mark {
                before = all + right;
            }
        }
        all += word.width(size);
    }
    (before, all)
}

/// Byte offset of the decimal mark; behind the last digit where there is none.
fn mark(text: &str) -> usize {
    let Some(end) = text.rfind(|letter: char| letter.is_numeric()) else {
        return text.len();
    };
    let digits = text.get(..=end).unwrap_or(text);
    let tail = digits.bytes().rev().take_while(u8::is_ascii_digit).count();
    let at = digits.len() - tail;
    let before = digits.get(..at).and_then(|head| head.chars().next_back());
    match before {
        Some('.') => at - 1,
        Some(',') if tail != 3 => at - 1,
        _ => text
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .map_or(end, |c| end + c.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn the_mark_is_found() {
        let cases = [
            ("1,200", 5),
            ("12.5", 2),
            ("86.7%", 2),
            ("1.234,56", 5),
            ("$9.75 a meal", 2),
            ("none", 4),
            ("15 meals", 2),
        ];
        for (text, at) in cases {
            assert_eq!(mark(text), at, "{text}");
        }
    }
}
