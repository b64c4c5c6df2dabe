//! Tables: measured column by column, with heads that come back on every page and rows that stay whole.

mod decimal;
mod widths;

use std::rc::Rc;

use decimal::Axis;
use widths::{ColumnNeeds, share_out};

use super::desk::{CUT_ABOVE, Desk, Flow, rule};
use super::grid;
use super::slab::{Keep, Repeated, Slab, side_by_side};
use super::text::{Atoms, Rich, TextStyle};
use super::tree::{NodeId, Role, Scope};
use crate::document::{ColumnKind, Table, TableCell, TableRow};
use crate::figures::Ink;

const GAP: f64 = 10.0;
const CELL: TextStyle = TextStyle::SMALL;
/// Tables with more rows than this are set closer.
const LONG: usize = 24;
/// Groups with no more rows than this had better stay on one page.
const SHORT: usize = 6;

/// Longer heads wrap.
const LONGEST_HEAD: f64 = 90.0;

/// A line of a cell, shaped once and set when the widths are known.
struct Shaped {
    rich: Rich,
    atoms: Atoms,
}

/// A table while it is laid out.
struct Sheet<'a> {
    table: &'a Table,
    x: f64,
    widths: Vec<f64>,
    axes: Vec<Option<Axis>>,
    pad: f64,
    /// Rows have heads of their own. In a table of a few cells there would be more heads than cells.
    row_heads: bool,
    node: NodeId,
}

