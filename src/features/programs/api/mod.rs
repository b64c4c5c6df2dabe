//! The JSON of the register: the shapes of answers, the answers, and the document that describes both.

pub mod answers;
pub mod document;
pub mod shapes;

use axum::Json;
use axum::response::{IntoResponse, Response};

/// `GET /api/openapi.json`
pub async fn openapi() -> Response {
    Json(document::document()).into_response()
}
