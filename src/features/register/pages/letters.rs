//! Letters ready to send: those that every kit has, filled in with what is known of an agreement, to be read, printed and
//! copied. What is still open is a line.

use std::collections::BTreeMap;

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use groundtruth_reports::export::pdf;
use groundtruth_reports::model::{Letter as Sheet, TextDirection};
use serde::{Deserialize, Serialize};

use super::{Asking, Errors, Head, agreement_of, form_shown};
use crate::db::organisation::organisation_of;
use crate::domain::kit::{Letter, Said, filled as with};
use crate::features::register::Register;
use crate::features::register::actions::entry;
use crate::infra::action::Fields;
use crate::infra::app::Ctx;
use crate::infra::http::{Download, Page, WebError};
use crate::infra::kits::letters as every_letter;

/// What only whoever writes knows.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LettersForm {
    /// Until when an answer is asked for.
    pub deadline: String,
    /// Who supervises the service.
    pub regulator: String,
    /// What was found.
    pub finding: String,
    /// The word of a letter that is wanted as a PDF file.
    #[serde(skip_serializing)]
    pub as_pdf: String,
}

/// A letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterShown {
    /// What it is for: last part of the key of its label.
    pub kind: &'static str,
    /// Its subject.
    pub subject: String,
    /// Its paragraphs.
    pub body: Vec<String>,
    /// The same as one text.
    pub plain: String,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct LettersPage {
    /// The agreement.
    pub head: Head,
    /// What was typed.
    pub form: LettersForm,
    /// The letters.
    pub letters: Vec<LetterShown>,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for LettersPage {
    const TEMPLATE: &'static str = "pages/register/letters.html";
}

/// A text with a line where a place is that nothing is known for.
fn said(said: &Said, language: &str, known: &BTreeMap<String, String>) -> String {
    let mut all = known.clone();
    for open in [
        "service",
        "organisation",
        "date",
        "deadline",
        "regulator",
        "finding",
    ] {
        all.entry(open.to_owned())
            .or_insert_with(|| "____".to_owned());
    }
    with(said.of(language), &all)
}

fn letter(letter: &Letter, language: &str, known: &BTreeMap<String, String>) -> LetterShown {
    let subject = said(&letter.subject, language, known);
    let body = letter.body.iter().map(|part| said(part, language, known));
    let body: Vec<String> = body.collect();
    LetterShown {
        kind: letter.kind.word(),
        plain: format!("{subject}\n\n{}", body.join("\n\n")),
        subject,
        body,
    }
}

async fn page(
    desk: &Register,
    ctx: &Ctx,
    number: i64,
    form: LettersForm,
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let entry = entry(ctx, number).await?;
    let organisation = organisation_of(ctx.app.db.reads(), ctx.scope).await;
    let organisation = organisation.map_err(WebError::internal)?;
    let mut fields = Fields::default();
    let deadline = fields.day("deadline", &form.deadline);
    let regulator = fields.optional("regulator", &form.regulator, 200);
    let finding = fields.optional("finding", &form.finding, 4_000);
    let errors = match fields.done(()) {
        Ok(()) => Errors::new(),
        Err(error) => desk.web.told(error)?,
    };
    let known = [
        (
            "service",
            Some(entry.newest()?.terms.agreement.title.clone()),
        ),
        ("organisation", Some(organisation.name)),
        ("date", Some(words.day(ctx.now.date_naive()))),
        ("deadline", deadline.map(|day| words.day(day))),
        ("regulator", regulator),
        ("finding", finding),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text?)));
    let known: BTreeMap<String, String> = known.collect();
    let letters = every_letter(&words);
    let letters: Vec<LetterShown> = letters
        .iter()
        .map(|one| letter(one, words.code(), &known))
        .collect();
    let wanted = letters.iter().find(|one| one.kind == form.as_pdf);
    if let Some(letter) = wanted.filter(|_| errors.is_empty()) {
        let name = format!("{}-{}.pdf", entry.label(), letter.kind);
        let own = ctx.app.words.code();
        let sheet = Sheet {
            language: words.code().to_owned(),
            direction: TextDirection::of(words.direction()),
            own_language: (own != words.code()).then(|| own.to_owned()),
            organisation: known.get("organisation").cloned().unwrap_or_default(),
            date_line: words.day(ctx.now.date_naive()),
            date: Some(ctx.now.date_naive().to_string()),
            subject: letter.subject.clone(),
            paragraphs: letter.body.clone(),
            signed: words.get("letter-signed"),
            number_line: entry.label(),
            ..Sheet::default()
        };
        let made = tokio::task::spawn_blocking(move || pdf::letter(&sheet)).await;
        let bytes = made
            .map_err(WebError::internal)?
            .map_err(WebError::internal)?;
        return Ok(Download::pdf(name, bytes).unkept());
    }
    let page = LettersPage {
        head: Head::of(ctx, &entry),
        letters,
        form,
        errors,
    };
    form_shown(desk, &page.errors, &page)
}

/// `GET /register/{agreement}/letters`
pub async fn letters(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    page(&desk, &ctx, agreement_of(&label)?, LettersForm::default()).await
}

/// `POST /register/{agreement}/letters`: the same with what was typed; nothing of it is kept.
pub async fn filled(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Form(form): Form<LettersForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    page(&desk, &ctx, agreement_of(&label)?, form).await
}
