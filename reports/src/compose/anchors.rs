//! Where links lead: one anchor for each thing that can be referred to, unique and safe in an address.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Report, SectionCode};

/// Kinds of things that have anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Promise,
    Finding,
    Evidence,
    Photograph,
    Money,
    Source,
    Working,
    Response,
    Recommendation,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Finding => "finding",
            Self::Evidence => "evidence",
            Self::Photograph => "photograph",
            Self::Money => "money",
            Self::Source => "source",
            Self::Working => "working",
            Self::Response => "response",
            Self::Recommendation => "recommendation",
        }
    }
}

/// All anchors of a report.
pub(super) struct Anchors {
    by_id: BTreeMap<(Kind, String), String>,
    rows: Vec<String>,
}

impl Anchors {
    pub(super) fn of(report: &Report) -> Self {
        let mut taken = BTreeSet::new();
        let mut by_id = BTreeMap::new();
        let rows = report
            .promises
            .iter()
            .map(|row| {
                let anchor = unique(Kind::Promise, &row.number, &mut taken);
                // The number of a promise leads to its first row.
                by_id
                    .entry((Kind::Promise, row.number.clone()))
                    .or_insert_with(|| anchor.clone());
                anchor
            })
            .collect();
        let mut add = |kind, ids: Vec<&String>| {
            for id in ids {
                let anchor = unique(kind, id, &mut taken);
                by_id.insert((kind, id.clone()), anchor);
            }
        };
        add(
            Kind::Finding,
            report.findings.iter().map(|f| &f.number).collect(),
        );
        add(
            Kind::Evidence,
            report.evidence.iter().map(|e| &e.number).collect(),
        );
        let pictured = report.evidence.iter().filter(|e| e.picture.is_some());
        add(Kind::Photograph, pictured.map(|e| &e.number).collect());
        add(
            Kind::Money,
            report.money.lines.iter().map(|m| &m.number).collect(),
        );
        add(Kind::Source, report.sources.iter().map(|s| &s.id).collect());
        add(
            Kind::Working,
            report.workings.iter().map(|w| &w.id).collect(),
        );
        add(
            Kind::Response,
            report.responses.iter().map(|r| &r.id).collect(),
        );
        let numbers = report.recommendations.iter().map(|r| &r.number).collect();
        add(Kind::Recommendation, numbers);
        Self { by_id, rows }
    }

    /// The anchor of a thing; nothing when the report does not hold it.
    pub(super) fn get(&self, kind: Kind, id: &str) -> Option<&str> {
        self.by_id.get(&(kind, id.to_owned())).map(String::as_str)
    }

    /// The anchor of a row of the comparison, by its place.
    pub(super) fn row(&self, index: usize) -> String {
        self.rows.get(index).cloned().unwrap_or_default()
    }
}

/// The anchor of a section.
pub(super) const fn section(code: SectionCode) -> &'static str {
    match code {
        SectionCode::Background => "background",
        SectionCode::Method => "method",
        SectionCode::Comparison => "comparison",
        SectionCode::OtherFigures => "other-figures",
        SectionCode::Checks => "checks",
        SectionCode::Findings => "findings",
        SectionCode::Voices => "voices",
        SectionCode::Money => "money",
        SectionCode::Conclusions => "conclusions",
        SectionCode::Recommendations => "recommendations",
        SectionCode::Responses => "responses",
        SectionCode::FollowUp => "follow-up",
        SectionCode::Chronology => "chronology",
        SectionCode::EarlierFindings => "earlier-findings",
        SectionCode::Omissions => "omissions",
        SectionCode::Stronger => "stronger",
        SectionCode::Workings => "workings",
        SectionCode::Evidence => "evidence",
        SectionCode::Sources => "sources",
        SectionCode::Corrections => "corrections",
        SectionCode::Glossary => "glossary",
        SectionCode::Citing => "citing",
    }
}

/// Makes an anchor from kind and id: letters, digits and hyphens, told apart by a count.
fn unique(kind: Kind, id: &str, taken: &mut BTreeSet<String>) -> String {
    let clean: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(60)
        .collect();
    let base = format!("{}-{clean}", kind.word());
    let mut anchor = base.clone();
    let mut count = 2;
    while !taken.insert(anchor.clone()) {
        anchor = format!("{base}-{count}");
        count += 1;
    }
    anchor
}
