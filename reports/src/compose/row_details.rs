//! What stands under a row: the quoted words, what it is judged by, money, refusals, and the working.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{DOT, Terms, maybe, maybe_coded, paragraphs};
use super::row::columns;
use super::workings;
use crate::document::{Block, Disclosure, Inlines, Quotation, code};
use crate::model::{Label, PromiseRow};

pub(super) fn blocks(composer: &mut Composer<'_>, row: &PromiseRow) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(quotation(composer, row));
    let mut terms = Terms::default();
    terms.add(composer.word(Label::Criterion), judged_by(row));
    terms.add_all(composer.word(Label::Money), money(composer, row));
    let refused = row.refusals.iter();
    terms.add_all(
        composer.word(Label::NotComputed),
        refused
            .map(|refusal| composer.refusal_in_words(refusal))
            .collect(),
    );
    terms.add_all(composer.word(Label::Notes), paragraphs(&row.notes));
    terms.add(
        composer.word(Label::Evidence),
        composer.links(Kind::Evidence, &row.evidence),
    );
    terms.add(
        composer.word(Label::Photographs),
        composer.links(Kind::Photograph, &composer.pictured(&row.evidence)),
    );
    blocks.extend(terms.block());
    let shown = composer.in_no_finding(&row.evidence);
    blocks.extend(composer.photographs_of(&shown));
    blocks.extend(working(composer, row));
    blocks
}

fn quotation(composer: &Composer<'_>, row: &PromiseRow) -> Option<Block> {
    let clause = row.clause.as_ref()?;
    let words = clause.words.as_ref()?;
    Some(Block::Quotation(Quotation {
        language: clause.words_language.clone(),
        text: vec![words.into()],
        by: Some(composer.word(Label::AgreementSays).into()),
    }))
}

fn judged_by(row: &PromiseRow) -> Inlines {
    let Some(criterion) = &row.criterion else {
        return Inlines::new();
    };
    let flags = criterion
        .flags
        .iter()
        .map(|flag| flag.label.as_str().into());
    let parts = [
        criterion.source.as_str().into(),
        maybe_coded(&criterion.rank),
        maybe(&criterion.target),
    ];
    Inlines::join(parts.into_iter().chain(flags), DOT)
}

fn money(composer: &Composer<'_>, row: &PromiseRow) -> Vec<Inlines> {
    let mut lines: Vec<Inlines> = row
        .money
        .lines
        .iter()
        .filter_map(|number| {
            let lines = &composer.report.money.lines;
            let line = lines.iter().find(|line| line.number == *number)?;
            Some(super::money::in_short(composer, line))
        })
        .collect();
    lines.extend(row.money.refused.as_ref().map(Inlines::from));
    if lines.is_empty() && row.money.no_line {
        lines.push(composer.word(Label::NoMoneyLine).into());
    }
    lines
}

/// Everything a reader needs to judge again, behind one word.
fn working(composer: &mut Composer<'_>, row: &PromiseRow) -> Option<Block> {
    let mut blocks: Vec<_> = how_judged(composer, row).block().into_iter().collect();
    let ids = working_ids(row);
    let taken = composer.take_workings(ids.iter().copied());
    let mut elsewhere: Vec<String> = Vec::new();
    for id in ids {
        if !elsewhere.contains(id) && !taken.iter().any(|working| working.id == *id) {
            elsewhere.push(id.clone());
        }
    }
    for working in taken {
        blocks.extend(workings::body(composer, working, 4));
    }
    if !elsewhere.is_empty() {
        blocks.push(Block::paragraph(composer.links(Kind::Working, &elsewhere)));
    }
    (!blocks.is_empty()).then(|| {
        Block::Disclosure(Disclosure {
            anchor: None,
            summary: composer.word(Label::Working).into(),
            spoken: Some(composer.say(Label::WorkingOf, &[("what", &row.sentence)])),
            blocks,
        })
    })
}

/// Verdict with its rule, what the grade rests on, the kind of promise, the codes.
fn how_judged(composer: &Composer<'_>, row: &PromiseRow) -> Terms {
    let mut terms = Terms::default();
    if let Some(verdict) = &row.verdict {
        let rule = verdict.rule.map(|rule| {
            let rule = rule.to_string();
            composer.say(Label::Rule, &[("rule", &rule)]).into()
        });
        let reason = verdict
            .reason
            .as_ref()
            .map(|reason| reason.label.as_str().into());
        let parts = [verdict.label.as_str().into()];
        let line = Inlines::join(parts.into_iter().chain(reason).chain(rule), DOT);
        terms.add(composer.word(Label::Verdict), line);
    }
    if let Some(grade) = &row.grade {
        let because = maybe(&grade.because);
        let line = Inlines::join([grade.label.as_str().into(), because], DOT);
        terms.add(composer.word(Label::Grade), line);
    }
    terms.add(composer.word(Label::Kind), maybe_coded(&row.kind));
    let codes = row
        .refusals
        .iter()
        .filter(|refusal| !refusal.code.is_empty());
    let codes = codes.map(|refusal| Inlines::from(code(&refusal.code)));
    terms.add(composer.word(Label::Codes), Inlines::join(codes, ", "));
    let hash = row
        .clause
        .as_ref()
        .and_then(|clause| clause.sha256.as_ref());
    let hash = hash.map_or_else(Inlines::new, |hash| code(hash).into());
    terms.add(composer.word(Label::Fingerprint), hash);
    terms
}

/// The workings of the row in reading order, those of its figures included.
fn working_ids(row: &PromiseRow) -> Vec<&String> {
    let mut ids: Vec<&String> = row.workings.iter().collect();
    for (_, cell) in columns(row) {
        ids.extend(
            cell.figures
                .iter()
                .filter_map(|figure| figure.working.as_ref()),
        );
    }
    let differences = row.gap.iter().chain(&row.over_claim);
    ids.extend(differences.filter_map(|difference| difference.working.as_ref()));
    ids.extend(
        row.interval
            .iter()
            .filter_map(|interval| interval.working.as_ref()),
    );
    ids
}
