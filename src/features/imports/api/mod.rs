//! What programs write of imports: a file as it is, what is answered about it, and the ways on, as on the pages.

mod refusing;
mod shapes;

use std::io::Cursor;

use axum::body::Body as Bytes;
use axum::extract::{Extension, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, HeaderMap};
use axum::response::Response;
use futures_util::StreamExt as _;
use serde::Deserialize;

use super::DateOrder;
use super::actions::{self as acts, ImportError, Taking, preview};
use super::pages::number;
use super::profile::Profile;
use super::reading::Answered;
use crate::db::counter::Series;
use crate::db::register::ImportRun;
use crate::domain::actor::Permission::ChangeAudits;
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;
use crate::infra::http::{
    Body, Empty, Question, Routes, Visit, Web, WebError, WriteLine, Written, Wrong, refused,
};
use refusing::told;
use shapes::{Answers, PreviewOut, Rows};

const QUESTIONS: [Question; 2] = [
    Question {
        name: "name",
        what: "The name of the file: a line. Its content decides what it is.",
    },
    Question {
        name: "check",
        what: "The check that a table of visits goes into: a-0001.",
    },
];
const OF_FILE: [(&str, &str); 3] = [
    ("409", "These bytes are taken already."),
    ("413", "The file is too large."),
    ("507", "There is no room left."),
];
const OF_TAKING: [(&str, &str); 1] = [("409", "These bytes are taken already.")];
const OF_UNDOING: [(&str, &str); 1] = [("409", "Something was built on it since.")];

/// The addresses to which programs write.
pub(super) fn routes() -> Routes<Web> {
    use WriteLine as Line;
    Routes::default()
        .write(
            Line::of_bytes(
                "/api/imports",
                "Brings in a file as it is: 360Giving, OCDS, IATI, a table, or a packed folder of tables. Nothing changes until it is taken.",
                &QUESTIONS,
            )
            .refusing(&OF_FILE),
            ChangeAudits,
            received,
        )
        .write(
            Line::changing::<Answers>(
                "/api/imports/{import}/preview",
                "Keeps what is answered about the file, and says what it would bring and what is still asked. Nothing changes in the register.",
            )
            .answering::<PreviewOut>(),
            ChangeAudits,
            previewed,
        )
        .write(
            Line::changing::<Rows>(
                "/api/imports/{import}/take",
                "Takes the file: all of it or nothing, or the good rows.",
            )
            .refusing(&OF_TAKING),
            ChangeAudits,
            taken,
        )
        .write(
            Line::changing::<Empty>(
                "/api/imports/{import}/discard",
                "Lets an import that waits go, and its file.",
            ),
            ChangeAudits,
            discarded,
        )
        .write(
            Line::changing::<Empty>(
                "/api/imports/{import}/undo",
                "Takes an import back: what it made goes, what it changed is as it was.",
            )
            .refusing(&OF_UNDOING),
            ChangeAudits,
            undone,
        )
}

fn of(number: i64) -> Written {
    let number = Series::Import.label(number);
    let address = format!("/api/imports/{number}");
    Written { number, address }
}

/// What the address says of the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    name: String,
    check: String,
}

async fn received(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    match taken_in(&ctx, &asked, (length, body)).await {
        Ok(Came::Whole(number)) => Ok(web.made(Ok(of(number)))),
        Ok(Came::Wrong(status, key)) => {
            let wrong = Wrong {
                field: "file".to_owned(),
                code: key.to_owned(),
                detail: web.words().get(key),
                at: String::new(),
            };
            Ok(refused(&web.words(), status, vec![wrong]))
        }
        Err(error) => told(&web, error),
    }
}

