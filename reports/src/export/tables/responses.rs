//! What the parties answered: one row for each response, and its text in full.

use super::Table;
use super::comparison::place;
use super::plan::Plan;
use crate::model::{DateText, Label, Report, Response};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![responses(report), texts(report)]
}

fn responses(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(
        labels,
        "responses",
        Label::TableResponses,
        Label::TableResponsesText,
    )
    .text("response", Label::ColumnCode, |one: &&Response| &one.id)
    .text("party", Label::ColumnParty, |one| &one.party)
    .coded("role", Label::Role, |one| one.role.as_ref())
    .joined("about", Label::About, |one| match one.about.as_slice() {
        [] => labels.get(Label::WholeReport).to_owned(),
        about => about.join(", "),
    })
    .group("reply", Label::Reply)
    .coded("", Label::Reply, |one| Some(&one.state))
    .text("code", Label::ColumnCode, |one| &one.state.code)
    .apart()
    .date("due", Label::Due, |one| one.due.as_ref())
    .date("received", Label::Received, |one| one.received.as_ref())
    .flag("summarised", Label::InSummary, |one| one.summarised)
    .maybe("change", Label::ChangeMade, |one| &one.change)
    .sources(|one| &one.sources)
    .rows(report.responses.iter())
}

/// One paragraph that belongs to a response.
struct Paragraph<'a> {
    response: &'a Response,
    part: Label,
    order: usize,
    text: &'a str,
    answer: &'a str,
    date: Option<&'a DateText>,
}

fn texts(report: &Report) -> Table {
    let labels = &report.labels;
    Plan::new(
        labels,
        "response_texts",
        Label::TableResponseTexts,
        Label::TableResponseTextsText,
    )
    .text("response", Label::ColumnCode, |one: &Paragraph<'_>| {
        &one.response.id
    })
    .text("party", Label::ColumnParty, |one| &one.response.party)
    .text("part", Label::ColumnPart, |one| labels.get(one.part))
    .number("order", Label::ColumnOrder, |one| place(one.order))
    .text("text", Label::ColumnText, |one| one.text)
    .text("evaluation", Label::OurEvaluation, |one| one.answer)
    .date("date", Label::Date, |one| one.date)
    .rows(report.responses.iter().flat_map(paragraphs))
}

fn paragraphs(response: &Response) -> Vec<Paragraph<'_>> {
    let paragraph = move |part, order, text| Paragraph {
        response,
        part,
        order,
        text,
        answer: "",
        date: None,
    };
    let sent = response.sent.iter().enumerate();
    let sent = sent.map(|(order, sent)| Paragraph {
        answer: sent.how.as_deref().unwrap_or_default(),
        date: sent.date.as_ref(),
        ..paragraph(Label::WasSent, order, &sent.what)
    });
    let note = response.sent_note.iter();
    let note = note.map(|note| paragraph(Label::WasSent, response.sent.len(), note));
    let whole = if response.summarised {
        Label::InSummary
    } else {
        Label::InFull
    };
    let text = response.text.iter().enumerate();
    let text = text.map(|(order, text)| paragraph(whole, order, text));
    let points = response.points.iter().enumerate();
    let points = points.map(|(order, point)| Paragraph {
        answer: point.evaluation.as_deref().unwrap_or_default(),
        ..paragraph(Label::TheySay, order, &point.says)
    });
    let evaluation = response.evaluation.iter().enumerate();
    let evaluation = evaluation.map(|(order, text)| paragraph(Label::OurEvaluation, order, text));
    let all = sent.chain(note).chain(text).chain(points);
    all.chain(evaluation).collect()
}
