//! Letters and badges as PDF: tagged, the same bytes, read by other programs, as long as what they say.

use crate::pdf::programs::{File, run};
use crate::pdf::reader::{Reader, words};
use crate::pdf::spoken::{spoken, squeezed};
use groundtruth_reports::compose::compose_letter;
use groundtruth_reports::export::{html, pdf};
use groundtruth_reports::model::{Letter, TextDirection};

fn window(language: &str, paragraphs: usize) -> Letter {
    let text = match language {
        "fr" => {
            "Les visites tombent dans les semaines 49 à 51 ; ni les jours ni les lieux ne sont dits avant."
        }
        "es" => {
            "Las visitas caen en las semanas 49 a 51. Ni los días ni los lugares se dicen antes."
        }
        _ => "The visits fall into weeks 49 to 51. Days and places are not told before.",
    };
    Letter {
        language: language.to_owned(),
        own_language: (language != "en").then(|| "en".to_owned()),
        organisation: "Hillside Forum".to_owned(),
        date_line: "22 November 2026".to_owned(),
        date: Some("2026-11-22".to_owned()),
        to: vec!["Mshengu Services".to_owned(), "City of Tshwane".to_owned()],
        subject: "Notice of visits".to_owned(),
        paragraphs: vec![text.to_owned(); paragraphs],
        items: vec![
            "Every toilet works <b>and</b> does not leak.".to_owned(),
            "A broken toilet is fixed in 2 days.".to_owned(),
        ],
        signed: "Signed for".to_owned(),
        number_line: "A-0001".to_owned(),
        ..Letter::default()
    }
}

fn badge() -> Letter {
    Letter {
        language: "en".to_owned(),
        organisation: "Hillside Forum".to_owned(),
        subject: "Observer’s badge".to_owned(),
        badge: Some("W-07".to_owned()),
        paragraphs: vec!["No name stands here, for the observer’s safety.".to_owned()],
        number_line: "A-0001".to_owned(),
        ..Letter::default()
    }
}

fn all() -> Vec<(&'static str, Letter)> {
    let arabic = Letter {
        language: "ar".to_owned(),
        direction: TextDirection::Rtl,
        subject: "إشعار بالزيارات".to_owned(),
        paragraphs: vec!["وصلت الخدمة إلى الأهالي كما وعدوا".to_owned()],
        ..window("fr", 1)
    };
    vec![
        ("english", window("en", 4)),
        ("spanish", window("es", 4)),
        ("french", window("fr", 4)),
        ("arabic", arabic),
        ("long", window("en", 90)),
        ("badge", badge()),
        (
            "bare",
            Letter {
                language: "en".to_owned(),
                subject: "x".to_owned(),
                ..Letter::default()
            },
        ),
    ]
}

#[test]
fn a_letter_says_all_of_it_in_order_in_the_same_bytes() {
    for (name, letter) in all() {
        let bytes = pdf::letter(&letter).unwrap();
        assert_eq!(bytes, pdf::letter(&letter).unwrap(), "{name}");
        let heard = squeezed(&Reader::new(&bytes).tags().text);
        assert_eq!(heard, spoken(&compose_letter(&letter)), "{name}");
        let pages = Reader::new(&bytes).pages();
        assert_eq!(pages > 1, name == "long", "{name}: {pages} pages");
    }
}

#[test]
fn what_is_in_another_language_is_marked_as_that() {
    let bytes = pdf::letter(&window("fr", 1)).unwrap();
    let page =
        String::from_utf8(html::write_document(&compose_letter(&window("fr", 1))).into_bytes());
    let page = page.unwrap();
    assert!(
        page.contains("<html lang=\"fr\"") && page.contains("lang=\"en\""),
        "{page}"
    );
    assert!(page.contains("&lt;b&gt;and") && page.matches("<h1>").count() == 1);
    let tags = Reader::new(&bytes).tags();
    let foreign: Vec<String> = tags
        .all()
        .into_iter()
        .filter(|tag| tag.dict.has(b"Lang"))
        .map(|tag| words(tag.dict.get(b"Lang").unwrap()))
        .collect();
    // Who writes (above and where the name goes), both addresses, both promises.
    assert_eq!(foreign, vec!["en"; 6]);
}

#[test]
fn other_programs_read_a_letter_and_find_nothing_wrong() {
    for (name, letter) in all() {
        let file = File::new(
            &format!("letter-{name}.pdf"),
            &pdf::letter(&letter).unwrap(),
        );
        if let Some(output) = run("qpdf", "qpdf", &["--check", "FILE"], &file.0) {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success() && !said.contains("WARNING"),
                "{name}: {said}"
            );
        }
        let pdfua = crate::pdf::tools::from_pypi("pdfua");
        if let Some(output) = run(&pdfua, "pdfua from PyPI", &["check", "FILE"], &file.0) {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains("errors=0"), "{name}: {said}");
        }
        let arguments = ["-enc", "UTF-8", "FILE", "-"];
        if let Some(output) = run("pdftotext", "poppler-utils", &arguments, &file.0) {
            let said = squeezed(&String::from_utf8(output.stdout).unwrap());
            // Of what is written from right to left, the order of lines is a matter of the program that reads.
            for paragraph in letter.paragraphs.iter().filter(|_| name != "arabic") {
                assert!(
                    said.contains(&squeezed(paragraph)),
                    "{name}: {paragraph} in {said}"
                );
            }
        }
    }
}

#[test]
fn no_letter_hangs_however_long_its_words_are() {
    let mut letter = window("en", 1);
    letter.organisation = "Donaudampfschifffahrtsgesellschaft".repeat(20);
    letter.subject = "word ".repeat(2_000);
    letter.to = vec!["x".repeat(500); 60];
    assert!(Reader::new(&pdf::letter(&letter).unwrap()).pages() > 1);
    let mut letter = badge();
    letter.badge = Some("W-0000007".repeat(9));
    letter.paragraphs = vec!["word ".repeat(3_000)];
    assert!(Reader::new(&pdf::letter(&letter).unwrap()).pages() >= 1);
}
