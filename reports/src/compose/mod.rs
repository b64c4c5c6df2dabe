//! From a report to its document: which section says what, in which order. No arithmetic, no markup.

mod anchors;
mod answered;
mod asked;
mod back;
mod background;
mod card;
mod checks;
mod comparison;
mod context;
mod evidence;
mod findings;
mod followed;
mod front;
mod letter;
mod method;
mod money;
mod numbers;
mod photographs;
mod phrases;
mod row;
mod row_details;
mod voices;
mod workings;

pub use card::compose_card;
use context::Composer;
pub use letter::compose_letter;

use crate::document::{Block, ChromeWords, Document, Section};
use crate::model::{Label, Report, ReportError, SectionCode};

/// Puts a report in reading order.
///
/// # Errors
/// Refuses a report that [`Report::check`] refuses.
pub fn compose(report: &Report) -> Result<Document, ReportError> {
    report.check()?;
    let mut composer = Composer::new(report);
    let front = front::blocks(&composer);
    let sections = PLAN
        .iter()
        .filter_map(|planned| planned.compose(&mut composer))
        .collect();
    Ok(Document {
        language: report.language.clone(),
        direction: report.direction,
        title: report.title.clone(),
        stamps: report.stamps.iter().map(|s| s.text.clone()).collect(),
        number_line: front::number_line(&composer),
        issued_line: front::issued_line(&composer),
        check_line: front::check_line(&composer),
        check_code: front::check_code(report),
        words: words(&composer),
        front,
        sections,
    })
}

/// A section as planned: code, heading, whether it stands at the back, and what fills it.
struct Planned {
    code: SectionCode,
    heading: Label,
    annex: bool,
    fill: fn(&mut Composer<'_>) -> Vec<Block>,
}

impl Planned {
    /// The section; nothing when it is empty and nobody says why.
    fn compose(&self, composer: &mut Composer<'_>) -> Option<Section> {
        let mut blocks = (self.fill)(composer);
        if blocks.is_empty() {
            let empty = &composer.report.empty_sections;
            let reason = empty.iter().find(|entry| entry.section == self.code)?;
            blocks.push(Block::paragraph(&reason.sentence));
        }
        Some(Section {
            anchor: anchors::section(self.code).to_owned(),
            title: composer.word(self.heading).to_owned(),
            annex: self.annex,
            blocks,
        })
    }
}

const fn body(
    code: SectionCode,
    heading: Label,
    fill: fn(&mut Composer<'_>) -> Vec<Block>,
) -> Planned {
    Planned {
        code,
        heading,
        annex: false,
        fill,
    }
}

const fn annex(
    code: SectionCode,
    heading: Label,
    fill: fn(&mut Composer<'_>) -> Vec<Block>,
) -> Planned {
    Planned {
        code,
        heading,
        annex: true,
        fill,
    }
}

/// The anatomy of a report after page one.
const PLAN: &[Planned] = &[
    body(
        SectionCode::Background,
        Label::Background,
        background::blocks,
    ),
    body(SectionCode::Method, Label::Method, method::blocks),
    body(
        SectionCode::Comparison,
        Label::Comparison,
        comparison::blocks,
    ),
    body(
        SectionCode::OtherFigures,
        Label::OtherFigures,
        numbers::blocks,
    ),
    body(SectionCode::Checks, Label::Checks, checks::blocks),
    body(SectionCode::Findings, Label::Findings, findings::blocks),
    body(SectionCode::Voices, Label::Voices, voices::blocks),
    body(SectionCode::Money, Label::MoneySection, money::blocks),
    body(
        SectionCode::Conclusions,
        Label::Conclusions,
        asked::conclusions,
    ),
    body(
        SectionCode::Recommendations,
        Label::Recommendations,
        asked::recommendations,
    ),
    body(SectionCode::Responses, Label::Responses, answered::blocks),
    body(SectionCode::FollowUp, Label::FollowUp, followed::blocks),
    body(SectionCode::Chronology, Label::Chronology, back::chronology),
    body(
        SectionCode::EarlierFindings,
        Label::EarlierFindings,
        back::earlier_findings,
    ),
    body(SectionCode::Omissions, Label::Omissions, back::omissions),
    body(SectionCode::Stronger, Label::Stronger, back::stronger),
    annex(SectionCode::Workings, Label::Workings, workings::blocks),
    annex(SectionCode::Evidence, Label::EvidenceIndex, evidence::index),
    annex(SectionCode::Sources, Label::Sources, evidence::sources),
    annex(
        SectionCode::Corrections,
        Label::Corrections,
        back::corrections,
    ),
    annex(SectionCode::Glossary, Label::Glossary, back::glossary),
    annex(SectionCode::Citing, Label::Citing, back::citing),
];

/// The heading of a section.
pub(crate) fn heading(code: SectionCode) -> Option<Label> {
    let planned = PLAN.iter().find(|planned| planned.code == code)?;
    Some(planned.heading)
}

fn words(composer: &Composer<'_>) -> ChromeWords {
    let word = |label| composer.word(label).to_owned();
    ChromeWords {
        skip: word(Label::SkipToReport),
        contents: word(Label::Contents),
        annexes: word(Label::Annexes),
        stamps: word(Label::StampsName),
        top: word(Label::TopOfReport),
        outside_link: word(Label::NewTab),
    }
}
