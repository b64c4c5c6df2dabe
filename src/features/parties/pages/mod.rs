//! The pages of bodies and sites.

pub mod bodies;
mod samples;
pub mod sites;

use serde::Deserialize;

pub use samples::rendered as rendered_samples;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Looked {
    q: String,
    page: usize,
}

/// How many stand on one page.
const ON_A_PAGE: usize = 50;

/// A part of a list: its lines, which part it is, of how many.
fn part<T>(all: Vec<T>, page: usize) -> (Vec<T>, usize, usize) {
    let of = all.len().div_ceil(ON_A_PAGE).max(1);
    let now = page.clamp(1, of);
    let lines = all.into_iter().skip((now - 1) * ON_A_PAGE).take(ON_A_PAGE);
    (lines.collect(), now, of)
}
