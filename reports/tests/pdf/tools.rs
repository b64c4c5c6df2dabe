//! What other programs find in the file. Each is looked for; where it is missing the test says so.

use super::programs::{File, run};
use super::{edition, scripts};
use crate::samples::{self, photographs};
use groundtruth_reports::export::pdf;
use groundtruth_reports::model::{Report, TextDirection};
use std::path::Path;

fn all() -> Vec<(&'static str, Vec<u8>)> {
    let with_pictures = pdf::bytes(&samples::everything(), &photographs()).unwrap();
    vec![
        ("mshengu.pdf", edition(&samples::mshengu())),
        ("all-kept.pdf", edition(&samples::all_kept())),
        ("everything.pdf", with_pictures),
        ("right-to-left.pdf", edition(&samples::from_right_to_left())),
        ("empty.pdf", edition(&samples::empty())),
        ("arabic.pdf", edition(&scripts::arabic())),
        ("hindi.pdf", edition(&scripts::hindi())),
        ("long.pdf", edition(&samples::extremes::long_table(400))),
    ]
}

#[test]
fn qpdf_finds_nothing_wrong() {
    for (name, bytes) in all() {
        let file = File::new(&format!("check-{name}"), &bytes);
        let Some(output) = run("qpdf", "qpdf", &["--check", "FILE"], &file.0) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {said}{errors}");
        assert!(said.contains("PDF Version: 1.7"), "{said}");
        assert!(
            !said.contains("WARNING") && errors.is_empty(),
            "{name}: {said}{errors}"
        );
    }
}

/// A program that a package of PyPI brings: where `.ci/run` installs it, else on the PATH.
pub fn from_pypi(name: &str) -> String {
    let installed = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python/bin/");
    let path = Path::new(installed).join(name);
    if path.is_file() {
        path.display().to_string()
    } else {
        name.to_owned()
    }
}

#[test]
fn the_accessibility_checkers_find_no_error() {
    // DOC-012 asks for the claim of conformance, which is not made before a full validator agrees.
    // TAG-002 takes the repeated head of a table and the repeated name of a source for unread text; that
    // nothing else goes unread is tested by reading the tree out. TBL-010 counts cells of tables of one row.
    let skipped = "--skip=DOC-012,TAG-002,TBL-010";
    for (name, bytes) in all() {
        let file = File::new(&format!("accessible-{name}"), &bytes);
        let pdfua = from_pypi("pdfua");
        let Some(output) = run(&pdfua, "pdfua from PyPI", &["check", "FILE"], &file.0) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("errors=0"), "{name}: {said}");
        let outloud = from_pypi("outloud");
        let arguments = ["--no-info", skipped, "--json", "-", "FILE"];
        let Some(output) = run(&outloud, "outloud from PyPI", &arguments, &file.0) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{name}: {said}");
    }
}

#[test]
fn every_font_is_embedded_as_a_subset_with_its_letters() {
    for (name, bytes) in all() {
        let file = File::new(&format!("fonts-{name}"), &bytes);
        let Some(output) = run("pdffonts", "poppler-utils", &["FILE"], &file.0) else {
            return;
        };
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(fonts.len() >= 3, "{name}: {said}");
        for font in fonts {
            let columns: Vec<&str> = font.split_whitespace().collect();
            assert!(
                columns[0].starts_with("GT") && columns[0].contains("+IBMPlex"),
                "{font}"
            );
            let yes = columns.iter().filter(|column| **column == "yes").count();
            assert_eq!(yes, 3, "{font}");
        }
    }
}

/// What pdftotext reads, without the marks of direction that it adds.
fn extracted(name: &str, report: &Report) -> Option<String> {
    let file = File::new(&format!("text-{name}.pdf"), &edition(report));
    let output = run(
        "pdftotext",
        "poppler-utils",
        &["-enc", "UTF-8", "FILE", "-"],
        &file.0,
    )?;
    let said = String::from_utf8(output.stdout).unwrap();
    Some(said.replace(['\u{202A}', '\u{202B}', '\u{202C}'], ""))
}

#[test]
fn the_text_of_each_script_is_extracted_exactly() {
    let latin = [
        "Of 346 toilets promised, 256 were there: 74.0% (69.1 to 78.3).",
        "The office offered efficient, first-class affidavits.",
        "Zoë Müller’s naïve façade cost 1,234.50 – or “nothing”.",
        "Đặng Văn Ưu, Łódź, İstanbul, Çorlu, Ærø, Ñuñoa",
        "Ελληνικά και Кириллица",
    ];
    let arabic = [
        "الإسلام والأمل لا يمنعان السؤال",
        "لا إله إلا الله",
        "وصلت الخدمة إلى الأهالي كما وعدوا",
        "في المدينة",
        "وَعَدَ وأوفى",
    ];
    let devanagari = [
        "वादा किए गए शौचालयों में से 256 मिले।",
        "श्रीमती कृष्णा ने क्षेत्रीय कार्यक्रम की स्थिति दर्ज की।",
        "ज्ञान, विद्यार्थी, दृष्टि, राष्ट्र, हिन्दी",
    ];
    let cases: [(&str, &[&str], TextDirection); 4] = [
        ("latin", &latin, TextDirection::Ltr),
        ("arabic", &arabic, TextDirection::Rtl),
        ("arabic-in-latin", &arabic, TextDirection::Ltr),
        ("devanagari", &devanagari, TextDirection::Ltr),
    ];
    for (name, sentences, direction) in cases {
        let report = scripts::with_sentences(sentences, direction);
        let Some(said) = extracted(name, &report) else {
            return;
        };
        for sentence in sentences {
            assert!(
                said.lines().any(|line| line.trim() == *sentence),
                "{name}: {sentence}\n{said}"
            );
        }
    }
}

#[test]
fn words_and_numbers_of_two_directions_keep_their_order() {
    let sentence = "دُفع مبلغ 48,812.50 دولاراً عن 9 فواتير في 2026";
    let report = scripts::with_sentences(&[sentence], TextDirection::Rtl);
    let Some(said) = extracted("mixed", &report) else {
        return;
    };
    let line = said
        .lines()
        .find(|line| line.contains("دولار"))
        .unwrap_or_default();
    for part in ["48,812.50", "دولاراً", "فواتير", "2026"] {
        assert!(line.contains(part), "{part} in {line}");
    }
}
