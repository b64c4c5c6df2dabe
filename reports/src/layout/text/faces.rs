//! The faces that are built in, and which of them has a letter.

use harfrust::Font;
use unicode_script::Script;

use super::style::Family;

/// One font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Face {
    Sans,
    SansItalic,
    SansSemibold,
    Serif,
    SerifSemibold,
    Mono,
    Arabic,
    ArabicSemibold,
    Devanagari,
    DevanagariSemibold,
}

macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../../../assets/fonts/", $name, ".ttf"))
    };
}

impl Face {
    pub(crate) const ALL: [Self; 10] = [
        Self::Sans,
        Self::SansItalic,
        Self::SansSemibold,
        Self::Serif,
        Self::SerifSemibold,
        Self::Mono,
        Self::Arabic,
        Self::ArabicSemibold,
        Self::Devanagari,
        Self::DevanagariSemibold,
    ];

    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Sans => font!("IBMPlexSans-Regular"),
            Self::SansItalic => font!("IBMPlexSans-Italic"),
            Self::SansSemibold => font!("IBMPlexSans-SemiBold"),
            Self::Serif => font!("IBMPlexSerif-Medium"),
            Self::SerifSemibold => font!("IBMPlexSerif-SemiBold"),
            Self::Mono => font!("IBMPlexMono-Regular"),
            Self::Arabic => font!("IBMPlexSansArabic-Regular"),
            Self::ArabicSemibold => font!("IBMPlexSansArabic-SemiBold"),
            Self::Devanagari => font!("IBMPlexSansDevanagari-Regular"),
            Self::DevanagariSemibold => font!("IBMPlexSansDevanagari-SemiBold"),
        }
    }

    /// How many glyphs the face has.
    pub(crate) fn glyphs(self) -> u16 {
        let count = Font::new(self.bytes(), 0).map_or(0, |font| font.num_glyphs());
        u16::try_from(count).unwrap_or(u16::MAX)
    }

    /// Letters that stand taller or deeper than Latin ones.
    pub(crate) const fn is_tall(self) -> bool {
        matches!(
            self,
            Self::Arabic | Self::ArabicSemibold | Self::Devanagari | Self::DevanagariSemibold
        )
    }

    const fn of_family(family: Family) -> Self {
        match family {
            Family::Sans => Self::Sans,
            Family::SansItalic => Self::SansItalic,
            Family::SansSemibold => Self::SansSemibold,
            Family::Serif => Self::Serif,
            Family::SerifSemibold => Self::SerifSemibold,
            Family::Mono => Self::Mono,
        }
    }

    /// The companion for a script: semibold where the family is weightier than running text.
    const fn companion(family: Family, script: Script) -> Option<Self> {
        let heavy = matches!(
            family,
            Family::SansSemibold | Family::Serif | Family::SerifSemibold
        );
        match (script, heavy) {
            (Script::Arabic, false) => Some(Self::Arabic),
            (Script::Arabic, true) => Some(Self::ArabicSemibold),
            (Script::Devanagari, false) => Some(Self::Devanagari),
            (Script::Devanagari, true) => Some(Self::DevanagariSemibold),
            _ => None,
        }
    }
}

/// A built-in font that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the built-in font {0:?} cannot be read")]
pub(crate) struct UnreadableFace(pub(crate) Face);

/// The faces, read once.
pub(crate) struct Faces {
    fonts: Vec<Font>,
}

impl Faces {
    /// Reads every face.
    ///
    /// # Errors
    /// Names the face that cannot be read.
    pub(crate) fn read() -> Result<Self, UnreadableFace> {
        let read = |face: &Face| Font::new(face.bytes(), 0).ok_or(UnreadableFace(*face));
        let fonts = Face::ALL.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { fonts })
    }

    /// The font of a face.
    pub(crate) fn font(&self, face: Face) -> &Font {
        // One font was read for each face, in the order in which the faces are declared.
        &self.fonts[face as usize]
    }

    fn has(&self, face: Face, letter: char) -> bool {
        self.font(face).charmap().map_unicode(letter).is_some()
    }

    /// The face for a letter of a script; none where no face has it.
    pub(crate) fn choose(&self, family: Family, script: Script, letter: char) -> Option<Face> {
        let first = Face::companion(family, script);
        let own = Face::of_family(family);
        // Every family of its own holds the printable letters of ASCII.
        if first.is_none() && (' '..='~').contains(&letter) {
            return Some(own);
        }
        let others = [
            Some(Face::Sans),
            Face::companion(family, Script::Arabic),
            Face::companion(family, Script::Devanagari),
            Some(Face::Mono),
        ];
        [first, Some(own)]
            .into_iter()
            .chain(others)
            .flatten()
            .find(|face| self.has(*face, letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_can_be_read_and_counts_a_thousand_units() {
        let faces = Faces::read().unwrap();
        for face in Face::ALL {
            assert_eq!(faces.font(face).units_per_em(), 1000, "{face:?}");
        }
    }

    #[test]
    fn a_letter_is_set_in_the_companion_of_its_script() {
        let faces = Faces::read().unwrap();
        let choose = |family, script, letter| faces.choose(family, script, letter);
        assert_eq!(choose(Family::Sans, Script::Latin, 'a'), Some(Face::Sans));
        assert_eq!(
            choose(Family::SansSemibold, Script::Arabic, 'ب'),
            Some(Face::ArabicSemibold)
        );
        assert_eq!(
            choose(Family::Sans, Script::Devanagari, 'क'),
            Some(Face::Devanagari)
        );
        assert_eq!(choose(Family::Serif, Script::Greek, 'α'), Some(Face::Sans));
        assert_eq!(choose(Family::Sans, Script::Han, '水'), None);
    }
}
