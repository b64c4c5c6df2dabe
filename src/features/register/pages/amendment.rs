//! Beginning an amendment: from which day, and what changes.

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use serde::Serialize;

use super::{Asking, Errors, Head, address_of, agreement_of, form_shown, onward, query};
use crate::features::register::Register;
use crate::features::register::actions::{Entry, agreements, entry};
use crate::features::register::forms::AmendmentForm;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, WebError};

/// The form.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentPage {
    /// The agreement.
    pub head: Head,
    /// From when the version is in force that comes before it.
    pub newest_from: Option<String>,
    /// What was typed.
    pub form: AmendmentForm,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for AmendmentPage {
    const TEMPLATE: &'static str = "pages/register/amendment.html";
}

fn page(
    desk: &Register,
    ctx: &Ctx,
    entry: &Entry,
    (form, errors): (AmendmentForm, Errors),
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let newest = entry.newest()?;
    let page = AmendmentPage {
        head: Head::of(ctx, entry),
        newest_from: newest.effective.map(|date| words.partial_date(date)),
        form,
        errors,
    };
    form_shown(desk, &page.errors, &page)
}

/// `GET /register/{agreement}/amend`
pub async fn amend(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let entry = entry(&ctx, agreement_of(&label)?).await?;
    page(&desk, &ctx, &entry, Default::default())
}

/// `POST /register/{agreement}/amend`; leads to the agreement as it is from the day of the amendment on.
pub async fn amended(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Form(form): Form<AmendmentForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let number = agreement_of(&label)?;
    match agreements::amend(&ctx, number, &form).await {
        Ok(_) => {
            let read = crate::domain::period::PartialDate::parse(form.effective.trim());
            let on = read.map(|date| date.first_day().to_string());
            let on = on.unwrap_or_default();
            Ok(onward(&format!(
                "{}{}",
                address_of(number),
                query(&[("on", &on)])
            )))
        }
        Err(error @ ActionError::Invalid(_)) => {
            let entry = entry(&ctx, number).await?;
            let errors = desk.web.told(error)?;
            page(&desk, &ctx, &entry, (form, errors))
        }
        Err(error) => Err(error.into()),
    }
}
