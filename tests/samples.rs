//! Every page of the register's neighbours rendered from its samples, in every language: something in every place, and
//! nothing in any.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundtruth::features::{
    audits, claims, documents, field, findings, funding, imports, money, parties, programs,
    replies, wording,
};
use groundtruth::infra::http::{AWKWARD, Rendered, Templates};
use groundtruth::infra::words::Words;

use crate::support::station::Station;

fn every(templates: &Templates, words: &Words) -> Vec<Rendered> {
    let mut all = claims::pages::rendered_samples(templates);
    all.extend(money::pages::rendered_samples(templates));
    all.extend(parties::pages::rendered_samples(templates));
    all.extend(findings::pages::rendered_samples(templates));
    all.extend(funding::pages::rendered_samples(templates));
    all.extend(audits::pages::rendered_samples(templates, words));
    all.extend(documents::pages::rendered_samples(templates));
    all.extend(imports::pages::rendered_samples(templates));
    all.extend(wording::pages::rendered_samples(templates, words));
    all.extend(field::pages::rendered_samples(templates));
    all.extend(programs::pages::rendered_samples(templates));
    all.extend(replies::pages::rendered_samples(templates));
    all
}

#[tokio::test]
async fn every_page_renders_from_its_samples_and_escapes_what_it_is_given() {
    let station = Station::on_sqlite().await;
    let templates = Templates::new(Arc::clone(&station.app));
    let mut rendered = BTreeSet::new();
    for words in Words::every() {
        for (template, page) in every(&templates, &words) {
            let page = page.unwrap_or_else(|error| panic!("{template}: {error:#}"));
            assert!(page.contains("</html>"), "{template}");
            assert!(!page.contains("<script>alert"), "{template}: {page}");
            rendered.insert(template.to_owned());
        }
    }
    assert!(AWKWARD.contains("<script>alert"));
    let folders = [
        "claims",
        "money",
        "parties",
        "findings",
        "funding",
        "audits",
        "documents",
        "imports",
        "field",
        "wording",
        "programs",
        "replies",
        "following",
    ];
    let all: BTreeSet<_> = Templates::names()
        .into_iter()
        .filter(|name| {
            folders
                .iter()
                .any(|folder| name.starts_with(&format!("pages/{folder}/")))
        })
        .collect();
    assert_eq!(rendered, all);
}
