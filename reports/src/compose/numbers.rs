//! Other figures that were found, and sets of categories with every base.

use super::anchors::Kind;
use super::context::Composer;
use super::phrases::{maybe, maybe_coded, paragraph_blocks};
use super::row::heading_of;
use super::{front, workings};
use crate::document::{Block, Column, Inline, Inlines, RowGroup, Table, TableCell, TableRow, text};
use crate::model::{
    CategoryKind, CategoryRow, CategorySet, FigureEntry, FigureGroup, Label, Share,
};

pub(super) fn blocks(composer: &mut Composer<'_>) -> Vec<Block> {
    let report = composer.report;
    let mut blocks = Vec::new();
    for group in &report.other_figures {
        blocks.extend(figure_group(composer, group));
    }
    for set in &report.category_sets {
        blocks.extend(category_set(composer, set));
    }
    blocks
}

fn figure_group(composer: &mut Composer<'_>, group: &FigureGroup) -> Vec<Block> {
    let mut blocks = vec![Block::heading(3, &group.title)];
    blocks.extend(paragraph_blocks(&group.text));
    if let Some(reason) = &group.no_verdict {
        let term = composer.word(Label::NoVerdict);
        blocks.push(Block::paragraph(front::lead_in(term, reason)));
    }
    if let Some(grade) = &group.grade {
        let term = composer.word(Label::Grade);
        blocks.push(Block::paragraph(front::lead_in(term, &grade.label)));
    }
    if !group.entries.is_empty() {
        blocks.push(Block::Table(entries(composer, group).under_heading()));
    }
    if !group.refusals.is_empty() {
        blocks.push(Block::Note(composer.refusals(&group.refusals)));
    }
    let ids = group
        .entries
        .iter()
        .filter_map(|entry| entry.figure.working.as_ref());
    blocks.extend(workings::beneath(composer, ids, 4));
    blocks
}

fn entries(composer: &Composer<'_>, group: &FigureGroup) -> Table {
    let head = |label| Column::text(composer.word(label));
    let columns = vec![
        head(Label::What),
        head(Label::Column),
        head(Label::Figure),
        head(Label::WhoCounted),
    ];
    let row = |entry: &FigureEntry| {
        let shown = composer.entry(&entry.figure);
        let mut main = shown.main;
        if let Some(unit) = &shown.unit {
            main.push(text(format!(" {unit}")));
        }
        let mut lines = vec![main];
        lines.extend(entry.figure.of.as_ref().map(Inlines::from));
        if let Some(id) = &entry.figure.working {
            lines.push(
                composer
                    .link_as(Kind::Working, id, composer.word(Label::Working))
                    .into(),
            );
        }
        let who = maybe_coded(&entry.figure.who_counted);
        let used = entry.figure.of.iter().count() + usize::from(!who.is_empty());
        let rest = shown.lines.into_iter().skip(used);
        let soft = rest.map(|line| Inline::Soft(line).into());
        TableRow::new(vec![
            TableCell::line(entry.what.as_str()),
            TableCell::line(composer.word(heading_of(entry.column))),
            TableCell {
                lines,
                exact: shown.exact,
                ..TableCell::default()
            },
            TableCell::lines([who].into_iter().chain(soft)),
        ])
    };
    let rows = group.entries.iter().map(row).collect();
    Table::new(group.title.as_str(), columns, rows)
}

fn category_set(composer: &mut Composer<'_>, set: &CategorySet) -> Vec<Block> {
    let kind = match set.kind {
        CategoryKind::Partition => Label::Partition,
        CategoryKind::Overlapping => Label::Overlapping,
    };
    let mut blocks = vec![
        Block::heading(3, &set.title),
        Block::paragraph(format!(
            "{}: {}",
            composer.word(heading_of(set.column)),
            composer.word(kind)
        )),
        Block::Table(category_table(composer, set)),
    ];
    if !set.refusals.is_empty() {
        blocks.push(Block::Note(composer.refusals(&set.refusals)));
    }
    let shares = set
        .rows
        .iter()
        .chain(&set.combined)
        .flat_map(|row| &row.shares);
    let ids = set
        .working
        .iter()
        .chain(shares.flatten().filter_map(|share| share.working.as_ref()));
    blocks.extend(workings::beneath(composer, ids, 4));
    blocks
}

fn category_table(composer: &Composer<'_>, set: &CategorySet) -> Table {
    let mut columns = vec![
        Column::text(composer.word(Label::Category)),
        Column::number(composer.word(Label::Count)),
    ];
    for base in &set.bases {
        let title = composer.say(Label::ShareOf, &[("base", &base.text)]);
        columns.push(Column::number(title));
    }
    columns.push(Column::text(composer.word(Label::WhoCounted)));
    let row = |row: &CategoryRow| category_row(composer, set, row);
    let mut groups = vec![RowGroup {
        title: None,
        rows: set.rows.iter().map(row).collect(),
    }];
    if !set.combined.is_empty() {
        groups.push(RowGroup {
            title: Some(composer.word(Label::Combined).into()),
            rows: set.combined.iter().map(row).collect(),
        });
    }
    let sums = [(Label::Sum, &set.sum), (Label::Residual, &set.residual)];
    let totals: Vec<_> = sums
        .into_iter()
        .filter_map(|(label, value)| {
            let mut cells = vec![
                TableCell::line(composer.word(label)),
                TableCell::number(value.as_ref()?, value.clone()),
            ];
            cells.resize_with(columns.len(), TableCell::default);
            Some(TableRow {
                anchor: None,
                total: true,
                cells,
            })
        })
        .collect();
    if let Some(group) = groups.first_mut() {
        group.rows.extend(totals);
    }
    let mut notes: Vec<Inlines> = set.notes.iter().map(Inlines::from).collect();
    notes.extend(set.bases.iter().filter_map(|base| {
        let who = composer.who(base.who_counted.as_ref()?);
        Some(format!("{}: {who}", base.text).into())
    }));
    notes.push(composer.sources(&set.sources));
    notes.retain(|note| !note.is_empty());
    Table {
        anchor: None,
        caption: set.title.as_str().into(),
        named_above: true,
        columns,
        groups,
        notes,
    }
}

fn category_row(composer: &Composer<'_>, set: &CategorySet, row: &CategoryRow) -> TableRow {
    let mut cells = vec![
        TableCell::lines([row.name.as_str().into(), maybe(&row.note)]),
        TableCell::number(row.count.as_str(), row.exact.clone()),
    ];
    for index in 0..set.bases.len() {
        let share = row.shares.get(index).and_then(Option::as_ref);
        cells.push(share.map_or_else(TableCell::default, |share| share_cell(composer, share)));
    }
    cells.push(TableCell::lines([maybe_coded(&row.who_counted)]));
    TableRow::new(cells)
}

fn share_cell(composer: &Composer<'_>, share: &Share) -> TableCell {
    let mut cell = TableCell::number(share.text.as_str(), share.exact.clone());
    if let Some(published) = &share.published {
        let line = composer.say(Label::PublishedAs, &[("value", published)]);
        cell.lines.push(Inline::Soft(line.into()).into());
    }
    cell
}
