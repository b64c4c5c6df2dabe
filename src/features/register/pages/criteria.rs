//! One promise: what it asks for, by which standards, where it is written; and further standards for it.

use axum::extract::{Extension, Form, Path, State};
use axum::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::promise::{per_choices, rank_choices, target_choices};
use super::read_in::{ReadLines, page_of_document};
use super::{
    Asking, Choice, Errors, Head, agreement_of, form_shown, onward, promise_address, promise_of,
};
use crate::db::counter::Series;
use crate::domain::obligation::{Criterion, Obligation, QuoteChecked, SplitBy};
use crate::domain::register::Terms;
use crate::features::register::Register;
use crate::features::register::actions::{promises, reading};
use crate::features::register::forms::TargetForm;
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, WebError};
use crate::infra::words::Words;

/// A standard in words.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionLine {
    /// Its name in the promise.
    pub code: String,
    /// What it asks for.
    pub target: String,
    /// Targets of single places, periods and parties.
    pub slices: Vec<String>,
    /// Where it comes from.
    pub rank: String,
    /// The documents it stands in.
    pub sources: Vec<String>,
    /// Allowed deviation.
    pub tolerance: Option<String>,
}

/// A promise in words.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseInWords {
    /// The sentence.
    pub sentence: String,
    /// Kind.
    pub kind: String,
    /// Unit.
    pub unit: String,
    /// The standards.
    pub criteria: Vec<CriterionLine>,
    /// What else is said: last part of the key of its label, and the words.
    pub facts: Vec<(&'static str, String)>,
    /// The words of the document.
    pub quote: Option<String>,
    /// Whether they were found on the page: last part of the key of its sentence; absent where nobody looked.
    pub quote_checked: Option<&'static str>,
    /// The page of the document, where it is kept here.
    pub document_page: Option<String>,
}

