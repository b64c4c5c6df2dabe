//! The printed form: an instrument on paper, each sheet with a code of its own, as text and as a picture that a telephone
//! reads.

use axum::extract::{Extension, Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::quick::{PlaceChoice, places};
use crate::db::fieldwork::{add_sheets, sheets_of};
use crate::db::{IdSource, load_case, write};
use crate::domain::actor::Permission;
use crate::domain::code::Code;
use crate::features::visits::answers::{Asked, asked, spoken};
use crate::features::visits::instruments::{audit, named};
use crate::infra::action::{ActionError, still_may};
use crate::infra::http::{Errors, Page, Visit, Web, WebError, onward};
use crate::infra::qr::picture;

/// Sheets that are printed at once.
const MOST: u32 = 200;
/// Signs of the code of a sheet: nothing that is taken for something else.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// One sheet.
#[derive(Clone, Debug, Serialize)]
struct Printed {
    code: String,
    picture: Option<minijinja::Value>,
    place: Option<String>,
}

/// The printed form.
#[derive(Clone, Debug, Serialize)]
pub struct PaperPage {
    code: String,
    title: String,
    instrument: String,
    instrument_title: String,
    version: u32,
    opening: Option<String>,
    questions: Vec<Asked>,
    sheets: Vec<Printed>,
    places: Vec<PlaceChoice>,
    may_add: bool,
    errors: Errors,
}

impl Page for PaperPage {
    const TEMPLATE: &'static str = "pages/visits/paper.html";
}

/// `GET /checks/{code}/instruments/{instrument}/paper`: every sheet of the newest version that nobody keyed yet.
pub async fn paper(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument)): Path<(String, String)>,
) -> Result<Response, WebError> {
    printed(&web, &visit, (&code, &instrument), Errors::new()).await
}

async fn printed(
    web: &Web,
    visit: &Visit,
    (code, instrument): (&str, &str),
    errors: Errors,
) -> Result<Response, WebError> {
    let ctx = web.begin_as(visit);
    let line = audit(&ctx, code).await?;
    let one = named(&ctx, &line, (instrument, None)).await?;
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    let sheets = sheets_of(conn, ctx.scope, master, line.id).await;
    let sheets = sheets.map_err(WebError::internal)?;
    let case = load_case(&ctx.app.db, ctx.scope, master, line.id).await;
    let case = case.map_err(WebError::internal)?;
    let words = web.words();
    let open = sheets.into_iter().filter(|sheet| {
        sheet.instrument == (one.code.clone(), one.version)
            && sheet.first.is_none()
            && sheet.photograph.is_none()
    });
    let open = open.map(|sheet| {
        let place = sheet.place.as_ref();
        let place = place.and_then(|place| case.place(place));
        Printed {
            picture: picture(&sheet.code),
            code: sheet.code,
            place: place.map(|place| place.name.clone()),
        }
    });
    let questions = (1..).zip(&one.questions).map(|(number, question)| {
        let promise = question.promise.as_ref();
        let promise = promise.and_then(|promise| case.obligation(promise));
        let promise = promise.map(|promise| promise.promise.as_str());
        let none = std::collections::BTreeMap::new();
        asked(&words, question, (number, ""), promise, none)
    });
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = PaperPage {
        code: line.code.to_string(),
        title: line.title.clone(),
        instrument: one.code.to_string(),
        instrument_title: spoken(&words, &one.title),
        version: one.version,
        opening: one.opening.as_ref().map(|said| spoken(&words, said)),
        questions: questions.collect(),
        sheets: open.collect(),
        places: places(&case),
        may_add: ctx.actor.may(Permission::RecordVisits),
        errors,
    };
    web.shown(status, &page)
}

/// Which sheets are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    place: String,
    count: String,
}

/// `POST /checks/{code}/instruments/{instrument}/paper`: sheets with codes, for one place, for each place, or for any.
pub async fn sheets_made(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path((code, instrument)): Path<(String, String)>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, WebError> {
    match added(&web, &visit, (&code, &instrument), &wanted).await {
        Ok(()) => Ok(onward(&format!(
            "/checks/{code}/instruments/{instrument}/paper"
        ))),
        Err(error) => {
            let errors = web.told(error)?;
            printed(&web, &visit, (&code, &instrument), errors).await
        }
    }
}

async fn added(
    web: &Web,
    visit: &Visit,
    (code, instrument): (&str, &str),
    wanted: &Wanted,
) -> Result<(), ActionError> {
    let ctx = web.begin_as(visit);
    let line = audit(&ctx, code).await?;
    let one = named(&ctx, &line, (instrument, None)).await?;
    let case = load_case(&ctx.app.db, ctx.scope, &ctx.app.master, line.id).await?;
    let count = match wanted.count.trim() {
        "" => Some(1),
        text => text
            .parse::<u32>()
            .ok()
            .filter(|count| (1..=MOST).contains(count)),
    };
    let count = count.ok_or_else(|| ActionError::field("count", "sheets-how-many"))?;
    let places: Vec<Option<Code>> = match wanted.place.as_str() {
        "" => vec![None],
        "every" => case
            .places
            .iter()
            .map(|place| Some(place.id.clone()))
            .collect(),
        one => {
            let place = Code::parse(one)
                .ok()
                .filter(|one| case.place(one).is_some());
            vec![Some(place.ok_or_else(|| {
                ActionError::field("place", "field-choice")
            })?)]
        }
    };
    if places.len().saturating_mul(count as usize) > MOST as usize {
        return Err(ActionError::field("count", "sheets-how-many"));
    }
    write(&ctx.app.db, async |txn| {
        still_may(txn, &ctx, Permission::RecordVisits).await?;
        let mut ids = ctx.ids();
        let taken = sheets_of(txn, ctx.scope, &ctx.app.master, line.id).await?;
        let mut taken: Vec<String> = taken.into_iter().map(|sheet| sheet.code).collect();
        let mut new = Vec::new();
        for place in &places {
            for _ in 0..count {
                let code = sheet_code(&taken, &mut ids);
                taken.push(code.clone());
                new.push((code, place.clone()));
            }
        }
        let asked = (line.id, (&one.code, one.version));
        add_sheets(txn, ctx.scope, asked, &new, &mut ids).await?;
        Ok(())
    })
    .await
}

/// A code of six signs that no sheet of the audit has.
fn sheet_code(taken: &[String], ids: &mut dyn IdSource) -> String {
    loop {
        let bytes = ids.random_bytes();
        let signs = bytes.iter().take(6);
        let signs = signs.map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
        let code: String = signs.collect();
        if !taken.contains(&code) {
            return code;
        }
    }
}
