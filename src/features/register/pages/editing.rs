//! The form of an agreement: entering one, and correcting what was typed wrong.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::list::KINDS;
use super::{Asking, Choice, Errors, Head, address_of, agreement_of, choices, form_shown, onward};
use crate::domain::agreement::AgreementType;
use crate::features::register::Register;
use crate::features::register::actions::{agreements, entry};
use crate::features::register::forms::AgreementForm;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

const BASES: [&str; 5] = [
    "not_published",
    "fixed_price",
    "cost_reimbursement",
    "per_unit",
    "milestone",
];

/// What a new agreement begins with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    /// Kind of instrument.
    pub kind: String,
}

/// The form.
#[derive(Clone, Debug, Serialize)]
pub struct AgreementFormPage {
    /// The agreement, where it is there.
    pub head: Option<Head>,
    /// Where the form is sent.
    pub action: String,
    /// Last part of the keys of its words: `contract`, `law`, `not_produced`.
    pub about: &'static str,
    /// What was typed.
    pub form: AgreementForm,
    /// Kinds of instrument.
    pub kinds: Vec<Choice>,
    /// What payment may depend on.
    pub bases: Vec<Choice>,
    /// Whether what is behind "More" is open.
    pub more_open: bool,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for AgreementFormPage {
    const TEMPLATE: &'static str = "pages/register/agreement-form.html";
}

/// The fields behind "More".
const MORE: [&str; 9] = [
    "subcontractors",
    "basis",
    "covers",
    "obtained",
    "document",
    "url",
    "places",
    "note",
    "kind",
];

impl AgreementFormPage {
    pub(super) fn of(
        words: Words,
        head: Option<Head>,
        form: AgreementForm,
        errors: Errors,
    ) -> Self {
        let action = match &head {
            Some(head) => format!("{}/edit", head.address),
            None => "/register/new".to_owned(),
        };
        let filled = [
            &form.subcontractors,
            &form.covers,
            &form.obtained,
            &form.document,
            &form.places,
            &form.note,
        ];
        let is_wrong = MORE.iter().any(|field| errors.contains_key(field));
        Self {
            about: match form.kind.as_str() {
                "law" | "licence" | "standard" => "law",
                "not_produced" => "not_produced",
                _ => "contract",
            },
            kinds: choices(words, "agreement-type", &KINDS, &form.kind),
            bases: choices(words, "payment-basis", &BASES, &form.basis),
            more_open: is_wrong || filled.iter().any(|text| !text.is_empty()),
            head,
            action,
            form,
            errors,
        }
    }
}

/// `GET /register/new`
pub async fn blank(
    State(desk): State<Register>,
    Query(begun): Query<Begun>,
) -> Result<Response, WebError> {
    let kind = KINDS.into_iter().find(|kind| *kind == begun.kind);
    let form = AgreementForm {
        kind: kind.unwrap_or("contract").to_owned(),
        ..AgreementForm::default()
    };
    let page = AgreementFormPage::of(desk.web.words(), None, form, Errors::new());
    form_shown(&desk, &page.errors, &page)
}

/// `POST /register/new`. Where nobody could produce an agreement, the hunt for it comes first.
pub async fn entered(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Form(form): Form<AgreementForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let done = match form.read() {
        Ok(given) => agreements::register(&ctx, &given).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(number) if form.kind == "not_produced" => {
            Ok(onward(&format!("{}/requests", address_of(number))))
        }
        Ok(number) => Ok(onward(&address_of(number))),
        Err(error) => {
            let errors = desk.web.told(error)?;
            let page = AgreementFormPage::of(desk.web.words(), None, form, errors);
            form_shown(&desk, &page.errors, &page)
        }
    }
}

/// `GET /register/{agreement}/edit`
pub async fn edit(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let entry = entry(&ctx, agreement_of(&label)?).await?;
    let form = AgreementForm::of(agreements::newest_terms(&entry)?);
    let head = Some(Head::of(&ctx, &entry));
    let page = AgreementFormPage::of(desk.web.words(), head, form, Errors::new());
    form_shown(&desk, &page.errors, &page)
}

/// `POST /register/{agreement}/edit`
pub async fn edited(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Form(form): Form<AgreementForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let number = agreement_of(&label)?;
    let entry = entry(&ctx, number).await?;
    let was_missing = entry.line.kind == AgreementType::NotProduced;
    let done = match form.read() {
        Ok(given) => agreements::correct_agreement(&ctx, number, &given).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) if form.kind == "not_produced" && !was_missing => {
            Ok(onward(&format!("{}/requests", address_of(number))))
        }
        Ok(_) => Ok(onward(&address_of(number))),
        Err(error) => {
            let errors = desk.web.told(error)?;
            let head = Some(Head::of(&ctx, &entry));
            let page = AgreementFormPage::of(desk.web.words(), head, form, errors);
            form_shown(&desk, &page.errors, &page)
        }
    }
}
