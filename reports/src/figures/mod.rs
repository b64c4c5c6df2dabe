//! Drawings as primitives in an abstract unit, the same for screen, paper and spreadsheet. Nothing
//! here knows SVG or PDF.

mod primitive;

pub use primitive::{Drawing, Ink, PathStep, Point, Shape, Stroke, TextAnchor, TextSize};
