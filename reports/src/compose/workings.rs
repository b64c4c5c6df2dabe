//! How numbers were worked out: formula, inputs with who counted, steps with rounding, result.

use super::context::Composer;
use super::phrases::{maybe_coded, paragraphs};
use super::row::heading_of;
use crate::document::{
    Block, Column, Disclosure, Heading, Inline, Inlines, Table, TableCell, TableRow, code, strong,
    text,
};
use crate::model::{Label, Working};

/// The annex: workings that stand at no number of their own.
pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let remaining = composer.remaining_workings();
    folded(composer, &remaining, 3)
}

/// The workings among `ids` that stand nowhere yet, one disclosure each, with headings of `level`.
pub(super) fn beneath<'i>(
    composer: &mut Composer<'_>,
    ids: impl IntoIterator<Item = &'i String>,
    level: u8,
) -> Vec<Block> {
    let taken = composer.take_workings(ids);
    folded(composer, &taken, level)
}

fn folded(composer: &Composer<'_>, workings: &[&Working], level: u8) -> Vec<Block> {
    workings
        .iter()
        .map(|working| {
            let say = |what: &str| composer.say(Label::WorkingOf, &[("what", what)]);
            Block::Disclosure(Disclosure {
                anchor: None,
                summary: say(&working.title).into(),
                spoken: None,
                blocks: body(composer, working, level),
            })
        })
        .collect()
}

/// The working in full, under a heading that links lead to.
pub(super) fn body(composer: &Composer<'_>, working: &Working, level: u8) -> Vec<Block> {
    let anchor = composer
        .anchors
        .get(super::anchors::Kind::Working, &working.id)
        .map(str::to_owned);
    let mut blocks = vec![
        Block::Heading(Heading {
            level,
            anchor,
            text: vec![
                text(format!("{} ", working.title)),
                Inline::Soft(working.id.as_str().into()),
            ]
            .into(),
        }),
        Block::paragraph(formula(composer, working)),
    ];
    blocks.extend(inputs(composer, working));
    blocks.extend(steps(composer, working));
    blocks.push(Block::paragraph(result(composer, working)));
    let rest = [
        (Label::Exclusions, &working.exclusions),
        (Label::Observations, &working.observations),
        (Label::Notes, &working.notes),
    ];
    for (label, lines) in rest {
        if !lines.is_empty() {
            let joined = Inlines::join(paragraphs(lines), " ");
            let mut line: Inlines = strong(format!("{}: ", composer.word(label))).into();
            line.0.extend(joined.0);
            blocks.push(Block::small(line));
        }
    }
    blocks
}

fn formula(composer: &Composer<'_>, working: &Working) -> Inlines {
    let id = composer.say(
        Label::FormulaVersion,
        &[("formula", &working.formula), ("version", &working.version)],
    );
    let mut line: Inlines = strong(format!("{}: ", composer.word(Label::Formula))).into();
    if let Some(words) = &working.formula_text {
        line.push(text(format!("{words} ")));
    }
    line.push(code(id));
    line
}

fn inputs(composer: &Composer<'_>, working: &Working) -> Option<Block> {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::Input),
        Column::number(composer.word(Label::Value)),
        head(Label::Column),
        head(Label::WhoCounted),
    ];
    let rows = working
        .inputs
        .iter()
        .map(|input| {
            let name = input.name.as_str().into();
            let word = input.column.map(|word| composer.word(heading_of(word)));
            TableRow::new(vec![
                TableCell::lines([name, composer.sources(&input.sources)]),
                TableCell::number(input.text.as_str(), input.exact.clone()),
                TableCell::lines(word.map(Inlines::from)),
                TableCell::lines([maybe_coded(&input.who_counted)]),
            ])
        })
        .collect();
    let caption = composer.word(Label::Inputs);
    (!working.inputs.is_empty())
        .then(|| Block::Table(Table::new(caption, columns, rows).without_empty_columns()))
}

fn steps(composer: &Composer<'_>, working: &Working) -> Option<Block> {
    let columns = vec![
        Column::text(composer.word(Label::Step)),
        Column::number(composer.word(Label::ExactValue)),
        Column::text(composer.word(Label::Rounding)),
        Column::number(composer.word(Label::Value)),
    ];
    let rows = working
        .steps
        .iter()
        .map(|step| {
            let rounding = step.rounding.as_deref();
            TableRow::new(vec![
                TableCell::line(step.text.as_str()),
                TableCell::number(step.exact.as_str(), Some(step.exact.clone())),
                TableCell::line(rounding.unwrap_or_else(|| composer.word(Label::NoRounding))),
                TableCell::line(step.shown.as_str()),
            ])
        })
        .collect();
    let caption = composer.word(Label::Steps);
    (!working.steps.is_empty()).then(|| Block::Table(Table::new(caption, columns, rows)))
}

fn result(composer: &Composer<'_>, working: &Working) -> Inlines {
    let result = &working.result;
    let mut line: Inlines = strong(format!("{}: ", composer.word(Label::Result))).into();
    line.push(text(&result.text));
    if let Some(unit) = &result.unit {
        line.push(text(format!(" {unit}")));
    }
    if let Some(exact) = result
        .exact
        .as_ref()
        .filter(|exact| !result.text.contains(exact.as_str()))
    {
        let exact = format!(" ({}: {exact})", composer.word(Label::ExactValue));
        line.push(Inline::Soft(exact.into()));
    }
    if let Some(refusal) = &result.refusal {
        line.push(text(" "));
        line.push(code(refusal));
    }
    line
}
