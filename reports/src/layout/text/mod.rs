//! From words to lines: which face, in which direction, shaped, broken, in visual order.

mod atoms;
mod breaks;
mod ends;
mod faces;
mod hyphens;
mod lines;
mod rich;
mod shaper;
mod style;

pub(crate) use atoms::Atoms;
pub(crate) use faces::{Face, Faces, UnreadableFace};
pub(crate) use lines::{Line, Run, Typesetter};
pub(crate) use rich::{Mark, MarkKind, Rich};
pub(crate) use shaper::{Glyph, Word};
pub(crate) use style::{Family, TextStyle, card_style, leading_for};
