//! One round: what was sent, what shows that it arrived, what came, and what the auditor makes of it.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::desk::window;
use super::{Again, Asking, Choice, Head, Named, number, to_round};
use crate::domain::content::ending;
use crate::domain::reply::{Answer, Change, HowGiven, Position, ProofKind, ReplyState};
use crate::features::replies::Replies;
use crate::features::replies::actions::desk::label;
use crate::features::replies::actions::sending::{
    self, Secrets, findings_of, labels, recommendations_of,
};
use crate::features::replies::actions::{Asked, Desk, Given, answering, desk, files, serving};
use crate::infra::action::ActionError;
use crate::infra::app::Ctx;
use crate::infra::http::{Errors, Page, WebError, stored};
use crate::infra::qr::picture;
use crate::infra::words::Words;

/// An answer as it is read.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnswerLine {
    pub number: u32,
    pub state: String,
    pub text: String,
    pub on: String,
    /// By which way it came.
    pub how: String,
    pub unconfirmed: bool,
    pub late: bool,
    /// Documents: code and title.
    pub documents: Vec<(String, String)>,
}

/// One thing that was asked about, and where it stands.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Standing {
    pub value: String,
    pub label: String,
    pub title: String,
    /// Where it stands; nothing while there is time.
    pub state: Option<String>,
    pub answers: Vec<AnswerLine>,
    /// What the auditor said, with what changed.
    pub weighed: Vec<(String, String)>,
    pub waits: bool,
}

/// One round.
#[derive(Clone, Debug, Serialize)]
pub struct RoundPage {
    pub(super) head: Head,
    pub(super) number: u32,
    pub(super) party: String,
    pub(super) findings: String,
    pub(super) window: String,
    pub(super) is_sent: bool,
    pub(super) to: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) sent_on: Option<String>,
    pub(super) sha256: Option<String>,
    pub(super) leaves: Option<u64>,
    pub(super) sends_mail: bool,
    /// Of what was sent: whether a code is mailed when the link is first opened in a browser.
    pub(super) asks_code: Option<bool>,
    /// A text to copy for a chat, without what opens.
    pub(super) chat: String,
    pub(super) languages: Vec<Choice>,
    pub(super) proofs: Vec<String>,
    pub(super) extensions: Vec<String>,
    pub(super) reminders: Vec<String>,
    pub(super) standing: Vec<Standing>,
    pub(super) states: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) changes: Vec<Choice>,
    pub(super) abouts: Vec<Choice>,
    pub(super) form: Given,
    pub(super) errors: Errors,
}

impl Page for RoundPage {
    const TEMPLATE: &'static str = "pages/replies/round.html";
}

/// What lets a party in, shown once.
#[derive(Clone, Debug, Serialize)]
pub struct LinkPage {
    pub(super) head: Head,
    pub(super) number: u32,
    pub(super) link: String,
    pub(super) code: String,
    pub(super) door: String,
    /// Whether a code is mailed when they are first shown in a browser.
    pub(super) asks_code: bool,
    pub(super) chat: String,
    pub(super) picture: Option<minijinja::Value>,
}

impl Page for LinkPage {
    const TEMPLATE: &'static str = "pages/replies/link.html";
}

