//! Findings and what is asked.

use super::Table;
use super::plan::{Plan, lines};
use crate::model::{Finding, Label, Recommendation, Report, Response};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![findings(report), recommendations(report)]
}

fn findings(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "findings",
        Label::TableFindings,
        Label::TableFindingsText,
    )
    .text("number", Label::EvidenceNumber, |one: &&Finding| {
        &one.number
    })
    .text("finding", Label::ColumnSentence, |one| &one.title)
    .flag("kept", Label::Kept, |one| one.positive)
    .joined("promises", Label::AboutPromises, |one| {
        one.promises.join(", ")
    })
    .joined("criteria", Label::Criteria, |one| lines(&one.criteria))
    .joined("condition", Label::Condition, |one| lines(&one.condition))
    .maybe("perspective", Label::Perspective, |one| &one.perspective)
    .joined("cause", Label::Cause, |one| cause(one))
    .joined("effect", Label::Effect, |one| lines(&one.effect))
    .maybe("holds_for", Label::HoldsFor, |one| &one.holds_for)
    .maybe("change_our_mind", Label::ChangeOurMind, |one| {
        &one.change_our_mind
    })
    .group("grade", Label::Grade)
    .text("", Label::Grade, |one| {
        one.grade.as_ref().map_or("", |grade| &grade.label)
    })
    .text("code", Label::ColumnCode, |one| {
        one.grade.as_ref().map_or("", |grade| &grade.code)
    })
    .text("because", Label::ColumnBecause, |one| {
        let grade = one.grade.as_ref();
        let because = grade.and_then(|grade| grade.because.as_deref());
        because.unwrap_or_default()
    })
    .apart()
    .coded("state", Label::State, |one| one.status.as_ref())
    .joined("to", Label::Addressees, |one| one.addressees.join("; "))
    .joined("evidence", Label::Evidence, |one| one.evidence.join(", "))
    .joined("money", Label::Money, |one| one.money.join(", "))
    .joined("replies", Label::Replies, |one| {
        let answered = report.responses.iter();
        let answered = answered.filter(|response| one.responses.contains(&response.id));
        let said = answered.flat_map(|response| said_to(report, one, response));
        lines(&said.collect::<Vec<_>>())
    })
    .joined("responses", Label::Responses, |one| {
        one.responses.join(", ")
    })
    .joined("notes", Label::Notes, |one| lines(&one.notes))
    .sources(|one| &one.sources)
    .rows(report.findings.iter())
}

/// Who answered a finding, how and when; and every word of it where it answers this finding rather than the whole.
fn said_to(report: &Report, finding: &Finding, response: &Response) -> Vec<String> {
    let received = response.received.as_ref();
    let on = received.map_or_else(String::new, |date| format!(", {}", date.text));
    let mut said = vec![format!("{}: {}{on}", response.party, response.state.label)];
    if !response.about.contains(&finding.number) {
        return said;
    }
    let word = |label, text: &str| format!("{}: {text}", report.labels.get(label));
    for point in &response.points {
        if !point.says.is_empty() {
            said.push(word(Label::TheySay, &point.says));
        }
        let evaluation = point.evaluation.iter();
        said.extend(evaluation.map(|text| word(Label::OurEvaluation, text)));
    }
    said.extend(response.text.iter().cloned());
    let evaluation = response.evaluation.iter();
    said.extend(evaluation.map(|text| word(Label::OurEvaluation, text)));
    let change = response.change.iter();
    said.extend(change.map(|text| word(Label::ChangeMade, text)));
    said
}

/// How certain the cause is, and the cause.
fn cause(finding: &Finding) -> String {
    match &finding.cause {
        None => String::new(),
        Some(cause) if cause.text.is_empty() => cause.certainty.label.clone(),
        Some(cause) => format!("{}: {}", cause.certainty.label, cause.text),
    }
}

fn recommendations(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "recommendations",
        Label::TableRecommendations,
        Label::TableRecommendationsText,
    )
    .text("number", Label::EvidenceNumber, |one: &&Recommendation| {
        &one.number
    })
    .text("to", Label::To, |one| &one.to)
    .text("action", Label::Action, |one| &one.action)
    .date("due", Label::Due, |one| one.due.as_ref())
    .maybe("cause", Label::Cause, |one| &one.cause)
    .joined("findings", Label::FromFindings, |one| {
        one.findings.join(", ")
    })
    .coded("state", Label::State, |one| one.state.as_ref())
    .coded("reply", Label::Reply, |one| one.reply.as_ref())
    .maybe("notes", Label::Notes, |one| &one.note)
    .rows(report.recommendations.iter())
}
