//! Every page that can be reached from the first one.

use std::collections::{BTreeMap, BTreeSet};

use super::browser::{Answer, attributes, between};
use super::{site, without_the_editor};

/// Every address of ours that the pages lead to, with its answer.
fn everything() -> BTreeMap<String, Answer> {
    let site = site();
    let mut answers = BTreeMap::new();
    let mut waiting = vec!["/".to_owned()];
    // A form that sends something is no link.
    let mut seen = BTreeSet::from(["/".to_owned(), "/language".to_owned()]);
    while let Some(path) = waiting.pop() {
        let answer = site.get(&path);
        // An edition is a document of its own: its links stay inside it or lead out.
        if answer.header("content-type").starts_with("text/html") && !path.contains("/report.") {
            let page = answer.text();
            for link in ["href", "src", "action"]
                .iter()
                .flat_map(|name| attributes(&page, name))
            {
                let target = link.split('#').next().unwrap_or_default().to_owned();
                if target.starts_with('/') && seen.insert(target.clone()) {
                    waiting.push(target);
                }
            }
        }
        answers.insert(path, answer);
    }
    answers
}

fn is_page(path: &str, answer: &Answer) -> bool {
    answer.header("content-type").starts_with("text/html") && !path.contains("/report.")
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_clean() {
    let answers = everything();
    let pages: Vec<_> = answers
        .iter()
        .filter(|(path, answer)| is_page(path, answer))
        .collect();
    assert!(
        pages.len() > 120,
        "only {} pages: the links are not followed",
        pages.len()
    );
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    let texts: Vec<(&str, String)> = pages
        .iter()
        .map(|(path, answer)| (path.as_str(), without_the_editor(&answer.text())))
        .collect();
    for (path, answer) in &answers {
        assert_eq!(answer.status, 200, "{path}");
        let kind = answer.header("content-type");
        let text = kind.starts_with("text/") || kind.starts_with("image/svg");
        assert!(
            !kind.is_empty() && (!text || kind.ends_with("; charset=utf-8")),
            "{path}: {kind}"
        );
    }
    for (path, page) in &texts {
        assert!(page.len() < 100_000, "{path} weighs {} bytes", page.len());
        for unwanted in [
            "<script",
            "<style",
            " style=\"",
            "javascript:",
            " onload",
            "groundtruth-data",
            "[web-",
            "[report-",
        ] {
            assert!(!page.contains(unwanted), "{path} has {unwanted}");
        }
        assert!(!has_uuid(page), "{path} shows an id of the database");
        for machine in [env!("CARGO_MANIFEST_DIR"), "/home/", "\\Users\\"] {
            assert!(!page.contains(machine), "{path} names a machine");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        assert_eq!(page.matches("<main").count(), 1, "{path}");
        let title = between(page, "<title>", "</title>");
        // A filter or a page of a list is the same page in another state.
        if !path.contains('?')
            && let Some(other) = titles.insert(title, path)
        {
            panic!("{path} and {other} share the title {title}");
        }
        let ids = attributes(page, "id");
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{path} has an id twice"
        );
        for link in attributes(page, "href")
            .iter()
            .filter_map(|link| link.strip_prefix('#'))
        {
            assert!(
                ids.iter().any(|id| id == link),
                "{path}: #{link} leads nowhere"
            );
        }
    }
}

#[test]
fn every_page_of_an_audit_carries_its_stamps() {
    let site = site();
    for (code, report) in site.reports() {
        assert!(
            !report.stamps.is_empty(),
            "{code} is neither restated nor practice"
        );
        let pages = [
            "",
            "/findings",
            "/chronology",
            "/method",
            "/report.html",
            "/promises/O-01",
        ];
        for path in pages.map(|page| format!("/audits/{code}{page}")) {
            let page = site.get(&path).text();
            for stamp in &report.stamps {
                assert!(
                    page.contains(&stamp.text.replace('\'', "&#x27;"))
                        || page.contains(&stamp.text),
                    "{path}: {}",
                    stamp.text
                );
            }
        }
    }
    assert!(site.get("/").text().contains("Practice: invented"));
}

#[test]
fn every_row_and_every_working_has_its_page() {
    let site = site();
    for (code, report) in site.reports() {
        let page = site.get(&format!("/audits/{code}")).text();
        assert_eq!(
            page.matches("<article class=\"row\">").count(),
            report.promises.len(),
            "{code}"
        );
        for working in &report.workings {
            let path = format!("/audits/{code}/workings/{}", working.id);
            assert_eq!(site.get(&path).status, 200, "{path}");
        }
    }
}

fn has_uuid(page: &str) -> bool {
    let shape = [8, 4, 4, 4, 12];
    page.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
        .any(|word| {
            let parts: Vec<_> = word.split('-').map(str::len).collect();
            parts == shape
        })
}
