//! Why an import was not done, told to a program.

use axum::http::StatusCode;
use axum::response::Response;

use crate::db::counter::Series;
use crate::domain::exchange::Note;
use crate::features::imports::actions::ImportError;
use crate::features::imports::wording::sentence;
use crate::infra::http::{Web, WebError, Wrong, refused, told_as_json};
use crate::infra::words::Words;

/// Rows that are told at once.
const MOST: usize = 1_000;

fn of_note(words: &Words, note: &Note) -> Wrong {
    Wrong {
        field: "file".to_owned(),
        code: format!("problem-import-{}", note.code),
        detail: sentence(words, note),
        at: note.at.0.clone(),
    }
}

/// The answer to a program whose import was not done.
pub(super) fn told(web: &Web, error: ImportError) -> Result<Response, WebError> {
    let words = web.words();
    let one = |status, code: &str, about: &[(&str, &str)]| {
        let wrong = Wrong {
            field: "file".to_owned(),
            code: code.to_owned(),
            detail: words.say(code, about),
            at: String::new(),
        };
        Ok(refused(&words, status, vec![wrong]))
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match error {
        ImportError::Action(error) => Ok(told_as_json(&words, error)),
        ImportError::Blob(error) => Err(WebError::internal(error)),
        ImportError::Unreadable(note) => {
            let wrong = vec![of_note(&words, &note)];
            Ok(refused(&words, unprocessable, wrong))
        }
        ImportError::Refused(notes) => {
            let rows = notes.iter().take(MOST).map(|note| of_note(&words, note));
            Ok(refused(&words, unprocessable, rows.collect()))
        }
        ImportError::Asked(_) => one(unprocessable, "imports-trouble-asked", &[]),
        ImportError::There(number) => {
            let label = Series::Import.label(number);
            let about = [("number", label.as_str())];
            one(StatusCode::CONFLICT, "imports-trouble-there", &about)
        }
        ImportError::BuiltOn(number) => {
            let label = Series::Dossier.label(number);
            let about = [("number", label.as_str())];
            one(StatusCode::CONFLICT, "imports-trouble-built-on", &about)
        }
        ImportError::BuiltOnBy(number) => {
            let label = Series::Import.label(number);
            let about = [("number", label.as_str())];
            one(StatusCode::CONFLICT, "imports-trouble-built-on", &about)
        }
        ImportError::TooLarge(most) => {
            let most = (most / 1_000_000).to_string();
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            one(status, "imports-trouble-large", &[("most", &most)])
        }
        ImportError::NoRoom => {
            let status = StatusCode::INSUFFICIENT_STORAGE;
            one(status, "imports-trouble-room", &[])
        }
    }
}
