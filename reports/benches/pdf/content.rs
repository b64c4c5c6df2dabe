//! The content of both workloads, as a report for us and as JSON for ReportLab.

use super::jpeg::{Dice, noise};
use groundtruth_reports::model::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

const PHOTOGRAPHS: usize = 60;
const ROWS: usize = 2_000;
const PLOTS: usize = 12;
const SIZE: (u16, u16) = (2400, 1800);

/// Photographs on the disk, read when they are asked for.
pub struct Folder(pub PathBuf);

impl groundtruth_reports::photographs::Photographs for Folder {
    fn bytes(&self, evidence_number: &str) -> Option<Cow<'_, [u8]>> {
        std::fs::read(file(&self.0, evidence_number))
            .ok()
            .map(Cow::Owned)
    }
}

fn file(folder: &Path, number: &str) -> PathBuf {
    folder.join(format!("{number}.jpg"))
}

fn number(index: usize) -> String {
    format!("E-{:03}", index + 1)
}

/// Writes the photographs that are not there yet.
pub fn write_photographs(folder: &Path) {
    for index in 0..PHOTOGRAPHS {
        let path = file(folder, &number(index));
        if !path.exists() {
            std::fs::write(path, noise(SIZE.0, SIZE.1, index as u64 + 1))
                .expect("room on the disk");
        }
    }
}

/// One row of the large table, as words.
struct Row {
    what: String,
    from: String,
    computed: String,
    published: String,
    agrees: bool,
    who: &'static str,
}

fn rows(count: usize) -> Vec<Row> {
    let mut dice = Dice::new(9);
    (0..count)
        .map(|index| {
            let of = dice.next(21) + 10;
            let found = dice.next(of + 1);
            let share = |extra: u64| {
                let tenths = (found * 2000 + of) / (2 * of) + extra;
                format!("{}.{}%", tenths / 10, tenths % 10)
            };
            let agrees = dice.next(8) > 0;
            Row {
                what: format!("OBS-{:05}, site {}", index + 1, index % 350),
                from: format!("{found} of {of}"),
                computed: share(0),
                published: share(u64::from(!agrees)),
                agrees,
                who: ["auditor", "provider", "users"][index % 3],
            }
        })
        .collect()
}

fn paragraph(index: usize) -> String {
    let sentence = "Of 2,000 observations made between January and December 2025, the service was delivered as promised in fewer than half. ";
    format!("Paragraph {}. {}", index + 1, sentence.repeat(3))
}

/// Paragraphs and rows of a workload.
fn sizes(workload: &str) -> (usize, usize, usize) {
    if workload == "text" {
        (1_150, 5_000, 0)
    } else {
        (6, ROWS, PHOTOGRAPHS)
    }
}

/// Digests of the photographs: part of the work of both sides.
fn digests(folder: &Path, count: usize) -> Vec<String> {
    let hex = |bytes: Vec<u8>| {
        Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    };
    (0..count)
        .map(|index| hex(std::fs::read(file(folder, &number(index))).expect("a photograph")))
        .collect()
}

/// The report.
pub fn report(workload: &str, folder: &Path) -> Report {
    let (paragraphs, rows_wanted, photographs) = sizes(workload);
    let evidence: Vec<Evidence> = digests(folder, photographs)
        .into_iter()
        .enumerate()
        .map(|(index, sha256)| Evidence {
            number: number(index),
            title: format!("Photograph, site {}", index * 13 % 350),
            sha256: Some(sha256),
            picture: Some(Picture {
                file: format!("{}.jpg", number(index)),
                media_type: "image/jpeg".into(),
                width: SIZE.0.into(),
                height: SIZE.1.into(),
                alt: format!("Noise, number {index}"),
                caption: caption(index),
            }),
            ..Evidence::default()
        })
        .collect();
    Report {
        number: "R-2026-0017".into(),
        version: "1".into(),
        date: DateText::new("21 November 2026", "2026-11-21"),
        organisation: "Riverside Residents’ Watch".into(),
        title: "Evidence report: community outreach agreement AG-017".into(),
        stamps: vec![Stamp {
            code: "practice".into(),
            text: "Practice: invented".into(),
        }],
        background: (0..paragraphs).map(paragraph).collect(),
        interval_plots: if photographs > 0 {
            (0..PLOTS).map(plot).collect()
        } else {
            Vec::new()
        },
        checks: rows(rows_wanted)
            .into_iter()
            .enumerate()
            .map(check)
            .collect(),
        findings: (0..photographs / 2).map(finding).collect(),
        evidence,
        labels: labels(),
        ..Report::default()
    }
}

