//! The desk on which a document is laid out: the typesetter, the tree, and the flow of slabs.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::grid;
use super::slab::{Item, Keep, Nodes, Slab, What, side_by_side};
use super::text::{Atoms, Line, Mark, MarkKind, Rich, TextStyle, Typesetter, leading_for};
use super::tree::{NodeId, Role, Tree};
use crate::document::{Inlines, LinkTarget};
use crate::figures::Ink;

/// What everything that is laid out shares.
pub(crate) struct Desk<'a> {
    pub typesetter: Typesetter,
    pub tree: Tree,
    /// Where the links lead, by node.
    pub links: BTreeMap<NodeId, LinkTarget>,
    /// Sources by the anchor at which they stand.
    pub sources: BTreeMap<String, usize>,
    /// Photographs in the order in which they were met: number of evidence, and width and height.
    pub photographs: Vec<(String, (u32, u32))>,
    /// Tells which photographs there are bytes for.
    pub has_photograph: &'a dyn Fn(&str) -> bool,
}

/// A column being filled with slabs.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub slabs: Vec<Slab>,
    /// From the edge where text begins.
    pub x: f64,
    pub width: f64,
    /// Smaller text: details under something.
    pub small: bool,
    /// Headings are as large as titles: pages that can be handed out alone.
    pub titled: bool,
    /// Running text leaves the first columns of the grid to terms and dates.
    pub margin: bool,
    /// The node that takes what comes next.
    pub node: NodeId,
    gap: f64,
    anchors: Vec<String>,
    new_page: bool,
    fresh_page: bool,
}

/// Where a flow lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    x: f64,
    width: f64,
    margin: bool,
}

/// Pieces higher than this are cut, so that pages fill.
pub(crate) const CUT_ABOVE: f64 = 260.0;

impl Flow {
    pub(crate) const fn new(node: NodeId, x: f64, width: f64) -> Self {
        Self {
            slabs: Vec::new(),
            x,
            width,
            small: false,
            margin: false,
            titled: false,
            node,
            gap: 0.0,
            anchors: Vec::new(),
            new_page: false,
            fresh_page: false,
        }
    }

    /// An empty flow of the same kind at another place.
    pub(crate) const fn beside(&self, x: f64, width: f64) -> Self {
        let mut flow = Self::new(self.node, x, width);
        flow.small = self.small;
        flow
    }

    /// Narrows the flow to the part that running text takes; gives back what it was.
    pub(crate) fn enter_text(&mut self) -> Area {
        let before = Area {
            x: self.x,
            width: self.width,
            margin: self.margin,
        };
        if self.margin {
            self.x += grid::text_start();
            self.width = grid::text_width();
            self.margin = false;
        }
        before
    }

    /// Narrows the flow at its beginning.
    pub(crate) const fn indent(&mut self, by: f64) -> Area {
        let before = Area {
            x: self.x,
            width: self.width,
            margin: self.margin,
        };
        self.x += by;
        self.width -= by;
        before
    }

    /// Widens the flow again.
    pub(crate) const fn leave(&mut self, area: Area) {
        self.x = area.x;
        self.width = area.width;
        self.margin = area.margin;
    }

    /// Leaves at least so much room before what comes next.
    pub(crate) const fn space(&mut self, gap: f64) {
        self.gap = self.gap.max(gap);
    }

    /// Begins a page with what comes next.
    pub(crate) const fn new_page(&mut self) {
        self.new_page = true;
    }

    /// Begins a page with what comes next, unless most of this one is left.
    pub(crate) const fn fresh_page(&mut self) {
        self.fresh_page = true;
    }

    /// Lets links lead to what comes next.
    pub(crate) fn anchor(&mut self, anchor: Option<&String>) {
        self.anchors.extend(anchor.cloned());
    }

    /// Adds a slab.
    pub(crate) fn push(&mut self, mut slab: Slab) {
        slab.before = slab.before.max(self.gap);
        slab.new_page |= self.new_page;
        slab.fresh_page |= self.fresh_page;
        slab.anchors.append(&mut self.anchors);
        self.gap = 0.0;
        self.new_page = false;
        self.fresh_page = false;
        self.slabs.push(slab);
    }

    /// Adds piles side by side.
    pub(crate) fn push_side_by_side(&mut self, piles: Vec<Vec<Slab>>, limit: f64) {
        for slab in side_by_side(piles, limit) {
            self.push(slab);
        }
    }

    /// Holds the last slab to what follows.
    pub(crate) fn keep_last(&mut self, keep: Keep) {
        if let Some(last) = self.slabs.last_mut() {
            last.keep = last.keep.max(keep);
        }
    }

