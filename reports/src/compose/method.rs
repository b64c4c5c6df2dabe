//! How the work was done: why, what was covered and what not, how places were chosen, limits.

use super::context::Composer;
use super::phrases::{Terms, maybe, maybe_coded, maybe_date, paragraphs};
use super::workings;
use crate::document::{Block, Inlines, code};
use crate::model::{Label, Method, Sample};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let method = &composer.report.method;
    let mut blocks = Vec::new();
    blocks.extend(aims(composer, method));
    if !method.samples.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::Samples)));
    }
    for sample in &method.samples {
        blocks.push(Block::heading(4, &sample.of));
        blocks.extend(one_sample(composer, sample));
    }
    if let Some(field) = composer.facts(&method.field_work) {
        blocks.push(Block::heading(3, composer.word(Label::FieldWork)));
        blocks.push(field);
    }
    blocks.extend(people_and_tools(composer, method));
    if !method.limits.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::Limits)));
        blocks.push(Block::list(paragraphs(&method.limits)));
    }
    let figures = method.agreement.iter().chain(&method.access);
    let ids = figures.filter_map(|figure| figure.working.as_ref());
    blocks.extend(workings::beneath(composer, ids, 3));
    blocks
}

fn aims(composer: &Composer<'_>, method: &Method) -> Option<Block> {
    let mut terms = Terms::default();
    for (label, list) in [
        (Label::Purposes, &method.purposes),
        (Label::Objectives, &method.objectives),
        (Label::Scope, &method.scope),
        (Label::NotCovered, &method.not_covered),
    ] {
        terms.add_all(composer.word(label), paragraphs(list));
    }
    terms.block()
}

fn one_sample(composer: &Composer<'_>, sample: &Sample) -> Option<Block> {
    let mut terms = Terms::default();
    let word = |label| composer.word(label);
    terms.add(word(Label::HowMany), sample.n_of_total.as_str().into());
    terms.add(word(Label::Frame), maybe(&sample.frame));
    terms.add(word(Label::Design), maybe_coded(&sample.design));
    terms.add(word(Label::Chosen), maybe(&sample.chosen));
    terms.add(word(Label::Dates), maybe_date(&sample.dates));
    terms.add(word(Label::Announced), maybe_coded(&sample.announced));
    terms.add(word(Label::Interval), maybe(&sample.interval_note));
    let fixed = |value: &Option<String>| {
        value
            .as_ref()
            .map_or_else(Inlines::new, |value| code(value).into())
    };
    terms.add(word(Label::Seed), fixed(&sample.seed));
    terms.add(word(Label::ListFingerprint), fixed(&sample.list_sha256));
    terms.add_all(word(Label::Notes), paragraphs(&sample.notes));
    terms.add(word(Label::SourcesShort), composer.sources(&sample.sources));
    terms.block()
}

fn people_and_tools(composer: &Composer<'_>, method: &Method) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(people) = composer.facts(&method.observers) {
        blocks.push(Block::heading(3, composer.word(Label::Observers)));
        blocks.push(people);
    }
    let mut terms = Terms::default();
    terms.add_all(
        composer.word(Label::Instruments),
        paragraphs(&method.instruments),
    );
    for (label, figures) in [
        (Label::TwoObservers, &method.agreement),
        (Label::Access, &method.access),
    ] {
        let lines = figures
            .iter()
            .flat_map(|figure| composer.figure_lines(figure));
        terms.add_all(composer.word(label), lines.collect());
    }
    for fact in &method.facts {
        terms.add_all(&fact.term, composer.fact_lines(fact));
    }
    blocks.extend(terms.block());
    blocks
}
