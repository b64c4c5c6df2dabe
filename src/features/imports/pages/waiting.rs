//! An import that waits: what its file would bring, what must be answered, and the three ways on.

use std::collections::BTreeMap;
use std::io::Cursor;

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::list::Line;
use super::mapped::mapped;
use super::mapping::{Mapping, mapping};
use super::{Told, Trouble, number, one, told, trouble};
use crate::db::counter::Series;
use crate::db::register::ImportRun;
use crate::domain::actor::Permission;
use crate::features::imports::DateOrder;
use crate::features::imports::actions::{self as acts, Preview, Taking, preview};
use crate::features::imports::profile::Profile;
use crate::features::imports::reading::Answered;
use crate::infra::app::Ctx;
use crate::infra::http::{Page, Typed, Visit, Web, WebError, onward};

/// One agreement as it would come in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Coming {
    pub(super) source_id: String,
    pub(super) title: String,
    pub(super) amount: Option<String>,
    pub(super) promises: usize,
    pub(super) claims: usize,
    pub(super) flows: usize,
    pub(super) there: Option<String>,
}

/// What a file would bring.
#[derive(Clone, Debug, Serialize)]
pub struct WaitingPage {
    pub(super) is: Line,
    pub(super) format: String,
    pub(super) unreadable: Option<Told>,
    pub(super) totals: [usize; 4],
    /// Currency and sum, each by itself.
    pub(super) sums: Vec<(String, String)>,
    pub(super) first: Vec<Coming>,
    pub(super) refused: usize,
    pub(super) refusals: Vec<Told>,
    pub(super) notes: Vec<Told>,
    pub(super) mapping: Option<Mapping>,
    /// What comes first in the dates of a file that is no table, where that was asked.
    pub(super) asks_dates: bool,
    pub(super) dates: &'static str,
    pub(super) profiles: Vec<String>,
    pub(super) may_change: bool,
    pub(super) may_take: bool,
    /// Visits and what was seen on them.
    pub(super) visits: (usize, usize),
    pub(super) first_visits: Vec<VisitLine>,
    /// The checks that visits can go into: code, title.
    pub(super) checks: Vec<(String, String)>,
    pub(super) check: String,
    pub(super) adds_places: bool,
    pub(super) form: Typed,
    pub(super) trouble: Option<Trouble>,
}

/// One visit as it would come in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct VisitLine {
    pub(super) at: String,
    pub(super) place: String,
    pub(super) is_new_place: bool,
    pub(super) day: String,
    pub(super) seen: usize,
}

impl Page for WaitingPage {
    const TEMPLATE: &'static str = "pages/imports/waiting.html";
}

async fn read(ctx: &Ctx, number: i64, answered: Answered) -> Result<Preview, acts::ImportError> {
    let bytes = acts::bytes_of_waiting(ctx, number).await?;
    Ok(preview(ctx, Box::new(Cursor::new(bytes)), answered).await?)
}

/// The page of a waiting import, read with these answers.
pub(super) async fn shown(
    web: &Web,
    ctx: &Ctx,
    (run, answered): (&ImportRun, Answered),
    (status, told_above, form): (StatusCode, Option<Trouble>, Typed),
) -> Result<Response, WebError> {
    let words = web.words();
    let may_change = ctx.actor.may(Permission::ChangeAudits);
    let seen = if may_change {
        match read(ctx, run.number, answered.clone()).await {
            Ok(seen) => seen,
            Err(error) => return Err(trouble(web, error).err().unwrap_or(WebError::NotFound)),
        }
    } else {
        Preview::default()
    };
    let is_asked = |code: &str| seen.notes.iter().any(|note| note.code == code);
    let first = seen.first.iter().map(|one| Coming {
        source_id: one.source_id.clone(),
        title: one.title.clone(),
        amount: one.amount.clone(),
        promises: one.counts.0,
        claims: one.counts.1,
        flows: one.counts.2,
        there: one.there.map(|number| Series::Dossier.label(number)),
    });
    let is_of_visits = answered.check.is_some()
        || seen
            .table
            .as_ref()
            .is_some_and(|table| table.profile.is_of_visits());
    let checks = match is_of_visits {
        true => acts::checks(ctx).await?,
        false => Vec::new(),
    };
    let first_visits = seen.first_visits.iter().map(|one| VisitLine {
        at: one.at.clone(),
        place: one.place.clone(),
        is_new_place: one.is_new_place,
        day: one.day.clone(),
        seen: one.seen,
    });
    let page = WaitingPage {
        visits: seen.visits,
        first_visits: first_visits.collect(),
        checks: checks
            .into_iter()
            .map(|(code, title)| (code.as_str().to_owned(), title))
            .collect(),
        check: answered
            .check
            .as_ref()
            .map_or_else(String::new, |code| code.as_str().to_owned()),
        adds_places: answered.adds_places,
        is: Line::of(run),
        format: seen.format.unwrap_or_default().to_owned(),
        unreadable: seen.unreadable.as_ref().map(|note| told(&words, note)),
        totals: seen.totals,
        sums: seen
            .sums
            .iter()
            .map(|(currency, sum)| (currency.clone(), sum.to_string()))
            .collect(),
        first: first.collect(),
        refused: seen.refused,
        refusals: seen
            .refusals
            .iter()
            .map(|note| told(&words, note))
            .collect(),
        notes: seen.notes.iter().map(|note| told(&words, note)).collect(),
        mapping: seen
            .table
            .as_ref()
            .map(|table| mapping(&words, table, seen.check.as_ref())),
        asks_dates: is_asked("dates-ambiguous") || answered.dates.is_some(),
        dates: match answered.dates {
            None => "",
            Some(DateOrder::DayFirst) => "day_first",
            Some(DateOrder::MonthFirst) => "month_first",
        },
        profiles: acts::profiles(ctx)
            .await?
            .into_iter()
            .map(|(name, _)| name)
            .collect(),
        may_change,
        may_take: may_change && seen.may_be_taken(),
        form,
        trouble: told_above,
    };
    web.shown(status, &page)
}