    /// Holds the slabs from one on together.
    pub(crate) fn hold_together(&mut self, from: usize, keep: Keep) {
        let end = self.slabs.len().saturating_sub(1);
        for slab in self.slabs.iter_mut().take(end).skip(from) {
            slab.keep = slab.keep.max(keep);
        }
    }

    /// The style of running text here.
    pub(crate) const fn body(&self) -> TextStyle {
        if self.small {
            TextStyle::SMALL
        } else {
            TextStyle::BODY
        }
    }
}

impl Desk<'_> {
    /// Sets runs as a paragraph under a node of its own.
    pub(crate) fn paragraph(
        &mut self,
        flow: &mut Flow,
        runs: &Inlines,
        style: TextStyle,
        role: Role,
    ) {
        let rich = Rich::new(runs, style);
        if rich.is_empty() {
            return;
        }
        let node = self.tree.add(flow.node, role);
        self.rich(flow, &rich, style, node);
    }

    /// Sets plain words as a paragraph.
    pub(crate) fn words(&mut self, flow: &mut Flow, words: &str, style: TextStyle, role: Role) {
        self.paragraph(flow, &words.into(), style, role);
    }

    /// Sets text under a node: a slab for each line, the first two and the last two held together.
    pub(crate) fn rich(&mut self, flow: &mut Flow, rich: &Rich, style: TextStyle, node: NodeId) {
        self.set_rich(flow, rich, None, style, node);
    }

    /// The same for text that may be shaped already.
    pub(crate) fn set_rich(
        &mut self,
        flow: &mut Flow,
        rich: &Rich,
        atoms: Option<&Atoms>,
        style: TextStyle,
        node: NodeId,
    ) {
        let setting = match atoms {
            Some(atoms) => self.typesetter.set_shaped(rich, atoms, flow.width),
            None => self.typesetter.set(rich, flow.width),
        };
        let leading = leading_for(style.leading, setting.tall);
        let marks: Rc<[NodeId]> = self.mark_nodes(&rich.marks, node).into();
        let count = setting.lines.len();
        for (index, line) in setting.lines.into_iter().enumerate() {
            let notes = self.notes_in(&line, &rich.marks);
            let notes = notes.into_iter().map(|note| (note, node)).collect();
            let nodes = Nodes {
                text: Some(node),
                marks: Rc::clone(&marks),
            };
            let near_an_end = index == 0 || index + 2 == count;
            flow.push(Slab {
                height: leading,
                keep: if index + 1 < count && near_an_end {
                    Keep::Firm
                } else {
                    Keep::Free
                },
                items: vec![Item {
                    x: flow.x,
                    y: 0.0,
                    width: line.width,
                    what: What::Line {
                        line,
                        leading,
                        size: style.size,
                        nodes,
                    },
                }],
                notes,
                ..Slab::default()
            });
        }
    }

    /// Nodes for the marks of a text, in its order.
    fn mark_nodes(&mut self, marks: &[Mark], text: NodeId) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = Vec::with_capacity(marks.len());
        for mark in marks {
            let within = mark.within.and_then(|mark| nodes.get(mark)).copied();
            let parent = within.unwrap_or(text);
            let node = match &mark.kind {
                MarkKind::Link(to) => {
                    let node = self.tree.add(parent, Role::Link);
                    self.links.insert(node, to.clone());
                    node
                }
                MarkKind::Foreign(language) => {
                    let node = self.tree.add(parent, Role::Span);
                    self.tree.node_mut(node).language = Some(language.clone());
                    node
                }
                MarkKind::Code => self.tree.add(parent, Role::Code),
            };
            nodes.push(node);
        }
        nodes
    }

    /// The sources that a line refers to.
    fn notes_in(&self, line: &Line, marks: &[Mark]) -> Vec<usize> {
        let mut notes = Vec::new();
        for run in &line.runs {
            let mut mark = run.mark.and_then(|index| marks.get(index));
            while let Some(inside) = mark {
                if let MarkKind::Link(LinkTarget::Anchor(anchor)) = &inside.kind
                    && let Some(note) = self.sources.get(anchor)
                    && !notes.contains(note)
                {
                    notes.push(*note);
                }
                mark = inside.within.and_then(|index| marks.get(index));
            }
        }
        notes
    }
}

/// Turns the room above slabs into room within them, so that a line beside them has no gaps.
pub(crate) fn without_gaps(slabs: &mut [Slab]) {
    for slab in slabs.iter_mut().skip(1) {
        let before = std::mem::take(&mut slab.before);
        slab.shift(0.0, before);
        slab.height += before;
    }
}

/// A horizontal line, centred on the top of its slab.
pub(crate) fn rule(x: f64, width: f64, weight: f64, ink: Ink) -> Item {
    Item {
        x,
        y: -weight / 2.0,
        width,
        what: What::Area {
            height: weight,
            ink,
        },
    }
}
