//! Page one: title, answer, the promises at a glance, the boxes, and what the report does not say.

use super::context::Composer;
use super::phrases::{DOT, paragraph_blocks};
use super::{anchors, row};
use crate::document::{
    Block, Heading, Inline, Inlines, Legend, LinkTarget, List, Overview, ParagraphRole,
    TitledBlocks, strong, text,
};
use crate::figures;
use crate::model::{FourWord, Label, Report, SectionCode};

/// Rows that page one can hold; the rest is one link away.
const ROWS_ON_PAGE_ONE: usize = 16;

pub(super) fn blocks(composer: &Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut blocks = vec![
        Block::role(ParagraphRole::Kicker, composer.word(Label::Kicker)),
        Block::Heading(Heading {
            level: 1,
            anchor: Some("title".to_owned()),
            text: report.title.as_str().into(),
        }),
    ];
    if let Some(subtitle) = &report.subtitle {
        blocks.push(Block::role(ParagraphRole::Subtitle, subtitle));
    }
    blocks.push(Block::small(about(composer)));
    if !report.answer.is_empty() {
        blocks.push(Block::Answer(
            report.answer.iter().map(Inlines::from).collect(),
        ));
    }
    blocks.extend(four_words(composer));
    blocks.extend(overview(composer));
    blocks.extend(boxes(composer));
    blocks.extend(does_not_say(composer));
    blocks
}

/// Report number with version.
pub(super) fn number_line(composer: &Composer<'_>) -> String {
    let report = composer.report;
    composer.say(
        Label::NumberAndVersion,
        &[("number", &report.number), ("version", &report.version)],
    )
}

/// Who issued it and when.
pub(super) fn issued_line(composer: &Composer<'_>) -> String {
    let report = composer.report;
    if report.date.text.is_empty() {
        return report.organisation.clone();
    }
    composer.say(
        Label::IssuedBy,
        &[
            ("organisation", &report.organisation),
            ("date", &report.date.text),
        ],
    )
}

/// Where a reader checks the document.
pub(super) fn check_line(composer: &Composer<'_>) -> String {
    match composer.report.check_address.as_str() {
        "" => String::new(),
        address => format!("{}: {address}", composer.word(Label::CheckThisDocument)),
    }
}

/// The address to check by; number and version where there is none.
pub(super) fn check_code(report: &Report) -> String {
    match report.check_address.as_str() {
        "" => format!("{} {}", report.number, report.version)
            .trim()
            .to_owned(),
        address => address.to_owned(),
    }
}

/// The line under the title.
fn about(composer: &Composer<'_>) -> Inlines {
    let work = &composer.report.work_name;
    let work = if work.is_empty() {
        Inlines::new()
    } else {
        composer.say(Label::WorkName, &[("work", work)]).into()
    };
    Inlines::join(
        [
            number_line(composer).into(),
            issued_line(composer).into(),
            work,
        ],
        DOT,
    )
}

/// What stands behind each of the four words.
fn four_words(composer: &Composer<'_>) -> Option<Block> {
    let said = &composer.report.four_words;
    let boxes: Vec<_> = [
        (FourWord::Promised, &said.promised),
        (FourWord::Claimed, &said.claimed),
        (FourWord::Found, &said.found),
        (FourWord::Since, &said.since),
    ]
    .into_iter()
    .filter_map(|(word, sentence)| {
        Some(TitledBlocks {
            title: composer.word(row::heading_of(word)).into(),
            level: 2,
            blocks: vec![Block::small(sentence.as_ref()?)],
        })
    })
    .collect();
    (!boxes.is_empty()).then_some(Block::KeyBoxes(boxes))
}

fn overview(composer: &Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    if report.promises.is_empty() {
        return Vec::new();
    }
    let heads = [
        Label::WhatWasPromised,
        Label::Promised,
        Label::Claimed,
        Label::Found,
        Label::Drawing,
    ];
    let rows: Vec<_> = report
        .promises
        .iter()
        .take(ROWS_ON_PAGE_ONE)
        .enumerate()
        .map(|(index, promise)| row::glance(composer, index, promise))
        .collect();
    let drawn = rows.iter().any(|row| row.drawing.is_some());
    let mut blocks = vec![Block::Overview(Overview {
        caption: composer.word(Label::AtAGlance).to_owned(),
        heads: heads.map(|label| composer.word(label).to_owned()).to_vec(),
        rows,
    })];
    if drawn {
        blocks.push(legend(composer));
    }
    let more = report.promises.len().saturating_sub(ROWS_ON_PAGE_ONE);
    if more > 0 {
        let words = composer.say(Label::MoreRows, &[("count", &more.to_string())]);
        blocks.push(Block::paragraph(Inline::Link {
            to: LinkTarget::Anchor(anchors::section(SectionCode::Comparison).to_owned()),
            text: words.into(),
        }));
    }
    blocks
}

/// The key to the drawing, with the marks that the rows use.
pub(super) fn legend(composer: &Composer<'_>) -> Block {
    let bars = || {
        composer
            .report
            .promises
            .iter()
            .filter_map(|row| row.bar.as_ref())
    };
    let used = [
        true,
        bars().any(|bar| bar.claimed.is_some()),
        bars().any(|bar| bar.found.is_some()),
        bars().any(|bar| bar.whisker_low.is_some()),
    ];
    Block::Legend(Legend {
        name: composer.word(Label::LegendName).to_owned(),
        entries: figures::legend(composer.labels)
            .into_iter()
            .zip(used)
            .filter_map(|(entry, used)| used.then_some(entry))
            .collect(),
    })
}

fn boxes(composer: &Composer<'_>) -> Option<Block> {
    let page_one = &composer.report.page_one;
    let boxes: Vec<_> = [
        (Label::HowSure, &page_one.how_sure),
        (Label::MoneyQuestion, &page_one.money),
        (Label::AnswerQuestion, &page_one.answered),
        (Label::AskQuestion, &page_one.asked),
    ]
    .into_iter()
    .filter(|(_, sentences)| !sentences.is_empty())
    .map(|(label, sentences)| TitledBlocks {
        title: composer.word(label).into(),
        level: 2,
        blocks: paragraph_blocks(sentences),
    })
    .collect();
    (!boxes.is_empty()).then_some(Block::KeyBoxes(boxes))
}

fn does_not_say(composer: &Composer<'_>) -> Option<Block> {
    let said = &composer.report.does_not_say;
    let inside = match said.as_slice() {
        [] => return None,
        [one] => Block::paragraph(one),
        several => Block::List(List {
            ordered: false,
            items: several.iter().map(Inlines::from).collect(),
        }),
    };
    Some(Block::Ruled(TitledBlocks {
        title: composer.word(Label::DoesNotSay).into(),
        level: 2,
        blocks: vec![inside],
    }))
}

/// "**Term**: sentence", for remarks that open with what they are.
pub(super) fn lead_in(term: &str, sentence: &str) -> Inlines {
    vec![strong(format!("{term}: ")), text(sentence)].into()
}
