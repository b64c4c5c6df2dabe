//! A copy of a picture that may be shown, for the people of the organisation. Never the original.

use axum::extract::{Extension, Path, Query, State};
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::Asking;
use crate::features::checking::actions::behind::{Size, picture as load};
use crate::features::checking::actions::one::numbered;
use crate::infra::http::{Web, WebError, stored};

/// Which copy an address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Which {
    size: String,
}

/// `GET /checks/{code}/visits/{visit}/pictures/{picture}`
pub async fn picture(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label, number)): Path<(String, String, String)>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    stored::only_here(&headers)?;
    let number: u32 = number.parse().map_err(|_| WebError::NotFound)?;
    let size = match which.size.as_str() {
        "preview" => Size::Preview,
        _ => Size::Copy,
    };
    let wanted = (numbered(&label)?, number, size);
    let file = load(&web.begin_as(&visit), &code, wanted).await?;
    Ok(stored::shown(file, "image/jpeg"))
}
