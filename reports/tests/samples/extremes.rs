//! Reports at the ends of what there can be: long tables, long words, tall and wide photographs, many findings.

use super::pictures::{jpeg, photographed};
use super::{all_kept, empty, everything};
use groundtruth_reports::model::*;
use groundtruth_reports::photographs::InMemory;

/// A word of 80 letters that no language divides.
pub const WORD: &str =
    "Donaudampfschifffahrtsgesellschaftskapitaenskajuetenschluesselanhaengerbeauftrag";

/// A report with a table of many rows.
pub fn long_table(rows: usize) -> Report {
    let row = |index: usize| Evidence {
        number: format!("E-{index:04}"),
        title: format!("Count sheet, route {}", index % 40),
        date: Some(DateText::in_words(format!("{} May 2026", index % 28 + 1))),
        by: Some("two observers".into()),
        sha256: Some(format!("{:064x}", index * 7919)),
        ..Evidence::default()
    };
    Report {
        stamps: vec![Stamp {
            code: "practice".into(),
            text: "Practice: invented".into(),
        }],
        evidence: (0..rows).map(row).collect(),
        ..empty()
    }
}

/// A report in which every name is a word of 80 letters.
pub fn long_word() -> Report {
    let mut report = everything();
    for row in &mut report.promises {
        row.sentence = WORD.into();
        row.found = Cell::of(Figure {
            text: WORD.into(),
            ..Figure::default()
        });
        row.instead_of_bar = Some(WORD.into());
        row.bar = None;
    }
    report.title = WORD.into();
    report.answer = vec![WORD.into()];
    report.stamps = vec![Stamp {
        code: "practice".into(),
        text: WORD.repeat(2),
    }];
    report.number = WORD.into();
    report.evidence[0].title = WORD.into();
    report.made_by = vec![Fact::new(WORD, WORD)];
    report
}

/// A report with so many findings, each on a page of its own.
pub fn many_findings(count: usize) -> Report {
    let finding = |index: usize| Finding {
        number: format!("F-{index:03}"),
        title: format!("Finding of page {index}"),
        condition: vec!["Found as promised on all routes that were seen.".into()],
        ..Finding::default()
    };
    Report {
        findings: (1..=count).map(finding).collect(),
        ..all_kept()
    }
}

/// A report with photographs in portrait, in panorama and between, and their bytes.
pub fn tall_and_wide() -> (Report, InMemory) {
    let sizes: [(u16, u16); 5] = [(600, 900), (900, 600), (3000, 400), (200, 3000), (640, 480)];
    let numbered = || (0..).map(|index| format!("E-{index:03}")).zip(sizes);
    let evidence = numbered().map(|(number, (width, height))| {
        photographed(&number, "jpeg", width.into(), height.into())
    });
    let bytes = numbered().map(|(number, (width, height))| (number, jpeg(width, height)));
    let mut report = everything();
    report.evidence = evidence.collect();
    for finding in &mut report.findings {
        finding.evidence = vec!["E-000".into(), "E-002".into()];
    }
    for row in &mut report.promises {
        row.evidence.clear();
    }
    (report, InMemory::new(bytes))
}
