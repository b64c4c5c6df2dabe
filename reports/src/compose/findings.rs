//! Findings: what should be, what was found, how often, why, what it means, who answered what.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{DOT, Terms, maybe, maybe_date, paragraphs};
use super::row::clause_line;
use crate::document::{
    Block, Heading, Inline, Inlines, Paragraph, ParagraphRole, Quotation, strong, text,
};
use crate::model::{Finding, Label, Response};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let findings = &composer.report.findings;
    findings
        .iter()
        .flat_map(|finding| one(composer, finding))
        .collect()
}

fn one<'a>(composer: &mut Composer<'a>, finding: &'a Finding) -> Vec<Block> {
    let mut title: Inlines = vec![
        Inline::Soft(
            composer
                .say(Label::Finding, &[("number", &finding.number)])
                .into(),
        ),
        text(" "),
        text(&finding.title),
    ]
    .into();
    if finding.positive {
        title.push(text(" "));
        title.push(Inline::Soft(
            format!("({})", composer.word(Label::Kept)).into(),
        ));
    }
    let anchor = composer.anchors.get(Kind::Finding, &finding.number);
    let heading = Block::Heading(Heading {
        level: 3,
        anchor: anchor.map(str::to_owned),
        text: title,
    });
    let mut blocks = vec![heading];
    blocks.extend(clauses(composer, finding));
    blocks.extend(terms(composer, finding).block());
    blocks.extend(finding.notes.iter().map(|note| {
        Block::Paragraph(Paragraph {
            role: ParagraphRole::Small,
            text: note.as_str().into(),
        })
    }));
    blocks.extend(composer.photographs_of(&finding.evidence));
    blocks.extend(answers(composer, finding));
    blocks
}

/// The words of the agreement that the finding is about, each once, so that it can be read alone.
fn clauses(composer: &Composer<'_>, finding: &Finding) -> Vec<Block> {
    let mut quoted: Vec<&str> = Vec::new();
    let rows = composer.report.promises.iter();
    rows.filter(|row| finding.promises.contains(&row.number))
        .filter_map(|row| {
            let clause = row.clause.as_ref()?;
            let words = clause.words.as_deref()?;
            if quoted.contains(&words) {
                return None;
            }
            quoted.push(words);
            let says = composer.word(Label::AgreementSays);
            Some(Block::Quotation(Quotation {
                language: clause.words_language.clone(),
                text: vec![words.into()],
                by: Some(Inlines::join(
                    [says.into(), clause_line(composer, clause)],
                    DOT,
                )),
            }))
        })
        .collect()
}

/// What the parties said to this finding, in full, with what was made of it. What answers more than this finding stands once,
/// in the section of replies, and is linked to.
fn answers(composer: &Composer<'_>, finding: &Finding) -> Vec<Block> {
    let responses = composer.report.responses.iter();
    responses
        .filter(|response| finding.responses.contains(&response.id))
        .filter(|response| response.about.contains(&finding.number))
        .flat_map(|response| answer(composer, response))
        .collect()
}

fn answer(composer: &Composer<'_>, response: &Response) -> Vec<Block> {
    let by = format!("{}: {}", response.party, response.state.label);
    let by: Inlines = composer.link_as(Kind::Response, &response.id, &by).into();
    let quoted = |text: Vec<Inlines>| {
        Block::Quotation(Quotation {
            language: None,
            text,
            by: Some(by.clone()),
        })
    };
    let ours = |said: &str| {
        let word = composer.word(Label::OurEvaluation);
        Block::paragraph(format!("{word}: {said}").as_str())
    };
    let mut blocks = Vec::new();
    for point in &response.points {
        if !point.says.is_empty() {
            blocks.push(quoted(vec![point.says.as_str().into()]));
        }
        blocks.extend(point.evaluation.as_deref().map(ours));
    }
    if !response.text.is_empty() {
        blocks.push(quoted(paragraphs(&response.text)));
    }
    blocks.extend(response.evaluation.iter().map(|said| ours(said)));
    blocks.extend(response.change.as_ref().map(|change| {
        let word = composer.word(Label::ChangeMade);
        Block::paragraph(format!("{word}: {change}").as_str())
    }));
    blocks
}

fn terms(composer: &Composer<'_>, finding: &Finding) -> Terms {
    let mut terms = Terms::default();
    let word = |label| composer.word(label);
    terms.add(
        word(Label::AboutPromises),
        composer.links(Kind::Promise, &finding.promises),
    );
    terms.add_all(word(Label::Criteria), paragraphs(&finding.criteria));
    terms.add_all(word(Label::Condition), paragraphs(&finding.condition));
    terms.add(word(Label::Perspective), maybe(&finding.perspective));
    if let Some(cause) = &finding.cause {
        let mut line: Inlines = strong(&cause.certainty.label).into();
        if !cause.text.is_empty() {
            line.push(text(format!(": {}", cause.text)));
        }
        terms.add(word(Label::Cause), line);
    }
    terms.add_all(word(Label::Effect), paragraphs(&finding.effect));
    terms.add(word(Label::HoldsFor), maybe(&finding.holds_for));
    terms.add(word(Label::ChangeOurMind), maybe(&finding.change_our_mind));
    if let Some(grade) = &finding.grade {
        terms.add(word(Label::Grade), grade.label.as_str().into());
    }
    if let Some(status) = &finding.status {
        terms.add(word(Label::State), status.label.as_str().into());
    }
    let addressees = finding.addressees.iter().map(Inlines::from);
    terms.add(word(Label::Addressees), Inlines::join(addressees, "; "));
    terms.add(
        word(Label::Evidence),
        composer.links(Kind::Evidence, &finding.evidence),
    );
    terms.add(
        word(Label::Money),
        composer.links(Kind::Money, &finding.money),
    );
    terms.add_all(word(Label::Replies), replies(composer, finding));
    terms.add(
        word(Label::SourcesShort),
        composer.sources(&finding.sources),
    );
    terms
}

/// Who answered and how, each a link to the answer in full.
fn replies(composer: &Composer<'_>, finding: &Finding) -> Vec<Inlines> {
    let answered = finding.responses.iter().filter_map(|id| {
        let responses = &composer.report.responses;
        responses.iter().find(|response| response.id == *id)
    });
    answered
        .map(|response| {
            let words = format!("{}: {}", response.party, response.state.label);
            let link = composer
                .link_as(Kind::Response, &response.id, &words)
                .into();
            Inlines::join([link, maybe_date(&response.received)], ", ")
        })
        .collect()
}
