//! Pages of placed items as page operators. Every mark on the paper is either content of a node of the
//! tree or decoration, and says so.

mod ink;
mod letters;
mod objects;
mod shapes;
mod words;

use std::collections::BTreeMap;

use printpdf::{DictItem, Op};

pub(super) use letters::Letters;
pub(super) use objects::{code_id, photograph_id};
use shapes::Pen;
use words::Writing;
pub(super) use words::font_id;

use crate::document::LinkTarget;
use crate::figures::Ink;
use crate::layout::slab::{Item, Nodes, What};
use crate::layout::tree::NodeId;
use crate::layout::{Page, Pages, grid};

/// What a node holds, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    Node(NodeId),
    /// Marked content of a page.
    Content {
        page: usize,
        id: i64,
    },
    /// An annotation, by its place in the list of link areas.
    Annotation(usize),
}

/// A rectangle that leads somewhere. Corners from the lower left of the page.
#[derive(Clone, Debug)]
pub(super) struct LinkArea {
    pub page: usize,
    pub node: NodeId,
    pub to: LinkTarget,
    pub words: String,
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
}

/// A painted document.
pub(super) struct Painting {
    pub pages: Vec<Vec<Op>>,
    /// What each node holds.
    pub kids: Vec<Vec<Kid>>,
    pub links: Vec<LinkArea>,
    /// How many marked contents each page has.
    pub marks: Vec<i64>,
    /// Where figures stand: left, bottom, right, top.
    pub boxes: BTreeMap<NodeId, [f64; 4]>,
    pub letters: Letters,
}

/// Paints every page.
pub(super) fn paint(pages: &Pages) -> Painting {
    let mut painter = Painter {
        pages,
        letters: Letters::of(pages),
        kids: vec![Vec::new(); pages.tree.len()],
        attached: vec![false; pages.tree.len()],
        links: Vec::new(),
        boxes: BTreeMap::new(),
        ops: Vec::new(),
        pen: Pen::default(),
        writing: Writing::default(),
        open: Open::Nothing,
        page: 0,
        next_mark: 0,
    };
    let mut painted = Vec::with_capacity(pages.pages.len());
    let mut marks = Vec::with_capacity(pages.pages.len());
    for (index, page) in pages.pages.iter().enumerate() {
        painter.page(index, page);
        // Pages are about as full as the one before.
        let room = Vec::with_capacity(painter.ops.len());
        painted.push(std::mem::replace(&mut painter.ops, room));
        marks.push(painter.next_mark);
    }
    Painting {
        pages: painted,
        kids: painter.kids,
        links: painter.links,
        boxes: painter.boxes,
        marks,
        letters: painter.letters,
    }
}

/// The marked content that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Decoration(Decoration),
    Content(NodeId),
}

/// Kinds of marks that are no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoration {
    /// Running heads and feet, heads of tables that come back.
    Pagination,
    /// Rules and areas.
    Layout,
}

struct Painter<'a> {
    pages: &'a Pages,
    letters: Letters,
    kids: Vec<Vec<Kid>>,
    attached: Vec<bool>,
    links: Vec<LinkArea>,
    boxes: BTreeMap<NodeId, [f64; 4]>,
    ops: Vec<Op>,
    pen: Pen,
    writing: Writing,
    open: Open,
    page: usize,
    next_mark: i64,
}

