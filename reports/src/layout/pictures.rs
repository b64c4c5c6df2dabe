//! Drawings and photographs with their captions.

use std::rc::Rc;

use super::desk::{Desk, Flow};
use super::grid;
use super::slab::{Item, Keep, Slab, What, side_by_side};
use super::text::{Line, Rich, TextStyle};
use super::tree::Role;
use crate::document::{Block, FigureBlock, PhotographBlock, TableCell};
use crate::figures::{Drawing, Ink, Shape, TextAnchor};

/// Points of a unit of a drawing at its natural size.
pub(crate) const UNIT: f64 = 0.7;
/// No photograph stands higher.
const HIGHEST: f64 = 196.0;
/// Two side by side stand no higher.
const HIGHEST_PAIR: f64 = 220.0;
/// A photograph this many times as wide as high is a panorama and gets a row of its own.
const PANORAMA: f64 = 1.9;
const THUMBNAIL: f64 = 42.0;

impl Desk<'_> {
    pub(crate) fn figure(&mut self, flow: &mut Flow, block: &FigureBlock) {
        flow.space(10.0);
        flow.anchor(block.anchor.as_ref());
        let area = flow.enter_text();
        let scale = (flow.width / block.drawing.width.max(1.0)).min(UNIT * 1.6);
        let slab = self.drawing(flow, &block.drawing, scale);
        flow.push(slab);
        if let Some(caption) = &block.caption {
            flow.keep_last(Keep::Firm);
            flow.space(4.0);
            self.paragraph(flow, caption, TextStyle::SOFT, Role::Caption);
        }
        flow.leave(area);
        flow.space(10.0);
    }

    /// A drawing as a slab. It is a figure for those who listen, unless its words stand beside it.
    pub(crate) fn drawing(&mut self, flow: &Flow, drawing: &Drawing, scale: f64) -> Slab {
        let node = (!drawing.alt.is_empty()).then(|| {
            let node = self.tree.add(flow.node, Role::Figure);
            self.tree.node_mut(node).alt = Some(drawing.alt.clone());
            node
        });
        let words = self.words_of(drawing, scale);
        Slab {
            height: drawing.height * scale,
            items: vec![Item {
                x: flow.x,
                y: 0.0,
                width: drawing.width * scale,
                what: What::Drawing {
                    drawing: Rc::new(drawing.clone()),
                    scale,
                    words,
                    node,
                },
            }],
            ..Slab::default()
        }
    }

    /// The words of a drawing with the places of their lines.
    fn words_of(&mut self, drawing: &Drawing, scale: f64) -> Vec<(f64, f64, Line)> {
        let mut words = Vec::new();
        for shape in &drawing.shapes {
            let Shape::Text {
                at,
                anchor,
                strong,
                ink,
                words: text,
                ..
            } = shape
            else {
                continue;
            };
            let style = TextStyle::SMALL.in_ink(*ink);
            let style = if *strong { style.strong() } else { style };
            let mut setting = self
                .typesetter
                .set(&Rich::plain(text, style), f64::INFINITY);
            let Some(line) = setting.lines.pop() else {
                continue;
            };
            let rtl = self.typesetter.is_rtl();
            let x = match (anchor, rtl) {
                (TextAnchor::Start, false) | (TextAnchor::End, true) => at.x * scale,
                (TextAnchor::Middle, _) => at.x * scale - line.width / 2.0,
                (TextAnchor::End, false) | (TextAnchor::Start, true) => at.x * scale - line.width,
            };
            words.push((x, at.y * scale, line));
        }
        words
    }

    /// Photographs that follow each other: two to a row, panoramas alone.
    pub(crate) fn photographs(&mut self, flow: &mut Flow, blocks: &[Block]) {
        let mut rest: Vec<&PhotographBlock> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Photograph(photograph) => Some(photograph),
                _ => None,
            })
            .collect();
        while !rest.is_empty() {
            let pair = rest.len() > 1 && rest.iter().take(2).all(|one| self.goes_in_pairs(one));
            let row: Vec<_> = rest.drain(..if pair { 2 } else { 1 }).collect();
            flow.space(12.0);
            self.row_of_photographs(flow, &row);
            flow.space(12.0);
        }
    }

    fn goes_in_pairs(&self, block: &PhotographBlock) -> bool {
        (self.has_photograph)(&block.evidence) && ratio(block) < PANORAMA
    }

    fn row_of_photographs(&mut self, flow: &mut Flow, row: &[&PhotographBlock]) {
        let there = |one: &&&PhotographBlock| (self.has_photograph)(&one.evidence);
        let wide = row.len() > 1 || row.iter().filter(there).any(|one| ratio(one) >= PANORAMA);
        let area = if wide { None } else { Some(flow.enter_text()) };
        if let [one] = row
            && !(self.has_photograph)(&one.evidence)
        {
            self.photograph(flow, one, (0.0, 0.0));
            area.into_iter().for_each(|area| flow.leave(area));
            return;
        }
        let room = flow.width - grid::GUTTER * (row.len() - 1) as f64;
        let ratios: f64 = row.iter().map(|one| ratio(one)).sum();
        let highest = if row.len() > 1 { HIGHEST_PAIR } else { HIGHEST };
        let height = (room / ratios).min(highest);
        let mut x = flow.x;
        let mut piles = Vec::new();
        for photograph in row {
            let width = height * ratio(photograph);
            let mut pile = flow.beside(x, width);
            self.photograph(&mut pile, photograph, (width, height));
            piles.push(pile.slabs);
            x += width + grid::GUTTER;
        }
        for slab in side_by_side(piles, f64::INFINITY) {
            flow.push(slab);
        }
        if let Some(area) = area {
            flow.leave(area);
        }
    }

    fn photograph(&mut self, flow: &mut Flow, block: &PhotographBlock, size: (f64, f64)) {
        flow.anchor(Some(&block.anchor));
        if (self.has_photograph)(&block.evidence) {
            let slab = self.photograph_slab(flow, block, size);
            flow.push(slab);
            flow.keep_last(Keep::Firm);
            flow.space(4.0);
        } else {
            self.paragraph(flow, &block.missing, TextStyle::SMALL, Role::Paragraph);
            flow.keep_last(Keep::Firm);
            flow.space(2.0);
        }
        // A narrow photograph gives its caption a readable width all the same.
        let narrow = flow.width;
        flow.width = narrow.max(120.0);
        self.paragraph(flow, &block.caption, TextStyle::SOFT, Role::Caption);
        flow.width = narrow;
    }

    fn photograph_slab(
        &mut self,
        flow: &Flow,
        block: &PhotographBlock,
        (width, height): (f64, f64),
    ) -> Slab {
        let node = self.tree.add(flow.node, Role::Figure);
        self.tree.node_mut(node).alt = Some(block.alt.clone());
        let known = self
            .photographs
            .iter()
            .position(|(number, _)| *number == block.evidence);
        let index = known.unwrap_or_else(|| {
            let size = (block.width, block.height);
            self.photographs.push((block.evidence.clone(), size));
            self.photographs.len() - 1
        });
        Slab {
            height,
            items: vec![Item {
                x: flow.x,
                y: 0.0,
                width,
                what: What::Photograph {
                    index,
                    height,
                    node,
                },
            }],
            ..Slab::default()
        }
    }

    /// Drawing and thumbnail of a table's cell.
    pub(crate) fn pictures_in_cell(&mut self, flow: &mut Flow, cell: &TableCell) {
        if let Some(drawing) = &cell.drawing {
            let scale = (flow.width / drawing.width.max(1.0)).min(UNIT);
            let slab = self.drawing(flow, drawing, scale);
            flow.push(slab);
        }
        if let Some(photograph) = &cell.photograph
            && (self.has_photograph)(&photograph.evidence)
        {
            let mut height = THUMBNAIL;
            let mut width = height * ratio(photograph);
            if width > flow.width {
                height *= flow.width / width;
                width = flow.width;
            }
            if !photograph.repeated {
                flow.anchor(Some(&photograph.anchor));
            }
            flow.space(3.0);
            let slab = self.photograph_slab(flow, photograph, (width, height));
            flow.push(slab);
        }
    }
}

/// Width for each unit of height.
fn ratio(block: &PhotographBlock) -> f64 {
    f64::from(block.width.max(1)) / f64::from(block.height.max(1))
}

/// The colour of a verdict.
pub(crate) const fn verdict_ink(code: crate::model::VerdictCode) -> Ink {
    use crate::model::VerdictCode as Code;
    match code {
        Code::Delivered => Ink::Delivered,
        Code::PartlyDelivered => Ink::Partly,
        Code::NotDelivered => Ink::NotDelivered,
        Code::WrongWay => Ink::WrongWay,
        Code::NotDue | Code::CannotJudge | Code::StandardDisputed => Ink::Neutral,
    }
}
