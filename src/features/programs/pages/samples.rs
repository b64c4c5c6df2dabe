//! The reference rendered from what there is, so that a test renders it.

use super::ReferencePage;
use crate::infra::http::{Empty, Rendered, Templates, WriteLine};

/// The page rendered, with an address that is written and without.
#[must_use]
pub fn rendered(templates: &Templates) -> Vec<Rendered> {
    let line = WriteLine::making::<Empty>("/api/agreements", "Enters an agreement.");
    let pages = [ReferencePage::of(&[line]), ReferencePage::of(&[])];
    pages.iter().map(|page| templates.sample(page)).collect()
}
