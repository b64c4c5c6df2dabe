//! Responses in full: what had been sent, what was answered, and the auditor's evaluation beside it.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{Terms, maybe, maybe_coded, maybe_date, paragraphs};
use crate::document::{
    Block, Column, Heading, Inline, Inlines, Quotation, Table, TableCell, TableRow, strong, text,
};
use crate::model::{Label, Response, Sent};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let responses = &composer.report.responses;
    responses
        .iter()
        .flat_map(|response| one(composer, response))
        .collect()
}

fn one(composer: &Composer<'_>, response: &Response) -> Vec<Block> {
    let anchor = composer.anchors.get(Kind::Response, &response.id);
    let mut blocks = vec![Block::Heading(Heading {
        level: 3,
        anchor: anchor.map(str::to_owned),
        text: vec![
            text(format!("{}: ", response.party)),
            strong(&response.state.label),
        ]
        .into(),
    })];
    let mut terms = Terms::default();
    terms.add(composer.word(Label::Role), maybe_coded(&response.role));
    terms.add(composer.word(Label::About), about(composer, response));
    let mut sent: Vec<Inlines> = response.sent.iter().map(sent_line).collect();
    sent.push(maybe(&response.sent_note));
    terms.add_all(composer.word(Label::WasSent), sent);
    terms.add(composer.word(Label::Due), maybe_date(&response.due));
    terms.add(
        composer.word(Label::Received),
        maybe_date(&response.received),
    );
    terms.add(
        composer.word(Label::SourcesShort),
        composer.sources(&response.sources),
    );
    blocks.extend(terms.block());
    blocks.extend(in_words(composer, response));
    if !response.points.is_empty() {
        blocks.push(Block::Table(points(composer, response)));
    }
    let mut after = Terms::default();
    after.add_all(
        composer.word(Label::OurEvaluation),
        paragraphs(&response.evaluation),
    );
    after.add(composer.word(Label::ChangeMade), maybe(&response.change));
    blocks.extend(after.block());
    blocks
}

/// What the response is about; a finding, a promise or a recommendation, whichever has the number.
fn about(composer: &Composer<'_>, response: &Response) -> Inlines {
    if response.about.is_empty() {
        return composer.word(Label::WholeReport).into();
    }
    let kinds = [Kind::Finding, Kind::Promise, Kind::Recommendation];
    let link = |id: &String| {
        let kind = kinds
            .into_iter()
            .find(|kind| composer.anchors.get(*kind, id).is_some());
        kind.map_or_else(|| text(id), |kind| composer.link(kind, id))
    };
    Inlines::join(response.about.iter().map(|id| link(id).into()), ", ")
}

fn sent_line(sent: &Sent) -> Inlines {
    Inlines::join(
        [
            sent.what.as_str().into(),
            maybe_date(&sent.date),
            maybe(&sent.how),
        ],
        ", ",
    )
}

fn in_words(composer: &Composer<'_>, response: &Response) -> Option<Block> {
    let label = if response.summarised {
        Label::InSummary
    } else {
        Label::InFull
    };
    (!response.text.is_empty()).then(|| {
        Block::Quotation(Quotation {
            language: None,
            text: paragraphs(&response.text),
            by: Some(composer.word(label).into()),
        })
    })
}

fn points(composer: &Composer<'_>, response: &Response) -> Table {
    let columns = vec![
        Column::text(composer.word(Label::TheySay)),
        Column::text(composer.word(Label::OurEvaluation)),
    ];
    let rows = response
        .points
        .iter()
        .map(|point| {
            TableRow::new(vec![
                TableCell::line(point.says.as_str()),
                TableCell::lines([maybe(&point.evaluation)]),
            ])
        })
        .collect();
    let caption = vec![
        text(format!("{} ", composer.word(Label::TheySay))),
        Inline::Soft(response.party.as_str().into()),
    ];
    Table::new(caption, columns, rows)
}
