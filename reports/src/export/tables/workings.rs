//! How each number was worked out: formula and result, what went in, the steps.

use super::comparison::{place, word};
use super::plan::{Plan, exact, lines};
use super::{Cell, Table, reading};
use crate::model::{Label, Report, Working, WorkingInput, WorkingStep};

pub(super) fn tables(report: &Report) -> Vec<Table> {
    vec![workings(report), inputs(report), steps(report)]
}

fn workings(report: &Report) -> Table {
    Plan::new(
        &report.labels,
        "workings",
        Label::TableWorkings,
        Label::TableWorkingsText,
    )
    .text("working", Label::EvidenceNumber, |one: &&Working| &one.id)
    .text("title", Label::ColumnTitle, |one| &one.title)
    .group("formula", Label::Formula)
    .text("", Label::Formula, |one| &one.formula)
    .text("version", Label::Version, |one| &one.version)
    .maybe("words", Label::ColumnWords, |one| &one.formula_text)
    .group("result", Label::Result)
    .text("", Label::Result, |one| &one.result.text)
    .number("value", Label::ColumnNumber, |one| exact(&one.result.exact))
    .maybe("unit", Label::ColumnUnit, |one| &one.result.unit)
    .maybe("refusal", Label::NotComputed, |one| &one.result.refusal)
    .apart()
    .joined("exclusions", Label::Exclusions, |one| {
        lines(&one.exclusions)
    })
    .joined("observations", Label::Observations, |one| {
        lines(&one.observations)
    })
    .joined("notes", Label::Notes, |one| lines(&one.notes))
    .rows(report.workings.iter())
}

/// A working and one of its inputs.
type Input<'a> = (&'a Working, &'a WorkingInput);

fn inputs(report: &Report) -> Table {
    let labels = &report.labels;
    let all = report
        .workings
        .iter()
        .flat_map(|working| working.inputs.iter().map(move |input| (working, input)));
    Plan::new(
        labels,
        "working_inputs",
        Label::TableInputs,
        Label::TableInputsText,
    )
    .text("working", Label::Working, |(working, _): &Input<'_>| {
        &working.id
    })
    .text("input", Label::Input, |(_, input)| &input.name)
    .text("value", Label::Value, |(_, input)| &input.text)
    .number("number", Label::ColumnNumber, |(_, input)| {
        exact(&input.exact)
    })
    .text("column", Label::Column, |(_, input)| {
        input.column.map_or("", |column| labels.get(word(column)))
    })
    .coded("counted_by", Label::WhoCounted, |(_, input)| {
        input.who_counted.as_ref()
    })
    .sources(|(_, input)| &input.sources)
    .rows(all)
}

/// A working and one of its steps.
type Step<'a> = (&'a Working, usize, &'a WorkingStep);

fn steps(report: &Report) -> Table {
    let labels = &report.labels;
    let all = report.workings.iter().flat_map(|working| {
        let steps = working.steps.iter().enumerate();
        steps.map(move |(order, step)| (working, order, step))
    });
    Plan::new(
        labels,
        "working_steps",
        Label::TableSteps,
        Label::TableStepsText,
    )
    .text("working", Label::Working, |(working, _, _): &Step<'_>| {
        &working.id
    })
    .number("order", Label::ColumnOrder, |(_, order, _)| place(*order))
    .text("step", Label::Step, |(_, _, step)| &step.text)
    .text("exact", Label::ExactValue, |(_, _, step)| &step.exact)
    .number("number", Label::ColumnNumber, |(_, _, step)| {
        Cell::number(reading::value("", Some(&step.exact)))
    })
    .text("rounding", Label::Rounding, |(_, _, step)| {
        step.rounding
            .as_deref()
            .unwrap_or_else(|| labels.get(Label::NoRounding))
    })
    .text("shown", Label::Result, |(_, _, step)| &step.shown)
    .rows(all)
}
