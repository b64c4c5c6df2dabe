//! A photograph as the report knows it: what it shows and how large it is. Its bytes stand beside the
//! report, in [`crate::photographs::Photographs`], never in it.

use serde::{Deserialize, Serialize};

/// The public copy of one photograph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// File name without a folder, such as `E-001.jpg`.
    pub file: String,
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What can be seen, in words, for those who cannot see it and for copies without the picture.
    pub alt: String,
    /// What is printed under it: place, date, what it shows.
    pub caption: String,
}
