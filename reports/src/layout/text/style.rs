//! The one scale of type, and what each role of text looks like.

use crate::figures::Ink;

/// A family with its weight, before a face for the script is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Family {
    Sans,
    SansItalic,
    SansSemibold,
    Serif,
    SerifSemibold,
    Mono,
}

/// How a piece of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    pub family: Family,
    pub size: f64,
    pub leading: f64,
    pub ink: Ink,
}

const fn style(family: Family, size: f64, leading: f64, ink: Ink) -> TextStyle {
    TextStyle {
        family,
        size,
        leading,
        ink,
    }
}

/// The styles of a card, which chooses its size by what it holds.
pub(crate) const fn card_style(family: Family, size: f64, ink: Ink) -> TextStyle {
    let leading = size * if size > 24.0 { 1.15 } else { 1.3 };
    style(family, size, leading, ink)
}

impl TextStyle {
    pub(crate) const BODY: Self = style(Family::Sans, 10.0, 14.0, Ink::Ink);
    pub(crate) const SMALL: Self = style(Family::Sans, 8.0, 11.0, Ink::Ink);
    pub(crate) const SOFT: Self = style(Family::Sans, 8.0, 11.0, Ink::Soft);
    pub(crate) const KICKER: Self = style(Family::SansSemibold, 8.0, 11.0, Ink::Accent);
    pub(crate) const TITLE: Self = style(Family::Serif, 13.0, 17.0, Ink::Ink);
    pub(crate) const SUBTITLE: Self = style(Family::Sans, 10.0, 14.0, Ink::Soft);
    pub(crate) const ANSWER: Self = style(Family::SerifSemibold, 20.0, 25.0, Ink::Ink);
    pub(crate) const SECTION: Self = style(Family::SerifSemibold, 13.0, 17.0, Ink::Ink);
    pub(crate) const HEADING: Self = style(Family::SansSemibold, 10.0, 14.0, Ink::Ink);
    pub(crate) const LABEL: Self = style(Family::SansSemibold, 8.0, 11.0, Ink::Ink);
    pub(crate) const HEAD: Self = style(Family::SansSemibold, 8.0, 11.0, Ink::Soft);
    pub(crate) const QUOTE: Self = style(Family::Serif, 10.0, 14.0, Ink::Ink);

    /// The same in another colour.
    pub(crate) const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same with its lines as far apart as those of another style, so that both share base lines.
    pub(crate) const fn on_lines_of(self, other: Self) -> Self {
        Self {
            leading: other.leading,
            ..self
        }
    }

    /// Weightier.
    pub(crate) const fn strong(self) -> Self {
        let family = match self.family {
            Family::Serif | Family::SerifSemibold => Family::SerifSemibold,
            Family::Mono => Family::Mono,
            Family::Sans | Family::SansItalic | Family::SansSemibold => Family::SansSemibold,
        };
        Self { family, ..self }
    }

    /// Emphasised.
    pub(crate) const fn emphasis(self) -> Self {
        match self.family {
            Family::Sans => Self {
                family: Family::SansItalic,
                ..self
            },
            _ => self,
        }
    }

    /// Softer and one step smaller.
    pub(crate) fn soft(self) -> Self {
        let family = match self.family {
            Family::Mono => Family::Mono,
            _ => Family::Sans,
        };
        Self {
            family,
            size: step_down(self.size),
            ink: Ink::Soft,
            ..self
        }
    }

    /// Codes and hashes.
    pub(crate) const fn code(self) -> Self {
        Self {
            family: Family::Mono,
            size: 8.0,
            ink: Ink::Soft,
            ..self
        }
    }
}

/// The next smaller size of the scale.
fn step_down(size: f64) -> f64 {
    if size > 13.0 {
        13.0
    } else if size > 10.0 {
        10.0
    } else {
        8.0
    }
}

/// Scripts with tall letters need their lines further apart.
pub(crate) fn leading_for(leading: f64, tall: bool) -> f64 {
    if tall { leading + 2.0 } else { leading }
}
