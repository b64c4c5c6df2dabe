//! Letters as files: in the language of who reads, with what the page says, and read by other programs.

use super::{listed, read, sent};
use crate::portal::browser::Answer;
use crate::support::house::{House, Visitor};
use crate::support::programs::said;

/// Asks as a browser whose reader wishes for a language.
fn wished(visitor: &Visitor, path: &str, language: &str) -> Answer {
    visitor.ask("GET", path, &[("Accept-Language", language)], "")
}

/// What another program reads in a file, where it is installed.
fn text_of(name: &str, bytes: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    let file = file.display().to_string();
    said("qpdf", &["--check", &file])?;
    let said = said("pdftotext", &["-enc", "UTF-8", &file, "-"])?;
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_letter_is_a_file_that_says_what_its_page_says() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    listed(&lead);
    let person = [("name", "Thandi"), ("role-observer", "yes")];
    sent(&lead, "/checks/a-0001/people", &person);
    let code = super::people::code_on(&read(&lead, "/checks/a-0001/people"));
    let plan = [
        ("design", "census"),
        ("unit", "toilets"),
        ("window_first", "2026-12-01"),
        ("window_weeks", "3"),
    ];
    sent(&lead, "/checks/a-0001/plan", &plan);
    let said = [
        ("window", "en", "The visits fall into weeks"),
        ("debrief", "en", "We invite you to hear what was seen"),
        (
            "authorisation",
            "en",
            "They take no money and give no orders",
        ),
        ("badge", "en", "for the observer’s safety"),
        ("window", "es", "Aviso de visitas"),
        ("badge", "fr", "badge"),
    ];
    for (letter, language, words) in said {
        let path = format!("/checks/a-0001/letters/{letter}.pdf?who={code}");
        let file = wished(&lead, &path, language);
        assert_eq!(file.status, 200, "{path}");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert!(file.body.starts_with(b"%PDF-"), "{path}");
        assert_eq!(
            file.body,
            wished(&lead, &path, language).body,
            "the same bytes"
        );
        // The page has a way to it.
        let page = wished(&lead, &path.replace(".pdf", ""), language).text();
        assert!(page.contains(&format!("{letter}.pdf")), "{page}");
        let Some(text) = text_of(&format!("{letter}-{language}.pdf"), &file.body) else {
            return;
        };
        assert!(
            text.to_lowercase().contains(&words.to_lowercase()),
            "{letter} {language}: {text}"
        );
        let named = ["authorisation", "badge"].contains(&letter);
        assert_eq!(text.contains(&code), named, "{letter}: {text}");
        assert!(!text.contains("Thandi"), "{text}");
        assert!(text.contains("Water Watch"), "{text}");
    }
    for none in ["window.txt", "other.pdf", ".pdf", "window.pdf.pdf"] {
        assert_eq!(
            lead.get(&format!("/checks/a-0001/letters/{none}")).status,
            404,
            "{none}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_of_kits_are_files_with_what_was_typed() {
    let house = House::on_sqlite().await;
    let lead = house.administrator("amina").await;
    listed(&lead);
    let path = "/register/A-0001/letters";
    let kinds = [
        "records_request",
        "window_notice",
        "finding",
        "reminder",
        "escalation",
        "regulator_complaint",
    ];
    for kind in kinds {
        let typed = [
            ("deadline", "2027-03-01"),
            ("finding", "Two taps were <dry>."),
            ("as_pdf", kind),
        ];
        let file = lead.post(path, &typed);
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, "application/pdf"),
            "{kind}"
        );
        let Some(text) = text_of(&format!("{kind}.pdf"), &file.body) else {
            return;
        };
        assert!(
            text.contains("Toilets in Mshengu") && text.contains("Water Watch"),
            "{kind}: {text}"
        );
        if kind == "finding" {
            assert!(text.contains("Two taps were <dry>."), "{text}");
        }
    }
    // What is wrong is told on the page; a kind that is none gives the page.
    let wrong = lead.post(path, &[("deadline", "soon"), ("as_pdf", "finding")]);
    assert_eq!(wrong.status, 422);
    let none = lead.post(path, &[("as_pdf", "love_letter")]);
    assert!(none.status == 200 && none.header("content-type").starts_with("text/html"));
}
