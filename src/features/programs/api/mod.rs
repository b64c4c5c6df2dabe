//! The JSON of the register: the shapes of answers, the answers, and the document that describes both.

pub mod answers;
pub mod document;
pub mod files;
pub mod shapes;

use axum::Json;
use axum::extract::{FromRef, State};
use axum::response::{IntoResponse, Response};

use super::Programs;
use crate::infra::http::Web;

impl FromRef<Programs> for Web {
    fn from_ref(programs: &Programs) -> Self {
        programs.web.clone()
    }
}

/// `GET /api/openapi.json`
pub async fn openapi(State(programs): State<Programs>) -> Response {
    Json(document::document(&programs.writes)).into_response()
}
