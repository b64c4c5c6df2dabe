//! What must hold before a report is rendered: format, words, and references that lead somewhere.

use std::collections::BTreeSet;

use super::{FORMAT, Report, SourceRef};

/// Why a report cannot be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The value says it is in another format.
    #[error("format is `{0}`, expected `{FORMAT}`")]
    Format(String),
    /// The catalogue gave no words for some labels.
    #[error("no words for the labels {}", .0.join(", "))]
    MissingLabels(Vec<&'static str>),
    /// Something refers to an entry that is not in the report.
    #[error("{whole} refers to {kind} `{id}`, which is not in the report")]
    BrokenReference {
        /// What kind of entry: working, source, money line, promise …
        kind: &'static str,
        /// The id referred to.
        id: String,
        /// Where the reference stands.
        whole: String,
    },
    /// Two entries of one kind share an id.
    #[error("two entries of kind {kind} have the id `{id}`")]
    DuplicateId {
        /// What kind of entry.
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// A photograph is no public copy, or not the one described.
    #[error("the photograph of evidence {number} cannot be printed: {why}")]
    Photograph {
        /// Number of the evidence.
        number: String,
        /// Why.
        why: crate::photographs::Unfit,
    },
    /// The tables do not fit into a workbook.
    #[error("the tables do not fit into a workbook: {0}")]
    Workbook(String),
    /// The package of tables could not be written.
    #[error("the package of tables could not be written: {0}")]
    Package(String),
    /// The JSON edition could not be read or written.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
}

impl Report {
    /// Refuses a report that an edition could not print whole.
    ///
    /// # Errors
    /// The first of: another format, labels without words, ids used twice, references to nothing.
    pub fn check(&self) -> Result<(), ReportError> {
        if self.format != FORMAT {
            return Err(ReportError::Format(self.format.clone()));
        }
        let missing = self.labels.missing();
        if !missing.is_empty() {
            let keys = missing.into_iter().map(super::Label::key).collect();
            return Err(ReportError::MissingLabels(keys));
        }
        let ids = Ids::of(self)?;
        ids.check_rows(self)?;
        ids.check_numbers(self)?;
        ids.check_findings(self)?;
        ids.check_sources(self)
    }
}

/// The ids of a report, kind by kind.
struct Ids<'a> {
    workings: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    money: BTreeSet<&'a str>,
    promises: BTreeSet<&'a str>,
    evidence: BTreeSet<&'a str>,
    findings: BTreeSet<&'a str>,
    responses: BTreeSet<&'a str>,
}

impl<'a> Ids<'a> {
    fn of(report: &'a Report) -> Result<Self, ReportError> {
        Ok(Self {
            workings: unique("working", report.workings.iter().map(|w| w.id.as_str()))?,
            sources: unique("source", report.sources.iter().map(|s| s.id.as_str()))?,
            money: unique(
                "money line",
                report.money.lines.iter().map(|m| m.number.as_str()),
            )?,
            promises: report.promises.iter().map(|p| p.number.as_str()).collect(),
            evidence: unique(
                "evidence",
                report.evidence.iter().map(|e| e.number.as_str()),
            )?,
            findings: unique("finding", report.findings.iter().map(|f| f.number.as_str()))?,
            responses: unique("response", report.responses.iter().map(|r| r.id.as_str()))?,
        })
    }

    fn check_rows(&self, report: &Report) -> Result<(), ReportError> {
        for row in &report.promises {
            let whole = || format!("promise {}", row.number);
            known("working", &self.workings, &row.workings, &whole)?;
            known("money line", &self.money, &row.money.lines, &whole)?;
            known("evidence", &self.evidence, &row.evidence, &whole)?;
            let cells = [&row.promised, &row.claimed, &row.found, &row.since];
            for figure in cells.iter().flat_map(|cell| &cell.figures) {
                known("working", &self.workings, &figure.working, &whole)?;
            }
            for difference in row.gap.iter().chain(&row.over_claim) {
                known("working", &self.workings, &difference.working, &whole)?;
            }
            if let Some(interval) = &row.interval {
                known("working", &self.workings, &interval.working, &whole)?;
            }
        }
        Ok(())
    }

