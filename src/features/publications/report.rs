//! A comparison as a report: plain data with every sentence and every number in it.

use groundtruth_reports::model::{
    DateText, EmptySection, Fact, IntervalPlot, IntervalPlotRow, Label, Labels, Omission, Report,
    SectionCode, TextDirection, Working,
};

use crate::domain::case::{Case, Standing};
use crate::domain::comparison::{Comparison, VerdictCode};
use crate::domain::number::Exact;
use crate::domain::period::PartialDate;
use crate::infra::words::Words;

use super::maker::Maker;

/// What a report is called and who issues it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprint {
    /// Number that people use: `R-2026-0001`.
    pub number: String,
    /// Version: `1`.
    pub version: String,
    /// Date of this version.
    pub date: PartialDate,
    /// The organisation that issues it.
    pub organisation: String,
    /// What the organisation calls its work.
    pub work_name: String,
}

/// Makes the report of a compared case.
#[must_use]
pub fn report_of(case: &Case, comparison: &Comparison, words: &Words, imprint: &Imprint) -> Report {
    let mut maker = Maker::new(case, comparison, words);
    let promises = maker.promise_rows();
    let category_sets = maker.category_sets();
    let checks = maker.checks();
    let money = maker.money_schedule();
    let workings: Vec<Working> = std::mem::take(&mut maker.workings);
    let by = case
        .method
        .interests
        .iter()
        .map(|i| Fact::new(maker.get("made-by-interests"), i.clone()));
    let auditors = case
        .parties
        .iter()
        .filter(|p| p.roles.contains(&crate::domain::party::Role::Auditor));
    let made_by = auditors
        .map(|p| Fact::new(maker.get("made-by-auditor"), p.name.clone()))
        .chain(by);
    Report {
        language: words.code().to_owned(),
        direction: match words.direction() {
            "rtl" => TextDirection::Rtl,
            _ => TextDirection::Ltr,
        },
        stamps: maker.stamps(),
        number: imprint.number.clone(),
        version: imprint.version.clone(),
        date: maker.wording.date(imprint.date),
        organisation: imprint.organisation.clone(),
        work_name: imprint.work_name.clone(),
        title: case.title.clone(),
        subtitle: Some(maker.verdicts_in_short()).filter(|_| case.answer.is_some()),
        answer: maker.answer(),
        four_words: maker.four_words(),
        page_one: maker.page_one(),
        does_not_say: case.does_not_say.clone(),
        background: maker.rest_of_the_answer(),
        made_by: made_by.collect(),
        agreements: maker.agreements(),
        payments: maker.payments(),
        method: maker.method(),
        promises,
        refusals: comparison
            .limits
            .iter()
            .map(|r| maker.wording.refusal(r))
            .collect(),
        interval_plots: interval_plots(&maker),
        other_figures: maker.other_figures(),
        category_sets,
        checks,
        findings: maker.findings(),
        voices: maker.voices(),
        money,
        conclusions: conclusions(&maker),
        recommendations: maker.recommendations(),
        responses: maker.responses(),
        chronology: maker.chronology(),
        omissions: omissions(&maker),
        workings,
        evidence: maker.evidence(),
        sources: maker.sources(),
        glossary: maker.glossary(),
        how_to_cite: vec![cite(&maker, imprint)],
        check_this_document: vec![Fact::new(
            maker.get("check-document-term"),
            maker.say("check-document", &[("case", case.id.as_str())]),
        )],
        stronger: maker.stronger(),
        empty_sections: empty_sections(&maker),
        labels: labels(words),
        ..Report::default()
    }
}

/// The fixed words of the editions. A placeholder is put in as itself, for the editions to fill.
fn labels(words: &Words) -> Labels {
    Labels::new(Label::ALL.iter().map(|label| {
        let names: Vec<(String, String)> = label
            .placeholders()
            .iter()
            .map(|p| ((*p).to_owned(), format!("{{{p}}}")))
            .collect();
        let names: Vec<(&str, &str)> = names
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        (label.key(), words.say(label.key(), &names))
    }))
}

