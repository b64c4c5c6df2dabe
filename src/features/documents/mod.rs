//! Documents: what was agreed as it was sent, its pages to look at, and words quoted from them as they stand there.

pub mod actions;
mod api;
pub mod media;
pub mod pages;

use crate::domain::actor::Permission;
use crate::infra::http::{Routes, Web};

/// The addresses of documents.
#[must_use]
pub fn routes(web: Web) -> Routes {
    use Permission::{ChangeAudits, ReadAudits};
    use pages::{file, list, page};
    Routes::default()
        .read("/documents", ReadAudits, list::list)
        .upload("/documents", ChangeAudits, list::added)
        .read("/documents/{number}", ReadAudits, list::document)
        .read("/documents/{number}/file", ReadAudits, file::file)
        .read("/documents/{number}/pages/{page}", ReadAudits, page::page)
        .change("/documents/{number}/pages/{page}", ReadAudits, page::quoted)
        .read(
            "/documents/{number}/pages/{page}/image",
            ReadAudits,
            file::image,
        )
        .and(api::routes())
        .with_state(web)
}