fn choices<T: Copy>(words: &Words, group: &str, all: &[(T, &'static str)]) -> Vec<Choice> {
    let choice =
        |(_, word): &(T, &'static str)| Choice::new(*word, words.get(&format!("{group}-{word}")));
    all.iter().map(choice).collect()
}

fn answer(asked: &Asked, position: &Position<'_>, one: &Answer, words: &Words) -> AnswerLine {
    let at = asked
        .answers
        .iter()
        .position(|other| std::ptr::eq(other, one));
    let number = at
        .and_then(|at| asked.came.get(at))
        .map_or(0, |kept| kept.number);
    let how = match &one.how {
        HowGiven::Desk => words.get("replies-how-desk"),
        HowGiven::Letter => words.get("replies-how-letter"),
        HowGiven::Oral(oral) => {
            let spoken = words.day(oral.spoken_on);
            let names = [("office", oral.by.office.as_str()), ("date", &spoken)];
            words.say("replies-how-oral", &names)
        }
    };
    let how = match &one.by {
        Some(by) => format!("{}, {how}", by.office),
        None => how,
    };
    let document = |code: &crate::domain::code::Code| {
        let file = asked.files.iter().find(|file| file.code == *code);
        let title = file.map_or("", |file| file.about.title.as_str());
        let title = if title.is_empty() {
            code.as_str()
        } else {
            title
        };
        (code.to_string(), title.to_owned())
    };
    AnswerLine {
        number,
        state: words.get(&format!("reply-{}", one.state.code())),
        text: one.text.clone(),
        on: words.day(one.received_on),
        how,
        unconfirmed: !one.counts(),
        late: position.late
            && position
                .answers
                .last()
                .is_some_and(|last| std::ptr::eq(*last, one)),
        documents: one.documents.iter().map(document).collect(),
    }
}

fn standing(desk: &Desk, asked: &Asked, words: &Words) -> Vec<Standing> {
    let titles = findings_of(desk, &asked.kept.round);
    let recommended = recommendations_of(desk, &asked.kept.round);
    let positions = asked.positions(desk.today, &desk.rules.comment);
    let one = |position: &Position<'_>| {
        let label = label(position.about);
        let found = titles.iter().find(|one| one.label() == label);
        let title = found.map(|one| crate::infra::particulars::title(&desk.case, &one.draft));
        let asked_for = recommended.iter().find(|one| one.label() == label);
        let title = title.or(asked_for.map(|one| one.is.recommendation.action.clone()));
        let all = position.answers.iter().chain(&position.unconfirmed);
        let weighed = position.evaluations.iter().map(|one| {
            let changes = one.changed.iter();
            let changes = changes.map(|one| words.get(&format!("reply-change-{}", one.code())));
            let changes: Vec<String> = changes.collect();
            let names = [("what", changes.join(", "))];
            let names = [(names[0].0, names[0].1.as_str())];
            (one.says.clone(), words.say("replies-what-changed", &names))
        });
        Standing {
            value: label.to_lowercase(),
            title: title.unwrap_or_default(),
            state: position
                .state
                .map(|state| words.get(&format!("reply-{}", state.code()))),
            answers: all.map(|one| answer(asked, position, one, words)).collect(),
            weighed: weighed.collect(),
            waits: position.waits_for_evaluation(),
            label,
        }
    };
    positions.iter().map(one).collect()
}

async fn page(
    replies: &Replies,
    ctx: &Ctx,
    (code, which): (&str, u32),
    (form, errors): Again,
) -> Result<Response, WebError> {
    let desk = desk(ctx, code).await?;
    let asked = desk.round(which)?;
    let words = replies.web.words();
    let round = &asked.kept.round;
    let invited = asked.kept.invited.as_ref();
    let notice = round.notice.as_ref();
    let proof = |one: &crate::domain::reply::ProofOfService| {
        let said = words.get(&format!("reply-proof-{}", one.kind.code()));
        let note = one.note.as_ref().map(|note| format!(" ({note})"));
        format!("{}: {said}{}", words.day(one.on), note.unwrap_or_default())
    };
    let extension = |one: &crate::domain::reply::Extension| {
        let (given, until) = (words.day(one.given_on), words.day(one.until));
        let names = [
            ("given", given.as_str()),
            ("until", &until),
            ("why", &one.reason),
        ];
        words.say(
            if one.asked {
                "replies-extended-asked"
            } else {
                "replies-extended"
            },
            &names,
        )
    };
    let last = words.day(round.last_day());
    let chat = [("audit", desk.line.title.as_str()), ("until", &last)];
    let standing = standing(&desk, asked, &words);
    let page = RoundPage {
        head: Head::of(ctx, &desk.line),
        number: which,
        party: desk.party(&round.party),
        findings: labels(round),
        window: window(&desk, asked, &words),
        is_sent: notice.is_some(),
        to: invited.map(|one| one.to.clone()),
        mail: invited.and_then(|one| one.mail.clone()),
        sent_on: notice.map(|one| words.day(one.sent_on)),
        sha256: notice.map(|one| one.sha256.clone()),
        leaves: notice.map(|one| one.log_size),
        sends_mail: ctx.app.config.mail.is_some(),
        asks_code: notice.map(|_| asked.kept.by_mail && ctx.app.config.mail.is_some()),
        chat: words.say("replies-chat", &chat),
        languages: Words::every()
            .map(|one| Choice::new(one.code(), one.name()))
            .collect(),
        proofs: round.proofs.iter().map(proof).collect(),
        extensions: round.extensions.iter().map(extension).collect(),
        reminders: round.reminded_on.iter().map(|on| words.day(*on)).collect(),
        abouts: standing
            .iter()
            .map(|one| Choice::new(&one.value, &one.label))
            .collect(),
        standing,
        states: choices(
            &words,
            "reply",
            &ReplyState::CHOICES.map(|one| (one, one.code())),
        ),
        kinds: choices(
            &words,
            "reply-proof",
            &ProofKind::ALL.map(|one| (one, one.code())),
        ),
        changes: choices(
            &words,
            "reply-change",
            &Change::ALL.map(|one| (one, one.code())),
        ),
        form,
        errors,
    };
    replies.shown(&page.errors, &page)
}

/// `GET /checks/{code}/replies/{round}`
pub async fn shown(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    page(&replies, &ctx, (&code, number(&round)?), Again::default()).await
}

fn link(
    replies: &Replies,
    head: Head,
    number: u32,
    secrets: Secrets,
) -> Result<Response, WebError> {
    let words = replies.web.words();
    let door = secrets
        .link
        .split('#')
        .next()
        .unwrap_or_default()
        .to_owned();
    let names = [("audit", head.title.as_str()), ("link", &secrets.link)];
    let page = LinkPage {
        number,
        chat: words.say("replies-chat-link", &names),
        picture: picture(&secrets.link),
        door,
        asks_code: secrets.by_mail,
        link: secrets.link,
        code: secrets.code,
        head,
    };
    replies.web.shown(StatusCode::OK, &page)
}

/// `POST /checks/{code}/replies/{round}/send`
pub async fn sent(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let (round, base) = (number(&round)?, replies.web.base(&visit, &headers));
    let sent = sending::send(&replies, &ctx, (&code, round), (&given, &base)).await;
    match replies.done(sent)? {
        Ok(secrets) => {
            let desk = desk(&ctx, &code).await?;
            link(&replies, Head::of(&ctx, &desk.line), round, secrets)
        }
        Err(errors) => page(&replies, &ctx, (&code, round), (given, errors)).await,
    }
}

/// `POST /checks/{code}/replies/{round}/link`: another link and code in the place of those before.
pub async fn linked(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let (round, base) = (number(&round)?, replies.web.base(&visit, &headers));
    let secrets = sending::another(&ctx, (&code, round), &base).await?;
    let desk = desk(&ctx, &code).await?;
    link(&replies, Head::of(&ctx, &desk.line), round, secrets)
}

async fn after(
    replies: &Replies,
    ctx: &Ctx,
    (code, round): (&str, u32),
    outcome: (Given, Result<(), ActionError>),
) -> Result<Response, WebError> {
    let again = async |again| page(replies, ctx, (code, round), again).await;
    let done = |()| to_round(code, round);
    replies.settled(outcome, done, again).await
}

/// `POST /checks/{code}/replies/{round}/proof`
pub async fn proven(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, round) = (replies.web.begin_as(&visit), number(&round)?);
    let outcome = serving::proven(&ctx, (&code, round), &given).await;
    after(&replies, &ctx, (&code, round), (given, outcome)).await
}

/// `POST /checks/{code}/replies/{round}/extend`
pub async fn extended(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, round) = (replies.web.begin_as(&visit), number(&round)?);
    let outcome = serving::extended(&ctx, (&code, round), &given).await;
    after(&replies, &ctx, (&code, round), (given, outcome)).await
}

