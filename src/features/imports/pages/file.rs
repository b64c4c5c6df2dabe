//! The file of an import as it was sent.

use axum::extract::{Extension, Path, State};
use axum::response::Response;

use super::{number, trouble};
use crate::features::imports::actions as acts;
use crate::infra::http::{Visit, Web, WebError, stored};

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
    // The name it was sent with decides nothing here: its number names it.
    Ok(stored::saved(file, "application/octet-stream", &import))
}
