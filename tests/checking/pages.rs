//! Every page of checking from its samples, in every language.

use std::collections::BTreeSet;

use groundtruth::features::{checking, testimony};
use groundtruth::infra::http::Templates;

use super::houses;

#[tokio::test(flavor = "multi_thread")]
async fn every_page_renders_from_its_samples_and_escapes_what_it_is_given() {
    let house = houses().await.remove(0);
    let templates = Templates::new(std::sync::Arc::clone(&house.station.app));
    let mut all = checking::pages::rendered_samples(&templates);
    all.extend(testimony::pages::rendered_samples(&templates));
    let mut rendered = BTreeSet::new();
    for (template, page) in all {
        let page = page.unwrap_or_else(|error| panic!("{template}: {error:#}"));
        assert!(page.contains("</html>"), "{template}");
        assert!(!page.contains("<script>alert"), "{template}");
        rendered.insert(template.to_owned());
    }
    let ours = ["pages/checking/", "pages/testimony/"];
    let known: BTreeSet<String> = Templates::names()
        .into_iter()
        .filter(|name| ours.iter().any(|under| name.starts_with(under)))
        .collect();
    assert_eq!(rendered, known);
}
