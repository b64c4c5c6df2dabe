//! One that came in: side by side what was answered and what was promised, and the decision.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::links::{LinkForm, LinkLine, Linking};
use super::{Asking, DecisionLine, FileBox, Head, SignLine, day_of, observers_of, word};
use crate::domain::code::Code;
use crate::domain::intake::{Submission, to_fieldwork};
use crate::domain::obligation::Obligation;
use crate::domain::review::{ReasonCode, ReviewState};
use crate::features::checking::actions::deciding::{Checker, choice, decide, reason_word};
use crate::features::checking::actions::one::{One, numbered, one as load, promise_of};
use crate::features::checking::sentences;
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::words::Words;

/// What an agreement says about something.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Promised {
    pub(super) sentence: String,
    pub(super) quote: Option<String>,
    pub(super) clause: Option<String>,
    pub(super) page: Option<u32>,
}

impl Promised {
    fn of(promise: &Obligation) -> Self {
        let clause = promise.clause.as_ref();
        Self {
            sentence: promise.promise.clone(),
            quote: clause.and_then(|clause| clause.quote.clone()),
            clause: clause.and_then(|clause| clause.number.clone()),
            page: clause.and_then(|clause| clause.page),
        }
    }
}

/// One answer beside what was promised.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnswerBox {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) reason: Option<String>,
    pub(super) note: Option<String>,
    pub(super) promised: Option<Promised>,
    pub(super) files: Vec<FileBox>,
}

/// What was written about the visit as a whole: what it is called, what it says.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fact {
    pub(super) key: &'static str,
    pub(super) text: String,
}

/// Another of the chain of corrections.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Version {
    pub(super) label: String,
    pub(super) state: &'static str,
    pub(super) received: String,
    /// Questions whose answers differ: what was answered here, what is answered there.
    pub(super) differs: Vec<(String, String, String)>,
}

/// One that came in.
#[derive(Clone, Debug, Serialize)]
pub struct OnePage {
    pub(super) head: Head,
    pub(super) label: String,
    pub(super) state: &'static str,
    pub(super) place: String,
    pub(super) received: String,
    pub(super) sealed: bool,
    pub(super) erased: bool,
    pub(super) before_plan: bool,
    pub(super) facts: Vec<Fact>,
    pub(super) answers: Vec<AnswerBox>,
    /// What accepting it cannot tell of a promise: the key of the sentence, and the promise.
    pub(super) judging: Vec<Fact>,
    /// Files that belong to no answer that is shown.
    pub(super) files: Vec<FileBox>,
    pub(super) versions: Vec<Version>,
    pub(super) corrects: Option<String>,
    pub(super) corrected_by: Option<String>,
    pub(super) decisions: Vec<DecisionLine>,
    pub(super) signs: Vec<SignLine>,
    /// What it says of others, and others of it.
    pub(super) links: Vec<LinkLine>,
    pub(super) linking: Linking,
    /// `another`, `alone`, `somebody_else`
    pub(super) checker: &'static str,
    /// What it may still become.
    pub(super) may_become: Vec<&'static str>,
    pub(super) reasons: Vec<String>,
    pub(super) decision: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) errors: Errors,
}

impl Page for OnePage {
    const TEMPLATE: &'static str = "pages/checking/one.html";
}

pub(super) fn facts(words: &Words, one: &One, sent: &Submission) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |key, text: String| facts.push(Fact { key, text });
    if let Some(day) = day_of(words, &one.came) {
        let mut text = format!("{day}, {}", sent.started.format("%H:%M"));
        if let Some(ended) = sent.ended {
            text = format!("{text}–{}", ended.format("%H:%M"));
        }
        fact("checking-when", text);
    }
    fact("checking-who", observers_of(&one.came));
    fact(
        "checking-access",
        words.get(&format!("visit-access-{}", word(sent.access))),
    );
    fact(
        "checking-channel",
        words.get(&format!("checking-channel-{}", word(sent.channel))),
    );
    let origin = one.came.line.origin.word();
    fact(
        "checking-origin",
        words.get(&format!("checking-origin-{origin}")),
    );
    if let Some(drift) = sent.clock.as_ref().and_then(|clock| clock.drift_seconds) {
        fact(
            "checking-clock",
            words.say("checking-seconds", &[("n", &drift.to_string())]),
        );
    }
    if let Some(at) = &sent.position {
        let off = at.accuracy_m.as_ref();
        let off = off.map(|off| format!(" ± {off} m")).unwrap_or_default();
        fact("checking-position", format!("{}, {}{off}", at.lat, at.lon));
    }
    if let Some(told) = &sent.respondent {
        let from = told.chosen_from.clone().unwrap_or_default();
        fact("checking-respondent", format!("{} · {from}", told.code));
    }
    if let Some(note) = &sent.note {
        fact("checking-note", note.clone());
    }
    facts
}

pub(super) fn answers(
    words: &Words,
    one: &One,
    sent: &Submission,
) -> (Vec<AnswerBox>, Vec<FileBox>) {
    let of = |question: Option<&Code>| {
        let files = one.files.iter();
        files
            .filter(move |file| file.file.about.question.as_ref() == question)
            .map(|file| FileBox::of(words, file))
            .collect::<Vec<_>>()
    };
    let instrument = one.instrument.as_ref();
    let boxes = sent.answers.iter().map(|answer| {
        let question = instrument.and_then(|asked| asked.question(&answer.question));
        AnswerBox {
            question: match instrument {
                Some(asked) => sentences::question(words, asked, &answer.question),
                None => answer.question.to_string(),
            },
            answer: sentences::answer(words, question, answer),
            reason: answer.reason.clone(),
            note: answer.note.clone(),
            promised: promise_of(one, &answer.question).map(Promised::of),
            files: of(Some(&answer.question)),
        }
    });
    (boxes.collect(), of(None))
}

