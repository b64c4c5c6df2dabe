//! The first screen: what this is, how to read it, three audits to begin with, and the list.

use std::sync::Arc;

use groundtruth_reports::export::html;
use groundtruth_reports::figures;
use groundtruth_reports::model::{Bar, Labels, PromiseRow, Target, VerdictCode};
use minijinja::Value;
use serde::Serialize;

use super::rows::{Row, mark, tone};
use crate::features::portal::shelf::Volume;
use crate::infra::http::Page;
use crate::infra::words::Words;

/// The audits of the tour, each with the number of the promise to look at.
const STOPS: [(&str, &str); 3] = [
    ("mshengu-toilets", "O-01"),
    ("lahsa-outreach", "O-01"),
    ("seniors-meals", "O-01"),
];

/// Every verdict, in the order in which counts are told.
const VERDICTS: [VerdictCode; 7] = [
    VerdictCode::Delivered,
    VerdictCode::PartlyDelivered,
    VerdictCode::NotDelivered,
    VerdictCode::WrongWay,
    VerdictCode::NotDue,
    VerdictCode::CannotJudge,
    VerdictCode::StandardDisputed,
];

/// The first screen.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage<'a> {
    /// A drawing to learn from, and its parts with their words.
    pub lesson: Lesson,
    /// The tour.
    pub stops: Vec<Stop<'a>>,
    /// The audits.
    pub audits: Vec<Line<'a>>,
}

/// The drawing with its parts.
#[derive(Clone, Debug, Serialize)]
pub struct Lesson {
    /// The whole drawing.
    pub drawing: Value,
    /// Samples of its four marks, in the order promised, claimed, found, range.
    pub marks: Vec<Value>,
}

/// One stop of the tour.
#[derive(Clone, Debug, Serialize)]
pub struct Stop<'a> {
    /// Name of the audit in addresses, and last part of the key that says what it shows.
    pub code: &'a str,
    /// Title.
    pub title: &'a str,
    /// Its stamps.
    pub stamps: Vec<&'a str>,
    /// The answer.
    pub answer: &'a [String],
    /// The promise to look at.
    pub row: Row<'a>,
}

/// One audit of the list.
#[derive(Clone, Debug, Serialize)]
pub struct Line<'a> {
    /// Name in addresses.
    pub code: &'a str,
    /// Title.
    pub title: &'a str,
    /// Its stamps.
    pub stamps: Vec<&'a str>,
    /// How many promises have which verdict.
    pub counts: Vec<Count>,
}

/// How many promises have one verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// Class of its colour.
    pub tone: &'static str,
    /// Its shape.
    pub mark: Value,
    /// How many, in words: `3 not delivered`.
    pub text: String,
}

impl Page for HomePage<'_> {
    const TEMPLATE: &'static str = "pages/portal/home.html";
}

impl<'a> HomePage<'a> {
    /// The first screen over these audits.
    #[must_use]
    pub fn of(volumes: &'a [Arc<Volume>], words: &Words) -> Self {
        let stops = STOPS.iter().filter_map(|(code, number)| {
            let volume = volumes
                .iter()
                .find(|volume| volume.code.as_str() == *code)?;
            let row = volume
                .report
                .promises
                .iter()
                .find(|row| row.number == *number)?;
            Some(Stop {
                code: volume.code.as_str(),
                title: &volume.report.title,
                stamps: stamps(volume),
                answer: &volume.report.answer,
                row: Row::of(volume.code.as_str(), row, &volume.report.labels),
            })
        });
        let audits = volumes.iter().map(|volume| Line {
            code: volume.code.as_str(),
            title: &volume.report.title,
            stamps: stamps(volume),
            counts: counts(&volume.report.promises, words),
        });
        Self {
            lesson: Lesson::new(words),
            stops: stops.collect(),
            audits: audits.collect(),
        }
    }
}

impl Lesson {
    /// An invented row: a hundred promised, more claimed than was found.
    #[must_use]
    pub fn new(words: &Words) -> Self {
        let labels = Labels::from_catalogue(|key| words.has(key).then(|| spoken(words, key)));
        let bar = Bar {
            target: Target::Value { at: 100.0 },
            claimed: Some(90.0),
            found: Some(60.0),
            whisker_low: Some(50.0),
            whisker_high: Some(69.0),
            promised_text: words.get("web-lesson-promised"),
            claimed_text: words.get("web-lesson-claimed"),
            found_text: words.get("web-lesson-found"),
            whisker_text: words.get("web-lesson-range"),
            ..Bar::default()
        };
        let drawing = Value::from_safe_string(html::drawing(&figures::bar(&bar, &labels)));
        let marks = figures::legend(&labels)
            .into_iter()
            .map(|(mark, _)| Value::from_safe_string(html::drawing(&mark)));
        Self {
            drawing,
            marks: marks.collect(),
        }
    }
}

/// The words of a label, its places left open for whoever fills them.
fn spoken(words: &Words, key: &str) -> String {
    let open = [("value", "{value}"), ("interval", "{interval}")];
    words.say(key, &open)
}

fn stamps(volume: &Volume) -> Vec<&str> {
    volume
        .report
        .stamps
        .iter()
        .map(|stamp| stamp.text.as_str())
        .collect()
}

/// The key of how many have a verdict.
fn summary(code: VerdictCode) -> &'static str {
    match code {
        VerdictCode::Delivered => "summary-kept",
        VerdictCode::PartlyDelivered => "summary-partly",
        VerdictCode::NotDelivered => "summary-not",
        VerdictCode::WrongWay => "summary-wrong",
        VerdictCode::NotDue => "summary-not-due",
        VerdictCode::CannotJudge => "summary-cannot",
        VerdictCode::StandardDisputed => "summary-disputed",
    }
}

/// How many rows have which verdict; a verdict that nothing has is not told.
#[must_use]
pub fn counts(rows: &[PromiseRow], words: &Words) -> Vec<Count> {
    let of = |code| {
        rows.iter()
            .filter(|row| {
                row.verdict
                    .as_ref()
                    .is_some_and(|verdict| verdict.code == code)
            })
            .count()
    };
    VERDICTS
        .into_iter()
        .map(|code| (code, of(code)))
        .filter(|(_, count)| *count > 0)
        .map(|(code, count)| Count {
            tone: tone(code),
            mark: mark(code),
            text: words.count(summary(code), count, &[]),
        })
        .collect()
}
