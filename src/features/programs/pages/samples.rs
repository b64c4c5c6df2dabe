//! The reference rendered from what there is, so that a test renders it.

use super::ReferencePage;
use crate::infra::http::{Empty, Rendered, Templates, WriteLine};

/// The page rendered, with an address that is written and without.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let line = WriteLine::making::<Empty>("/api/agreements", "Enters an agreement.");
    let file = WriteLine::of_bytes("/api/documents", "Stores a document.", &[]);
    let pages = [ReferencePage::of(&[line, file]), ReferencePage::of(&[])];
    pages.iter().map(|page| templates.sample(page)).collect()
}
