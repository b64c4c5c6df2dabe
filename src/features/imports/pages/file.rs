//! The file of an import as it was sent.

use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use futures_util::stream;

use super::{number, trouble};
use crate::features::imports::actions as acts;
use crate::infra::blobs::BlobError;
use crate::infra::http::{Visit, Web, WebError};

/// What is handed out can do nothing where it is opened.
const POLICY: &str = "default-src 'none'; sandbox";

/// `GET /imports/{import}/file`
pub async fn file(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (run, _) = acts::import(&ctx, number(&import)?).await?;
    let file = match acts::handed_out(&ctx, &run).await {
        Ok(file) => file,
        Err(error) => {
            trouble(&web, error)?;
            return Err(WebError::NotFound);
        }
    };
    // A file that turns out to be changed on the way ends the connection.
    let body = Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let part = file.next().await?;
        Ok::<_, BlobError>(part.map(|part| (part.to_vec(), file)))
    }));
    let mut response = Response::new(body);
    // The name it was sent with decides nothing here: its number names it.
    let saved = format!("attachment; filename=\"{import}\"");
    let headers: [(HeaderName, &str); 4] = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, &saved),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}