/// `POST /checks/{code}/replies/{round}/remind`
pub async fn reminded(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
) -> Result<Response, WebError> {
    let (ctx, round) = (replies.web.begin_as(&visit), number(&round)?);
    let outcome = serving::reminded(&replies, &ctx, (&code, round)).await;
    after(&replies, &ctx, (&code, round), (Given::new(), outcome)).await
}

/// `POST /checks/{code}/replies/{round}/answer`
pub async fn entered(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, round) = (replies.web.begin_as(&visit), number(&round)?);
    let outcome = answering::entered(&ctx, (&code, round), &given).await;
    after(&replies, &ctx, (&code, round), (given, outcome)).await
}

/// `POST /checks/{code}/replies/{round}/answers/{answer}/confirm`
pub async fn confirmed(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round, which)): Path<(String, String, String)>,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, round, which) = (
        replies.web.begin_as(&visit),
        number(&round)?,
        number(&which)?,
    );
    let outcome = answering::confirmed(&ctx, (&code, round, which), &given).await;
    after(&replies, &ctx, (&code, round), (given, outcome)).await
}

/// `POST /checks/{code}/replies/{round}/weigh`
pub async fn weighed(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, round)): Named,
    Form(given): Form<Given>,
) -> Result<Response, WebError> {
    let (ctx, round) = (replies.web.begin_as(&visit), number(&round)?);
    let outcome = answering::weighed(&ctx, (&code, round), &given).await;
    after(&replies, &ctx, (&code, round), (given, outcome)).await
}

/// `GET /checks/{code}/replies/{round}/files/{file}`: a document as it came, to be saved.
pub async fn file(
    State(replies): State<Replies>,
    Extension(visit): Asking,
    Path((code, _, file)): Path<(String, String, String)>,
) -> Result<Response, WebError> {
    let ctx = replies.web.begin_as(&visit);
    let (found, reading) = files::taken(&ctx, (&code, &file)).await?;
    let name = format!("{code}-{}.{}", found.code, ending(&found.media_type));
    Ok(stored::saved(reading, &found.media_type, &name))
}