/// Sampled shares side by side, where there are any.
fn interval_plots(maker: &Maker<'_>) -> Vec<IntervalPlot> {
    let mut rows = Vec::new();
    for row in &maker.comparison.rows {
        let Some(measured) = row
            .found_in_use()
            .filter_map(|e| e.measured.as_ref())
            .find(|m| m.interval.is_some())
        else {
            continue;
        };
        let (Some(interval), Some(value)) = (&measured.interval, &measured.value) else {
            continue;
        };
        let facts = measured
            .facts
            .iter()
            .filter(|f| matches!(f.key, "fact-in-order" | "fact-interval"));
        let text: Vec<String> = facts.map(|f| maker.wording.fact(f)).collect();
        rows.push(IntervalPlotRow {
            label: match maker.slice(row) {
                Some(slice) => format!("{} {slice}", maker.promise_number(&row.obligation)),
                None => maker.promise_number(&row.obligation),
            },
            point: Some(value.times(Exact::HUNDRED).unwrap_or(Exact::ZERO).to_f64()),
            low: Some(interval.low * 100.0),
            high: Some(interval.high * 100.0),
            text: text.join("; "),
        });
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![IntervalPlot {
        title: maker.get("plot-shares"),
        unit: "%".to_owned(),
        axis_low: 0.0,
        axis_high: 100.0,
        axis_low_text: "0%".to_owned(),
        axis_high_text: "100%".to_owned(),
        rows,
        ..IntervalPlot::default()
    }]
}

/// What may be concluded: each promise with its verdict, and nothing beyond the frame.
fn conclusions(maker: &Maker<'_>) -> Vec<String> {
    let mut lines: Vec<String> = maker
        .comparison
        .promises
        .iter()
        .filter_map(|result| {
            let obligation = maker.case.obligation(&result.obligation)?;
            let verdict = maker.get(&format!("verdict-{}", result.verdict.code.code()));
            let reason = result
                .verdict
                .code
                .reason()
                .map(|r| maker.get(&format!("reason-{}", r.code())));
            let verdict = match reason {
                Some(reason) => format!("{verdict}: {reason}"),
                None => verdict,
            };
            let names = [
                ("number", maker.promise_number(&result.obligation)),
                ("promise", obligation.promise.clone()),
                ("verdict", verdict),
            ];
            let names: Vec<(&str, &str)> = names.iter().map(|(k, v)| (*k, v.as_str())).collect();
            Some(maker.say("conclusion-line", &names))
        })
        .collect();
    lines.push(maker.get("conclusion-frame"));
    lines
}

fn omissions(maker: &Maker<'_>) -> Vec<Omission> {
    let words = maker.wording.words;
    let mut omissions = Vec::new();
    let withheld = maker.withheld();
    if withheld > 0 {
        omissions.push(Omission {
            what: words.count("omission-accounts", withheld, &[]),
            why: maker.get("omission-accounts-why"),
        });
    }
    if let Some(withdrawn) = maker.withdrawn() {
        omissions.push(Omission {
            what: words.count("omission-withdrawn", withdrawn, &[]),
            why: maker.get("omission-withdrawn-why"),
        });
    }
    omissions
}

/// Sections whose emptiness says something.
fn empty_sections(maker: &Maker<'_>) -> Vec<EmptySection> {
    let mut empty = Vec::new();
    let all_kept = maker
        .comparison
        .promises
        .iter()
        .all(|p| p.verdict.code == VerdictCode::Delivered);
    if maker.case.money.is_empty() {
        let key = if all_kept {
            "money-none"
        } else {
            "empty-money"
        };
        empty.push(EmptySection {
            section: SectionCode::Money,
            sentence: maker.get(key),
        });
    }
    if maker.case.responses.is_empty() {
        empty.push(EmptySection {
            section: SectionCode::Responses,
            sentence: maker.get("reply-none"),
        });
    }
    if maker.case.evidence.is_empty() && !matches!(maker.case.standing, Standing::Own) {
        empty.push(EmptySection {
            section: SectionCode::Evidence,
            sentence: maker.get("empty-evidence"),
        });
    }
    empty
}

fn cite(maker: &Maker<'_>, imprint: &Imprint) -> String {
    let stamps: Vec<String> = maker.stamps().into_iter().map(|s| s.text).collect();
    let date: DateText = maker.wording.date(imprint.date);
    let names = [
        ("organisation", imprint.organisation.as_str()),
        ("title", maker.case.title.as_str()),
        ("number", imprint.number.as_str()),
        ("version", imprint.version.as_str()),
        ("date", date.text.as_str()),
    ];
    let text = maker.say("how-to-cite", &names);
    if stamps.is_empty() {
        text
    } else {
        format!("{text} {}.", stamps.join(". "))
    }
}
