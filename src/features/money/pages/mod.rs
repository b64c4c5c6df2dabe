//! The pages of money: how it stands, and one form to an address.

pub mod flows;
pub mod overview;
mod samples;
pub mod terms;

use crate::db::counter::Series;
use crate::domain::code::Code;
use crate::domain::period::Period;
use crate::infra::http::WebError;
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// A choice of a list: what is sent, and what is read.
type Choice = (String, String);

/// The agreement that an address names.
pub(super) fn number(label: &str) -> Result<i64, WebError> {
    Series::Dossier.number_of(label).ok_or(WebError::NotFound)
}

/// The entry that an address names.
pub(super) fn flow_number(text: &str) -> Result<u32, WebError> {
    text.parse().map_err(|_| WebError::NotFound)
}

/// The budget line that an address names.
pub(super) fn line_code(text: &str) -> Result<Code, WebError> {
    Code::parse(text).map_err(|_| WebError::NotFound)
}

/// Back to how it stands.
fn overview_of(label: &str) -> String {
    format!("/register/{label}/money")
}

fn period(words: &Words, period: &Period) -> Option<String> {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} – {to}")),
        (Some(from), None) => Some(words.say("claims-from", &[("date", &from.to_string())])),
        (None, Some(to)) => Some(words.say("claims-until", &[("date", &to.to_string())])),
        (None, None) => period.words.clone(),
    }
}
