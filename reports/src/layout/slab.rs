//! Slabs: pieces of the page that are as wide as their column and never cut. A page is a pile of them.

use std::rc::Rc;

use super::text::{Line, TextStyle};
use super::tree::NodeId;
use crate::figures::{Drawing, Ink};

/// A piece that stays whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slab {
    /// Room above it; falls away at the top of a page.
    pub before: f64,
    pub height: f64,
    /// How it holds on to the slab that follows.
    pub keep: Keep,
    /// Begins a page.
    pub new_page: bool,
    /// Begins a page unless most of this one is left.
    pub fresh_page: bool,
    pub items: Vec<Item>,
    /// Where links lead.
    pub anchors: Vec<String>,
    /// Sources that the foot of its page names, each with the text that refers to it.
    pub notes: Vec<(usize, NodeId)>,
    /// Stands above it again when it begins a page.
    pub head: Option<Rc<Repeated>>,
    /// Its entry among the bookmarks.
    pub bookmark: Option<Bookmark>,
}

/// How a slab holds on to the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Keep {
    /// The page may end here.
    #[default]
    Free,
    /// It had better not.
    Loose,
    /// It must not, unless the two are higher than a page.
    Firm,
}

/// What stands at the top of each page of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repeated {
    pub height: f64,
    pub items: Vec<Item>,
}

impl Repeated {
    /// The same slab as something that only decorates the page.
    pub(crate) fn of(slab: &Slab) -> Self {
        let mut items = slab.items.clone();
        for item in &mut items {
            if let What::Line { nodes, .. } = &mut item.what {
                nodes.text = None;
            }
        }
        Self {
            height: slab.height,
            items,
        }
    }
}

/// An entry among the bookmarks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bookmark {
    pub title: String,
    /// 1 for sections, 2 for what stands in them.
    pub depth: usize,
}

/// Something with a place within a slab.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// From the edge where text begins.
    pub x: f64,
    /// From the top of the slab.
    pub y: f64,
    pub width: f64,
    pub what: What,
}

/// What an item is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A line of text; `y` is the top of its leading.
    Line {
        line: Line,
        leading: f64,
        size: f64,
        nodes: Nodes,
    },
    /// A filled rectangle.
    Area { height: f64, ink: Ink },
    /// A rectangle as an outline.
    Frame { height: f64, weight: f64 },
    /// A drawing with its words.
    Drawing {
        drawing: Rc<Drawing>,
        scale: f64,
        words: Vec<(f64, f64, Line)>,
        node: Option<NodeId>,
    },
    /// A photograph, by its place in the list of photographs.
    Photograph {
        index: usize,
        height: f64,
        node: NodeId,
    },
    /// The code on every page, a square.
    Code,
    /// The number of the page that an anchor stands on, ending at `x + width`.
    PageOf {
        anchor: String,
        style: TextStyle,
        node: NodeId,
    },
}

/// The nodes that a line belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Nodes {
    /// The paragraph; none for what is decoration.
    pub text: Option<NodeId>,
    /// One for each mark of the text.
    pub marks: Rc<[NodeId]>,
}

impl Nodes {
    /// Decoration.
    pub(crate) fn none() -> Self {
        Self {
            text: None,
            marks: Rc::from([]),
        }
    }

    /// Text without marks.
    pub(crate) fn of(node: NodeId) -> Self {
        Self {
            text: Some(node),
            marks: Rc::from([]),
        }
    }

    /// The node of a run.
    pub(crate) fn node(&self, mark: Option<usize>) -> Option<NodeId> {
        let text = self.text?;
        let marked = mark.and_then(|mark| self.marks.get(mark));
        Some(marked.copied().unwrap_or(text))
    }
}

impl Slab {
    /// Moves what it holds.
    pub(crate) fn shift(&mut self, dx: f64, dy: f64) {
        for item in &mut self.items {
            item.x += dx;
            item.y += dy;
        }
    }
}

/// Height of a pile of slabs with the room between them.
pub(crate) fn height_of(slabs: &[Slab]) -> f64 {
    let between: f64 = slabs.iter().skip(1).map(|slab| slab.before).sum();
    slabs.iter().map(|slab| slab.height).sum::<f64>() + between
}

/// Lays piles side by side. Where they are higher than `limit` they are cut into several slabs, each pile
/// between its own lines.
pub(crate) fn side_by_side(piles: Vec<Vec<Slab>>, limit: f64) -> Vec<Slab> {
    let mut rests: Vec<_> = piles
        .into_iter()
        .map(|pile| pile.into_iter().peekable())
        .collect();
    let mut rows = Vec::new();
    while rests.iter_mut().any(|rest| rest.peek().is_some()) {
        let mut row = Slab::default();
        for rest in &mut rests {
            let mut y = 0.0;
            while let Some(next) = rest.peek() {
                let before = if y > 0.0 { next.before } else { 0.0 };
                if y > 0.0 && y + before + next.height > limit {
                    break;
                }
                let Some(mut slab) = rest.next() else { break };
                slab.shift(0.0, y + before);
                y += before + slab.height;
                row.absorb(slab);
            }
            row.height = row.height.max(y);
        }
        row.keep = Keep::Loose;
        rows.push(row);
    }
    if let Some(last) = rows.last_mut() {
        last.keep = Keep::Free;
    }
    rows
}

impl Slab {
    /// Takes over what another slab holds, as it is placed.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.items.extend(other.items);
        self.anchors.extend(other.anchors);
        for note in other.notes {
            if self.notes.iter().all(|(known, _)| *known != note.0) {
                self.notes.push(note);
            }
        }
        if self.bookmark.is_none() {
            self.bookmark = other.bookmark;
        }
    }
}
