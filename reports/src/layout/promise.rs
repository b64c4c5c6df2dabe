//! A promise: the sentence with its verdict at the side, the four words beside each other, the drawing,
//! and below what stands behind it.

use std::rc::Rc;

use super::blocks::between;
use super::desk::{CUT_ABOVE, Desk, Flow, rule};
use super::grid;
use super::pictures::{UNIT, verdict_ink};
use super::slab::{Bookmark, Item, Keep, Slab, What, side_by_side};
use super::text::{Rich, TextStyle};
use super::tree::{NodeId, Role};
use crate::document::{Inlines, PromiseBlock, PromiseColumn, PromiseEntry, VerdictChip};
use crate::figures::{Ink, verdict_mark};

impl Desk<'_> {
    /// The row in full.
    pub(crate) fn promise(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        let outer = flow.node;
        flow.node = self.tree.add(outer, Role::Section);
        flow.space(16.0);
        let anchor = row.anchor.clone();
        flow.anchor(Some(&anchor));
        let side = self.promise_head(flow, row);
        let mut main = flow.beside(flow.x + grid::text_start(), grid::text_width());
        self.four(&mut main, row);
        self.measure(&mut main, row);
        main.small = true;
        main.space(6.0);
        self.blocks(&mut main, &row.details);
        let from = flow.slabs.len();
        self.head_and_main(flow, side, main.slabs);
        let width = flow.width;
        if let Some(first) = flow.slabs.get_mut(from) {
            first.shift(0.0, 9.0);
            first.height += 9.0;
            first.items.push(rule(flow.x, width, 0.5, Ink::Hairline));
            first.bookmark = Some(Bookmark {
                title: format!("{} {}", row.number, row.sentence),
                depth: 2,
            });
        }
        flow.node = outer;
        flow.space(16.0);
    }

    /// Puts the head at the side of as much of the main part as it is high.
    fn head_and_main(&mut self, flow: &mut Flow, side: Vec<Slab>, main: Vec<Slab>) {
        let high: f64 = super::slab::height_of(&side);
        let mut beside = Vec::new();
        let mut height = 0.0;
        let mut rest = main.into_iter().peekable();
        while let Some(slab) = rest.peek() {
            let before = if beside.is_empty() { 0.0 } else { slab.before };
            let holds = beside
                .last()
                .is_some_and(|last: &Slab| last.keep > Keep::Free);
            if height >= high && !holds
                || height + before + slab.height > CUT_ABOVE.max(high + 14.0)
            {
                break;
            }
            height += before + slab.height;
            beside.extend(rest.next());
        }
        let keep = beside.last().map_or(Keep::Free, |slab| slab.keep);
        let mut rows = side_by_side(vec![side, beside], f64::INFINITY);
        if let Some(row) = rows.last_mut() {
            row.keep = keep;
        }
        rows.extend(rest);
        for slab in rows {
            flow.push(slab);
        }
    }

    fn promise_head(&mut self, flow: &Flow, row: &PromiseBlock) -> Vec<Slab> {
        let mut side = flow.beside(flow.x, grid::margin_column());
        self.words(
            &mut side,
            &row.sentence,
            TextStyle::HEADING,
            Role::Heading(3),
        );
        self.slices(&mut side, row);
        let mut clause = Inlines::from(row.number.as_str());
        if let Some(line) = &row.clause {
            clause.push(crate::document::text(" · "));
            clause.0.extend(line.0.iter().cloned());
        }
        side.space(2.0);
        self.paragraph(&mut side, &clause, TextStyle::SOFT, Role::Paragraph);
        if let Some(verdict) = &row.verdict {
            side.space(5.0);
            self.chip(&mut side, verdict);
        }
        if !row.grade.is_empty() {
            side.space(2.0);
            let words = format!("{}: {}", row.grade_term, row.grade);
            self.words(&mut side, &words, TextStyle::SOFT, Role::Paragraph);
        }
        if let Some(verdict) = row
            .verdict
            .as_ref()
            .filter(|verdict| !verdict.sentence.is_empty())
        {
            side.space(4.0);
            self.words(
                &mut side,
                &verdict.sentence,
                TextStyle::SMALL,
                Role::Paragraph,
            );
        }
        side.slabs
    }

    pub(crate) fn slices(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        for slice in &row.slices {
            flow.space(1.0);
            self.words(flow, slice, TextStyle::SMALL, Role::Paragraph);
        }
    }

    /// The verdict: its mark and its words.
    pub(crate) fn chip(&mut self, flow: &mut Flow, verdict: &VerdictChip) {
        const SCALE: f64 = 0.54;
        const INDENT: f64 = 12.5;
        let ink = verdict_ink(verdict.code);
        let mut words = verdict.label.clone();
        for (before, more) in [(": ", &verdict.reason), (", ", &verdict.qualifier)] {
            if let Some(more) = more {
                words.push_str(before);
                words.push_str(more);
            }
        }
        let from = flow.slabs.len();
        let area = flow.indent(INDENT);
        self.words(flow, &words, TextStyle::LABEL.in_ink(ink), Role::Paragraph);
        flow.leave(area);
        let mark = verdict_mark(verdict.code);
        if let Some(first) = flow.slabs.get_mut(from) {
            first.items.push(Item {
                x: flow.x,
                y: (first.height - mark.height * SCALE) / 2.0,
                width: mark.width * SCALE,
                what: What::Drawing {
                    drawing: Rc::new(mark),
                    scale: SCALE,
                    words: Vec::new(),
                    node: None,
                },
            });
        }
    }

    /// Promised, claimed and found beside each other; since then below them, for it is told in sentences.
    fn four(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        const BESIDE: usize = 3;
        let list = self.tree.add(flow.node, Role::List);
        let width = (flow.width - (BESIDE - 1) as f64 * grid::GUTTER) / BESIDE as f64;
        let mut x = flow.x;
        let mut piles = Vec::new();
        for column in &row.columns[..BESIDE] {
            let mut pile = flow.beside(x, width);
            self.column(&mut pile, list, column);
            piles.push(pile.slabs);
            x += width + grid::GUTTER;
        }
        for mut slab in side_by_side(piles, CUT_ABOVE) {
            slab.keep = Keep::Loose;
            flow.push(slab);
        }
        for column in &row.columns[BESIDE..] {
            flow.space(8.0);
            let mut pile = flow.beside(flow.x, flow.width);
            self.column(&mut pile, list, column);
            for (index, mut slab) in pile.slabs.into_iter().enumerate() {
                if index == 0 {
                    slab.before = 8.0;
                    slab.keep = Keep::Firm;
                }
                flow.push(slab);
            }
        }
    }

    fn column(&mut self, flow: &mut Flow, list: NodeId, column: &PromiseColumn) {
        let item = self.tree.add(list, Role::Item);
        flow.node = item;
        self.words(flow, &column.title, TextStyle::HEAD, Role::ItemLabel);
        flow.node = self.tree.add(item, Role::ItemBody);
        self.entries(flow, column, false);
    }

    /// The figures of a column with what stands under each.
    pub(crate) fn entries(&mut self, flow: &mut Flow, column: &PromiseColumn, at_a_glance: bool) {
        for entry in &column.entries {
            flow.space(if at_a_glance { 2.0 } else { 5.0 });
            self.entry(flow, entry, at_a_glance);
        }
    }

    fn entry(&mut self, flow: &mut Flow, entry: &PromiseEntry, at_a_glance: bool) {
        let style = if entry.is_figure || !at_a_glance {
            TextStyle::BODY
        } else {
            TextStyle::SOFT
        };
        let mut rich = Rich::new(&entry.main, style);
        if let Some(unit) = &entry.unit {
            rich.push_words(" ", style);
            rich.push_words(unit, TextStyle { size: 8.0, ..style });
        }
        let node = self.tree.add(flow.node, Role::Paragraph);
        self.rich(flow, &rich, style, node);
        for line in &entry.lines {
            flow.space(if at_a_glance { 0.0 } else { 1.0 });
            self.paragraph(flow, line, TextStyle::SOFT, Role::Paragraph);
        }
    }

    /// The drawing, or the sentence in its place, and the gap in words beside it.
    fn measure(&mut self, flow: &mut Flow, row: &PromiseBlock) {
        flow.space(10.0);
        let half = (flow.width - grid::GUTTER) / 2.0;
        let mut left = flow.beside(flow.x, half);
        if let Some(drawing) = &row.drawing {
            let scale = (half / drawing.width.max(1.0)).min(UNIT);
            let slab = self.drawing(&left, drawing, scale);
            left.push(slab);
        } else if let Some(instead) = &row.instead {
            left.width = if row.gaps.is_empty() {
                flow.width
            } else {
                half
            };
            self.paragraph(&mut left, instead, TextStyle::SOFT, Role::Paragraph);
        }
        let start = if left.slabs.is_empty() {
            0.0
        } else {
            half + grid::GUTTER
        };
        let mut right = flow.beside(flow.x + start, flow.width - start);
        for gap in &row.gaps {
            right.space(2.0);
            self.paragraph(&mut right, gap, TextStyle::SMALL, Role::Paragraph);
        }
        flow.push_side_by_side(vec![left.slabs, right.slabs], CUT_ABOVE);
        flow.space(between(TextStyle::BODY));
    }
}