fn caption(index: usize) -> String {
    format!(
        "Site {}, 2025-{:02}-{:02}, closed at the promised hour",
        index * 13 % 350,
        index % 12 + 1,
        index % 28 + 1
    )
}

fn check((index, row): (usize, Row)) -> Check {
    Check {
        id: format!("c{index}"),
        group: "Observations".into(),
        what: row.what,
        from: row.from,
        computed: row.computed,
        published: Some(row.published),
        outcome: if row.agrees {
            CheckOutcome::Agrees
        } else {
            CheckOutcome::Differs
        },
        who_counted: vec![Coded::new(row.who, row.who)],
        ..Check::default()
    }
}

fn finding(index: usize) -> Finding {
    Finding {
        number: format!("F-{:02}", index + 1),
        title: format!("Closed at the promised hour, pair {}", index + 1),
        evidence: vec![number(index * 2), number(index * 2 + 1)],
        ..Finding::default()
    }
}

fn points(index: usize) -> Vec<(String, f64)> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut dice = Dice::new(index as u64 + 100);
    MONTHS
        .iter()
        .map(|month| ((*month).to_owned(), (dice.next(70) + 15) as f64))
        .collect()
}

fn plot(index: usize) -> IntervalPlot {
    IntervalPlot {
        title: format!("Commitment group {}: delivered, month by month", index + 1),
        unit: "% of promised".into(),
        axis_high: 100.0,
        axis_low_text: "0%".into(),
        axis_high_text: "100%".into(),
        target: Some(90.0),
        rows: points(index)
            .into_iter()
            .map(|(label, value)| IntervalPlotRow {
                text: format!("{value} of 100"),
                point: Some(value),
                low: Some(value - 9.0),
                high: Some(value + 9.0),
                label,
            })
            .collect(),
        ..IntervalPlot::default()
    }
}

fn labels() -> Labels {
    serde_json::from_str(include_str!("../../tests/labels.en.json")).expect("labels")
}

/// The same content for ReportLab.
pub fn write_json(workload: &str, folder: &Path) {
    let (paragraphs, rows_wanted, photographs) = sizes(workload);
    let rows: Vec<Value> = rows(rows_wanted)
        .into_iter()
        .map(|row| {
            json!([
                row.what,
                row.from,
                row.computed,
                row.published,
                if row.agrees { "agrees" } else { "differs" },
                row.who
            ])
        })
        .collect();
    let plots: Vec<Value> = (0..if photographs > 0 { PLOTS } else { 0 })
        .map(|index| json!({ "title": plot(index).title, "points": points(index) }))
        .collect();
    let pictures: Vec<Value> = (0..photographs)
        .map(|index| json!({ "number": number(index), "file": file(folder, &number(index)), "caption": caption(index) }))
        .collect();
    let value = json!({
        "title": "Evidence report: community outreach agreement AG-017",
        "organisation": "Riverside Residents’ Watch",
        "paragraphs": (0..paragraphs).map(paragraph).collect::<Vec<_>>(),
        "head": ["What was counted", "Worked out from", "Worked out here", "As published", "How they compare", "Who counted it"],
        "rows": rows, "plots": plots, "photographs": pictures,
    });
    std::fs::write(folder.join(format!("{workload}.json")), value.to_string())
        .expect("room on the disk");
}
