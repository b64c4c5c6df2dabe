//! Shaping: letters of one face and direction become placed glyphs. Words come back often in a report,
//! so each is shaped once.

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::{
    Buffer, ClusterLevel, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont,
};

use super::faces::{Face, Faces};

/// A piece of text in one face and direction, shaped. Lengths are in thousandths of the size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub face: Face,
    /// Runs from right to left.
    pub rtl: bool,
    /// What it says; what stands here is what is read out and copied.
    pub text: String,
    /// The glyphs in the order of the text.
    pub glyphs: Vec<Glyph>,
    /// How far the pen moves.
    pub advance: i32,
    /// True where the glyphs cannot tell the text: reordered, or a letter that no face has.
    pub spelled_out: bool,
    /// True where no face has the letters and signs stand for them.
    pub missing: bool,
}

/// One glyph of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub id: u16,
    /// Where its origin lies, from the left end of the word.
    pub x: i32,
    /// How far it stands above the base line.
    pub y: i32,
    /// Its width as the font declares it.
    pub width: i32,
    /// Where its letters begin in the text of the word.
    pub from: u32,
    /// Where they end; the same as `from` for a glyph that adds to the one before it.
    pub to: u32,
}

/// Shapes words and remembers them.
pub(crate) struct Shaper {
    faces: Faces,
    language: Option<Language>,
    words: HashMap<(Face, bool), HashMap<String, Rc<Word>>>,
    plans: HashMap<(Face, bool, Option<Script>), ShapePlan>,
    buffer: Option<Buffer>,
}

/// What stands for a letter that no face has.
const REPLACEMENT: &str = "\u{FFFD}";

impl Shaper {
    pub(crate) fn new(faces: Faces, language: &str) -> Self {
        Self {
            faces,
            language: Language::new(language),
            words: HashMap::new(),
            plans: HashMap::new(),
            buffer: Some(Buffer::new()),
        }
    }

    pub(crate) fn faces(&self) -> &Faces {
        &self.faces
    }

    /// A word in a face that has its letters.
    pub(crate) fn word(&mut self, face: Face, rtl: bool, text: &str) -> Rc<Word> {
        if let Some(word) = self.words.get(&(face, rtl)).and_then(|of| of.get(text)) {
            return Rc::clone(word);
        }
        let word = Rc::new(self.shape(face, rtl, text));
        let shelf = self.words.entry((face, rtl)).or_default();
        shelf.insert(text.to_owned(), Rc::clone(&word));
        word
    }

    /// Letters that no face has: one sign for each, and the letters themselves for those who listen.
    pub(crate) fn missing(&mut self, text: &str) -> Rc<Word> {
        let signs = REPLACEMENT.repeat(text.chars().count());
        let shaped = self.word(Face::Sans, false, &signs);
        Rc::new(Word {
            text: text.to_owned(),
            spelled_out: true,
            missing: true,
            ..(*shaped).clone()
        })
    }

    fn shape(&mut self, face: Face, rtl: bool, text: &str) -> Word {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.push_str(text);
        buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        buffer.guess_segment_properties();
        buffer.set_language(self.language.clone());
        let script = buffer.script();
        let font = self.faces.font(face);
        let features: &[Feature] = &[];
        let plan = self.plans.entry((face, rtl, script)).or_insert_with(|| {
            let language = self.language.as_ref();
            ShapePlan::new(font, buffer.direction(), script, language, features)
        });
        let shaping = ShaperFont::new(font);
        let shaped = harfrust::shape(&shaping, &mut buffer, ShapeOptions::new().plan(Some(plan)));
        let mut glyphs = if shaped.is_ok() {
            placed(&shaping, &buffer)
        } else {
            Vec::new()
        };
        let advance = buffer.glyph_positions().iter().map(|p| p.x_advance).sum();
        if rtl {
            glyphs.reverse();
        }
        let in_order = name_letters(&mut glyphs, text);
        self.buffer = Some(buffer);
        Word {
            face,
            rtl,
            text: text.to_owned(),
            advance,
            spelled_out: !in_order || matches!(face, Face::Devanagari | Face::DevanagariSemibold),
            glyphs,
            missing: false,
        }
    }
}

/// Glyphs with their places, from left to right; `from` holds the cluster for now.
fn placed(font: &ShaperFont<'_, '_>, buffer: &Buffer) -> Vec<Glyph> {
    let mut pen = 0;
    let infos = buffer.glyph_infos().iter();
    infos
        .zip(buffer.glyph_positions())
        .map(|(info, position)| {
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            let glyph = Glyph {
                id,
                x: pen + position.x_offset,
                y: position.y_offset,
                width: font.glyph_h_advance(u32::from(id).into()),
                from: info.cluster,
                to: info.cluster,
            };
            pen += position.x_advance;
            glyph
        })
        .collect()
}

/// Gives each glyph the letters it stands for. False where glyphs and letters do not follow each other.
fn name_letters(glyphs: &mut [Glyph], text: &str) -> bool {
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut in_order = true;
    let mut next = end;
    for index in (0..glyphs.len()).rev() {
        let from = glyphs[index].from;
        in_order &= from <= next;
        let first = index == 0 || glyphs[index - 1].from != from;
        // Of several glyphs for the same letters, the first one stands for them.
        glyphs[index].to = if first { next.max(from) } else { from };
        in_order &= first;
        if first {
            next = from;
        }
    }
    in_order && glyphs.first().is_none_or(|glyph| glyph.from == 0)
}

impl Glyph {
    /// True for a sign over or under a letter, which takes no room of its own.
    pub(crate) const fn is_mark(&self) -> bool {
        self.width == 0
    }
}

impl Word {
    /// The letters of a glyph.
    pub(crate) fn letters(&self, glyph: &Glyph) -> &str {
        let range = glyph.from as usize..glyph.to as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// Width at a size.
    pub(crate) fn width(&self, size: f64) -> f64 {
        f64::from(self.advance) * size / 1000.0
    }

    /// True for a word without letters to see.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaper() -> Shaper {
        Shaper::new(Faces::read().unwrap(), "en")
    }

    fn spelling(word: &Word) -> Vec<&str> {
        word.glyphs
            .iter()
            .map(|glyph| word.letters(glyph))
            .collect()
    }

    #[test]
    fn a_ligature_stands_for_its_letters() {
        let word = shaper().word(Face::Sans, false, "office");
        assert_eq!(spelling(&word), ["o", "f", "fi", "c", "e"]);
        assert!(!word.spelled_out);
    }

    #[test]
    fn digits_are_equally_wide() {
        let mut shaper = shaper();
        for face in Face::ALL {
            assert_eq!(
                shaper.word(face, false, "0123456789").advance,
                6000,
                "{face:?}"
            );
        }
    }

    #[test]
    fn an_arabic_word_reads_in_the_order_of_its_letters() {
        let word = shaper().word(Face::Arabic, true, "سلام");
        assert_eq!(spelling(&word), ["س", "لا", "م"]);
        let places: Vec<i32> = word.glyphs.iter().map(|glyph| glyph.x).collect();
        assert!(places.is_sorted_by(|a, b| a > b), "{places:?}");
    }

    #[test]
    fn a_reordered_word_is_spelled_out() {
        let word = shaper().word(Face::Devanagari, false, "हिन्दी");
        assert!(word.spelled_out);
    }

    #[test]
    fn letters_that_no_face_has_keep_their_text() {
        let word = shaper().missing("水道");
        assert_eq!((word.text.as_str(), word.glyphs.len()), ("水道", 2));
    }
}
