//! The visits that are due, as a calendar file: where and when, never who. For whoever is signed in.

use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Response};

use super::Asking;
use crate::domain::plan::{CalendarVisit, VisitTime, calendar as written};
use crate::features::checking::actions::morning::{DueDay, due_days};
use crate::infra::http::{Download, Web, WebError};
use crate::infra::words::Words;

/// What makes the names of visits unique. No server of that name can be.
const HOST: &str = "groundtruth.invalid";

/// `GET /checks/{code}/calendar.ics`
pub async fn calendar(
    State(web): State<Web>,
    Extension(visit): Asking,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (line, days) = due_days(&ctx, &code).await?;
    let words = web.words();
    let of = |day: &DueDay| visit_of(&words, line.code.as_str(), day);
    let visits: Vec<CalendarVisit> = days.iter().map(of).collect();
    let text = written(&line.title, &visits, HOST, ctx.now);
    let download = Download {
        name: format!("{}.ics", line.code),
        content_type: "text/calendar; charset=utf-8",
        shown: false,
        policy: None,
        bytes: text.into_bytes(),
    };
    Ok(download.into_response())
}

fn visit_of(words: &Words, code: &str, day: &DueDay) -> CalendarVisit {
    let title = words.say("checking-calendar-visit", &[("place", &day.place)]);
    CalendarVisit {
        id: format!("{code}-{}", day.number),
        title: match &day.slot {
            Some(slot) => format!("{title} ({slot})"),
            None => title,
        },
        at: VisitTime::Day(day.on),
        place: Some(day.place.clone()),
    }
}
