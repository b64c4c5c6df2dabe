//! What people type and programs send, before it is read into terms. A form keeps what was typed, so that it can be shown
//! again with what is wrong.

mod agreement;
mod promise;
mod request;
mod target;

pub use agreement::{AgreementForm, AgreementGiven, AmendmentForm};
pub use promise::PromiseForm;
pub use request::{AnswerForm, RequestForm};
pub use target::TargetForm;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::period::Period;
use crate::infra::action::Fields;

/// The value of a plain enum of the domain by its code word.
pub fn word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// The code word of a plain enum of the domain.
pub fn word_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A period from its ends; wrong where it ends before it begins.
fn period(fields: &mut Fields, from: &str, to: &str) -> Option<Period> {
    let (from, to) = (fields.date("from", from), fields.date("to", to));
    if let (Some(from), Some(to)) = (from, to)
        && to.last_day() < from.first_day()
    {
        fields.wrong("to", "field-ends-before");
    }
    (from.is_some() || to.is_some()).then_some(Period {
        from,
        to,
        words: None,
    })
}
