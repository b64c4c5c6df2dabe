//! A form with a file that is small enough to be held: a list, the boundaries of areas.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// So many bytes more than may be are read and thrown away.
const PASSED_OVER: usize = 128 * 1024 * 1024;

/// What was sent.
#[derive(Clone, Debug, Default)]
pub struct SmallFile {
    /// The fields beside the file.
    pub fields: BTreeMap<String, String>,
    /// The bytes of the field `file`; `None` where anything was longer than it may be.
    pub file: Option<Vec<u8>>,
}

impl SmallFile {
    /// Reads a form of which nothing may be longer than `most` bytes. What is too much is not kept, and read on for a while:
    /// a browser that still sends would else show a broken connection in place of what is wrong.
    ///
    /// # Errors
    /// An answer, where it is no such form.
    pub async fn read(mut form: Multipart, most: usize) -> Result<Self, Response> {
        let unreadable = |_| StatusCode::BAD_REQUEST.into_response();
        let mut fields = BTreeMap::new();
        let mut file = Some(Vec::new());
        let mut passed_over = 0;
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            let mut is_whole = true;
            while let Some(part) = field.chunk().await.map_err(unreadable)? {
                if is_whole && bytes.len() + part.len() <= most {
                    bytes.extend_from_slice(&part);
                    continue;
                }
                (is_whole, bytes) = (false, Vec::new());
                passed_over += part.len();
                if passed_over > PASSED_OVER {
                    return Ok(Self { fields, file: None });
                }
            }
            match name.as_str() {
                _ if !is_whole => file = None,
                "file" => file = file.map(|_| bytes),
                _ => {
                    fields.insert(name, String::from_utf8_lossy(&bytes).into_owned());
                }
            }
        }
        Ok(Self { fields, file })
    }
}
