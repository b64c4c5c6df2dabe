//! How a table is read, as a file: taken away to be shared, and brought in again.

use axum::body::Body;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Extension, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Trouble, number, one, waiting};
use crate::features::imports::actions as acts;
use crate::features::imports::profile::Profile;
use crate::infra::http::{Visit, Web, WebError, onward};

/// A profile is some lines for each column.
const LONGEST: usize = 256 * 1024;

/// `GET /imports/{import}/profile`
pub async fn file(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (run, _) = acts::import(&ctx, number(&import)?).await?;
    let profile = match acts::answers_of(&run).profile {
        Some(profile) => profile,
        None => waiting::guessed(&web, &ctx, &run).await?,
    };
    let text = profile.to_json().map_err(WebError::internal)?;
    let mut response = Response::new(Body::from(text));
    let saved = format!("attachment; filename=\"{import}-profile.json\"");
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_DISPOSITION, &saved),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// `POST /imports/{import}/profile-file`
pub async fn received(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&import)?;
    let (run, _) = acts::import(&ctx, number).await?;
    let Ok(text) = text_of(form).await else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let profile = text.and_then(|text| Profile::parse(&text).ok());
    let Some(profile) = profile else {
        let text = web.words().get("problem-import-profile-not-one");
        let trouble = Trouble { text, to: None };
        let told = (StatusCode::UNPROCESSABLE_ENTITY, Some(trouble));
        return one::shown(&web, &ctx, number, told).await;
    };
    let mut answered = acts::answers_of(&run);
    answered.profile = Some(profile);
    acts::answer(&ctx, number, &answered).await?;
    Ok(onward(&format!("/imports/{import}")))
}

/// The text of the file of a form; nothing where it is none, or too long.
async fn text_of(form: Result<Multipart, MultipartRejection>) -> Result<Option<String>, ()> {
    let mut form = form.map_err(|_| ())?;
    let mut bytes: Option<Vec<u8>> = None;
    while let Some(mut field) = form.next_field().await.map_err(|_| ())? {
        if field.name() != Some("file") || bytes.is_some() {
            return Err(());
        }
        let mut came = Vec::new();
        while let Some(part) = field.chunk().await.map_err(|_| ())? {
            if came.len() + part.len() > LONGEST {
                return Ok(None);
            }
            came.extend(part);
        }
        bytes = Some(came);
    }
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
}
