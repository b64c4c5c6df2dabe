//! Promised: targets in words, clauses, criteria with their rank and flags.

use groundtruth_reports::model::{
    Cell, Clause as ClauseText, Criterion as CriterionText, Figure as FigureText, SourceRef,
};

use crate::domain::case::Case;
use crate::domain::comparison::Row;
use crate::domain::number::{Exact, Rounding};
use crate::domain::obligation::{Criterion, Kind, Obligation, Target};
use crate::domain::refusal::RefusalCode;

use super::wording::Wording;

impl Wording<'_> {
    /// A target in words: `at least 10% of persons assessed`.
    pub fn target(&self, target: &Target, of: Option<&str>) -> String {
        let one = |key: &str, value: String| self.words.say(key, &[("value", &value)]);
        let text = match target {
            Target::Every => self.words.get("target-every"),
            Target::AtLeast(n) => one("target-at_least", self.number(n)),
            Target::MoreThan(n) => one("target-more_than", self.number(n)),
            Target::AtMost(n) => one("target-at_most", self.number(n)),
            Target::FewerThan(n) => one("target-fewer_than", self.number(n)),
            Target::Exactly(n) => one("target-exactly", self.number(n)),
            Target::Between { low, high } => self.words.say(
                "target-between",
                &[("low", &self.number(low)), ("high", &self.number(high))],
            ),
            Target::Times { count, per } => {
                let per = self.coded_of("recurrence", per).label;
                self.words
                    .count("target-times", *count as usize, &[("per", &per)])
            }
            Target::MoveTo { baseline, to } => {
                let change = to
                    .value()
                    .minus(baseline.value())
                    .and_then(|d| d.over(baseline.value()))
                    .unwrap_or(Exact::ZERO);
                let (baseline, to) = (self.number(baseline), self.number(to));
                self.words.say(
                    "target-move_to",
                    &[
                        ("baseline", &baseline),
                        ("to", &to),
                        ("change", &signed(&change)),
                    ],
                )
            }
            Target::MoveBy { baseline, by } => {
                let left = Exact::ONE
                    .plus(by.value())
                    .and_then(|f| f.times(baseline.value()))
                    .unwrap_or(Exact::ZERO);
                let names = [
                    ("baseline", self.number(baseline)),
                    ("by", by.text().to_owned()),
                    ("to", Rounding::to(2).show(&left)),
                    ("change", signed(&by.value())),
                ];
                let names: Vec<(&str, &str)> =
                    names.iter().map(|(k, v)| (*k, v.as_str())).collect();
                self.words.say("target-move_by", &names)
            }
            Target::By(date) => self
                .words
                .say("target-by", &[("date", &self.date_text(*date))]),
            Target::AgreedRate => self.words.get("target-agreed_rate"),
            Target::SupportableRate => self.words.get("target-supportable_rate"),
            Target::RecoverableSum => self.words.get("target-recoverable_sum"),
            Target::NotQuantified => self.words.get("target-not_quantified"),
            Target::NotPublished => self.words.get("target-not_published"),
        };
        match of.filter(|_| says_of(target)) {
            Some(of) => self
                .words
                .say("target-of", &[("target", &text), ("of", of)]),
            None => text,
        }
    }

    /// The promised side of a row.
    pub fn promised(&self, obligation: &Obligation, criterion: &Criterion, row: &Row) -> Cell {
        let Some(target) = &row.target else {
            return Cell::without(self.words.get("target-ended"));
        };
        if !target.is_quantified() {
            return Cell::without(self.target(target, None));
        }
        // A plain quantity reads as its number; everything else needs its comparator.
        let (text, exact) = match target {
            Target::AtLeast(n) if obligation.kind == Kind::Quantity && !n.is_percent() => {
                (self.number(n), Some(n.value().to_string()))
            }
            Target::AtLeast(n)
            | Target::MoreThan(n)
            | Target::AtMost(n)
            | Target::FewerThan(n)
            | Target::Exactly(n) => (
                self.target(target, criterion.of.as_deref()),
                Some(n.value().to_string()),
            ),
            other => (self.target(other, criterion.of.as_deref()), None),
        };
        let plain = !matches!(target, Target::Times { .. } | Target::By(_))
            && (criterion.of.is_none() || matches!(target, Target::Every));
        Cell::of(FigureText {
            text,
            exact,
            unit: (plain && shows_unit(target)).then(|| obligation.unit.clone()),
            who_counted: criterion.counted_by.map(|c| self.counter(c)),
            how_counted: Some(self.coded_of("rank", &criterion.rank).label),
            notes: criterion
                .reading
                .iter()
                .chain(&obligation.note)
                .cloned()
                .collect(),
            sources: sources(&criterion.sources),
            date: criterion.dated.map(|d| self.date(d)),
            ..FigureText::default()
        })
    }

    /// The clause a promise stands in.
    pub fn clause(&self, case: &Case, obligation: &Obligation) -> Option<ClauseText> {
        let clause = obligation.clause.as_ref()?;
        let document = clause
            .document
            .as_ref()
            .and_then(|id| case.sources.iter().find(|s| s.id == *id));
        Some(ClauseText {
            document: document.map_or_else(String::new, |d| d.title.clone()),
            clause: clause.number.clone(),
            page: clause.page.map(|p| p.to_string()),
            words: clause.quote.clone(),
            words_language: None,
            sha256: document.and_then(|d| d.sha256.clone()),
            sources: clause
                .document
                .iter()
                .map(|id| SourceRef::to(id.as_str()))
                .collect(),
        })
    }

    /// What a row is judged by.
    pub fn criterion(
        &self,
        case: &Case,
        obligation: &Obligation,
        criterion: &Criterion,
        row: &Row,
    ) -> CriterionText {
        let titles: Vec<String> = criterion
            .sources
            .iter()
            .filter_map(|id| case.sources.iter().find(|s| s.id == *id))
            .map(|s| s.title.clone())
            .collect();
        let source = match (titles.is_empty(), criterion.reading.clone()) {
            (_, Some(reading)) => reading,
            (false, None) => titles.join("; "),
            (true, None) => self.coded_of("rank", &criterion.rank).label,
        };
        let mut flags = Vec::new();
        if row
            .refusals
            .iter()
            .any(|r| r.code == RefusalCode::CriterionInconsistent)
        {
            flags.push(self.coded("target-flag", "inconsistent"));
        }
        if obligation.unclear.is_some() {
            flags.push(self.coded("target-flag", "unclear"));
        }
        CriterionText {
            source,
            rank: Some(self.coded_of("rank", &criterion.rank)),
            flags,
            target: row
                .target
                .as_ref()
                .map(|t| self.target(t, criterion.of.as_deref())),
        }
    }
}

/// Names of sources as references.
pub fn sources(ids: &[crate::domain::code::Code]) -> Vec<SourceRef> {
    ids.iter().map(|id| SourceRef::to(id.as_str())).collect()
}

fn says_of(target: &Target) -> bool {
    match target {
        Target::Between { .. } => true,
        Target::AtLeast(n)
        | Target::MoreThan(n)
        | Target::AtMost(n)
        | Target::FewerThan(n)
        | Target::Exactly(n) => n.is_percent(),
        _ => false,
    }
}

fn shows_unit(target: &Target) -> bool {
    !matches!(
        target,
        Target::AgreedRate
            | Target::SupportableRate
            | Target::RecoverableSum
            | Target::MoveTo { .. }
            | Target::MoveBy { .. }
    )
}

fn signed(change: &Exact) -> String {
    let text = Rounding::to(1).show_percent(&change.abs());
    if change.is_negative() {
        format!("\u{2212}{text}")
    } else {
        format!("+{text}")
    }
}
