//! Arithmetic of an audit, one file for each subject, on exact numbers. Not verdicts, and no
//! uncertainty from sampling: that is `statistics`.
//!
//! Each file has small inputs, a function named as what it works out, and a result that carries its
//! exact figures and a [`Working`](crate::domain::working::Working). What cannot be answered is a
//! [`Refusal`](crate::domain::refusal::Refusal): as the error where there is no result at all, as a
//! field where a part of the result is refused. An undefined share (of nothing) is an empty field.
//!
//! | file | question |
//! |---|---|
//! | [`delivery`] | how many of those promised are there? |
//! | [`frequency`] | how often was each unit served? |
//! | [`ratio`] | how many people share a working unit? |
//! | [`time_use`] | what was a shift spent on? |
//! | [`kpi`], [`reduction`], [`threshold`] | was the target reached, and on which whole number? |
//! | [`overbilling`], [`tiers`], [`chain`] | what was billed above the supportable price? |
//! | [`undelivered`] | what is the missing part worth? |
//! | [`reconciliation`], [`categories`], [`strata`] | do the parts make the whole? |
//! | [`leakage`], [`verification`], [`absence`] | what did not arrive, was not so, was not there? |
//! | [`disparity`] | are groups treated alike? |
//! | [`instances`], [`repeat_findings`], [`fix_rate`], [`score_card`] | problems, again, fixed, felt |
//! | [`recovery`], [`money_total`] | what came back, and what may be added? |

pub mod absence;
pub mod categories;
pub mod chain;
pub mod delivery;
pub mod disparity;
mod error;
pub mod fix_rate;
pub mod frequency;
pub mod instances;
pub mod kpi;
pub mod leakage;
pub mod money_total;
pub mod overbilling;
pub mod ratio;
pub mod reconciliation;
pub mod recovery;
pub mod reduction;
pub mod repeat_findings;
pub mod score_card;
pub mod strata;
pub mod threshold;
pub mod tiers;
pub mod time_use;
pub mod undelivered;
pub mod verification;

pub use error::{Calculated, CalculationError};
pub(in crate::domain) use error::{part_of, total};
pub use threshold::Comparator;
