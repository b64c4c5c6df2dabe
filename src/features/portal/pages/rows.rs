//! A row of the comparison as a template shows it: words ready to print, the same drawing as in the report.

use groundtruth_reports::export::html;
use groundtruth_reports::figures;
use groundtruth_reports::model::{
    Cell, Clause, Figure, Grade, Label, Labels, PromiseRow, Verdict, VerdictCode,
};
use minijinja::Value;
use serde::Serialize;

/// One row.
#[derive(Clone, Debug, Serialize)]
pub struct Row<'a> {
    /// Number of the promise.
    pub number: &'a str,
    /// Address of the promise.
    pub href: Value,
    /// Address of the working of its figures.
    pub working: Option<Value>,
    /// The promise as a sentence.
    pub sentence: &'a str,
    /// Place, period and reading.
    pub slices: Vec<String>,
    /// Where it stands in the agreement.
    pub clause: Option<String>,
    /// The verdict.
    pub verdict: Option<Chip<'a>>,
    /// The proof grade.
    pub grade: Option<&'a Grade>,
    /// Promised, claimed and found, in this order.
    pub columns: [Column; 3],
    /// What happened since then; nothing where nothing is known of this promise alone.
    pub since: Vec<Entry>,
    /// The drawing.
    pub drawing: Option<Value>,
    /// What stands in its place.
    pub instead: Option<&'a str>,
    /// The gap in words and numbers.
    pub gaps: Vec<String>,
}

/// A verdict as a chip.
#[derive(Clone, Debug, Serialize)]
pub struct Chip<'a> {
    /// Class of its colour.
    pub tone: &'static str,
    /// Its shape.
    pub mark: Value,
    /// Its word.
    pub label: &'a str,
    /// Why it cannot be judged.
    pub reason: Option<&'a str>,
    /// Words as large as the verdict.
    pub qualifier: Option<&'a str>,
    /// The verdict as one short sentence.
    pub sentence: &'a str,
}

/// What stands under one of the four words.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The key of the word.
    pub word: &'static str,
    /// The figures, or the sentence in their place.
    pub entries: Vec<Entry>,
}

/// A figure with what must stand under it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// The figure or the wording.
    pub text: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Class of its size: `figure`, `figure dense` where a word of it is long, `words` for a sentence.
    pub size: &'static str,
    /// n of N, who counted.
    pub under: Vec<String>,
}

impl<'a> Row<'a> {
    /// A row of an audit.
    #[must_use]
    pub fn of(code: &str, row: &'a PromiseRow, labels: &Labels) -> Self {
        let reading = row
            .reading
            .as_ref()
            .map(|reading| labels.fill(Label::Reading, &[("reading", reading)]));
        let working = row
            .gap
            .as_ref()
            .and_then(|gap| gap.working.as_ref())
            .or(row.workings.first());
        Self {
            number: &row.number,
            href: link(&format!("/audits/{code}/promises/{}", row.number)),
            working: working.map(|id| link(&format!("/audits/{code}/workings/{id}"))),
            sentence: &row.sentence,
            slices: row.slice.iter().cloned().chain(reading).collect(),
            clause: row
                .clause
                .as_ref()
                .map(|clause| clause_in_short(clause, labels)),
            verdict: row.verdict.as_ref().map(Chip::of),
            grade: row.grade.as_ref(),
            columns: [
                (Label::Promised, &row.promised),
                (Label::Claimed, &row.claimed),
                (Label::Found, &row.found),
            ]
            .map(|(label, cell)| Column::of(label, cell, labels)),
            since: row.since.figures.iter().map(Entry::of).collect(),
            drawing: figures::bar_of_row(row, labels)
                .map(|drawing| Value::from_safe_string(html::drawing(&drawing))),
            instead: row.instead_of_bar.as_deref().filter(|_| row.bar.is_none()),
            gaps: gaps(row, labels),
        }
    }
}

