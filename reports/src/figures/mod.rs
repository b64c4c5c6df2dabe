//! Drawings as primitives in an abstract unit, the same for screen, paper and spreadsheet. Nothing
//! here knows SVG or PDF, and nothing here decides a number.

mod bar;
mod hatch;
mod interval;
mod legend;
mod primitive;
mod verdict;

pub use bar::{bar, bar_in_words, bar_of_row};
pub use hatch::hatch_lines;
pub use interval::{axis, interval_row, plot_in_words};
pub use legend::legend;
pub use primitive::{Drawing, Ink, PathStep, Point, Shape, Stroke, TextAnchor, TextSize};
pub use verdict::verdict_mark;
