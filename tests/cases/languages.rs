//! A report can be made in every language, in every edition, and its text is there to be read by machines.

use groundtruth::features::publications::{
    ENDINGS, Imprint, attach, editions, pictures_of, report_of,
};
use groundtruth::infra::assets::shipped_file;
use groundtruth::infra::words::Words;
use groundtruth_reports::model::{Label, Report};
use groundtruth_reports::photographs::InMemory;

use super::{compared, read, today};
use crate::portal::programs::{File, run};

/// What stands on page one of every report.
const PAGE_ONE: [&str; 8] = [
    "report-kicker",
    "report-promised",
    "report-claimed",
    "report-found",
    "report-how-sure",
    "report-money-question",
    "report-answer-question",
    "report-does-not-say",
];

/// A shipped audit as a report in a language, with its pictures.
async fn made(id: &str, words: Words) -> (Report, InMemory) {
    let audit = compared(read(id)).await;
    let imprint = Imprint {
        number: "R-2026-0001".to_owned(),
        version: "1".to_owned(),
        date: today().into(),
        organisation: "Groundtruth".to_owned(),
        work_name: "audit".to_owned(),
    };
    let mut report = report_of(&audit.case, &audit.comparison, &words, &imprint);
    let load = |file: &str| Some(shipped_file(id, file)?.into_owned());
    let pictures = pictures_of(&audit.case, load).unwrap();
    attach(&mut report, &pictures);
    report.check().unwrap();
    (report, pictures.copies)
}

/// Every kind of space as one space, because lines are broken where there is room.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_report_is_made_in_every_language_in_every_edition() {
    for words in Words::every() {
        let code = words.code();
        for id in ["practice-lunch-tables", "mshengu-toilets"] {
            let (report, copies) = made(id, words).await;
            assert_eq!(report.language, code);
            for label in Label::ALL {
                let said = report.labels.get(*label);
                assert!(
                    !said.is_empty() && !said.starts_with('['),
                    "{code} {label:?}"
                );
            }
            let all = editions(&report, &copies).unwrap();
            assert_eq!(all.len(), ENDINGS.len());
            for edition in &all {
                let text = String::from_utf8_lossy(&edition.bytes);
                match edition.ending {
                    "html" => {
                        assert!(text.contains(&format!("lang=\"{code}\"")), "{code} {id}");
                        assert!(text.contains(&words.get("report-how-sure")), "{code} {id}");
                    }
                    "json" => assert!(text.contains(&words.get("report-kicker")), "{code} {id}"),
                    _ => {}
                }
                for lost in [
                    "[report-",
                    "[fact-",
                    "[verdict-",
                    "[refusal-",
                    "[four-",
                    "[summary",
                ] {
                    assert!(
                        !text.contains(lost),
                        "{code} {id} {}: {lost}",
                        edition.ending
                    );
                }
            }
            let pdf = all.iter().find(|edition| edition.ending == "pdf").unwrap();
            let file = File::new(&format!("{id}-{code}.pdf"), &pdf.bytes);
            let arguments = ["-enc", "UTF-8", "-l", "4", "FILE", "-"];
            let Some(output) = run("pdftotext", "poppler-utils", &arguments, &file.0) else {
                continue;
            };
            let said = String::from_utf8(output.stdout).unwrap();
            // Letter by letter; every space is told as a plain one.
            let exact = words.get("report-how-sure").replace('\u{202f}', " ");
            assert!(said.contains(&exact), "{code} {id}: {exact}");
            for key in PAGE_ONE {
                let wanted = spaced(&words.get(key));
                assert!(
                    spaced(&said).contains(&wanted),
                    "{code} {id}: {wanted}\n{said}"
                );
            }
        }
    }
}
