//! A form with a file that is small enough to be held: a list, the boundaries of areas.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct SmallFile {
    /// The fields beside the file.
    pub fields: BTreeMap<String, String>,
    /// The bytes of the field `file`; `None` where anything was longer than it may be.
    pub file: Option<Vec<u8>>,
}

impl SmallFile {
    /// Reads a form of which nothing may be longer than `most` bytes. What is too much is not read to its end.
    ///
    /// # Errors
    /// An answer, where it is no such form.
    pub async fn read(mut form: Multipart, most: usize) -> Result<Self, Response> {
        let unreadable = |_| StatusCode::BAD_REQUEST.into_response();
        let mut fields = BTreeMap::new();
        let mut file = Vec::new();
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Some(part) = field.chunk().await.map_err(unreadable)? {
                bytes.extend_from_slice(&part);
                if bytes.len() > most {
                    return Ok(Self { fields, file: None });
                }
            }
            match name.as_str() {
                "file" => file = bytes,
                _ => {
                    fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
                }
            }
        }
        let file = Some(file);
        Ok(Self { fields, file })
    }
}
