//! Which letters each glyph stands for, so that text can be copied, searched and read aloud.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;

use crate::layout::Pages;
use crate::layout::slab::What;
use crate::layout::text::{Face, Glyph, Word};

/// What the glyphs of a document stand for.
///
/// From right to left, programs that copy text go by the places of the glyphs. A ligature has one place
/// for several letters, and a mark stands over its letter instead of behind it: what they say is carried
/// by hidden glyphs at the places where the letters would stand.
#[derive(Default)]
pub(crate) struct Letters {
    /// The letters of a glyph, as first used in the document.
    of: BTreeMap<(Face, u16), String>,
    /// Glyphs that carry the further letters of a right-to-left ligature. They are never seen.
    carriers: BTreeMap<(Face, char), u16>,
}

/// The letters of a right-to-left glyph that it does not say itself: all of a mark's, all but the first of
/// a ligature's.
fn carried<'a>(word: &'a Word, glyph: &Glyph) -> impl Iterator<Item = char> + use<'a> {
    let own = usize::from(!glyph.is_mark());
    word.letters(glyph).chars().skip(own)
}

impl Letters {
    /// Reads the document once from front to back.
    pub(super) fn of(pages: &Pages) -> Self {
        let mut letters = Self::default();
        let mut further = BTreeSet::new();
        // A word that comes again is the same word.
        let mut known = HashSet::new();
        let items = pages.pages.iter().flat_map(|page| &page.items);
        for item in items {
            match &item.what {
                What::Line { line, .. } => letters.take_line(line, &mut known, &mut further),
                What::Drawing { words, .. } => {
                    for (_, _, line) in words {
                        letters.take_line(line, &mut known, &mut further);
                    }
                }
                _ => {}
            }
        }
        letters.choose_carriers(further);
        letters
    }

    fn take_line(
        &mut self,
        line: &crate::layout::text::Line,
        known: &mut HashSet<*const Word>,
        further: &mut BTreeSet<(Face, char)>,
    ) {
        for run in &line.runs {
            let word = &run.word;
            if !known.insert(Rc::as_ptr(word)) {
                continue;
            }
            for glyph in &word.glyphs {
                let said = word.letters(glyph);
                if !word.rtl {
                    self.learn(word.face, glyph.id, said);
                    continue;
                }
                let first = said.chars().next().map(String::from).unwrap_or_default();
                self.learn(word.face, glyph.id, &first);
                further.extend(carried(word, glyph).map(|letter| (word.face, letter)));
            }
        }
    }

    fn learn(&mut self, face: Face, glyph: u16, said: &str) {
        let known = self.of.entry((face, glyph)).or_default();
        if known.is_empty() {
            said.clone_into(known);
        }
    }

    /// Glyphs that nothing else uses, from the last of the face backwards.
    fn choose_carriers(&mut self, further: BTreeSet<(Face, char)>) {
        for (face, letter) in further {
            let free = (1..face.glyphs())
                .rev()
                .find(|id| !self.of.contains_key(&(face, *id)));
            if let Some(id) = free {
                self.of.insert((face, id), letter.to_string());
                self.carriers.insert((face, letter), id);
            }
        }
    }

    /// True where the glyphs of a word say its text.
    pub(super) fn tell(&self, word: &Word) -> bool {
        if word.spelled_out {
            return false;
        }
        word.glyphs.iter().all(|glyph| {
            let known = self.of.get(&(word.face, glyph.id));
            known.is_some_and(|known| known == word.letters(glyph) && !known.is_empty())
        })
    }

    /// The glyphs that carry what a right-to-left glyph does not say itself.
    pub(super) fn carriers(&self, word: &Word, glyph: &Glyph) -> Vec<u16> {
        let known = |letter| self.carriers.get(&(word.face, letter)).copied();
        carried(word, glyph).filter_map(known).collect()
    }

    /// Every glyph of a face with its letters, in the order of their numbers. A part of a letter that says
    /// nothing itself joins; words with such a part are spelled out beside their glyphs.
    pub(crate) fn of_face(&self, face: Face) -> impl Iterator<Item = (u16, &str)> {
        const JOINS: &str = "\u{200D}";
        self.of
            .range((face, 0)..=(face, u16::MAX))
            .map(|((_, glyph), said)| (*glyph, if said.is_empty() { JOINS } else { said }))
    }

    /// True for a glyph that only carries a letter.
    pub(crate) fn is_carrier(&self, face: Face, glyph: u16) -> bool {
        self.carriers
            .iter()
            .any(|((of, _), id)| *of == face && *id == glyph)
    }
}
