//! Words of a stored document that a promise is made from: the document becomes a source of the agreement, and the words
//! must stand on the page that is named.

use crate::db::counter::Series;
use crate::db::document::{Document, document_numbered, quotation_on_page};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::log::hex;
use crate::domain::quotation::Standing;
use crate::domain::register::Terms;
use crate::features::register::forms::PromiseForm;
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;

/// Takes the document of a form up among the sources, where it is one of ours.
pub(super) async fn taken_up(
    ctx: &Ctx,
    terms: &mut Terms,
    form: &PromiseForm,
) -> Result<Option<Document>, ActionError> {
    let label = form.document.trim().to_uppercase();
    let Some(number) = Series::Document.number_of(&label) else {
        return Ok(None);
    };
    let conn = ctx.app.db.reads();
    let document = document_numbered(conn, ctx.scope, &ctx.app.master, number).await?;
    // One that is not there is told with everything else that is wrong with the form.
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
    if !terms.agreement.sources.contains(&id) {
        terms.agreement.sources.push(id);
    }
    Ok(Some(document))
}

/// Holds the quotation of a form against the page that it names. Words of a page without text are kept as they were typed.
pub(super) async fn held_against(
    ctx: &Ctx,
    document: Option<&Document>,
    form: &PromiseForm,
) -> Result<(), ActionError> {
    let (Some(document), Ok(page)) = (document, form.page.trim().parse::<u32>()) else {
        return Ok(());
    };
    let quote = form.quote.trim();
    if quote.is_empty() {
        return Ok(());
    }
    let mut fields = Fields::default();
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    match quotation_on_page(conn, ctx.scope, master, (document, page), quote).await? {
        Some(Standing::Here(_) | Standing::Over(_) | Standing::NotChecked) => {}
        Some(Standing::OnPage(other)) => {
            let about = vec![("page", other.to_string())];
            fields.wrong_about("quote", "field-quote-elsewhere", about);
        }
        Some(Standing::Nowhere) => fields.wrong("quote", "field-quote-nowhere"),
        None => fields.wrong("page", "field-no-page"),
    }
    fields.done(())
}
