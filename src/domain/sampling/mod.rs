//! Drawing units so that anyone can repeat it. Not what may be concluded from them: that is
//! `statistics`.

mod draw;
mod sealed_list;

pub use draw::{Drawn, Stratum, Systematic, draw, systematic};
pub use sealed_list::{DrawError, SealedList, VisitSlot};