/// Promises that the answers speak to, and that cannot be judged by them, or in two ways.
fn judging(one: &One, sent: &Submission) -> Vec<Fact> {
    let Some(instrument) = one.instrument.as_ref() else {
        return Vec::new();
    };
    let taken = to_fieldwork(sent, instrument, &one.promises, &sent.place, |_| None);
    let told = |key, promises: &[Code]| {
        let held = |code: &Code| one.promises.iter().find(|held| held.id == *code);
        let promises = promises.iter().filter_map(held);
        let facts = promises.map(|held| Fact {
            key,
            text: held.promise.clone(),
        });
        facts.collect::<Vec<_>>()
    };
    let mut facts = told("checking-not-judged", &taken.not_judged);
    facts.extend(told("checking-criteria-differ", &taken.criteria_differ));
    facts
}

/// Where a version differs from what is looked at.
fn version(words: &Words, one: &One, other: &crate::db::fieldwork::Came) -> Version {
    let mut differs = Vec::new();
    let both = one.came.submission.as_ref().zip(other.submission.as_ref());
    if let (Some((here, there)), Some(asked)) = (both, one.instrument.as_ref()) {
        for question in &asked.questions {
            let told = |sent: &Submission| {
                let answer = sent.answer(&question.id);
                answer.map(|answer| sentences::answer(words, Some(question), answer))
            };
            let (now, then) = (told(here), told(there));
            if now != then {
                let name = sentences::question(words, asked, &question.id);
                differs.push((name, then.unwrap_or_default(), now.unwrap_or_default()));
            }
        }
    }
    Version {
        label: other.line.label(),
        state: other.line.state.word(),
        received: words.day(other.line.received_at.date_naive()),
        differs,
    }
}

/// What was typed into the forms of the page.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) decision: String,
    pub(super) reason: String,
    pub(super) words: String,
    pub(super) link: LinkForm,
}

pub(super) fn page(
    words: &Words,
    one: &One,
    visit: &Visit,
    (given, errors): (Sent, Errors),
) -> OnePage {
    use crate::db::counter::Series;
    let sent = one.came.submission.as_ref().filter(|_| !one.sealed);
    let (answers, files) = sent
        .map(|sent| answers(words, one, sent))
        .unwrap_or_default();
    let place = one.place.as_ref();
    OnePage {
        head: Head::of(&one.line, "visit", visit),
        label: one.came.line.label(),
        state: one.came.line.state.word(),
        place: place.map_or_else(
            || one.came.line.place.to_string(),
            |place| place.name.clone(),
        ),
        received: words.instant(one.came.line.received_at),
        sealed: one.sealed,
        erased: one.came.submission.is_none(),
        before_plan: one.came.line.before_plan,
        facts: sent.map(|sent| facts(words, one, sent)).unwrap_or_default(),
        answers,
        judging: sent.map(|sent| judging(one, sent)).unwrap_or_default(),
        files,
        versions: match sent {
            Some(_) => one
                .versions
                .iter()
                .map(|v| version(words, one, v))
                .collect(),
            None => Vec::new(),
        },
        corrects: one.came.line.corrects.map(|n| Series::Submission.label(n)),
        corrected_by: one.corrected_by.map(|n| Series::Submission.label(n)),
        decisions: one
            .reviews
            .iter()
            .map(|review| DecisionLine::of(words, &one.names, review))
            .collect(),
        signs: one
            .signs
            .iter()
            .map(|sign| SignLine::of(words, sign))
            .collect(),
        links: one
            .links
            .iter()
            .map(|kept| LinkLine::of(words, &one.every_promise, kept))
            .collect(),
        linking: Linking::of(one, given.link),
        checker: match one.checker {
            Checker::Another => "another",
            Checker::Alone => "alone",
            Checker::SomebodyElse => "somebody_else",
        },
        may_become: ReviewState::ALL
            .into_iter()
            .filter(|to| *to != ReviewState::Received && one.came.line.state.can_become(*to))
            .map(ReviewState::word)
            .collect(),
        reasons: ReasonCode::ALL.into_iter().map(reason_word).collect(),
        decision: given.decision,
        reason: given.reason,
        words: given.words,
        errors,
    }
}

/// `GET /checks/{code}/visits/{visit}`
pub async fn one(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let one = load(&web.begin_as(&visit), &code, numbered(&label)?).await?;
    let nothing = (Sent::default(), Errors::new());
    let page = page(&web.words(), &one, &visit, nothing);
    web.shown(StatusCode::OK, &page)
}

/// What the form of a decision sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
}

/// `POST /checks/{code}/visits/{visit}/decide`
pub async fn decided(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path((code, label)): Path<(String, String)>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = numbered(&label)?;
    let done = match choice(&given.decision, &given.reason, &given.words) {
        Ok(choice) => decide(&ctx, &code, &[number], &choice).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(onward(&format!("/checks/{code}/visits/{label}"))),
        Err(error) => {
            let errors = web.told(error)?;
            let one = load(&ctx, &code, number).await?;
            let sent = Sent {
                decision: given.decision,
                reason: given.reason,
                words: given.words,
                link: LinkForm::default(),
            };
            let page = page(&web.words(), &one, &visit, (sent, errors));
            web.shown(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
