//! The register: what is known of agreements before, during and after audits. What each version says is a value of
//! its own ([`Terms`]), never changed once it is recorded; what is in force on a day follows from the versions.
//! Not the audit: that is a [`crate::domain::case::Case`], made from here by [`Dossier::case`].

mod difference;
mod dossier;
mod due;
mod levels;
mod merging;
mod numbering;
mod request;
mod spending;
mod suggestion;
mod terms;
mod versions;

pub use difference::{Change, difference};
pub use dossier::Dossier;
pub use due::{Due, days_owed, due_between};
pub use levels::{Followed, LevelStep, followed};
pub use merging::{Merged, Merging};
pub use numbering::{highest_number, number_of};
pub use request::{Outcome, RecordsRequest, RequestState};
pub use spending::{LineUse, Moved, Whole, use_of_budget, whole_of_budget, whole_of_shares};
pub use suggestion::{Heard, Language, Suggestion, What, suggest};
pub use terms::{BudgetLine, Share, Terms};
pub use versions::{Version, in_force, in_order, obligation_on};
