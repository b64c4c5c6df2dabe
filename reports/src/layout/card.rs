//! A promise card on one page: as large as its promises allow, never below 14 points; what does not fit is counted.

use super::desk::{Desk, Flow, rule};
use super::grid;
use super::slab::{Bookmark, Item, Keep, Slab, What, height_of, side_by_side};
use super::text::{Family, Rich, TextStyle, card_style};
use super::tree::{NodeId, Role, Tree};
use crate::document::{CardBlock, Inlines};
use crate::figures::Ink;

/// Sizes of the promises, largest first. The last is large print still.
const SIZES: [f64; 5] = [20.0, 18.0, 16.0, 15.0, 14.0];
/// Nothing on the sheet is smaller, but for the lines at head and foot.
const SMALLEST: f64 = 14.0;
/// Room for one handwritten line.
const NOTE: f64 = 27.0;
/// Fewest blank lines, and most.
const NOTES: (usize, usize) = (2, 7);

impl Desk<'_> {
    /// Lays out a card in the room of a page.
    pub(crate) fn card(&mut self, node: NodeId, card: &CardBlock, room: f64) -> Vec<Slab> {
        let all = card.promises.len();
        let of_size = SIZES.into_iter().map(|size| (size, all));
        let fewer = (1..all).rev().map(|count| (SMALLEST, count));
        let fitting = of_size.chain(fewer).find(|(size, count)| {
            // A trial leaves nothing behind in the tree.
            let tree = std::mem::replace(&mut self.tree, Tree::new());
            let slabs = self.card_of(Tree::ROOT, card, (*size, *count), NOTES.0);
            self.tree = tree;
            height_of(&slabs) <= room
        });
        let chosen = fitting.unwrap_or((SMALLEST, all.min(1)));
        let slabs = {
            let tree = std::mem::replace(&mut self.tree, Tree::new());
            let slabs = self.card_of(Tree::ROOT, card, chosen, NOTES.0);
            self.tree = tree;
            slabs
        };
        let spare = ((room - height_of(&slabs)) / NOTE).max(0.0);
        let notes = (NOTES.0..NOTES.1)
            .filter(|more| ((more + 1 - NOTES.0) as f64) <= spare)
            .count();
        let notes = NOTES.0 + notes;
        self.card_of(node, card, chosen, notes)
    }

    fn card_of(
        &mut self,
        node: NodeId,
        card: &CardBlock,
        (size, count): (f64, usize),
        notes: usize,
    ) -> Vec<Slab> {
        let body = card_style(Family::Sans, size, Ink::Ink);
        let strong = card_style(Family::SansSemibold, size, Ink::Ink);
        let small = card_style(Family::Sans, SMALLEST, Ink::Ink);
        let mut flow = Flow::new(node, 0.0, grid::WIDTH);
        let kind = card_style(Family::SansSemibold, SMALLEST, Ink::Accent);
        self.paragraph(&mut flow, &card.kind, kind, Role::Paragraph);
        flow.space(2.0);
        let from = flow.slabs.len();
        let title = card_style(Family::SerifSemibold, (size * 1.6).max(26.0), Ink::Ink);
        self.paragraph(&mut flow, &card.title, title, Role::Heading(1));
        if let Some(first) = flow.slabs.get_mut(from) {
            first.bookmark = Some(Bookmark {
                title: card.title.plain(),
                depth: 1,
            });
        }
        flow.space(6.0);
        for line in &card.lines {
            self.paragraph(&mut flow, line, small, Role::Paragraph);
            flow.space(2.0);
        }
        flow.space(10.0);
        self.card_promises(&mut flow, card, count, (strong, small));
        if let Some(more) = card
            .promises
            .len()
            .checked_sub(count + 1)
            .and_then(|left| card.more.get(left))
        {
            ruled_off(&mut flow, 1.25);
            self.paragraph(&mut flow, more, body.strong(), Role::Paragraph);
        }
        flow.space(12.0);
        self.card_tell(&mut flow, card, (strong, small));
        flow.space(14.0);
        self.paragraph(
            &mut flow,
            &card.notes_title,
            small.strong(),
            Role::Heading(2),
        );
        for _ in 0..notes {
            flow.push(Slab {
                height: NOTE,
                items: vec![Item {
                    x: 0.0,
                    y: NOTE - 1.0,
                    width: grid::WIDTH,
                    what: What::Area {
                        height: 0.5,
                        ink: Ink::Soft,
                    },
                }],
                ..Slab::default()
            });
        }
        for slab in &mut flow.slabs {
            slab.keep = Keep::Loose;
        }
        flow.slabs
    }

    /// The promises under lines, each with its number.
    fn card_promises(
        &mut self,
        flow: &mut Flow,
        card: &CardBlock,
        count: usize,
        (strong, small): (TextStyle, TextStyle),
    ) {
        let outer = flow.node;
        let list = self.tree.add(outer, Role::List);
        let indent = strong.size * 1.9;
        for (index, (text, under)) in card.promises.iter().take(count).enumerate() {
            let item = self.tree.add(list, Role::Item);
            let label = self.tree.add(item, Role::ItemLabel);
            let number = strong.in_ink(Ink::Accent);
            let mut mark = flow.beside(flow.x, indent);
            self.rich(
                &mut mark,
                &Rich::plain(&format!("{}.", index + 1), number),
                number,
                label,
            );
            let mut said = flow.beside(flow.x + indent, flow.width - indent);
            let body = self.tree.add(item, Role::ItemBody);
            said.node = self.tree.add(body, Role::Paragraph);
            // What stands under a promise runs on after it: a line saved for each is a size larger for all.
            let mut rich = Rich::default();
            rich.push(text, strong);
            if !under.is_empty() {
                rich.push_words(" ", small);
                rich.push(under, small);
            }
            let node = said.node;
            self.rich(&mut said, &rich, strong, node);
            ruled_off(flow, if index == 0 { 1.25 } else { 0.5 });
            let piles = vec![mark.slabs, said.slabs];
            for slab in side_by_side(piles, f64::INFINITY) {
                flow.push(slab);
            }
            flow.space(5.0);
        }
        flow.node = outer;
    }

    /// Whom to tell, in a box with a rule around it.
    fn card_tell(
        &mut self,
        flow: &mut Flow,
        card: &CardBlock,
        (strong, small): (TextStyle, TextStyle),
    ) {
        const PAD: f64 = 10.0;
        if card.tell.iter().all(Inlines::is_empty) {
            return;
        }
        let mut inside = flow.beside(flow.x + PAD + 2.0, flow.width - 2.0 * PAD - 4.0);
        inside.node = self.tree.add(flow.node, Role::Box);
        self.paragraph(&mut inside, &card.tell_title, strong, Role::Heading(2));
        for line in &card.tell {
            inside.space(2.0);
            self.paragraph(&mut inside, line, small, Role::Paragraph);
        }
        for mut slab in side_by_side(vec![inside.slabs], f64::INFINITY) {
            slab.shift(0.0, PAD - 2.0);
            slab.height += 2.0 * PAD - 4.0;
            let frame = What::Frame {
                height: slab.height,
                weight: 1.25,
            };
            slab.items.insert(
                0,
                Item {
                    x: flow.x,
                    y: 0.0,
                    width: flow.width,
                    what: frame,
                },
            );
            flow.push(slab);
        }
    }
}

/// A line across the sheet, with room under it.
fn ruled_off(flow: &mut Flow, weight: f64) {
    let line = rule(flow.x, flow.width, weight, Ink::Ink);
    flow.push(Slab {
        height: 5.0,
        items: vec![line],
        ..Slab::default()
    });
}
