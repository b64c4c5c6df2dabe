//! The file of a document as it was sent, and the picture of a page.

use axum::extract::{Extension, Path, State};
use axum::http::header::HeaderMap;
use axum::response::Response;

use super::{numbered, paged};
use crate::features::documents::actions as acts;
use crate::features::documents::media::Media;
use crate::infra::http::{Visit, Web, WebError, stored};

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
    Ok(stored::saved(file, media.name(), &name))
}

/// `GET /documents/{number}/pages/{page}/image`
pub async fn image(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((number, page)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    stored::only_here(&headers)?;
    let ctx = web.begin_as(&visit);
    let (number, page) = (numbered(&number)?, paged(&page)?);
    let found = acts::document(&ctx, number).await?;
    let media = Media::of_name(&found.media_type);
    match media {
        Media::Pdf => {
            let picture = acts::picture(&ctx, &found, page).await?;
            Ok(stored::shown(picture, "image/png"))
        }
        _ if media.is_picture() && page == 1 => {
            let file = acts::shown(&ctx, &found).await?;
            Ok(stored::shown(file, media.name()))
        }
        _ => Err(WebError::NotFound),
    }
}
