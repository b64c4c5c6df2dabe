//! JSON as published: parts of a long file read one at a time, numbers as the text they are, each value with its
//! JSON Pointer. Not what the values mean.

mod outline;
mod parse;
mod parts;
mod reading;
mod skim;
mod text;
mod value;

pub(super) use outline::{List, Outline, Part, outline};
pub(super) use parse::{BadJson, Tape};
pub(super) use parts::Parts;
pub(super) use reading::Reading;
pub(super) use skim::Fault;
pub(super) use text::place_of;
pub(super) use value::{Doc, Merged, Value};

/// Objects and arrays inside each other.
pub(super) const DEPTH: usize = 64;
/// Bytes of one part: one release, one record, one grant.
pub(super) const LARGEST_PART: u64 = 16 << 20;
/// Values of one part.
pub(super) const MOST_VALUES: usize = 1 << 20;
/// Members of one object.
pub(super) const MOST_MEMBERS: usize = 4096;
/// Digits, sign, point and exponent of one number.
pub(super) const LONGEST_NUMBER: usize = 400;
