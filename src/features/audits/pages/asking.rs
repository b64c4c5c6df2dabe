//! How the pages of an audit are asked for and how their forms come back: one way for all of them. What is wrong with a form
//! is told on the page it was sent from, with what was typed; what is right leads on.

use std::collections::BTreeMap;

use axum::extract::multipart::Multipart;
use axum::extract::{Extension, Form, FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::features::audits::Audits;
use crate::features::audits::forms::Given;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, SmallFile, Visit, WebError, onward};

/// Somebody at an address of an audit.
pub struct At {
    /// What audits need.
    pub audits: Audits,
    /// Who asks, when.
    pub ctx: Ctx,
    /// The audit, as the address names it.
    pub code: String,
}

impl FromRequestParts<Audits> for At {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, audits: &Audits) -> Result<Self, Response> {
        let visit = Extension::<Visit>::from_request_parts(parts, audits).await;
        let Extension(visit) = visit.map_err(IntoResponse::into_response)?;
        let path = Path::<BTreeMap<String, String>>::from_request_parts(parts, audits).await;
        let Path(mut path) = path.map_err(IntoResponse::into_response)?;
        Ok(Self {
            audits: audits.clone(),
            ctx: audits.web.begin_as(&visit),
            code: path.remove("code").unwrap_or_default(),
        })
    }
}

/// A page of an audit on which something is typed.
pub trait FormPage: Page + Sized {
    /// Where it leads on to when what was typed is right, below the address of the audit: `/people`.
    const LEADS_TO: &'static str;

    /// The page: as it is first, or with what was typed and what is wrong with it.
    fn of(
        at: &At,
        typed: Option<Given>,
        errors: Errors,
    ) -> impl Future<Output = Result<Self, WebError>> + Send;
}

impl At {
    /// The page as it is first.
    pub(super) async fn page<P: FormPage>(self) -> Result<Response, WebError> {
        let page = P::of(&self, None, Errors::new()).await?;
        self.audits.web.shown(StatusCode::OK, &page)
    }

    /// On from a form, or its page again.
    pub(super) async fn answered<P: FormPage, T>(
        self,
        typed: Given,
        outcome: Result<T, ActionError>,
    ) -> Result<Response, WebError> {
        let Err(error) = outcome else {
            return Ok(onward(&format!("/checks/{}{}", self.code, P::LEADS_TO)));
        };
        let errors = self.audits.web.told(error)?;
        let page = P::of(&self, Some(typed), errors).await?;
        self.audits
            .web
            .shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }
}

/// A form that was sent from a page of an audit.
pub struct Posted {
    /// From where, by whom.
    pub at: At,
    /// What was typed.
    pub given: Given,
}

impl FromRequest<Audits> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, audits: &Audits) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let at = At::from_request_parts(&mut parts, audits).await?;
        let request = Request::from_parts(parts, body);
        let form = Form::from_request(request, audits).await;
        let Form(given) = form.map_err(IntoResponse::into_response)?;
        let given = Given(given);
        Ok(Self { at, given })
    }
}

impl Posted {
    /// On from the form, or its page again.
    pub(super) async fn answered<P: FormPage, T>(
        self,
        outcome: Result<T, ActionError>,
    ) -> Result<Response, WebError> {
        self.at.answered::<P, T>(self.given, outcome).await
    }
}

/// A form with a file that is small enough to be held.
pub struct PostedFile {
    /// What else was sent.
    pub posted: Posted,
    /// The bytes of the file; `None` where they were too many.
    pub file: Option<Vec<u8>>,
}

/// A file longer than this is one for the imports.
const LONGEST_FILE: usize = 400_000;

impl FromRequest<Audits> for PostedFile {
    type Rejection = Response;

    async fn from_request(request: Request, audits: &Audits) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let at = At::from_request_parts(&mut parts, audits).await?;
        let request = Request::from_parts(parts, body);
        let form = Multipart::from_request(request, audits).await;
        let form = form.map_err(|_| StatusCode::BAD_REQUEST.into_response())?;
        let SmallFile { fields, file } = SmallFile::read(form, LONGEST_FILE).await?;
        let given = Given(fields);
        let posted = Posted { at, given };
        Ok(Self { posted, file })
    }
}
