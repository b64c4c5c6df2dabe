//! Stored documents as sources of an agreement: named by their number, D-0007, and taken up where something rests on them.

use super::action::ActionError;
use super::app::Ctx;
use crate::db::StorageError;
use crate::db::counter::Series;
use crate::db::document::{Document, document_numbered, documents_of};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::log::hex;
use crate::domain::register::Terms;

/// Takes a stored document up among the sources of terms, where a text names one that is there, and gives it with its name
/// among them. Anything else may be a source of the terms already, or is told with all that is wrong with its form.
pub async fn taken_up(
    ctx: &Ctx,
    terms: &mut Terms,
    text: &str,
) -> Result<Option<(Document, Code)>, ActionError> {
    let label = text.trim().to_uppercase();
    let Some(number) = Series::Document.number_of(&label) else {
        return Ok(None);
    };
    let conn = ctx.app.db.reads();
    let document = document_numbered(conn, ctx.scope, &ctx.app.master, number).await?;
    let Some(document) = document else {
        return Ok(None);
    };
    let id = Code::parse(&label.to_lowercase()).map_err(|_| ActionError::NotThere)?;
    if !terms.sources.iter().any(|source| source.id == id) {
        // Its title may name people and stays sealed.
        let words = &ctx.app.words;
        terms.sources.push(Source {
            id: id.clone(),
            title: words.say("register-document-source", &[("number", &label)]),
            publisher: None,
            date: None,
            url: None,
            sha256: Some(hex(&document.sha256.0)),
        });
    }
    Ok(Some((document, id)))
}

/// What a form offers as a document: the sources of terms, and every stored document that is not among them yet; each with
/// what it is called.
pub async fn offered(ctx: &Ctx, terms: &Terms) -> Result<Vec<(String, String)>, StorageError> {
    let sources = terms.sources.iter();
    let mut all: Vec<_> = sources
        .map(|one| (one.id.as_str().to_owned(), one.title.clone()))
        .collect();
    for document in documents_of(ctx.app.db.reads(), ctx.scope, &ctx.app.master).await? {
        let label = document.label();
        let code = label.to_lowercase();
        if !all.iter().any(|(known, _)| *known == code) {
            all.push((code, format!("{label} {}", document.title)));
        }
    }
    Ok(all)
}