impl<'a> Chip<'a> {
    /// A verdict.
    #[must_use]
    pub fn of(verdict: &'a Verdict) -> Self {
        Self {
            tone: tone(verdict.code),
            mark: mark(verdict.code),
            label: &verdict.label,
            reason: verdict.reason.as_ref().map(|reason| reason.label.as_str()),
            qualifier: verdict.qualifier.as_deref(),
            sentence: &verdict.sentence,
        }
    }
}

impl Column {
    /// A cell under its word.
    #[must_use]
    pub fn of(word: Label, cell: &Cell, labels: &Labels) -> Self {
        let mut entries: Vec<Entry> = cell.figures.iter().map(Entry::of).collect();
        let sentence = cell.sentence.clone();
        let sentence = sentence.or_else(|| {
            entries
                .is_empty()
                .then(|| labels.get(Label::NotStated).to_owned())
        });
        entries.extend(sentence.map(|text| Entry {
            size: "words",
            text,
            ..Entry::default()
        }));
        Self {
            word: word.key(),
            entries,
        }
    }
}

impl Entry {
    fn of(figure: &Figure) -> Self {
        let standing = figure
            .standing
            .as_ref()
            .map(|standing| standing.label.clone());
        let who = figure.who_counted.as_ref().map(|who| who.label.clone());
        let of = figure.of.clone().filter(|of| *of != figure.text);
        Self {
            text: figure.text.clone(),
            unit: figure.unit.clone(),
            size: size(&figure.text),
            under: of.into_iter().chain(who).chain(standing).collect(),
        }
    }
}

/// An address within this site, ready for an attribute; a slash needs no escape there.
#[must_use]
pub fn link(address: &str) -> Value {
    let safe = |c: char| c.is_ascii_alphanumeric() || "/-_.#?=".contains(c);
    Value::from_safe_string(address.chars().filter(|c| safe(*c)).collect())
}

/// A sentence that was published in place of a number is set as a sentence, a long number smaller than a short one.
fn size(text: &str) -> &'static str {
    let longest = text
        .split_whitespace()
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0);
    match text.chars().count() {
        41.. => "words",
        _ if longest > 10 => "figure dense",
        _ => "figure",
    }
}

/// Class of a verdict's colour.
#[must_use]
pub const fn tone(code: VerdictCode) -> &'static str {
    match code {
        VerdictCode::Delivered => "v-delivered",
        VerdictCode::PartlyDelivered => "v-partly",
        VerdictCode::NotDelivered => "v-not",
        VerdictCode::WrongWay => "v-wrong",
        VerdictCode::NotDue | VerdictCode::CannotJudge | VerdictCode::StandardDisputed => {
            "v-neutral"
        }
    }
}

/// Shape of a verdict.
#[must_use]
pub fn mark(code: VerdictCode) -> Value {
    Value::from_safe_string(html::drawing(&figures::verdict_mark(code)))
}

fn gaps(row: &PromiseRow, labels: &Labels) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(row.gap.as_ref().map(|gap| gap.text.clone()));
    lines.extend(row.over_claim.as_ref().map(|over| over.text.clone()));
    if let Some(interval) = &row.interval {
        lines.push(format!(
            "{}: {}",
            labels.get(Label::Interval),
            interval.text
        ));
    }
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.extend(
            row.verdict
                .as_ref()
                .map(|verdict| verdict.sentence.clone())
                .filter(|s| !s.is_empty()),
        );
    }
    lines
}

/// Clause and page; the document only where neither is known, since the page of the promise names it.
fn clause_in_short(clause: &Clause, labels: &Labels) -> String {
    if clause.clause.is_none() && clause.page.is_none() {
        return clause.document.clone();
    }
    clause_line(
        &Clause {
            document: String::new(),
            ..clause.clone()
        },
        labels,
    )
}

/// Document, clause and page in one line.
#[must_use]
pub fn clause_line(clause: &Clause, labels: &Labels) -> String {
    let part = |label, key, value: &Option<String>| {
        value
            .as_ref()
            .map(|value| labels.fill(label, &[(key, value)]))
    };
    let document = (!clause.document.is_empty()).then(|| clause.document.clone());
    let parts = [
        document,
        part(Label::Clause, "clause", &clause.clause),
        part(Label::Page, "page", &clause.page),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
