//! Publications: a compared audit becomes a report, and the report its editions.
//! What a report looks like is the reports crate's; what is true is the domain's.

mod actions;
mod back;
mod background;
mod card;
mod chronology;
mod figures;
mod front;
mod maker;
mod money;
mod numbers;
pub mod pages;
mod pictures;
mod promised;
mod report;
mod rows;
mod wording;

pub use actions::{ENDINGS, Edition, EditionError, edition, editions};
pub use card::{CardText, card_editions, card_of};
pub use pictures::{PictureError, Pictures, attach, pictures_of};
pub use report::{Imprint, report_of};
