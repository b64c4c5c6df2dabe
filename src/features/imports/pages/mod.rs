//! The pages of imports: the list with the form for a file, and what one import would bring or did.

pub mod file;
pub mod list;
mod mapped;
mod mapping;
pub mod one;
pub mod profiles;
mod samples;
pub mod waiting;

use axum::http::StatusCode;

use crate::db::counter::Series;
use crate::domain::exchange::Note;
use crate::features::imports::actions::ImportError;
use crate::features::imports::wording::sentence;
use crate::infra::http::{Web, WebError};
use crate::infra::words::Words;

pub use samples::rendered as rendered_samples;

/// A sentence with its place in the file.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Told {
    at: String,
    text: String,
}

fn told(words: &Words, note: &Note) -> Told {
    Told {
        at: note.at.0.clone(),
        text: sentence(words, note),
    }
}

/// The number that an address names.
pub(super) fn number(label: &str) -> Result<i64, WebError> {
    Series::Import.number_of(label).ok_or(WebError::NotFound)
}

/// What was not done, as it is shown at the top of a page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Trouble {
    text: String,
    /// Where to look, where there is a page for it.
    to: Option<(String, String)>,
}

fn trouble(web: &Web, error: ImportError) -> Result<(StatusCode, Trouble), WebError> {
    let words = web.words();
    let only = |text: String| Trouble { text, to: None };
    let megabytes = |bytes: u64| (bytes / 1_000_000).to_string();
    Ok(match error {
        ImportError::Action(error) => return Err(error.into()),
        ImportError::Blob(error) => return Err(WebError::internal(error)),
        ImportError::Unreadable(note) => {
            let text = sentence(&words, &note);
            (StatusCode::UNPROCESSABLE_ENTITY, only(text))
        }
        ImportError::Refused(notes) => {
            let text = words.count("imports-trouble-refused", notes.len(), &[]);
            (StatusCode::UNPROCESSABLE_ENTITY, only(text))
        }
        ImportError::Asked(_) => {
            let text = words.get("imports-trouble-asked");
            (StatusCode::UNPROCESSABLE_ENTITY, only(text))
        }
        ImportError::There(number) => {
            let label = Series::Import.label(number);
            let text = words.say("imports-trouble-there", &[("number", &label)]);
            let to = Some((format!("/imports/{label}"), label));
            (StatusCode::CONFLICT, Trouble { text, to })
        }
        ImportError::BuiltOn(number) => {
            let label = Series::Dossier.label(number);
            let text = words.say("imports-trouble-built-on", &[("number", &label)]);
            let to = Some((format!("/register/{label}"), label));
            (StatusCode::CONFLICT, Trouble { text, to })
        }
        ImportError::BuiltOnBy(number) => {
            let label = Series::Import.label(number);
            let text = words.say("imports-trouble-built-on", &[("number", &label)]);
            let to = Some((format!("/imports/{label}"), label));
            (StatusCode::CONFLICT, Trouble { text, to })
        }
        ImportError::TooLarge(most) => {
            let text = words.say("imports-trouble-large", &[("most", &megabytes(most))]);
            (StatusCode::PAYLOAD_TOO_LARGE, only(text))
        }
        ImportError::NoRoom => {
            let text = words.get("imports-trouble-room");
            (StatusCode::INSUFFICIENT_STORAGE, only(text))
        }
    })
}
