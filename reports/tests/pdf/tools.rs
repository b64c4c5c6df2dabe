//! What other programs find in the file. Each is looked for; where it is missing the test says so.

use super::{edition, scripts};
use crate::samples::{self, photographs};
use groundtruth_reports::export::pdf;
use groundtruth_reports::model::{Report, TextDirection};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A file that goes when the test ends.
pub struct File(pub PathBuf);

impl File {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let folder =
            std::env::temp_dir().join(format!("groundtruth-reports-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
        if let Some(folder) = self.0.parent() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// Runs a program; none where it is not installed, which is an error where everything must be.
#[expect(
    clippy::disallowed_methods,
    reason = "what other programs read in the file is what is tested"
)]
pub fn run(program: &str, package: &str, arguments: &[&str], file: &Path) -> Option<Output> {
    let mut command = Command::new(program);
    for argument in arguments {
        if *argument == "FILE" {
            command.arg(file);
        } else {
            command.arg(argument);
        }
    }
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "{program}: {error}"
            );
            eprintln!("skipped: {program} is missing (install {package})");
            None
        }
    }
}

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
        ("long.pdf", edition(&super::long::report(400))),
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
