//! The editor of a promise: first the sentence alone, then what it seems to ask for, with everything open to change.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{
    Asking, Choice, Errors, Head, address_of, agreement_of, choices, form_shown, onward,
    promise_address, promise_of,
};
use crate::db::counter::Series;
use crate::domain::obligation::Target;
use crate::domain::register::{Language, Suggestion, Terms, suggest};
use crate::features::register::Register;
use crate::features::register::actions::{Entry, entry, promises, reading};
use crate::features::register::forms::{PromiseForm, TargetForm, word_of};
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

const KINDS: [&str; 12] = [
    "quantity",
    "frequency",
    "ratio",
    "condition",
    "presence",
    "time_use",
    "outcome",
    "deadline",
    "price",
    "eligibility",
    "non_discrimination",
    "access",
];
const TARGETS: [&str; 10] = [
    "at_least",
    "at_most",
    "exactly",
    "more_than",
    "fewer_than",
    "between",
    "every",
    "times",
    "by",
    "not_quantified",
];
pub(super) const RANKS: [&str; 6] = [
    "law",
    "agreement",
    "providers_plan",
    "published_norm",
    "auditors_benchmark",
    "stated_by_funder",
];

/// What the address of a new promise brings: a sentence, or the place in a document that it is taken from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    /// The sentence.
    pub promise: String,
    /// The document, by its number: D-0001.
    pub document: String,
    /// Its page.
    pub page: String,
    /// The words that were marked.
    pub quote: String,
    /// Number of the clause.
    pub clause: String,
}

