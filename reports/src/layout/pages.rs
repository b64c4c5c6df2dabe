//! Slabs onto pages: what holds together stays together, heads of tables come back, sources stand at the
//! foot of the page that refers to them.

use std::collections::BTreeMap;

use super::grid;
use super::notes::Notes;
use super::slab::{Bookmark, Item, Keep, Slab};
use super::tree::{NodeId, Tree};

/// A page with everything in its place, from the corner where the page begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub items: Vec<Item>,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// From 0.
    pub page: usize,
    /// From the top of the page.
    pub y: f64,
}

/// Pages as they fill.
pub(crate) struct Pager {
    pub pages: Vec<Page>,
    pub anchors: BTreeMap<String, Place>,
    pub bookmarks: Vec<(Bookmark, Place)>,
    top: f64,
    y: f64,
    empty: bool,
    notes: Notes,
    /// Sources on this page, each with the text that refers to it.
    noted: Vec<(usize, NodeId)>,
    notes_height: f64,
}

/// More of a page than this is not left blank for the sake of what had better stay together.
const BLANK: f64 = 0.4;
/// A page on which less than this is used counts as left.
const MOSTLY_LEFT: f64 = 0.45;
/// Room between the text and the sources at the foot.
const ABOVE_NOTES: f64 = 16.0;

impl Pager {
    pub(crate) fn new(top: f64, notes: Notes) -> Self {
        Self {
            pages: vec![Page::default()],
            anchors: BTreeMap::new(),
            bookmarks: Vec::new(),
            top,
            y: top,
            empty: true,
            notes,
            noted: Vec::new(),
            notes_height: 0.0,
        }
    }

    /// Height of an empty page.
    pub(crate) fn whole(&self) -> f64 {
        grid::BOTTOM - self.top
    }

    /// Fills pages with slabs.
    pub(crate) fn fill(&mut self, tree: &mut Tree, mut slabs: Vec<Slab>) {
        let mut rest = slabs.as_mut_slice();
        while let Some(first) = rest.first() {
            let used = (self.y - self.top) / self.whole();
            if !self.empty && (first.new_page || first.fresh_page && used > MOSTLY_LEFT) {
                self.turn(tree);
            }
            let count = self.next_piece(tree, rest);
            let (piece, after) = rest.split_at_mut(count);
            for slab in piece {
                self.place(std::mem::take(slab));
            }
            rest = after;
        }
    }

    /// How many of the slabs go onto this page as one piece; turns the page where that is better.
    fn next_piece(&mut self, tree: &mut Tree, rest: &[Slab]) -> usize {
        loop {
            let loose = chain(rest, Keep::Loose);
            if self.fits(&rest[..loose]) {
                return loose;
            }
            let firm = chain(rest, Keep::Firm);
            let left = (grid::BOTTOM - self.notes_height - self.y) / self.whole();
            let whole_page = piece_height(&rest[..loose]) <= self.whole();
            if !self.empty && whole_page && left < BLANK {
                self.turn(tree);
            } else if self.fits(&rest[..firm]) {
                // Begun here, it goes on here for as long as there is room.
                let mut count = firm;
                while count < loose {
                    let more = count + chain(&rest[count..], Keep::Firm);
                    if !self.fits(&rest[..more]) {
                        break;
                    }
                    count = more;
                }
                return count;
            } else if self.empty {
                // Higher than a page: as many as fit, and one in any case.
                let mut count = 1;
                while count < firm && self.fits(&rest[..=count]) {
                    count += 1;
                }
                return count;
            } else {
                self.turn(tree);
            }
        }
    }

    fn fits(&self, piece: &[Slab]) -> bool {
        let Some(first) = piece.first() else {
            return true;
        };
        let above = if self.empty {
            first.head.as_ref().map_or(0.0, |head| head.height)
        } else {
            first.before
        };
        let mut noted: Vec<usize> = self.noted.iter().map(|(note, _)| *note).collect();
        let mut notes = self.notes_height;
        for (note, _) in piece.iter().flat_map(|slab| &slab.notes) {
            if !noted.contains(note) {
                notes += self.notes.height(*note);
                notes += if noted.is_empty() { ABOVE_NOTES } else { 0.0 };
                noted.push(*note);
            }
        }
        self.y + above + piece_height(piece) <= grid::BOTTOM - notes + 0.01
    }

    fn place(&mut self, slab: Slab) {
        if self.empty {
            if let Some(head) = &slab.head {
                let y = self.y;
                self.add(head.items.iter().cloned(), y);
                self.y += head.height;
            }
        } else {
            self.y += slab.before;
        }
        let place = Place {
            page: self.pages.len() - 1,
            y: self.y,
        };
        for anchor in slab.anchors {
            self.anchors.entry(anchor).or_insert(place);
        }
        if let Some(bookmark) = slab.bookmark {
            self.bookmarks.push((bookmark, place));
        }
        self.add(slab.items.into_iter(), self.y);
        for note in slab.notes {
            if self.noted.iter().all(|(known, _)| *known != note.0) {
                self.notes_height += self.notes.height(note.0);
                if self.noted.is_empty() {
                    self.notes_height += ABOVE_NOTES;
                }
                self.noted.push(note);
            }
        }
        self.y += slab.height;
        self.empty = false;
    }

    fn add(&mut self, items: impl Iterator<Item = Item>, y: f64) {
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        page.items.extend(items.map(|item| Item {
            x: item.x + grid::SIDE,
            y: item.y + y,
            ..item
        }));
    }

    /// Ends the page and begins the next.
    pub(crate) fn turn(&mut self, tree: &mut Tree) {
        self.end_page(tree);
        self.pages.push(Page::default());
        self.y = self.top;
        self.empty = true;
    }

    /// Puts the sources at the foot.
    fn end_page(&mut self, tree: &mut Tree) {
        if self.noted.is_empty() {
            return;
        }
        let noted = std::mem::take(&mut self.noted);
        let y = grid::BOTTOM - self.notes_height + ABOVE_NOTES;
        let items = self.notes.on_page(tree, &noted);
        self.add(items.into_iter(), y);
        self.notes_height = 0.0;
    }

    /// Ends the last page.
    pub(crate) fn finish(&mut self, tree: &mut Tree) {
        self.end_page(tree);
    }
}

/// Length of the run of slabs from the first on that hold on to each other at least so much.
fn chain(slabs: &[Slab], keep: Keep) -> usize {
    let held = slabs.iter().take_while(|slab| slab.keep >= keep).count();
    (held + 1).min(slabs.len())
}

/// Height of a piece without the room above its first slab.
fn piece_height(piece: &[Slab]) -> f64 {
    super::slab::height_of(piece)
}
