//! Words of a stored document that a promise is made from: the document becomes a source of the agreement, and the words
//! must stand on the page that is named.

use crate::db::counter::Series;
use crate::db::document::{document_numbered, quotation_on_page};
use crate::domain::case::Source;
use crate::domain::code::Code;
use crate::domain::log::hex;
use crate::domain::quotation::Standing;
use crate::domain::register::Terms;
use crate::features::register::forms::PromiseForm;
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;

/// Takes the document of a form up among the sources, where it is one of ours, and holds its quotation against the page.
/// Words of a page without text are kept as they were typed.
pub(super) async fn quoted(
    ctx: &Ctx,
    terms: &mut Terms,
    form: &PromiseForm,
) -> Result<(), ActionError> {
    let label = form.document.trim().to_uppercase();
    let Some(number) = Series::Document.number_of(&label) else {
        return Ok(());
    };
    let conn = ctx.app.db.reads();
    let document = document_numbered(conn, ctx.scope, &ctx.app.master, number).await?;
    let Some(document) = document else {
        return Err(ActionError::field("document", "field-choice"));
    };
    let id = Code::parse(&label.to_lowercase()).map_err(|_| ActionError::NotThere)?;
    if !terms.sources.iter().any(|source| source.id == id) {
        // Its title may name people and stays sealed.
        let title = ctx
            .app
            .words
            .say("register-document-source", &[("number", &label)]);
        terms.sources.push(Source {
            id: id.clone(),
            title,
            publisher: None,
            date: None,
            url: None,
            sha256: Some(hex(&document.sha256.0)),
        });
    }
    if !terms.agreement.sources.contains(&id) {
        terms.agreement.sources.push(id);
    }
    let (Ok(page), quote) = (form.page.trim().parse::<u32>(), form.quote.trim()) else {
        return Ok(());
    };
    if quote.is_empty() {
        return Ok(());
    }
    let mut fields = Fields::default();
    let on = (&document, page);
    match quotation_on_page(conn, ctx.scope, &ctx.app.master, on, quote).await? {
        Some(Standing::Here(_) | Standing::NotChecked) => {}
        Some(Standing::OnPage(other)) => {
            fields.wrong_about(
                "quote",
                "field-quote-elsewhere",
                vec![("page", other.to_string())],
            );
        }
        Some(Standing::Nowhere) => fields.wrong("quote", "field-quote-nowhere"),
        None => fields.wrong("page", "field-no-page"),
    }
    fields.done(())
}
