//! The table of contents, with links and pages.

use super::desk::{Desk, Flow, rule};
use super::grid;
use super::slab::{Item, Keep, Slab, What, side_by_side};
use super::text::{Rich, TextStyle};
use super::tree::{NodeId, Role};
use crate::document::{Block, Document, LinkTarget, Section};
use crate::figures::Ink;

/// Room for the number of a page.
const NUMBER: f64 = 24.0;
/// With more entries than this, only sections are listed.
const MOST: usize = 90;

impl Desk<'_> {
    pub(crate) fn contents(&mut self, flow: &mut Flow, document: &Document) {
        if document.sections.is_empty() {
            return;
        }
        let outer = flow.node;
        let words = &document.words;
        flow.node = self.tree.add(outer, Role::Part);
        flow.space(24.0);
        self.words(flow, &words.contents, TextStyle::SECTION, Role::Heading(2));
        flow.keep_last(Keep::Firm);
        flow.space(8.0);
        let inner = document.sections.iter().map(|section| inner(section).len());
        let deep = inner.sum::<usize>() + document.sections.len() <= MOST;
        let part = flow.node;
        let from = flow.slabs.len();
        let (annexes, body): (Vec<_>, Vec<_>) = document.sections.iter().partition(|s| s.annex);
        self.contents_entries(flow, part, &body, deep);
        if !annexes.is_empty() {
            flow.space(14.0);
            let annexes_from = flow.slabs.len();
            let style = TextStyle::HEADING;
            self.words(flow, &words.annexes, style, Role::Heading(3));
            flow.space(4.0);
            self.contents_entries(flow, part, &annexes, deep);
            // Four lines: the last of them would look lost at the top of a page.
            flow.hold_together(annexes_from, Keep::Firm);
        }
        flow.hold_together(from, Keep::Loose);
        flow.node = outer;
        flow.space(28.0);
    }

    fn contents_entries(
        &mut self,
        flow: &mut Flow,
        part: NodeId,
        sections: &[&Section],
        deep: bool,
    ) {
        let list = self.tree.add(part, Role::Contents);
        for section in sections {
            flow.space(2.0);
            self.entry_line(
                flow,
                list,
                (&section.anchor, &section.title),
                TextStyle::BODY,
                0.0,
            );
            let inner = inner(section).into_iter().filter(|_| deep);
            for (anchor, words) in inner {
                flow.keep_last(Keep::Loose);
                self.entry_line(flow, list, (&anchor, &words), TextStyle::SOFT, 14.0);
            }
        }
    }

    fn entry_line(
        &mut self,
        flow: &mut Flow,
        list: NodeId,
        (anchor, words): (&String, &str),
        style: TextStyle,
        indent: f64,
    ) {
        let item = self.tree.add(list, Role::ContentsItem);
        let link = self.tree.add(item, Role::Link);
        self.links.insert(link, LinkTarget::Anchor(anchor.clone()));
        let mut text = flow.beside(flow.x + indent, grid::columns(9.0) - NUMBER - indent);
        self.rich(&mut text, &Rich::plain(words, style), style, link);
        let mut slabs = side_by_side(vec![text.slabs], f64::INFINITY);
        let Some(mut slab) = slabs.pop() else { return };
        slab.items.push(Item {
            x: flow.x + grid::columns(9.0) - NUMBER,
            y: slab.height - style.leading,
            width: NUMBER,
            what: What::PageOf {
                anchor: anchor.clone(),
                style,
                node: link,
            },
        });
        let pad = if indent > 0.0 { 0.5 } else { 1.5 };
        slab.height += pad;
        if indent <= 0.0 {
            slab.items
                .push(rule(flow.x, grid::columns(9.0), 0.5, Ink::Hairline));
            slab.shift_text(pad);
            slab.height += pad;
        }
        flow.push(slab);
    }
}

/// What stands in a section under a heading of its own.
fn inner(section: &Section) -> Vec<(String, String)> {
    let blocks = section.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Heading(heading) if heading.level == 3 => {
                Some((heading.anchor.clone()?, heading.text.plain()))
            }
            Block::Promise(row) => Some((
                row.anchor.clone(),
                format!("{} {}", row.number, row.sentence),
            )),
            _ => None,
        })
        .collect()
}

impl Slab {
    /// Moves what is not a rule.
    fn shift_text(&mut self, dy: f64) {
        for item in &mut self.items {
            if !matches!(item.what, What::Area { .. }) {
                item.y += dy;
            }
        }
    }
}