impl Desk<'_> {
    pub(crate) fn table(&mut self, flow: &mut Flow, table: &Table) {
        let outer = flow.node;
        flow.space(10.0);
        flow.anchor(table.anchor.as_ref());
        let node = self.tree.add(outer, Role::Table);
        flow.node = node;
        if !table.named_above {
            self.paragraph(flow, &table.caption, TextStyle::LABEL, Role::Caption);
            flow.keep_last(Keep::Firm);
            flow.space(3.0);
        }
        let heads = self.shape_heads(table);
        let rows: Vec<_> = table
            .groups
            .iter()
            .flat_map(|group| &group.rows)
            .map(|row| self.shape_row(row))
            .collect();
        let needs = self.needs(table, &heads, &rows);
        let widths = share_out(&needs, flow.width, GAP);
        let (down, across) = (rows.len(), table.columns.len());
        let sheet = Sheet {
            row_heads: down * across.saturating_sub(1) >= down + across,
            table,
            x: flow.x,
            axes: self.axes(table, &rows),
            widths,
            pad: if rows.len() > LONG { 2.0 } else { 3.5 },
            node,
        };
        let head = self.head(flow, &sheet, heads);
        self.groups(flow, &sheet, rows, &head);
        flow.node = outer;
        for note in &table.notes {
            flow.space(4.0);
            self.paragraph(flow, note, TextStyle::SOFT, Role::Paragraph);
        }
        flow.space(10.0);
    }

    fn shape_heads(&mut self, table: &Table) -> Vec<Shaped> {
        let columns = table.columns.iter();
        columns
            .map(|column| self.shaped(Rich::new(&column.title, TextStyle::HEAD)))
            .collect()
    }

    fn shape_row(&mut self, row: &TableRow) -> Vec<Vec<Shaped>> {
        let style = if row.total { CELL.strong() } else { CELL };
        let shape = |desk: &mut Self, cell: &TableCell| {
            let lines = cell.lines.iter();
            lines
                .map(|line| desk.shaped(Rich::new(line, style)))
                .collect()
        };
        row.cells.iter().map(|cell| shape(self, cell)).collect()
    }

    fn shaped(&mut self, rich: Rich) -> Shaped {
        let atoms = self.typesetter.shape(&rich);
        Shaped { rich, atoms }
    }

    /// What each column needs at least, and what it would like.
    fn needs(
        &mut self,
        table: &Table,
        heads: &[Shaped],
        rows: &[Vec<Vec<Shaped>>],
    ) -> Vec<ColumnNeeds> {
        let mut needs = Vec::with_capacity(table.columns.len());
        for (place, column) in table.columns.iter().enumerate() {
            let mut need = ColumnNeeds::of(column.kind, column.share);
            if let Some(head) = heads.get(place) {
                let (natural, widest) = self.typesetter.extent(&head.rich, &head.atoms);
                need.take(natural.min(LONGEST_HEAD), widest);
            }
            for line in rows.iter().filter_map(|row| row.get(place)).flatten() {
                let (natural, widest) = self.typesetter.extent(&line.rich, &line.atoms);
                need.take(natural, widest);
            }
            let cells = table.groups.iter().flat_map(|group| &group.rows);
            for drawing in cells.filter_map(|row| row.cells.get(place)?.drawing.as_ref()) {
                need.take(drawing.width * 0.62, 80.0);
            }
            needs.push(need);
        }
        needs
    }

    /// Where the decimal marks of each column of numbers stand.
    fn axes(&mut self, table: &Table, rows: &[Vec<Vec<Shaped>>]) -> Vec<Option<Axis>> {
        let rtl = self.typesetter.is_rtl();
        let columns = table.columns.iter().enumerate();
        columns
            .map(|(place, column)| {
                let number = column.kind == ColumnKind::Number;
                let cells = rows.iter().filter_map(|row| row.get(place)?.first());
                number.then(|| {
                    Axis::of(
                        cells.map(|line| (line.rich.text.as_str(), &line.atoms, CELL.size)),
                        rtl,
                    )
                })
            })
            .collect()
    }

    /// The heads as the first slab of the table, and as what comes back on later pages.
    fn head(&mut self, flow: &mut Flow, sheet: &Sheet<'_>, heads: Vec<Shaped>) -> Rc<Repeated> {
        let group = self.tree.add(sheet.node, Role::TableHead);
        let row = self.tree.add(group, Role::Row);
        let mut piles = Vec::new();
        let mut x = sheet.x;
        for (place, head) in heads.into_iter().enumerate() {
            let width = sheet.width(place);
            let node = self.tree.add(row, Role::HeadCell(Scope::Column));
            let mut pile = Flow::new(node, x, width);
            self.shaped_lines(&mut pile, &head, TextStyle::HEAD, node);
            if sheet.is_number(place) {
                align_end(&mut pile.slabs, x, width);
            }
            piles.push(pile.slabs);
            x += width + GAP;
        }
        let mut slab = Slab::default();
        for row in side_by_side(piles, f64::INFINITY) {
            slab.height = row.height;
            slab.absorb(row);
        }
        // Heads of different height stand on the same line.
        slab.height += 4.0;
        slab.items.push(rule(sheet.x, sheet.span(), 0.75, Ink::Ink));
        if let Some(line) = slab.items.last_mut() {
            line.y += slab.height;
        }
        slab.keep = Keep::Firm;
        let repeated = Rc::new(Repeated::of(&slab));
        flow.push(slab);
        repeated
    }

    fn groups(
        &mut self,
        flow: &mut Flow,
        sheet: &Sheet<'_>,
        rows: Vec<Vec<Vec<Shaped>>>,
        head: &Rc<Repeated>,
    ) {
        let mut rows = rows.into_iter();
        for group in &sheet.table.groups {
            let body = self.tree.add(sheet.node, Role::TableBody);
            let from = flow.slabs.len();
            if let Some(title) = &group.title {
                let row = self.tree.add(body, Role::Row);
                let node = self.tree.add(row, Role::HeadCell(Scope::Row));
                self.tree.node_mut(node).span = sheet.table.columns.len();
                let mut pile = Flow::new(node, sheet.x, sheet.span());
                let shaped = self.shaped(Rich::new(title, TextStyle::LABEL));
                self.shaped_lines(&mut pile, &shaped, TextStyle::LABEL, node);
                for mut slab in side_by_side(vec![pile.slabs], CUT_ABOVE) {
                    slab.shift(0.0, 7.0);
                    slab.height += 9.0;
                    slab.keep = Keep::Firm;
                    flow.push(slab);
                }
            }
            for row in &group.rows {
                let Some(shaped) = rows.next() else { break };
                if row.total {
                    flow.keep_last(Keep::Firm);
                }
                self.row(flow, sheet, (row, shaped), body);
            }
            for slab in flow.slabs.iter_mut().skip(from) {
                slab.head = Some(Rc::clone(head));
            }
            if group.rows.len() <= SHORT {
                flow.hold_together(from, Keep::Loose);
            }
        }
    }

    fn row(
        &mut self,
        flow: &mut Flow,
        sheet: &Sheet<'_>,
        (row, shaped): (&TableRow, Vec<Vec<Shaped>>),
        body: NodeId,
    ) {
        let node = self.tree.add(body, Role::Row);
        let style = if row.total { CELL.strong() } else { CELL };
        let mut piles = Vec::new();
        let mut x = sheet.x;
        for (place, (cell, lines)) in row.cells.iter().zip(shaped).enumerate() {
            let width = sheet.width(place);
            let role = if place == 0 && sheet.row_heads {
                Role::HeadCell(Scope::Row)
            } else {
                Role::Cell
            };
            let cell_node = self.tree.add(node, role);
            let mut pile = Flow::new(cell_node, x, width);
            let single = lines.len() == 1;
            for (index, line) in lines.iter().enumerate() {
                let node = if single {
                    cell_node
                } else {
                    self.tree.add(cell_node, Role::Paragraph)
                };
                let from = pile.slabs.len();
                self.shaped_lines(&mut pile, line, style, node);
                if let (0, Some(Some(axis))) = (index, sheet.axes.get(place)) {
                    axis.align(&mut pile.slabs[from..], (x, width));
                } else if sheet.is_number(place) {
                    align_end(&mut pile.slabs[from..], x, width);
                }
            }
            self.pictures_in_cell(&mut pile, cell);
            piles.push(pile.slabs);
            x += width + GAP;
        }
        flow.anchor(row.anchor.as_ref());
        let mut slabs = side_by_side(piles, CUT_ABOVE);
        if slabs.is_empty() {
            slabs.push(Slab::default());
        }
        let last = slabs.len() - 1;
        for (index, mut slab) in slabs.into_iter().enumerate() {
            if index == 0 {
                slab.shift(0.0, sheet.pad);
                slab.height += sheet.pad;
                if row.total {
                    slab.items.push(rule(sheet.x, sheet.span(), 0.75, Ink::Ink));
                }
            }
            if index == last {
                slab.height += sheet.pad;
                let mut line = rule(sheet.x, sheet.span(), 0.5, Ink::Hairline);
                line.y += slab.height;
                slab.items.push(line);
            }
            flow.push(slab);
        }
    }

    fn shaped_lines(&mut self, pile: &mut Flow, line: &Shaped, style: TextStyle, node: NodeId) {
        self.set_rich(pile, &line.rich, Some(&line.atoms), style, node);
    }
}

impl Sheet<'_> {
    fn width(&self, place: usize) -> f64 {
        self.widths.get(place).copied().unwrap_or(grid::GUTTER)
    }

    fn is_number(&self, place: usize) -> bool {
        let column = self.table.columns.get(place);
        column.is_some_and(|column| column.kind == ColumnKind::Number)
    }

    /// Width of the whole table.
    fn span(&self) -> f64 {
        let gaps = self.widths.len().saturating_sub(1);
        let gaps = gaps as f64 * GAP;
        self.widths.iter().sum::<f64>() + gaps
    }
}

/// Lets lines end where their column ends.
fn align_end(slabs: &mut [Slab], x: f64, width: f64) {
    for item in slabs.iter_mut().flat_map(|slab| &mut slab.items) {
        item.x = x + width - item.width;
    }
}
