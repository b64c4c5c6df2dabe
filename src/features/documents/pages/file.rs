//! The file of a document as it was sent, and the picture of a page.

use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    HeaderMap,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::{numbered, paged};
use crate::features::documents::actions as acts;
use crate::features::documents::media::Media;
use crate::infra::blobs::Reading;
use crate::infra::http::{Visit, Web, WebError};

/// What is handed out can do nothing where it is opened.
const POLICY: &str = "default-src 'none'; sandbox";

/// `GET /documents/{number}/file`
pub async fn file(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(number): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let found = acts::document(&ctx, numbered(&number)?).await;
    let found = found?;
    let file = acts::taken(&ctx, &found).await?;
    let media = Media::of_name(&found.media_type);
    let name = format!("{}.{}", found.label(), media.ending());
    let mut response = Response::new(streamed(file));
    let saved = format!("attachment; filename=\"{name}\"");
    headed(
        response.headers_mut(),
        &[
            (CONTENT_TYPE, media.name()),
            (CONTENT_DISPOSITION, &saved),
            (CONTENT_SECURITY_POLICY, POLICY),
            (CACHE_CONTROL, "no-store"),
        ],
    );
    Ok(response)
}

/// `GET /documents/{number}/pages/{page}/image`
pub async fn image(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((number, page)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    // A page from elsewhere cannot use it, whatever a browser sends along.
    let site = headers
        .get("sec-fetch-site")
        .and_then(|site| site.to_str().ok());
    if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Err(WebError::NotFound);
    }
    let ctx = web.begin_as(&visit);
    let (number, page) = (numbered(&number)?, paged(&page)?);
    let found = acts::document(&ctx, number).await?;
    let media = Media::of_name(&found.media_type);
    let (kind, body) = match media {
        Media::Pdf => {
            let picture = acts::picture(&ctx, &found, page).await?;
            ("image/png", Body::from(picture))
        }
        _ if media.is_picture() && page == 1 => {
            let file = acts::shown(&ctx, &found).await?;
            (media.name(), streamed(file))
        }
        _ => return Err(WebError::NotFound),
    };
    let mut response = body.into_response();
    headed(
        response.headers_mut(),
        &[
            (CONTENT_TYPE, kind),
            (CONTENT_DISPOSITION, "inline"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (CACHE_CONTROL, "no-store"),
        ],
    );
    Ok(response)
}

fn headed(headers: &mut HeaderMap, given: &[(HeaderName, &str)]) {
    headers.remove(CONTENT_LENGTH);
    for (name, value) in given {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name.clone(), value);
        }
    }
}

/// A file piece by piece. One that turns out to be changed on the way ends the connection, so that nobody takes a part
/// for the whole.
fn streamed(file: Reading) -> Body {
    Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let part = file.next().await?;
        Ok::<_, crate::infra::blobs::BlobError>(part.map(|part| (part.to_vec(), file)))
    }))
}
