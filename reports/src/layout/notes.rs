//! Footnotes: the sources that a page refers to, at its foot. Paper has no links, and pages get separated.

use super::desk::{Desk, Flow};
use super::grid;
use super::slab::{Item, Nodes, Slab, What};
use super::text::{Rich, TextStyle};
use super::tree::{NodeId, Role, Tree};
use crate::document::{Block, Definition, Document, Inlines};
use crate::figures::Ink;

/// The footnotes of a document, by their place among its sources.
#[derive(Default)]
pub(crate) struct Notes {
    piles: Vec<Vec<Slab>>,
    /// Which of them stand somewhere already.
    stands: Vec<bool>,
}

impl Desk<'_> {
    /// Sets a note for each source of the document and remembers the anchors that lead to them.
    pub(crate) fn notes(&mut self, document: &Document) -> Notes {
        let mut notes = Notes::default();
        for source in sources(document) {
            let Some(anchor) = &source.anchor else {
                continue;
            };
            let index = notes.piles.len();
            self.sources.insert(anchor.clone(), index);
            notes.piles.push(self.note_pile(source));
            notes.stands.push(false);
        }
        notes
    }

    fn note_pile(&mut self, source: &Definition) -> Vec<Slab> {
        let mut rich = Rich::plain(&format!("{} ", source.term.plain()), TextStyle::SOFT);
        let first = source.text.first().map(Inlines::plain).unwrap_or_default();
        rich.push_words(&first, TextStyle::SOFT);
        let mut flow = Flow::new(Tree::ROOT, 0.0, grid::WIDTH);
        self.rich(&mut flow, &rich, TextStyle::SOFT, Tree::ROOT);
        self.give_start_to(&mut flow, 0, source.term.plain().len(), Tree::ROOT);
        for item in flow.slabs.iter_mut().flat_map(|slab| &mut slab.items) {
            if let What::Line { nodes, .. } = &mut item.what {
                nodes.text = None;
            }
        }
        flow.slabs
    }
}

impl Notes {
    pub(crate) fn height(&self, note: usize) -> f64 {
        let pile = self.piles.get(note);
        pile.map_or(0.0, |pile| super::slab::height_of(pile))
    }

    /// The notes of a page under a short line. The first time a note stands on a page it belongs to the
    /// text that refers to it; later it is decoration, so that nobody hears it on every page.
    pub(crate) fn on_page(&mut self, tree: &mut Tree, noted: &[(usize, NodeId)]) -> Vec<Item> {
        let mut items = vec![Item {
            x: 0.0,
            y: -5.0,
            width: grid::columns(2.0),
            what: What::Area {
                height: 0.5,
                ink: Ink::Soft,
            },
        }];
        let mut y = 0.0;
        let mut in_order = noted.to_vec();
        in_order.sort_by_key(|(note, _)| *note);
        for (note, text) in in_order {
            let (Some(pile), Some(stands)) = (self.piles.get(note), self.stands.get_mut(note))
            else {
                continue;
            };
            let fresh = !std::mem::replace(stands, true);
            let note = fresh.then(|| tree.add(text, Role::Note));
            // The name of the source comes first and is what the text refers to it by.
            let mut next = note.map(|note| tree.add(note, Role::NoteLabel));
            for slab in pile {
                for item in &slab.items {
                    let mut item = item.clone();
                    item.y += y;
                    if let (What::Line { nodes, .. }, Some(node)) = (&mut item.what, next) {
                        *nodes = Nodes::of(node);
                        next = note;
                    }
                    items.push(item);
                }
                y += slab.height;
            }
        }
        items
    }
}

/// The sources: terms in brackets with an anchor, as the section of sources lists them.
fn sources(document: &Document) -> impl Iterator<Item = &Definition> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Definitions(entries) => Some(entries),
            _ => None,
        })
        .flatten()
        .filter(|entry| {
            let term = entry.term.plain();
            entry.anchor.is_some() && term.starts_with('[') && term.ends_with(']')
        })
}
