//! Page one: the answer above the fold, the ruled box at its end, whatever the length of the table between.

use super::desk::{Desk, Flow};
use super::grid;
use super::slab::{Slab, height_of};
use super::tree::{Role, Tree};
use crate::document::{Block, Document};

/// The first page, and what goes over to the second.
pub(crate) struct Front {
    pub first: Vec<Slab>,
    pub second: Vec<Slab>,
}

/// Fewer rows than this on page one are not worth cutting the table for.
const FEWEST_ROWS: usize = 3;

impl Desk<'_> {
    pub(crate) fn front(&mut self, document: &Document, room: f64) -> Front {
        let part = self.tree.add(Tree::ROOT, Role::Part);
        let blocks = document.front.as_slice();
        if let [Block::Card(card)] = blocks {
            return Front {
                first: self.card(part, card, room),
                second: Vec::new(),
            };
        }
        if let [Block::Letter(letter)] = blocks {
            return Front {
                first: self.letter(part, letter),
                second: Vec::new(),
            };
        }
        let table = blocks
            .iter()
            .position(|block| matches!(block, Block::Overview(_)));
        let (before, rest) = blocks.split_at(table.unwrap_or(blocks.len()));
        // The key to the drawing belongs to the table.
        let keyed = matches!(rest.get(1), Some(Block::Legend(_)));
        let (table, after) = rest.split_at(rest.len().min(1 + usize::from(keyed)));
        let last = after
            .iter()
            .rposition(|block| matches!(block, Block::Ruled(_)));
        let (after, ruled) = after.split_at(last.unwrap_or(after.len()));
        let mut lay = |blocks: &[Block]| {
            let mut flow = Flow::new(part, 0.0, grid::WIDTH);
            self.blocks(&mut flow, blocks);
            flow.slabs
        };
        Parts {
            before: lay(before),
            table: lay(table),
            after: lay(after),
            ruled: lay(ruled),
        }
        .on_pages(room)
    }
}

/// Page one in the order in which it is read.
struct Parts {
    before: Vec<Slab>,
    table: Vec<Slab>,
    after: Vec<Slab>,
    ruled: Vec<Slab>,
}

impl Parts {
    fn on_pages(self, room: f64) -> Front {
        let Self {
            before,
            table,
            after,
            ruled,
        } = self;
        let fixed = height_of(&before) + with_room(&ruled);
        let all = fixed + with_room(&table) + with_room(&after);
        if all <= room {
            let first = [before, table, after, ruled].concat();
            return Front {
                first,
                second: Vec::new(),
            };
        }
        // The table is cut: as many rows as fit, the boxes and the ruled box below them.
        let least: f64 = with_room(table.get(..FEWEST_ROWS + 1).unwrap_or(&table));
        let boxes_too = fixed + with_room(&after) + least <= room;
        let below = if boxes_too { with_room(&after) } else { 0.0 };
        let mut left = room - fixed - below;
        let mut rows = 0;
        for slab in &table {
            let needed = slab.before + slab.height;
            if needed > left {
                break;
            }
            left -= needed;
            rows += 1;
        }
        // A head alone says nothing.
        if rows == 1 {
            rows = 0;
        }
        let mut kept = table;
        let over = kept.split_off(rows);
        let mut first = [before, kept].concat();
        let mut second = over;
        if boxes_too {
            first.extend(after);
        } else {
            second.extend(after);
        }
        first.extend(ruled);
        if let Some(slab) = second.first_mut() {
            slab.new_page = true;
        }
        Front { first, second }
    }
}

/// Height with the room above.
fn with_room(slabs: &[Slab]) -> f64 {
    height_of(slabs) + slabs.first().map_or(0.0, |slab| slab.before)
}