/// The first step: the sentence.
#[derive(Clone, Debug, Serialize)]
pub struct SentencePage {
    /// The agreement.
    pub head: Head,
    /// What was typed, or marked.
    pub promise: String,
    /// What is handed on to the second step.
    pub document: String,
    /// Page of the document.
    pub page: String,
    /// The words marked there.
    pub quote: String,
    /// Number of the clause.
    pub clause: String,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for SentencePage {
    const TEMPLATE: &'static str = "pages/register/promise-sentence.html";
}

/// Words of the sentence and what they were read as.
#[derive(Clone, Debug, Serialize)]
pub struct HeardLine {
    /// Last part of the key of its words.
    pub what: &'static str,
    /// The words.
    pub words: String,
}

/// The second step, and changing a promise that is there.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseFormPage {
    /// The agreement.
    pub head: Head,
    /// O-01, where it is there.
    pub label: Option<String>,
    /// Where the form is sent.
    pub action: String,
    /// Where it leads when it is left.
    pub back: String,
    /// What was typed.
    pub form: PromiseForm,
    /// What was read from the sentence; absent where it was not read.
    pub heard: Option<Vec<HeardLine>>,
    /// Kinds of promise.
    pub kinds: Vec<Choice>,
    /// How the number is meant.
    pub targets: Vec<Choice>,
    /// Stretches of time.
    pub pers: Vec<Choice>,
    /// Where the standard may come from.
    pub ranks: Vec<Choice>,
    /// The documents of the agreement.
    pub documents: Vec<Choice>,
    /// Titles of what is known as a source.
    pub sources: Vec<String>,
    /// Places of the agreement.
    pub places: Vec<String>,
    /// Whether what is behind "More" is open.
    pub more_open: bool,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for PromiseFormPage {
    const TEMPLATE: &'static str = "pages/register/promise-form.html";
}

/// The choices of a target, with the one that a form cannot express where it stands there.
pub(super) fn target_choices(words: Words, chosen: &str) -> Vec<Choice> {
    let mut all = choices(words, "register-target", &TARGETS, chosen);
    if chosen == "kept" {
        all.extend(choices(words, "register-target", &["kept"], chosen));
    }
    all
}

/// The choices of a stretch of time.
pub(super) fn per_choices(words: Words, chosen: &str) -> Vec<Choice> {
    let pers = ["day", "week", "month", "quarter", "year"];
    let none = Choice {
        value: String::new(),
        label: words.get("register-none"),
        chosen: chosen.is_empty(),
    };
    let rest = choices(words, "recurrence", &pers, chosen);
    std::iter::once(none).chain(rest).collect()
}

/// The choices of a rank; nothing chosen means the usual one of the agreement.
pub(super) fn rank_choices(words: Words, chosen: &str) -> Vec<Choice> {
    let usual = Choice {
        value: String::new(),
        label: words.get("register-rank-usual"),
        chosen: chosen.is_empty(),
    };
    let rest = choices(words, "rank", &RANKS, chosen);
    std::iter::once(usual).chain(rest).collect()
}

/// The fields that stand in front of "More".
const FRONT: [&str; 7] = ["promise", "kind", "unit", "target", "amount", "per", "by"];

impl PromiseFormPage {
    pub(super) fn of(
        words: Words,
        head: Head,
        terms: &Terms,
        (label, form, errors): (Option<String>, PromiseForm, Errors),
    ) -> Self {
        let (action, back) = match &label {
            Some(label) => {
                let address = format!("{}/promises/{label}", head.address);
                (format!("{address}/edit"), address)
            }
            None => (
                format!("{}/promises/new", head.address),
                head.address.clone(),
            ),
        };
        let asked = form.document.to_lowercase();
        let document = |source: &crate::domain::case::Source| Choice {
            value: source.id.as_str().to_owned(),
            label: source.title.clone(),
            chosen: source.id.as_str() == asked,
        };
        // A stored document whose words were marked becomes a source when the promise is saved.
        let is_source = terms.sources.iter().any(|one| one.id.as_str() == asked);
        let marked = Series::Document.number_of(&asked.to_uppercase());
        let marked = marked.filter(|_| !is_source).map(|number| Choice {
            value: asked.clone(),
            label: Series::Document.label(number),
            chosen: true,
        });
        let none = Choice {
            value: String::new(),
            label: words.get("register-none"),
            chosen: form.document.is_empty(),
        };
        let deeper = [
            &form.from,
            &form.to,
            &form.places,
            &form.price,
            &form.weight,
            &form.penalty,
            &form.proof,
            &form.clause,
            &form.document,
            &form.page,
            &form.quote,
            &form.unclear,
            &form.target.high,
            &form.target.of,
            &form.target.tolerance,
            &form.target.source,
        ];
        let is_wrong = errors.keys().any(|field| !FRONT.contains(&field.as_str()));
        let documents = terms.sources.iter().map(document);
        Self {
            kinds: choices(words, "kind", &KINDS, &form.kind),
            targets: target_choices(words, &form.target.target),
            pers: per_choices(words, &form.target.per),
            ranks: rank_choices(words, &form.target.rank),
            documents: std::iter::once(none)
                .chain(documents)
                .chain(marked)
                .collect(),
            sources: terms.sources.iter().map(|one| one.title.clone()).collect(),
            places: terms.places.iter().map(|one| one.name.clone()).collect(),
            more_open: is_wrong || deeper.iter().any(|text| !text.is_empty()),
            heard: None,
            head,
            label,
            action,
            back,
            form,
            errors,
        }
    }
}

/// A form filled with what a sentence seems to ask for.
fn filled(promise: &str, made: &Suggestion) -> PromiseForm {
    let text = |stated: &crate::domain::published::Stated| stated.text().to_owned();
    let mut target = TargetForm {
        of: made.of.clone().unwrap_or_default(),
        target: "not_quantified".to_owned(),
        ..TargetForm::default()
    };
    let (word, amount) = match &made.target {
        Some(Target::Every) => ("every", String::new()),
        Some(Target::AtLeast(number)) => ("at_least", text(number)),
        Some(Target::AtMost(number)) => ("at_most", text(number)),
        Some(Target::MoreThan(number)) => ("more_than", text(number)),
        Some(Target::FewerThan(number)) => ("fewer_than", text(number)),
        Some(Target::Exactly(number)) => ("exactly", text(number)),
        Some(Target::Between { low, high }) => {
            target.high = text(high);
            ("between", text(low))
        }
        Some(Target::Times { count, per }) => {
            target.per = word_of(per);
            ("times", count.to_string())
        }
        Some(Target::By(date)) => {
            target.by = date.to_string();
            ("by", String::new())
        }
        _ => ("not_quantified", String::new()),
    };
    word.clone_into(&mut target.target);
    target.amount = amount;
    PromiseForm {
        promise: promise.to_owned(),
        kind: made
            .kind
            .map_or("quantity".to_owned(), |kind| word_of(&kind)),
        unit: made.unit.clone().unwrap_or_default(),
        to: made.until.map(|date| date.to_string()).unwrap_or_default(),
        target,
        ..PromiseForm::default()
    }
}

/// `GET /register/{agreement}/promises/new`: without a sentence the first step, with one the second.
pub async fn new(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Query(begun): Query<Begun>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let words = desk.web.words();
    let entry = entry(&ctx, agreement_of(&label)?).await?;
    let head = Head::of(&ctx, &entry);
    let mut fields = Fields::default();
    let promise = fields.optional("promise", &begun.promise, 1_000);
    let errors = match fields.done(()) {
        Ok(()) => Errors::new(),
        Err(error) => desk.web.told(error)?,
    };
    let Some(promise) = promise else {
        let page = SentencePage {
            head,
            promise: if begun.promise.trim().is_empty() {
                begun.quote.clone()
            } else {
                begun.promise
            },
            document: begun.document,
            page: begun.page,
            quote: begun.quote,
            clause: begun.clause,
            errors,
        };
        return form_shown(&desk, &page.errors, &page);
    };
    let made = suggest(&promise, Language::of_code(words.code()));
    let form = PromiseForm {
        document: begun.document.to_lowercase(),
        page: begun.page,
        quote: begun.quote,
        clause: begun.clause,
        ..filled(&promise, &made)
    };
    let terms = &entry.newest()?.terms;
    let mut page = PromiseFormPage::of(words, head, terms, (None, form, errors));
    let heard = made.heard.into_iter().map(|heard| HeardLine {
        what: heard.what.word(),
        words: heard.words,
    });
    page.heard = Some(heard.collect());
    form_shown(&desk, &page.errors, &page)
}

fn again(
    desk: &Register,
    ctx: &Ctx,
    entry: &Entry,
    (label, form, error): (Option<String>, PromiseForm, ActionError),
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let errors = desk.web.told(error)?;
    let terms = &entry.newest()?.terms;
    let page = PromiseFormPage::of(words, Head::of(ctx, entry), terms, (label, form, errors));
    form_shown(desk, &page.errors, &page)
}

/// `POST /register/{agreement}/promises/new`
pub async fn added(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path(label): Path<String>,
    Form(form): Form<PromiseForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let number = agreement_of(&label)?;
    match promises::add_promise(&ctx, number, &form).await {
        Ok(_) => Ok(onward(&format!("{}#promised", address_of(number)))),
        Err(error) => {
            let entry = entry(&ctx, number).await?;
            again(&desk, &ctx, &entry, (None, form, error))
        }
    }
}

/// `GET /register/{agreement}/promises/{promise}/edit`
pub async fn edit(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let (number, promise) = (agreement_of(&label)?, promise_of(&promise)?);
    let (entry, lines) = reading::with_promises(&ctx, number).await?;
    let line = lines.iter().find(|line| line.number == promise);
    let code = &line.ok_or(WebError::NotFound)?.code;
    let terms = &entry.newest()?.terms;
    let obligation = terms.obligation(code).ok_or(WebError::NotFound)?;
    let form = PromiseForm::of(obligation, terms);
    let label = Some(Series::Obligation.label(promise.into()));
    let head = Head::of(&ctx, &entry);
    let page = PromiseFormPage::of(desk.web.words(), head, terms, (label, form, Errors::new()));
    form_shown(&desk, &page.errors, &page)
}

/// `POST /register/{agreement}/promises/{promise}/edit`
pub async fn edited(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
    Form(form): Form<PromiseForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let (number, promise) = (agreement_of(&label)?, promise_of(&promise)?);
    match promises::change_promise(&ctx, (number, promise), &form).await {
        Ok(()) => Ok(onward(&promise_address(number, promise))),
        Err(error @ ActionError::Invalid(_)) => {
            let entry = entry(&ctx, number).await?;
            let label = Some(Series::Obligation.label(promise.into()));
            again(&desk, &ctx, &entry, (label, form, error))
        }
        Err(error) => Err(error.into()),
    }
}
