//! The comparison: every promise through the four words, kept and not tested included.

use super::context::Composer;
use super::{front, row};
use crate::document::{Block, Column, ColumnKind, Table, TableCell, TableRow};
use crate::figures;
use crate::model::{IntervalPlot, Label};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut blocks = Vec::new();
    if report.promises.iter().any(|row| row.bar.is_some()) {
        blocks.push(front::legend(composer));
    }
    for (index, promise) in report.promises.iter().enumerate() {
        let row = row::full(composer, index, promise);
        blocks.push(Block::Promise(Box::new(row)));
    }
    if !report.refusals.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::AboutAllRows)));
        blocks.push(Block::list(composer.refusals(&report.refusals)));
    }
    if !report.interval_plots.is_empty() {
        blocks.push(Block::heading(3, composer.word(Label::Plots)));
    }
    for plot in &report.interval_plots {
        blocks.push(Block::Table(plot_table(composer, plot)));
    }
    blocks
}

/// A plot as a table: words wrap beside their line, the axis stands at the foot.
fn plot_table(composer: &Composer<'_>, plot: &IntervalPlot) -> Table {
    let turn = |drawing: figures::Drawing| {
        if composer.mirrored() {
            drawing.mirrored()
        } else {
            drawing
        }
    };
    let mut rows: Vec<_> = plot
        .rows
        .iter()
        .map(|line| {
            TableRow::new(vec![
                TableCell::line(line.label.as_str()),
                TableCell::line(line.text.as_str()),
                TableCell {
                    drawing: Some(turn(figures::interval_row(plot, line, composer.labels))),
                    ..TableCell::default()
                },
            ])
        })
        .collect();
    rows.push(TableRow {
        anchor: None,
        total: true,
        cells: vec![
            TableCell::line(plot.unit.as_str()),
            TableCell::lines(plot.target_text.as_ref().map(|target| {
                composer
                    .say(Label::AltPlotTarget, &[("target", target)])
                    .into()
            })),
            TableCell {
                drawing: Some(turn(figures::axis(plot, composer.labels))),
                ..TableCell::default()
            },
        ],
    });
    let columns = vec![
        Column::text(composer.word(Label::What)),
        Column::text(composer.word(Label::Figure)),
        Column {
            kind: ColumnKind::Figure,
            ..Column::text(composer.word(Label::Interval))
        },
    ];
    let mut table = Table::new(plot.title.as_str(), columns, rows);
    table.notes.extend(plot.note.as_ref().map(Into::into));
    table
}
