//! Publications: a compared audit becomes a report, and the report its editions.
//! What a report looks like is the reports crate's; what is true is the domain's.

mod actions;
mod back;
mod background;
mod figures;
mod front;
mod maker;
mod money;
mod numbers;
mod promised;
mod report;
mod rows;
mod wording;

pub use actions::{Edition, editions};
pub use report::{Imprint, report_of};
