//! Every template of the register rendered from its samples, in every language.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundtruth::features::register::pages::rendered_samples;
use groundtruth::infra::http::Templates;
use groundtruth::infra::words::Words;

use crate::support::station::Station;

#[tokio::test]
async fn every_page_renders_from_its_samples_and_escapes_what_it_is_given() {
    let station = Station::on_sqlite().await;
    let templates = Templates::new(Arc::clone(&station.app));
    let mut rendered = BTreeSet::new();
    for words in Words::every() {
        for (template, page) in rendered_samples(&templates, &words) {
            let page = page.unwrap_or_else(|error| panic!("{template}: {error:#}"));
            assert!(
                page.contains("</html>") && !page.contains("<script"),
                "{template}"
            );
            rendered.insert(template.to_owned());
        }
    }
    let all: BTreeSet<_> = Templates::names()
        .into_iter()
        .filter(|name| name.starts_with("pages/register/"))
        .collect();
    assert_eq!(rendered, all);
}

#[test]
fn every_word_that_is_put_together_is_there() {
    use groundtruth::domain::register::{Outcome, What};
    let words = Words::english();
    let mut keys = Vec::new();
    for what in [
        What::Comparator,
        What::Number,
        What::Range,
        What::Times,
        What::Every,
        What::Within,
        What::Date,
        What::Unit,
        What::Kind,
        What::Left,
        What::Assumed,
    ] {
        keys.push(format!("promise-heard-{}", what.word()));
    }
    keys.extend(Outcome::ALL.map(|outcome| format!("request-outcome-{}", outcome.word())));
    for field in [
        "empty",
        "long",
        "signs",
        "number",
        "date",
        "day",
        "choice",
        "ends-before",
        "currency-needed",
        "url",
        "count",
        "below",
        "no-place",
        "not-later",
        "days",
        "due-differs",
        "not-yet",
    ] {
        keys.push(format!("field-{field}"));
    }
    for noted in [
        "agreement-entered",
        "agreement-corrected",
        "agreement-amended",
        "promise-added",
        "promise-changed",
        "promise-dropped",
        "request-entered",
        "request-answered",
    ] {
        keys.push(format!("accounts-access-{noted}"));
    }
    let missing: Vec<_> = keys.iter().filter(|key| !words.has(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
