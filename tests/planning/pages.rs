//! Every template of an audit rendered from its samples, in every language.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundtruth::domain::plan::PlanPart;
use groundtruth::features::audits::pages::rendered_samples;
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
        .filter(|name| name.starts_with("pages/audits/"))
        .collect();
    assert_eq!(rendered, all);
}

#[test]
fn every_word_that_is_put_together_is_there() {
    let mut keys = Vec::new();
    for part in [
        PlanPart::Mandate,
        PlanPart::Objectives,
        PlanPart::Scope,
        PlanPart::Team,
        PlanPart::Risks,
        PlanPart::Methods,
        PlanPart::DecisionRules,
        PlanPart::Sampling,
        PlanPart::ListOfPlaces,
        PlanPart::Instruments,
        PlanPart::Criteria,
        PlanPart::Announced,
        PlanPart::Window,
        PlanPart::Debrief,
        PlanPart::Budget,
        PlanPart::Round,
    ] {
        let word = serde_json::to_value(part).unwrap();
        keys.push(format!("plan-part-{}", word.as_str().unwrap()));
    }
    for kind in groundtruth::db::fieldwork::MilestoneKind::ALL {
        keys.push(format!("letter-day-{}", kind.word()));
        keys.push(format!("letter-chronology-{}", kind.word()));
    }
    for design in groundtruth::features::audits::forms::plan::DESIGNS {
        let word = serde_json::to_value(design).unwrap();
        keys.push(format!("sampling-concludes-{}", word.as_str().unwrap()));
    }
    for (_, label) in groundtruth::features::audits::actions::departed::LABELS {
        keys.push(label.to_owned());
    }
    for word in groundtruth::domain::obligation::COMPARED {
        keys.push(format!("plan-kept-how-{word}"));
        keys.push(format!("plan-kept-{word}"));
    }
    for words in Words::every() {
        for key in &keys {
            assert!(words.has_itself(key), "{}: {key}", words.code());
        }
    }
}
