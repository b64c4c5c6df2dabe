//! The table of page one: each promise with its numbers in the same order, and one drawing.

use std::rc::Rc;

use super::desk::{CUT_ABOVE, Desk, Flow, rule};
use super::slab::{Keep, Repeated, Slab, side_by_side};
use super::text::{Rich, TextStyle};
use super::tree::{NodeId, Role, Scope};
use crate::document::{Inline, Inlines, LinkTarget, Overview, PromiseBlock};
use crate::figures::Ink;

/// Widths: the promise, what was promised, claimed and found, the drawing; of one hundred parts. What
/// happened since then is a sentence and not a number, so it has a line of its own across the row.
const PARTS: [f64; 5] = [29.0, 13.0, 13.0, 15.0, 30.0];
/// Columns of numbers: promised, claimed, found.
const NUMBERS: usize = 3;
const GAP: f64 = 9.0;
const PAD: f64 = 4.5;

/// Where a column begins and how wide it is.
type Column = (f64, f64);

impl Desk<'_> {
    pub(crate) fn overview(&mut self, flow: &mut Flow, block: &Overview) {
        let outer = flow.node;
        flow.node = self.tree.add(outer, Role::Table);
        flow.space(14.0);
        let columns = columns(flow);
        let head = self.overview_head(flow, block, &columns);
        let body = self.tree.add(flow.node, Role::TableBody);
        for row in &block.rows {
            for mut slab in self.overview_row(flow, row, body, &columns) {
                slab.head = Some(Rc::clone(&head));
                flow.push(slab);
            }
        }
        flow.node = outer;
        flow.space(6.0);
    }

    fn overview_head(
        &mut self,
        flow: &mut Flow,
        block: &Overview,
        columns: &[Column],
    ) -> Rc<Repeated> {
        let group = self.tree.add(flow.node, Role::TableHead);
        let row = self.tree.add(group, Role::Row);
        let mut piles = Vec::new();
        for (head, (x, width)) in block.heads.iter().zip(columns) {
            let node = self.tree.add(row, Role::HeadCell(Scope::Column));
            let mut pile = Flow::new(node, *x, *width);
            self.rich(
                &mut pile,
                &Rich::plain(head, TextStyle::HEAD),
                TextStyle::HEAD,
                node,
            );
            piles.push(pile.slabs);
        }
        let mut slab = Slab::default();
        for row in side_by_side(piles, f64::INFINITY) {
            slab.height = row.height + 3.0;
            slab.absorb(row);
        }
        let mut line = rule(flow.x, flow.width, 0.75, Ink::Ink);
        line.y += slab.height;
        slab.items.push(line);
        slab.keep = Keep::Firm;
        let head = Rc::new(Repeated::of(&slab));
        flow.push(slab);
        head
    }

    fn overview_row(
        &mut self,
        flow: &Flow,
        row: &PromiseBlock,
        body: NodeId,
        columns: &[Column],
    ) -> Vec<Slab> {
        let node = self.tree.add(body, Role::Row);
        let mut places = columns.iter().copied();
        let mut promise = Vec::new();
        if let Some((x, width)) = places.next() {
            let cell = self.tree.add(node, Role::HeadCell(Scope::Row));
            let mut pile = Flow::new(cell, x, width);
            self.promise_at_a_glance(&mut pile, row);
            promise = pile.slabs;
        }
        let mut piles = Vec::new();
        for (column, (x, width)) in row.columns[..NUMBERS].iter().zip(places.by_ref()) {
            let cell = self.tree.add(node, Role::Cell);
            let mut pile = Flow::new(cell, x, width);
            self.entries(&mut pile, column, true);
            piles.push(pile.slabs);
        }
        let last = self.tree.add(node, Role::Cell);
        if let Some((x, width)) = places.next() {
            let mut pile = Flow::new(last, x, width);
            self.measure_at_a_glance(&mut pile, row);
            piles.push(pile.slabs);
        }
        let mut numbers = side_by_side(piles, CUT_ABOVE);
        numbers.extend(self.since_at_a_glance(flow, row, last, columns));
        let mut slabs = side_by_side(vec![promise, numbers], CUT_ABOVE);
        if let Some(first) = slabs.first_mut() {
            first.shift(0.0, PAD);
            first.height += PAD;
        }
        if let Some(last) = slabs.last_mut() {
            last.height += PAD;
            let mut line = rule(flow.x, flow.width, 0.5, Ink::Hairline);
            line.y += last.height;
            last.items.push(line);
        }
        slabs
    }

    /// What happened since then, beside the promise and below its numbers.
    fn since_at_a_glance(
        &mut self,
        flow: &Flow,
        row: &PromiseBlock,
        cell: NodeId,
        columns: &[Column],
    ) -> Vec<Slab> {
        let (Some(since), Some(first), Some(last)) = (&row.since, columns.get(1), columns.last())
        else {
            return Vec::new();
        };
        let mut pile = flow.beside(first.0, last.0 + last.1 - first.0);
        pile.node = cell;
        pile.space(4.0);
        self.paragraph(&mut pile, since, TextStyle::SOFT, Role::Paragraph);
        pile.slabs
    }

    fn promise_at_a_glance(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        let sentence = Inlines::from(Inline::Link {
            to: LinkTarget::Anchor(row.anchor.clone()),
            text: row.sentence.as_str().into(),
        });
        let node = self.tree.add(flow.node, Role::Paragraph);
        let mut rich = Rich::new(&sentence, TextStyle::HEADING);
        // The sentence is a link all over; it stands in the colour of text.
        for span in &mut rich.spans {
            span.style = TextStyle::HEADING;
        }
        self.rich(flow, &rich, TextStyle::HEADING, node);
        self.slices(flow, row);
        if let Some(verdict) = &row.verdict {
            flow.space(1.5);
            self.chip(flow, verdict);
        }
        if !row.grade.is_empty() {
            let area = flow.indent(12.5);
            self.words(flow, &row.grade, TextStyle::SOFT, Role::Paragraph);
            flow.leave(area);
        }
    }

    fn measure_at_a_glance(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        if let Some(drawing) = &row.drawing {
            let scale = flow.width / drawing.width.max(1.0);
            // The middle of the drawing stands on the first line of the text beside it.
            let mut slab = self.drawing(flow, drawing, scale);
            let lower = ((TextStyle::BODY.leading - slab.height) / 2.0).max(0.0);
            slab.shift(0.0, lower);
            slab.height += lower;
            flow.push(slab);
            flow.space(3.0);
        } else if let Some(instead) = &row.instead {
            self.paragraph(flow, instead, TextStyle::SOFT, Role::Paragraph);
        }
        for gap in &row.gaps {
            flow.space(1.0);
            self.paragraph(flow, gap, TextStyle::SMALL, Role::Paragraph);
        }
    }
}

fn columns(flow: &Flow) -> Vec<Column> {
    let total: f64 = PARTS.iter().sum();
    let room = flow.width - GAP * (PARTS.len() - 1) as f64;
    let mut x = flow.x;
    PARTS
        .iter()
        .map(|part| {
            let width = room * part / total;
            let column = (x, width);
            x += width + GAP;
            column
        })
        .collect()
}