/// How a file came.
enum Came {
    /// As the import of this number.
    Whole(i64),
    /// Not at all, or not to its end.
    Wrong(StatusCode, &'static str),
}

async fn taken_in(
    ctx: &Ctx,
    asked: &Asked,
    (length, body): (Option<u64>, Bytes),
) -> Result<Came, ImportError> {
    let mut answered = Answered::default();
    let mut fields = Fields::default();
    choose_check(ctx, &asked.check, &mut answered, &mut fields).await?;
    fields.done(())?;
    let mut receiving = acts::receive(ctx, length).await?;
    let mut parts = body.into_data_stream();
    let mut is_empty = true;
    while let Some(part) = parts.next().await {
        let Ok(part) = part else {
            return Ok(Came::Wrong(StatusCode::BAD_REQUEST, "field-cut-off"));
        };
        is_empty &= part.is_empty();
        receiving.push(&part).await?;
    }
    if is_empty {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(Came::Wrong(status, "imports-trouble-nothing"));
    }
    let number = receiving.keep(ctx, &asked.name, &answered).await?;
    Ok(Came::Whole(number))
}

async fn choose_check(
    ctx: &Ctx,
    code: &str,
    answered: &mut Answered,
    fields: &mut Fields,
) -> Result<(), ActionError> {
    if code.is_empty() {
        return Ok(());
    }
    let known = acts::checks(ctx).await?;
    let mut known = known.into_iter().map(|(known, _)| known);
    answered.check = fields.choice("check", code, |code| {
        known.find(|known| known.as_str() == code)
    });
    Ok(())
}

/// What is answered about a file, on top of what was answered before.
async fn answered(ctx: &Ctx, run: &ImportRun, given: &Answers) -> Result<Answered, ActionError> {
    let mut answered = acts::answers_of(run);
    let mut fields = Fields::default();
    if !given.dates.is_empty() {
        answered.dates = fields.choice("dates", &given.dates, |word| match word {
            "day_first" => Some(DateOrder::DayFirst),
            "month_first" => Some(DateOrder::MonthFirst),
            _ => None,
        });
    }
    if !given.sheet.is_empty() {
        // Another sheet is another table.
        let sheet = Some(given.sheet.clone());
        answered.profile = answered.profile.filter(|profile| profile.sheet == sheet);
        answered.sheet = sheet;
    }
    choose_check(ctx, &given.check, &mut answered, &mut fields).await?;
    if !given.places.is_empty() {
        let chosen = fields.choice("places", &given.places, |word| match word {
            "add" => Some(true),
            "refuse" => Some(false),
            _ => None,
        });
        answered.adds_places = chosen.unwrap_or_default();
    }
    if !given.named_profile.is_empty() {
        let known = acts::profiles(ctx).await?;
        let mut known = known.into_iter();
        let chosen = fields.choice("named_profile", &given.named_profile, |name| {
            known.find(|(known, _)| known == name)
        });
        answered.profile = chosen.map(|(_, profile)| profile);
    }
    if !given.profile.is_empty() {
        answered.profile = Profile::parse(&given.profile).ok();
        if answered.profile.is_none() {
            fields.wrong("profile", "problem-import-profile-not-one");
        }
    }
    fields.done(answered)
}

async fn previewed(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Body(given): Body<Answers>,
) -> Result<Response, WebError> {
    let (ctx, number) = (web.begin_as(&visit), number(&import)?);
    let seen = async {
        let given = given?;
        let (run, _) = acts::import(&ctx, number).await?;
        let answered = answered(&ctx, &run, &given).await?;
        acts::answer(&ctx, number, &answered).await?;
        let source = Box::new(Cursor::new(acts::bytes_of_waiting(&ctx, number).await?));
        Ok::<_, ImportError>(preview(&ctx, source, answered).await?)
    };
    match seen.await {
        Ok(seen) => Ok(web.answered(StatusCode::OK, Ok(PreviewOut::of(&web.words(), seen)))),
        Err(error) => told(&web, error),
    }
}

async fn taken(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Body(given): Body<Rows>,
) -> Result<Response, WebError> {
    let (ctx, number) = (web.begin_as(&visit), number(&import)?);
    let done = async {
        let given = given?;
        let mut fields = Fields::default();
        let taking = fields.choice("rows", &given.rows, |word| match word {
            "all" => Some(Taking::AllOrNothing),
            "good" => Some(Taking::GoodOnes),
            _ => None,
        });
        let taking = fields.done(taking)?.ok_or(ActionError::NotThere)?;
        let (run, _) = acts::import(&ctx, number).await?;
        let answered = acts::answers_of(&run);
        let source = Box::new(Cursor::new(acts::bytes_of_waiting(&ctx, number).await?));
        acts::take(&ctx, number, source, (answered, taking)).await
    };
    match done.await {
        Ok(()) => Ok(web.changed(Ok(of(number)))),
        Err(error) => told(&web, error),
    }
}

async fn discarded(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Body(given): Body<Empty>,
) -> Result<Response, WebError> {
    let (ctx, number) = (web.begin_as(&visit), number(&import)?);
    let done = async {
        given?;
        acts::discard(&ctx, number).await
    };
    // What was let go is nowhere: the list is read instead.
    Ok(web.changed(done.await.map(|()| Written {
        number: import,
        address: "/api/imports".to_owned(),
    })))
}

async fn undone(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Body(given): Body<Empty>,
) -> Result<Response, WebError> {
    let (ctx, number) = (web.begin_as(&visit), number(&import)?);
    let done = async {
        given?;
        acts::undo(&ctx, number).await
    };
    match done.await {
        Ok(()) => Ok(web.changed(Ok(of(number)))),
        Err(error) => told(&web, error),
    }
}
