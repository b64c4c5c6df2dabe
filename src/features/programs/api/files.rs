//! The answers about documents and imports.

use axum::extract::{Extension, Path, Query, State};
use axum::response::Response;

use super::answers::{json, parted, word};
use super::shapes::{Asked, Day, DocumentOut, ImportLine, ImportOut, NoteOut};
use crate::db::counter::Series;
use crate::db::document::Document;
use crate::db::register::{ImportRun, LineOutcome};
use crate::features::programs::actions as acts;
use crate::infra::http::{Visit, Web, WebError};

/// Lines of each kind that are told of one import.
const MOST: usize = 1_000;

fn of_document(one: &Document) -> DocumentOut {
    DocumentOut {
        number: one.label(),
        title: one.title.clone(),
        media_type: one.media_type.clone(),
        sha256: one.sha256.to_string(),
        pages: one.pages,
        has_text: one.has_text,
        stored_on: Day(one.stored_at.date_naive()),
        file: format!("/documents/{}/file", one.label()),
    }
}

/// `GET /api/documents`
pub async fn documents(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let all = acts::documents(&web.begin_as(&visit)).await?;
    let text = |one: &Document| format!("{} {}", one.label(), one.title);
    Ok(parted(&web, &asked, all, text, of_document))
}

/// `GET /api/documents/{document}`
pub async fn document(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(document): Path<String>,
) -> Result<Response, WebError> {
    let number = Series::Document.number_of(&document);
    let number = number.ok_or(WebError::NotFound)?;
    let found = acts::document(&web.begin_as(&visit), number).await?;
    Ok(json(&of_document(&found)))
}

fn of_import(run: &ImportRun) -> ImportLine {
    ImportLine {
        number: Series::Import.label(run.number),
        file_name: run.file_name.clone(),
        format: run.format.clone(),
        state: word(&run.state),
        taken: run.counts.0,
        refused: run.counts.1,
        sha256: run.sha256.clone(),
        came_on: Day(run.made_at.date_naive()),
    }
}

/// `GET /api/imports`
pub async fn imports(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let all = acts::imports(&web.begin_as(&visit)).await?;
    let text = |one: &ImportRun| format!("{} {}", Series::Import.label(one.number), one.file_name);
    Ok(parted(&web, &asked, all, text, of_import))
}

/// `GET /api/imports/{import}`
pub async fn import(
    State(web): State<Web>,
    Extension(visit): Extension<Visit>,
    Path(import): Path<String>,
) -> Result<Response, WebError> {
    let number = Series::Import.number_of(&import);
    let number = number.ok_or(WebError::NotFound)?;
    let (run, lines, numbers) = acts::import(&web.begin_as(&visit), number).await?;
    let words = web.words();
    let of = |outcome| lines.iter().filter(move |line| line.outcome == outcome);
    let agreements = |outcome| {
        let labels = of(outcome).filter_map(|line| numbers.get(&line.dossier?));
        let labels = labels.map(|number| Series::Dossier.label(*number));
        labels.take(MOST).collect()
    };
    let notes = |outcome| {
        let notes = of(outcome).filter_map(|line| line.note.as_ref());
        let notes = notes.map(|note| {
            let about = note.about.iter();
            let about: Vec<_> = about.map(|(name, value)| (&**name, &**value)).collect();
            NoteOut {
                code: note.code.clone(),
                at: note.at.0.clone(),
                detail: words.say(&format!("problem-import-{}", note.code), &about),
            }
        });
        notes.take(MOST).collect()
    };
    Ok(json(&ImportOut {
        line: of_import(&run),
        made: agreements(LineOutcome::Made),
        updated: agreements(LineOutcome::Updated),
        unchanged: agreements(LineOutcome::Unchanged),
        refusals: notes(LineOutcome::Refused),
        notes: notes(LineOutcome::Note),
        file: format!("/imports/{import}/file"),
    }))
}
