//! The report in short: one statement a row.

use super::Table;
use super::plan::Plan;
use crate::model::{Fact, Label, Report};

/// Part of the report, and a statement.
struct Line {
    part: String,
    text: String,
}

pub(super) fn summary(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(
        labels,
        "summary",
        Label::TableSummary,
        Label::TableSummaryText,
    )
    .text("part", Label::ColumnPart, |line: &Line| &line.part)
    .text("text", Label::ColumnText, |line| &line.text)
    .rows(lines(report))
}

fn lines(report: &Report) -> Vec<Line> {
    let mut lines = Lines {
        report,
        list: Vec::new(),
    };
    let number = [
        ("number", report.number.as_str()),
        ("version", report.version.as_str()),
    ];
    let number = report.labels.fill(Label::NumberAndVersion, &number);
    let issued = [
        ("organisation", report.organisation.as_str()),
        ("date", report.date.text.as_str()),
    ];
    let issued = report.labels.fill(Label::IssuedBy, &issued);
    let stamps = report.stamps.iter().map(|stamp| stamp.text.as_str());
    lines.add(Label::StampsName, stamps);
    lines.add(Label::Kicker, [report.title.as_str()]);
    lines.add(Label::Kicker, report.subtitle.as_deref());
    lines.add(Label::EvidenceNumber, [number.as_str()]);
    lines.add(Label::MadeBy, [issued.as_str(), &report.work_name]);
    lines.facts(Label::MadeBy, &report.made_by);
    lines.add(Label::Result, strings(&report.answer));
    let words = &report.four_words;
    lines.add(Label::Promised, words.promised.as_deref());
    lines.add(Label::Claimed, words.claimed.as_deref());
    lines.add(Label::Found, words.found.as_deref());
    lines.add(Label::Since, words.since.as_deref());
    let boxes = &report.page_one;
    lines.add(Label::HowSure, strings(&boxes.how_sure));
    lines.add(Label::MoneyQuestion, strings(&boxes.money));
    lines.add(Label::AnswerQuestion, strings(&boxes.answered));
    lines.add(Label::AskQuestion, strings(&boxes.asked));
    lines.add(Label::DoesNotSay, strings(&report.does_not_say));
    lines.add(Label::Background, strings(&report.background));
    lines.add(Label::Conclusions, strings(&report.conclusions));
    lines.add(Label::Stronger, strings(&report.stronger));
    let empty = report.empty_sections.iter();
    lines.add(Label::NotComputed, empty.map(|one| one.sentence.as_str()));
    lines.add(Label::HowToCite, strings(&report.how_to_cite));
    lines.facts(Label::CheckThisDocument, &report.check_this_document);
    lines.list
}

struct Lines<'a> {
    report: &'a Report,
    list: Vec<Line>,
}

impl Lines<'_> {
    fn add<'t>(&mut self, part: Label, texts: impl IntoIterator<Item = &'t str>) {
        let part = self.report.labels.get(part);
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        self.list.extend(texts.map(|text| Line {
            part: part.to_owned(),
            text: text.to_owned(),
        }));
    }

    fn facts(&mut self, part: Label, facts: &[Fact]) {
        let texts: Vec<String> = facts.iter().map(fact).collect();
        self.add(part, strings(&texts));
    }
}

/// "Term: what is said about it."
pub(super) fn fact(fact: &Fact) -> String {
    format!("{}: {}", fact.term, fact.text.join(" "))
}

fn strings(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}
