//! The pages of one's own audits: one function to an address, one struct to a template. What is wrong with a form is told
//! at its top and beside each field, with everything that was typed kept.

mod asking;
pub mod desk;
pub mod letters;
pub mod people;
pub mod plan;
pub mod rounds;
pub mod sample;
mod samples;
pub mod spending;
pub mod withdrawal;
pub mod written;

use axum::Extension;
use serde::Serialize;

use crate::domain::actor::Permission;
use crate::infra::app::Ctx;
use crate::infra::http::Visit;
use crate::infra::planned::Planned;
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

pub use asking::{At, FormPage, Posted, PostedFile};

type Asking = Extension<Visit>;

/// Which audit a page is about, and how far its plan is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Head {
    /// Its name in addresses.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The agreement: A-0001.
    pub agreement: String,
    /// Whether whoever reads may change it.
    pub may_change: bool,
    /// Since when its plan is locked.
    pub locked_on: Option<String>,
    /// Whether there is a draft of a plan.
    pub has_plan: bool,
    /// Since when the visits are stopped.
    pub stopped_on: Option<String>,
}

impl Head {
    /// The head of the pages of an audit.
    #[must_use]
    pub fn of(ctx: &Ctx, planned: &Planned, words: &Words) -> Self {
        let agreement = planned.case.agreements.first();
        let agreement = agreement.map(|one| one.id.as_str().to_uppercase());
        let locked = planned.first_locked().and_then(|kept| kept.locked);
        Self {
            code: planned.line.code.as_str().to_owned(),
            title: planned.line.title.clone(),
            agreement: agreement.unwrap_or_default(),
            may_change: ctx.actor.may(Permission::ChangeAudits),
            locked_on: locked.map(|(at, _)| words.day(at.date_naive())),
            has_plan: !planned.versions.is_empty(),
            stopped_on: planned.stopped().map(|one| words.day(one.on)),
        }
    }
}

/// One thing that can be chosen.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// Values of the domain with their words: the word of each stands behind the group.
    pub fn all<T: Serialize>(words: &Words, group: &str, values: &[T]) -> Vec<Self> {
        let choice = |value: &T| {
            let value = super::forms::word_of(value);
            let label = words.get(&format!("{group}-{value}"));
            Self { value, label }
        };
        values.iter().map(choice).collect()
    }
}

/// What is missing, in words.
fn missing(planned: &Planned, words: &Words) -> Vec<String> {
    let missing = planned.missing();
    missing
        .iter()
        .map(|one| planned.missing_said(one, words))
        .collect()
}
