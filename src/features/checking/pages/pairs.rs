//! Paired tests: who tests, whether their records are in, and once both are, both side by side and what all of them show.

use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{Asking, Head};
use crate::db::fieldwork::Came;
use crate::domain::number::Rounding;
use crate::domain::review::paired_test::Better;
use crate::features::checking::actions::pairs::{NewTest, Test, Tests, add, tests as load};
use crate::features::checking::sentences;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// One question with what both were answered.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Both {
    pub(super) question: String,
    pub(super) majority: String,
    pub(super) minority: String,
    pub(super) differs: bool,
}

/// One test.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) place: String,
    pub(super) place_code: String,
    /// The instrument by which both record: one that is made for paired tests, else the first there is.
    pub(super) instrument: Option<String>,
    pub(super) varied: String,
    pub(super) grounds: Option<String>,
    pub(super) majority: String,
    pub(super) minority: String,
    pub(super) majority_in: bool,
    pub(super) minority_in: bool,
    /// The numbers of both, once both are in.
    pub(super) visits: Option<(String, String)>,
    pub(super) both: Vec<Both>,
}

/// What all tests show by one question.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    pub(super) majority: String,
    pub(super) minority: String,
    pub(super) net: String,
    pub(super) p: String,
    pub(super) of: String,
    pub(super) counts: (String, String),
}

/// A choice of a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Chosen {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// The paired tests of an audit.
#[derive(Clone, Debug, Serialize)]
pub struct PairsPage {
    pub(super) head: Head,
    pub(super) lines: Vec<Line>,
    pub(super) may_add: bool,
    pub(super) places: Vec<Chosen>,
    pub(super) codes: Vec<String>,
    pub(super) questions: Vec<Chosen>,
    pub(super) less: bool,
    pub(super) shown: Option<Shown>,
    /// Tests that are not complete: nothing is said of all of them yet.
    pub(super) refused: Option<String>,
    pub(super) form: NewTest,
    pub(super) errors: Errors,
}

impl Page for PairsPage {
    const TEMPLATE: &'static str = "pages/checking/pairs.html";
}

/// By which question the two are held against each other.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chooses {
    question: String,
    better: String,
}

fn both(words: &Words, all: &Tests, (first, second): &(Came, Came)) -> Vec<Both> {
    let (Some(a), Some(b)) = (&first.submission, &second.submission) else {
        return Vec::new();
    };
    let mut of = all.instruments.iter();
    let Some(asked) = of.find(|one| one.code == a.instrument && one.version == a.version) else {
        return Vec::new();
    };
    let told = |sent: &crate::domain::intake::Submission, id| {
        let answer = sent.answer(id);
        let answer = answer.map(|one| sentences::answer(words, asked.question(id), one));
        answer.unwrap_or_else(|| words.get("checking-no-answer"))
    };
    let lines = asked.questions.iter().map(|question| {
        let (majority, minority) = (told(a, &question.id), told(b, &question.id));
        Both {
            question: sentences::said(words, &question.text),
            differs: majority != minority,
            majority,
            minority,
        }
    });
    lines.collect()
}

fn asked_by(all: &Tests) -> Option<String> {
    use crate::domain::instrument::Channel;
    let made = |one: &&crate::domain::instrument::Instrument| one.channel == Channel::PairedTest;
    let made = all.instruments.iter().find(made);
    let chosen = made.or(all.instruments.first());
    chosen.map(|one| one.code.to_string())
}

fn line(words: &Words, all: &Tests, test: &Test) -> Line {
    let setup = &test.line.test;
    let place = all.places.get(&setup.place);
    Line {
        id: setup.id.to_string(),
        place: place.map_or_else(|| setup.place.to_string(), |place| place.name.clone()),
        place_code: setup.place.to_string(),
        instrument: asked_by(all),
        varied: setup.varied.clone(),
        grounds: setup.grounds.clone(),
        majority: setup.majority.clone(),
        minority: setup.minority.clone(),
        majority_in: test.line.first.is_some(),
        minority_in: test.line.second.is_some(),
        visits: test
            .records
            .as_ref()
            .map(|(a, b)| (a.line.label(), b.line.label())),
        both: test
            .records
            .as_ref()
            .map(|records| both(words, all, records))
            .unwrap_or_default(),
    }
}

fn page(
    words: &Words,
    (all, chosen): (&Tests, &Chooses),
    visit: &Visit,
    (form, errors): (NewTest, Errors),
) -> PairsPage {
    use crate::domain::actor::Permission::ChangeAudits;
    let less = chosen.better == "less";
    let better = if less { Better::Less } else { Better::More };
    let is_it = |one: &&crate::features::checking::actions::pairs::Ranked| {
        one.question.as_str() == chosen.question
    };
    let asked = all.questions.iter().find(is_it).or(all.questions.first());
    let result = asked.map(|asked| all.result(&asked.question, better));
    let (mut shown, mut refused) = (None, None);
    match result {
        Some(Ok(result)) => {
            let points = result
                .net
                .as_ref()
                .map(|net| Rounding::to(1).show_percent(net));
            let both = result.majority.zip(result.minority).zip(points);
            shown = both.map(|((majority, minority), net)| Shown {
                counts: (
                    majority.numerator.to_string(),
                    minority.numerator.to_string(),
                ),
                of: majority.denominator.to_string(),
                majority: majority.percent(1),
                minority: minority.percent(1),
                net: net.trim_end_matches('%').to_owned(),
                p: format!("{:.4}", result.p_value.unwrap_or(1.0)),
            });
        }
        Some(Err(error)) => {
            let refusal = error.refusal();
            refused = refusal.and_then(|refusal| refusal.params.get("pairs").cloned());
        }
        None => {}
    }
    let option = |value: String, label: String, chosen: bool| Chosen {
        value,
        label,
        chosen,
    };
    PairsPage {
        head: Head::of(&all.line, "pairs", visit),
        lines: all
            .tests
            .iter()
            .map(|test| line(words, all, test))
            .collect(),
        may_add: visit.actor.may(ChangeAudits),
        places: all
            .places
            .values()
            .map(|place| {
                let code = place.id.to_string();
                let is_chosen = code == form.place;
                option(code, place.name.clone(), is_chosen)
            })
            .collect(),
        codes: all.codes.clone(),
        questions: all
            .questions
            .iter()
            .map(|one| {
                let text = sentences::question(words, &one.instrument, &one.question);
                let is_chosen = asked.is_some_and(|asked| asked.question == one.question);
                option(one.question.to_string(), text, is_chosen)
            })
            .collect(),
        less,
        shown,
        refused,
        form,
        errors,
    }
}

/// `GET /checks/{code}/pairs`
pub async fn pairs(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Query(chosen): Query<Chooses>,
) -> Result<Response, WebError> {
    let all = load(&web.begin_as(&visit), &code).await?;
    let nothing = (NewTest::default(), Errors::new());
    let page = page(&web.words(), (&all, &chosen), &visit, nothing);
    web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/pairs`
pub async fn added(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
    Form(form): Form<NewTest>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    match add(&ctx, &code, &form).await {
        Ok(_) => Ok(onward(&format!("/checks/{code}/pairs"))),
        Err(error) => {
            let errors = web.told(error)?;
            let all = load(&ctx, &code).await?;
            let chosen = Chooses::default();
            let page = page(&web.words(), (&all, &chosen), &visit, (form, errors));
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
