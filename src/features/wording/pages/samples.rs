//! Sample values of the page of the check, so that a test renders it.

use super::{CheckPage, told};
use crate::domain::wording::{Language, check_text};
use crate::infra::http::{AWKWARD, Rendered, Templates};
use crate::infra::words::Words;

/// The page rendered: empty, with what is wrong, and with what the rules say of a text.
#[must_use]
pub fn rendered(templates: &Templates, words: &Words) -> Vec<Rendered> {
    let page = |text: &str| CheckPage::of(text.to_owned(), Language::English, words);
    let mut wrong = page(AWKWARD);
    wrong.error = Some(AWKWARD.to_owned());
    let mut judged = page(AWKWARD);
    let text = format!(
        "1. The Provider shall deliver 40 {AWKWARD} by 30 June 2026.\n2. Adequate care is given."
    );
    judged.told = Some(told(
        &check_text(&text, Language::English),
        Language::English,
        words,
    ));
    [page(""), wrong, judged]
        .iter()
        .map(|page| templates.sample(page))
        .collect()
}
