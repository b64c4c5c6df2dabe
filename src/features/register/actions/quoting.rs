//! Words of a stored document that a promise is made from: the document becomes a source of the agreement, and the words
//! must stand on the page that is named.

use crate::db::document::{Document, quotation_on_page};
use crate::domain::obligation::{Obligation, QuoteChecked};
use crate::domain::quotation::Standing;
use crate::domain::register::Terms;
use crate::features::register::forms::PromiseForm;
use crate::infra::action::{ActionError, Fields};
use crate::infra::app::Ctx;
use crate::infra::sources;

/// Takes the document of a form up among the sources, where it is one of ours.
pub(super) async fn taken_up(
    ctx: &Ctx,
    terms: &mut Terms,
    form: &PromiseForm,
) -> Result<Option<Document>, ActionError> {
    let Some((document, id)) = sources::taken_up(ctx, terms, &form.document).await? else {
        return Ok(None);
    };
    if !terms.agreement.sources.contains(&id) {
        terms.agreement.sources.push(id);
    }
    Ok(Some(document))
}

/// Holds the quotation of a promise against the page of the document that it names, and keeps what came of it. Without a
/// page nothing could be looked for. Words of a page without text are kept as they were typed, and as not checked.
pub(super) async fn held_against(
    ctx: &Ctx,
    document: Option<&Document>,
    promise: &mut Obligation,
) -> Result<(), ActionError> {
    let Some(clause) = &mut promise.clause else {
        return Ok(());
    };
    clause.checked = None;
    let (Some(document), Some(quote)) = (document, &clause.quote) else {
        return Ok(());
    };
    let mut fields = Fields::default();
    // A file that is not read has no pages that could be named.
    let Some(page) = clause.page.or((document.pages == 0).then_some(1)) else {
        fields.wrong("page", "field-quote-page");
        return fields.done(());
    };
    let (conn, master) = (ctx.app.db.reads(), &ctx.app.master);
    match quotation_on_page(conn, ctx.scope, master, (document, page), quote).await? {
        Some(Standing::Here(_) | Standing::Over(_)) => clause.checked = Some(QuoteChecked::Found),
        Some(Standing::NotChecked) => clause.checked = Some(QuoteChecked::NotChecked),
        Some(Standing::OnPage(other)) => {
            let about = vec![("page", other.to_string())];
            fields.wrong_about("quote", "field-quote-elsewhere", about);
        }
        Some(Standing::Nowhere) => fields.wrong("quote", "field-quote-nowhere"),
        None => fields.wrong("page", "field-no-page"),
    }
    fields.done(())
}
