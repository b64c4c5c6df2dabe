//! A copy of a picture that may be shown, for the people of the organisation. Never the original.

use axum::body::Body;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;
use serde::Deserialize;

use super::Asking;
use crate::features::checking::actions::behind::{Size, picture as load};
use crate::features::checking::actions::one::numbered;
use crate::infra::blobs::BlobError;
use crate::infra::http::{Web, WebError};

/// What is handed out can do nothing where it is opened.
const POLICY: &str = "default-src 'none'; sandbox";

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
    // A page from elsewhere cannot use it, whatever a browser sends along.
    let site = headers.get("sec-fetch-site");
    let site = site.and_then(|site| site.to_str().ok());
    if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Err(WebError::NotFound);
    }
    let number: u32 = number.parse().map_err(|_| WebError::NotFound)?;
    let size = match which.size.as_str() {
        "preview" => Size::Preview,
        _ => Size::Copy,
    };
    let wanted = (numbered(&label)?, number, size);
    let file = load(&web.begin_as(&visit), &code, wanted).await?;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let part = file.next().await?;
        Ok::<_, BlobError>(part.map(|part| (part.to_vec(), file)))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers: [(HeaderName, &'static str); 4] = [
        (CONTENT_TYPE, "image/jpeg"),
        (CONTENT_DISPOSITION, "inline"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