/// The page.
#[derive(Clone, Debug, Serialize)]
pub struct PromisePage {
    /// The agreement.
    pub head: Head,
    /// O-01.
    pub label: String,
    /// Where it is.
    pub address: String,
    /// Whether the newest version still has it.
    pub stands: bool,
    /// The promise.
    pub promise: PromiseInWords,
    /// Where it was read, where it came from a file.
    pub read_in: Option<ReadLines>,
    /// What was typed for a further standard.
    pub form: TargetForm,
    /// How its number is meant.
    pub targets: Vec<Choice>,
    /// Stretches of time.
    pub pers: Vec<Choice>,
    /// Where it may come from.
    pub ranks: Vec<Choice>,
    /// Titles of what is known as a source.
    pub sources: Vec<String>,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for PromisePage {
    const TEMPLATE: &'static str = "pages/register/promise.html";
}

fn place_name(terms: &Terms, id: &crate::domain::code::Code) -> String {
    let place = terms.places.iter().find(|place| place.id == *id);
    place.map_or_else(|| id.as_str().to_owned(), |place| place.name.clone())
}

fn title_of(terms: &Terms, id: &crate::domain::code::Code) -> String {
    let source = terms.sources.iter().find(|one| one.id == *id);
    source.map_or_else(|| id.as_str().to_owned(), |one| one.title.clone())
}

fn criterion_line(words: Words, terms: &Terms, criterion: &Criterion) -> CriterionLine {
    let slice = |slice: &crate::domain::obligation::SliceTarget| {
        let place = slice.place.as_ref().map(|id| place_name(terms, id));
        let party = slice.party.as_ref();
        let party = party.map(|id| terms.party_name(id).unwrap_or(id.as_str()).to_owned());
        let period = slice.period.as_ref().map(|period| words.period(period));
        let of_what: Vec<String> = [place, party, period].into_iter().flatten().collect();
        let target = words.target(&slice.target, criterion.of.as_deref());
        format!("{}: {target}", of_what.join(", "))
    };
    CriterionLine {
        code: criterion.id.as_str().to_owned(),
        target: words.asked_by(criterion),
        slices: criterion.targets.iter().map(slice).collect(),
        rank: words.label_of("rank", &criterion.rank),
        sources: criterion
            .sources
            .iter()
            .map(|id| title_of(terms, id))
            .collect(),
        tolerance: criterion.tolerance.as_ref().map(|one| words.number(one)),
    }
}

/// Where a promise is written: clause, page, document.
pub(super) fn clause_of(words: Words, terms: &Terms, obligation: &Obligation) -> Option<String> {
    let clause = obligation.clause.as_ref()?;
    let number = clause.number.as_ref();
    let number = number.map(|number| words.say("register-clause-number", &[("number", number)]));
    let page = clause.page.map(|page| page.to_string());
    let page = page.map(|page| words.say("register-clause-page", &[("page", &page)]));
    let document = clause.document.as_ref().map(|id| title_of(terms, id));
    let parts: Vec<String> = [document, number, page].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl PromiseInWords {
    pub(super) fn of(words: Words, terms: &Terms, obligation: &Obligation) -> Self {
        let currency = terms.agreement.currency;
        let places: Vec<String> = obligation
            .places
            .iter()
            .map(|id| place_name(terms, id))
            .collect();
        let price = obligation.unit_price.as_ref();
        let facts = [
            (
                "period",
                obligation
                    .period
                    .as_ref()
                    .map(|period| words.period(period)),
            ),
            ("places", (!places.is_empty()).then(|| places.join(", "))),
            (
                "each_place",
                obligation
                    .split_by
                    .contains(&SplitBy::Place)
                    .then(|| words.get("register-yes")),
            ),
            (
                "price",
                price.map(|price| words.amount(&price.amount, currency)),
            ),
            (
                "weight",
                obligation
                    .weight
                    .as_ref()
                    .map(|weight| words.number(weight)),
            ),
            ("penalty", obligation.penalty.clone()),
            ("proof", obligation.proof.clone()),
            ("clause", clause_of(words, terms, obligation)),
            ("unclear", obligation.unclear.clone()),
            ("note", obligation.note.clone()),
        ];
        let facts = facts
            .into_iter()
            .filter_map(|(key, said)| Some((key, said?)));
        let line = |criterion| criterion_line(words, terms, criterion);
        Self {
            sentence: obligation.promise.clone(),
            kind: words.label_of("kind", &obligation.kind),
            unit: obligation.unit.clone(),
            criteria: obligation.criteria.iter().map(line).collect(),
            facts: facts.collect(),
            quote: obligation
                .clause
                .as_ref()
                .and_then(|clause| clause.quote.clone()),
            quote_checked: obligation
                .clause
                .as_ref()
                .and_then(|clause| clause.checked)
                .map(QuoteChecked::word),
            document_page: obligation
                .clause
                .as_ref()
                .and_then(|clause| page_of_document(&terms.sources, clause)),
        }
    }
}

async fn page(
    desk: &Register,
    ctx: &Ctx,
    (number, promise): (i64, u32),
    (form, errors): (TargetForm, Errors),
) -> Result<Response, WebError> {
    let words = desk.web.words();
    let (entry, lines) = reading::with_promises(ctx, number).await?;
    let line = lines.iter().find(|line| line.number == promise);
    let line = line.ok_or(WebError::NotFound)?;
    // One that no longer stands is told as the last version had it that named it.
    let newest = entry.newest()?;
    let versions = std::iter::once(newest).chain(entry.versions.iter().rev());
    let mut wordings = versions.filter_map(|version| {
        let wording = version.terms.obligation(&line.code)?;
        Some((version, wording))
    });
    let (version, obligation) = wordings.next().ok_or(WebError::NotFound)?;
    let terms = &version.terms;
    let read = reading::read_in(ctx, &entry, version.number).await?;
    let page = PromisePage {
        head: Head::of(ctx, &entry),
        label: Series::Obligation.label(promise.into()),
        address: promise_address(number, promise),
        stands: line.stands,
        promise: PromiseInWords::of(words, terms, obligation),
        targets: target_choices(words, &form.target),
        pers: per_choices(words, &form.per),
        ranks: rank_choices(words, &form.rank),
        sources: terms.sources.iter().map(|one| one.title.clone()).collect(),
        read_in: read.and_then(|read| ReadLines::of_promise(words, &read, line.code.as_str())),
        form,
        errors,
    };
    form_shown(desk, &page.errors, &page)
}

/// `GET /register/{agreement}/promises/{promise}`
pub async fn promise(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let which = (agreement_of(&label)?, promise_of(&promise)?);
    let form = TargetForm {
        target: "at_least".to_owned(),
        ..TargetForm::default()
    };
    page(&desk, &ctx, which, (form, Errors::new())).await
}

/// `POST /register/{agreement}/promises/{promise}/criteria`
pub async fn added(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
    Form(form): Form<TargetForm>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let which = (agreement_of(&label)?, promise_of(&promise)?);
    match promises::add_criterion(&ctx, which, &form).await {
        Ok(()) => Ok(onward(&promise_address(which.0, which.1))),
        Err(error @ ActionError::Invalid(_)) => {
            let errors = desk.web.told(error)?;
            page(&desk, &ctx, which, (form, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Which standard.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Named {
    /// Its name in the promise.
    pub criterion: String,
}

/// `POST /register/{agreement}/promises/{promise}/criteria/drop`
pub async fn dropped(
    State(desk): State<Register>,
    Extension(visit): Asking,
    Path((label, promise)): Path<(String, String)>,
    Form(named): Form<Named>,
) -> Result<Response, WebError> {
    let ctx = desk.web.begin_as(&visit);
    let which = (agreement_of(&label)?, promise_of(&promise)?);
    let done = promises::drop_criterion(&ctx, which, &named.criterion).await;
    done?;
    Ok(onward(&promise_address(which.0, which.1)))
}