/// How the table of a waiting import is read while nobody said otherwise.
pub(super) async fn guessed(web: &Web, ctx: &Ctx, run: &ImportRun) -> Result<Profile, WebError> {
    match read(ctx, run.number, acts::answers_of(run)).await {
        Ok(seen) => Ok(seen.table.ok_or(WebError::NotFound)?.profile),
        Err(error) => Err(trouble(web, error).err().unwrap_or(WebError::NotFound)),
    }
}

/// `POST /imports/{import}/answers`
pub async fn answers(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Form(given): Form<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&import)?;
    let (run, _) = acts::import(&ctx, number).await?;
    let mut answered = acts::answers_of(&run);
    if let Some(dates) = given.get("dates") {
        answered.dates = match dates.as_str() {
            "day_first" => Some(DateOrder::DayFirst),
            "month_first" => Some(DateOrder::MonthFirst),
            _ => None,
        };
    }
    if let Some(sheet) = given.get("sheet").filter(|sheet| !sheet.is_empty()) {
        // Another sheet is another table.
        answered.profile = answered
            .profile
            .filter(|profile| profile.sheet.as_ref() == Some(sheet));
        answered.sheet = Some(sheet.clone());
    }
    if let Some(code) = given.get("check") {
        let known = acts::checks(&ctx).await?;
        let known = known.into_iter().map(|(known, _)| known);
        answered.check = known.into_iter().find(|known| known.as_str() == code);
        answered.adds_places = given.get("places").is_some_and(|said| said == "add");
    }
    let named = given.get("use").filter(|name| !name.is_empty());
    if let Some(name) = named {
        let known = acts::profiles(&ctx).await?;
        let profile = known.into_iter().find(|(known, _)| known == name);
        answered.profile = Some(profile.ok_or(WebError::NotFound)?.1);
    } else if given.keys().any(|name| name.starts_with("column-")) {
        let seen = match read(&ctx, number, answered.clone()).await {
            Ok(seen) => seen,
            Err(error) => return Err(trouble(&web, error).err().unwrap_or(WebError::NotFound)),
        };
        let table = seen.table.ok_or(WebError::NotFound)?;
        let (profile, problems) = mapped(&table, &given);
        answered.profile = Some(profile);
        if let Err(error) = problems.done(()) {
            let form = Typed::refused(&given, &web.words(), error)?;
            let told = (form.status(), None, form);
            return shown(&web, &ctx, (&run, answered), told).await;
        }
    }
    acts::answer(&ctx, number, &answered).await?;
    Ok(onward(&format!("/imports/{import}")))
}

/// The name of a profile to be saved.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    name: String,
}

/// `POST /imports/{import}/profile`
pub async fn profile(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Form(named): Form<Named>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let (run, _) = acts::import(&ctx, number(&import)?).await?;
    let answered = acts::answers_of(&run);
    let profile = match &answered.profile {
        Some(profile) => profile.clone(),
        None => guessed(&web, &ctx, &run).await?,
    };
    match acts::name_profile(&ctx, &named.name, &profile).await {
        Ok(()) => Ok(onward(&format!("/imports/{import}"))),
        Err(error) => {
            let form = Typed::refused(&named, &web.words(), error)?;
            let told = (form.status(), None, form);
            shown(&web, &ctx, (&run, answered), told).await
        }
    }
}

/// Which of the ways on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Which {
    rows: String,
}

/// `POST /imports/{import}/take`
pub async fn take(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
    Form(which): Form<Which>,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(&visit);
    let number = number(&import)?;
    let taking = match which.rows.as_str() {
        "all" => Taking::AllOrNothing,
        "good" => Taking::GoodOnes,
        _ => return Err(WebError::NotFound),
    };
    let (run, _) = acts::import(&ctx, number).await?;
    let answered = acts::answers_of(&run);
    let taken = match acts::bytes_of_waiting(&ctx, number).await {
        Ok(bytes) => {
            let source = Box::new(Cursor::new(bytes));
            acts::take(&ctx, number, source, (answered, taking)).await
        }
        Err(error) => Err(error),
    };
    match taken {
        Ok(()) => Ok(onward(&format!("/imports/{import}"))),
        Err(error) => {
            let (status, told) = trouble(&web, error)?;
            one::shown(&web, &ctx, number, (status, Some(told))).await
        }
    }
}

/// `POST /imports/{import}/discard`
pub async fn discard(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    acts::discard(&web.begin_as(&visit), number(&import)?).await?;
    Ok(onward("/imports"))
}
