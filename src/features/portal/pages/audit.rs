//! One audit through the four words, and its comparison with filters that stand in the address.

use std::collections::BTreeMap;

use groundtruth_reports::export::html;
use groundtruth_reports::figures;
use groundtruth_reports::model::{FourSummaries, PageOne, Refusal};
use minijinja::Value;
use serde::Serialize;

use super::front::{Count, counts};
use super::head::Head;
use super::rows::Row;
use crate::features::portal::choice::{Choice, ORDERS, counters_of, grade_of, verdict_of};
use crate::features::portal::shelf::Volume;
use crate::infra::http::Page;
use crate::infra::words::Words;

/// One audit.
#[derive(Clone, Debug, Serialize)]
pub struct AuditPage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// The second line of the title.
    pub subtitle: Option<&'a str>,
    /// The answer.
    pub answer: &'a [String],
    /// What stands behind each of the four words.
    pub four: &'a FourSummaries,
    /// How many rows have which verdict.
    pub counts: Vec<Count>,
    /// The marks of the drawing with their words.
    pub legend: Vec<(Value, String)>,
    /// The fields of the filter form.
    pub fields: Vec<Field>,
    /// Whether rows are left out.
    pub narrowed: bool,
    /// How many rows there are in all.
    pub total: usize,
    /// The rows that are shown.
    pub rows: Vec<Row<'a>>,
    /// What concerns several rows.
    pub refusals: &'a [Refusal],
    /// How sure, money, answered, asked.
    pub boxes: &'a PageOne,
    /// What the report does not say.
    pub does_not_say: &'a [String],
    /// The editions.
    pub editions: Vec<EditionLine>,
}

/// A choice of the filter form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name in the address.
    pub name: &'static str,
    /// What it asks.
    pub label: String,
    /// What can be chosen.
    pub options: Vec<Choosable>,
}

/// One thing that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choosable {
    /// Its value in the address.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One edition to be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditionLine {
    /// Ending of its name.
    pub ending: &'static str,
    /// Its size in words, once it is made.
    pub size: Option<String>,
}

impl Page for AuditPage<'_> {
    const TEMPLATE: &'static str = "pages/portal/audit.html";
}

/// The words of the marks, in the order in which they are drawn.
const LEGEND: [&str; 4] = [
    "report-legend-promised",
    "report-legend-claimed",
    "report-legend-found",
    "report-legend-interval",
];

impl<'a> AuditPage<'a> {
    /// The page of an audit with the rows that the address chooses.
    #[must_use]
    pub fn of(volume: &'a Volume, choice: &Choice, words: &Words) -> Self {
        let report = &volume.report;
        let code = volume.code.as_str();
        let legend = figures::legend(&report.labels);
        Self {
            head: Head::of(volume, "comparison"),
            subtitle: report.subtitle.as_deref(),
            answer: &report.answer,
            four: &report.four_words,
            counts: counts(&report.promises, words),
            legend: legend
                .into_iter()
                .zip(LEGEND)
                .map(|((mark, _), key)| {
                    let mark = Value::from_safe_string(html::drawing(&mark));
                    (mark, words.get(key))
                })
                .collect(),
            fields: fields(volume, choice, words),
            narrowed: choice.narrows(),
            total: report.promises.len(),
            rows: choice
                .of(&report.promises)
                .into_iter()
                .map(|row| Row::of(code, row, &report.labels))
                .collect(),
            refusals: &report.refusals,
            boxes: &report.page_one,
            does_not_say: &report.does_not_say,
            editions: volume
                .offered()
                .map(|(ending, bytes)| EditionLine {
                    ending,
                    size: bytes.map(size),
                })
                .collect(),
        }
    }
}

/// Verdict, proof, who counted, order: each offers what occurs in this audit, and what the address asks for.
fn fields(volume: &Volume, choice: &Choice, words: &Words) -> Vec<Field> {
    let rows = &volume.report.promises;
    let verdicts = rows.iter().map(|row| {
        (
            verdict_of(row),
            words.get(&format!("verdict-{}", verdict_of(row))),
        )
    });
    let grades = rows.iter().map(|row| {
        (
            grade_of(row),
            words.get(&format!("grade-{}", grade_of(row))),
        )
    });
    let counters = rows
        .iter()
        .flat_map(counters_of)
        .map(|(code, label)| (code, label.to_owned()));
    let orders = ORDERS.iter().map(|order| Choosable {
        value: (*order).to_owned(),
        label: words.get(&format!("web-sort-{order}")),
        chosen: *order == choice.order(),
    });
    vec![
        field("verdict", &choice.verdict, verdicts, words),
        field("grade", &choice.grade, grades, words),
        field("counted", &choice.counted, counters, words),
        Field {
            name: "sort",
            label: words.get("web-filter-sort"),
            options: orders.collect(),
        },
    ]
}

fn field<'c>(
    name: &'static str,
    chosen: &str,
    found: impl Iterator<Item = (&'c str, String)>,
    words: &Words,
) -> Field {
    let mut tallied: BTreeMap<&str, (String, usize)> = BTreeMap::new();
    for (code, label) in found {
        tallied.entry(code).or_insert((label, 0)).1 += 1;
    }
    let any = Choosable {
        value: String::new(),
        label: words.get("web-filter-any"),
        chosen: chosen.is_empty(),
    };
    let some = tallied.into_iter().map(|(code, (label, count))| Choosable {
        value: code.to_owned(),
        label: format!("{label} ({count})"),
        chosen: code == chosen,
    });
    Field {
        name,
        label: words.get(&format!("web-filter-{name}")),
        options: std::iter::once(any).chain(some).collect(),
    }
}

fn size(bytes: usize) -> String {
    if bytes >= 1_000_000 {
        format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
    } else {
        format!("{} kB", bytes.div_ceil(1000))
    }
}
