//! A letter on paper: who writes, to whom, about what, in a size that is read at arm's length; a badge in a frame to be cut
//! out.

use super::desk::{Desk, Flow, rule};
use super::grid;
use super::slab::{Bookmark, Item, Keep, Slab, What, side_by_side};
use super::text::{Family, card_style};
use super::tree::{NodeId, Role};
use crate::document::{LetterBlock, List};
use crate::figures::Ink;

/// The size of running text.
const SIZE: f64 = 11.0;
/// Room for a name written by hand.
const NAME: f64 = 46.0;
/// How wide the line under it is.
const NAME_WIDTH: f64 = 200.0;
/// How wide a badge is: as a name in a sleeve.
const BADGE: f64 = 290.0;
/// Room between the frame of a badge and its words.
const PAD: f64 = 16.0;

impl Desk<'_> {
    /// Lays out a letter.
    pub(crate) fn letter(&mut self, node: NodeId, letter: &LetterBlock) -> Vec<Slab> {
        if letter.badge.is_some() {
            return self.badge(node, letter);
        }
        let body = card_style(Family::Sans, SIZE, Ink::Ink);
        let mut flow = Flow::new(node, 0.0, grid::WIDTH);
        for line in &letter.head {
            self.paragraph(&mut flow, line, body, Role::Paragraph);
        }
        flow.space(26.0);
        for line in &letter.to {
            self.paragraph(&mut flow, line, body, Role::Paragraph);
        }
        flow.space(26.0);
        self.subject(&mut flow, letter, 17.0);
        for paragraph in &letter.paragraphs {
            flow.space(9.0);
            self.paragraph(&mut flow, paragraph, body, Role::Paragraph);
        }
        if !letter.items.is_empty() {
            flow.space(9.0);
            let list = List {
                ordered: false,
                items: letter.items.clone(),
            };
            self.list_in(&mut flow, &list, body);
        }
        for paragraph in &letter.after {
            flow.space(9.0);
            self.paragraph(&mut flow, paragraph, body, Role::Paragraph);
        }
        self.signed(&mut flow, letter);
        flow.slabs
    }

    /// The one heading.
    fn subject(&mut self, flow: &mut Flow, letter: &LetterBlock, size: f64) {
        let from = flow.slabs.len();
        let style = card_style(Family::SerifSemibold, size, Ink::Ink);
        self.paragraph(flow, &letter.subject, style, Role::Heading(1));
        for slab in flow.slabs.iter_mut().skip(from) {
            slab.keep = Keep::Firm;
        }
        if let Some(first) = flow.slabs.get_mut(from) {
            first.bookmark = Some(Bookmark {
                title: letter.subject.plain(),
                depth: 1,
            });
        }
    }

    /// Words over a line for a name, and who writes under it.
    fn signed(&mut self, flow: &mut Flow, letter: &LetterBlock) {
        let body = card_style(Family::Sans, SIZE, Ink::Ink);
        let from = flow.slabs.len();
        for (at, line) in letter.signed.iter().enumerate() {
            flow.space(if at == 0 { 24.0 } else { 3.0 });
            self.paragraph(flow, line, body, Role::Paragraph);
            if at == 0 {
                let mut line = rule(flow.x, NAME_WIDTH, 0.5, Ink::Soft);
                line.y = NAME;
                flow.push(Slab {
                    height: NAME + 1.0,
                    items: vec![line],
                    ..Slab::default()
                });
            }
        }
        flow.hold_together(from, Keep::Loose);
    }

    /// A badge: its words in a frame.
    fn badge(&mut self, node: NodeId, letter: &LetterBlock) -> Vec<Slab> {
        let body = card_style(Family::Sans, SIZE, Ink::Ink);
        let large = card_style(Family::SansSemibold, 48.0, Ink::Ink);
        let mut flow = Flow::new(node, 0.0, grid::WIDTH);
        let mut inside = flow.beside(PAD, BADGE - 2.0 * PAD);
        for line in &letter.head {
            self.paragraph(&mut inside, line, body, Role::Paragraph);
        }
        inside.space(6.0);
        self.subject(&mut inside, letter, 15.0);
        inside.space(4.0);
        if let Some(code) = &letter.badge {
            self.paragraph(&mut inside, code, large, Role::Paragraph);
        }
        for paragraph in &letter.paragraphs {
            inside.space(6.0);
            self.paragraph(&mut inside, paragraph, body, Role::Paragraph);
        }
        for mut slab in side_by_side(vec![inside.slabs], f64::INFINITY) {
            slab.shift(0.0, PAD - 2.0);
            slab.height += 2.0 * PAD - 4.0;
            let frame = What::Frame {
                height: slab.height,
                weight: 1.25,
            };
            let frame = Item {
                x: 0.0,
                y: 0.0,
                width: BADGE,
                what: frame,
            };
            slab.items.insert(0, frame);
            flow.push(slab);
        }
        flow.slabs
    }
}