impl Painter<'_> {
    fn page(&mut self, index: usize, page: &Page) {
        self.page = index;
        self.next_mark = 0;
        self.pen = Pen::default();
        self.writing = Writing::default();
        // What lies below the text first, as one piece of decoration.
        for item in &page.items {
            self.ground(item);
        }
        for item in &page.items {
            self.item(item);
        }
        self.close();
    }

    /// Left edge of an item on the paper.
    fn left(&self, item: &Item) -> f64 {
        if self.pages.mirrored {
            grid::PAGE_WIDTH - item.x - item.width
        } else {
            item.x
        }
    }

    fn ground(&mut self, item: &Item) {
        let left = self.left(item);
        match &item.what {
            What::Area { height, ink } => {
                self.begin(Open::Decoration(Decoration::Layout));
                self.fill_rect((left, item.y), (item.width, *height), *ink);
            }
            What::Frame { height, weight } => {
                self.begin(Open::Decoration(Decoration::Layout));
                self.frame((left, item.y), (item.width, *height), *weight);
            }
            What::Code => {
                self.begin(Open::Decoration(Decoration::Pagination));
                self.place_object(code_id(), (left, item.y), (item.width, item.width));
            }
            What::Drawing {
                drawing,
                scale,
                node: None,
                ..
            } => {
                self.begin(Open::Decoration(Decoration::Layout));
                self.drawing(drawing, *scale, (left, item.y));
            }
            _ => {}
        }
    }

    fn item(&mut self, item: &Item) {
        let left = self.left(item);
        match &item.what {
            What::Line {
                line,
                leading,
                size,
                nodes,
            } => {
                let base = item.y + base_line(*leading, *size);
                self.line(line, (left, base), nodes);
                self.link_areas(line, (left, item.y), *leading, nodes);
            }
            What::Drawing {
                drawing,
                scale,
                words,
                node: Some(node),
            } => {
                self.begin(Open::Content(*node));
                let size = (item.width, drawing.height * scale);
                self.note_box(*node, (left, item.y), size);
                self.drawing(drawing, *scale, (left, item.y));
                for (x, y, line) in words {
                    self.line(line, (left + x, item.y + y), &Nodes::of(*node));
                }
            }
            What::Photograph {
                index,
                height,
                node,
            } => {
                self.begin(Open::Content(*node));
                let size = (item.width, *height);
                self.note_box(*node, (left, item.y), size);
                self.place_object(photograph_id(*index), (left, item.y), size);
            }
            _ => {}
        }
    }

    /// Opens marked content unless it is open already.
    fn begin(&mut self, open: Open) {
        if self.open == open {
            return;
        }
        self.close();
        let (tag, properties) = match open {
            Open::Nothing => return,
            Open::Decoration(kind) => {
                let kind: &[u8] = match kind {
                    Decoration::Pagination => b"Pagination",
                    Decoration::Layout => b"Layout",
                };
                ("Artifact", ("Type", DictItem::Name(kind.to_vec())))
            }
            Open::Content(node) => {
                let id = self.next_mark;
                self.next_mark += 1;
                self.attach(node);
                self.hold(
                    node,
                    Kid::Content {
                        page: self.page,
                        id,
                    },
                );
                let role = self.pages.tree.node(node).role;
                (super::finish::tag(role), ("MCID", DictItem::Int(id)))
            }
        };
        let map = BTreeMap::from([(properties.0.to_owned(), properties.1)]);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
        self.open = open;
    }

    fn close(&mut self) {
        self.end_text();
        if self.open != Open::Nothing {
            self.ops.push(Op::EndMarkedContent);
            self.open = Open::Nothing;
        }
    }

    fn hold(&mut self, node: NodeId, kid: Kid) {
        if let Some(kids) = self.kids.get_mut(node.index()) {
            kids.push(kid);
        }
    }

    /// What stands within text takes its place among the content when it is first painted.
    fn attach(&mut self, node: NodeId) {
        let known = self.pages.tree.node(node);
        let Some(parent) = known.parent.filter(|_| known.role.is_inline()) else {
            return;
        };
        if let Some(attached) = self.attached.get_mut(node.index())
            && !std::mem::replace(attached, true)
        {
            self.attach(parent);
            self.hold(parent, Kid::Node(node));
        }
    }

    fn set_fill(&mut self, ink: Ink) {
        if self.pen.fill != Some(ink) {
            self.pen.fill = Some(ink);
            self.ops.push(Op::SetFillColor {
                col: ink::colour(ink),
            });
        }
    }
}

/// From the top of the leading to the base line.
fn base_line(leading: f64, size: f64) -> f64 {
    // IBM Plex reaches 1.025 of its size above the base line and 0.275 below.
    (leading - 1.3 * size) / 2.0 + 1.025 * size
}

/// A length with two decimals, which is a hundredth of what the eye can tell.
fn short(length: f64) -> f32 {
    ((length * 100.0).round() / 100.0) as f32
}
