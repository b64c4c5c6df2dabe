//! Layout: the blocks of a document measured and placed on pages. It knows paper and type, and nothing
//! of the format that the pages are written in.

mod blocks;
mod boxes;
mod card;
mod contents;
mod desk;
mod front;
mod furniture;
pub(crate) mod grid;
mod letter;
mod notes;
mod overview;
mod pages;
mod pictures;
mod promise;
pub(crate) mod slab;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod text;
pub(crate) mod tree;

use std::collections::BTreeMap;

use desk::{Desk, Flow, rule};
use front::Front;
use pages::Pager;
pub(crate) use pages::{Page, Place};
use slab::{Bookmark, Item, Keep, Nodes, What};
use text::{Faces, Rich, TextStyle, Typesetter, UnreadableFace};
use tree::{NodeId, Role, Tree};

use crate::document::{Block, Document, LinkTarget, Section};
use crate::figures::Ink;
use crate::model::TextDirection;

/// A document on pages.
pub(crate) struct Pages {
    pub pages: Vec<Page>,
    pub tree: Tree,
    /// Where links lead, by their node.
    pub links: BTreeMap<NodeId, LinkTarget>,
    /// Where anchors stand.
    pub anchors: BTreeMap<String, Place>,
    pub bookmarks: Vec<(Bookmark, Place)>,
    /// Photographs in the order in which they stand: number of evidence, width and height in pixels.
    pub photographs: Vec<(String, (u32, u32))>,
    /// Everything is mirrored: places count from the right edge.
    pub mirrored: bool,
}

/// Lays out a document. `has_photograph` tells, by number of evidence, which photographs there are.
///
/// # Errors
/// A built-in font cannot be read.
pub(crate) fn lay_out(
    document: &Document,
    has_code: bool,
    has_photograph: &dyn Fn(&str) -> bool,
) -> Result<Pages, UnreadableFace> {
    let faces = Faces::read()?;
    let mut desk = Desk {
        typesetter: Typesetter::new(faces, &document.language, document.direction),
        tree: Tree::new(),
        links: BTreeMap::new(),
        sources: BTreeMap::new(),
        photographs: Vec::new(),
        has_photograph,
    };
    let furniture = desk.furniture(document, has_code);
    let notes = desk.notes(document);
    let mut pager = Pager::new(furniture.top(), notes);
    let front = desk.front(document, pager.whole());
    let Front { first, second } = front;
    pager.fill(&mut desk.tree, first);
    if !document.sections.is_empty() || !second.is_empty() {
        pager.turn(&mut desk.tree);
    }
    pager.fill(&mut desk.tree, second);
    let mut flow = Flow::new(Tree::ROOT, 0.0, grid::WIDTH);
    desk.contents(&mut flow, document);
    pager.fill(&mut desk.tree, flow.slabs);
    let mut annex = false;
    for section in &document.sections {
        let first_annex = section.annex && !std::mem::replace(&mut annex, section.annex);
        let begins_page = first_annex || section.anchor == COMPARISON;
        let slabs = desk.section(section, begins_page);
        pager.fill(&mut desk.tree, slabs);
    }
    pager.finish(&mut desk.tree);
    let mut pages = pager.pages;
    desk.number_contents(&mut pages, &pager.anchors);
    desk.furnish(&mut pages, &furniture, (document, &pager.anchors));
    Ok(Pages {
        pages,
        tree: desk.tree,
        links: desk.links,
        anchors: pager.anchors,
        bookmarks: pager.bookmarks,
        photographs: desk.photographs,
        mirrored: document.direction == TextDirection::Rtl,
    })
}

impl Desk<'_> {
    fn section(&mut self, section: &Section, begins_page: bool) -> Vec<slab::Slab> {
        let node = self.tree.add(Tree::ROOT, Role::Section);
        let mut flow = Flow::new(node, 0.0, grid::WIDTH);
        flow.margin = true;
        flow.space(30.0);
        match section.anchor.as_str() {
            FINDINGS => flow.new_page(),
            _ if begins_page => flow.fresh_page(),
            _ => {}
        }
        flow.anchor(Some(&section.anchor));
        self.words(
            &mut flow,
            &section.title,
            TextStyle::SECTION,
            Role::Heading(2),
        );
        for slab in &mut flow.slabs {
            slab.keep = Keep::Firm;
        }
        if let Some(first) = flow.slabs.first_mut() {
            first.shift(0.0, 8.0);
            first.height += 8.0;
            first.items.push(rule(0.0, grid::WIDTH, 1.25, Ink::Ink));
            first.bookmark = Some(Bookmark {
                title: section.title.clone(),
                depth: 1,
            });
        }
        flow.space(8.0);
        if section.anchor == FINDINGS {
            flow.titled = true;
            self.findings(&mut flow, &section.blocks);
        } else {
            self.blocks(&mut flow, &section.blocks);
        }
        flow.slabs
    }

    /// Each finding begins a page, so that it can be handed out alone.
    fn findings(&mut self, flow: &mut Flow, blocks: &[Block]) {
        let is_finding =
            |block: &Block| matches!(block, Block::Heading(heading) if heading.level == 3);
        let mut rest = blocks;
        let mut first = true;
        while !rest.is_empty() {
            let next = rest.iter().skip(1).position(is_finding);
            let (finding, after) = rest.split_at(next.map_or(rest.len(), |at| at + 1));
            if !first {
                flow.new_page();
            }
            self.blocks(flow, finding);
            first = false;
            rest = after;
        }
    }

    /// Writes the numbers of pages into the table of contents.
    fn number_contents(&mut self, pages: &mut [Page], anchors: &BTreeMap<String, Place>) {
        for item in pages.iter_mut().flat_map(|page| &mut page.items) {
            let What::PageOf {
                anchor,
                style,
                node,
            } = &item.what
            else {
                continue;
            };
            let number = anchors
                .get(anchor)
                .map(|place| (place.page + 1).to_string());
            let rich = Rich::plain(&number.unwrap_or_default(), *style);
            let mut setting = self.typesetter.set(&rich, item.width);
            let line = setting.lines.pop().unwrap_or_default();
            let end = item.x + item.width;
            *item = Item {
                x: end - line.width,
                y: item.y,
                width: line.width,
                what: What::Line {
                    line,
                    leading: style.leading,
                    size: style.size,
                    nodes: Nodes::of(*node),
                },
            };
        }
    }
}

/// The anchors of sections that are laid out in their own way.
const FINDINGS: &str = "findings";
const COMPARISON: &str = "comparison";