    fn check_numbers(&self, report: &Report) -> Result<(), ReportError> {
        for group in &report.other_figures {
            let whole = || format!("figure group {}", group.id);
            for entry in &group.entries {
                known("working", &self.workings, &entry.figure.working, &whole)?;
            }
        }
        for set in &report.category_sets {
            let whole = || format!("category set {}", set.id);
            known("working", &self.workings, &set.working, &whole)?;
            let rows = set.rows.iter().chain(&set.combined);
            for share in rows.flat_map(|row| &row.shares).flatten() {
                known("working", &self.workings, &share.working, &whole)?;
            }
        }
        for check in &report.checks {
            let whole = || format!("check {}", check.id);
            known("working", &self.workings, &check.working, &whole)?;
        }
        for line in &report.money.lines {
            let whole = || format!("money line {}", line.number);
            known("working", &self.workings, &line.working, &whole)?;
            known("promise", &self.promises, &line.promises, &whole)?;
        }
        for total in &report.money.totals {
            let whole = || "a money total".to_owned();
            known("working", &self.workings, &total.working, &whole)?;
        }
        for figure in report.method.agreement.iter().chain(&report.method.access) {
            let whole = || "the method".to_owned();
            known("working", &self.workings, &figure.working, &whole)?;
        }
        Ok(())
    }

    fn check_findings(&self, report: &Report) -> Result<(), ReportError> {
        for finding in &report.findings {
            let whole = || format!("finding {}", finding.number);
            known("promise", &self.promises, &finding.promises, &whole)?;
            known("evidence", &self.evidence, &finding.evidence, &whole)?;
            known("money line", &self.money, &finding.money, &whole)?;
            known("response", &self.responses, &finding.responses, &whole)?;
        }
        for recommendation in &report.recommendations {
            let whole = || format!("recommendation {}", recommendation.number);
            known("finding", &self.findings, &recommendation.findings, &whole)?;
        }
        for one in &report.follow_up.items {
            let whole = || format!("follow-up {}", one.number);
            known("finding", &self.findings, &one.findings, &whole)?;
        }
        for voice in &report.voices {
            let whole = || format!("voice {}", voice.id);
            known("promise", &self.promises, &voice.promises, &whole)?;
        }
        Ok(())
    }

    fn check_sources(&self, report: &Report) -> Result<(), ReportError> {
        let mut refs: Vec<(&[SourceRef], String)> = Vec::new();
        for row in &report.promises {
            let cells = [&row.promised, &row.claimed, &row.found, &row.since];
            for figure in cells.iter().flat_map(|cell| &cell.figures) {
                refs.push((&figure.sources, format!("promise {}", row.number)));
            }
            if let Some(clause) = &row.clause {
                refs.push((&clause.sources, format!("promise {}", row.number)));
            }
        }
        for agreement in &report.agreements {
            refs.push((
                &agreement.sources,
                format!("agreement {}", agreement.number),
            ));
        }
        for check in &report.checks {
            refs.push((&check.sources, format!("check {}", check.id)));
        }
        for entry in &report.chronology {
            refs.push((&entry.sources, "the chronology".to_owned()));
        }
        for response in &report.responses {
            refs.push((&response.sources, format!("response {}", response.id)));
        }
        for line in &report.money.lines {
            refs.push((&line.sources, format!("money line {}", line.number)));
        }
        for (list, whole) in refs {
            let ids = list.iter().map(|reference| &reference.id);
            known("source", &self.sources, ids, &|| whole.clone())?;
        }
        Ok(())
    }
}

/// Collects ids and refuses one that stands twice.
fn unique<'a>(
    kind: &'static str,
    ids: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<&'a str>, ReportError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            let id = id.to_owned();
            return Err(ReportError::DuplicateId { kind, id });
        }
    }
    Ok(seen)
}

/// Refuses a reference to an id that is not there.
fn known<'a>(
    kind: &'static str,
    ids: &BTreeSet<&str>,
    wanted: impl IntoIterator<Item = &'a String>,
    whole: &dyn Fn() -> String,
) -> Result<(), ReportError> {
    match wanted.into_iter().find(|id| !ids.contains(id.as_str())) {
        None => Ok(()),
        Some(id) => Err(ReportError::BrokenReference {
            kind,
            id: id.clone(),
            whole: whole(),
        }),
    }
}
