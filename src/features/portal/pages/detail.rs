//! The pages behind an audit: one promise, one working, what happened when, findings, method.

use groundtruth_reports::model::{
    Agreement, ChronologyEntry, EarlierFinding, Evidence, Fact, FigureGroup, Finding, FollowUp,
    GlossaryEntry, Method, MoneyLine, Omission, PromiseRow, Recommendation, Refusal, Report,
    Response, Source, Voice, Working,
};
use serde::Serialize;

use super::head::Head;
use super::rows::{Row, clause_line};
use crate::features::portal::shelf::Volume;
use crate::infra::http::Page;

/// One promise with all its rows.
#[derive(Clone, Debug, Serialize)]
pub struct PromisePage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// Its number.
    pub number: &'a str,
    /// The promise as a sentence.
    pub sentence: &'a str,
    /// Its rows.
    pub rows: Vec<FullRow<'a>>,
    /// The findings about it.
    pub findings: Vec<&'a Finding>,
    /// What is said in reply to it, to a finding about it or to the whole report.
    pub responses: Vec<&'a Response>,
    /// What people said about it.
    pub voices: Vec<&'a Voice>,
    /// The promise before it.
    pub before: Option<&'a str>,
    /// The promise after it.
    pub after: Option<&'a str>,
}

/// One row in full.
#[derive(Clone, Debug, Serialize)]
pub struct FullRow<'a> {
    /// As in the comparison.
    pub row: Row<'a>,
    /// The row as it stands in the report.
    pub full: &'a PromiseRow,
    /// Where the promise stands.
    pub clause: Option<String>,
    /// Lines of money that belong to it.
    pub money: Vec<&'a MoneyLine>,
    /// How its numbers were worked out.
    pub workings: Vec<&'a Working>,
    /// The evidence behind it.
    pub evidence: Vec<&'a Evidence>,
    /// The sources it rests on.
    pub sources: Vec<&'a Source>,
}

impl Page for PromisePage<'_> {
    const TEMPLATE: &'static str = "pages/portal/promise.html";
}

impl<'a> PromisePage<'a> {
    /// The page of the promise that these rows belong to.
    #[must_use]
    pub fn of(volume: &'a Volume, rows: &[&'a PromiseRow]) -> Self {
        let report = &volume.report;
        let (number, sentence) = rows
            .first()
            .map_or(("", ""), |row| (row.number.as_str(), row.sentence.as_str()));
        let mut numbers: Vec<&str> = report
            .promises
            .iter()
            .map(|row| row.number.as_str())
            .collect();
        numbers.dedup();
        let at = numbers.iter().position(|other| *other == number);
        let findings: Vec<_> = report
            .findings
            .iter()
            .filter(|f| f.promises.iter().any(|p| p == number))
            .collect();
        let answers = |response: &&Response| {
            response.about.is_empty()
                || response
                    .about
                    .iter()
                    .any(|about| about == number || findings.iter().any(|f| f.number == *about))
        };
        Self {
            head: Head::of(volume, "promise"),
            number,
            sentence,
            rows: rows.iter().map(|row| FullRow::of(volume, row)).collect(),
            responses: report.responses.iter().filter(answers).collect(),
            voices: report
                .voices
                .iter()
                .filter(|v| v.promises.iter().any(|p| p == number))
                .collect(),
            before: at.and_then(|at| numbers.get(at.checked_sub(1)?).copied()),
            after: at.and_then(|at| numbers.get(at + 1).copied()),
            findings,
        }
    }
}

impl<'a> FullRow<'a> {
    fn of(volume: &'a Volume, row: &'a PromiseRow) -> Self {
        let report = &volume.report;
        let named = |list: &[String], id: &str| list.iter().any(|other| other == id);
        Self {
            row: Row::of(volume.code.as_str(), row, &report.labels),
            full: row,
            clause: row
                .clause
                .as_ref()
                .map(|clause| clause_line(clause, &report.labels)),
            money: report
                .money
                .lines
                .iter()
                .filter(|line| named(&row.money.lines, &line.number))
                .collect(),
            workings: report
                .workings
                .iter()
                .filter(|working| named(&row.workings, &working.id))
                .collect(),
            evidence: report
                .evidence
                .iter()
                .filter(|evidence| named(&row.evidence, &evidence.number))
                .collect(),
            sources: sources_of(report, row),
        }
    }
}

