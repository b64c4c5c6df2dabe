//! Files part by part, by tus 1.0.0: a connection may break anywhere, and the phone goes on where the server says that it is.

use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use uuid::Uuid;

use super::id_of;
use crate::db::UploadId;
use crate::db::fieldwork::Upload;
use crate::domain::log::Digest;
use crate::features::visits::pages::told;
use crate::features::visits::store::{FileError, largest};
use crate::features::visits::uploads::{self, Beginning, Check, Turns, UploadError};
use crate::infra::app::Ctx;
use crate::infra::http::{Visit, Web, WebError, coded};

/// The version of the protocol, and the only one.
const VERSION: &str = "1.0.0";
/// What of the protocol is done beyond its core.
const EXTENSIONS: &str = "creation,creation-with-upload,termination,checksum,expiration";
/// What a part is.
const PART: &str = "application/offset+octet-stream";
/// More is said of no file.
const LONGEST_METADATA: usize = 4_000;

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// What files on their way need.
#[derive(Clone, Debug)]
pub struct Station {
    /// The program, with its templates.
    pub web: Web,
    /// Whose turn it is with each file.
    pub turns: Turns,
}

/// Why a request of the protocol was not done.
enum Wrong {
    /// A word, with its status.
    Said(StatusCode, &'static str),
    /// What became of the file.
    Upload(UploadError),
}

impl From<UploadError> for Wrong {
    fn from(error: UploadError) -> Self {
        Self::Upload(error)
    }
}

const BAD: StatusCode = StatusCode::BAD_REQUEST;

/// `OPTIONS /uploads`
pub async fn options(State(station): State<Station>) -> Response {
    let largest = largest(&station.web.app.config.storage).to_string();
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        ("tus-resumable", VERSION),
        ("tus-version", VERSION),
        ("tus-extension", EXTENSIONS),
        ("tus-checksum-algorithm", "sha256,sha1"),
        ("tus-max-size", &largest),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// `POST /uploads`
pub async fn begun(
    State(station): State<Station>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let ctx = station.web.begin_as(&visit);
    let done = match speaks(&headers) {
        Ok(()) => create(&station, &ctx, &headers, body).await,
        Err(wrong) => Err(wrong),
    };
    answered(&station.web, done)
}

/// `GET`, `POST`, `PATCH` and `DELETE /uploads/{id}`: what is asked may stand in a header, for networks that let no other
/// method through.
pub async fn one(
    State(station): State<Station>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, WebError> {
    let ctx = station.web.begin_as(&visit);
    let instead = headers.get("x-http-method-override");
    let instead = instead.and_then(|method| Method::from_bytes(method.as_bytes()).ok());
    let id = Uuid::try_parse(&id).ok().filter(|_| id.len() == 32);
    let done = match (speaks(&headers), id.map(UploadId::from)) {
        (Err(wrong), _) => Err(wrong),
        (Ok(()), None) => Err(UploadError::NotThere.into()),
        (Ok(()), Some(id)) => match instead.unwrap_or(method) {
            Method::HEAD | Method::GET => ask(&station, &ctx, id).await,
            Method::PATCH => append(&station, &ctx, id, &headers, body).await,
            Method::DELETE => end(&station, &ctx, id).await,
            _ => Err(Wrong::Said(StatusCode::METHOD_NOT_ALLOWED, "tus-method")),
        },
    };
    answered(&station.web, done)
}

fn text(headers: &HeaderMap, name: impl AsRef<str>) -> Option<&str> {
    headers.get(name.as_ref())?.to_str().ok()
}

fn speaks(headers: &HeaderMap) -> Result<(), Wrong> {
    match text(headers, "tus-resumable") {
        Some(VERSION) => Ok(()),
        _ => Err(Wrong::Said(StatusCode::PRECONDITION_FAILED, "tus-version")),
    }
}

/// A number of bytes, in digits alone.
fn count(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = text(headers, name)?;
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

fn is_part(headers: &HeaderMap) -> bool {
    let kind = text(headers, CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim() == PART
}

async fn create(
    station: &Station,
    ctx: &Ctx,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Wrong> {
    let bytes = count(headers, &LENGTH).ok_or(Wrong::Said(BAD, "tus-length"))?;
    let said = text(headers, METADATA).unwrap_or_default();
    let metadata = metadata(said).ok_or(Wrong::Said(BAD, "tus-metadata"))?;
    let value = |name: &str| {
        let found = metadata.iter().find(|(key, _)| *key == name);
        found.and_then(|(_, value)| std::str::from_utf8(value).ok())
    };
    let observation = value("observation").and_then(id_of);
    let sha256 = value("sha256").and_then(Digest::parse);
    let (observation, sha256) = observation
        .zip(sha256)
        .ok_or(Wrong::Said(BAD, "tus-metadata"))?;
    let brings = count(headers, &CONTENT_LENGTH).unwrap_or(0) > 0
        || headers.contains_key("transfer-encoding");
    let first = match (brings, is_part(headers)) {
        (true, false) => {
            return Err(Wrong::Said(StatusCode::UNSUPPORTED_MEDIA_TYPE, "tus-type"));
        }
        (brings, _) => brings,
    };
    let check = check(headers)?;
    let new = Beginning {
        observation,
        sha256,
        bytes,
        metadata: said,
    };
    let begun = uploads::begin(ctx, new).await?;
    // An empty file is whole as soon as it begins.
    let upload = if first || begun.bytes == 0 {
        let part = (begun.id, 0, check);
        let turns = station.turns.clone();
        match uploads::grow(ctx.clone(), turns, part, body.into_data_stream()).await {
            Ok(upload) => upload,
            // It has begun all the same, and is as far as it tells when it is asked.
            Err(UploadError::CutOff) => uploads::found(ctx, begun.id).await?,
            Err(error) => return Err(error.into()),
        }
    } else {
        begun
    };
    let mut response = StatusCode::CREATED.into_response();
    let address = format!("/uploads/{}", upload.id.as_uuid().simple());
    put(&mut response, LOCATION, &address);
    if first || upload.done {
        put(&mut response, OFFSET, &upload.arrived.to_string());
    }
    expires(&mut response, &upload);
    Ok(response)
}

async fn ask(station: &Station, ctx: &Ctx, id: UploadId) -> Result<Response, Wrong> {
    let upload = uploads::asked(ctx, &station.turns, id).await?;
    let mut response = StatusCode::OK.into_response();
    put(&mut response, OFFSET, &upload.arrived.to_string());
    put(&mut response, LENGTH, &upload.bytes.to_string());
    if !upload.metadata.is_empty() {
        put(&mut response, METADATA, &upload.metadata);
    }
    expires(&mut response, &upload);
    Ok(response)
}

async fn append(
    station: &Station,
    ctx: &Ctx,
    id: UploadId,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Wrong> {
    if !is_part(headers) {
        return Err(Wrong::Said(StatusCode::UNSUPPORTED_MEDIA_TYPE, "tus-type"));
    }
    let from = count(headers, &OFFSET).ok_or(Wrong::Said(BAD, "tus-offset"))?;
    let part = (id, from, check(headers)?);
    // What is more than the file has is refused before any of it is read.
    let upload = uploads::found(ctx, id).await?;
    let length = count(headers, &CONTENT_LENGTH).unwrap_or(0);
    if from == upload.arrived && length > upload.bytes - upload.arrived {
        return Err(UploadError::TooMany.into());
    }
    let turns = station.turns.clone();
    let upload = uploads::grow(ctx.clone(), turns, part, body.into_data_stream()).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    put(&mut response, OFFSET, &upload.arrived.to_string());
    expires(&mut response, &upload);
    Ok(response)
}

async fn end(station: &Station, ctx: &Ctx, id: UploadId) -> Result<Response, Wrong> {
    uploads::end(ctx, &station.turns, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Pairs of a name and a value in base64, with commas between them; each name once.
fn metadata(said: &str) -> Option<Vec<(&str, Vec<u8>)>> {
    if said.len() > LONGEST_METADATA {
        return None;
    }
    let mut pairs: Vec<(&str, Vec<u8>)> = Vec::new();
    for pair in said.split(',').map(str::trim) {
        if pair.is_empty() && said.trim().is_empty() {
            continue;
        }
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = STANDARD.decode(value.trim()).ok()?;
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_name || pairs.iter().any(|(there, _)| *there == name) {
            return None;
        }
        pairs.push((name, value));
    }
    Some(pairs)
}

fn check(headers: &HeaderMap) -> Result<Option<Check>, Wrong> {
    if !headers.contains_key("upload-checksum") {
        return Ok(None);
    }
    let wrong = || Wrong::Said(BAD, "tus-checksum-kind");
    let said = text(headers, "upload-checksum").ok_or_else(wrong)?;
    let (kind, value) = said.split_once(' ').ok_or_else(wrong)?;
    let value = STANDARD.decode(value.trim()).map_err(|_| wrong())?;
    match (kind, value.len()) {
        ("sha256", 32) => Ok(Some(Check::Sha256(value))),
        ("sha1", 20) => Ok(Some(Check::Sha1(value))),
        _ => Err(wrong()),
    }
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn expires(response: &mut Response, upload: &Upload) {
    let until = upload.until.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    put(response, EXPIRES, &until);
}

fn answered(web: &Web, done: Result<Response, Wrong>) -> Result<Response, WebError> {
    let mut response = match done {
        Ok(response) => response,
        Err(wrong) => refused(web, wrong)?,
    };
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn refused(web: &Web, wrong: Wrong) -> Result<Response, WebError> {
    let said = |status, code| coded(web, status, code, &json!({}));
    let error = match wrong {
        Wrong::Said(status, code) => {
            let mut response = said(status, code);
            if status == StatusCode::PRECONDITION_FAILED {
                put(
                    &mut response,
                    HeaderName::from_static("tus-version"),
                    VERSION,
                );
            }
            return Ok(response);
        }
        Wrong::Upload(error) => error,
    };
    // The protocol's own; the table of the web has none such.
    let mismatch = StatusCode::from_u16(460).unwrap_or(BAD);
    Ok(match error {
        UploadError::NotThere | UploadError::File(FileError::NotThere) => {
            said(StatusCode::NOT_FOUND, "upload-not-there")
        }
        UploadError::Arrived => said(StatusCode::CONFLICT, "arrived"),
        UploadError::Gone => said(StatusCode::GONE, "upload-gone"),
        UploadError::Elsewhere(_) => said(StatusCode::CONFLICT, "tus-offset"),
        UploadError::TooMany => said(StatusCode::PAYLOAD_TOO_LARGE, "tus-too-many"),
        UploadError::Checksum => said(mismatch, "tus-checksum"),
        // Worth trying again, which another status would not say.
        UploadError::CutOff => said(StatusCode::REQUEST_TIMEOUT, "cut-off"),
        UploadError::File(FileError::OtherBytes(_)) => {
            said(StatusCode::UNPROCESSABLE_ENTITY, "hash-differs")
        }
        UploadError::File(error) => {
            let no_picture = matches!(error, FileError::No(_) | FileError::NotTaken(_));
            let (status, detail) = told(web, error)?;
            let status = match no_picture {
                true => StatusCode::UNPROCESSABLE_ENTITY,
                false => status,
            };
            coded(web, status, "file-refused", &json!({ "detail": detail }))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_are_pairs_and_each_name_stands_once() {
        let read = |said| metadata(said).map(|pairs| pairs.len());
        assert_eq!(read(""), Some(0));
        assert_eq!(read("a aGk="), Some(1));
        assert_eq!(read("a aGk=,b, c aGk="), Some(3));
        for wrong in [
            "a aGk=,a aGk=",
            "a aGk=,",
            ",",
            "a !!",
            "a aGk= aGk=",
            "a\u{e9} aGk=",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(read(&format!("a {}", "A".repeat(4_000))), None);
        let pairs = metadata("name aGk=").unwrap();
        assert_eq!(pairs[0], ("name", b"hi".to_vec()));
    }
}