fn sources_of<'a>(report: &'a Report, row: &PromiseRow) -> Vec<&'a Source> {
    let cells = [&row.promised, &row.claimed, &row.found, &row.since];
    let of_figures = cells
        .into_iter()
        .flat_map(|cell| &cell.figures)
        .flat_map(|figure| &figure.sources);
    let of_clause = row.clause.iter().flat_map(|clause| &clause.sources);
    let ids: Vec<&str> = of_clause
        .chain(of_figures)
        .map(|source| source.id.as_str())
        .collect();
    report
        .sources
        .iter()
        .filter(|source| ids.contains(&source.id.as_str()))
        .collect()
}

/// The working of one number.
#[derive(Clone, Debug, Serialize)]
pub struct WorkingPage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// The working.
    pub working: &'a Working,
    /// The promises whose numbers it gives, each once: number and sentence.
    pub promises: Vec<(&'a str, &'a str)>,
}

impl Page for WorkingPage<'_> {
    const TEMPLATE: &'static str = "pages/portal/working.html";
}

impl<'a> WorkingPage<'a> {
    /// The page of a working.
    #[must_use]
    pub fn of(volume: &'a Volume, working: &'a Working) -> Self {
        let rows = volume
            .report
            .promises
            .iter()
            .filter(|row| row.workings.contains(&working.id));
        let mut promises: Vec<_> = rows
            .map(|row| (row.number.as_str(), row.sentence.as_str()))
            .collect();
        promises.dedup();
        Self {
            head: Head::of(volume, "working"),
            working,
            promises,
        }
    }
}

/// What happened when.
#[derive(Clone, Debug, Serialize)]
pub struct ChronologyPage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// The events, in order.
    pub entries: &'a [ChronologyEntry],
    /// What became of earlier findings.
    pub earlier: &'a [EarlierFinding],
}

impl Page for ChronologyPage<'_> {
    const TEMPLATE: &'static str = "pages/portal/chronology.html";
}

impl<'a> ChronologyPage<'a> {
    /// The chronology of an audit.
    #[must_use]
    pub fn of(volume: &'a Volume) -> Self {
        let report = &volume.report;
        Self {
            head: Head::of(volume, "chronology"),
            entries: &report.chronology,
            earlier: &report.earlier_findings,
        }
    }
}

/// Findings, what people said, what is asked, what was answered.
#[derive(Clone, Debug, Serialize)]
pub struct FindingsPage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// The findings, kept ones included.
    pub findings: &'a [Finding],
    /// What people said.
    pub voices: &'a [Voice],
    /// What is asked, of whom.
    pub recommendations: &'a [Recommendation],
    /// The responses in full.
    pub responses: &'a [Response],
    /// What came of it.
    pub follow_up: &'a FollowUp,
}

impl Page for FindingsPage<'_> {
    const TEMPLATE: &'static str = "pages/portal/findings.html";
}

impl<'a> FindingsPage<'a> {
    /// The findings of an audit.
    #[must_use]
    pub fn of(volume: &'a Volume) -> Self {
        let report = &volume.report;
        Self {
            head: Head::of(volume, "findings"),
            findings: &report.findings,
            voices: &report.voices,
            recommendations: &report.recommendations,
            responses: &report.responses,
            follow_up: &report.follow_up,
        }
    }
}

/// How the work was done, and what it rests on.
#[derive(Clone, Debug, Serialize)]
pub struct MethodPage<'a> {
    /// Title, stamps, ways.
    pub head: Head<'a>,
    /// The method.
    pub method: &'a Method,
    /// Who made it.
    pub made_by: &'a [Fact],
    /// The agreements.
    pub agreements: &'a [Agreement],
    /// What holds for several rows together.
    pub refusals: &'a [Refusal],
    /// Figures that measure no promise.
    pub others: &'a [FigureGroup],
    /// What would make it stronger.
    pub stronger: &'a [String],
    /// What was withheld.
    pub omissions: &'a [Omission],
    /// The evidence.
    pub evidence: &'a [Evidence],
    /// Documents and publications.
    pub sources: &'a [Source],
    /// Words explained.
    pub glossary: &'a [GlossaryEntry],
}

impl Page for MethodPage<'_> {
    const TEMPLATE: &'static str = "pages/portal/method.html";
}

impl<'a> MethodPage<'a> {
    /// The method of an audit.
    #[must_use]
    pub fn of(volume: &'a Volume) -> Self {
        let report = &volume.report;
        Self {
            head: Head::of(volume, "method"),
            method: &report.method,
            made_by: &report.made_by,
            agreements: &report.agreements,
            refusals: &report.refusals,
            others: &report.other_figures,
            stronger: &report.stronger,
            omissions: &report.omissions,
            evidence: &report.evidence,
            sources: &report.sources,
            glossary: &report.glossary,
        }
    }
}
